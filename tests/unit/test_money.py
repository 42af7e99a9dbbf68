"""Money: exact, in one currency at a time, rounded once and commercially."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pyxl.core.money import Money, minor_units, round_half_up, total


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.675", 2, "2.68"),
        ("2.665", 2, "2.67"),
        ("-2.675", 2, "-2.68"),
        ("1.005", 2, "1.01"),
        ("0.004999", 2, "0.00"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("1.00005", 4, "1.0001"),
    ],
)
def test_rounding_goes_away_from_zero(value: str, places: int, expected: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "text", "cents"),
    [
        ("19.9", "EUR", "19.90 EUR", 1990),
        ("1500", "JPY", "1500 JPY", 1500),
        ("1.234", "KWD", "1.234 KWD", 1234),
        ("-0.01", "EUR", "-0.01 EUR", -1),
    ],
)
def test_money_has_the_places_of_its_currency(amount: str, currency: str, text: str, cents: int) -> None:
    money = Money.of(amount, currency)
    assert (str(money), money.cents) == (text, cents)
    assert Money.from_cents(cents, currency) == money


@pytest.mark.parametrize(("amount", "currency"), [("0.001", "EUR"), ("0.5", "JPY"), ("1.2345", "KWD")])
def test_money_is_never_finer_than_its_currency(amount: str, currency: str) -> None:
    with pytest.raises(AssertionError, match="finer"):
        Money.of(amount, currency)


def test_currencies_do_not_mix() -> None:
    euro, franc = Money.of(1), Money.of(1, "CHF")
    with pytest.raises(AssertionError, match="do not add up"):
        euro + franc
    with pytest.raises(AssertionError, match="do not add up"):
        euro - franc
    with pytest.raises(AssertionError, match="do not add up"):
        assert euro < franc
    assert euro != franc


def test_sign_order_and_truth() -> None:
    assert -Money.of("1.50") == Money.of("-1.50")
    assert abs(Money.of("-1.50")) == Money.of("1.50")
    assert Money.of(1) < Money.of(2) <= Money.of(2)
    assert not Money.zero()
    assert Money.of("0.01")


@pytest.mark.parametrize(("language", "shown"), [("de", "-1.234.567,80 EUR"), ("en", "-1,234,567.80 EUR")])
def test_money_is_shown_as_the_language_writes_it(language: str, shown: str) -> None:
    assert Money.of("-1234567.8").show("de" if language == "de" else "en") == shown


def test_total() -> None:
    assert total([]) == Money.zero()
    assert total((), "CHF") == Money.zero("CHF")
    assert total([Money.of("0.10")] * 3) == Money.of("0.30")


@pytest.mark.parametrize(("currency", "places"), [("EUR", 2), ("JPY", 0), ("BHD", 3), ("XYZ", 2)])
def test_minor_units(currency: str, places: int) -> None:
    assert minor_units(currency) == places
