"""Statements: balances add up, gaps are named, and a line has the same identity in every export (SAFETY N19-N22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pyxl.core.money import Money
from pyxl.core.refusal import Refused
from pyxl.formats.statements.statement import (
    Statement,
    StatementFile,
    StatementLine,
    account_key,
    check_balance,
    file_fingerprints,
    line_fingerprints,
    statement_gaps,
)

IBAN = "DE89370400440532013000"
DAY = date(2026, 3, 2)
LINE = StatementLine(
    DAY, DAY, Money.of("119.00"), "Kunde GmbH", "DE02120300000000202051", remittance_information="RE 7"
)


def _statement(*lines: StatementLine, opening: str | None = "0", closing: str | None = "119.00") -> Statement:
    return Statement(
        IBAN,
        "EUR",
        lines,
        statement_number="3",
        opening_balance=Money.of(opening) if opening else None,
        closing_balance=Money.of(closing) if closing else None,
    )


def test_balances_that_add_up_need_no_words() -> None:
    assert check_balance(_statement(LINE)) == ()


@pytest.mark.parametrize(("closing", "gap"), [("119.01", "0.01"), ("118.99", "-0.01"), ("1190.00", "1,071.00")])
def test_a_gap_is_refused_and_named_to_the_cent(closing: str, gap: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_balance(_statement(LINE, closing=closing))
    assert refusal.value.code == "E_BALANCE"
    assert f"the gap is {gap} EUR" in refusal.value.text("en")


@pytest.mark.parametrize(("opening", "closing"), [(None, "119.00"), ("0", None), (None, None)])
def test_missing_balances_are_noted_not_refused(opening: str | None, closing: str | None) -> None:
    (note,) = check_balance(_statement(LINE, opening=opening, closing=closing))
    assert IBAN in note.text("de")


def test_a_line_in_another_currency_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        check_balance(_statement(replace(LINE, amount=Money.of("1.00", "USD")), opening=None))
    assert refusal.value.code == "E_STATEMENT_CURRENCY"


def test_a_zero_balance_in_another_currency_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        check_balance(replace(_statement(), opening_balance=Money.zero("USD"), closing_balance=Money.zero()))
    assert refusal.value.code == "E_STATEMENT_CURRENCY"


def test_a_missing_statement_between_two_is_noted() -> None:
    first, third = _statement(LINE), _statement(opening="200.00", closing="200.00")
    (note,) = statement_gaps([first, third])
    assert "a statement is missing" in note.text("en")
    assert statement_gaps([first, _statement(opening="119.00", closing="119.00")]) == ()
    other_account = replace(third, account="DE02120300000000202051")
    assert statement_gaps([first, other_account]) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
        ("DE89370400440532013000", "37040044/0532013000"),
        ("DE89370400440532013000", "37040044/532013000"),
        ("DE89370400440532013000", "37040044/0532013000EUR"),
    ],
)
def test_spellings_of_one_account(one: str, other: str) -> None:
    assert account_key(one) == account_key(other)


def test_equal_payments_of_one_day_stay_two() -> None:
    first, second = line_fingerprints(IBAN, [LINE, LINE])
    assert first != second


def test_an_overlapping_export_gives_the_same_identities() -> None:
    other = replace(LINE, amount=Money.of("5.00"))
    early = line_fingerprints(IBAN, [LINE, LINE])
    later = line_fingerprints("37040044/532013000", [other, LINE, LINE])
    assert later[1:] == early


@pytest.mark.parametrize(
    "change",
    [
        {"booking_date": date(2026, 3, 3)},
        {"value_date": date(2026, 3, 3)},
        {"amount": Money.of("-119.00")},
        {"amount": Money.of("119.00", "USD")},
        {"counterparty_iban": "DE27100777770209299700"},
        {"counterparty_name": "Kundin GmbH"},
        {"remittance_information": "RE 8"},
        {"end_to_end_id": "E-1"},
    ],
)
def test_every_difference_in_substance_is_another_line(change: dict[str, object]) -> None:
    assert line_fingerprints(IBAN, [LINE]) != line_fingerprints(IBAN, [replace(LINE, **change)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"counterparty_name": "KUNDE  GMBH"},
        {"remittance_information": "re-7"},
        {"counterparty_iban": "DE02 1203 0000 0000 2020 51"},
        {"bank_reference": "2026-03-02-08.15"},
        {"transaction_text": "GUTSCHRIFT"},
    ],
)
def test_spelling_and_the_banks_own_words_do_not_matter(change: dict[str, object]) -> None:
    assert line_fingerprints(IBAN, [LINE]) == line_fingerprints(IBAN, [replace(LINE, **change)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "is_return"),
    [
        ({}, False),
        ({"return_reason": "AC04"}, True),
        ({"transaction_code": "109"}, True),
        ({"transaction_text": "LS RUECKBELASTUNG"}, True),
        ({"transaction_text": "Rücklastschrift"}, True),
        ({"transaction_code": "166"}, False),
    ],
)
def test_a_return_is_known_by_its_reason_or_its_code(change: dict[str, str], is_return: bool) -> None:
    assert replace(LINE, **change).is_return is is_return  # type: ignore[arg-type]


def test_the_identity_is_stored_in_journals_and_never_changes() -> None:
    assert line_fingerprints(IBAN, [LINE]) == ("e45a17843ec6853f124ed16ea9321a533e0ba24c3ea8e5e3390534d7632e9af7",)


def _of_file(*statements: Statement) -> list[str]:
    return [each for fingerprints in file_fingerprints(StatementFile("MT940", statements)) for each in fingerprints]


def test_equal_payments_on_two_pages_of_a_day_stay_two() -> None:
    page_1, page_2 = _statement(LINE), _statement(LINE, opening="119.00", closing="238.00")
    assert _of_file(page_1, page_2) == list(line_fingerprints(IBAN, [LINE, LINE]))


def test_a_statement_that_is_in_the_file_twice_adds_nothing() -> None:
    back = replace(LINE, amount=-LINE.amount)
    for statement in (_statement(LINE), _statement(LINE, back, closing="0"), _statement(LINE, opening=None)):
        assert len(set(_of_file(statement, statement))) == len(statement.lines)


def test_a_missing_statement_is_looked_for_in_the_order_of_the_days() -> None:
    first = replace(_statement(LINE), closing_date=DAY)
    second = replace(_statement(opening="119.00", closing="119.00"), closing_date=date(2026, 3, 3))
    assert statement_gaps([second, first]) == ()
