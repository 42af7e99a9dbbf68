"""One exact invoice, in the terms of EN 16931: what is printed, what is sent as XML and what the journal keeps.

Everything here is plain frozen data (text, dates, exact numbers, tuples), so the journal stores it whole and reads
it back. Nothing here calculates; `pyxl.invoicing.totals` builds invoices whose sums are right.

    >>> Party(name="Muster GmbH", street="Am Markt 1", postcode="12345", city="Musterstadt").country
    'DE'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from pyxl.core.labels import Language
from pyxl.core.money import EURO, Money
from pyxl.core.plain import ADDED_LATER
from pyxl.reference_data.tax import TaxCase, VatCategory

DRAFT_NUMBER = "DRAFT"
"""The number of an invoice that has none yet: it is printed with a watermark and must not be sent."""


class InvoiceType(Enum):
    """BT-3, code list UNTDID 1001. 381 is never called "Gutschrift": since 2013 that word means self-billing (389)."""

    PARTIAL = "326"
    INVOICE = "380"
    CREDIT_NOTE = "381"
    CORRECTED = "384"
    SELF_BILLED = "389"
    SELF_BILLED_CREDIT = "261"
    """What takes a self-billed invoice back."""


class Stage(Enum):
    """What an invoice (380) or credit note (381) is, where the code does not say it: XRechnung has none (BR-DE-17)."""

    ON_ACCOUNT = "on account"
    """Asked for before the supply (§ 14 (5) UStG)."""
    FINAL = "final"
    """Deducts what was invoiced on account."""
    REDUCTION = "reduction"
    """A credit note (381) over an amount: all else of the invoice stands."""


class Output(Enum):
    """As what the invoice leaves the firm; not part of EN 16931."""

    HYBRID = "hybrid"
    """A PDF with the e-invoice in it; beside it the XRechnung where the buyer is public."""
    XRECHNUNG = "xrechnung"
    """The XRechnung alone."""
    PLAIN_PDF = "plain"
    """A PDF without XML: for consumers, who need no e-invoice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Seller (BG-4) or buyer (BG-7) with its postal address (BG-5, BG-8) and contact (BG-6, BG-9)."""

    name: str
    """BT-27, BT-44: full name as registered (§ 14 (4) no. 1 UStG)."""
    additional_name: str = ""
    """BT-28, BT-45: trading name, department or c/o, printed below the name."""
    contact: str = ""
    """BT-41, BT-56: person to ask."""
    street: str = ""
    """BT-35, BT-50."""
    address_addition: str = ""
    """BT-36, BT-51: building, floor."""
    postcode: str = ""
    """BT-38, BT-53."""
    city: str = ""
    """BT-37, BT-52."""
    country: str = "DE"
    """BT-40, BT-55: ISO 3166-1 alpha-2."""
    vat_id: str = ""
    """BT-31, BT-48."""
    tax_number: str = ""
    """BT-32: the seller's tax number, where there is no VAT id or both are to be shown."""
    registration: str = ""
    """BT-30, BT-47: number in the commercial register."""
    email: str = ""
    """BT-43, BT-58; also the electronic address BT-34, BT-49 with scheme EM."""
    phone: str = ""
    """BT-42, BT-57."""
    customer_number: str = ""
    """BT-46: how the seller calls this buyer; of a supplier who is billed by the firm BT-29: how she calls him."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAddress:
    """Where goods went when not to the buyer's address: BT-70 and BG-15."""

    name: str = ""
    """BT-70."""
    street: str = ""
    """BT-75."""
    postcode: str = ""
    """BT-78."""
    city: str = ""
    """BT-77."""
    country: str = "DE"
    """BT-80: needed for an intra-Community supply (BR-IC-12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """Where to pay: BG-17."""

    account_holder: str
    """BT-85."""
    iban: str
    """BT-84, without spaces."""
    bic: str = ""
    """BT-86."""
    bank_name: str = ""
    """For the page footer; not part of EN 16931."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CashDiscount:
    """Skonto: pay by this day and deduct this percentage of the gross total (BT-20, XRechnung BR-DE-18)."""

    percent: Decimal
    """Percent, at most two places."""
    days: int
    """Days from the issue date."""
    until: date
    """Last day on which the deduction is granted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTerms:
    """When to pay: BT-9 and BT-20."""

    due_date: date
    """BT-9."""
    days: int = 0
    """Days from the issue date; 0 is at once."""
    cash_discounts: tuple[CashDiscount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectDebit:
    """The amount is fetched from the buyer's account: BG-19."""

    mandate: str
    """BT-89."""
    creditor_id: str
    """BT-90."""
    debited_iban: str
    """BT-91."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A fixed amount taken off or added: a line's BG-27 or BG-28."""

    amount: Money
    """BT-136, BT-141: never negative."""
    is_charge: bool = False
    reason: str
    """BT-139, BT-144."""
    reason_code: str = ""
    """BT-140 (UNTDID 5189), BT-145 (UNTDID 7161)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxedAdjustment(Adjustment):
    """The same for the whole invoice, with its own tax: BG-20 or BG-21."""

    vat_category: VatCategory
    """BT-95, BT-102."""
    vat_rate: Decimal
    """BT-96, BT-103."""
    tax_case: TaxCase = TaxCase.DOMESTIC
    item_group: str = field(default="", metadata=ADDED_LATER)
    """The seller's group of items, by which revenue accounts may be told apart; the buyer never sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepayment:
    """An invoice on account that the final invoice deducts (§ 14 (5) UStG): its gross amount is part of BT-113."""

    number: str
    """BT-25."""
    issue_date: date
    """BT-26."""
    gross: Money
    vat: Money
    """The tax in it, which the law wants to see deducted too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceAttachment:
    """A time sheet or a delivery note that travels inside the e-invoice: BG-24."""

    reference: str
    """BT-122."""
    description: str = ""
    """BT-123."""
    filename: str
    """BT-125-2."""
    mime_type: str = "application/pdf"
    """BT-125-1."""
    content: bytes = b""
    """BT-125; empty where the bytes are kept beside the journal."""
    sha256: str = field(default="", metadata=ADDED_LATER)
    """Of the bytes that are kept beside the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """One line, BG-25, with its net amount. Built by `totals.price_line`."""

    position: str
    """BT-126: unique within the invoice."""
    item_number: str = ""
    """BT-155: the seller's item number."""
    name: str
    """BT-153: the customary description (§ 14 (4) no. 5 UStG)."""
    description: str = ""
    """BT-154: more about the item, printed smaller below the name."""
    quantity: Decimal
    """BT-129; negative for goods taken back within an invoice."""
    unit_code: str = "C62"
    """BT-130: UN/ECE Rec. 20, for instance C62 piece, HUR hour, KGM kilogram."""
    unit_label: str = ""
    """The unit as it is printed: `Stk`, `h`."""
    net_price: Decimal
    """BT-146: price of `base_quantity` units without VAT, up to four places, never negative (BR-27)."""
    discount_percent: Decimal = Decimal(0)
    """BT-138: line discount in percent of quantity times price (BG-27)."""
    net: Money
    """BT-131: quantity * price / base quantity * (1 - discount), rounded half up once, and the adjustments."""
    vat_category: VatCategory
    """BT-151."""
    vat_rate: Decimal
    """BT-152: percent; 0 for a category without tax."""
    tax_case: TaxCase = TaxCase.DOMESTIC
    """Why the category is what it is; gives the sentence and BT-120, BT-121."""
    order_reference: str = ""
    """The order this line comes from, when one invoice covers several."""
    order_line_id: str = ""
    """The line of that order as the workbook knows it; the buyer has never seen it, so it is not BT-132."""
    supplied_on: date | None = None
    """Day of supply of this line when it differs (BG-26, BT-134 = BT-135)."""
    adjustments: tuple[Adjustment, ...] = field(default=(), metadata=ADDED_LATER)
    """BG-27 and BG-28 beside the discount in percent; contained in `net`."""
    base_quantity: Decimal = field(default=Decimal(1), metadata=ADDED_LATER)
    """BT-149: for how many units the price is."""
    delivery_note: str = field(default="", metadata=ADDED_LATER)
    """The delivery notes of this line; the norm has no term for it."""
    item_group: str = field(default="", metadata=ADDED_LATER)
    """The seller's group of items, by which revenue accounts may be told apart; the buyer never sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VatGroup:
    """All lines of one category and rate, BG-23."""

    category: VatCategory
    """BT-118."""
    rate: Decimal
    """BT-119: percent."""
    taxable: Money
    """BT-116."""
    tax: Money
    """BT-117."""
    reason: str = ""
    """BT-120: why no tax is charged, in the invoice's language."""
    reason_code: str = ""
    """BT-121: VATEX code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Document totals, BG-22. Without document level allowances and charges BT-106 equals BT-109."""

    lines: Money
    """BT-106: sum of line net amounts."""
    net: Money
    """BT-109."""
    vat: Money
    """BT-110."""
    gross: Money
    """BT-112."""
    due: Money
    """BT-115: what is to be paid (380) or paid back (381)."""
    allowances: Money | None = field(default=None, metadata=ADDED_LATER)
    """BT-107."""
    charges: Money | None = field(default=None, metadata=ADDED_LATER)
    """BT-108."""
    prepaid: Money | None = field(default=None, metadata=ADDED_LATER)
    """BT-113."""
    vat_in_tax_currency: Money | None = field(default=None, metadata=ADDED_LATER)
    """BT-111, in the currency of BT-6."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceHead:
    """An invoice without lines and sums: all that is known before adding up."""

    number: str
    """BT-1."""
    type_code: InvoiceType = InvoiceType.INVOICE
    """BT-3."""
    issue_date: date
    """BT-2."""
    currency: str = EURO
    """BT-5: ISO 4217."""
    language: Language = "de"
    """Language of the printed document; not part of EN 16931."""
    seller: Party
    buyer: Party
    delivery: DeliveryAddress | None = None
    supplied_on: date | None = None
    """BT-72: day of supply (§ 14 (4) no. 6 UStG), when it is one day."""
    period_start: date | None = None
    """BT-73, BG-14."""
    period_end: date | None = None
    """BT-74, BG-14."""
    buyer_reference: str = ""
    """BT-10: Leitweg-ID of a public buyer, else any text."""
    purchase_order: str = ""
    """BT-13: the buyer's order reference."""
    order_number: str = ""
    """BT-14: the seller's order number."""
    preceding_number: str = ""
    """BT-25: the invoice that is corrected."""
    preceding_date: date | None = None
    """BT-26."""
    payment_terms: PaymentTerms
    account: BankAccount | None = None
    remittance_text: str = ""
    """BT-83: what the buyer writes into the transfer."""
    exemption_text: str = ""
    """BT-120 for `TaxCase.EXEMPT`, for instance "Steuerfrei nach § 4 Nr. 12 UStG"."""
    notes: tuple[str, ...] = ()
    """BT-22."""
    contract: str = field(default="", metadata=ADDED_LATER)
    """BT-12."""
    project: str = field(default="", metadata=ADDED_LATER)
    """BT-11."""
    adjustments: tuple[TaxedAdjustment, ...] = field(default=(), metadata=ADDED_LATER)
    """BG-20 and BG-21."""
    prepayments: tuple[Prepayment, ...] = field(default=(), metadata=ADDED_LATER)
    """What a final invoice deducts."""
    direct_debit: DirectDebit | None = field(default=None, metadata=ADDED_LATER)
    attachments: tuple[InvoiceAttachment, ...] = field(default=(), metadata=ADDED_LATER)
    tax_currency: str = field(default="", metadata=ADDED_LATER)
    """BT-6: the currency the seller declares VAT in, when the invoice is in another one (§ 16 (6) UStG)."""
    exchange_rate: Decimal = field(default=Decimal(1), metadata=ADDED_LATER)
    """Units of BT-6 for one unit of BT-5."""
    despatch_advice: str = field(default="", metadata=ADDED_LATER)
    """BT-16."""
    stage: Stage | None = field(default=None, metadata=ADDED_LATER)
    output: Output = field(default=Output.HYBRID, metadata=ADDED_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(InvoiceHead):
    """A complete invoice (326, 380, 384, 389) or credit note (261, 381). `totals.assemble` makes its sums right."""

    lines: tuple[InvoiceLine, ...]
    vat_groups: tuple[VatGroup, ...]
    totals: Totals

    @property
    def is_draft(self) -> bool:
        """Whether the number is still to be drawn."""
        return self.number == DRAFT_NUMBER

    @property
    def is_credit(self) -> bool:
        """Whether the seller owes the amount: amounts of a 381 are positive and mean money back."""
        return self.type_code in (InvoiceType.CREDIT_NOTE, InvoiceType.SELF_BILLED_CREDIT)

    @property
    def is_self_billed(self) -> bool:
        """Whether the buyer writes it: a „Gutschrift“ of § 14 (2) sentence 2 UStG, or its reversal."""
        return self.type_code in (InvoiceType.SELF_BILLED, InvoiceType.SELF_BILLED_CREDIT)

    @property
    def issuer(self) -> Party:
        """The firm whose letterhead it has: the seller, or the buyer who bills himself."""
        return self.buyer if self.is_self_billed else self.seller

    @property
    def addressee(self) -> Party:
        """Who gets it."""
        return self.seller if self.is_self_billed else self.buyer
