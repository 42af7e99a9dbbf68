"""What a job gives back: the runner asks nothing else.

A job is a pure function of tables, settings, books and `as_of`. It returns an `Outcome`: what it found, what it
wants recorded in the journal (postings), what it wants written besides, and the sentence that sums it up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pyxl.core.changes import NO_CHANGES, ChangeSet
from pyxl.core.findings import Finding
from pyxl.core.labels import Sentence
from pyxl.core.plain import PlainData

Plain = Mapping[str, object]
"""JSON-able data, as `pyxl.core.plain` makes it."""
NOT_DRAWN = "…"
"""Stands in a preview for the number that is drawn when it is written."""


@dataclass(frozen=True, slots=True)
class Series:
    """A number range: its pattern, such as `RE-{year}-{00001}`, and the year it counts in."""

    pattern: str
    year: int


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """One document to be rendered: what kind it is, with what content, under which name."""

    kind: str
    """Decides how the content is printed, such as `invoice`."""
    number: str
    path: str
    """Relative to the documents folder, with forward slashes; made of slugs."""
    content: PlainData


class Posting(Protocol):
    """One event for the journal, with the cells and documents that follow from it.

    `number` is the drawn number, or "" where the posting has no series.
    """

    @property
    def kind(self) -> str:
        """The event's kind, such as `INVOICE`."""

    @property
    def key(self) -> str:
        """The event's idempotency key: the same business fact has the same key for ever."""

    @property
    def claims(self) -> tuple[str, ...]:
        """What may be used once only, such as an order line that is billed."""

    @property
    def series(self) -> Series | None:
        """The number range to draw from."""

    def payload(self, number: str) -> Plain:
        """Everything the event must keep."""

    def changes(self, number: str) -> ChangeSet:
        """The cells that follow from the event."""

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The documents that follow from the event."""


class FileFacts(Protocol):
    """A file as it was when the run was planned."""

    @property
    def name(self) -> str:
        """As the cell names it."""

    @property
    def sha256(self) -> str:
        """Of its bytes, as hexadecimal text."""


@dataclass(frozen=True)
class GivenFile:
    """A file that was given to the run and is kept beside the journal under its hash."""

    name: str
    sha256: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """The result of a job."""

    summary: Sentence
    findings: tuple[Finding, ...] = ()
    postings: tuple[Posting, ...] = ()
    changes: ChangeSet = NO_CHANGES
    """Cells to write that follow from no event."""
    counts: Mapping[str, int | str] = field(default_factory=dict)
    """Figures for scripts, by snake-case name; amounts as text with two decimals."""
    proposals: tuple[Plain, ...] = ()
    checked_tabs: tuple[str, ...] = ()
    """Input tabs whose rows were all checked: their Check column is written anew."""
    attached: tuple[FileFacts, ...] = ()
    """Files that documents embed, or that came in; they are kept beside the journal before anything is recorded."""
    confirmation: Sentence | None = None
    """What to ask before something irreversible, with counts and amounts."""
