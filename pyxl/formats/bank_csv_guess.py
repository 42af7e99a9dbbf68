"""Proposes which column of an unknown CSV file is what, from the names of the columns and from what stands in them.

Nothing is read by a proposal alone: a person looks at it first. What cannot be told for certain, such as whether
03/04/2026 is in March or in April, is left open.

    >>> from pyxl.formats.bank_csv_unknown import find_unknown
    >>> text = "Date;Who;Why;Debit;Credit\\n03/04/2026;Shop;Paper;12,50;\\n05/04/2026;Customer;RE-7;;119,00\\n"
    >>> layout = propose_layout(find_unknown(text))
    >>> layout.columns["debit"], layout.columns["credit"], layout.unsigned_debit, layout.date_orders
    ('Debit', 'Credit', True, ())
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyxl.core.refusal import Refused
from pyxl.core.text import fold
from pyxl.formats.bank_csv_damage import plain_amount
from pyxl.formats.bank_csv_layout import Column, CsvLayout
from pyxl.formats.bank_csv_lines import CREDIT_WORDS, DEBIT_WORDS
from pyxl.formats.bank_csv_table import DELIMITERS
from pyxl.formats.bank_csv_unknown import DATE_ORDERS, UnknownCsv, orders_of
from pyxl.formats.bank_values import COMMA, ENGLISH, read_amount

_EMPTY = "empty"
_LOOKED_AT = 200
"""Rows that are looked at; every one is read later, and refused where it does not fit."""

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
_IBAN = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{6,30}")
_CURRENCY = re.compile(r"(?<![A-Z])(EUR|USD|CHF|GBP|CZK|PLN|HUF|SEK|NOK|DKK|SGD)(?![A-Z])|€")


@dataclass(frozen=True, slots=True)
class _Field:
    """One column: its name, what stands in it, and what kind of thing that is."""

    position: int
    name: str
    values: tuple[str, ...]
    kind: str


def propose_layout(unknown: UnknownCsv) -> CsvLayout | None:
    """The layout as far as it can be told; None where there is no date or no amount in the file.

    `date_orders` and `decimal_marks` are empty where more than one way of writing fits; the columns of money are left
    out where several might be meant.
    """
    fields = [_field(unknown, position) for position, name in enumerate(unknown.header) if name]
    chosen = _chosen(fields)
    if "booking_date" not in chosen or not any(field.kind == "amount" for field in fields):
        return None
    if "amount" in chosen:
        chosen.pop("debit", None), chosen.pop("credit", None)
        _add_sign(fields, chosen)
    marks = _marks([chosen[each] for each in ("amount", "debit", "credit", "balance") if each in chosen])
    status = Counter(value.casefold() for value in chosen["status"].values) if "status" in chosen else Counter[str]()
    return CsvLayout(
        name="CSV",
        columns={meaning: field.name for meaning, field in chosen.items()},
        account=unknown.account,
        date_orders=_date_orders([chosen[each] for each in ("booking_date", "value_date") if each in chosen]),
        delimiters=DELIMITERS,
        decimal_marks=marks if len(marks) == 1 else (),
        currency="" if "currency" in chosen else _currency(unknown.header),
        booked=frozenset(word for word, _ in status.most_common(1)),
        unsigned_debit="debit" in chosen and not any(value.startswith("-") for value in chosen["debit"].values),
    )


def is_complete(layout: CsvLayout) -> bool:
    """Whether lines could be read by the proposal as it is."""
    has_amount = "amount" in layout.columns or {"debit", "credit"} <= layout.columns.keys()
    return bool(has_amount and layout.date_orders and layout.decimal_marks)


def _has_amount(chosen: Mapping[Column, _Field]) -> bool:
    both = [chosen[meaning] for meaning in ("debit", "credit") if meaning in chosen]
    return "amount" in chosen or (len(both) == 2 and any(field.values for field in both))


def _field(unknown: UnknownCsv, position: int) -> _Field:
    cells = (row.cells[position].strip() for row in unknown.rows[:_LOOKED_AT])
    values = tuple(cell for cell in cells if cell)
    return _Field(position, unknown.header[position], values, _kind(values))


def _kind(values: Sequence[str]) -> str:
    """What all values of a column are."""
    if not values:
        return _EMPTY
    if all(orders_of(value) for value in values):
        return "date"
    if _are_amounts(values):
        return "amount"
    if all(re.fullmatch(r"[A-Z]{3}", value) for value in values):
        return "currency"
    is_iban = all(_IBAN.fullmatch(value.replace(" ", "").replace("'", "")) for value in values)
    return "iban" if is_iban else "text"


def _are_amounts(values: Sequence[str]) -> bool:
    return any(all(_reads(value, mark) for value in values) for mark in (COMMA, ENGLISH))


def _marks(fields: Sequence[_Field]) -> tuple[str, ...]:
    """The decimal marks by which all amounts can be read."""
    return tuple(
        mark for mark in (COMMA, ENGLISH) if all(_reads(value, mark) for each in fields for value in each.values)
    )


def _reads(text: str, mark: str) -> bool:
    try:
        read_amount(plain_amount(text), "EUR", mark, "")
    except Refused:
        return False
    return True


def _chosen(fields: Sequence[_Field]) -> dict[Column, _Field]:
    """The best column of each meaning: by the word in its name, among those whose content is of that kind."""
    chosen: dict[Column, _Field] = {}
    for kind, meanings in _KINDS.items():
        # A month may have no money in, and the column is there all the same.
        free = [field for field in fields if field.kind == kind or (field.kind == _EMPTY and kind == "amount")]
        ranked = [
            (field.kind == _EMPTY, rank, field.position, meaning, field)
            for meaning in meanings
            for field in free
            if (rank := _rank(field.name, _WORDS[meaning])) is not None
        ]
        for *_, meaning, field in sorted(ranked, key=lambda each: each[:3]):
            if meaning not in chosen and field in free:
                chosen[meaning] = field
                free.remove(field)
        _without_name(kind, [field for field in free if field.kind != _EMPTY], chosen)
    return {
        meaning: field for meaning, field in chosen.items() if field.kind != _EMPTY or meaning in ("debit", "credit")
    }


def _without_name(kind: str, free: Sequence[_Field], chosen: dict[Column, _Field]) -> None:
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


def _rank(name: str, words: str) -> int | None:
    """The place of the surest word in the name; None where none is there."""
    found = set(re.findall(r"[A-Z0-9-]+", fold(name)))
    return next((rank for rank, word in enumerate(words.split()) if word in found), None)


def _add_sign(fields: Sequence[_Field], chosen: dict[Column, _Field]) -> None:
    """A column of S and H counts only where the amounts themselves have no sign."""
    if any(value.startswith("-") for value in chosen["amount"].values):
        return
    for field in fields:
        if field.values and all(value.casefold() in CREDIT_WORDS | DEBIT_WORDS for value in field.values):
            chosen["sign"] = field
            return


def _date_orders(fields: Sequence[_Field]) -> tuple[str, ...]:
    """The one way of writing that fits every date of the file; () where there are several."""
    written = [orders_of(value) for field in fields for value in field.values]
    fitting = [order for order in DATE_ORDERS if all(order in orders for orders in written)]
    if "DD.MM.YYYY" in fitting:
        return ("DD.MM.YYYY",)
    return tuple(fitting) if len(fitting) == 1 else ()


def _currency(header: Sequence[str]) -> str:
    """A currency in the name of a column, `Betrag (EUR)`; else the euro."""
    found = {match[0] for name in header for match in _CURRENCY.finditer(name.upper())}
    return found.pop().replace("€", "EUR") if len(found) == 1 else "EUR"
