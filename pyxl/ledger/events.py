"""What the journal keeps of the subledger, one dataclass per kind of event. Amounts are `Money`, dates are dates.

They are stored as plain JSON for ever: a field is only ever added with a default, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.plain import ADDED_LATER, PlainData
from pyxl.ledger.exchange import Exchange
from pyxl.ledger.vat import VatCorrection, VatShare

INVOICE: Final = "INVOICE"
CANCELLATION: Final = "CANCELLATION"
CREDIT: Final = "CREDIT"
OPENING: Final = "OPENING"
IMPORT: Final = "IMPORT"
IMPORT_WITHDRAWN: Final = "IMPORT_WITHDRAWN"
ALLOCATION: Final = "ALLOCATION"
RELEASE: Final = "RELEASE"
SELF_BILL: Final = "SELF_BILL"
SELF_BILL_CANCELLATION: Final = "SELF_BILL_CANCELLATION"
BATCH: Final = "BATCH"
BATCH_WITHDRAWN: Final = "BATCH_WITHDRAWN"
BATCH_SENT: Final = "BATCH_SENT"
BATCH_RECALLED: Final = "BATCH_RECALLED"
BATCH_ANSWERED: Final = "BATCH_ANSWERED"
ANSWER_WITHDRAWN: Final = "ANSWER_WITHDRAWN"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What makes an open item: an issued invoice, or an opening balance as she typed it."""

    invoice_number: str
    customer_number: str
    customer_name: str
    invoice_date: date
    due_date: date
    gross_amount: Money
    cash_discount_percent: Decimal | None = None
    cash_discount_until: date | None = None
    settled_before: Money | None = None
    """What was settled already when an opening balance came into the books."""
    mandate: str = field(default="", metadata=ADDED_LATER)
    """The SEPA mandate by which the invoice says that the amount is collected."""
    vat: tuple[VatShare, ...] = field(default=(), metadata=ADDED_LATER)
    """The rates in it; nothing where they are not known."""
    exchange_rate: Decimal | None = field(default=None, metadata=ADDED_LATER)
    """EUR for one unit of the invoice's currency, when it was issued."""


@dataclass(frozen=True, slots=True)
class ContractPeriod:
    """A period of a line of a contract, first and last day."""

    line_id: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class BilledDelivery:
    """What an invoice bills of a delivery note. `invoice` is filled in by the books."""

    line_id: str
    delivery_number: str
    quantity: Decimal
    invoice: str = ""

    @property
    def claim(self) -> str:
        """What may be billed once only."""
        return f"delivered:{self.delivery_number}:{self.line_id}"


@dataclass(frozen=True, slots=True)
class InvoiceIssued:
    """INVOICE: a number was given to this content. `content` is all that the document is printed from."""

    item: ItemFacts
    line_ids: tuple[str, ...]
    net_amount: Money
    vat_amount: Money
    document_path: str
    content: PlainData
    prepays_order: str = field(default="", metadata=ADDED_LATER)
    """The order of which it is an invoice on account."""
    deducts: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)
    """The invoices on account that it deducts."""
    replaces: str = field(default="", metadata=ADDED_LATER)
    """The invoice that it corrects: nothing of that one is owed any more."""
    periods: tuple[ContractPeriod, ...] = field(default=(), metadata=ADDED_LATER)
    """What it invoices of contracts."""
    deliveries: tuple[BilledDelivery, ...] = field(default=(), metadata=ADDED_LATER)
    """What it invoices of delivery notes; all other lines are invoiced as ordered."""
    delivery_numbers: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)
    """The delivery notes that it names."""


@dataclass(frozen=True, slots=True)
class InvoiceCredited:
    """CREDIT: a part of an invoice was credited, under a number of its own."""

    number_credited: str
    line_ids: tuple[str, ...]
    amount_credited: Money
    vat_credited: Money
    issued_on: date
    document_path: str
    content: PlainData
    item: ItemFacts | None = field(default=None, metadata=ADDED_LATER)
    """The customer's credit, an open item below zero: what was credited though it is paid already."""
    amount_set_off: Money | None = field(default=None, metadata=ADDED_LATER)
    """How much of it lowers the invoice, where that is not all."""


@dataclass(frozen=True, slots=True)
class InvoiceCancelled:
    """CANCELLATION: an invoice or credit note was taken back whole, under a number of its own.

    Its lines may be billed again. What a credit note had credited is owed again.
    """

    number_cancelled: str
    line_ids: tuple[str, ...]
    amount_credited: Money
    issued_on: date
    document_path: str
    content: PlainData


@dataclass(frozen=True, slots=True)
class SelfBilled:
    """SELF_BILL: the firm wrote the invoice for what a supplier delivered. Nobody owes the firm anything by it."""

    supplier_number: str
    line_ids: tuple[str, ...]
    gross_amount: Money
    vat_amount: Money
    issued_on: date
    due_date: date
    document_path: str
    content: PlainData


@dataclass(frozen=True, slots=True)
class SelfBillCancelled:
    """SELF_BILL_CANCELLATION: a self-billed invoice was taken back whole; its lines may be billed again."""

    number_cancelled: str
    line_ids: tuple[str, ...]
    issued_on: date
    document_path: str
    content: PlainData


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """A bank line as the bank sent it, with its identity."""

    line_id: str
    fingerprint: str
    account: str
    booking_date: date
    value_date: date | None
    amount: Money
    counterparty_name: str = ""
    counterparty_iban: str = ""
    remittance_information: str = ""
    end_to_end_id: str = ""
    structured_reference: str = ""
    bank_reference: str = ""
    transaction_code: str = ""
    transaction_text: str = ""
    return_reason: str = ""
    is_reversal: bool = False
    batch_amount: Money | None = field(default=None, metadata=ADDED_LATER)
    """The whole booking of which this line is a part; None for a line of its own."""
    batch_reference: str = field(default="", metadata=ADDED_LATER)
    """The own reference of the file that a batch was handed in with."""
    original_amount: Money | None = field(default=None, metadata=ADDED_LATER)
    """What was instructed, where it is in another currency than the amount."""


