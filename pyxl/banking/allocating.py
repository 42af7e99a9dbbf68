"""One settled bank line: the event, and every cell that follows from it."""

from __future__ import annotations

from datetime import date

from pyxl.banking.allocations import allocated_amount, allocation_event, allocation_rows
from pyxl.banking.amending import Amendment
from pyxl.banking.items import ReceivablesDesk
from pyxl.banking.matching.payers import is_collector, payer_key
from pyxl.banking.matching.records import Part
from pyxl.banking.postings import BankPosting
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.tables import Table
from pyxl.core.text import clean, squash
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books
from pyxl.ledger.rows import BankLine, BankStatus, Payer

_LEARNED = Label("learned from a payment", "aus einer Zahlung gelernt")


class Allocator:
    """Makes the postings of one run, one per line, in the order they are given."""

    def __init__(
        self, bank: Table[BankLine], payers: Table[Payer], desk: ReceivablesDesk, books: Books, as_of: date
    ) -> None:
        self._bank, self._desk, self._books, self._as_of = bank, desk, books, as_of
        self._remembered = {squash(row.payer) for row in payers} | {squash(key) for key in books.payers}
        self.postings: list[BankPosting] = []
        self.settled: list[ev.LineAllocated] = []

    def allocate(
        self,
        line: ev.ImportedLine,
        parts: tuple[Part, ...],
        reason: Label,
        customer: str,
        *,
        fee: int = 0,
        currency: str = "",
        batch: str = "",
        by_hand: bool = False,
    ) -> None:
        """Posts the line. `customer` is who the payment proves the payer to be, or an empty text."""
        key = f"alloc:{line.line_id}:{self._books.allocation_rounds[line.line_id]}"
        event = allocation_event(
            line,
            parts,
            reason,
            self._learn(line, customer),
            fee,
            facts=self._desk.facts,
            by_hand=by_hand,
            currency=currency,
            batch=batch,
        )
        changes = ChangeList()
        for row_id, values in allocation_rows(event):
            changes.append("Allocations", row_id, values, reason)
        self._desk.settle(event.parts, changes, reason)
        row = self._bank.get(line.line_id)
        if row is not None:
            mark_line(changes, row, BankStatus.SETTLED, allocated_amount(event), reason)
        if event.payer:
            values = payer_values(event.payer, self._as_of, line.line_id)
            changes.append("Payers", event.payer.payer, values, _LEARNED)
        self.postings.append(BankPosting(ev.ALLOCATION, key, event, changes.done()))
        self.settled.append(event)

    def allocate_anew(
        self, line: ev.ImportedLine, parts: tuple[Part, ...], reason: Label, key: str, old: ev.LineAllocated
    ) -> None:
        """Posts a line that is settled already as she wants it now: its allocation of that key is released."""
        event = allocation_event(
            line, parts, reason, old.payer, 0, facts=self._desk.facts, by_hand=True, batch=old.batch
        )
        self.postings += Amendment(key, old, event).postings(self._books, self._desk.cells, reason)
        self.settled.append(event)

    def _learn(self, line: ev.ImportedLine, customer: str) -> ev.LearnedPayer | None:
        """A payer is learned once; what stands in her tab is hers and stays."""
        key = payer_key(line.counterparty_iban, line.counterparty_name)
        if not customer or not key or squash(key) in self._remembered or is_collector(line.counterparty_name):
            return None
        self._remembered.add(squash(key))
        return ev.LearnedPayer(key, customer, line.counterparty_name)


def payer_values(payer: ev.LearnedPayer, learned_on: date, line_id: str) -> dict[str, CellValue]:
    """The row of the Payers tab for a learned payer."""
    return {
        "payer": payer.payer,
        "customer_number": payer.customer_number,
        "name": payer.name,
        "learned_on": learned_on,
        "learned_from": line_id,
    }


def mark_line(changes: ChangeList, row: BankLine, status: BankStatus, allocated: Money | None, reason: Label) -> None:
    """Writes where a bank line stands and why; what the bank sent is not touched."""
    changes.set("Bank", row.line_id, "status", row.status, status, reason)
    changes.set("Bank", row.line_id, "amount_allocated", row.amount_allocated, allocated, reason)
    if not says(row.reason, reason):
        changes.set("Bank", row.line_id, "reason", row.reason, reason, reason)


def says(cell: str, words: str | Label) -> bool:
    """Whether the cell holds these words, in either language.

    >>> says("offen", Label("open", "offen"))
    True
    """
    wanted = (words,) if isinstance(words, str) else (words.en, words.de)
    return clean(cell) in {clean(text) for text in wanted}
