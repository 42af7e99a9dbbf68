"""How single values stand in an XML e-invoice: texts, numbers, dates, files.

A value that cannot be read is a ValueError; the reader notes it and goes on with the next one.

    >>> CII_DATE.write(date(2026, 3, 4)), ISO_DATE.read("2026-03-04+01:00"), NUMBER.write(Decimal("1E+2"))
    ('20260304', datetime.date(2026, 3, 4), '100')
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pyxl.formats.en16931.invoice import Note


class Codec(NamedTuple):
    """From a field's value to the text of an element and back."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,20})?|\.\d{1,20})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_CII_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NOTE = re.compile(r"#([A-Z0-9]{3})#(.*)", re.DOTALL)


def _read_number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    return Decimal(text.strip())


def _day_reader(pattern: re.Pattern[str]) -> Callable[[str], date]:
    def read(text: str) -> date:
        found = pattern.fullmatch(text.strip())
        if not found:
            raise ValueError(text)
        return date(int(found[1]), int(found[2]), int(found[3]))

    return read


def _read_lines(text: str) -> str:
    """A cash discount needs the line feed at its end (BR-DE-18); other texts lose the layout of the file."""
    return text if "#SKONTO#" in text else text.strip()


def _write_note(note: Note) -> str:
    return f"#{note.subject}#{note.text}" if note.subject else note.text


def _read_note(text: str) -> dict[str, str]:
    """UBL has no element for BT-21: it stands between two `#` before the text."""
    found = _NOTE.fullmatch(text.strip())
    return {"subject": found[1], "text": found[2].strip()} if found else {"text": text.strip()}


def _read_bytes(text: str) -> bytes:
    return b64decode("".join(text.split()), validate=True)


TEXT = Codec(str, str.strip)
LINES = Codec(str, _read_lines)
NUMBER = Codec("{:f}".format, _read_number)
ISO_DATE = Codec(date.isoformat, _day_reader(_DAY))
CII_DATE = Codec("{:%Y%m%d}".format, _day_reader(_CII_DAY))
"""Format 102 of UNTDID 2379, the only one EN 16931 allows."""
BASE64 = Codec(lambda content: b64encode(content).decode("ascii"), _read_bytes)
UBL_NOTE = Codec(_write_note, _read_note)

_TAX_POINT_CODES = {"3": "5", "35": "29", "432": "72"}
"""BT-8: UBL takes UNTDID 2005, CII writes the same meaning as UNTDID 2475."""


def _write_tax_point(code: str) -> str:
    return _TAX_POINT_CODES.get(code, code)


def _read_tax_point(text: str) -> str:
    codes = {cii: ubl for ubl, cii in _TAX_POINT_CODES.items()}
    return codes.get(text.strip(), text.strip())


CII_TAX_POINT = Codec(_write_tax_point, _read_tax_point)
