"""The dunning letter as a document: from what the journal keeps to what `dunning.typ.j2` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pyxl.core.money import EURO
from pyxl.documents.filters import iban, long_date, money, percent
from pyxl.documents.letterhead import Letter, Letterhead, letter_assets, letter_context
from pyxl.documents.rendering import Document
from pyxl.dunning.interest import BUSINESS_POINTS, CONSUMER_POINTS
from pyxl.dunning.model import DunningLetter
from pyxl.dunning.words import INTEREST_NOTE, PAY_BY, words_in
from pyxl.formats.epc_qr import EpcTransfer, svg
from pyxl.invoicing.letter import address_lines
from pyxl.invoicing.model import BankAccount, Party

TEMPLATE = "dunning.typ.j2"
QR_NAME = "giro.svg"
REMITTANCE_LENGTH = 140
"""Characters of a transfer's text."""


def dunning_document(letter: DunningLetter, letterhead: Letterhead) -> Document:
    """The letter as a document; sender and account are the letter's own."""
    head = sender_of(letter.seller, letter.account, letterhead)
    words, language = words_in(letter.language), letter.language
    qr_code = giro_code(letter)
    context = letter_context(head, _letter(letter), language) | {
        "words": words,
        "text": letter.text,
        "currency": letter.currency,
        "items": tuple(_items(letter, words)),
        "credits": tuple({"number": each.number, "amount": -each.amount} for each in letter.credits),
        "interest": tuple(_interest(letter)),
        "interest_note": _interest_note(letter),
        "totals": tuple(_totals(letter, words)),
        "total": letter.total,
        "pay_sentence": PAY_BY.render(
            language, amount=money(letter.total, language), date=long_date(letter.pay_by, language)
        ),
        "account": _account(letter, words),
        "qr_code": QR_NAME if qr_code else "",
        "signed": letter.seller.contact or letter.seller.name,
    }
    return Document(
        template=TEMPLATE,
        context=context,
        language=language,
        issued_on=letter.issued_on,
        assets={**letter_assets(head), **({QR_NAME: svg(qr_code)} if qr_code else {})},
    )


def sender_of(seller: Party, account: BankAccount | None, letterhead: Letterhead) -> Letterhead:
    """The letterhead with address, tax numbers and account as they were when the letter was written."""
    head = replace(
        letterhead,
        name=seller.name,
        street=seller.street,
        postcode=seller.postcode,
        city=seller.city,
        country=seller.country,
        vat_id=seller.vat_id,
        tax_number=seller.tax_number,
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


def remittance_text(letter: DunningLetter) -> str:
    """What the customer should write: the invoices, so that his payment is found; the letter where they are many."""
    text = " ".join([*(each.number for each in letter.items), *(each.number for each in letter.open_charges)])
    return text if len(text) <= REMITTANCE_LENGTH else f"{letter.buyer.customer_number} {letter.number}"


def giro_code(letter: DunningLetter) -> str:
    """The GiroCode's content for the sum; empty where it cannot be paid so."""
    account = letter.account
    if account is None or letter.currency != EURO or letter.total.cents <= 0:
        return ""
    transfer = EpcTransfer(
        name=account.account_holder,
        iban=account.iban,
        bic=account.bic,
        amount=letter.total,
        text=remittance_text(letter),
    )
    return "" if transfer.problems() else transfer.payload()


def _letter(letter: DunningLetter) -> Letter:
    words, language = words_in(letter.language), letter.language
    seller = letter.seller
    return Letter(
        title=letter.title,
        reference=f"{letter.title} {letter.number}",
        recipient=address_lines(letter.buyer, seller.country),
        info=(
            (words["letter_number"], letter.number),
            (words["date"], long_date(letter.issued_on, language)),
            (words["customer_number"], letter.buyer.customer_number),
            (words["contact"], seller.contact),
            (words["phone"], seller.phone),
            (words["email"], seller.email),
        ),
    )


def _items(letter: DunningLetter, words: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for item in letter.items:
        yield {
            "number": item.number,
            "invoice_date": item.invoice_date,
            "due_date": item.due_date,
            "days": str(item.days_overdue),
            "gross": item.gross,
            "open": item.open,
        }
    for charge in letter.open_charges:
        yield {
            "number": f"{words['charges_of']} {charge.number}",
            "invoice_date": charge.issued_on,
            "due_date": charge.due_date,
            "days": str(charge.days_overdue),
            "gross": charge.gross,
            "open": charge.open,
        }


def _interest(letter: DunningLetter) -> Iterator[dict[str, Any]]:
    for item in letter.items:
        for line in item.interest:
            yield {
                "number": item.number,
                "first": line.first,
                "last": line.last,
                "days": str(line.days),
                "principal": line.principal,
                "percent": percent(line.percent, letter.language),
                "amount": line.amount,
            }


def _interest_note(letter: DunningLetter) -> str:
    if not letter.interest_total:
        return ""
    points, paragraph = (BUSINESS_POINTS, "2") if letter.is_business else (CONSUMER_POINTS, "1")
    return INTEREST_NOTE.render(letter.language, points=points, paragraph=paragraph)


def _totals(letter: DunningLetter, words: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The lines between the table and the sum; what is zero is left out."""
    lump_sums = [item.lump_sum for item in letter.items if item.lump_sum]
    lump_sum_words = words["lump_sum"] + (f" ({len(lump_sums)} ×)" if len(lump_sums) > 1 else "")
    lines = (
        (words["open_items" if letter.open_charges else "open_total"], letter.open_total),
        (words["interest"], letter.interest_total),
        (lump_sum_words, letter.charges_total - letter.fee - letter.fees_before),
        (words["fees_before"], letter.fees_before),
        (words["fee"], letter.fee),
        (words["booked"], -letter.booked if letter.booked else None),
    )
    for label, amount in lines:
        if amount:
            yield {"label": label, "amount": amount}


def _account(letter: DunningLetter, words: Mapping[str, str]) -> dict[str, str]:
    account = letter.account
    if account is None:
        return {}
    pairs = {
        words["account_holder"]: account.account_holder,
        words["iban"]: iban(account.iban, letter.language),
        words["bic"]: account.bic,
        words["bank"]: account.bank_name,
        words["remittance_text"]: remittance_text(letter),
    }
    return {label: value for label, value in pairs.items() if value}
