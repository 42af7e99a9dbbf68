"""One parser per column, chosen once: fast for what is right, and in words for what is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core import cell_rules as rules
from pyxl.core.cells import (
    NoValue,
    Parsed,
    RawValue,
    excel_number,
    parse_choice,
    parse_date,
    parse_flag,
    parse_number,
    parse_text,
)
from pyxl.core.findings import Rule
from pyxl.core.labels import Language
from pyxl.core.money import EURO, Money, minor_units, round_half_up
from pyxl.core.schema import Column, Kind, LabelledEnum, TableSchema


@dataclass(frozen=True, slots=True)
class Defect:
    """A cell that was not clean: the value all the same, if there is one, and the rule it trips."""

    value: object
    rule: Rule
    facts: Mapping[str, object]
    repair: Decimal | date | str | None = None


def parser_of(column: Column, language: Language) -> Callable[[RawValue], object]:
    """The function that reads a cell of this column: gives its value, or a `Defect`."""
    read = _parser_of_kind(column, language)
    if column.formula is None:
        return read
    empty = "" if column.kind is Kind.TEXT and not column.is_optional else None
    # A computed column is pyxl's own formula: a result that no program has stored yet is no defect of hers.
    return lambda raw: empty if raw is None or isinstance(raw, NoValue) else read(raw)


def _parser_of_kind(column: Column, language: Language) -> Callable[[RawValue], object]:
    match column.kind:
        case Kind.TEXT:
            return _read_text
        case Kind.DATE:
            return lambda raw: (
                raw if type(raw) is date and 1990 <= raw.year <= 2099 else _judge(parse_date(raw, language))
            )
        case Kind.NUMBER | Kind.MONEY:
            return lambda raw: _read_number(raw, language)
        case Kind.WHOLE:
            return lambda raw: None if raw is None else _judge_whole(parse_number(raw, language))
        case Kind.FLAG:
            return lambda raw: False if raw is None else _judge(parse_flag(raw))
        case Kind.CHOICE:
            choices = column.choices
            assert choices is not None
            known: dict[str, object] = {}
            return lambda raw: _read_choice(raw, choices, known)


def _read_number(raw: RawValue, language: Language) -> object:
    """A number of the usual size is taken as it is: neither too large nor a remainder of arithmetic."""
    if raw is None:
        return None
    if type(raw) is int and -_EXACT < raw < _EXACT:
        return Decimal(raw)
    if type(raw) is float and _SMALL < abs(raw) < _EXACT:
        return excel_number(raw)
    return _judge(parse_number(raw, language))


_EXACT, _SMALL = 1e11, 1e-6
"""Well below the limit of amounts, well above what arithmetic leaves over; outside the careful way decides."""


def _read_choice(raw: RawValue, choices: type[LabelledEnum], known: dict[str, object]) -> object:
    """The same few words come again and again: each is looked up once per column."""
    if raw is None:
        return None
    if type(raw) is not str:
        return _judge(parse_choice(raw, choices))
    if raw not in known:
        known[raw] = _judge(parse_choice(raw, choices))
    return known[raw]


def _read_text(raw: RawValue) -> object:
    if raw is None:
        return ""
    # Below U+0250 every letter is Latin and in one piece; what is invisible there is not printable either.
    if type(raw) is str and (raw.isascii() or max(raw) < "\u0250") and raw.isprintable():
        is_tidy = raw[:1] != " " and raw[-1:] != " " and "  " not in raw
        return raw if is_tidy else _judge(parse_text(raw))
    return _judge(parse_text(raw))


def _judge(parsed: Parsed) -> object:
    if parsed.problem is None:
        return parsed.value
    return Defect(parsed.value, parsed.problem, parsed.facts, parsed.repair if parsed.repair_is_safe else None)


def _judge_whole(parsed: Parsed) -> object:
    value = parsed.value
    if isinstance(value, Decimal):
        if value != int(value):
            return Defect(None, rules.NOT_A_NUMBER, {"found": value})
        parsed = Parsed(int(value), parsed.problem, parsed.facts, parsed.repair)
    return _judge(parsed)


class MoneyMaker:
    """Turns the decimals of a row's money columns into `Money` in the row's currency."""

    def __init__(self, schema: TableSchema) -> None:
        self.names = [column.name for column in schema.columns if column.kind is Kind.MONEY]
        self.computed = {column.name for column in schema.columns if column.formula}

    def fill(self, values: dict[str, object]) -> list[tuple[str, tuple[Rule, Mapping[str, object]]]]:
        """Replaces the numbers in place; gives (field, (rule, facts)) where one is finer than a cent."""
        if not self.names:
            return []
        currency = values.get("currency") or EURO
        code = currency.upper() if isinstance(currency, str) else EURO
        places = minor_units(code)
        defects: list[tuple[str, tuple[Rule, Mapping[str, object]]]] = []
        for name in self.names:
            value = values[name]
            if not isinstance(value, Decimal):
                continue
            exact = round_half_up(value, places)
            if exact != value and name not in self.computed:
                defects.append((name, (rules.TOO_FINE, {"found": value})))
                values[name] = None
            else:
                values[name] = Money(exact, code)
        return defects
