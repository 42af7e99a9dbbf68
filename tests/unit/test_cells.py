"""One cell, one meaning: numbers, dates, texts, flags and choices as people and Excel leave them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from pyxl.core.cells import (
    NO_VALUE,
    CellError,
    RawValue,
    excel_number,
    parse_choice,
    parse_date,
    parse_flag,
    parse_number,
    parse_text,
)
from pyxl.core.labels import Language
from pyxl.masterdata.items import TaxCode

NBSP, NARROW, ZERO_WIDTH = "\u00a0", "\u202f", "\u200b"


@pytest.mark.parametrize(
    ("raw", "language", "value", "problem"),
    [
        (12.0, "de", "12", None),
        (-0.5, "de", "-0.5", None),
        (0.1 + 0.2, "de", "0.3", None),
        (7, "de", "7", None),
        (Decimal("1.10"), "de", "1.10", None),
        (0.1 + 0.2 - 0.3, "de", "0", None),
        ("1.234,50", "de", "1234.50", "number-as-text"),
        ("1,234.50", "en", "1234.50", "number-as-text"),
        ("1,234.50", "de", "1234.50", "number-as-text"),
        ("1.234,50", "en", "1234.50", "number-as-text"),
        ("1.234.567", "de", "1234567", "number-as-text"),
        ("12,5", "de", "12.5", "number-as-text"),
        ("12,5", "en", "12.5", "number-as-text"),
        ("12.5", "de", "12.5", "number-as-text"),
        ("0,125", "de", "0.125", "number-as-text"),
        ("0.125", "de", "0.125", "number-as-text"),
        ("0.125", "en", "0.125", "number-as-text"),
        ("1234", "de", "1234", "number-as-text"),
        ("+5", "de", "5", "number-as-text"),
        ("−5", "de", "-5", "number-as-text"),
        ("- 5", "de", "-5", "number-as-text"),
        ("12,50 €", "de", "12.50", "number-as-text"),
        ("EUR 12,50", "de", "12.50", "number-as-text"),
        (f"1{NBSP}234,50", "de", "1234.50", "number-as-text"),
        (f"1{NARROW}234{NARROW}567", "de", "1234567", "number-as-text"),
        ("1'234.50", "de", "1234.50", "number-as-text"),
        ("1’234’567", "de", "1234567", "number-as-text"),
        (f"{ZERO_WIDTH}12{ZERO_WIDTH}", "de", "12", "number-as-text"),
        ("１２", "de", "12", "number-as-text"),
    ],
)
def test_number_is_read(raw: RawValue, language: Language, value: str, problem: str | None) -> None:
    parsed = parse_number(raw, language)
    assert parsed.value == Decimal(value)
    assert (parsed.problem.name if parsed.problem else None) == problem
    assert parsed.repair == (Decimal(value) if problem else None)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("1.234", "ambiguous-number"),
        ("1,234", "ambiguous-number"),
        ("-1.234", "ambiguous-number"),
        ("123.456", "ambiguous-number"),
        (True, "truth-value-as-number"),
        (False, "truth-value-as-number"),
        (1e308, "number-too-large"),
        (-1e12, "number-too-large"),
        (float("nan"), "number-too-large"),
        (float("inf"), "number-too-large"),
        (Decimal("NaN"), "number-too-large"),
        (10**400, "number-too-large"),
        ("9" * 30, "number-too-large"),
        ("3 5", "not-a-number"),
        ("1 23", "not-a-number"),
        ("12,5,0", "not-a-number"),
        ("1.23.456", "not-a-number"),
        ("1e5", "not-a-number"),
        ("1_000", "not-a-number"),
        ("NaN", "not-a-number"),
        ("٣", "not-a-number"),
        ("zwölf", "not-a-number"),
        ("12 Stk", "not-a-number"),
        ("5-", "not-a-number"),
        ("50 %", "not-a-number"),
        (",", "not-a-number"),
        (date(2026, 3, 4), "not-a-number"),
        (datetime(2026, 3, 4, 12), "not-a-number"),
        (CellError("#N/A"), "error-value"),
        (NO_VALUE, "formula-without-value"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_number_is_refused(raw: RawValue, problem: str, language: Language) -> None:
    parsed = parse_number(raw, language)
    assert parsed.value is None
    assert parsed.problem is not None
    assert parsed.problem.name == problem
    # Every message can be said, whatever the facts are.
    assert parsed.problem.message.render("de", label="Menge", **parsed.facts)


@pytest.mark.parametrize("raw", [None, "", "  ", NBSP, ZERO_WIDTH])
def test_empty_is_no_number_and_no_date(raw: RawValue) -> None:
    assert (parse_number(raw, "de").value, parse_number(raw, "de").problem) == (None, None)
    assert (parse_date(raw, "de").value, parse_date(raw, "de").problem) == (None, None)


@pytest.mark.parametrize(
    ("raw", "value", "problem"),
    [
        (date(2026, 3, 4), date(2026, 3, 4), None),
        (datetime(2026, 3, 4, 23, 59), date(2026, 3, 4), None),
        ("2026-03-04", date(2026, 3, 4), "date-as-text"),
        ("2026-3-4", date(2026, 3, 4), "date-as-text"),
        ("04.03.2026", date(2026, 3, 4), "date-as-text"),
        ("4.3.26", date(2026, 3, 4), "date-as-text"),
        ("4. 3. 2026", date(2026, 3, 4), "date-as-text"),
        (f"{NBSP}04.03.2026", date(2026, 3, 4), "date-as-text"),
        ("13/04/2026", date(2026, 4, 13), "date-as-text"),
        ("04/13/2026", date(2026, 4, 13), "date-as-text"),
        ("5/5/2026", date(2026, 5, 5), "date-as-text"),
        ("29.02.2028", date(2028, 2, 29), "date-as-text"),
        (46085.0, date(2026, 3, 4), "date-shown-as-number"),
        (46085, date(2026, 3, 4), "date-shown-as-number"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_date_is_read(raw: RawValue, value: date, problem: str | None, language: Language) -> None:
    parsed = parse_date(raw, language)
    assert parsed.value == value
    assert (parsed.problem.name if parsed.problem else None) == problem


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("30.02.2026", "impossible-date"),
        ("29.02.2026", "impossible-date"),
        ("31/31/2026", "impossible-date"),
        ("2026-13-01", "impossible-date"),
        ("03/04/2026", "ambiguous-date"),
        ("3-4-2026", "ambiguous-date"),
        ("04.03.1899", "not-a-date"),
        ("01.01.2100", "not-a-date"),
        (date(1989, 12, 31), "not-a-date"),
        (datetime(2100, 1, 1), "not-a-date"),
        ("bald", "not-a-date"),
        ("٠٤.٠٣.٢٠٢٦", "not-a-date"),
        (60.0, "not-a-date"),
        (-1.0, "not-a-date"),
        (46085.5, "not-a-date"),
        (20260304.0, "not-a-date"),
        (1e308, "not-a-date"),
        (float("nan"), "not-a-date"),
        (float("inf"), "not-a-date"),
        (10**400, "not-a-date"),
        (Decimal(46085), "not-a-date"),
        (True, "not-a-date"),
        (CellError("#REF!"), "error-value"),
        (NO_VALUE, "formula-without-value"),
    ],
)
def test_date_is_refused(raw: RawValue, problem: str) -> None:
    parsed = parse_date(raw, "de")
    assert parsed.value is None
    assert parsed.problem is not None
    assert parsed.problem.name == problem
    assert parsed.problem.message.render("en", label="Date", **parsed.facts)


@pytest.mark.parametrize(
    ("raw", "value", "problem"),
    [
        ("RE-7", "RE-7", None),
        (10001.0, "10001", None),
        (10001, "10001", None),
        (0.5, "0.5", None),
        (1e15, "1000000000000000", None),
        (1e308, "1" + "0" * 308, None),
        (float("nan"), "NaN", None),
        (float("inf"), "Infinity", None),
        (True, "TRUE", None),
        (date(2026, 3, 4), "2026-03-04", None),
        (Decimal("1E+3"), "1000", None),
        ("  RE 7 ", "RE 7", "stray-characters"),
        (f"RE{NBSP}7", "RE 7", "stray-characters"),
        (f"RE{ZERO_WIDTH}7", "RE7", "stray-characters"),
        ("\u202eRE7", "RE7", "stray-characters"),
        ("ＲＥ７", "RE7", "stray-characters"),
        ("RE\x087", "RE7", "stray-characters"),
        ("RE\x9f7", "RE7", "stray-characters"),
        ("u\u0308ber", "über", "stray-characters"),
        ("Straße  Nord", "Straße Nord", "stray-characters"),
        ("Zeile 1\nZeile 2", "Zeile 1\nZeile 2", None),
        ("Kаbel", "Kаbel", "look-alike-letters"),
        ("А1000", "А1000", "look-alike-letters"),
        ("Widerstand 10 kΩ, 5 µF", "Widerstand 10 kΩ, 5 µF", None),
        ("Кабель ВВГ", "Кабель ВВГ", None),
        ("   ", "", None),
        (None, "", None),
        (CellError("#N/A"), "", "error-value"),
        (NO_VALUE, "", "formula-without-value"),
    ],
)
def test_text(raw: RawValue, value: str, problem: str | None) -> None:
    parsed = parse_text(raw)
    assert parsed.value == value
    assert (parsed.problem.name if parsed.problem else None) == problem


@pytest.mark.parametrize("raw", ["yes", "Ja", "x", "X ", "TRUE", "wahr", "1", "✓", True, 1.0])
def test_flag_is_yes(raw: RawValue) -> None:
    assert parse_flag(raw).value is True


@pytest.mark.parametrize("raw", [None, "", " ", "no", "Nein", "FALSCH", "0", "-", False, 0.0])
def test_flag_is_no(raw: RawValue) -> None:
    assert parse_flag(raw).value is False


def test_flag_is_neither() -> None:
    parsed = parse_flag("vielleicht")
    assert parsed.problem is not None
    assert parsed.problem.message.render("de", label="Gesperrt", **parsed.facts) == (
        "Gesperrt ist „vielleicht“; erlaubt: ja, nein."
    )


@pytest.mark.parametrize("raw", ["standard", "STANDARD", "voll", " Voll", f"voll{ZERO_WIDTH}"])
def test_choice_in_either_language(raw: RawValue) -> None:
    assert parse_choice(raw, TaxCode).value is TaxCode.STANDARD


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("19 %", "unknown-choice"),
        (19.0, "unknown-choice"),
        (True, "unknown-choice"),
        (CellError("#N/A"), "error-value"),
    ],
)
def test_choice_is_refused(raw: RawValue, problem: str) -> None:
    parsed = parse_choice(raw, TaxCode)
    assert parsed.value is None
    assert parsed.problem is not None
    assert parsed.problem.name == problem


@pytest.mark.parametrize(
    ("raw", "value"), [(2.675, "2.675"), (1.005, "1.005"), (1234567.89, "1234567.89"), (1e-7, "1E-7")]
)
def test_excel_number_has_the_digits_a_person_typed(raw: float, value: str) -> None:
    assert excel_number(raw) == Decimal(value)
