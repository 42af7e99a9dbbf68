"""The CSV exports of German banks: every layout is data, none has code of its own.

A new bank is one more `CsvLayout`. Sources: anonymised exports of 2014 to 2026.

    >>> [layout.name for layout in GERMAN_BANKS][:3]
    ['CSV-CAMT', 'CSV-MT940', 'Sparkasse Kreditkarte']
"""

from __future__ import annotations

from pyxl.formats.bank_csv.layout import CsvLayout
from pyxl.formats.bank_values import COMMA, POINT

_SHORT_OR_LONG = ("DD.MM.YY", "DD.MM.YYYY")
_NOT_YET = frozenset({"umsatz vorgemerkt"})

CSV_CAMT = CsvLayout(
    name="CSV-CAMT",
    columns={
        "account": "Auftragskonto",
        "booking_date": "Buchungstag",
        "value_date": "Valutadatum",
        "transaction_text": "Buchungstext",
        "remittance_information": "Verwendungszweck",
        "creditor_id": "Glaeubiger ID",
        "mandate_id": "Mandatsreferenz",
        "end_to_end_id": "Kundenreferenz (End-to-End)",
        "batch_reference": "Sammlerreferenz",
        "original_amount": "Lastschrift Ursprungsbetrag",
        "charges": "Auslagenersatz Ruecklastschrift",
        "counterparty_name": "Beguenstigter/Zahlungspflichtiger",
        "counterparty_iban": "Kontonummer/IBAN",
        "counterparty_bic": "BIC (SWIFT-Code)",
        "amount": "Betrag",
        "currency": "Waehrung",
        "status": "Info",
    },
    optional=frozenset({"batch_reference"}),
    date_orders=_SHORT_OR_LONG,
    pending=_NOT_YET,
)
"""Sparkasse CSV-CAMT, V2 and V8: the same columns, other words in Buchungstext."""

CSV_MT940 = CsvLayout(
    name="CSV-MT940",
    columns={
        "account": "Auftragskonto",
        "booking_date": "Buchungstag",
        "value_date": "Valutadatum",
        "transaction_text": "Buchungstext",
        "remittance_information": "Verwendungszweck",
        "counterparty_name": "Beguenstigter/Zahlungspflichtiger",
        "counterparty_iban": "Kontonummer",
        "counterparty_bic": "BLZ",
        "amount": "Betrag",
        "currency": "Waehrung",
        "status": "Info",
    },
    date_orders=_SHORT_OR_LONG,
    pending=_NOT_YET,
    labelled_purpose=True,
)
"""Sparkasse CSV-MT940: eleven columns, the references inside the text."""

SPARKASSE_CARD = CsvLayout(
    name="Sparkasse Kreditkarte",
    columns={
        "account": "Umsatz getätigt von",
        "booking_date": "Buchungsdatum",
        "amount": "Buchungsbetrag",
        "currency": "Buchungswährung",
        "remittance_information": "Transaktionsbeschreibung + Transaktionsbeschreibung Zusatz",
        "bank_reference": "Buchungsreferenz",
    },
    date_orders=_SHORT_OR_LONG,
)

VR = CsvLayout(
    name="VR",
    columns={
        "account": "IBAN Auftragskonto",
        "booking_date": "Buchungstag",
        "value_date": "Valutadatum",
        "counterparty_name": "Name Zahlungsbeteiligter",
        "counterparty_iban": "IBAN Zahlungsbeteiligter",
        "counterparty_bic": "BIC (SWIFT-Code) Zahlungsbeteiligter",
        "transaction_text": "Buchungstext",
        "remittance_information": "Verwendungszweck",
        "amount": "Betrag",
        "currency": "Waehrung",
        "balance": "Saldo nach Buchung",
        "creditor_id": "Glaeubiger ID",
        "mandate_id": "Mandatsreferenz",
    },
    optional=frozenset({"creditor_id", "mandate_id"}),
    labels={
        "EREF:": "end_to_end_id",
        "MREF:": "mandate_id",
        "CRED:": "creditor_id",
        "IBAN:": "counterparty_iban",
        "BIC:": "counterparty_bic",
        "ABWA:": "ultimate_party_name",
    },
)
"""Volksbanken, Raiffeisenbanken, GLS, Sparda and PSD (Atruvia)."""

