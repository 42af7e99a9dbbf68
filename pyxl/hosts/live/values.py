"""Values between an open workbook and pyxl: Excel's own types become the plain ones every host hands over.

>>> from datetime import datetime
>>> plain_value(datetime(2026, 9, 30)), plain_value(50.0), plain_value("#N/A"), plain_value("")
(datetime.date(2026, 9, 30), 50, CellError(text='#N/A'), None)
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from pyxl.core.cell_writing import Plain
from pyxl.core.cells import CellError, RawValue

ERRORS = frozenset(
    {"#N/A", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)
_WHOLE = 10**15
_DAY_ZERO = (date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1))
"""What a time of day without a date shows as its date, in Excel's systems and in LibreOffice's."""


def plain_value(value: object) -> RawValue:
    """A cell as core reads it. Currency cells come as Decimal from Excel, days as moments with a zone."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return CellError(value) if value in ERRORS else value
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _WHOLE else value
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, int | Decimal | date):
        return value
    return str(value)


def _moment(value: datetime) -> RawValue:
    naive = datetime(value.year, value.month, value.day, value.hour, value.minute, value.second)
    if naive.time() == time():
        return naive.date()
    return str(naive.time()) if naive.date() in _DAY_ZERO else naive


def office_value(value: Plain) -> str | float | bool | datetime | None:
    """A value as a spreadsheet program takes it: numbers as its own floating point, days at midnight."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return float(value)
