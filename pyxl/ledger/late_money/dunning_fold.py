"""How letters to late customers change the books. Called by the fold of the books alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pyxl.core.plain import from_plain
from pyxl.ledger.items import ItemState
from pyxl.ledger.late_money.dunning import DunningIssued, DunningWithdrawn, Letter, StatementWritten

if TYPE_CHECKING:
    from pyxl.ledger.books import Books, RecordedEvent


def dunned(books: Books, event: RecordedEvent) -> None:
    """A letter is written; what it charges may be an open item from then on."""
    issued = from_plain(DunningIssued, event.payload)
    dunning = books.dunning
    dunning.letters[issued.number] = Letter(issued, event.key)
    for item in issued.items:
        dunning.items_of.setdefault(item.invoice_number, []).append((issued.number, item))
    if issued.charges_item:
        books.items[issued.number] = ItemState.opened(issued.charges_item)


def dunning_withdrawn(books: Books, event: RecordedEvent) -> None:
    """A letter is out of the count; it stays known, and what it charged is owed no more."""
    number = from_plain(DunningWithdrawn, event.payload).number
    letter = books.dunning.letters[number]
    books.dunning.letters[number] = replace(letter, is_withdrawn=True)
    books.dunning.rounds[letter.facts.customer_number] += 1
    if letter.facts.charges_item:
        item = books.items[number]
        books.items[number] = replace(item, credited=item.facts.gross_amount)


def stated(books: Books, event: RecordedEvent) -> None:
    """A statement of account is noted."""
    written = from_plain(StatementWritten, event.payload)
    books.dunning.statements[written.number] = written
