"""The words of the printed invoice, in one table. The law's words are kept exactly (§ 14 and § 14a UStG)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pyxl.core.labels import Label, Language, Text
from pyxl.invoicing.model import Invoice, InvoiceType, Stage

TITLES: MappingProxyType[InvoiceType, Label] = MappingProxyType(
    {
        InvoiceType.PARTIAL: Label("Partial invoice", "Teilrechnung"),
        InvoiceType.INVOICE: Label("Invoice", "Rechnung"),
        # Not "Gutschrift": in German VAT law that is an invoice written by the customer.
        InvoiceType.CREDIT_NOTE: Label("Credit note", "Rechnungskorrektur (Stornorechnung)"),
        InvoiceType.CORRECTED: Label("Corrected invoice", "Berichtigte Rechnung"),
        # The one document that the law calls so (§ 14 (4) no. 10 UStG).
        InvoiceType.SELF_BILLED: Label("Self-billed invoice", "Gutschrift"),
        InvoiceType.SELF_BILLED_CREDIT: Label("Cancellation of a self-billed invoice", "Storno einer Gutschrift"),
    }
)
STAGES: MappingProxyType[Stage, Label] = MappingProxyType(
    {
        Stage.ON_ACCOUNT: Label("Invoice on account", "Abschlagsrechnung"),
        Stage.FINAL: Label("Final invoice", "Schlussrechnung"),
        Stage.REDUCTION: Label("Credit note", "Rechnungskorrektur"),
    }
)


def title_of(invoice: Invoice) -> str:
    """What the document is called, in its own language."""
    if invoice.stage is Stage.REDUCTION and invoice.is_credit:
        return STAGES[Stage.REDUCTION].text(invoice.language)
    if invoice.stage and invoice.type_code is InvoiceType.INVOICE:
        return STAGES[invoice.stage].text(invoice.language)
    return TITLES[invoice.type_code].text(invoice.language)


WORDS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "invoice_number": Label("Invoice no.", "Rechnungsnr."),
        "self_bill_number": Label("Document no.", "Belegnr."),
        "supplier_number": Label("Supplier no.", "Lieferantennr."),
        "supplier_tax_number": Label("Your tax number", "Ihre Steuernummer"),
        "credit_number": Label("Credit note no.", "Belegnr."),
        "issue_date": Label("Date", "Datum"),
        "supplied_on": Label("Date of supply", "Leistungsdatum"),
        "period": Label("Period of supply", "Leistungszeitraum"),
        "customer_number": Label("Customer no.", "Kundennr."),
        "order_number": Label("Our order no.", "Auftragsnr."),
        "delivery_note": Label("Delivery note", "Lieferschein"),
        "contract": Label("Contract", "Vertrag"),
        "project": Label("Project", "Projekt"),
        "despatch_advice": Label("Delivery note", "Lieferschein"),
        "enclosures": Label("Enclosures in the e-invoice", "Anlagen in der E-Rechnung"),
        "purchase_order": Label("Your order", "Ihre Bestellung"),
        "buyer_reference": Label("Your reference", "Ihr Zeichen"),
        "buyer_vat_id": Label("Your VAT ID", "Ihre USt-IdNr."),
        "contact": Label("Contact", "Ansprechpartner"),
        "phone": Label("Phone", "Telefon"),
        "email": Label("E-mail", "E-Mail"),
        "preceding": Label("Corrects invoice", "Zur Rechnung"),
        "delivery_address": Label("Delivered to", "Lieferung an"),
        "position": Label("No.", "Pos."),
        "item_number": Label("Item no.", "Artikelnr."),
        "name": Label("Description", "Bezeichnung"),
        "quantity": Label("Quantity", "Menge"),
        "unit_price": Label("Unit price", "Einzelpreis"),
        "discount": Label("Disc.", "Rabatt"),
        "price_per": Label("Price per", "Preis je"),
        "vat": Label("VAT", "USt"),
        "net": Label("Net", "Netto"),
        "order": Label("Order", "Auftrag"),
        "line_supplied_on": Label("Supplied on", "Leistung vom"),
        "carried_over": Label("Carried over", "Übertrag"),
        "lines_total": Label("Sum of the lines", "Summe der Positionen"),
        "net_total": Label("Net total", "Nettobetrag"),
        "gross_total": Label("Total", "Gesamtbetrag"),
        "due_total": Label("Amount due", "Zahlbetrag"),
        "credit_total": Label("Amount credited", "Betrag zu Ihren Gunsten"),
        "on": Label("on", "auf"),
        "payment": Label("Payment", "Zahlung"),
        "account_holder": Label("Account holder", "Kontoinhaber"),
        "iban": Label("IBAN", "IBAN"),
        "bic": Label("BIC", "BIC"),
        "bank": Label("Bank", "Bank"),
        "remittance_text": Label("Reference", "Verwendungszweck"),
        "giro_code": Label("Scan to pay (GiroCode)", "GiroCode: mit der Banking-App scannen"),
    }
)

PERIOD = Text("{start} to {end}", "{start} bis {end}")
LOWERS = Text(
    "This credit note lowers our invoice {number} dated {date}; all else of it stands.",
    "Mit diesem Beleg mindern wir unsere Rechnung {number} vom {date}; im Übrigen gilt sie weiter.",
)
CORRECTS = Text(
    "This credit note cancels our invoice {number} dated {date}.",
    "Mit diesem Beleg stornieren wir unsere Rechnung {number} vom {date}.",
)
REPLACES = Text(
    "This invoice corrects our invoice {number} dated {date}.",
    "Diese Rechnung berichtigt unsere Rechnung {number} vom {date}.",
)
RESTORES = Text(
    "This invoice takes our credit note {number} dated {date} for invoice {invoice} back.",
    "Mit dieser Rechnung nehmen wir Beleg {number} vom {date} zu Rechnung {invoice} zurück.",
)
"""It does not say that the amount is open again: where the invoice was paid already, the credit was the customer's."""
PAY_BY = Text("Please pay {amount} by {date}.", "Bitte überweisen Sie {amount} bis zum {date}.")
DEBITED = Text(
    "We collect {amount} on {date} by SEPA direct debit from {iban} (mandate {mandate}, creditor ID {creditor}).",
    "Wir ziehen {amount} am {date} per SEPA-Lastschrift von {iban} ein (Mandat {mandate}, Gläubiger-ID {creditor}).",
)
PAY_AT_ONCE = Text("Please pay {amount} on receipt.", "Bitte überweisen Sie {amount} sofort nach Erhalt.")
PAY_WITH_DISCOUNT = Text(
    "If paid by {date}: {percent} cash discount ({deduction}), you pay {amount}.",
    "Bei Zahlung bis {date}: {percent} Skonto ({deduction}), zu zahlen {amount}.",
)
LESS_PREPAID = Text(
    "Less invoice on account {number} dated {date} (VAT in it {vat})",
    "Abzüglich Abschlagsrechnung {number} vom {date} (darin USt {vat})",
)
CREDITED = Text(
    "We owe you {amount}. The amount is offset against open invoices or paid back.",
    "Zu Ihren Gunsten: {amount}. Der Betrag wird mit offenen Rechnungen verrechnet oder erstattet.",
)
SELF_BILLED = Text(
    "As agreed, we bill what you supplied to us (§ 14 (2) sentence 2 German VAT Act).",
    "Vereinbarungsgemäß rechnen wir über Ihre Lieferungen und Leistungen an uns ab (§ 14 Abs. 2 Satz 2 UStG).",
)
SELF_BILL_CANCELLED = Text(
    "This document cancels our self-billed invoice {number} dated {date}.",
    "Mit diesem Beleg stornieren wir unsere Gutschrift {number} vom {date}.",
)
TRANSFERRED = Text(
    "We transfer {amount} by {date} to your account {iban}.",
    "Wir überweisen {amount} bis zum {date} auf Ihr Konto {iban}.",
)
TRANSFERRED_SOMEWHERE = Text("We pay {amount} by {date}.", "Wir zahlen {amount} bis zum {date}.")
TAKEN_BACK = Text(
    "We take {amount} back; the amount is offset or is to be paid back.",
    "Zu Ihren Lasten: {amount}. Der Betrag wird verrechnet oder ist zu erstatten.",
)
NOTHING_DUE = Text("There is nothing to pay.", "Es ist nichts zu zahlen.")


@cache
def words_in(language: Language) -> Mapping[str, str]:
    """All words of the invoice in one language, by the names that templates use."""
    return MappingProxyType({name: label.text(language) for name, label in WORDS.items()})
