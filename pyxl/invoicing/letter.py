"""The invoice as a letter: from the exact model to what `invoice.typ.j2` prints.

The context holds typed values (dates, money, numbers), which the template formats; sentences with facts in them come
ready made. Everything is taken from the invoice itself, so the print shows what the journal recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.documents.filters import iban, long_date, money, percent
from pyxl.documents.letterhead import Letter, Letterhead, country_line, letter_assets, letter_context
from pyxl.documents.rendering import Document
from pyxl.formats.epc_qr import EpcTransfer, svg
from pyxl.invoicing.line_table import line_table
from pyxl.invoicing.model import DeliveryAddress, Invoice, InvoiceType, Party, Stage
from pyxl.invoicing.totals import with_cash_discount
from pyxl.invoicing.words import (
    CORRECTS,
    CREDITED,
    DEBITED,
    LESS_PREPAID,
    LOWERS,
    NOTHING_DUE,
    PAY_AT_ONCE,
    PAY_BY,
    PAY_WITH_DISCOUNT,
    PERIOD,
    REPLACES,
    RESTORES,
    SELF_BILL_CANCELLED,
    SELF_BILLED,
    TAKEN_BACK,
    TRANSFERRED,
    TRANSFERRED_SOMEWHERE,
    title_of,
    words_in,
)
from pyxl.reference_data.tax import CATEGORY_LABELS, VatCategory

TEMPLATE = "invoice.typ.j2"
QR_NAME = "giro.svg"


def invoice_document(invoice: Invoice, letterhead: Letterhead) -> Document:
    """The invoice, credit note or draft as a document; seller and account are the invoice's, not the letterhead's."""
    head = _sender(invoice, letterhead)
    qr_code = giro_code(invoice)
    context = letter_context(head, _letter(invoice), invoice.language) | {
        **line_table(invoice),
        "words": words_in(invoice.language),
        "invoice": _facts(invoice),
        "introduction": _introduction(invoice),
        "vat_lines": tuple(_vat_lines(invoice)),
        "payment_sentences": tuple(_payment_sentences(invoice)),
        "account": _account(invoice),
        "legal_notes": tuple(group.reason for group in invoice.vat_groups if group.reason),
        "notes": invoice.notes,
        "delivery": delivery_line(invoice.delivery, invoice.issuer.country),
        "enclosures": ", ".join(each.filename for each in invoice.attachments),
        "adjustments": list(_adjustments(invoice)),
        "prepayments": list(_prepayments(invoice)),
        "qr_code": QR_NAME if qr_code else "",
    }
    return Document(
        template=TEMPLATE,
        context=context,
        language=invoice.language,
        issued_on=invoice.issue_date,
        assets={**letter_assets(head), **({QR_NAME: svg(qr_code)} if qr_code else {})},
    )


def giro_code(invoice: Invoice) -> str:
    """The GiroCode's content; empty where there is nothing to pay, no SEPA account, no euros, or it does not fit."""
    if invoice.account is None or invoice.is_credit or invoice.is_draft or not invoice.totals.due:
        return ""
    if invoice.direct_debit or invoice.is_self_billed:
        return ""
    transfer = EpcTransfer(
        name=invoice.account.account_holder,
        iban=invoice.account.iban,
        bic=invoice.account.bic,
        amount=invoice.totals.due,
        text=invoice.remittance_text or invoice.number,
    )
    return "" if transfer.problems() else transfer.payload()


def address_lines(party: Party, home: str) -> tuple[str, ...]:
    """The address as it stands in the window of the envelope, at most six lines."""
    lines = (
        party.name,
        party.additional_name,
        party.contact,
        party.address_addition,
        party.street,
        f"{party.postcode} {party.city}".strip(),
        country_line(party.country, home),
    )
    return tuple(line for line in lines if line)