@dataclass(frozen=True, slots=True)
class StatementImported:
    """IMPORT: the new lines of one statement, all or none, with the balances that prove it complete."""

    file_name: str
    file_sha256: str
    format: str
    account: str
    statement_number: str
    opening_balance: Money | None
    closing_balance: Money | None
    lines: tuple[ImportedLine, ...]
    closing_date: date | None = field(default=None, metadata=ADDED_LATER)
    """The day of the closing balance; None where the file names none."""


@dataclass(frozen=True, slots=True)
class StatementWithdrawn:
    """IMPORT_WITHDRAWN: an import is taken back; nothing of it was allocated."""

    import_key: str
    fingerprints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllocatedPart:
    """A part of a bank line on one open item. A returned payment has a negative `amount`."""

    invoice_number: str
    customer_number: str
    amount: Money
    discount_taken: Money | None = None
    written_off: Money | None = None
    is_return: bool = False
    discount_vat: tuple[VatCorrection, ...] = field(default=(), metadata=ADDED_LATER)
    """The discount by rates, net and VAT (§ 17 (1) UStG)."""
    written_off_vat: tuple[VatCorrection, ...] = field(default=(), metadata=ADDED_LATER)
    """The same for what was written off."""
    is_bill: bool = field(default=False, metadata=ADDED_LATER)
    """It pays a supplier's bill: number and customer are those of the bill and the supplier, money out is negative."""
    payment_batch: str = field(default="", metadata=ADDED_LATER)
    """The batch that paid the bill, or a customer's credit out; empty where it was paid by hand."""


@dataclass(frozen=True, slots=True)
class LearnedPayer:
    """Who paid, as remembered for the next time."""

    payer: str
    customer_number: str
    name: str


@dataclass(frozen=True, slots=True)
class LineAllocated:
    """ALLOCATION: one bank line with all its parts, whole or not at all, and the reason in words."""

    line_id: str
    booking_date: date
    line_amount: Money
    parts: tuple[AllocatedPart, ...]
    reason: Label
    payer: LearnedPayer | None = None
    accepted_by_hand: bool = False
    fee: Money | None = None
    """What a bank or a payment house kept back: the parts are together more than the line by this."""
    exchanged: Money | None = None
    """How much of the line was changed into the parts, where they are in another currency."""
    batch: str = field(default="", metadata=ADDED_LATER)
    """The own SEPA batch that the line credits in one sum."""
    exchange: Exchange | None = field(default=None, metadata=ADDED_LATER)
    """Where `exchanged` and the invoice's rate is known: from it follow book value and gain or loss."""


@dataclass(frozen=True, slots=True)
class LineReleased:
    """RELEASE: the allocation of one bank line is taken back; its neighbours stay.

    When she decides about the rest of a settled line, its RELEASE and its new ALLOCATION stand in one run.
    """

    allocation_key: str
    line_id: str
    by_hand: bool = False
    """She took it back herself: the line is not settled unasked again."""


@dataclass(frozen=True, slots=True)
class ItemsOpened:
    """OPENING: open items that did not come from pyxl's own invoices, as first seen in the tab.

    What is listed here is fixed; a later change of the row in the tab is a finding, not a change of the books.
    """

    items: tuple[ItemFacts, ...]


@dataclass(frozen=True, slots=True)
class BatchItem:
    """A debit of a batch, as it was handed in; or a bill that a batch of transfers pays."""

    invoice_number: str
    customer_number: str
    customer_name: str
    amount: Money
    iban: str
    mandate: str
    end_to_end_id: str
    discount: Money | None = field(default=None, metadata=ADDED_LATER)
    """Cash discount taken of the bill, beside the amount."""
    bill_number: str = field(default="", metadata=ADDED_LATER)
    """The supplier's number of the bill; `invoice_number` is its id in the books."""
    is_refund: bool = field(default=False, metadata=ADDED_LATER)
    """It pays a customer's credit out: `invoice_number` is that of the credit note."""


@dataclass(frozen=True, slots=True)
class BatchIssued:
    """BATCH: a file for the bank was made, under a number of its own. `content` is all that the file is made of."""

    number: str
    execution_date: date
    items: tuple[BatchItem, ...]
    document_path: str
    content: PlainData
    is_payment: bool = field(default=False, metadata=ADDED_LATER)
    """Transfers to suppliers; the items are bills. Credit notes that are netted are negative."""


@dataclass(frozen=True, slots=True)
class BatchWithdrawn:
    """BATCH_WITHDRAWN: the file was not handed in, or the bank refused it; its invoices may be collected anew."""

    number: str


@dataclass(frozen=True, slots=True)
class BatchSent:
    """BATCH_SENT: she handed the file in at the bank. BATCH_RECALLED: she did not, or the bank refused it."""

    number: str
    by: str


@dataclass(frozen=True, slots=True)
class TransferAnswer:
    """What the bank said of one transfer; nothing where an answer is taken back."""

    end_to_end_id: str
    status: str = ""
    reason: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class BatchAnswered:
    """BATCH_ANSWERED: the bank's answer to a payment file (pain.002). ANSWER_WITHDRAWN: it is taken back."""

    number: str
    answers: tuple[TransferAnswer, ...]
