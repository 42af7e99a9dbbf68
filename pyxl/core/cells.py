"""From what a cell holds to what it means: one value or the reasons why not.

Numbers and dates typed as text are read by the declared language of the workbook; what may mean two things
is a finding, never a guess.

    >>> parse_number("1.234,50", "de").value
    Decimal('1234.50')
    >>> parse_number("1.234", "de").problem.name
    'ambiguous-number'
    >>> parse_date("30.02.2026", "de").problem.name
    'impossible-date'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from pyxl.core import cell_rules as rules
from pyxl.core.findings import Rule
from pyxl.core.labels import LANGUAGES, Language
from pyxl.core.money import AMOUNT_LIMIT
from pyxl.core.schema import LabelledEnum, Yes
from pyxl.core.text import clean, fold, foreign_scripts


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error value such as #N/A."""

    text: str


@dataclass(frozen=True, slots=True)
class NoValue:
    """A formula whose result is not stored in the file."""


NO_VALUE = NoValue()

RawValue = str | float | int | bool | date | datetime | Decimal | CellError | NoValue | None
"""What a host hands over for a cell. A float is Excel's own number; it is read with Excel's 15 digits."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The meaning of one cell: its value, or none, and what is wrong with it."""

    value: object = None
    problem: Rule | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    repair: Decimal | date | str | None = None
    repair_is_safe: bool = True


EMPTY = Parsed()
# Digits are 0 to 9 only: Python's own `\d` and Decimal also take Arabic or Thai ones, which nobody meant to type.
# Thousands never start with a zero, so "0,125" is an eighth and not ambiguous.
_GERMAN = re.compile(r"[+-]?([1-9][0-9]{0,2}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?")
_ENGLISH = re.compile(r"[+-]?([1-9][0-9]{0,2}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_SPACED = re.compile(r"([+-]?[1-9][0-9]{0,2})((?:[ '’][0-9]{3})+)([.,][0-9]+)?")
_ONE_MARK = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_CURRENCY_WORD = re.compile(r"^(EUR|€)\s?|\s?(EUR|€)$")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DOTTED_DAY = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4}|[0-9]{2})")
_SLASHED_DAY = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4}|[0-9]{2})")
_NOISE = Decimal("1e-9")
"""Below this a number is what a formula's binary arithmetic left over: Excel's 0.1+0.2-0.3 is 5.55E-17."""
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIAL_RANGE = range(32874, 73051)
"""Serial numbers taken for days: 1990 to 2099. Anything else in a date column is a typing error."""


def excel_number(value: float) -> Decimal:
    """Excel's number with the 15 significant digits Excel itself keeps: 0.1+0.2 is 0.3.

    >>> excel_number(0.1 + 0.2)
    Decimal('0.3')
    """
    return Decimal(f"{value:.15g}")


def parse_number(raw: RawValue, language: Language) -> Parsed:
    """A number cell. Text is read with the language's marks; `1.234` alone is ambiguous."""
    match raw:
        case bool():
            return Parsed(problem=rules.FLAG_AS_NUMBER)
        case float() | int():
            return _within_limit(excel_number(raw) if isinstance(raw, float) else Decimal(raw))
        case Decimal():
            return _within_limit(raw)
        case str():
            return _number_from_text(raw, language)
        case date():
            return Parsed(problem=rules.NOT_A_NUMBER, facts={"found": raw})
        case _:
            return _not_there(raw)


def _within_limit(value: Decimal) -> Parsed:
    if not value.is_finite() or abs(value) >= AMOUNT_LIMIT:
        return Parsed(problem=rules.TOO_LARGE, facts={"found": value})
    return Parsed(value if abs(value) >= _NOISE or not value else Decimal(0))


def _number_from_text(raw: str, language: Language) -> Parsed:
    text = clean(raw)
    if not text:
        return EMPTY
    bare = _bare(text)
    own, other = (_GERMAN, _ENGLISH) if language == "de" else (_ENGLISH, _GERMAN)
    if _ONE_MARK.fullmatch(bare):
        one, two = sorted((_decimal(bare, "de"), _decimal(bare, "en")))
        return Parsed(problem=rules.AMBIGUOUS_NUMBER, facts={"found": text, "one": one, "other": two})
    for pattern, marks in ((own, language), (other, "en" if language == "de" else "de")):
        if pattern.fullmatch(bare):
            value = _decimal(bare, marks)
            inside = _within_limit(value)
            return (
                inside if inside.problem else Parsed(value, rules.NUMBER_AS_TEXT, {"found": text, "read": value}, value)
            )
    return Parsed(problem=rules.NOT_A_NUMBER, facts={"found": text})


def _bare(text: str) -> str:
    """The number without currency and without blanks between thousands; `3 5` keeps its blank and is no number."""
    bare = re.sub(r"^([+-]) ", r"\1", _CURRENCY_WORD.sub("", text).replace("−", "-"))
    spaced = _SPACED.fullmatch(bare)
    if spaced is None:
        return bare
    first, groups, rest = spaced.groups()
    return first + re.sub(r"[^0-9]", "", groups) + (rest or "")


def _decimal(text: str, marks: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".") if marks == "de" else text.replace(",", ""))


