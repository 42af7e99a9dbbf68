"""The GiroCode keeps every limit of the guideline EPC069-12."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pyxl.core.money import Money
from pyxl.formats.epc_qr import EpcTransfer, is_sepa_iban, matrix, svg

GOOD = EpcTransfer(name="Müller & Söhne", iban="DE89370400440532013000", amount=Money.of("489.11"), text="RE-2026-1")


def test_payload_line_by_line() -> None:
    assert GOOD.payload().split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "Müller & Söhne",
        "DE89370400440532013000",
        "EUR489.11",
        "",
        "",
        "RE-2026-1",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "N" * 70},
        {"text": "T" * 140},
        {"text": "", "reference": "RF18539007547034"},
        {"amount": Money.of("0.01")},
        {"amount": Money.of("999999999.99")},
        {"bic": "COBADEFFXXX", "purpose": "GDDS", "information": "I" * 70},
        {"name": "Αθήνα ΑΕ"},
    ],
)
def test_at_the_limit_a_code_is_made(change: dict[str, Any]) -> None:
    transfer = replace(GOOD, **change)
    assert transfer.problems() == ()
    assert len(matrix(transfer.payload())) <= 17 + 4 * 13


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "N" * 71},
        {"text": "T" * 141},
        {"text": "", "reference": "R" * 36},
        {"reference": "RF18539007547034"},
        {"purpose": "GOODS"},
        {"information": "I" * 71},
        {"amount": Money.of("0.00")},
        {"amount": Money.of("-1.00")},
        {"amount": Money.of("1000000000.00")},
        {"amount": Money.of("5.00", "CHF")},
        {"iban": "DE89370400440532013001"},
        {"iban": "DE89 3704 0044 0532 0130 00"},
        {"iban": "US12345678901234567"},
        {"bic": "COBADEF"},
        {"text": "RE-1\nSCT"},
        {"name": "Party 🎉"},
        {"name": "Ä" * 70, "text": "Ö" * 140},
    ],
)
def test_beyond_a_limit_there_is_one_problem_in_words(change: dict[str, Any]) -> None:
    (problem,) = replace(GOOD, **change).problems()
    assert problem.text("de")
    assert problem.text("en")


def test_331_bytes_fill_the_largest_code_and_stay_readable_at_level_m() -> None:
    largest = replace(GOOD, name="N" * 70, text="T" * 140, information="I" * 52, bic="COBADEFFXXX", purpose="GDDS")
    assert len(largest.payload().encode()) <= 331
    assert len(matrix(largest.payload())) == 17 + 4 * 13


def test_matrix_has_the_three_finder_patterns() -> None:
    code = matrix(GOOD.payload())
    finder = [
        [c in "#" for c in row] for row in ("#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######")
    ]
    corners = ((0, 0), (0, len(code) - 7), (len(code) - 7, 0))
    for top, left in corners:
        assert [list(row[left : left + 7]) for row in code[top : top + 7]] == finder


def test_svg_is_the_same_each_time_and_carries_its_quiet_zone() -> None:
    drawn = svg(GOOD.payload())
    assert drawn == svg(GOOD.payload())
    assert f'viewBox="0 0 {len(matrix(GOOD.payload())) + 8}'.encode() in drawn


@pytest.mark.parametrize(
    "iban", ["DE89370400440532013000", "AT611904300234573201", "NL91ABNA0417164300", "GB29NWBK60161331926819"]
)
def test_ibans_of_the_sepa_area(iban: str) -> None:
    assert is_sepa_iban(iban)
    assert not is_sepa_iban(iban[:-1] + ("1" if iban[-1] != "1" else "2"))
