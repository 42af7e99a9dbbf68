"""How what is given up, and owed again, changes the books. Called by the fold of the books alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pyxl.core.money import Money
from pyxl.core.plain import from_plain
from pyxl.ledger.late_money.write_offs import WriteOff, WriteOffReversed, WrittenOff

if TYPE_CHECKING:
    from pyxl.ledger.books import Books, RecordedEvent


def written_off(books: Books, event: RecordedEvent) -> None:
    """The rest of an item is given up."""
    facts = from_plain(WrittenOff, event.payload)
    books.write_offs[facts.entry_id] = WriteOff(facts, event.key)
    _give_up(books, facts, facts.amount)


def owed_again(books: Books, event: RecordedEvent) -> None:
    """It is owed after all."""
    entry = books.write_offs[from_plain(WriteOffReversed, event.payload).entry_id]
    books.write_offs[entry.facts.entry_id] = replace(entry, is_reversed=True)
    _give_up(books, entry.facts, -entry.facts.amount)


def _give_up(books: Books, facts: WrittenOff, amount: Money) -> None:
    item = books.items[facts.invoice_number]
    books.items[facts.invoice_number] = replace(item, written_off=item.written_off + amount)
