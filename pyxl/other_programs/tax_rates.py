"""The tax rate of an item as other programs write it: headed “USt”, “MwSt %” or “VAT”, and as 19, “7 %” or 0.07.

The tab has words instead (“standard”, “reduced”), since the percentage follows from the day of supply. What is no
rate of today stays as it is and is a finding: 0 may mean the zero rate or an exemption.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pyxl.core.cells import RawValue, parse_choice
from pyxl.core.schema import LabelledEnum, TableSchema
from pyxl.core.tables import RawTable, map_columns
from pyxl.core.text import squash
from pyxl.reference_data.tax import RateKind, rate_on

FIELD = "tax_code"
_TAX = ("USt", "MwSt", "Umsatzsteuer", "Mehrwertsteuer", "Steuer", "VAT", "Tax")
HEADINGS = frozenset(squash(f"{tax}{rate}") for tax in _TAX for rate in ("", "satz", "rate"))
"""What such a column is called elsewhere; a % or a point behind it does not matter."""
_TAB = "Items"
"""Elsewhere, in a list of orders say, a column “VAT” may hold amounts."""
_RATE = re.compile(r"(?:USt|MwSt|VAT)?\.?\s*(\d{1,2}(?:[.,]\d{1,2})?)\s*%?\s*(?:USt|MwSt|VAT)?\.?", re.IGNORECASE)
_KINDS: dict[Decimal | None, str] = {
    rate_on(kind, date.max).percent: kind.name for kind in (RateKind.STANDARD, RateKind.REDUCED)
}


def with_tax_codes(schema: TableSchema, rows: RawTable) -> RawTable:
    """The rows with the tab's own words for rates, and its heading over them."""
    choices = schema.by_name[FIELD].choices if FIELD in schema.by_name else None
    place = None if choices is None else _place(schema, rows, choices)
    if choices is None or place is None:
        return rows
    headers = (*rows.headers[:place], schema.by_name[FIELD].label.en, *rows.headers[place + 1 :])
    coded = [[_word(value, choices) if at == place else value for at, value in enumerate(row)] for row in rows.rows]
    return replace(rows, headers=headers, rows=coded)


def _place(schema: TableSchema, rows: RawTable, choices: type[LabelledEnum]) -> int | None:
    """Where the column stands: under the tab's own heading, or under the only one that means a rate elsewhere."""
    known = map_columns(schema, rows).positions
    if FIELD in known or schema.tab != _TAB:
        return known.get(FIELD)
    places = [at for at, heading in enumerate(rows.headers) if at not in known.values() and squash(heading) in HEADINGS]
    return places[0] if len(places) == 1 and _holds_rates(rows, places[0], choices) else None


def _holds_rates(rows: RawTable, place: int, choices: type[LabelledEnum]) -> bool:
    """Whether most cells of the column are rates, and no amounts."""
    filled = [row[place] for row in rows.rows if len(row) > place and row[place] not in (None, "")]
    rates = [value for value in filled if _percent(value) == 0 or parse_choice(_word(value, choices), choices).value]
    return len(rates) * 2 > len(filled)


def _word(value: RawValue, choices: type[LabelledEnum]) -> RawValue:
    """The word for a rate of today; anything else as it is.

    >>> from pyxl.masterdata.items import TaxCode
    >>> [_word(value, TaxCode) for value in ("19,00 %", 0.07, "7", 0, "voll")]
    ['standard', 'reduced', 'reduced', 0, 'voll']
    """
    percent = _percent(value)
    return choices[_KINDS[percent]].value.en if percent in _KINDS else value


def _percent(value: RawValue) -> Decimal | None:
    """The rate in percent; a share of one, as Excel holds a percentage, is one too."""
    found = _RATE.fullmatch(str(value).strip()) if isinstance(value, str | int | float | Decimal) else None
    if found is None:
        return None
    number = Decimal(found[1].replace(",", "."))
    return number * 100 if number < 1 else number
