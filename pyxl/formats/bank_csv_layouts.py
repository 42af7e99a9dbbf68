"""How the CSV exports of the banks look: every layout is data, none has code of its own.

A new bank is one more `CsvLayout` in `LAYOUTS`. Sources: anonymised exports of 2023 to 2026.

    >>> [layout.name for layout in LAYOUTS]
    ['CSV-CAMT', 'CSV-MT940']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from pyxl.formats.bank_values import COMMA

Column = Literal[
    "account",
    "booking_date",
    "value_date",
    "amount",
    "currency",
    "transaction_text",
    "remittance_information",
    "counterparty_name",
    "counterparty_iban",
    "counterparty_bic",
    "end_to_end_id",
    "mandate_id",
    "creditor_id",
    "original_amount",
    "charges",
    "status",
]
"""What a column of a bank's export can mean."""


@dataclass(frozen=True, slots=True)
class CsvLayout:
    """How one export looks. All of it is data; no layout has code of its own."""

    name: str
    header: tuple[str, ...]
    """The column names in their order: that row tells the layout."""
    columns: Mapping[Column, str]
    """Which column has which meaning, by its name in the header."""
    date_orders: tuple[str, ...] = ("DD.MM.YY", "DD.MM.YYYY")
    delimiter: str = ";"
    decimal_mark: str = COMMA
    pending: frozenset[str] = frozenset()
    """What the status column says of a line that is not booked yet."""
    labelled_purpose: bool = False
    """Whether the text carries `EREF+...SVWZ+...`."""
    newest_first: bool = True
    """Most banks export the newest line first; the statement has the oldest first."""
    positions: Mapping[Column, int] = field(init=False)

    def __post_init__(self) -> None:
        positions = {meaning: self.header.index(name) for meaning, name in self.columns.items()}
        object.__setattr__(self, "positions", MappingProxyType(positions))


CSV_CAMT = CsvLayout(
    name="CSV-CAMT",
    header=(
        "Auftragskonto",
        "Buchungstag",
        "Valutadatum",
        "Buchungstext",
        "Verwendungszweck",
        "Glaeubiger ID",
        "Mandatsreferenz",
        "Kundenreferenz (End-to-End)",
        "Sammlerreferenz",
        "Lastschrift Ursprungsbetrag",
        "Auslagenersatz Ruecklastschrift",
        "Beguenstigter/Zahlungspflichtiger",
        "Kontonummer/IBAN",
        "BIC (SWIFT-Code)",
        "Betrag",
        "Waehrung",
        "Info",
    ),
    columns={
        "account": "Auftragskonto",
        "booking_date": "Buchungstag",
        "value_date": "Valutadatum",
        "transaction_text": "Buchungstext",
        "remittance_information": "Verwendungszweck",
        "creditor_id": "Glaeubiger ID",
        "mandate_id": "Mandatsreferenz",
        "end_to_end_id": "Kundenreferenz (End-to-End)",
        "original_amount": "Lastschrift Ursprungsbetrag",
        "charges": "Auslagenersatz Ruecklastschrift",
        "counterparty_name": "Beguenstigter/Zahlungspflichtiger",
        "counterparty_iban": "Kontonummer/IBAN",
        "counterparty_bic": "BIC (SWIFT-Code)",
        "amount": "Betrag",
        "currency": "Waehrung",
        "status": "Info",
    },
    pending=frozenset({"Umsatz vorgemerkt"}),
)
"""Sparkasse CSV-CAMT, V2 and V8: the same columns, other words in Buchungstext."""

CSV_MT940 = CsvLayout(
    name="CSV-MT940",
    header=(
        "Auftragskonto",
        "Buchungstag",
        "Valutadatum",
        "Buchungstext",
        "Verwendungszweck",
        "Beguenstigter/Zahlungspflichtiger",
        "Kontonummer",
        "BLZ",
        "Betrag",
        "Waehrung",
        "Info",
    ),
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
    pending=frozenset({"Umsatz vorgemerkt"}),
    labelled_purpose=True,
)
"""Sparkasse CSV-MT940: eleven columns, the references inside the text."""

LAYOUTS: tuple[CsvLayout, ...] = (CSV_CAMT, CSV_MT940)
