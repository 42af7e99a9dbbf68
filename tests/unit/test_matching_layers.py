"""The matcher, case by case: what is settled and by what evidence, and what must never be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pyxl.banking.matching.engine import match_lines
from pyxl.banking.matching.records import (
    Matching,
    OpenEntry,
    Part,
    Party,
    PaymentLine,
    Policy,
    Settlement,
    Verdict,
)

DAY = date(2026, 3, 10)
HUBER = Party("D10058", "Huber Metallbau KG", "DE02120300000000202051")
MEYER = Party("D10059", "Meyer Optik GmbH")
STRANGER = "DE75512108001245126199"


def entry(number: str, cents: int, customer: Party = HUBER, **more: Any) -> OpenEntry:
    issued = date(2026, 2, 20)
    return replace(OpenEntry(number, customer.number, customer.name, issued, date(2026, 3, 6), cents, cents), **more)


def line(cents: int, text: str = "", iban: str = HUBER.iban, **more: Any) -> PaymentLine:
    return replace(PaymentLine("B-1", DAY, DAY, cents, iban=iban, text=text), **more)


ITEMS = (
    entry("RE-2026-00657", 28261),
    entry("RE-2026-00658", 11900),
    entry("RE-2026-00659", 5000),
    entry("RE-2026-00667", 77700, MEYER),
    entry("RE-2026-01657", 43210, MEYER),
)


def match(*lines: PaymentLine, items: tuple[OpenEntry, ...] = ITEMS, **more: Any) -> Matching:
    return match_lines(lines, items, [HUBER, MEYER], **more)


def settled(result: Matching) -> dict[str, str]:
    """Layer and invoices by line."""
    return {each.line_id: f"{each.layer}: {' '.join(part.number for part in each.parts)}" for each in result.matches}


@pytest.mark.parametrize(
    "text",
    [
        "RE-2026-00657",
        "Rechnung RE 2026 00657 vom 20.02.2026",
        "RG2026/00657",
        "RE202600657",
        "SVWZ+RE-2026-0 0657 DANKE",
        "re - 2026 - 00657",
        "Re.Nr.2026-00657",
        "2026 00657",
        "Kd D10058 Rechnung RE\u20112026\u201100657",
    ],
)
def test_the_number_is_found_in_any_notation(text: str) -> None:
    assert settled(match(line(28261, text, STRANGER))) == {"B-1": "reference: RE-2026-00657"}


@pytest.mark.parametrize("where", ["RE-2026-00657", "RF18RE202600657"])
def test_the_number_is_found_in_the_references(where: str) -> None:
    number = where.removeprefix("RF18")
    assert settled(match(line(28261, "Danke", STRANGER, references=("", number)))) == {
        "B-1": "reference: RE-2026-00657"
    }


@pytest.mark.parametrize("number", ["4711", "A/77-2025", "2025/0815-K", "7000123", "R-9"])
def test_foreign_numbers_of_opening_balances_are_found(number: str) -> None:
    items = (*ITEMS, entry(number, 12345))
    result = match(line(12345, f"Ausgleich {number}"), items=items)
    assert [part.number for each in result.matches for part in each.parts] == [number]


@pytest.mark.parametrize(
    ("cents", "text", "iban", "expected"),
    [
        pytest.param(28261, "Rechn 00657", HUBER.iban, "last-digits: RE-2026-00657", id="last digits"),
        pytest.param(28261, "Rechn 657", HUBER.iban, "last-digits: RE-2026-00657", id="last digits without zeros"),
        pytest.param(28261, "RE-2026-00675", HUBER.iban, "near-reference: RE-2026-00657", id="swapped digits"),
        pytest.param(28261, "RE-2026-00667", HUBER.iban, "near-reference: RE-2026-00657", id="typo hits another"),
        pytest.param(11900, "", HUBER.iban, "payer-amount: RE-2026-00658", id="only item with this amount"),
        pytest.param(11900, "Kunde D10058", STRANGER, "payer-amount: RE-2026-00658", id="customer number"),
        pytest.param(16900, "Sammelzahlung", HUBER.iban, "subset: RE-2026-00658 RE-2026-00659", id="subset"),
        pytest.param(45161, "alles", HUBER.iban, "subset: RE-2026-00657 RE-2026-00658 RE-2026-00659", id="all"),
        pytest.param(
            40161, "RE-2026-00657/658", STRANGER, "listed: RE-2026-00657 RE-2026-00658", id="list with short number"
        ),
        pytest.param(28258, "RE-2026-00657", HUBER.iban, "write-off: RE-2026-00657", id="three cents short"),
        pytest.param(28262, "RE-2026-00657", HUBER.iban, "write-off: RE-2026-00657", id="a cent too much"),
        pytest.param(10000, "1. Rate RE-2026-00657", HUBER.iban, "part-payment: RE-2026-00657", id="instalment"),
    ],
)
def test_what_is_sure_is_settled(cents: int, text: str, iban: str, expected: str) -> None:
    assert settled(match(line(cents, text, iban))) == {"B-1": expected}


@pytest.mark.parametrize(
    ("cents", "text", "iban", "verdict"),
    [
        pytest.param(28261, "Danke", STRANGER, Verdict.UNKNOWN_PAYER, id="amount alone"),
        pytest.param(99999, "Danke", STRANGER, Verdict.NOTHING_FITS, id="nothing"),
        pytest.param(20000, "RE-2026-00657", STRANGER, Verdict.AMOUNT_DIFFERS, id="reference alone"),
        pytest.param(38261, "RE-2026-00657", STRANGER, Verdict.OVERPAID, id="overpaid by somebody"),
        pytest.param(38261, "RE-2026-00659", HUBER.iban, Verdict.OVERPAID, id="more than twice the invoice"),
        pytest.param(27696, "RE-2026-00657", STRANGER, Verdict.DISCOUNT_TOO_HIGH, id="discount taken by somebody"),
        pytest.param(50000, "RE-2026-00657 RE-2026-00658", HUBER.iban, Verdict.OVERPAID, id="list is too much"),
        pytest.param(11900, "RE-2026-00657", HUBER.iban, Verdict.AMOUNT_DIFFERS, id="number and amount disagree"),
        pytest.param(-2500, "Kontoführung", STRANGER, Verdict.NO_CUSTOMER_PAYMENT, id="bank fee"),
        pytest.param(-2500, "Gutschrift", HUBER.iban, Verdict.PAID_OUT, id="refund"),
        pytest.param(-28261, "RE-2026-00657", HUBER.iban, Verdict.RETURN_NOT_FOUND, id="return of nothing"),
    ],
)
def test_what_is_not_sure_is_left_with_its_verdict(cents: int, text: str, iban: str, verdict: Verdict) -> None:
    result = match(line(cents, text, iban))
    assert settled(result) == {}
    assert result.undecided[0].verdict is verdict


def test_the_reason_is_a_sentence_with_its_evidence() -> None:
    (only,) = match(line(28261, "RE-2026-00657")).matches
    assert only.reason.text("en") == (
        "RE-2026-00657 is named in the purpose, 282.61 EUR is exact, the IBAN is that of D10058."
    )
    assert only.reason.text("de") == (
        "RE-2026-00657 steht im Verwendungszweck, 282,61 EUR stimmt genau, die IBAN gehört zu D10058."
    )


def test_two_equal_amounts_of_one_customer_are_a_tie() -> None:
    items = (entry("RE-1001", 1990), entry("RE-1002", 1990))
    result = match(line(1990), items=items)
    assert settled(result) == {}
    assert result.undecided[0].verdict is Verdict.AMBIGUOUS
    assert len(result.undecided[0].candidates) == 2


def test_a_dense_number_range_with_equal_amounts_needs_to_know_the_payer() -> None:
    """All pay 19.90 a month: a typing error in the number is another customer's invoice over the same amount."""
    items = (entry("RE-2026-00657", 1990), entry("RE-2026-00658", 1990, MEYER))
    assert settled(match(line(1990, "RE-2026-00658", STRANGER), items=items)) == {}
    assert settled(match(line(1990, "RE-2026-00658"), items=items)) == {}
    known = line(1990, "RE-2026-00658", STRANGER, name="MEYER OPTIK")
    assert settled(match(known, items=items)) == {"B-1": "reference: RE-2026-00658"}


