"""Where the terms of EN 16931 stand in a Cross Industry Invoice (UN/CEFACT CII D16B): ZUGFeRD, Factur-X, XRechnung.

>>> from pyxl.formats.en16931.invoice import EInvoice
>>> write_cii(EInvoice(number="RE-1")).splitlines()[1].decode()[:28]
'<rsm:CrossIndustryInvoice xm'
"""

from __future__ import annotations

from pyxl.formats.en16931.cii_lines import CII_LINE
from pyxl.formats.en16931.cii_parts import address, cii_allowance, cii_date, one_identifier, party, period, registration
from pyxl.formats.en16931.codecs import BASE64, CII_DATE, CII_TAX_POINT, LINES, NUMBER
from pyxl.formats.en16931.invoice import EInvoice, PaymentMeans
from pyxl.formats.en16931.nodes import NAMESPACES, Attribute, Const, Leaf, Node, attribute, box, each, fixed
from pyxl.formats.en16931.tree_writer import TreeWriter

CII_ROOT = "CrossIndustryInvoice"
_PREFIXES = ("rsm", "ram", "qdt", "udt")


def write_cii(invoice: EInvoice) -> bytes:
    """The invoice as CII; the profile is what BT-24 says."""
    declared = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in _PREFIXES)
    body = "".join(TreeWriter(invoice).elements(CII_TREE))
    root = f"rsm:{CII_ROOT}"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {declared}>\n{body}</{root}>\n'.encode()


def _pays_to_iban(means: PaymentMeans) -> bool:
    account = means.transfer.account if means.transfer else ""
    return account[:2].isalpha() and account[2:4].isdecimal()


def _pays_elsewhere(means: PaymentMeans) -> bool:
    return not _pays_to_iban(means)


def _vat_total(field: str, currency: str) -> Leaf:
    other = "currency" if currency == "tax_currency" else ""
    tells = (Attribute(name="currencyID", field=currency, of_invoice=True, tells=True, never_as=other),)
    return Leaf("ram:TaxTotalAmount", field, codec=NUMBER, attributes=tells)