VR_OLD = CsvLayout(
    name="VR Umsatzanzeige",
    columns={
        "booking_date": "Buchungstag",
        "value_date": "Valuta",
        "counterparty_name": "Empfänger/Zahlungspflichtiger",
        "counterparty_iban": "IBAN | Konto-Nr.",
        "counterparty_bic": "BIC | BLZ",
        "remittance_information": "Vorgang/Verwendungszweck",
        "end_to_end_id": "Kundenreferenz",
        "currency": "Währung",
        "amount": "Umsatz",
    },
    marks=("Auftraggeber/Zahlungsempfänger",),
    labels=VR.labels,
    multi_line=True,
    kind_in_text=True,
    sign_last=True,
    opening=frozenset({"anfangssaldo"}),
    closing=frozenset({"endsaldo"}),
)
"""Volksbanken until about 2021: S and H in a last column without a name, balances below the lines."""

DKB = CsvLayout(
    name="DKB",
    columns={
        "booking_date": "Buchungsdatum",
        "value_date": "Wertstellung",
        "status": "Status",
        "payer_name": "Zahlungspflichtige*r",
        "payee_name": "Zahlungsempfänger*in",
        "remittance_information": "Verwendungszweck",
        "transaction_text": "Umsatztyp",
        "counterparty_iban": "IBAN",
        "amount": "Betrag (€) | Betrag",
        "creditor_id": "Gläubiger-ID",
        "mandate_id": "Mandatsreferenz",
        "end_to_end_id": "Kundenreferenz",
    },
    date_orders=_SHORT_OR_LONG,
    currency="EUR",
    booked=frozenset({"gebucht"}),
)

DKB_CARD = CsvLayout(
    name="DKB Visa",
    columns={
        "booking_date": "Belegdatum",
        "value_date": "Wertstellung",
        "status": "Status",
        "remittance_information": "Beschreibung",
        "transaction_text": "Umsatztyp",
        "amount": "Betrag (€) | Betrag",
    },
    marks=("Fremdwährungsbetrag",),
    account="DKB Visa",
    date_orders=_SHORT_OR_LONG,
    currency="EUR",
    booked=frozenset({"gebucht"}),
)

DKB_OLD = CsvLayout(
    name="DKB alt",
    columns={
        "booking_date": "Buchungstag",
        "value_date": "Wertstellung",
        "transaction_text": "Buchungstext",
        "counterparty_name": "Auftraggeber / Begünstigter",
        "remittance_information": "Verwendungszweck",
        "counterparty_iban": "Kontonummer",
        "counterparty_bic": "BLZ",
        "amount": "Betrag (EUR)",
        "creditor_id": "Gläubiger-ID",
        "mandate_id": "Mandatsreferenz",
        "end_to_end_id": "Kundenreferenz",
    },
    currency="EUR",
)

ING = CsvLayout(
    name="ING",
    columns={
        "booking_date": "Buchung",
        "value_date": "Wertstellungsdatum | Valuta",
        "counterparty_name": "Auftraggeber/Empfänger",
        "transaction_text": "Buchungstext",
        "remittance_information": "Verwendungszweck",
        "balance": "Saldo",
        "amount": "Betrag",
        "currency": "Währung (2) | Währung",
    },
    optional=frozenset({"balance"}),
)
"""ING: with a balance the currency stands twice, behind the balance and behind the amount."""

COMMERZBANK = CsvLayout(
    name="Commerzbank",
    columns={
        "account": "IBAN Kontoinhaber | IBAN Auftraggeberkonto",
        "booking_date": "Buchungstag",
        "value_date": "Wertstellung",
        "transaction_text": "Umsatzart",
        "remittance_information": "Buchungstext",
        "amount": "Betrag",
        "currency": "Währung",
    },
    labels={
        "End-to-End-Ref.:": "end_to_end_id",
        "Kundenreferenz:": "end_to_end_id",
        "Mandatsref:": "mandate_id",
        "Gläubiger-ID:": "creditor_id",
    },
)
"""Commerzbank: the name of the other side stands in the text and cannot be told from it."""

