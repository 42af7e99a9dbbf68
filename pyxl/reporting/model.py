"""The report as it is worked out, before anything shows it: tab, HTML page and PDF print the very same integers.

>>> shown(Unit.MONEY, 123_450, "de"), shown(Unit.PERCENT, -125, "en"), shown(Unit.COUNT, None, "de")
('1.234,50\\xa0€', '−12.5%', '–')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label, Language, show_decimal
from pyxl.core.money import EURO, Money
from pyxl.core.schema import LabelledEnum
from pyxl.documents.filters import NBSP, money

MINUS, NOTHING = "\N{MINUS SIGN}", "\N{EN DASH}"
SILENT = Label("", "")
"""Where there is nothing to say."""


class Unit(LabelledEnum):
    """In what a figure is counted; its value is a whole number of the smallest part."""

    MONEY = Label("EUR", "EUR")
    """Cents."""
    COUNT = Label("number", "Anzahl")
    PERCENT = Label("%", "%")
    """Tenths of a percent."""
    DAYS = Label("days", "Tage")
    """Tenths of a day."""


_PLACES = {Unit.MONEY: 2, Unit.COUNT: 0, Unit.PERCENT: 1, Unit.DAYS: 1}


def decimal_of(unit: Unit, value: int) -> Decimal:
    """The value as a cell has it."""
    return Decimal(value).scaleb(-_PLACES[unit])


def shown(unit: Unit, value: int | None, language: Language) -> str:
    """The value as people write it."""
    if value is None:
        return NOTHING
    if unit is Unit.MONEY:
        return money(Money.from_cents(value, EURO), language)
    number = show_decimal(decimal_of(unit, value), language).replace("-", MINUS)
    if unit is Unit.COUNT:
        return number
    if unit is Unit.PERCENT:
        return f"{number}{NBSP if language == 'de' else ''}%"
    return f"{number}{NBSP}{unit.label.text(language)}"


def told(unit: Unit, value: int, language: Language) -> str:
    """The value within a sentence, where amounts name their currency as in all other sentences: `−1,50 EUR`."""
    if unit is not Unit.MONEY:
        return shown(unit, value, language)
    return Money.from_cents(value, EURO).show(language).replace("-", MINUS).replace(" ", NBSP)


def told_amount(cents: int) -> Label:
    """An amount within a sentence, in both languages."""
    return Label(told(Unit.MONEY, cents, "en"), told(Unit.MONEY, cents, "de"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the month beside that of the month before and of the year before; None where there is none."""

    key: str
    """As the catalogue names it; a part of a breakdown has its place behind the dot."""
    label: Label
    value: int | None
    month_before: int | None = None
    year_before: int | None = None
    sentence: Label = SILENT
    """What changed, and why."""
    rows: str = ""
    """The list of rows behind it."""
    places: tuple[int, ...] = ()
    """The rows of the sheet that make just this figure."""
    where: str = ""
    """The same in words, where the places themselves are left out."""
    is_listed: bool = True
    """Whether the list has its rows; that of a past month has those of the reported one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A figure in its parts: by month, customer, age."""

    key: str
    parts: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowList:
    """Rows of a tab that figures are made of, column by column."""

    key: str
    sheet: str
    """The tab's name in this workbook."""
    label: Label
    rows: tuple[int, ...]
    keys: tuple[str, ...]
    days: tuple[date | None, ...]
    texts: tuple[str, ...]
    values: tuple[int | None, ...]
    unit: Unit = Unit.MONEY


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReport:
    """One subject of the report."""

    key: str
    figures: tuple[Figure, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    notes: tuple[Label, ...] = ()
    """What the figures leave out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it."""

    firm: str
    month: Label
    first: date
    last: date
    as_of: date
    sections: tuple[SectionReport, ...]
    lists: tuple[RowList, ...]
