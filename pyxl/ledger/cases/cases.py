"""What the books know of complaints, as it follows from their events.

>>> CaseBooks().cases
{}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from pyxl.core.plain import from_plain
from pyxl.ledger.cases import events as ev
from pyxl.ledger.cases.returns import ReturnState


class CaseEvent(Protocol):
    """An event as the journal hands it out."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def number(self) -> str:
        """The number drawn with it."""

    @property
    def payload(self) -> Mapping[str, object]:
        """What it keeps."""


@dataclass(frozen=True, slots=True)
class CaseState:
    """A complaint that has a number."""

    number: str
    key: str
    opened: ev.CaseOpened
    settled: ev.CaseSettled | None = None


@dataclass
class CaseBooks:
    """The complaints that stand."""

    cases: dict[str, CaseState] = field(default_factory=dict)
    """By line of the tab Cases."""
    rounds: Counter[str] = field(default_factory=Counter)
    """How often the number of a line was given up; part of the next key."""
    reopened: Counter[str] = field(default_factory=Counter)
    """How often a solution was taken back; part of the next key."""
    replacements: dict[str, ev.ReplacementLine] = field(default_factory=dict)
    """What goes out free, by order line."""
    returns: dict[str, ReturnState] = field(default_factory=dict)
    """What customers send back, by RMA number."""
    receipt_rounds: Counter[str] = field(default_factory=Counter)
    """How often goods of a return came, or did not after all; part of the next key."""
    debited: dict[str, tuple[str, ev.DebitNoteIssued]] = field(default_factory=dict)
    """By line of the tab Cases, the number of the debit note that a supplier had for it, with the note."""
    debit_rounds: Counter[str] = field(default_factory=Counter)
    """How often a debit note for a case was withdrawn; part of the next claim."""
    received: dict[str, tuple[str, ev.CaseReceived]] = field(default_factory=dict)
    """What came in as files, by identity: the event's key and the row."""
    rounds_received: Counter[str] = field(default_factory=Counter)
    """How often what came in was taken back, by identity; part of the next key."""
    files: dict[str, str] = field(default_factory=dict)
    """Customers' files by number, with the fingerprint of what is in them."""

    def return_of(self, line_id: str) -> ReturnState | None:
        """The return that the case of that line waits for, or had."""
        return next((each for each in self.returns.values() if each.settled.line_id == line_id), None)

    def payouts(self) -> dict[str, CaseState]:
        """The keys of the credit notes that are to be paid out, each with its case."""
        found: dict[str, CaseState] = {}
        for case in self.cases.values():
            if case.settled and case.settled.pays_out:
                returned = self.return_of(case.settled.line_id)
                keys = [each.credit_key for _, each in returned.receipts] if returned else []
                found.update(dict.fromkeys(filter(None, (case.settled.credit_key, *keys)), case))
        return found

    def receive(self, key: str, returned: ev.GoodsReturned) -> None:
        """Goods of a return came."""
        state = self.returns[returned.return_number]
        self.returns[state.number] = replace(state, receipts=(*state.receipts, (key, returned)))
        self.receipt_rounds[state.number] += 1

    def unreceive(self, undone: ev.GoodsReturnedUndone) -> None:
        """They did not."""
        state = self.returns[undone.return_number]
        kept = tuple(each for each in state.receipts if each[0] != undone.returned_key)
        self.returns[state.number] = replace(state, receipts=kept)
        self.receipt_rounds[state.number] += 1


def _received(books: CaseBooks, event: CaseEvent) -> None:
    received = from_plain(ev.CaseReceived, event.payload)
    books.received[received.identity] = (event.key, received)


def _received_withdrawn(books: CaseBooks, event: CaseEvent) -> None:
    identity = from_plain(ev.CaseReceivedWithdrawn, event.payload).identity
    del books.received[identity]
    books.rounds_received[identity] += 1


def _opened(books: CaseBooks, event: CaseEvent) -> None:
    opened = from_plain(ev.CaseOpened, event.payload)
    books.cases[opened.line_id] = CaseState(event.number, event.key, opened)


def _withdrawn(books: CaseBooks, event: CaseEvent) -> None:
    withdrawn = from_plain(ev.CaseWithdrawn, event.payload)
    del books.cases[withdrawn.line_id]
    books.rounds[withdrawn.line_id] += 1


def _settled(books: CaseBooks, event: CaseEvent) -> None:
    settled = from_plain(ev.CaseSettled, event.payload)
    books.cases[settled.line_id] = replace(books.cases[settled.line_id], settled=settled)
    if settled.replacement:
        books.replacements[settled.replacement.line_id] = settled.replacement
    if settled.returned:
        books.returns[event.number] = ReturnState(event.number, settled)


def _reopened(books: CaseBooks, event: CaseEvent) -> None:
    line_id = from_plain(ev.CaseReopened, event.payload).line_id
    settled = books.cases[line_id].settled
    if settled and settled.replacement:
        del books.replacements[settled.replacement.line_id]
    if returned := books.return_of(line_id):
        del books.returns[returned.number]
    books.cases[line_id] = replace(books.cases[line_id], settled=None)
    books.reopened[line_id] += 1


def _debited(books: CaseBooks, event: CaseEvent) -> None:
    issued = from_plain(ev.DebitNoteIssued, event.payload)
    books.debited.update({each.line_id: (event.number, issued) for each in issued.cases})


def _undebited(books: CaseBooks, event: CaseEvent) -> None:
    number = from_plain(ev.DebitNoteWithdrawn, event.payload).number
    for line_id in [line_id for line_id, (noted, _) in books.debited.items() if noted == number]:
        del books.debited[line_id]
        books.debit_rounds[line_id] += 1


def _filed(books: CaseBooks, event: CaseEvent) -> None:
    written = from_plain(ev.CustomerFileWritten, event.payload)
    books.files[written.number] = written.fingerprint


CASE_FOLD: dict[str, Callable[[CaseBooks, CaseEvent], None]] = {
    ev.CASE_RECEIVED: _received,
    ev.CASE_RECEIVED_WITHDRAWN: _received_withdrawn,
    ev.CASE: _opened,
    ev.CASE_WITHDRAWN: _withdrawn,
    ev.CASE_SETTLED: _settled,
    ev.CASE_REOPENED: _reopened,
    ev.DEBIT_NOTE: _debited,
    ev.DEBIT_NOTE_WITHDRAWN: _undebited,
    ev.CUSTOMER_FILE: _filed,
}
"""What each kind of event does to the complaints."""