def _sender(invoice: Invoice, letterhead: Letterhead) -> Letterhead:
    issuer, account = invoice.issuer, None if invoice.is_self_billed else invoice.account
    head = replace(
        letterhead,
        name=issuer.name,
        street=issuer.street,
        postcode=issuer.postcode,
        city=issuer.city,
        country=issuer.country,
        vat_id=issuer.vat_id,
        tax_number=issuer.tax_number,
    )
    if account is None:
        return head
    return replace(
        head,
        account_holder=account.account_holder,
        iban=account.iban,
        bic=account.bic,
        bank_name=account.bank_name,
    )


def _letter(invoice: Invoice) -> Letter:
    title = title_of(invoice)
    shown_number = "" if invoice.is_draft else invoice.number
    return Letter(
        title=f"{title} {shown_number}".strip(),
        reference=f"{title} {shown_number}".strip(),
        recipient=address_lines(invoice.addressee, invoice.issuer.country),
        info=tuple(_information(invoice, shown_number)),
        is_draft=invoice.is_draft,
    )


def _information(invoice: Invoice, shown_number: str) -> Iterator[tuple[str, str]]:
    words, language = words_in(invoice.language), invoice.language
    yield words[_number_word(invoice)], shown_number or "–"
    yield words["issue_date"], long_date(invoice.issue_date, language)
    yield words["supplied_on"], _day(invoice.supplied_on, language)
    if invoice.period_start and invoice.period_end:
        start, end = long_date(invoice.period_start, language), long_date(invoice.period_end, language)
        yield words["period"], PERIOD.render(language, start=start, end=end)
    yield words["preceding"], invoice.preceding_number
    is_supplier = invoice.is_self_billed
    yield words["supplier_number" if is_supplier else "customer_number"], invoice.addressee.customer_number
    yield words["order_number"], invoice.order_number
    yield words["despatch_advice"], invoice.despatch_advice
    yield words["project"], invoice.project
    yield words["contract"], invoice.contract
    yield words["purchase_order"], invoice.purchase_order
    yield words["buyer_reference"], invoice.buyer_reference
    yield words["buyer_vat_id"], invoice.addressee.vat_id
    yield words["supplier_tax_number"], invoice.addressee.tax_number if is_supplier else ""
    yield words["contact"], invoice.issuer.contact
    yield words["phone"], invoice.issuer.phone
    yield words["email"], invoice.issuer.email


def _number_word(invoice: Invoice) -> str:
    if invoice.is_self_billed:
        return "self_bill_number"
    return "credit_number" if invoice.is_credit else "invoice_number"


def _day(day: date | None, language: Language) -> str:
    return long_date(day, language) if day else ""


def _introduction(invoice: Invoice) -> str:
    if not invoice.preceding_number:
        return SELF_BILLED.render(invoice.language) if invoice.is_self_billed else ""
    sentence = CORRECTS if invoice.is_credit else REPLACES
    sentence = RESTORES if _takes_a_credit_back(invoice) else sentence
    sentence = LOWERS if invoice.is_credit and invoice.stage is Stage.REDUCTION else sentence
    sentence = SELF_BILL_CANCELLED if invoice.is_self_billed else sentence
    return sentence.render(
        invoice.language,
        number=invoice.preceding_number,
        date=_day(invoice.preceding_date, invoice.language),
        invoice=invoice.remittance_text,
    )


def _takes_a_credit_back(invoice: Invoice) -> bool:
    """It is paid under the number of the first invoice, as no other is."""
    return invoice.type_code is InvoiceType.CORRECTED and invoice.remittance_text not in ("", invoice.number)


def _facts(invoice: Invoice) -> dict[str, Any]:
    return {
        "number": invoice.number,
        "issue_date": invoice.issue_date,
        "currency": invoice.currency,
        "is_credit": invoice.is_credit and not invoice.is_self_billed,
        "is_correction": invoice.is_credit or invoice.type_code is InvoiceType.CORRECTED,
        "lines_total": invoice.totals.lines,
        "net": invoice.totals.net,
        "vat": invoice.totals.vat,
        "gross": invoice.totals.gross,
        "due": invoice.totals.due,
        "due_date": invoice.payment_terms.due_date,
    }