def test_paid_twice_takes_no_other_invoice_over_the_same_amount() -> None:
    items = (entry("RE-1001", 1990, open=0), entry("RE-1002", 1990))
    result = match(line(1990, "RE-1001"), items=items)
    assert settled(result) == {}
    assert result.undecided[0].verdict is Verdict.PAID_TWICE


def test_of_two_payments_with_one_number_the_earlier_one_settles() -> None:
    early, late = (
        line(28261, "RE-2026-00657"),
        line(28261, "RE-2026-00657", line_id="A-0", booking_date=date(2026, 3, 12)),
    )
    result = match(late, early)
    assert settled(result) == {"B-1": "reference: RE-2026-00657"}
    assert result.undecided[0].verdict is Verdict.PAID_TWICE


def test_a_cancelled_invoice_is_named_as_such() -> None:
    items = (entry("RE-1001", 1990, is_cancelled=True),)
    assert match(line(1990, "RE-1001"), items=items).undecided[0].verdict is Verdict.CANCELLED_REFERENCE


TERMS: dict[str, Any] = {"discount": 238, "discount_until": date(2026, 3, 6)}


@pytest.mark.parametrize(
    ("day", "cents", "expected"),
    [
        pytest.param(5, 11662, "reference: RE-1001", id="in time"),
        pytest.param(9, 11662, "reference: RE-1001", id="within the days of grace"),
        pytest.param(9, 11661, "reference: RE-1001", id="rounded the other way"),
        pytest.param(10, 11662, Verdict.DISCOUNT_LATE, id="too late"),
        pytest.param(5, 11543, Verdict.DISCOUNT_TOO_HIGH, id="too high"),
    ],
)
def test_cash_discount(day: int, cents: int, expected: str | Verdict) -> None:
    paid_on = date(2026, 3, day)
    result = match(
        line(cents, "RE-1001", booking_date=paid_on, value_date=paid_on), items=(entry("RE-1001", 11900, **TERMS),)
    )
    if isinstance(expected, Verdict):
        (only,) = result.matches
        assert [part.settled for part in only.parts] == [cents], "the payment is booked, the discount is not"
        assert only.question
        assert only.question.verdict is expected
        grant, refuse = only.question.candidates
        assert [part.discount for part in grant.parts] == [11900 - cents]
        assert [part.discount for part in refuse.parts] == [0]
    else:
        assert settled(result) == {"B-1": expected}
        assert result.matches[0].parts[0].settled == 11900


