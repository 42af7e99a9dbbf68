"""Where the terms of EN 16931 stand in UBL 2.1: XRechnung and Peppol BIS Billing, Invoice and CreditNote.

>>> from pyxl.formats.en16931.invoice import EInvoice
>>> write_ubl(EInvoice(type_code="381")).splitlines()[1].decode()[:11]
'<CreditNote'
"""

from __future__ import annotations

from collections.abc import Sequence

from pyxl.formats.en16931.codecs import BASE64, ISO_DATE, LINES, NUMBER, UBL_NOTE
from pyxl.formats.en16931.invoice import EInvoice, PaymentMeans
from pyxl.formats.en16931.nodes import (
    NAMESPACES,
    Absent,
    Attribute,
    Box,
    Const,
    EachLeaf,
    Leaf,
    Node,
    attribute,
    box,
    each,
)
from pyxl.formats.en16931.tree_writer import TreeWriter
from pyxl.formats.en16931.ubl_lines import ubl_line
from pyxl.formats.en16931.ubl_parts import (
    address,
    amount,
    creditor_identifier,
    identifier,
    party,
    period,
    tax_category,
    ubl_allowance,
    vat_registration,
)

UBL_INVOICE, UBL_CREDIT_NOTE = "Invoice", "CreditNote"
_DOCUMENT_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_DIRECT_DEBIT = frozenset({"49", "59"})


def write_ubl(invoice: EInvoice) -> bytes:
    """The invoice as UBL; a credit note has a root of its own, and the profile is what BT-24 says."""
    root, tree = (UBL_CREDIT_NOTE, CREDIT_NOTE_TREE) if invoice.is_credit_note else (UBL_INVOICE, INVOICE_TREE)
    declared = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("cac", "cbc"))
    body = "".join(TreeWriter(invoice).elements(tree))
    head = f'<{root} xmlns="{_DOCUMENT_NAMESPACE}{root}-2" {declared}>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{body}</{root}>\n'.encode()


def _is_debited(means: PaymentMeans) -> bool:
    return means.code in _DIRECT_DEBIT or bool(means.debited_account)


def _reference(tag: str, field: str, *more: Node) -> Box:
    return box(tag, Leaf("cbc:ID", field), *more)


def _vat_total(field: str, currency: str, *more: Node) -> Box:
    other = "currency" if currency == "tax_currency" else ""
    tells = (Attribute(name="currencyID", field=currency, of_invoice=True, tells=True, never_as=other),)
    return box("cac:TaxTotal", Leaf("cbc:TaxAmount", field, codec=NUMBER, attributes=tells, decides=True), *more)


_PROFILE = (
    Leaf("cbc:CustomizationID", "specification"),
    Leaf("cbc:ProfileID", "process"),
    Leaf("cbc:ID", "number"),
    Leaf("cbc:IssueDate", "issue_date", codec=ISO_DATE),
)
_TAX_POINT = Leaf("cbc:TaxPointDate", "tax_point_date", codec=ISO_DATE)
_NOTES = EachLeaf("cbc:Note", "notes", codec=UBL_NOTE)
_REFERENCES = (
    Leaf("cbc:DocumentCurrencyCode", "currency"),
    Leaf("cbc:TaxCurrencyCode", "tax_currency"),
    Leaf("cbc:AccountingCost", "accounting_reference"),
    Leaf("cbc:BuyerReference", "buyer_reference"),
    period("period", Leaf("cbc:DescriptionCode", "tax_point_code")),
    # The schema wants the buyer's order even where only the seller's is known; Peppol then writes NA.
    box(
        "cac:OrderReference",
        Leaf("cbc:ID", "purchase_order", placeholder="NA"),
        Leaf("cbc:SalesOrderID", "sales_order"),
    ),
    each(
        "cac:BillingReference",
        "preceding",
        box(
            "cac:InvoiceDocumentReference",
            Leaf("cbc:ID", "number"),
            Leaf("cbc:IssueDate", "issue_date", codec=ISO_DATE),
        ),
    ),
    _reference("cac:DespatchDocumentReference", "despatch_advice"),
    _reference("cac:ReceiptDocumentReference", "receiving_advice"),
)
_TENDER = _reference("cac:OriginatorDocumentReference", "tender")
_CONTRACT = _reference("cac:ContractDocumentReference", "contract")
_DOCUMENTS = (
    box(
        "cac:AdditionalDocumentReference",
        identifier("cbc:ID", "object_id"),
        Const("cbc:DocumentTypeCode", "130", tells=True),
    ),
    each(
        "cac:AdditionalDocumentReference",
        "documents",
        Absent("cbc:DocumentTypeCode", ("130", "50")),
        Leaf("cbc:ID", "reference"),
        Leaf("cbc:DocumentDescription", "description"),
        box(
            "cac:Attachment",
            Leaf(
                "cbc:EmbeddedDocumentBinaryObject",
                "attachment.content",
                codec=BASE64,
                attributes=attribute("mimeCode", "attachment.mime_type") + attribute("filename", "attachment.filename"),
            ),
            box("cac:ExternalReference", Leaf("cbc:URI", "location")),
        ),
    ),
)


