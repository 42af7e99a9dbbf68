"""The demo firm's bank: it balances, every kind of payment comes, and the truth beside each line is true."""

from __future__ import annotations

from collections import Counter
from datetime import date

from pyxl.core.money import Money, total
from pyxl.demo.bank import demo_bank_lines, demo_statement, opening_facts
from pyxl.demo.payments import PaymentKind
from pyxl.demo.receivables import demo_open_items
from pyxl.demo.stage import INVOICE_DATE, LAST_BANK_DAY
from pyxl.formats.statement_files import read_statement_file
from pyxl.formats.statements.camt053_writer import write_camt053
from pyxl.formats.statements.mt940_writer import write_mt940
from pyxl.formats.statements.statement import check_balance, line_fingerprints
from pyxl.ledger.rows import open_amount

from .demo_invoices import new_invoices


def test_the_statement_balances_and_every_line_is_one_of_its_own() -> None:
    statement = demo_statement(new_invoices())
    assert check_balance(statement) == ()
    assert 130 <= len(statement.lines) <= 150
    assert len({line.bank_reference for line in statement.lines}) == len(statement.lines)
    assert len(set(line_fingerprints(statement.account, statement.lines))) == len(statement.lines)
    days = [line.booking_date for line in statement.lines]
    assert days == sorted(days)
    assert all(date(2026, 10, 1) <= day <= LAST_BANK_DAY and day.weekday() < 5 for day in days)


def test_both_files_of_the_bank_hold_the_same_lines() -> None:
    statement = demo_statement(new_invoices())
    for name, written in (("a.xml", write_camt053(statement)), ("a.sta", write_mt940(statement))):
        (again,) = read_statement_file(name, written).statements
        assert line_fingerprints(again.account, again.lines) == line_fingerprints(statement.account, statement.lines)
        returned = [line for line in again.lines if line.is_return]
        assert [line.return_reason for line in returned] == ["AC04"]


def test_the_account_is_never_overdrawn() -> None:
    statement = demo_statement(new_invoices())
    balance = statement.opening_balance
    assert balance is not None
    for line in statement.lines:
        balance = balance + line.amount
        assert balance > Money.zero()


def test_every_kind_of_payment_comes_in_october() -> None:
    counted = Counter(each.truth.kind for each in demo_bank_lines(new_invoices()))
    assert set(counted) == set(PaymentKind)
    assert counted[PaymentKind.RETURNED] == counted[PaymentKind.CARD_PAYOUT] == 1


def test_the_truth_beside_a_line_explains_its_amount() -> None:
    owed = {facts.number: facts for facts in (*map(opening_facts, demo_open_items()), *new_invoices())}
    for each in demo_bank_lines(new_invoices()):
        paid = [owed[number] for number in each.truth.invoice_numbers]
        gross = total([facts.gross for facts in paid])
        match each.truth.kind:
            case PaymentKind.NO_CUSTOMER_PAYMENT:
                assert not paid
            case PaymentKind.DISCOUNT | PaymentKind.DISCOUNT_LATE:
                (facts,) = paid
                assert each.line.amount == facts.less_discount < gross
                assert facts.cash_discount_until is not None
                in_time = each.line.booking_date <= facts.cash_discount_until
                assert in_time is (each.truth.kind is PaymentKind.DISCOUNT)
            case PaymentKind.PARTIAL | PaymentKind.CARD_PAYOUT | PaymentKind.CENTS_OFF:
                assert Money.zero() < each.line.amount < gross
            case PaymentKind.OVERPAID:
                assert each.line.amount > gross
            case PaymentKind.RETURNED:
                assert each.line.charges is not None
                assert each.line.amount == -(gross + each.line.charges)
                assert (each.line.return_reason, each.line.is_return) == ("AC04", True)
            case _:
                assert each.line.amount == gross


def test_an_invoice_is_paid_once_but_for_the_ones_meant() -> None:
    lines = demo_bank_lines(new_invoices())
    paid = Counter(number for each in lines for number in each.truth.invoice_numbers)
    again = {
        n
        for each in lines
        for n in each.truth.invoice_numbers
        if each.truth.kind in (PaymentKind.PAID_TWICE, PaymentKind.RETURNED)
    }
    assert {number for number, count in paid.items() if count > 1} == again


def test_a_typing_error_never_names_the_right_invoice_but_sometimes_another() -> None:
    lines = [each for each in demo_bank_lines(new_invoices()) if each.truth.kind is PaymentKind.TYPO]
    numbers = {facts.number for facts in (*map(opening_facts, demo_open_items()), *new_invoices())}
    assert all(each.truth.invoice_numbers[0] not in each.line.remittance_information for each in lines)
    assert any(each.line.remittance_information in numbers for each in lines)


def test_open_items_stay_open_for_dunning() -> None:
    paid = {n for each in demo_bank_lines(new_invoices()) for n in each.truth.invoice_numbers}
    left = [item for item in demo_open_items() if item.invoice_number not in paid]
    assert sum(item.due_date < INVOICE_DATE and bool(open_amount(item)) for item in left) >= 10
