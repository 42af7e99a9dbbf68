"""From the invoice that the journal keeps to the e-invoice of EN 16931: the same facts, in the norm's own record.

The journal and the printed page speak of order numbers and cash discounts; the norm speaks of business terms. Nothing
is calculated here that the invoice does not say already.

    >>> electronic_address("rechnung@example.com", "")
    Identifier(value='rechnung@example.com', scheme='EM')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pyxl.core.money import Money
from pyxl.formats.en16931.amounts import DocumentTotals, VatBreakdown
from pyxl.formats.en16931.invoice import Attachment, EInvoice, Note, PrecedingInvoice, SupportingDocument
from pyxl.formats.en16931.lines import Period
from pyxl.formats.en16931.parties import Address, Contact, Delivery, Identifier
from pyxl.formats.en16931.parties import Party as EParty
from pyxl.formats.en16931.profiles import BILLING_PROCESS, Profile, specification
from pyxl.invoicing.en16931_lines import allowances, charges, einvoice_line
from pyxl.invoicing.en16931_payment import payment_means, payment_terms_text
from pyxl.invoicing.model import Invoice, InvoiceAttachment, Party
from pyxl.reference_data.tax import VatCategory

EMAIL_SCHEME, GERMAN_VAT_SCHEME, LEITWEG_SCHEME = "EM", "9930", "0204"
"""BT-34-1 and BT-49-1, list EAS."""
LEITWEG_ID = re.compile(r"[0-9]{2,12}(-[A-Z0-9]{1,30})?-[0-9]{2}")


def to_einvoice(invoice: Invoice, profile: Profile = Profile.EN16931) -> EInvoice:
    """The e-invoice that says what the invoice says."""
    sells_abroad = any(group.category is VatCategory.NOT_SUBJECT for group in invoice.vat_groups)
    einvoice = EInvoice(
        specification=specification(profile, invoice.issue_date),
        process=BILLING_PROCESS,
        number=invoice.number,
        issue_date=invoice.issue_date,
        type_code=invoice.type_code.value,
        currency=invoice.currency,
        tax_currency=invoice.tax_currency,
        due_date=None if invoice.is_credit else invoice.payment_terms.due_date,
        buyer_reference=_buyer_reference(invoice, profile),
        project=invoice.project,
        contract=invoice.contract,
        purchase_order=invoice.purchase_order,
        sales_order=invoice.order_number,
        despatch_advice=invoice.despatch_advice,
        payment_terms=payment_terms_text(invoice),
        notes=tuple(Note(text=text) for text in invoice.notes),
        preceding=tuple(_preceding(invoice)),
        seller=_seller(invoice.seller),
        buyer=_buyer(invoice),
        delivery=_delivery(invoice),
        period=_period(invoice),
        payment_means=payment_means(invoice),
        remittance_text=invoice.remittance_text or invoice.number,
        mandate=invoice.direct_debit.mandate if invoice.direct_debit else "",
        creditor_id=invoice.direct_debit.creditor_id if invoice.direct_debit else "",
        allowances=allowances(invoice.adjustments),
        charges=charges(invoice.adjustments),
        totals=_totals(invoice),
        vat_breakdown=tuple(_breakdown(invoice)),
        documents=tuple(_document(each) for each in invoice.attachments),
        lines=tuple(einvoice_line(line, invoice) for line in invoice.lines),
    )
    return _without_vat_ids(einvoice) if sells_abroad else einvoice


def _buyer_reference(invoice: Invoice, profile: Profile) -> str:
    """BT-10: XRechnung and Peppol want one; a business that gave none finds its order or its number with us there."""
    if invoice.buyer_reference or profile is Profile.EN16931:
        return invoice.buyer_reference
    return invoice.purchase_order or invoice.buyer.customer_number


def _preceding(invoice: Invoice) -> Iterator[PrecedingInvoice]:
    if invoice.preceding_number:
        yield PrecedingInvoice(number=invoice.preceding_number, issue_date=invoice.preceding_date)
    for each in invoice.prepayments:
        yield PrecedingInvoice(number=each.number, issue_date=each.issue_date)


def electronic_address(email: str, vat_id: str) -> Identifier:
    """BT-34 or BT-49: the e-mail address; whoever has none is reached by his German VAT id."""
    if email:
        return Identifier(value=email, scheme=EMAIL_SCHEME)
    return Identifier(value=vat_id, scheme=GERMAN_VAT_SCHEME) if vat_id.startswith("DE") else Identifier()


def _party(party: Party) -> EParty:
    vat_id = party.vat_id.replace(" ", "")
    return EParty(
        name=party.name,
        trading_name=party.additional_name,
        vat_id=vat_id,
        electronic_address=electronic_address(party.email, vat_id),
        address=Address(
            street=party.street,
            addition=party.address_addition,
            postcode=party.postcode,
            city=party.city,
            country=party.country,
        ),
    )


def _seller(party: Party) -> EParty:
    """BG-4. The register entry stands whole in BT-33, its number in BT-30; without a contact the firm is asked."""
    number = party.registration.rpartition(",")[2].strip()
    return _identified(
        replace(
            _party(party),
            registration=Identifier(value=number),
            tax_number=party.tax_number,
            legal_form=party.registration,
            contact=Contact(name=party.contact or party.name, phone=party.phone, email=party.email),
            identifiers=(Identifier(value=party.customer_number),) if party.customer_number else (),
        )
    )


def _identified(seller: EParty) -> EParty:
    """A seller with neither VAT id nor register number is told apart by the tax number (BR-CO-26)."""
    if seller.vat_id or seller.registration.value or not seller.tax_number:
        return seller
    return replace(seller, identifiers=(Identifier(value=seller.tax_number),))


def _buyer(invoice: Invoice) -> EParty:
    """BG-7. A public buyer is reached by his Leitweg-ID."""
    party, buyer = invoice.buyer, _party(invoice.buyer)
    if LEITWEG_ID.fullmatch(invoice.buyer_reference):
        buyer = replace(buyer, electronic_address=Identifier(value=invoice.buyer_reference, scheme=LEITWEG_SCHEME))
    has_contact = party.contact or party.phone or party.email
    return replace(
        buyer,
        identifiers=(Identifier(value=party.customer_number),) if party.customer_number else (),
        registration=Identifier(value=party.registration),
        contact=Contact(name=party.contact, phone=party.phone, email=party.email) if has_contact else None,
    )


def _without_vat_ids(einvoice: EInvoice) -> EInvoice:
    """What is not subject to VAT is invoiced without VAT ids (BR-O-02)."""
    return replace(
        einvoice,
        seller=_identified(replace(einvoice.seller, vat_id="")),
        buyer=replace(einvoice.buyer, vat_id=""),
    )


def _delivery(invoice: Invoice) -> Delivery | None:
    """BG-13. An intra-Community supply names where goods went (BR-IC-12): to the buyer, when nothing else is said."""
    given = invoice.delivery
    address = None
    if given:
        address = Address(street=given.street, postcode=given.postcode, city=given.city, country=given.country)
    elif any(group.category is VatCategory.INTRA_COMMUNITY for group in invoice.vat_groups):
        address = _party(invoice.buyer).address
    if not (address or invoice.supplied_on):
        return None
    return Delivery(name=given.name if given else "", delivered_on=invoice.supplied_on, address=address)


def _period(invoice: Invoice) -> Period | None:
    if not (invoice.period_start or invoice.period_end):
        return None
    return Period(start=invoice.period_start, end=invoice.period_end)


def _amount(money: Money | None) -> Decimal | None:
    return None if money is None else money.amount


def _totals(invoice: Invoice) -> DocumentTotals:
    totals = invoice.totals
    return DocumentTotals(
        lines=totals.lines.amount,
        allowances=_amount(totals.allowances),
        charges=_amount(totals.charges),
        net=totals.net.amount,
        vat=totals.vat.amount,
        vat_in_tax_currency=_amount(totals.vat_in_tax_currency),
        gross=totals.gross.amount,
        prepaid=_amount(totals.prepaid),
        due=totals.due.amount,
    )


def _breakdown(invoice: Invoice) -> Iterator[VatBreakdown]:
    for group in invoice.vat_groups:
        yield VatBreakdown(
            category=group.category.value,
            rate=None if group.category is VatCategory.NOT_SUBJECT else group.rate,
            taxable=group.taxable.amount,
            tax=group.tax.amount,
            reason=group.reason,
            reason_code=group.reason_code,
        )


def _document(each: InvoiceAttachment) -> SupportingDocument:
    attachment = Attachment(filename=each.filename, mime_type=each.mime_type, content=each.content)
    return SupportingDocument(reference=each.reference, description=each.description, attachment=attachment)