def test_discount_on_a_listed_payment_of_two() -> None:
    items = (entry("RE-1001", 11900, **TERMS), entry("RE-1002", 11900, **TERMS))
    day = date(2026, 3, 5)
    result = match(line(23324, "RE-1001, RE-1002", booking_date=day, value_date=day), items=items)
    assert [(part.cents, part.discount) for part in result.matches[0].parts] == [(11662, 238), (11662, 238)]


def test_an_invoice_dated_after_the_payment_is_not_guessed() -> None:
    items = (entry("RE-1001", 1990, invoice_date=date(2026, 3, 11)),)
    assert settled(match(line(1990), items=items)) == {}
    assert settled(match(line(1990, "RE-1001"), items=items)) == {"B-1": "reference: RE-1001"}


def test_several_subsets_are_a_tie_and_chance_is_no_evidence() -> None:
    three = (entry("RE-1001", 1017), entry("RE-1002", 2039), entry("RE-1003", 3041))
    assert settled(match(line(5080), items=three)) == {"B-1": "subset: RE-1002 RE-1003"}
    tie = (*three, entry("RE-1004", 4063))
    assert settled(match(line(5080), items=tie)) == {}
    round_amounts = (entry("RE-1001", 1000), entry("RE-1002", 2000), entry("RE-1003", 4000))
    assert settled(match(line(6000), items=round_amounts)) == {}
    many = tuple(entry(f"RE-{2000 + i}", 10000 + 137 * i * i) for i in range(20))
    six = sum(each.open for each in many[3:9])
    assert settled(match(line(six), items=many)) == {}


def test_a_payer_who_pays_for_two_customers_is_nobody() -> None:
    lines = [
        line(28261, "RE-2026-00657", STRANGER, line_id="B-1"),
        line(77700, "RE-2026-00667", STRANGER, line_id="B-2"),
        line(5000, "", STRANGER, line_id="B-3"),
    ]
    assert "B-3" not in settled(match(*lines))
    assert settled(match(lines[0], lines[2]))["B-3"] == "payer-amount: RE-2026-00659"


def test_a_payment_house_is_no_payer() -> None:
    lines = [
        line(28261, "RE-2026-00657", STRANGER, line_id="B-1", name="PayPal Europe S.a.r.l."),
        line(5000, "", STRANGER, line_id="B-2", name="PayPal Europe S.a.r.l."),
    ]
    assert settled(match(*lines)) == {"B-1": "reference: RE-2026-00657"}


