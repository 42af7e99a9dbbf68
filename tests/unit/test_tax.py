"""German VAT rates follow the date of supply, and every case has its category and its sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pyxl.core.labels import LANGUAGES
from pyxl.reference_data.tax import (
    GERMAN_RATES,
    TREATMENTS,
    RateKind,
    RateRow,
    TaxCase,
    TaxRate,
    VatCategory,
    find_rate,
    legal_note,
    rate_on,
    tax_rate,
)


@pytest.mark.parametrize(
    ("kind", "supplied_on", "percent"),
    [
        (RateKind.STANDARD, "2006-12-31", "16"),
        (RateKind.STANDARD, "2007-01-01", "19"),
        (RateKind.STANDARD, "2020-06-30", "19"),
        (RateKind.STANDARD, "2020-07-01", "16"),
        (RateKind.STANDARD, "2020-12-31", "16"),
        (RateKind.STANDARD, "2021-01-01", "19"),
        (RateKind.REDUCED, "2020-06-30", "7"),
        (RateKind.REDUCED, "2020-07-01", "5"),
        (RateKind.REDUCED, "2021-01-01", "7"),
        (RateKind.RESTAURANT_FOOD, "2023-12-31", "7"),
        (RateKind.RESTAURANT_FOOD, "2024-01-01", "19"),
        (RateKind.RESTAURANT_FOOD, "2026-01-01", "7"),
        (RateKind.SOLAR, "2022-12-31", "19"),
        (RateKind.SOLAR, "2023-01-01", "0"),
    ],
)
def test_rate_changes_on_the_day_the_law_names(kind: RateKind, supplied_on: str, percent: str) -> None:
    assert rate_on(kind, date.fromisoformat(supplied_on)).percent == Decimal(percent)


def test_zero_rate_has_its_own_category() -> None:
    assert rate_on(RateKind.SOLAR, date(2026, 3, 4)).category is VatCategory.ZERO
    assert rate_on(RateKind.SOLAR, date(2022, 3, 4)).category is VatCategory.STANDARD


def test_no_rate_before_the_table_begins() -> None:
    assert find_rate(RateKind.STANDARD, date(1998, 3, 31)) is None


def test_a_future_rate_is_added_as_data() -> None:
    future = RateRow(RateKind.STANDARD, date(2030, 1, 1), TaxRate(VatCategory.STANDARD, Decimal(20)))
    assert rate_on(RateKind.STANDARD, date(2030, 1, 1), (future, *GERMAN_RATES)).percent == 20
    assert rate_on(RateKind.STANDARD, date(2029, 12, 31), (future, *GERMAN_RATES)).percent == 19


@pytest.mark.parametrize(
    ("case", "category", "code"),
    [
        (TaxCase.REVERSE_CHARGE, "AE", "VATEX-EU-AE"),
        (TaxCase.INTRA_COMMUNITY_SERVICE, "AE", "VATEX-EU-AE"),
        (TaxCase.INTRA_COMMUNITY_SUPPLY, "K", "VATEX-EU-IC"),
        (TaxCase.EXPORT, "G", "VATEX-EU-G"),
        (TaxCase.SMALL_BUSINESS, "E", ""),
        (TaxCase.EXEMPT, "E", ""),
        (TaxCase.NOT_SUBJECT, "O", "VATEX-EU-O"),
    ],
)
def test_untaxed_cases_have_rate_zero_category_and_code(case: TaxCase, category: str, code: str) -> None:
    rate = tax_rate(case, RateKind.STANDARD, date(2026, 3, 4))
    assert (rate.category.value, rate.percent, TREATMENTS[case].reason_code) == (category, Decimal(0), code)


@pytest.mark.parametrize("case", [case for case in TaxCase if case is not TaxCase.DOMESTIC])
def test_every_untaxed_case_has_a_sentence_in_both_languages(case: TaxCase) -> None:
    assert all(legal_note(case, language) for language in LANGUAGES)
    assert TREATMENTS.keys() == set(TaxCase)


def test_the_words_the_law_prescribes() -> None:
    assert legal_note(TaxCase.REVERSE_CHARGE, "de") == "Steuerschuldnerschaft des Leistungsempfängers"
    assert "§ 19 UStG" in legal_note(TaxCase.SMALL_BUSINESS, "de")
