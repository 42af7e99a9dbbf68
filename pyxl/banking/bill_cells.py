"""The cells that payments change, of a bill or of a credit that is paid out; the counterparts of `ItemCells`."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from pyxl.banking.items import ItemCells
from pyxl.core.changes import ChangeList, Why
from pyxl.ledger import events as ev
from pyxl.ledger.batches.batches import batch_item_id
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.books import Books
from pyxl.ledger.payables.fold import refunded, settled
from pyxl.ledger.payables.payables import BillState, Payables
from pyxl.ledger.payables.values import BILLS, moving_values


@dataclass(slots=True)
class BillCells:
    """One bill with the payables that it is moved in."""

    books: Books
    payables: Payables

    @classmethod
    def of_state(cls, books: Books, bill_id: str) -> BillCells:
        """The bill as the books have it, in payables of its own."""
        known, bill = books.payables, books.payables.bills[bill_id]
        own = Payables(bills={bill_id: bill})
        own.payments = {place: payment for place, payment in known.payments.items() if place[1] == bill_id}
        return cls(books, own)

    def copy(self) -> BillCells:
        """The same values, to be tried out."""
        return BillCells(self.books, deepcopy(self.payables))

    @property
    def _bill(self) -> BillState:
        return next(iter(self.payables.bills.values()))

    @property
    def is_sound(self) -> bool:
        """Whether not less than nothing and not more than the whole is paid."""
        return self._bill.is_sound

    def settle(self, number: str, part: ev.AllocatedPart, changes: ChangeList, why: Why, *, is_back: bool) -> None:
        """Moves the bill by the part, or back; the cells of the bill and of its batch follow."""
        before, payments = self._bill, dict(self.payables.payments)
        settled(self.payables, part, is_taken_back=is_back)
        old, new = moving_values(before), moving_values(self._bill)
        for name, value in new.items():
            changes.set(BILLS, number, name, old[name], value, why)
        for (batch, _), payment in self.payables.payments.items():
            mark(self.books, (batch, number), payments[(batch, number)].status, payment.status, changes, why)


@dataclass(slots=True)
class RefundCells:
    """A customer's credit that a batch pays out: its row in Receivables, and that of the batch."""

    books: Books
    item: ItemCells
    payables: Payables

    @classmethod
    def of_state(cls, books: Books, number: str, item: ItemCells | None) -> RefundCells:
        """The credit as the books have it, or as it is by now."""
        payments = {place: payment for place, payment in books.payables.payments.items() if place[1] == number}
        own = Payables(payments=payments, refunds={number: books.payables.refunds.get(number, "")})
        return cls(books, item or ItemCells.of_state(books.items[number]), own)

    def copy(self) -> RefundCells:
        """The same values, to be tried out."""
        return RefundCells(self.books, self.item.copy(), deepcopy(self.payables))

    @property
    def is_sound(self) -> bool:
        """Whether not less than nothing and not more than the whole is settled."""
        return self.item.is_sound

    def settle(self, number: str, part: ev.AllocatedPart, changes: ChangeList, why: Why, *, is_back: bool) -> None:
        """Moves the credit by the part, or back; the row of the batch follows."""
        self.item.settle(number, reversed_part(part) if is_back else part, changes, why)
        place = (part.payment_batch, number)
        before = self.payables.payments[place].status
        refunded(self.payables, part, is_taken_back=is_back)
        mark(self.books, place, before, self.payables.payments[place].status, changes, why)


def mark(
    books: Books, place: tuple[str, str], old: BatchStatus, new: BatchStatus, changes: ChangeList, why: Why
) -> None:
    """The status in the rows of a batch that pay a bill or a credit; `place`: the batch, and what it pays."""
    batch, number = place
    for row, each in enumerate(books.batches[batch].facts.items, 1):
        if each.invoice_number == number:
            changes.set("Batches", batch_item_id(batch, row), "status", old, new, why)


Cells = dict[str, ItemCells | BillCells | RefundCells]
"""The rows changed so far, by number."""


def move(
    books: Books, cells: Cells, part: ev.AllocatedPart, changes: ChangeList, why: Why, *, is_back: bool = False
) -> bool:
    """Notes the cells that a part changes, or changes back; whether what is settled is sound afterwards."""
    number = part.invoice_number
    if part.is_bill:
        bill = cells.setdefault(number, BillCells.of_state(books, number))
        assert isinstance(bill, BillCells), number
        bill.settle(number, part, changes, why, is_back=is_back)
        return bill.is_sound
    known = cells.get(number)
    if part.payment_batch:
        if not isinstance(known, RefundCells):
            cells[number] = known = RefundCells.of_state(books, number, known if isinstance(known, ItemCells) else None)
        known.settle(number, part, changes, why, is_back=is_back)
        return known.is_sound
    item = known.item if isinstance(known, RefundCells) else known
    if item is None:
        cells[number] = item = ItemCells.of_state(books.items[number])
    assert isinstance(item, ItemCells), number
    item.settle(number, reversed_part(part) if is_back else part, changes, why)
    return item.is_sound


def reversed_part(part: ev.AllocatedPart) -> ev.AllocatedPart:
    """The part with its amounts taken back."""
    return ev.AllocatedPart(
        part.invoice_number,
        part.customer_number,
        -part.amount,
        -part.discount_taken if part.discount_taken else None,
        -part.written_off if part.written_off else None,
        part.is_return,
    )
