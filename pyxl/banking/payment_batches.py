"""Own payments coming back on the bank export: the batch in one sum, its single transfers, and what was returned.

They are looked for before anything else, by number, by the end-to-end id of a transfer, and to the cent. What comes in
another sum is never spread by a guess: it stays to be looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pyxl.banking.allocating import mark_line
from pyxl.banking.allocations import allocated_amount, allocation_rows
from pyxl.banking.batches import BatchNumbers
from pyxl.banking.bill_cells import Cells, move
from pyxl.banking.items import ItemCells
from pyxl.banking.matching.payers import compact_iban
from pyxl.banking.matching.reasons import Reason
from pyxl.banking.matching.records import Undecided, Verdict
from pyxl.banking.postings import BankPosting
from pyxl.core.changes import ChangeList
from pyxl.core.labels import Label, Sentence, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.tables import Table
from pyxl.core.text import squash
from pyxl.ledger import events as ev
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.books import Books
from pyxl.ledger.payables.payables import BillState
from pyxl.ledger.payables.rows import BillStatus
from pyxl.ledger.rows import BankLine, BankStatus

_BATCH = Text("It is your payment batch {batch}.", "Es ist Ihr Zahlungssammler {batch}.")
_TRANSFER = Text(
    "It is transfer {transfer} of your batch {batch}.", "Es ist Überweisung {transfer} Ihres Sammlers {batch}."
)
_BACK = Text("Transfer {transfer} came back.", "Überweisung {transfer} kam zurück.")
_BY_HAND = Text(
    "Bill {number} paid by hand: its number, amount and account.",
    "Rechnung {number} von Hand gezahlt: ihre Nummer, ihr Betrag und das Konto.",
)
_DIFFERS = Text(
    "it names your payment batch {batch}, of which {open} is not debited yet",
    "er nennt Ihren Zahlungssammler {batch}, aus dem noch {open} nicht abgebucht ist",
)
_UNDER_WAY = (BatchStatus.PENDING, BatchStatus.SENT)
_SHORTEST_NUMBER = 3
"""A shorter number of a bill stands in too many texts."""


@dataclass
class PaymentPass:
    """What the open bank lines say of payments to suppliers, and of credits that batches pay out."""

    books: Books
    numbers: BatchNumbers
    bank: Table[BankLine]
    postings: list[BankPosting] = field(default_factory=list)
    settled: list[ev.LineAllocated] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    cells: Cells = field(default_factory=dict)
    paid: set[str] = field(default_factory=set)
    """Bills that this run has moved: none is moved twice in one run."""

    @property
    def taken(self) -> frozenset[str]:
        """Ids of the lines that are dealt with."""
        settled = [event.line_id for event in self.settled]
        return frozenset([*settled, *(each.line_id for each in self.undecided)])

    @property
    def refunds(self) -> frozenset[str]:
        """Credit notes that a batch pays out, or has paid out in this run."""
        parts = (part for event in self.settled for part in event.parts if not part.is_bill)
        under_way = (number for number, batch in self.books.payables.refunds.items() if batch)
        return frozenset([*(part.invoice_number for part in parts), *under_way])

    def look(self, line: ev.ImportedLine) -> None:
        """Settles the line where it is one of the firm's own payments."""
        if line.line_id in self.books.taken_back:
            return
        transfer = self.transfer_of(line)
        if line.amount.cents > 0:
            self._returned(line, transfer)
        elif transfer:
            self._settle(line, self._under_way(transfer[0], transfer[1]), _TRANSFER, transfer, by_number=True)
        elif (number := self.numbers.named(line)) and self.books.batches[number].facts.is_payment:
            self._settle(line, self._under_way(number), _BATCH, (number, ""), by_number=True)
        else:
            self._by_hand(line)

    def transfer_of(self, line: ev.ImportedLine) -> tuple[str, str] | None:
        """Batch and end-to-end id of a transfer of ours that the line names."""
        return self._transfers.get(squash(line.end_to_end_id)) if line.end_to_end_id else None

    @cached_property
    def _transfers(self) -> dict[str, tuple[str, str]]:
        """Batch and end-to-end id of every transfer that was not withdrawn, by its squashed id."""
        return {
            squash(each.end_to_end_id): (batch.facts.number, each.end_to_end_id)
            for batch in self.books.batches.values()
            if batch.facts.is_payment and not batch.is_withdrawn
            for each in batch.facts.items
        }

    @cached_property
    def _payable(self) -> dict[int, list[BillState]]:
        """Open bills in euros that are in no batch, by every amount in cents that pays them."""
        found: dict[int, list[BillState]] = defaultdict(list)
        for bill in self.books.payables.bills.values():
            if bill.status is BillStatus.OPEN and bill.facts.gross_amount.currency == EURO:
                owed = bill.amount_open.cents
                for cents in {owed, *(owed - each.amount.cents for each in bill.facts.discounts)}:
                    found[cents].append(bill)
        return found

    def _items(self, number: str, transfer: str, statuses: Iterable[BatchStatus]) -> list[ev.BatchItem]:
        return [
            each
            for each in self.books.batches[number].facts.items
            if (not transfer or each.end_to_end_id == transfer)
            and self._status(number, each.invoice_number) in statuses
        ]

    def _status(self, number: str, bill_id: str) -> BatchStatus:
        """Where the payment stands, what this run found counted in."""
        moved = self.cells.get(bill_id)
        payables = self.books.payables if moved is None or isinstance(moved, ItemCells) else moved.payables
        return payables.payments[(number, bill_id)].status

    def _under_way(self, number: str, transfer: str = "") -> list[ev.AllocatedPart]:
        return [_part(each, number) for each in self._items(number, transfer, _UNDER_WAY)]

    def _settle(
        self,
        line: ev.ImportedLine,
        parts: list[ev.AllocatedPart],
        why: Text,
        place: tuple[str, str],
        *,
        by_number: bool,
    ) -> None:
        number, transfer = place
        sum_ = total([part.amount for part in parts])
        if parts and line.amount.currency == EURO and sum_ == line.amount:
            whole = number if not transfer else ""
            self._post(line, parts, why.bind(batch=number, transfer=transfer), whole)
        elif by_number:
            reason = Reason((_DIFFERS.bind(batch=number, open=-sum_),))
            self.undecided.append(Undecided(line.line_id, Verdict.AMOUNT_DIFFERS, reason))

    def _returned(self, line: ev.ImportedLine, transfer: tuple[str, str] | None) -> None:
        """The supplier's bank sent the money back: the bills are open again."""
        if transfer is None:
            return
        parts = [_part(each, transfer[0], is_return=True) for each in self._items(*transfer, (BatchStatus.DEBITED,))]
        if parts and total([part.amount for part in parts]) == line.amount:
            self._post(line, parts, _BACK.bind(transfer=transfer[1]), "")

    def _by_hand(self, line: ev.ImportedLine) -> None:
        """One open bill in no batch, with its number in the text, its amount, and an account of the supplier."""
        text, iban = squash(line.remittance_information), compact_iban(line.counterparty_iban)
        found = [bill for bill in self._payable.get(-line.amount.cents, ()) if self._is_paid_by(bill, line, text, iban)]
        if len(found) == 1:
            facts, zero = found[0].facts, Money.zero()
            discount = found[0].amount_open + line.amount
            part = ev.AllocatedPart(
                facts.bill_id,
                facts.supplier_number,
                line.amount,
                -discount if discount > zero else None,
                is_bill=True,
            )
            self._post(line, [part], _BY_HAND.bind(number=facts.bill_number), "")

    def _is_paid_by(self, bill: BillState, line: ev.ImportedLine, text: str, iban: str) -> bool:
        number = squash(bill.facts.bill_number)
        if bill.facts.bill_id in self.paid:
            return False
        known = self.books.payables.is_known(bill.facts.supplier_number, iban) or iban in bill.facts.accounts
        if (
            not iban
            or not known
            or len(number) < _SHORTEST_NUMBER
            or number not in text
            or line.amount.currency != EURO
        ):
            return False
        offered = [each.amount for each in bill.facts.discounts if each.until >= line.booking_date]
        return -line.amount in (bill.amount_open, *(bill.amount_open - each for each in offered))

    def _post(self, line: ev.ImportedLine, parts: list[ev.AllocatedPart], why: Sentence, batch: str) -> None:
        reason = Label(why.text("en"), why.text("de"))
        event = ev.LineAllocated(line.line_id, line.booking_date, line.amount, tuple(parts), reason, batch=batch)
        changes = ChangeList()
        for row_id, values in allocation_rows(event):
            changes.append("Allocations", row_id, values, reason)
        for part in parts:
            move(self.books, self.cells, part, changes, reason)
            self.paid.add(part.invoice_number)
        if row := self.bank.get(line.line_id):
            mark_line(changes, row, BankStatus.SETTLED, allocated_amount(event), reason)
        key = f"alloc:{line.line_id}:{self.books.allocation_rounds[line.line_id]}"
        self.postings.append(BankPosting(ev.ALLOCATION, key, event, changes.done()))
        self.settled.append(event)


def _part(item: ev.BatchItem, batch: str, *, is_return: bool = False) -> ev.AllocatedPart:
    sign = 1 if is_return else -1
    amount = Money.from_cents(sign * item.amount.cents)
    discount = Money.from_cents(sign * item.discount.cents) if item.discount else None
    return ev.AllocatedPart(
        item.invoice_number,
        item.customer_number,
        amount,
        discount,
        is_return=is_return,
        is_bill=not item.is_refund,
        payment_batch=batch,
    )


def settle_payments(
    lines: Iterable[ev.ImportedLine], books: Books, numbers: BatchNumbers, bank: Table[BankLine]
) -> PaymentPass:
    """Settles lines that pay suppliers, or customers' credits out; those that name a batch come first."""
    found = PaymentPass(books, numbers, bank)
    if books.payables.bills or books.payables.payments:
        # Single transfers first: a sum that names the batch is then the rest of it.
        for line in sorted(lines, key=lambda each: (not found.transfer_of(each), each.booking_date, each.line_id)):
            if line.amount.cents < 0:
                found.look(line)
        for line in lines:
            if line.amount.cents > 0:
                found.look(line)
    return found