def parse_date(raw: RawValue, language: Language) -> Parsed:
    """A date cell. Text dates are read day first in German; `03/04/2026` is ambiguous in either language."""
    match raw:
        case datetime():
            return _day_in_range(raw.date())
        case date():
            return _day_in_range(raw)
        case bool():
            return Parsed(problem=rules.NOT_A_DATE, facts={"found": str(raw)})
        case float() | int():
            return _date_from_serial(raw)
        case str():
            return _date_from_text(raw)
        case Decimal():
            return Parsed(problem=rules.NOT_A_DATE, facts={"found": raw})
        case _:
            return _not_there(raw)


def _day_in_range(day: date) -> Parsed:
    if not 1990 <= day.year <= 2099:
        return Parsed(problem=rules.NOT_A_DATE, facts={"found": day})
    return Parsed(day)


def _date_from_serial(raw: float | int) -> Parsed:
    found = excel_number(raw) if isinstance(raw, float) else Decimal(raw)
    if found.is_finite() and found == found.to_integral_value() and int(found) in _SERIAL_RANGE:
        day = _EXCEL_EPOCH + timedelta(days=int(found))
        return Parsed(day, rules.NUMBER_IN_DATE, {"found": found, "read": day}, day)
    return Parsed(problem=rules.NOT_A_DATE, facts={"found": found})


def _date_from_text(raw: str) -> Parsed:
    text = clean(raw)
    if not text:
        return EMPTY
    if found := _ISO_DAY.fullmatch(text):
        year, month, day = found.groups()
        return _text_day(text, year, month, day)
    if found := _DOTTED_DAY.fullmatch(text):
        day, month, year = found.groups()
        return _text_day(text, year, month, day)
    if found := _SLASHED_DAY.fullmatch(text):
        first, second, year = found.groups()
        day_first, month_first = _day(year, second, first), _day(year, first, second)
        if day_first and month_first and day_first != month_first:
            facts = {"found": text, "one": day_first, "other": month_first}
            return Parsed(problem=rules.AMBIGUOUS_DATE, facts=facts)
        swapped = (second, first) if day_first is None and month_first else (first, second)
        return _text_day(text, year, swapped[1], swapped[0])
    return Parsed(problem=rules.NOT_A_DATE, facts={"found": text})


def _text_day(text: str, year: str, month: str, day: str) -> Parsed:
    value = _day(year, month, day)
    if value is None:
        return Parsed(problem=rules.IMPOSSIBLE_DATE, facts={"found": text})
    if _day_in_range(value).problem:
        return Parsed(problem=rules.NOT_A_DATE, facts={"found": text})
    return Parsed(value, rules.DATE_AS_TEXT, {"found": text, "read": value}, value)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def parse_text(raw: RawValue) -> Parsed:
    """A text cell; numbers and dates become the text a person sees, so that customer 10001 is "10001"."""
    match raw:
        case str():
            return _tidy(raw)
        case bool():
            return Parsed("TRUE" if raw else "FALSE")
        case float() | int():
            return Parsed(format(excel_number(raw) if isinstance(raw, float) else Decimal(raw), "f"))
        case Decimal():
            return Parsed(format(raw, "f"))
        case date():
            return Parsed(str(raw))
        case _:
            return _not_there(raw, empty="")


def _tidy(raw: str) -> Parsed:
    text = clean(raw)
    if text != raw and text:
        return Parsed(text, rules.STRAY_CHARACTERS, {"found": raw, "read": text}, text)
    if scripts := foreign_scripts(text):
        return Parsed(text, rules.MIXED_SCRIPT, {"found": text, "scripts": scripts})
    return Parsed(text)


def parse_flag(raw: RawValue) -> Parsed:
    """A yes/no cell: yes, ja, x, TRUE, 1; empty is no."""
    if isinstance(raw, bool | float | int | Decimal):
        return Parsed(bool(raw))
    if isinstance(raw, str):
        word = fold(raw)
        if word in _YES_WORDS:
            return Parsed(True)
        if word in _NO_WORDS:
            return Parsed(False)
        allowed = (Yes.YES.label, Yes.NO.label)
        return Parsed(problem=rules.UNKNOWN_CHOICE, facts={"found": clean(raw), "allowed": allowed})
    return _not_there(raw, empty=False)


_YES_WORDS = frozenset({"YES", "JA", "J", "Y", "X", "TRUE", "WAHR", "1", "✓", "✔"})
_NO_WORDS = frozenset({"", "NO", "NEIN", "N", "FALSE", "FALSCH", "0", "-"})


def parse_choice(raw: RawValue, choices: type[LabelledEnum]) -> Parsed:
    """A cell of a choice list, in either language, in any case."""
    if isinstance(raw, CellError | NoValue) or raw is None:
        return _not_there(raw)
    word = fold(str(parse_text(raw).value))
    if not word:
        return EMPTY
    member = choice_words(choices).get(word)
    if member is None:
        facts = {"found": clean(str(raw)), "allowed": tuple(each.label for each in choices)}
        return Parsed(problem=rules.UNKNOWN_CHOICE, facts=facts)
    return Parsed(member)


_WORDS: dict[type[LabelledEnum], dict[str, LabelledEnum]] = {}


def choice_words(choices: type[LabelledEnum]) -> dict[str, LabelledEnum]:
    """Every word that means a member of the list."""
    if choices not in _WORDS:
        _WORDS[choices] = {fold(each.label.text(language)): each for each in choices for language in LANGUAGES}
    return _WORDS[choices]


def _not_there(raw: object, empty: object = None) -> Parsed:
    match raw:
        case CellError():
            return Parsed(empty, rules.ERROR_VALUE, {"found": raw.text})
        case NoValue():
            return Parsed(empty, rules.NO_VALUE)
        case _:
            return Parsed(empty)
