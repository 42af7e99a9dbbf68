"""Did you mean: one slip is understood, two candidates are no answer."""

from __future__ import annotations

import pytest

from pyxl.orders.nearest import Nearest
from pyxl.orders.units import same_unit
from pyxl.reference_data.codes import is_currency, is_iban, is_vat_id

KNOWN = Nearest([("D10001", "Müller GmbH"), ("D20300", "Nord AG"), ("00815", "Süd KG"), ("X1", "Alt"), ("X2", "Alt")])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("d10001", "D10001"),
        ("D 10001", "D10001"),
        ("D-10001", "D10001"),
        ("D1O001", "D10001"),
        ("815", "00815"),
        ("D1001", "D10001"),
        ("D100001", "D10001"),
        ("D10007", "D10001"),
        ("D02300", "D20300"),
        ("D20030", "D20300"),
        ("mueller gmbh", "D10001"),
        ("D10010", "D10001"),
        ("D10100", ""),
        ("D99999", ""),
        ("Alt", ""),
        ("X3", ""),
        ("", ""),
        ("…", ""),
    ],
)
def test_nearest(typed: str, meant: str) -> None:
    assert KNOWN.to(typed) == meant


def test_two_that_could_be_meant_are_none() -> None:
    assert Nearest([("A1001", "a"), ("A1002", "b")]).to("A1003") == ""


@pytest.mark.parametrize(
    ("one", "other"), [("Stk", "Stück"), ("pcs.", "Stk"), ("qm", "m²"), ("Std.", "hours"), ("L", "Liter")]
)
def test_same_unit(one: str, other: str) -> None:
    assert same_unit(one, other)


@pytest.mark.parametrize(("one", "other"), [("kg", "g"), ("m", "m2"), ("Stk", "Paar"), ("Gros", "Stk"), ("€", "Ω")])
def test_other_unit(one: str, other: str) -> None:
    assert not same_unit(one, other)


@pytest.mark.parametrize("vat_id", ["DE136695976", "ATU13585627", "EL094259216", "FR40303265045", "NL004495445B01"])
def test_vat_ids(vat_id: str) -> None:
    assert is_vat_id(vat_id)


@pytest.mark.parametrize("vat_id", ["", "DE136695970", "136695976", "DE13669597", "US123456789", "Müller"])
def test_no_vat_ids(vat_id: str) -> None:
    assert not is_vat_id(vat_id)


@pytest.mark.parametrize(
    "iban", ["", "DE89370400440532013001", "DE8937040044053201300", "Sparkasse", "XX89370400440532013000"]
)
def test_no_ibans(iban: str) -> None:
    assert not is_iban(iban)


@pytest.mark.parametrize("code", ["", "€", "Euro", "eur", "XXX", "XAU", "DEM"])
def test_no_currencies(code: str) -> None:
    assert not is_currency(code)


def test_a_whole_cell_of_text_is_no_number_and_costs_nothing() -> None:
    assert Nearest([("A" * 32_000, "a"), ("A1", "b")]).to("A" * 31_999) == ""
