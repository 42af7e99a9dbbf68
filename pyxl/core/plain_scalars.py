"""The single values plain data is made of, each with exactly one spelling.

One spelling matters: two events are compared by their text, so `1E3` and `1000`, or `20260304` and `2026-03-04`,
must not both pass for the same thing.

    >>> tag, write, read = SCALARS[date]
    >>> tag, write(date(2026, 3, 4)), read("2026-03-04")
    ('date', '2026-03-04', datetime.date(2026, 3, 4))
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from types import NoneType
from typing import Any, Final

from pyxl.core.money import Money, minor_units

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?(E[+-][0-9]+)?", re.ASCII)
_FLOAT = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-][0-9]+)?", re.ASCII)
_MONEY = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) (.+)", re.ASCII | re.DOTALL)
"""In the currency that somebody typed: what a cell said before must be read again, also where it was “Euro”."""


def wrong(expected: str, value: object) -> ValueError:
    """The error for a value of another kind than declared; the value is cut, it may be a customer's data."""
    return ValueError(f"expected {expected}, found {type(value).__name__} {str(value)[:40]!r}")


def _same(kind: type) -> Callable[[Any], Any]:
    def same(value: Any) -> Any:
        if type(value) is not kind:
            raise wrong(kind.__name__, value)
        return value

    return same


def _encode_decimal(value: Any) -> str:
    if type(value) is not Decimal or not value.is_finite():
        raise wrong("a finite Decimal", value)
    return str(value)


def _decode_decimal(data: Any) -> Decimal:
    if type(data) is not str or not _DECIMAL.fullmatch(data):
        raise wrong("a decimal number as text", data)
    return Decimal(data)


def _encode_float(value: Any) -> str:
    """A number as a spreadsheet file holds it, by its shortest exact text. Money never comes this way."""
    if type(value) is not float or not isfinite(value):
        raise wrong("a finite float", value)
    return repr(value)


def _decode_float(data: Any) -> float:
    if type(data) is not str or not _FLOAT.fullmatch(data):
        raise wrong("a float as text", data)
    return float(data)


def _encode_money(value: Any) -> str:
    if type(value) is not Money or not value.amount.is_finite():
        raise wrong("Money", value)
    return f"{value.amount:f} {value.currency}"


def _decode_money(data: Any) -> Money:
    if type(data) is not str:
        raise wrong("an amount like '19.90 EUR'", data)
    return _money_of(data)


@lru_cache(maxsize=4096)
def _money_of(data: str) -> Money:
    match = _MONEY.fullmatch(data)
    if match is None or len(match[1].partition(".")[2]) != minor_units(match[2]):
        raise wrong("an amount like '19.90 EUR'", data)
    return Money(Decimal(match[1]), match[2])


def _encode_date(value: Any) -> str:
    if type(value) is not date:
        raise wrong("date", value)
    return value.isoformat()


def _decode_date(data: Any) -> date:
    """Only `2026-03-04`; Python alone would take `20260304` and week dates, too."""
    if type(data) is not str:
        raise wrong("a date like 2026-03-04", data)
    return _date_of(data)


@lru_cache(maxsize=4096)
def _date_of(data: str) -> date:
    if len(data) != 10 or (day := date.fromisoformat(data)).isoformat() != data:
        raise wrong("a date like 2026-03-04", data)
    return day


def _encode_datetime(value: Any) -> str:
    if type(value) is not datetime:
        raise wrong("datetime", value)
    return value.isoformat()


def _decode_datetime(data: Any) -> datetime:
    if type(data) is not str or datetime.fromisoformat(data).isoformat() != data:
        raise wrong("a moment like 2026-03-04T12:00:00+01:00", data)
    return datetime.fromisoformat(data)


def _encode_bytes(value: Any) -> str:
    if type(value) is not bytes:
        raise wrong("bytes", value)
    return b64encode(value).decode("ascii")


def _decode_bytes(data: Any) -> bytes:
    if type(data) is not str:
        raise wrong("base64 text", data)
    return b64decode(data, validate=True)


JSON_OWN: Final[dict[object, str]] = {NoneType: "null", bool: "bool", int: "int", str: "str"}
"""What JSON tells apart by itself; everything else needs a tag where several types may stand."""

SCALARS: Final[dict[type, tuple[str, Callable[[Any], Any], Callable[[Any], Any]]]] = {
    NoneType: ("null", _same(NoneType), _same(NoneType)),
    bool: ("bool", _same(bool), _same(bool)),
    int: ("int", _same(int), _same(int)),
    str: ("str", _same(str), _same(str)),
    Decimal: ("Decimal", _encode_decimal, _decode_decimal),
    float: ("float", _encode_float, _decode_float),
    date: ("date", _encode_date, _decode_date),
    datetime: ("datetime", _encode_datetime, _decode_datetime),
    bytes: ("bytes", _encode_bytes, _decode_bytes),
    Money: ("Money", _encode_money, _decode_money),
}
"""Type -> (tag, write, read). Every reader raises ValueError on any other spelling."""
