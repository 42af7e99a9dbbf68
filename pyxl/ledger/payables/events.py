"""What the journal keeps of payables: bills as received, who approved them, which accounts are vouched for.

Stored as plain JSON for ever: a field is only ever added with a default, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from pyxl.core.money import Money
from pyxl.core.plain import ADDED_LATER

BILL: Final = "BILL"
BILL_WITHDRAWN: Final = "BILL_WITHDRAWN"
BILL_APPROVED: Final = "BILL_APPROVED"
APPROVAL_WITHDRAWN: Final = "APPROVAL_WITHDRAWN"
ACCOUNT_VOUCHED: Final = "ACCOUNT_VOUCHED"
VOUCHER_WITHDRAWN: Final = "VOUCHER_WITHDRAWN"


@dataclass(frozen=True, slots=True)
class CashDiscount:
    """What may be deducted by whoever pays until that day."""

    percent: Decimal
    until: date
    amount: Money


@dataclass(frozen=True, slots=True)
class SelfAssessed:
    """What the firm owes the VAT of itself, and may deduct it in the same return (§ 13b, § 1a UStG)."""

    net: Money
    """Negative in a credit note."""
    rate: Decimal
    """Percent."""
    is_acquisition: bool = False
    """Goods from another EU country; else reverse charge."""

    def tax_on(self, amount: Money) -> Money:
        """The tax on that part of it, rounded once."""
        return Money.rounded(amount.amount * self.rate / 100, amount.currency)


@dataclass(frozen=True, slots=True)
class BillFacts:
    """What makes a bill payable. In a credit note the amounts are negative."""

    bill_id: str
    supplier_number: str
    supplier_name: str
    bill_number: str
    bill_date: date
    due_date: date
    gross_amount: Money
    vat_amount: Money | None = None
    discounts: tuple[CashDiscount, ...] = ()
    """The highest first."""
    accounts: tuple[str, ...] = ()
    """IBANs that the bill names, without blanks."""
    purchase_order: str = ""
    """BT-13: the firm's own order."""
    delivery_note: str = ""
    """BT-16."""
    refers_to: str = ""
    """BT-25: the bill that a credit note corrects."""
    file_name: str = ""
    file_sha256: str = ""
    """Of the file as received; its bytes are kept beside the journal. Empty where the bill was typed."""
    tax: str = field(default="", metadata=ADDED_LATER)
    """Who owes the VAT, as the tab Bills had it: the name of a choice, or empty."""
    self_assessed: SelfAssessed | None = field(default=None, metadata=ADDED_LATER)
    supplier_country: str = field(default="", metadata=ADDED_LATER)
    exchange_rate: Decimal | None = field(default=None, metadata=ADDED_LATER)
    """EUR for one unit of the bill's currency."""


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A line of an e-invoice, to be compared with order and delivery."""

    line_id: str
    item_number: str
    name: str
    quantity: Decimal | None
    unit: str
    unit_price: Decimal | None
    net_amount: Money | None
    vat_rate: Decimal | None
    order_line: str = ""
    """BT-132."""


@dataclass(frozen=True, slots=True)
class BillReceived:
    """BILL: a supplier's bill or credit note came into the books, once."""

    facts: BillFacts
    lines: tuple[BilledLine, ...]
    entered_by: str


@dataclass(frozen=True, slots=True)
class BillWithdrawn:
    """BILL_WITHDRAWN: it was entered by mistake; nothing of it was paid, approved or handed in."""

    bill_id: str


@dataclass(frozen=True, slots=True)
class BillApproved:
    """BILL_APPROVED: one person says that it may be paid."""

    bill_id: str
    by: str


@dataclass(frozen=True, slots=True)
class ApprovalWithdrawn:
    """APPROVAL_WITHDRAWN: the approval is taken back."""

    bill_id: str
    by: str


@dataclass(frozen=True, slots=True)
class AccountVouched:
    """ACCOUNT_VOUCHED: one person made sure, by asking the supplier, that this is his account."""

    supplier_number: str
    iban: str
    iban_before: str
    note: str
    """Whom she called, and under which number."""
    by: str


@dataclass(frozen=True, slots=True)
class VoucherWithdrawn:
    """VOUCHER_WITHDRAWN: she does not vouch for it any more."""

    supplier_number: str
    iban: str
    by: str
