"""Locked books: nothing is posted on a day that is closed, and every move of that day stands in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyxl.core.changes import NO_CHANGES, ChangeSet
from pyxl.core.labels import Text
from pyxl.core.outcome import DocumentRequest, Plain, Posting
from pyxl.core.plain import to_plain
from pyxl.core.refusal import RefusalKind
from pyxl.ledger.books import Books
from pyxl.ledger.period_lock import PERIOD_LOCK, PeriodLock

LOCKED = RefusalKind(
    "E_LOCKED",
    Text(
        "Nothing can be recorded on {day}: the books are locked until {until}.",
        "Zum {day} lässt sich nichts erfassen: Die Bücher sind bis {until} gesperrt.",
    ),
    Text(
        "Record it on a later day. The locked day is in Settings; whoever closed the books may move it.",
        "An einem späteren Tag erfassen. Der gesperrte Tag steht in den Einstellungen; wer die Bücher geschlossen hat, "
        "darf ihn ändern.",
    ),
)


def demand_open(postings: Sequence[Posting], locked_until: date | None, as_of: date) -> None:
    """Refused E_LOCKED where something would be recorded on a day of the locked period."""
    if postings and locked_until is not None and as_of <= locked_until:
        raise LOCKED.because(day=as_of, until=locked_until)


@dataclass(frozen=True, slots=True)
class LockMoved:
    """The posting of a move."""

    facts: PeriodLock
    key: str
    kind: str = PERIOD_LOCK
    claims: tuple[str, ...] = ()
    series: None = None

    def payload(self, number: str) -> Plain:
        """From where to where, by whom."""
        data: Plain = to_plain(self.facts, PeriodLock)
        return data

    def changes(self, number: str) -> ChangeSet:
        """No cell follows from it: the setting is hers."""
        return NO_CHANGES

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()


def moved_lock(books: Books, locked_until: date | None, user: str, as_of: date) -> tuple[LockMoved, ...]:
    """What is to be noted: nothing where the setting is as the journal knows it."""
    known = books.lock
    if locked_until == known.until:
        return ()
    facts = PeriodLock(locked_until, known.until, user, as_of)
    return (LockMoved(facts, f"lock:{known.moves + 1}"),)
