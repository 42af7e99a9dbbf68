"""What may be paid so that the account keeps what Settings want kept; who is due first is paid first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pyxl.core.findings import CellRef, Finding
from pyxl.core.money import Money, total
from pyxl.ledger.bank_balances import BankBalance, balance_of
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.books import Books
from pyxl.payables import payment_rules as rules
from pyxl.payables.planning import PlannedBill
from pyxl.settings import Settings

_UNDER_WAY = (BatchStatus.PENDING, BatchStatus.SENT)


@dataclass(frozen=True)
class Floor:
    """What is to be kept, and what is there: the last balance less the batches that are not debited yet."""

    kept: Money
    balance: BankBalance | None
    iban: str
    under_way: Money

    @classmethod
    def of(cls, settings: Settings, books: Books) -> Floor | None:
        """None where Settings want nothing kept."""
        if settings.bank_floor is None:
            return None
        balance = balance_of(books, settings.iban)
        return cls(Money.rounded(settings.bank_floor, "EUR"), balance, settings.iban, under_way(books))

    def unknown(self) -> tuple[Finding, ...]:
        """PAY016: nothing is known of the account."""
        if self.balance:
            return ()
        return (rules.BALANCE_UNKNOWN.at(CellRef("Settings", None, "bank_floor"), floor=self.kept, iban=self.iban),)

    def check(self, amount: Money, cell: CellRef) -> Finding | None:
        """PAY015: so much more is paid."""
        if self.balance is None:
            return None
        left = self.balance.amount - self.under_way - amount
        if amount.cents <= 0 or left >= self.kept:
            return None
        return rules.BELOW_FLOOR.at(cell, left=left, day=self.balance.day, floor=self.kept)

    def flagged(self, bills: Iterable[tuple[PlannedBill, CellRef]]) -> tuple[PlannedBill, ...]:
        """The bills in their order; those that leave too little carry a flag. Credit notes count before the others."""
        given = list(bills)
        paid = total([each.amount for each, _ in given if each.amount.cents < 0])
        told: dict[str, Finding] = {}
        for each, cell in sorted(given, key=_urgency):
            if each.amount.cents <= 0:
                continue
            found = self.check(paid + each.amount, cell)
            if found:
                told[each.bill.facts.bill_id] = found
            else:
                paid += each.amount
        return tuple(_with_flag(each, told.get(each.bill.facts.bill_id)) for each, _ in given)


def _urgency(placed: tuple[PlannedBill, CellRef]) -> tuple[object, ...]:
    """The day that would be missed: of the discount, where it is taken, else of the bill."""
    each, facts = placed[0], placed[0].bill.facts
    until = [one.until for one in facts.discounts if each.discount and one.amount == each.discount]
    return min([facts.due_date, *until]), each.bill.key


def _with_flag(each: PlannedBill, flag: Finding | None) -> PlannedBill:
    return replace(each, flags=(*each.flags, flag)) if flag else each


def under_way(books: Books) -> Money:
    """What the bank is still to debit for payment batches."""
    return total(
        [
            item.amount
            for batch in books.batches.values()
            if batch.facts.is_payment and not batch.is_withdrawn
            for item in batch.facts.items
            if books.payables.payments[batch.facts.number, item.invoice_number].status in _UNDER_WAY
        ]
    )
