"""What the journal keeps of the manager's reports, and what the books know of them.

>>> ReportBooks().written
{}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from pyxl.core.plain import PlainData, from_plain

REPORT: Final = "REPORT"


@dataclass(frozen=True, slots=True)
class ReportWritten:
    """REPORT: the figures of a month were put on paper. It changes nothing; it is only known."""

    number: str
    month: str
    as_of: date
    fingerprint: str
    """SHA-256 of the content."""
    document_path: str
    """Of the PDF; the page lies beside it."""
    content: PlainData


class ReportEvent(Protocol):
    """An event as the journal hands it out."""

    @property
    def payload(self) -> Mapping[str, object]:
        """What it keeps."""


@dataclass
class ReportBooks:
    """The reports that were written."""

    written: dict[str, str] = field(default_factory=dict)
    """By number, with the fingerprint of what is in them."""


def _written(books: ReportBooks, event: ReportEvent) -> None:
    report = from_plain(ReportWritten, event.payload)
    books.written[report.number] = report.fingerprint


REPORT_FOLD: dict[str, Callable[[ReportBooks, ReportEvent], None]] = {REPORT: _written}
"""What each kind of event does to the reports."""
