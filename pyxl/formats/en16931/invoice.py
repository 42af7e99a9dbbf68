"""One e-invoice in the terms of EN 16931, the same whether it was written as CII or as UBL.

A field is empty when the document does not have it: reading never fails for what is missing, the rules name it.

    >>> EInvoice(number="RE-1", currency="EUR").lines
    ()
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pyxl.formats.en16931.amounts import AllowanceCharge, DocumentTotals, VatBreakdown
from pyxl.formats.en16931.code_lists import CREDIT_NOTE_TYPES
from pyxl.formats.en16931.lines import EInvoiceLine, Period
from pyxl.formats.en16931.parties import Delivery, Identifier, Party, Payee, TaxRepresentative


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark for the whole document: BG-1."""

    text: str = ""
    """BT-22."""
    subject: str = ""
    """BT-21: UNTDID 4451."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedingInvoice:
    """The invoice that this one corrects or follows: BG-3."""

    number: str = ""
    """BT-25."""
    issue_date: date | None = None
    """BT-26."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file inside the XML: BT-125."""

    filename: str = ""
    """BT-125-2."""
    mime_type: str = ""
    """BT-125-1."""
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportingDocument:
    """A time sheet or delivery note that belongs to the invoice: BG-24."""

    reference: str = ""
    """BT-122."""
    description: str = ""
    """BT-123."""
    location: str = ""
    """BT-124: where it can be fetched."""
    attachment: Attachment | None = None
    """BT-125."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditTransfer:
    """The account to pay to: BG-17."""

    account: str = ""
    """BT-84: IBAN, or the number of an account that has none."""
    name: str = ""
    """BT-85."""
    bic: str = ""
    """BT-86."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCard:
    """The card that paid: BG-18."""

    number: str = ""
    """BT-87: the last four to six digits."""
    holder: str = ""
    """BT-88."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMeans:
    """One way to pay: BG-16, repeated for every account as both syntaxes repeat it."""

    code: str = ""
    """BT-81: UNTDID 4461; 58 SEPA credit transfer, 59 SEPA direct debit."""
    text: str = ""
    """BT-82."""
    transfer: CreditTransfer | None = None
    """BG-17."""
    card: PaymentCard | None = None
    """BG-18."""
    debited_account: str = ""
    """BT-91."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EInvoice:
    """A whole invoice or credit note."""

    specification: str = ""
    """BT-24: the rules it follows."""
    process: str = ""
    """BT-23."""
    number: str = ""
    """BT-1."""
    issue_date: date | None = None
    """BT-2."""
    type_code: str = ""
    """BT-3: UNTDID 1001."""
    currency: str = ""
    """BT-5."""
    tax_currency: str = ""
    """BT-6: in which BT-111 is given."""
    tax_point_date: date | None = None
    """BT-7."""
    tax_point_code: str = ""
    """BT-8: UNTDID 2005 (3 issue, 35 delivery, 432 payment)."""
    due_date: date | None = None
    """BT-9."""
    buyer_reference: str = ""
    """BT-10: Leitweg-ID of a public buyer."""
    project: str = ""
    """BT-11."""
    contract: str = ""
    """BT-12."""
    purchase_order: str = ""
    """BT-13."""
    sales_order: str = ""
    """BT-14."""
    receiving_advice: str = ""
    """BT-15."""
    despatch_advice: str = ""
    """BT-16."""
    tender: str = ""
    """BT-17."""
    object_id: Identifier = field(default_factory=Identifier)
    """BT-18."""
    accounting_reference: str = ""
    """BT-19."""
    payment_terms: str = ""
    """BT-20: free text and #SKONTO# lines."""
    notes: tuple[Note, ...] = ()
    """BG-1."""
    preceding: tuple[PrecedingInvoice, ...] = ()
    """BG-3."""
    seller: Party = field(default_factory=Party)
    """BG-4."""
    buyer: Party = field(default_factory=Party)
    """BG-7."""
    payee: Payee | None = None
    """BG-10."""
    tax_representative: TaxRepresentative | None = None
    """BG-11."""
    delivery: Delivery | None = None
    """BG-13."""
    period: Period | None = None
    """BG-14."""
    payment_means: tuple[PaymentMeans, ...] = ()
    """BG-16."""
    remittance_text: str = ""
    """BT-83."""
    mandate: str = ""
    """BT-89: reference of the SEPA direct debit mandate."""
    creditor_id: str = ""
    """BT-90: SEPA creditor identifier."""
    allowances: tuple[AllowanceCharge, ...] = ()
    """BG-20."""
    charges: tuple[AllowanceCharge, ...] = ()
    """BG-21."""
    totals: DocumentTotals = field(default_factory=DocumentTotals)
    """BG-22."""
    vat_breakdown: tuple[VatBreakdown, ...] = ()
    """BG-23."""
    documents: tuple[SupportingDocument, ...] = ()
    """BG-24."""
    lines: tuple[EInvoiceLine, ...] = ()
    """BG-25."""

    @property
    def is_credit_note(self) -> bool:
        """Whether UBL writes it as CreditNote."""
        return self.type_code in CREDIT_NOTE_TYPES
