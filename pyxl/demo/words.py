"""What the firm writes into its own tabs: German in the lists of the demo, English in an English workbook.

Names stay, and so does what Germans read or wrote: descriptions, contracts and complaints stand on their papers, and
the bank's lines and the suppliers' bills come as they are.

>>> in_language("Löhne und Gehälter", "en"), in_language("Löhne und Gehälter", "de")
('Wages and salaries', 'Löhne und Gehälter')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from pyxl.core.cells import RawValue
from pyxl.core.labels import Language
from pyxl.core.schema import Row

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "Customers": ("price_group", "note"),
    "Items": ("item_group", "note"),
    "Prices": ("price_group",),
    "Movements": ("reason",),
    "RecurringCosts": ("name",),
    "Accounts": ("item_group", "name"),
}
"""The columns of each tab that hold the firm's own words."""

_ENGLISH: Final[Mapping[str, str]] = {
    "Leuchten": "Lamps",
    "Tische": "Tables",
    "Kerzen": "Candles",
    "Werkzeug": "Tools",
    "Bücher": "Books",
    "Dienste": "Services",
    "Handel": "Trade",
    "§ 13b UStG, Nachweis liegt vor": "§ 13b UStG, certificate is on file",
    "Zahlt seit Juni nicht": "Has not paid since June",
    "Geschäft aufgegeben": "Out of business",
    "Nur gegen Vorkasse": "Prepayment only",
    "Rückruf": "Recalled",
    "Anfangsbestand": "Opening stock",
    "Miete Halle und Büro": "Rent, hall and office",
    "Leasing Lieferwagen": "Lease of the van",
    "Strom, Abschlag": "Electricity, instalment",
    "Umsatzsteuer (Schätzung)": "VAT (estimate)",
    "Lohnsteuer": "Wage tax",
    "Darlehen, Zins und Tilgung": "Loan, interest and repayment",
    "Betriebshaftpflicht": "Public liability insurance",
    "Krankenkassen": "Health insurance",
    "Löhne und Gehälter": "Wages and salaries",
    "Weihnachtsgeld": "Christmas bonus",
    "Erlöse Kerzen 19 % USt": "Revenue candles 19 % VAT",
    "Lager": "Warehouse",
    "Anlieferung vor 10 Uhr": "Deliver before 10 a.m.",
    "zwölf": "twelve",
    "Ende KW 38": "end of week 38",
    # The second letter is a Cyrillic one in both.
    "Wаre wie besprochen": "Dаte as discussed",
}


def in_language(words: str, language: Language) -> str:
    """The firm's words in that language."""
    return words if language == "de" or not words else _ENGLISH[words]


def typed_in_language(value: RawValue, language: Language) -> RawValue:
    """What was typed into a single cell: figures and dates have no language."""
    return _ENGLISH.get(value, value) if isinstance(value, str) and language == "en" else value


def rows_in_language(tab: str, rows: Sequence[Row], language: Language) -> Sequence[Row]:
    """The rows of a tab with the firm's own words in that language."""
    columns = _COLUMNS.get(tab, ())
    return [_row(row, columns, language) for row in rows] if columns and language != "de" else rows


def _row(row: Row, columns: tuple[str, ...], language: Language) -> Row:
    words: dict[str, Any] = {name: in_language(getattr(row, name), language) for name in columns}
    return replace(row, **words)