COMDIRECT = CsvLayout(
    name="comdirect",
    columns={
        "booking_date": "Buchungstag",
        "value_date": "Wertstellung (Valuta)",
        "transaction_text": "Vorgang",
        "remittance_information": "Buchungstext",
        "amount": "Umsatz in EUR",
    },
    account="comdirect",
    currency="EUR",
    pending=frozenset({"offen", "--"}),
    labels={
        "Auftraggeber:": "counterparty_name",
        "Empfänger:": "counterparty_name",
        "Kto/IBAN:": "counterparty_iban",
        "BLZ/BIC:": "counterparty_bic",
        "Buchungstext:": "text",
        "End-to-End-Ref.:": "end_to_end_id",
        "Ref.": "bank_reference",
    },
)
"""comdirect: no account number in the file; what is still open has `offen` for a date."""

DEUTSCHE_BANK = CsvLayout(
    name="Deutsche Bank",
    columns={
        "booking_date": "Buchungstag",
        "value_date": "Wert",
        "transaction_text": "Umsatzart",
        "counterparty_name": "Begünstigter / Auftraggeber",
        "remittance_information": "Verwendungszweck",
        "counterparty_iban": "IBAN / Kontonummer | IBAN",
        "counterparty_bic": "BIC",
        "end_to_end_id": "Kundenreferenz",
        "mandate_id": "Mandatsreferenz",
        "creditor_id": "Gläubiger ID",
        "charges": "Fremde Gebühren",
        "debit": "Soll",
        "credit": "Haben",
        "currency": "Währung",
    },
    account="Deutsche Bank",
    date_orders=("DD.MM.YYYY", "D.M.YYYY"),
    opening=frozenset({"letzter kontostand"}),
    closing=frozenset({"kontostand"}),
)
"""Deutsche Bank, Postbank, norisbank and FYRST; in older files Betrag is empty, so Soll and Haben are read in all."""

DEUTSCHE_BANK_SAVINGS = CsvLayout(
    name="Deutsche Bank Sparkonto",
    columns={
        "booking_date": "Buchungstag",
        "value_date": "Wert",
        "remittance_information": "Verwendungszweck",
        "debit": "Soll",
        "credit": "Haben",
        "currency": "Währung",
    },
    account="Deutsche Bank",
    opening=frozenset({"letzter kontostand"}),
    closing=frozenset({"kontostand"}),
)

HVB = CsvLayout(
    name="HypoVereinsbank",
    columns={
        "account": "Kontonummer",
        "booking_date": "Buchungsdatum",
        "value_date": "Valuta",
        "counterparty_name": "Empfaenger 1 + Empfaenger 2 | Empfänger 1 + Empfänger 2",
        "remittance_information": "Verwendungszweck",
        "amount": "Betrag",
        "currency": "Waehrung | Währung",
    },
    delimiters=";\t",
)

TARGOBANK = CsvLayout(
    name="Targobank",
    columns={
        "booking_date": "1",
        "remittance_information": "2",
        "debit": "3",
        "credit": "4",
        "account": "7",
    },
    headless=7,
    decimal_marks=(COMMA, POINT),
    currency="EUR",
    newest_first=False,
)
"""Targobank: no header; the account is set in single quotation marks, which keeps Excel off it."""

GERMAN_BANKS: tuple[CsvLayout, ...] = (
    CSV_CAMT,
    CSV_MT940,
    SPARKASSE_CARD,
    VR,
    VR_OLD,
    DKB,
    DKB_CARD,
    DKB_OLD,
    ING,
    COMMERZBANK,
    COMDIRECT,
    DEUTSCHE_BANK,
    DEUTSCHE_BANK_SAVINGS,
    HVB,
    TARGOBANK,
)
