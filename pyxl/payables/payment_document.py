"""The payment list as a document: what the file for the bank says, to be compared and signed."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from pyxl.core.labels import Label, Language
from pyxl.core.money import Money, total
from pyxl.core.plain import PlainData, from_plain
from pyxl.documents import Document
from pyxl.documents.filters import amount, iban, long_date, money
from pyxl.formats.sepa.pain001 import Transfer, TransferBatch
from pyxl.payables.payment_posting import ListedTransfer, PaymentList

TEMPLATE = "payment_list.typ.j2"
WORDS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "title": Label("Payment list", "Zahlungsliste"),
        "page": Label("Page", "Seite"),
        "of": Label("of", "von"),
        "payer": Label("Payer", "Auftraggeber"),
        "account": Label("From account", "Belastungskonto"),
        "batch": Label("Batch (message ID)", "Sammler (Nachrichten-ID)"),
        "day": Label("Execution on", "Ausführung am"),
        "count": Label("Transfers", "Überweisungen"),
        "sum": Label("Sum (check it at the bank)", "Summe (bei der Bank vergleichen)"),
        "made_by": Label("Made by", "Erstellt von"),
        "total": Label("Total", "Summe"),
        "signature": Label("Date, first signature", "Datum, erste Unterschrift"),
        "second_signature": Label("Date, second signature", "Datum, zweite Unterschrift"),
        "first_payment": Label("First payment to this account", "Erste Zahlung an dieses Konto"),
        "differs_from_order": Label(
            "Differs from the order or the goods received", "Weicht von Bestellung oder Wareneingang ab"
        ),
        "kind": Label("Kind", "Art"),
        "instant": Label("instant payments (within seconds)", "Echtzeitüberweisungen (sofort)"),
        "approved_by": Label("approved by", "freigegeben von"),
        "note": Label(
            "Names and purposes are written in the letters that banks take.",
            "Namen und Verwendungszwecke stehen in den Zeichen, die Banken annehmen.",
        ),
    }
)
_COLUMNS = (
    Label("No.", "Nr."),
    Label("Payee, purpose", "Empfänger, Verwendungszweck"),
    Label("IBAN", "IBAN"),
    Label("Discount", "Skonto"),
    Label("EUR", "EUR"),
)


def payment_list_document(content: PlainData) -> Document:
    """The list of the batch."""
    batch, listed = from_plain(TransferBatch, content["batch"]), from_plain(PaymentList, content["list"])
    language: Language = "en" if listed.language == "en" else "de"
    words = {name: label.text(language) for name, label in WORDS.items()}
    discounts = [each.discount for each in listed.lines if each.discount]
    context = {
        "title": f"{words['title']} {batch.number}",
        "payer": batch.debtor_name,
        "words": words,
        "facts": tuple(_facts(batch, listed, words, language)),
        "columns": tuple(label.text(language) for label in _COLUMNS),
        "lines": tuple(
            _line(str(place), transfer, line, words, language)
            for place, (transfer, line) in enumerate(zip(batch.transfers, listed.lines, strict=True), 1)
        ),
        "total": amount(batch.amount, language),
        "total_discount": _discount(total(discounts) if discounts else None, language),
    }
    return Document(template=TEMPLATE, context=context, language=language, issued_on=batch.made_on)


def _facts(
    batch: TransferBatch, listed: PaymentList, words: dict[str, str], language: Language
) -> list[dict[str, str]]:
    facts = (
        ("payer", batch.debtor_name),
        ("account", iban(batch.debtor_iban, language)),
        ("batch", batch.number),
        ("kind", words["instant"] if batch.is_instant else ""),
        ("day", long_date(batch.execution_date, language)),
        ("count", str(len(batch.transfers))),
        ("sum", money(batch.amount, language)),
        ("made_by", listed.made_by),
    )
    return [{"label": words[name], "value": value} for name, value in facts if value]


def _line(
    place: str, transfer: Transfer, listed: ListedTransfer, words: dict[str, str], language: Language
) -> dict[str, Any]:
    notes = [words["first_payment"]] if listed.is_first_payment else []
    if listed.differs_from_order:
        notes.append(words["differs_from_order"])
    if listed.approved_by:
        notes.append(f"{words['approved_by']} {', '.join(listed.approved_by)}")
    return {
        "place": place,
        "payee": transfer.creditor_name,
        "supplier": f"{listed.supplier_number} {listed.supplier_name}",
        "purpose": transfer.remittance_information,
        "note": " · ".join(notes),
        "iban": iban(transfer.creditor_iban, language),
        "discount": _discount(listed.discount, language),
        "amount": amount(transfer.amount, language),
    }


def _discount(discount: Money | None, language: Language) -> str:
    return amount(discount, language) if discount else ""