def _payment_means(due_date: Sequence[Node] = ()) -> Node:
    return each(
        "cac:PaymentMeans",
        "payment_means",
        Leaf("cbc:PaymentMeansCode", "code", attributes=attribute("name", "text")),
        *due_date,
        Leaf("cbc:PaymentID", "remittance_text", of_invoice=True),
        box(
            "cac:CardAccount",
            Leaf("cbc:PrimaryAccountNumberID", "card.number"),
            # The schema wants the card's network; EN 16931 has no term for it.
            Const("cbc:NetworkID", "NA", any_text=True),
            Leaf("cbc:HolderName", "card.holder"),
        ),
        box(
            "cac:PayeeFinancialAccount",
            Leaf("cbc:ID", "transfer.account"),
            Leaf("cbc:Name", "transfer.name"),
            box("cac:FinancialInstitutionBranch", Leaf("cbc:ID", "transfer.bic")),
            record="transfer",
        ),
        Box(
            "cac:PaymentMandate",
            (
                Leaf("cbc:ID", "mandate", of_invoice=True),
                box("cac:PayerFinancialAccount", Leaf("cbc:ID", "debited_account")),
            ),
            only=_is_debited,
        ),
    )


_PARTIES = (
    party("cac:AccountingSupplierParty", "seller", is_seller=True),
    party("cac:AccountingCustomerParty", "buyer"),
    box(
        "cac:PayeeParty",
        box("cac:PartyIdentification", identifier("cbc:ID", "payee.identifier")),
        creditor_identifier(is_written=False),
        box("cac:PartyName", Leaf("cbc:Name", "payee.name")),
        box("cac:PartyLegalEntity", identifier("cbc:CompanyID", "payee.registration")),
        record="payee",
    ),
    box(
        "cac:TaxRepresentativeParty",
        box("cac:PartyName", Leaf("cbc:Name", "tax_representative.name")),
        address("cac:PostalAddress", "tax_representative.address"),
        vat_registration("tax_representative.vat_id"),
        record="tax_representative",
    ),
    box(
        "cac:Delivery",
        Leaf("cbc:ActualDeliveryDate", "delivery.delivered_on", codec=ISO_DATE),
        box(
            "cac:DeliveryLocation",
            identifier("cbc:ID", "delivery.location"),
            address("cac:Address", "delivery.address"),
        ),
        box("cac:DeliveryParty", box("cac:PartyName", Leaf("cbc:Name", "delivery.name"))),
    ),
)
_SUMS = (
    box("cac:PaymentTerms", Leaf("cbc:Note", "payment_terms", codec=LINES)),
    ubl_allowance("allowances", "false", is_taxed=True),
    ubl_allowance("charges", "true", is_taxed=True),
    _vat_total(
        "totals.vat",
        "currency",
        each(
            "cac:TaxSubtotal",
            "vat_breakdown",
            amount("cbc:TaxableAmount", "taxable"),
            amount("cbc:TaxAmount", "tax"),
            tax_category(
                "cac:TaxCategory",
                "",
                Leaf("cbc:TaxExemptionReasonCode", "reason_code"),
                Leaf("cbc:TaxExemptionReason", "reason"),
            ),
        ),
    ),
    _vat_total("totals.vat_in_tax_currency", "tax_currency"),
    box(
        "cac:LegalMonetaryTotal",
        amount("cbc:LineExtensionAmount", "totals.lines"),
        amount("cbc:TaxExclusiveAmount", "totals.net"),
        amount("cbc:TaxInclusiveAmount", "totals.gross"),
        amount("cbc:AllowanceTotalAmount", "totals.allowances"),
        amount("cbc:ChargeTotalAmount", "totals.charges"),
        amount("cbc:PrepaidAmount", "totals.prepaid"),
        amount("cbc:PayableRoundingAmount", "totals.rounding"),
        amount("cbc:PayableAmount", "totals.due"),
    ),
)
INVOICE_TREE: tuple[Node, ...] = (
    *_PROFILE,
    Leaf("cbc:DueDate", "due_date", codec=ISO_DATE),
    Leaf("cbc:InvoiceTypeCode", "type_code"),
    _NOTES,
    _TAX_POINT,
    *_REFERENCES,
    _TENDER,
    _CONTRACT,
    *_DOCUMENTS,
    _reference("cac:ProjectReference", "project"),
    *_PARTIES,
    _payment_means(),
    *_SUMS,
    ubl_line("cac:InvoiceLine", "cbc:InvoicedQuantity"),
)
CREDIT_NOTE_TREE: tuple[Node, ...] = (
    *_PROFILE,
    _TAX_POINT,
    Leaf("cbc:CreditNoteTypeCode", "type_code"),
    _NOTES,
    *_REFERENCES,
    _CONTRACT,
    *_DOCUMENTS,
    # A CreditNote has no element for the project: type code 50 says that the reference is one.
    _reference("cac:AdditionalDocumentReference", "project", Const("cbc:DocumentTypeCode", "50", tells=True)),
    _TENDER,
    *_PARTIES,
    # Nor has it one for the due date, which stands with the means of payment.
    _payment_means((Leaf("cbc:PaymentDueDate", "due_date", of_invoice=True, codec=ISO_DATE),)),
    *_SUMS,
    ubl_line("cac:CreditNoteLine", "cbc:CreditedQuantity"),
)