_CONTEXT = box(
    "rsm:ExchangedDocumentContext",
    box("ram:BusinessProcessSpecifiedDocumentContextParameter", Leaf("ram:ID", "process")),
    box("ram:GuidelineSpecifiedDocumentContextParameter", Leaf("ram:ID", "specification")),
    always=True,
)
_DOCUMENT = box(
    "rsm:ExchangedDocument",
    Leaf("ram:ID", "number"),
    Leaf("ram:TypeCode", "type_code"),
    cii_date("ram:IssueDateTime", "issue_date"),
    each("ram:IncludedNote", "notes", Leaf("ram:Content", "text"), Leaf("ram:SubjectCode", "subject")),
    always=True,
)
_AGREEMENT = box(
    "ram:ApplicableHeaderTradeAgreement",
    Leaf("ram:BuyerReference", "buyer_reference"),
    party("ram:SellerTradeParty", "seller", is_seller=True),
    party("ram:BuyerTradeParty", "buyer"),
    box(
        "ram:SellerTaxRepresentativeTradeParty",
        Leaf("ram:Name", "tax_representative.name"),
        address("ram:PostalTradeAddress", "tax_representative.address"),
        registration("VA", "tax_representative.vat_id"),
        record="tax_representative",
    ),
    box("ram:SellerOrderReferencedDocument", Leaf("ram:IssuerAssignedID", "sales_order")),
    box("ram:BuyerOrderReferencedDocument", Leaf("ram:IssuerAssignedID", "purchase_order")),
    box("ram:ContractReferencedDocument", Leaf("ram:IssuerAssignedID", "contract")),
    each(
        "ram:AdditionalReferencedDocument",
        "documents",
        Leaf("ram:IssuerAssignedID", "reference"),
        Leaf("ram:URIID", "location"),
        Const("ram:TypeCode", "916", tells=True),
        Leaf("ram:Name", "description"),
        Leaf(
            "ram:AttachmentBinaryObject",
            "attachment.content",
            codec=BASE64,
            attributes=attribute("mimeCode", "attachment.mime_type") + attribute("filename", "attachment.filename"),
        ),
    ),
    box(
        "ram:AdditionalReferencedDocument",
        Leaf("ram:IssuerAssignedID", "tender"),
        Const("ram:TypeCode", "50", tells=True),
    ),
    box(
        "ram:AdditionalReferencedDocument",
        Leaf("ram:IssuerAssignedID", "object_id.value"),
        Const("ram:TypeCode", "130", tells=True),
        Leaf("ram:ReferenceTypeCode", "object_id.scheme"),
    ),
    # The schema wants a name beside the project's number; EN 16931 has no term for it.
    box(
        "ram:SpecifiedProcuringProject",
        Leaf("ram:ID", "project"),
        Const("ram:Name", "Project reference", any_text=True),
    ),
    always=True,
)
_DELIVERY = box(
    "ram:ApplicableHeaderTradeDelivery",
    box(
        "ram:ShipToTradeParty",
        *one_identifier("delivery.location"),
        Leaf("ram:Name", "delivery.name"),
        address("ram:PostalTradeAddress", "delivery.address"),
    ),
    box("ram:ActualDeliverySupplyChainEvent", cii_date("ram:OccurrenceDateTime", "delivery.delivered_on")),
    box("ram:DespatchAdviceReferencedDocument", Leaf("ram:IssuerAssignedID", "despatch_advice")),
    box("ram:ReceivingAdviceReferencedDocument", Leaf("ram:IssuerAssignedID", "receiving_advice")),
    always=True,
)
_PAYMENT_MEANS = each(
    "ram:SpecifiedTradeSettlementPaymentMeans",
    "payment_means",
    Leaf("ram:TypeCode", "code"),
    Leaf("ram:Information", "text"),
    box(
        "ram:ApplicableTradeSettlementFinancialCard",
        Leaf("ram:ID", "card.number"),
        Leaf("ram:CardholderName", "card.holder"),
    ),
    box("ram:PayerPartyDebtorFinancialAccount", Leaf("ram:IBANID", "debited_account")),
    box(
        "ram:PayeePartyCreditorFinancialAccount",
        Leaf("ram:IBANID", "transfer.account", only=_pays_to_iban),
        Leaf("ram:AccountName", "transfer.name"),
        Leaf("ram:ProprietaryID", "transfer.account", only=_pays_elsewhere),
        record="transfer",
    ),
    box("ram:PayeeSpecifiedCreditorFinancialInstitution", Leaf("ram:BICID", "transfer.bic")),
)
_VAT_BREAKDOWN = each(
    "ram:ApplicableTradeTax",
    "vat_breakdown",
    Leaf("ram:CalculatedAmount", "tax", codec=NUMBER),
    Const("ram:TypeCode", "VAT", tells=True),
    Leaf("ram:ExemptionReason", "reason"),
    Leaf("ram:BasisAmount", "taxable", codec=NUMBER),
    Leaf("ram:CategoryCode", "category"),
    Leaf("ram:ExemptionReasonCode", "reason_code"),
    box(
        "ram:TaxPointDate",
        Leaf("udt:DateString", "tax_point_date", of_invoice=True, codec=CII_DATE, attributes=fixed("format", "102")),
    ),
    Leaf("ram:DueDateTypeCode", "tax_point_code", of_invoice=True, codec=CII_TAX_POINT),
    Leaf("ram:RateApplicablePercent", "rate", codec=NUMBER),
)
_TOTALS = box(
    "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
    Leaf("ram:LineTotalAmount", "totals.lines", codec=NUMBER),
    Leaf("ram:ChargeTotalAmount", "totals.charges", codec=NUMBER),
    Leaf("ram:AllowanceTotalAmount", "totals.allowances", codec=NUMBER),
    Leaf("ram:TaxBasisTotalAmount", "totals.net", codec=NUMBER),
    _vat_total("totals.vat", "currency"),
    _vat_total("totals.vat_in_tax_currency", "tax_currency"),
    Leaf("ram:RoundingAmount", "totals.rounding", codec=NUMBER),
    Leaf("ram:GrandTotalAmount", "totals.gross", codec=NUMBER),
    Leaf("ram:TotalPrepaidAmount", "totals.prepaid", codec=NUMBER),
    Leaf("ram:DuePayableAmount", "totals.due", codec=NUMBER),
    always=True,
)
_SETTLEMENT = box(
    "ram:ApplicableHeaderTradeSettlement",
    Leaf("ram:CreditorReferenceID", "creditor_id"),
    Leaf("ram:PaymentReference", "remittance_text"),
    Leaf("ram:TaxCurrencyCode", "tax_currency"),
    Leaf("ram:InvoiceCurrencyCode", "currency"),
    box(
        "ram:PayeeTradeParty",
        *one_identifier("payee.identifier"),
        Leaf("ram:Name", "payee.name"),
        box(
            "ram:SpecifiedLegalOrganization",
            Leaf("ram:ID", "payee.registration.value", attributes=attribute("schemeID", "payee.registration.scheme")),
        ),
        record="payee",
    ),
    _PAYMENT_MEANS,
    _VAT_BREAKDOWN,
    period("period"),
    cii_allowance("allowances", "false", is_taxed=True),
    cii_allowance("charges", "true", is_taxed=True),
    box(
        "ram:SpecifiedTradePaymentTerms",
        Leaf("ram:Description", "payment_terms", codec=LINES),
        cii_date("ram:DueDateDateTime", "due_date"),
        Leaf("ram:DirectDebitMandateID", "mandate"),
    ),
    _TOTALS,
    each(
        "ram:InvoiceReferencedDocument",
        "preceding",
        Leaf("ram:IssuerAssignedID", "number"),
        box(
            "ram:FormattedIssueDateTime",
            Leaf("qdt:DateTimeString", "issue_date", codec=CII_DATE, attributes=fixed("format", "102")),
        ),
    ),
    box("ram:ReceivableSpecifiedTradeAccountingAccount", Leaf("ram:ID", "accounting_reference")),
    always=True,
)
CII_TREE: tuple[Node, ...] = (
    _CONTEXT,
    _DOCUMENT,
    box("rsm:SupplyChainTradeTransaction", CII_LINE, _AGREEMENT, _DELIVERY, _SETTLEMENT, always=True),
)
