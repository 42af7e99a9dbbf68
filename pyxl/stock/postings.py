"""What the goods jobs record without a number: an event, and the cells and documents that follow."""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.core.changes import NO_CHANGES, ChangeSet
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import to_plain


@dataclass(frozen=True)
class GoodsPosting:
    """One event without a number. Its key says which fact it is, so a second run records nothing."""

    kind: str
    key: str
    event: object
    change_set: ChangeSet = NO_CHANGES
    claims: tuple[str, ...] = ()
    papers: tuple[DocumentRequest, ...] = ()
    series: Series | None = None

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        data: Plain = to_plain(self.event)
        return data

    def changes(self, number: str) -> ChangeSet:
        """The cells that follow."""
        return self.change_set

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The documents that follow."""
        return self.papers
