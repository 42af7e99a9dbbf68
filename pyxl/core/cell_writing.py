"""How a value stands in a cell, and whether a cell still says what it said: shared by all hosts and by the check."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from pyxl.core.cells import CellError, NoValue, RawValue, excel_number
from pyxl.core.changes import CellValue
from pyxl.core.labels import LANGUAGES, Coded, Label, Language
from pyxl.core.money import Money
from pyxl.core.parsers import Defect, parser_of
from pyxl.core.schema import Column, Kind, Yes
from pyxl.core.text import clean

Plain = str | int | Decimal | bool | date | None


def cell_value(value: CellValue, language: Language) -> Plain:
    """What is written for a value: money as its number, a label in the workbook's language, no as an empty cell."""
    if type(value) is str:
        return value or None
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, Enum):
        return cell_value(value.value, language)
    if isinstance(value, Label):
        return value.text(language) or None
    if isinstance(value, bool):
        return Yes.YES.label.text(language) if value else None
    return value


_WORDED = (Label, Enum, bool)
"""What is written in the workbook's language."""


def says_exactly(raw: RawValue, value: CellValue) -> bool:
    """Whether the cell holds this value, of this type: text that merely looks like the number is not it."""
    texts = [cell_value(value, language) for language in (LANGUAGES if isinstance(value, _WORDED) else LANGUAGES[:1])]
    if isinstance(value, Coded):
        texts.append(value.code or None)
    if raw is None or raw == "":
        return None in texts
    if isinstance(raw, CellError | NoValue):
        return False
    if isinstance(raw, float):
        return excel_number(raw) in texts
    if isinstance(raw, datetime):
        return raw.date() in texts
    return any((type(text) is type(raw) and text == raw) or _equal_numbers(raw, text) for text in texts)


def _equal_numbers(raw: object, text: object) -> bool:
    numbers = (int, Decimal)
    return isinstance(raw, numbers) and isinstance(text, numbers) and not isinstance(raw, bool) and raw == text


def still_says(column: Column, raw: RawValue, old: CellValue, language: Language) -> bool:
    """Whether the cell still means what the job saw; blanks and the way a number is typed do not matter.

    No amount is the same as an amount of nothing: what was taken back leaves a zero in a cell that was empty.
    """
    if says_exactly(raw, old):
        return True
    parsed = parser_of(column, language)(raw)
    if column.kind is Kind.MONEY and not old and (parsed is None or parsed == Decimal(0)):
        return True
    if isinstance(parsed, Defect):
        shown = raw.text if isinstance(raw, CellError) else "" if isinstance(raw, NoValue) else clean(str(raw))
        return shown == clean(str(old)) or (parsed.value is not None and says_exactly(_as_raw(parsed.value), old))
    return says_exactly(_as_raw(parsed), old)


def _as_raw(value: object) -> RawValue:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, Label):
        return value.en
    if isinstance(value, bool):
        return Yes.YES.label.en if value else None
    assert value is None or isinstance(value, str | int | Decimal | date)
    return value
