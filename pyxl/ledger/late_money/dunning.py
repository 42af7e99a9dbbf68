"""What the journal keeps of dunning letters, and what the books know of each invoice from them.

>>> Dunning().standing("RE-1")
()
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from pyxl.core.money import Money
from pyxl.core.plain import ADDED_LATER, PlainData
from pyxl.ledger.events import ItemFacts

DUNNING: Final = "DUNNING"
DUNNING_WITHDRAWN: Final = "DUNNING_WITHDRAWN"
STATEMENT: Final = "STATEMENT"


@dataclass(frozen=True, slots=True)
class DunnedItem:
    """An invoice as a letter asked for it."""

    invoice_number: str
    level: int
    """Its own level; the letter's is that of its highest."""
    has_risen: bool
    """Whether the letter raised it to that level, or only lists it beside others."""
    amount_open: Money
    interest: Money
    """Default interest up to the day of the letter (§ 288 BGB)."""
    lump_sum: Money
    """The lump sum that this letter asks for the first time (§ 288 (5) BGB); zero where it does not."""
    interest_booked: Money | None = field(default=None, metadata=ADDED_LATER)
    """How much of the interest became an open item with this letter."""
    lump_sum_booked: Money | None = field(default=None, metadata=ADDED_LATER)
    """The same for the lump sum."""


@dataclass(frozen=True, slots=True)
class DunningIssued:
    """DUNNING: a letter to one customer, under a number of its own. `content` is all that it is printed from."""

    number: str
    customer_number: str
    customer_name: str
    issued_on: date
    pay_by: date
    level: int
    title: str
    items: tuple[DunnedItem, ...]
    fee: Money
    """The fee of this letter."""
    amount_open: Money
    """What is overdue, less credits."""
    charges: Money
    """Fees and lump sums that are no open item yet, those of earlier letters too."""
    amount_asked: Money
    document_path: str
    content: PlainData
    fees_booked: Money | None = field(default=None, metadata=ADDED_LATER)
    """Fees that became an open item with this letter; negative where the lump sum stands for them now."""
    charges_item: ItemFacts | None = field(default=None, metadata=ADDED_LATER)
    """The open item of interest, lump sums and fees, under the letter's number; none where they are only asked for."""


@dataclass(frozen=True, slots=True)
class DunningWithdrawn:
    """DUNNING_WITHDRAWN: the letter does not count; its invoices have the level they had before."""

    number: str


@dataclass(frozen=True, slots=True)
class StatementWritten:
    """STATEMENT: a customer was told what is open on a day. It changes nothing; it is only known."""

    number: str
    customer_number: str
    customer_name: str
    as_of: date
    invoice_numbers: tuple[str, ...]
    amount_open: Money
    document_path: str
    content: PlainData


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the books."""

    facts: DunningIssued
    key: str
    is_withdrawn: bool = False


class Asking(NamedTuple):
    """A letter that counts, and what it asks for one invoice."""

    letter: DunningIssued
    item: DunnedItem


@dataclass
class Dunning:
    """All letters, and which of them ask for an invoice."""

    letters: dict[str, Letter] = field(default_factory=dict)
    statements: dict[str, StatementWritten] = field(default_factory=dict)
    """Statements of account by their number."""
    items_of: dict[str, list[tuple[str, DunnedItem]]] = field(default_factory=dict)
    """Invoice number to the numbers of its letters, oldest first, and what each asked for it."""
    rounds: Counter[str] = field(default_factory=Counter)
    """How often a letter to a customer was withdrawn; part of the next claim."""

    def standing(self, invoice_number: str) -> tuple[Asking, ...]:
        """What the letters that count ask for the invoice, oldest first."""
        found = ((self.letters[number], item) for number, item in self.items_of.get(invoice_number, ()))
        return tuple(Asking(letter.facts, item) for letter, item in found if not letter.is_withdrawn)

    def is_charge(self, number: str) -> bool:
        """Whether an open item is what a letter charged."""
        letter = self.letters.get(number)
        return letter is not None and letter.facts.charges_item is not None
