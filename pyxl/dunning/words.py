"""The words of a dunning letter and a statement of account."""

from __future__ import annotations

from types import MappingProxyType

from pyxl.core.labels import Label, Language, Text

WORDS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "letter_number": Label("Letter no.", "Schreiben Nr."),
        "date": Label("Date", "Datum"),
        "customer_number": Label("Customer no.", "Kundennr."),
        "contact": Label("Contact", "Ansprechpartner"),
        "phone": Label("Phone", "Telefon"),
        "email": Label("E-mail", "E-Mail"),
        "salutation": Label("Dear Sir or Madam,", "Sehr geehrte Damen und Herren,"),
        "closing": Label("Kind regards", "Mit freundlichen Grüßen"),
        "invoice": Label("Invoice", "Rechnung"),
        "due": Label("Due", "Fällig"),
        "days": Label("Days", "Tage"),
        "level": Label("Level", "Stufe"),
        "gross": Label("Invoiced", "Rechnungsbetrag"),
        "open": Label("Open", "Offen"),
        "settled": Label("Paid, credited", "Bezahlt, verrechnet"),
        "balance": Label("Balance", "Saldo"),
        "overdue": Label("of which overdue", "davon überfällig"),
        "disputed": Label("disputed, not asked for here", "strittig, hier nicht gefordert"),
        "credit": Label("Credit", "Guthaben"),
        "open_total": Label("Open invoices", "Offene Rechnungen"),
        "open_items": Label("Open items", "Offene Posten"),
        "charges_of": Label("Interest and fees", "Zinsen und Gebühren"),
        "interest": Label("Default interest", "Verzugszinsen"),
        "interest_from": Label("From", "Von"),
        "interest_to": Label("To", "Bis"),
        "principal": Label("On", "Aus"),
        "rate": Label("Rate", "Satz"),
        "amount": Label("Amount", "Betrag"),
        "lump_sum": Label("Lump sum, § 288 (5) BGB", "Verzugspauschale, § 288 Abs. 5 BGB"),
        "fee": Label("Dunning fee", "Mahngebühr"),
        "fees_before": Label("Fees of earlier letters", "Gebühren früherer Schreiben"),
        "booked": Label("Of this charged before", "davon bereits berechnet"),
        "total": Label("To be paid", "Zu zahlen"),
        "account_holder": Label("Account holder", "Kontoinhaber"),
        "iban": Label("IBAN", "IBAN"),
        "bic": Label("BIC", "BIC"),
        "bank": Label("Bank", "Bank"),
        "remittance_text": Label("Reference", "Verwendungszweck"),
        "giro_code": Label("Scan to pay", "GiroCode: scannen und zahlen"),
    }
)
PAY_BY = Text("Please pay {amount} by {date}.", "Bitte zahlen Sie {amount} bis zum {date}.")
STATEMENT_TITLE = Text("Statement of account as of {date}", "Kontoauszug zum {date}")
STATEMENT_TEXT = Text(
    "On this day these items of your account are open in our books. Please tell us if yours differ.",
    "zu diesem Tag sind in unseren Büchern die folgenden Posten Ihres Kontos offen. Bitte geben Sie uns Bescheid, "
    "wenn Ihre Bücher etwas anderes sagen.",
)
INTEREST_NOTE = Text(
    "Interest is {points} percentage points over the base rate a year (§ 288 ({paragraph}) BGB), actual days over 365.",
    "Die Zinsen betragen jährlich {points} Prozentpunkte über dem Basiszinssatz (§ 288 Abs. {paragraph} BGB), "
    "taggenau durch 365.",
)


def words_in(language: Language) -> dict[str, str]:
    """The words in that language."""
    return {name: label.text(language) for name, label in WORDS.items()}
