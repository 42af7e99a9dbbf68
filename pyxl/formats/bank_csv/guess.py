"""Proposes which column of an unknown CSV file is what, from the names of the columns and from what stands in them.

Nothing is read by a proposal alone: a person looks at it first. What cannot be told for certain, such as whether
03/04/2026 is in March or in April, is left open.

    >>> from pyxl.formats.csv_files.unknown import find_unknown
    >>> text = "Date;Who;Why;Debit;Credit\\n03/04/2026;Shop;Paper;12,50;\\n05/04/2026;Customer;RE-7;;119,00\\n"
    >>> layout = propose_layout(find_unknown(text))
    >>> layout.columns["debit"], layout.columns["credit"], layout.unsigned_debit, layout.date_orders
    ('Debit', 'Credit', True, ())
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pyxl.formats.bank_csv.layout import Column, CsvLayout
from pyxl.formats.bank_csv.lines import CREDIT_WORDS, DEBIT_WORDS
from pyxl.formats.csv_files.guess import EMPTY, FileField, choose, currency_in, date_orders, decimal_marks, file_fields
from pyxl.formats.csv_files.rows import DELIMITERS
from pyxl.formats.csv_files.unknown import UnknownCsv

_WORDS: Mapping[Column, str] = {
    "booking_date": "BUCHUNGSTAG BUCHUNGSDATUM BUCHUNG BOOKING POSTING TRANSACTION COMPLETED OPERATION DATUM DATE TAG",
    "value_date": "VALUTA VALUTADATUM WERTSTELLUNG WERTSTELLUNGSDATUM VALUE WERT VALEUR EXECUTION",
    "debit": "SOLL DEBIT DEBET BELASTUNG AUSGABE AUSGABEN AUSGANG WITHDRAWAL WITHDRAWALS OUT LASTSCHRIFT",
    "credit": "HABEN CREDIT GUTSCHRIFT EINNAHME EINNAHMEN EINGANG DEPOSIT DEPOSITS IN",
    "balance": "SALDO BALANCE KONTOSTAND SOLDE GUTHABEN",
    "amount": "BETRAG AMOUNT UMSATZ BUCHUNGSBETRAG BEDRAG MONTANT SUMME MONEY",
    "currency": "WAEHRUNG CURRENCY CCY DEVISE MUNT BUCHUNGSWAEHRUNG",
    "status": "STATUS STATE",
    "end_to_end_id": "END-TO-END E2E ENDTOEND",
    "counterparty_iban": "TEGENREKENING KONTONUMMER COUNTERPARTY PARTNER TEGENPARTIJ IBAN",
    "account": "AUFTRAGSKONTO KONTO KONTOINHABER ACCOUNT REKENING REKENINGNUMMER IBAN",
    "counterparty_name": "NAME PARTNER EMPFAENGER AUFTRAGGEBER BEGUENSTIGTER ZAHLUNGSPFLICHTIGER ZAHLUNGSPARTNER PAYEE "
    "PAYER COUNTERPARTY NAAM WHO",
    "remittance_information": "VERWENDUNGSZWECK PURPOSE REMITTANCE OMSCHRIJVING MEDEDELING BESCHREIBUNG DESCRIPTION "
    "DETAILS LABEL LIBELLE MESSAGE MEMO TEXT REFERENCE REFERENZ WHY",
    "transaction_text": "BUCHUNGSTEXT UMSATZART TRANSAKTIONSART TYPE TYP ART VORGANG",
}
"""How columns are called, the surest word first."""
_KINDS: Mapping[str, tuple[Column, ...]] = {
    "date": ("booking_date", "value_date"),
    "amount": ("debit", "credit", "balance", "amount"),
    "currency": ("currency",),
    "iban": ("counterparty_iban", "account"),
    "text": ("status", "end_to_end_id", "counterparty_name", "remittance_information", "transaction_text"),
}


def propose_layout(unknown: UnknownCsv) -> CsvLayout | None:
    """The layout as far as it can be told; None where there is no date or no amount in the file.

    `date_orders` and `decimal_marks` are empty where more than one way of writing fits; the columns of money are left
    out where several might be meant.
    """
    fields = file_fields(unknown)
    chosen = _chosen(fields)
    if "booking_date" not in chosen or not any(field.kind == "amount" for field in fields):
        return None
    if "amount" in chosen:
        chosen.pop("debit", None), chosen.pop("credit", None)
        _add_sign(fields, chosen)
    marks = decimal_marks([chosen[each] for each in ("amount", "debit", "credit", "balance") if each in chosen])
    status = Counter(value.casefold() for value in chosen["status"].values) if "status" in chosen else Counter[str]()
    return CsvLayout(
        name="CSV",
        columns={meaning: field.name for meaning, field in chosen.items()},
        account=unknown.account,
        date_orders=date_orders([chosen[each] for each in ("booking_date", "value_date") if each in chosen]),
        delimiters=DELIMITERS,
        decimal_marks=marks if len(marks) == 1 else (),
        currency="" if "currency" in chosen else currency_in(unknown.header),
        booked=frozenset(word for word, _ in status.most_common(1)),
        unsigned_debit="debit" in chosen and not any(value.startswith("-") for value in chosen["debit"].values),
    )


def is_complete(layout: CsvLayout) -> bool:
    """Whether lines could be read by the proposal as it is."""
    has_amount = "amount" in layout.columns or {"debit", "credit"} <= layout.columns.keys()
    return bool(has_amount and layout.date_orders and layout.decimal_marks)


def _has_amount(chosen: Mapping[Column, FileField]) -> bool:
    both = [chosen[meaning] for meaning in ("debit", "credit") if meaning in chosen]
    return "amount" in chosen or (len(both) == 2 and any(field.values for field in both))


def _chosen(fields: Sequence[FileField]) -> dict[Column, FileField]:
    """The best column of each meaning: by the word in its name, else by content."""
    chosen, left = choose(fields, _KINDS, _WORDS)
    for kind, free in left.items():
        _without_name(kind, free, chosen)
    return {
        meaning: field for meaning, field in chosen.items() if field.kind != EMPTY or meaning in ("debit", "credit")
    }


def _without_name(kind: str, free: Sequence[FileField], chosen: dict[Column, FileField]) -> None:
    """Where the name says nothing, content does: the first date, the longest text, the account that never changes."""
    if kind == "date" and "booking_date" not in chosen and free:
        chosen["booking_date"] = chosen.pop("value_date", free[0])
    if kind == "amount" and not _has_amount(chosen) and len(free) == 1:
        chosen["amount"] = free[0]
    if kind == "iban":
        own = chosen.get("counterparty_iban")
        if own and len(own.values) > 1 and len(set(own.values)) == 1 and "account" not in chosen:
            chosen["account"] = chosen.pop("counterparty_iban")
    if kind == "text" and "remittance_information" not in chosen and free:
        chosen["remittance_information"] = max(free, key=lambda field: len("".join(field.values)))


def _add_sign(fields: Sequence[FileField], chosen: dict[Column, FileField]) -> None:
    """A column of S and H counts only where the amounts themselves have no sign."""
    if any(value.startswith("-") for value in chosen["amount"].values):
        return
    for field in fields:
        if field.values and all(value.casefold() in CREDIT_WORDS | DEBIT_WORDS for value in field.values):
            chosen["sign"] = field
            return
