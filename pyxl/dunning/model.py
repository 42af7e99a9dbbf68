"""A dunning letter as the journal keeps it: everything it is printed from, with no cell or clock behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pyxl.core.labels import Language
from pyxl.core.money import Money, total
from pyxl.core.plain import ADDED_LATER
from pyxl.dunning.interest import InterestLine
from pyxl.invoicing.model import BankAccount, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterItem:
    """One invoice of a letter."""

    number: str
    invoice_date: date
    due_date: date
    gross: Money
    open: Money
    days_overdue: int
    level: int
    interest: tuple[InterestLine, ...] = ()
    lump_sum: Money
    """Lump sum asked for it, now or before; zero where none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCharge:
    """What an earlier letter charged: an open item under that letter's number."""

    number: str
    issued_on: date
    due_date: date
    days_overdue: int
    gross: Money
    open: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCredit:
    """Money of the customer that is deducted."""

    number: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DunningLetter:
    """A letter of one level to one customer in one currency."""

    number: str
    title: str
    text: str
    language: Language
    issued_on: date
    pay_by: date
    level: int
    seller: Party
    buyer: Party
    account: BankAccount | None
    currency: str
    items: tuple[LetterItem, ...]
    credits: tuple[LetterCredit, ...]
    fee: Money
    fees_before: Money
    is_business: bool
    open_charges: tuple[LetterCharge, ...] = field(default=(), metadata=ADDED_LATER)
    booked: Money | None = field(default=None, metadata=ADDED_LATER)
    """Of interest, lump sums and fees what earlier letters made an open item."""

    @property
    def open_total(self) -> Money:
        """What is overdue, less credits."""
        owed = total([*(each.open for each in self.items), *(each.open for each in self.open_charges)], self.currency)
        return owed - total([credit.amount for credit in self.credits], self.currency)

    @property
    def interest_total(self) -> Money:
        """All interest."""
        return total([line.amount for item in self.items for line in item.interest], self.currency)

    @property
    def charges_total(self) -> Money:
        """Lump sums and fees, also those of earlier letters."""
        return total([item.lump_sum for item in self.items], self.currency) + self.fee + self.fees_before

    @property
    def total(self) -> Money:
        """What is to be paid."""
        asked = self.open_total + self.interest_total + self.charges_total
        return asked - self.booked if self.booked else asked