@pytest.mark.parametrize("name", ["MEYER OPTIK GMBH", "Meyer Optik GmbH"])
def test_the_name_is_evidence_where_only_one_customer_has_it(name: str) -> None:
    assert settled(match(line(77700, "", "", name=name))) == {"B-1": "payer-amount: RE-2026-00667"}
    twin = Party("D10060", "Meyer Optik GmbH")
    assert settled(match_lines([line(77700, "", "", name=name)], ITEMS, [HUBER, MEYER, twin])) == {}


def test_memory_knows_a_payer_by_iban_or_name() -> None:
    for key in (STRANGER, "Greta Huber"):
        result = match(line(5000, "", STRANGER if key == STRANGER else "", name="Greta Huber"), memory={key: "D10058"})
        assert settled(result) == {"B-1": "payer-amount: RE-2026-00659"}


def test_a_return_finds_the_payment_it_takes_back() -> None:
    items = (entry("RE-1001", 11900, open=0),)
    parts = (Part("RE-1001", "D10058", 11662, 238),)
    before = [Settlement("B-0", date(2026, 3, 1), 11662, HUBER.iban, ("E2E-7",), parts)]
    back = line(-12012, "Rücklastschrift", is_return=True, references=("E2E-7",))
    (only,) = match(back, items=items, settlements=before).matches
    assert only.returns_line == "B-0"
    assert [(part.cents, part.discount, part.is_return) for part in only.parts] == [(-11662, -238, True)]
    assert "fee of 3.50 EUR" in only.reason.text("en")
    too_dear = replace(back, cents=-20000)
    assert match(too_dear, items=items, settlements=before).matches == ()


def test_a_payment_after_a_return_settles_the_invoice_again() -> None:
    lines = [
        line(28261, "RE-2026-00657", line_id="B-1", booking_date=date(2026, 3, 1)),
        line(-28261, "RE-2026-00657", line_id="B-2", booking_date=date(2026, 3, 5), is_return=True),
        line(28261, "RE-2026-00657", line_id="B-3", booking_date=date(2026, 3, 9)),
    ]
    assert list(settled(match(*lines))) == ["B-1", "B-2", "B-3"]


def test_other_currency_never_fits() -> None:
    assert settled(match(line(28261, "RE-2026-00657", currency="USD"))) == {}


def test_a_credit_is_netted_when_both_are_named() -> None:
    items = (entry("RE-1001", 10000), entry("GS-2001", -2000))
    result = match(line(8000, "RE-1001 abzgl. GS-2001"), items=items)
    assert [part.cents for part in result.matches[0].parts] == [-2000, 10000]


def test_an_own_payment_that_came_back_settles_nothing() -> None:
    result = match(line(28261, "RE-2026-00657", is_return=True))
    assert settled(result) == {}
    assert "came back" in result.undecided[0].reason.text("en")


def test_own_transfer_is_no_customer_payment() -> None:
    own = Policy(own_accounts=frozenset({STRANGER}))
    assert match(line(5000, "Umbuchung", STRANGER), policy=own).undecided[0].verdict is Verdict.NO_CUSTOMER_PAYMENT


def test_what_is_too_much_stays_on_the_line_until_she_decides() -> None:
    (only,) = match(line(38261, "RE-2026-00657")).matches
    assert [(part.number, part.cents) for part in only.parts] == [("RE-2026-00657", 28261)]
    assert only.question
    assert only.question.verdict is Verdict.OVERPAID
    assert "100.00 EUR may be paid back to DE02120300000000202051" in only.question.reason.text("en")


def test_too_much_for_one_may_be_meant_for_another_as_well() -> None:
    """The named invoice and another one add up: was too much paid, or was one not named? She knows."""
    result = match(line(40161, "RE-2026-00657"))
    assert settled(result) == {}
    proposed = [[part.number for part in each.parts] for each in result.undecided[0].candidates]
    assert ["RE-2026-00657"] in proposed
    assert ["RE-2026-00657", "RE-2026-00658"] in proposed


def test_a_sum_that_is_a_paid_invoice_may_be_paid_twice() -> None:
    items = (*ITEMS, entry("RE-2026-00600", 16900, open=0))
    assert settled(match(line(16900, "Danke"), items=items)) == {}
    assert settled(match(line(16900, "Danke"))) == {"B-1": "subset: RE-2026-00658 RE-2026-00659"}


