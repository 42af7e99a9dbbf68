"""What a column of an unknown CSV file may mean: by the words in its name, and by what stands in it.

Shared by all that propose a layout: each says by which words its meanings are called and of what kind they are.

    >>> from pyxl.formats.csv_files.unknown import find_unknown
    >>> fields = file_fields(find_unknown("Datum;Wer;Summe\\n01.03.2026;Anna;5,00\\n"))
    >>> [(field.name, field.kind) for field in fields]
    [('Datum', 'date'), ('Wer', 'text'), ('Summe', 'amount')]
    >>> chosen, _ = choose(fields, {"date": ("day",)}, {"day": "TAG DATUM"})
    >>> {meaning: field.name for meaning, field in chosen.items()}
    {'day': 'Datum'}
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pyxl.core.refusal import Refused
from pyxl.core.text import fold
from pyxl.formats.bank_values import COMMA, ENGLISH, plain_amount, read_amount
from pyxl.formats.csv_files.unknown import DATE_ORDERS, UnknownCsv, orders_of

EMPTY = "empty"
_LOOKED_AT = 200
"""Rows that are looked at; every one is read later, and refused where it does not fit."""
_IBAN = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{6,30}")
_CURRENCY = re.compile(r"(?<![A-Z])(EUR|USD|CHF|GBP|CZK|PLN|HUF|SEK|NOK|DKK|SGD)(?![A-Z])|€")
Meaning = TypeVar("Meaning", bound=str)


@dataclass(frozen=True, slots=True)
class FileField:
    """One column: its name, what stands in it, and what kind of thing that is."""

    position: int
    name: str
    values: tuple[str, ...]
    kind: str
    """date, amount, currency, iban, text or empty."""


def file_fields(unknown: UnknownCsv) -> list[FileField]:
    """The columns that have a name."""
    return [_field(unknown, position) for position, name in enumerate(unknown.header) if name]


def choose(
    fields: Sequence[FileField], kinds: Mapping[str, Sequence[Meaning]], words: Mapping[Meaning, str]
) -> tuple[dict[Meaning, FileField], dict[str, list[FileField]]]:
    """The best column of each meaning by the word in its name, among those whose content is of that kind.

    `words` has the surest word first; `text|amount` is either kind. Beside them, what is left of each kind and has
    content.
    """
    chosen: dict[Meaning, FileField] = {}
    left: dict[str, list[FileField]] = {}
    taken: set[int] = set()
    for kind, meanings in kinds.items():
        # A month may have no money in, and the column is there all the same.
        free = [
            field
            for field in fields
            if field.position not in taken
            and (field.kind in kind.split("|") or (field.kind == EMPTY and kind == "amount"))
        ]
        ranked = [
            (field.kind == EMPTY, rank, field.position, meaning, field)
            for meaning in meanings
            for field in free
            if (rank := _rank(field.name, words[meaning])) is not None
        ]
        for *_, meaning, field in sorted(ranked, key=lambda each: each[:3]):
            if meaning not in chosen and field in free:
                chosen[meaning] = field
                taken.add(field.position)
                free.remove(field)
        left[kind] = [field for field in free if field.kind != EMPTY]
    return chosen, left


def _field(unknown: UnknownCsv, position: int) -> FileField:
    cells = (row.cells[position].strip() for row in unknown.rows[:_LOOKED_AT])
    values = tuple(cell for cell in cells if cell)
    return FileField(position, unknown.header[position], values, _kind(values))


def _kind(values: Sequence[str]) -> str:
    """What all values of a column are."""
    if not values:
        return EMPTY
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


def decimal_marks(fields: Sequence[FileField]) -> tuple[str, ...]:
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


def _rank(name: str, words: str) -> int | None:
    """The place of the surest word in the name; None where none is there."""
    found = set(re.findall(r"[A-Z0-9-]+", fold(name)))
    return next((rank for rank, word in enumerate(words.split()) if word in found), None)


def date_orders(fields: Sequence[FileField]) -> tuple[str, ...]:
    """The one way of writing that fits every date of the file; () where there are several."""
    written = [orders_of(value) for field in fields for value in field.values]
    fitting = [order for order in DATE_ORDERS if all(order in orders for orders in written)]
    if "DD.MM.YYYY" in fitting:
        return ("DD.MM.YYYY",)
    return tuple(fitting) if len(fitting) == 1 else ()


def currency_in(header: Sequence[str]) -> str:
    """A currency in the name of a column, `Betrag (EUR)`; else the euro."""
    found = {match[0] for name in header for match in _CURRENCY.finditer(name.upper())}
    return found.pop().replace("€", "EUR") if len(found) == 1 else "EUR"
