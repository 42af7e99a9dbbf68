"""What the bank jobs record: an event without a number range, and the cells that follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.core.changes import NO_CHANGES, ChangeSet
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import to_plain


@dataclass(frozen=True)
class BankPosting:
    """One event of the bank. Its key says which business fact it is, so a second run records nothing."""

    kind: str
    key: str
    event: object
    change_set: ChangeSet = NO_CHANGES
    claims: tuple[str, ...] = ()
    series: Series | None = None

    def payload(self, number: str) -> Plain:
        """The event as plain data; it has no number of its own."""
        data: Plain = to_plain(self.event)
        return data

    def changes(self, number: str) -> ChangeSet:
        """The cells that follow from the event."""
        return self.change_set

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None: the bank makes no documents."""
        return ()