def _vat_lines(invoice: Invoice) -> Iterator[dict[str, Any]]:
    for group in invoice.vat_groups:
        label = CATEGORY_LABELS[group.category].text(invoice.language)
        rated = group.category in (VatCategory.STANDARD, VatCategory.ZERO)
        yield {
            "label": f"{label} {percent(group.rate, invoice.language)}" if rated else label,
            "taxable": group.taxable,
            "tax": group.tax,
        }


def _adjustments(invoice: Invoice) -> Iterator[dict[str, Any]]:
    for each in invoice.adjustments:
        yield {"reason": each.reason, "amount": each.amount if each.is_charge else -each.amount}


def _prepayments(invoice: Invoice) -> Iterator[dict[str, Any]]:
    """§ 14 (5) UStG: a final invoice deducts what was paid on account, and names the tax in it."""
    for each in invoice.prepayments:
        sentence = LESS_PREPAID.render(
            invoice.language,
            number=each.number,
            date=long_date(each.issue_date, invoice.language),
            vat=money(each.vat, invoice.language),
        )
        yield {"label": sentence, "amount": -each.gross}


def _payment_sentences(invoice: Invoice) -> Iterator[str]:
    language, due = invoice.language, invoice.totals.due
    amount = money(due, language)
    if invoice.is_self_billed:
        yield _supplier_sentence(invoice, amount)
        return
    if invoice.is_credit:
        yield CREDITED.render(language, amount=amount)
        return
    if due <= Money.zero(invoice.currency):
        yield NOTHING_DUE.render(language) if not due else CREDITED.render(language, amount=money(-due, language))
        return
    due_on = long_date(invoice.payment_terms.due_date, language)
    if debit := invoice.direct_debit:
        account = iban(debit.debited_iban, language)
        facts = {"iban": account, "mandate": debit.mandate, "creditor": debit.creditor_id}
        yield DEBITED.render(language, amount=amount, date=due_on, **facts)
        return
    at_once = invoice.payment_terms.due_date <= invoice.issue_date
    yield (PAY_AT_ONCE if at_once else PAY_BY).render(language, amount=amount, date=due_on)
    for discount in invoice.payment_terms.cash_discounts:
        deduction, payable = with_cash_discount(due, discount)
        yield PAY_WITH_DISCOUNT.render(
            language,
            date=long_date(discount.until, language),
            percent=percent(discount.percent, language),
            deduction=money(deduction, language),
            amount=money(payable, language),
        )


def _supplier_sentence(invoice: Invoice, amount: str) -> str:
    """What the firm does that bills itself."""
    language = invoice.language
    if invoice.is_credit:
        return TAKEN_BACK.render(language, amount=amount)
    due_on = long_date(invoice.payment_terms.due_date, language)
    if invoice.account is None:
        return TRANSFERRED_SOMEWHERE.render(language, amount=amount, date=due_on)
    account = iban(invoice.account.iban, language)
    return TRANSFERRED.render(language, amount=amount, date=due_on, iban=account)


def _account(invoice: Invoice) -> Mapping[str, str]:
    """What to fill into a transfer; empty where the firm pays, or no account is known."""
    account, words = invoice.account, words_in(invoice.language)
    is_transferred = not (
        invoice.is_credit or invoice.direct_debit or invoice.is_self_billed
    ) and invoice.totals.due > Money.zero(invoice.currency)
    if account is None or not is_transferred:
        return {}
    pairs = {
        words["account_holder"]: account.account_holder,
        words["iban"]: iban(account.iban, invoice.language),
        words["bic"]: account.bic,
        words["bank"]: account.bank_name,
        words["remittance_text"]: invoice.remittance_text or ("" if invoice.is_draft else invoice.number),
    }
    return {label: value for label, value in pairs.items() if value}


def delivery_line(delivery: DeliveryAddress | None, home: str) -> str:
    """Where the goods go, in one line, the country in words where it is not `home`; "" for the buyer's own address."""
    if delivery is None:
        return ""
    place = f"{delivery.postcode} {delivery.city}".strip()
    return ", ".join(filter(None, (delivery.name, delivery.street, place, country_line(delivery.country, home))))
