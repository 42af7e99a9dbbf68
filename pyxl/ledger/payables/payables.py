"""What the books know of payables: bills, who approved them, the batch that pays them, the accounts that are known.

>>> from datetime import date
>>> facts = BillFacts("E-1", "L1", "Holz AG", "4711", date(2026, 3, 2), date(2026, 4, 1), Money.of(119))
>>> bill = BillState(facts, "bill:1", "anna")
>>> bill.amount_open, bill.status.name, bill.after(Money.of(-119), None).status.name
(Money('119.00', 'EUR'), 'OPEN', 'PAID')
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.events import BatchItem
from pyxl.ledger.payables.events import AccountVouched, BilledLine, BillFacts
from pyxl.ledger.payables.rows import BillKind, BillStatus


@dataclass(frozen=True, slots=True)
class BillState:
    """A bill and what was paid of it so far."""

    facts: BillFacts
    key: str
    entered_by: str
    kind: BillKind = BillKind.BILL
    lines: tuple[BilledLine, ...] = ()
    amount_paid: Money | None = None
    discount_taken: Money | None = None
    approved_by: tuple[str, ...] = ()
    batch: str = ""
    """The batch whose file pays it, while the bank has not debited it."""
    document_path: str = ""
    is_cancelled: bool = False

    @property
    def amount_open(self) -> Money:
        """What is still to be paid; below zero the supplier owes it."""
        zero = Money.zero(self.facts.gross_amount.currency)
        owed = zero if self.is_cancelled else self.facts.gross_amount
        return owed - (self.amount_paid or zero) - (self.discount_taken or zero)

    @property
    def status(self) -> BillStatus:
        """Where it stands."""
        if self.is_cancelled and not self.amount_open:
            return BillStatus.CANCELLED
        if self.batch:
            return BillStatus.IN_PAYMENT
        if not self.amount_open:
            return BillStatus.PAID
        return BillStatus.PARTLY_PAID if self.amount_paid else BillStatus.OPEN

    def after(self, moved: Money, discount: Money | None) -> BillState:
        """After the account moved by that much for it (money out is negative); the discount is signed alike."""
        return replace(
            self,
            amount_paid=_sum(self.amount_paid, -moved),
            discount_taken=_sum(self.discount_taken, -discount) if discount else self.discount_taken,
        )

    @property
    def is_sound(self) -> bool:
        """Whether not less than nothing and not more than the whole is paid."""
        gross = self.facts.gross_amount.cents
        sign = -1 if gross < 0 else 1
        paid = sum(each.cents for each in (self.amount_paid, self.discount_taken) if each)
        return 0 <= sign * paid <= sign * gross


def _sum(old: Money | None, more: Money) -> Money | None:
    return (more if old is None else old + more) or None


@dataclass(frozen=True, slots=True)
class PaymentState:
    """The payment of one bill in one batch."""

    handed_in: BatchStatus = BatchStatus.PENDING
    """File made, handed in or withdrawn."""
    is_debited: bool = False
    returns: int = 0
    answer: Label | str = ""
    """What the bank answered to the file."""

    @property
    def status(self) -> BatchStatus:
        """Where it stands, in whatever order its bank lines were settled or released."""
        if self.returns:
            return BatchStatus.RETURNED
        return BatchStatus.DEBITED if self.is_debited else self.handed_in


@dataclass
class Payables:
    """The state of the payables; only the fold of the books fills it."""

    bills: dict[str, BillState] = field(default_factory=dict)
    rounds: Counter[str] = field(default_factory=Counter)
    """How often a bill was taken back; part of its claim, so that it may be entered again."""
    payment_rounds: Counter[str] = field(default_factory=Counter)
    """How often a bill came back out of a batch: withdrawn, or returned by the supplier's bank."""
    payments: dict[tuple[str, str], PaymentState] = field(default_factory=dict)
    """The payment of a bill, by batch and bill."""
    accounts_paid: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By supplier, the IBANs that a file pays to, each with its batch, the latest last."""
    refunds: dict[str, str] = field(default_factory=dict)
    """By credit note, the batch that pays it out, while the bank has not debited it; else an empty text."""
    refund_accounts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """As `accounts_paid`, by customer."""
    vouched: dict[tuple[str, str], tuple[AccountVouched, ...]] = field(default_factory=dict)
    """By supplier and IBAN, who made sure of it."""
    voucher_rounds: Counter[str] = field(default_factory=Counter)
    approval_rounds: Counter[str] = field(default_factory=Counter)

    def last_account(self, supplier_number: str) -> str:
        """The IBAN that the supplier was paid to last; an empty text where he never was."""
        paid = self.accounts_paid.get(supplier_number)
        return paid[-1][0] if paid else ""

    def is_known(self, supplier_number: str, iban: str) -> bool:
        """Whether a file paid to this account of the supplier before."""
        return any(iban == paid for paid, _ in self.accounts_paid.get(supplier_number, ()))

    def is_refunded_to(self, customer_number: str, iban: str) -> bool:
        """Whether a file paid to this account of the customer before."""
        return any(iban == paid for paid, _ in self.refund_accounts.get(customer_number, ()))

    def batch_of(self, item: BatchItem) -> str:
        """The batch under way that pays what the item of a batch pays; an empty text for none."""
        if item.is_refund:
            return self.refunds.get(item.invoice_number, "")
        return self.bills[item.invoice_number].batch

    def persons_for(self, supplier_number: str, iban: str) -> tuple[str, ...]:
        """Who vouches for this account."""
        return tuple(each.by for each in self.vouched.get((supplier_number, iban), ()))
