"""What a cell can hold, and how a value is written into the sheet's XML.

>>> serial_of(date(2026, 3, 4)), serial_of(datetime(2026, 3, 4, 12))
('46085', '46085.5')
>>> clean_text("Bad\\x08 break\\r\\n"), escape_text("a < _x0041_")
('Bad break\\n', 'a &lt; _x005F_x0041_')
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error (`#N/A`), or one whose content is no value (the codes below)."""

    code: str

    def __str__(self) -> str:
        return self.code


NO_VALUE = CellError("#NO_VALUE!")
"""A formula that was never calculated: the file holds no result for it (SAFETY F20). It is never 0."""
NO_DATE = CellError("#DATE!")
"""A cell formatted as a date whose number is none: negative, or 29 Feb 1900 (serial 60). SAFETY F25. A number beyond
the year 9999 comes as the number, one beyond all calendars as text: neither is ever a date."""
NO_NUMBER = CellError("#NUM!")
"""NaN, infinity or a number beyond what a cell can hold (SAFETY F34)."""

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | CellError | None
"""What reading gives. Whole numbers are int, others float: the double Excel stores, so `Decimal(repr(value))` is what
the user sees. A date cell gives `date` at midnight, else `datetime`; a time of day `time`; `[h]:mm` `timedelta`."""

Writable: TypeAlias = str | int | Decimal | bool | date | datetime | None
"""What can be written; None empties the cell and keeps its style."""

TEXT_LIMIT = 32_767
"""Characters in one cell (Excel's own limit)."""
FIRST_DATE = date(1900, 3, 1)
"""Before it Excel's 1900 calendar counts a day that never was."""
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEEDS_CARE = re.compile('[\x00-\x08\x0b-\x1f"&<>\ud800-\udfff\ufffe\uffff]|_x')
"""What makes a text other than its own XML; most texts of a sheet hold nothing of it."""
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_REFERENCE = re.compile(r"&(#x[0-9A-Fa-f]+|#\d+|\w+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def clean_text(text: str) -> str:
    """Text without the characters XML forbids (SAFETY F35); every line break is `\\n`."""
    if text.isprintable():
        return text
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def text_xml(text: str) -> bytes:
    """A person's text as XML content in UTF-8: cleaned, then escaped."""
    return text.encode() if not _NEEDS_CARE.search(text) else escape_text(clean_text(text)).encode()


def escape_text(text: str) -> str:
    """Text as XML content; `_x0041_` typed by a person is not taken for an escaped letter A."""
    return escape_markup(_LOOKS_ESCAPED.sub("_x005F_", text))


def escape_markup(text: str) -> str:
    """Text as XML content or attribute, as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def unescape_markup(text: str) -> str:
    """XML content or attribute as text."""
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(found: re.Match[str]) -> str:
    name = found[1]
    if not name.startswith("#"):
        return _NAMED.get(name, found[0])
    number = int(name[2:], 16) if name.startswith("#x") else int(name[1:])
    return chr(number) if number <= sys.maxunicode else found[0]


def serial_of(value: date, date1904: bool = False) -> str:
    """The day number Excel stores for a date; a `datetime` gets its share of the day. Assumes `is_writable_date`."""
    day = value.date() if isinstance(value, datetime) else value
    whole = (day - (_EPOCH_1904 if date1904 else _EPOCH)).days
    if not isinstance(value, datetime):
        return str(whole)
    seconds = Decimal(value.hour * 3600 + value.minute * 60 + value.second) + Decimal(value.microsecond).scaleb(-6)
    return plain_number((whole + seconds / 86_400).quantize(Decimal("1e-10")))


def is_writable_date(value: date, date1904: bool = False) -> bool:
    """Whether the workbook's calendar has that day."""
    day = value.date() if isinstance(value, datetime) else value
    return day >= (_EPOCH_1904 if date1904 else FIRST_DATE)


def plain_number(value: int | Decimal) -> str:
    """A number without exponent and without idle zeros, as it goes into `<v>`."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