def test_a_wrong_number_is_no_part_payment_where_another_invoice_is_nearly_that_amount() -> None:
    """The number is of one invoice, the amount that of another less its discount, which is due no more."""
    items = (*ITEMS, entry("RE-2026-00656", 11900, discount=238, discount_until=date(2026, 2, 25)))
    assert settled(match(line(11662, "RE-2026-00657"), items=items)) == {}
    assert settled(match(line(11662, "RE-2026-00657"))) == {"B-1": "part-payment: RE-2026-00657"}


def test_a_late_discount_without_a_number_is_known_by_its_terms() -> None:
    items = (entry("RE-1001", 11900, discount=238, discount_until=date(2026, 2, 25)), entry("RE-1002", 50000))
    (only,) = match(line(11662, "abzgl. Skonto"), items=items).matches
    assert [(part.number, part.settled) for part in only.parts] == [("RE-1001", 11662)]
    assert only.question
    assert only.question.verdict is Verdict.DISCOUNT_LATE


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        pytest.param(38900, {"B-1": "payout: RE-2026-00657 RE-2026-00658"}, id="3 % kept"),
        pytest.param(30000, {}, id="a quarter is no fee"),
        pytest.param(28261, {}, id="one of them is missing"),
    ],
)
def test_a_payment_house_pays_for_several_customers_and_keeps_its_fee(cents: int, expected: dict[str, str]) -> None:
    text = "Auszahlung RE-2026-00657 RE-2026-00658"
    items = (entry("RE-2026-00657", 28261), entry("RE-2026-00658", 11900, MEYER))
    result = match(line(cents, text, STRANGER, name="PayPal Europe S.a.r.l."), items=items)
    assert settled(result) == expected
    for each in result.matches:
        assert sum(part.cents for part in each.parts) - each.fee == cents


def test_from_where_on_it_settles_is_hers_to_set() -> None:
    strict, never = Policy(settle_from=95), Policy(settle_from=101)
    assert settled(match(line(11900), policy=strict)) == {}
    assert settled(match(line(28261, "RE-2026-00657"), policy=strict)) == {"B-1": "reference: RE-2026-00657"}
    result = match(line(28261, "RE-2026-00657"), policy=never)
    assert settled(result) == {}
    assert [part.number for part in result.undecided[0].candidates[0].parts] == ["RE-2026-00657"]


def test_below_her_second_threshold_nothing_is_proposed() -> None:
    unsure = match(line(999999, "Danke")).undecided[0]
    assert unsure.candidates
    shown = match(line(999999, "Danke"), policy=Policy(propose_from=50)).undecided[0]
    assert not shown.candidates


@pytest.mark.parametrize(
    ("text", "iban", "expected"),
    [
        pytest.param("RE-1001 USD 1.234,50 KURS 1,08", HUBER.iban, {"B-1": "exchange: RE-1001"}, id="amount named"),
        pytest.param("RE-1001 1,234.50 USD", HUBER.iban, {"B-1": "exchange: RE-1001"}, id="written the English way"),
        pytest.param("RE-1001 USD 1.234,50", STRANGER, {}, id="somebody pays"),
        pytest.param("RE-1001 USD 1.200,00", HUBER.iban, {}, id="a part of it"),
        pytest.param("RE-1001", HUBER.iban, {}, id="no amount named"),
    ],
)
def test_an_invoice_in_another_currency(text: str, iban: str, expected: dict[str, str]) -> None:
    items = (entry("RE-1001", 123450, currency="USD"),)
    result = match(line(114002, text, iban), items=items)
    assert settled(result) == expected
    for each in result.matches:
        assert [(part.cents, each.currency) for part in each.parts] == [(123450, "USD")]
        assert "at 0.92347" in each.reason.text("en")


def test_a_namesake_who_lists_another_customers_invoices_pays_them() -> None:
    """The name is Huber's, the whole number, the last digits and the sum are Meyer's; an account would count more."""
    items = (*ITEMS, entry("RE-2026-01658", 1000, MEYER))
    text = "Rechnungen RE-2026-01657, 01658"
    by_name = line(44210, text, STRANGER, name=HUBER.name)
    assert settled(match(by_name, items=items)) == {"B-1": "listed: RE-2026-01657 RE-2026-01658"}
    result = match(line(44210, text), items=items)
    assert settled(result) == {}
    proposed = [part.number for part in result.undecided[0].candidates[0].parts]
    assert proposed == ["RE-2026-01657", "RE-2026-01658"]
