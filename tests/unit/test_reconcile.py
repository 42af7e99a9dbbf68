"""The bank jobs from file to undo, on small tables: what she sees in the cells, what the journal keeps."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pyxl.banking.importing import BankFile
from pyxl.banking.releasing import release_postings
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome
from pyxl.core.refusal import Refused
from pyxl.formats.statements.statement import Statement, StatementFile, StatementLine
from pyxl.ledger.rows import (
    Allocation,
    BankLine,
    BankStatus,
    ItemStatus,
    Payer,
    Proposal,
)
from pyxl.masterdata.customers import Customer

from .office import AS_OF, HUBER, OWN, SETTINGS, Office, item, paid


@pytest.fixture
def office() -> Office:
    office = Office()
    office.put(
        Customer(customer_number="D1", name="Huber Metallbau KG", iban=HUBER),
        Customer(customer_number="D2", name="Meyer Optik GmbH"),
        item("RE-2026-00007", "119.00"),
        item("RE-2026-00008", "238.00"),
        item("RE-2026-00009", "50.00", "D2"),
    )
    return office


def codes(outcome: Outcome) -> list[str]:
    return [finding.rule.name for finding in outcome.findings]


def test_a_payment_settles_its_invoice_and_says_why(office: Office) -> None:
    office.bring(paid("119.00", "Rechnung RE 2026/00007"))
    outcome = office.reconcile()
    assert outcome.counts["settled"] == 1
    assert outcome.counts["amount_settled"] == "119.00"
    row = office.item("RE-2026-00007")
    assert (row.amount_paid, row.status) == (Money.of("119.00"), ItemStatus.PAID)
    line = office.line()
    assert (line.status, line.amount_allocated) == (BankStatus.SETTLED, Money.of("119.00"))
    assert line.reason == "RE-2026-00007 steht im Verwendungszweck, 119,00 EUR stimmt genau, die IBAN gehört zu D1."
    (allocation,) = office.rows(Allocation)
    assert allocation.allocation_id == f"A-{line.line_id}-1"
    assert office.books.items["RE-2026-00007"].amount_open == Money.zero()


def test_a_second_run_changes_nothing(office: Office) -> None:
    office.bring(paid("119.00", "RE-2026-00007"), paid("77.00", "wer weiß"), paid("-12.00", "Kontoführung"))
    office.reconcile()
    before = dict(office.sheets)
    again = office.reconcile()
    assert again.postings == ()
    assert again.changes.changes == ()
    assert office.sheets == before


def test_opening_balances_come_into_the_books_once(office: Office) -> None:
    office.put(item("ALT-77", "100.00", amount_paid=Money.of("40.00"), status=ItemStatus.PARTLY_PAID))
    office.bring(paid("60.00", "Rest aus ALT-77"))
    office.reconcile()
    assert [event.kind for event in office.events] == ["IMPORT", "OPENING", "ALLOCATION"]
    assert office.item("ALT-77").amount_paid == Money.of("100.00")
    assert office.books.items["ALT-77"].amount_open == Money.zero()


def test_two_payments_on_one_invoice_in_one_run_go_on_from_each_other(office: Office) -> None:
    office.bring(paid("100.00", "1. Rate RE-2026-00008"), paid("138.00", "2. Rate RE-2026-00008", day=20))
    office.reconcile()
    row = office.item("RE-2026-00008")
    assert (row.amount_paid, row.status) == (Money.of("238.00"), ItemStatus.PAID)


def test_cash_discount_in_time_is_booked_and_a_late_one_is_asked_for(office: Office) -> None:
    terms: dict[str, Any] = {"cash_discount_percent": Decimal(2), "cash_discount_until": date(2026, 3, 11)}
    office.put(item("RE-2026-00010", "100.00", **terms), item("RE-2026-00011", "300.00", **terms))
    office.bring(paid("98.00", "RE-2026-00010"), paid("294.00", "RE-2026-00011", day=25))
    outcome = office.reconcile()
    assert office.item("RE-2026-00010").discount_taken == Money.of("2.00")
    assert office.item("RE-2026-00010").status is ItemStatus.PAID
    assert office.item("RE-2026-00011").status is ItemStatus.PARTLY_PAID
    assert codes(outcome) == ["discount-late"]
    first, second = office.rows(Proposal)
    assert first.invoice_numbers == "RE-2026-00011 (Skonto)"
    assert second.invoice_numbers == "RE-2026-00011"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ((paid("119.00", "RE-2026-00007"), paid("119.00", "RE-2026-00007", day=12)), ["paid-twice"]),
        ((paid("129.00", "RE-2026-00007"),), ["overpaid"]),
        ((paid("50.00", "Danke", counterparty_iban="", counterparty_name="Erika Muster"),), ["unknown-payer"]),
        ((paid("60.00", "RE-2026-00007", counterparty_iban=""),), ["amount-differs"]),
        ((paid("31.00", "Danke", counterparty_iban=""),), ["nothing-fits"]),
        ((paid("-119.00", "RE-2026-00007", return_reason="AC04"),), ["return-not-found"]),
        ((paid("-10.00", "Erstattung"),), ["paid-out"]),
        ((paid("-10.00", "Kontoführung", counterparty_iban=""),), []),
        ((paid("118.97", "RE-2026-00007"),), ["written-off"]),
    ],
)
def test_each_kind_of_difference_is_named(office: Office, lines: tuple[StatementLine, ...], names: list[str]) -> None:
    office.bring(*lines)
    assert codes(office.reconcile()) == names


def test_small_difference_is_written_off(office: Office) -> None:
    office.bring(paid("118.97", "RE-2026-00007"))
    office.reconcile()
    row = office.item("RE-2026-00007")
    assert (row.written_off, row.status) == (Money.of("0.03"), ItemStatus.PAID)


def test_returned_debit_opens_the_invoice_again(office: Office) -> None:
    office.bring(
        paid("119.00", "RE-2026-00007"),
        paid("-122.50", "Rücklastschrift RE-2026-00007", day=14, return_reason="MS03"),
    )
    outcome = office.reconcile()
    row = office.item("RE-2026-00007")
    assert (row.amount_paid, row.status) == (None, ItemStatus.OPEN)
    assert codes(outcome) == ["return-debit"]
    assert "Gebühr von 3,50 EUR" in outcome.findings[0].message("de")
    assert office.books.items["RE-2026-00007"].amount_open == Money.of("119.00")


def test_a_return_in_a_later_run_is_found_once(office: Office) -> None:
    office.bring(paid("119.00", "RE-2026-00007"))
    office.reconcile()
    office.bring(paid("-119.00", "RE-2026-00007", day=14, return_reason="MS03"))
    office.reconcile()
    office.bring(paid("-119.00", "RE-2026-00007", day=15, return_reason="MS03"))
    assert codes(office.reconcile()) == ["return-not-found"]
    assert office.books.items["RE-2026-00007"].amount_paid == Money.zero()


def test_amounts_she_changed_in_a_posted_row_are_named_and_left_out(office: Office) -> None:
    office.bring(paid("40.00", "Rate RE-2026-00007"))
    office.reconcile()
    office.put(replace(office.item("RE-2026-00007"), gross_amount=Money.of("90.00")))
    office.bring(paid("50.00", "Rate RE-2026-00007", day=20))
    outcome = office.reconcile()
    assert "amounts-changed" in codes(outcome)
    assert outcome.counts["settled"] == 0


def test_lines_before_the_books_start_are_not_matched(office: Office) -> None:
    office.settings = replace(SETTINGS, opening_date=date(2026, 3, 15))
    outcome = office.bring(paid("119.00", "RE-2026-00007"))
    assert codes(outcome) == ["before-opening-date"]
    assert office.reconcile().counts["lines"] == 0


def test_a_payer_is_learned_and_serves_the_next_line(office: Office) -> None:
    wife: dict[str, Any] = {"counterparty_iban": "DE75512108001245126199", "counterparty_name": "Greta Huber"}
    office.bring(paid("50.00", "RE-2026-00009", **wife))
    office.reconcile()
    (payer,) = office.rows(Payer)
    assert (payer.payer, payer.customer_number) == ("DE75512108001245126199", "D2")
    office.put(item("RE-2026-00020", "33.33", "D2"))
    office.bring(paid("33.33", "", day=20, **wife))
    assert office.reconcile().counts["settled"] == 1


def test_her_correction_of_a_payer_counts(office: Office) -> None:
    iban = "DE75512108001245126199"
    office.bring(paid("50.00", "RE-2026-00009", counterparty_iban=iban))
    office.reconcile()
    (payer,) = office.rows(Payer)
    office.put(replace(payer, customer_number="D1"))
    office.put(item("RE-2026-00020", "33.33", "D2"))
    office.bring(paid("33.33", "", day=20, counterparty_iban=iban))
    assert office.reconcile().counts["settled"] == 0


def test_what_she_typed_in_review_survives_a_rerun(office: Office) -> None:
    office.bring(paid("31.00", "Danke", counterparty_iban=""))
    office.reconcile()
    (row,) = office.rows(Proposal)
    office.put(replace(row, invoice_numbers="RE-2026-00009"))
    office.reconcile()
    assert office.rows(Proposal)[0].invoice_numbers == "RE-2026-00009"


def test_accepting_a_ticked_proposal_settles_the_line_and_clears_its_rows(office: Office) -> None:
    office.bring(paid("129.00", "RE-2026-00007"))
    office.reconcile()
    office.tick(office.rows(Proposal)[0].proposal_id)
    outcome = office.accept()
    assert codes(outcome) == ["overpaid-rest"]
    assert office.rows(Proposal) == []
    assert office.item("RE-2026-00007").amount_paid == Money.of("119.00")
    assert office.line().amount_allocated == Money.of("119.00")


def test_her_own_numbers_are_paid_oldest_due_first(office: Office) -> None:
    office.put(item("RE-2026-00030", "20.00", due_date=date(2026, 3, 5)))
    office.bring(paid("60.00", "diverse", counterparty_iban=""))
    office.reconcile()
    office.tick(office.rows(Proposal)[0].proposal_id, invoice_numbers="re-2026-00007; RE-2026-00030")
    office.accept()
    assert office.item("RE-2026-00030").status is ItemStatus.PAID
    assert office.item("RE-2026-00007").amount_paid == Money.of("40.00")


def test_accepting_with_discount_grants_it(office: Office) -> None:
    office.bring(paid("110.00", "RE-2026-00007", counterparty_iban=""))
    office.reconcile()
    office.tick(office.rows(Proposal)[0].proposal_id, invoice_numbers="RE-2026-00007 (Skonto)")
    office.accept()
    row = office.item("RE-2026-00007")
    assert (row.discount_taken, row.status) == (Money.of("9.00"), ItemStatus.PAID)


def test_two_ticks_and_unknown_numbers_are_left_out(office: Office) -> None:
    office.bring(paid("400.00", "RE-2026-00007 RE-2026-00008"), paid("31.00", "Danke", day=11, counterparty_iban=""))
    office.reconcile()
    rows = office.rows(Proposal)
    many = [row for row in rows if row.amount == Money.of("400.00")]
    for row in many:
        office.tick(row.proposal_id)
    (one,) = [row for row in rows if row.amount == Money.of("31.00")]
    office.tick(one.proposal_id, invoice_numbers="RE-9999")
    assert len(many) > 1
    outcome = office.accept()
    assert codes(outcome) == ["two-ticks", "unknown-invoice"]
    assert outcome.postings == ()


def test_a_return_is_accepted_by_hand(office: Office) -> None:
    office.bring(paid("119.00", "RE-2026-00007"))
    office.reconcile()
    office.bring(paid("-60.00", "Rückruf", day=20, return_reason="FOCR"))
    office.reconcile()
    office.tick(office.rows(Proposal)[0].proposal_id, invoice_numbers="RE-2026-00007")
    office.accept()
    assert office.item("RE-2026-00007").amount_paid == Money.of("59.00")
    assert office.books.items["RE-2026-00007"].amount_open == Money.of("60.00")


def test_undo_of_one_allocation_leaves_its_neighbours(office: Office) -> None:
    office.bring(paid("100.00", "Rate RE-2026-00008"))
    office.reconcile()
    first = [event for event in office.events if event.kind == "ALLOCATION"]
    office.bring(paid("138.00", "Rate RE-2026-00008", day=20))
    office.reconcile()
    office.record(release_postings(office.books, first))
    row = office.item("RE-2026-00008")
    assert (row.amount_paid, row.status) == (Money.of("138.00"), ItemStatus.PARTLY_PAID)
    assert office.books.items["RE-2026-00008"].amount_open == Money.of("100.00")
    assert len(office.rows(Allocation)) == 1
    office.reconcile()
    assert office.item("RE-2026-00008").status is ItemStatus.PAID
    assert release_postings(office.books, first) == ()


def test_undo_of_a_payment_that_came_back_is_refused(office: Office) -> None:
    office.bring(paid("119.00", "RE-2026-00007"))
    office.reconcile()
    payment = [event for event in office.events if event.kind == "ALLOCATION"]
    office.bring(paid("-119.00", "RE-2026-00007", day=14, return_reason="MS03"))
    office.reconcile()
    with pytest.raises(Refused, match="E_UNDO_NEIGHBOUR"):
        release_postings(office.books, payment)


def test_an_import_is_taken_back_only_while_nothing_is_allocated(office: Office) -> None:
    office.bring(paid("119.00", "RE-2026-00007"))
    imports = list(office.events)
    office.reconcile()
    with pytest.raises(Refused, match="E_UNDO_ALLOCATED"):
        release_postings(office.books, imports)
    office.record(release_postings(office.books, [e for e in office.events if e.kind == "ALLOCATION"]))
    office.record(release_postings(office.books, imports))
    assert office.rows(BankLine) == []
    assert office.bring(paid("119.00", "RE-2026-00007")).counts["lines_new"] == 1
    assert office.reconcile().counts["settled"] == 1


def test_the_same_file_again_brings_nothing_and_two_equal_payments_stay_two(office: Office) -> None:
    twin = paid("50.00", "RE-2026-00009")
    assert office.bring(twin, twin).counts["lines_new"] == 2
    again = office.bring(twin, twin)
    assert (again.counts["lines_new"], again.counts["lines_known"], again.postings) == (0, 2, ())


def test_overlapping_exports_in_any_order_give_every_line_once() -> None:
    lines = [paid(f"{amount}.00", "x", day=day) for amount, day in ((10, 1), (20, 2), (20, 2), (30, 3), (40, 4))]
    exports = [lines[:3], lines[1:], lines]
    for seed in range(6):
        office = Office()
        random.Random(seed).shuffle(exports)
        for export in exports:
            office.bring(*export)
        assert sorted(row.amount.cents for row in office.rows(BankLine)) == [1000, 2000, 2000, 3000, 4000]


def test_gap_and_foreign_account_are_named(office: Office) -> None:
    def bring(opening: str, closing: str, account: str = OWN) -> list[str]:
        line = StatementLine(AS_OF, AS_OF, Money.of(closing) - Money.of(opening), remittance_information=opening)
        statement = Statement(
            account, "EUR", (line,), opening_balance=Money.of(opening), closing_balance=Money.of(closing)
        )
        file = BankFile("a.sta", "0" * 64, StatementFile("MT940", (statement,)))
        return codes(office.take(file))

    assert bring("0.00", "10.00") == []
    assert bring("10.00", "30.00") == []
    assert bring("35.00", "40.00") == ["statement-gap"]
    assert bring("30.00", "35.00") == []
    assert bring("1.00", "2.00", "DE75512108001245126199") == ["foreign-account"]


def test_what_one_payment_leaves_clear_is_settled_in_the_same_run(office: Office) -> None:
    """The number is wrong by one character and might mean two invoices over 19.90, until one of them is paid."""
    office.put(item("RE-2026-00002", "10.00"), item("RE-2026-00001", "19.90", "D2"), item("RE-2026-00003", "19.90"))
    office.bring(
        paid("19.90", "RE-2026-00002", counterparty_iban=""),
        paid("20.00", "RE-2026-00001", counterparty_iban="", counterparty_name="MEYER OPTIK GMBH"),
    )
    assert office.reconcile().counts["settled"] == 2
    assert office.reconcile().counts["settled"] == 0


def test_a_payer_who_is_known_at_last_has_earlier_lines_too(office: Office) -> None:
    """Names a number that nobody has; a later line of the same account says whose it is."""
    account: dict[str, Any] = {"counterparty_iban": "DE75512108001245126199"}
    office.put(item("RE-2026-00017", "19.90"), item("RE-2026-00018", "10.00"), item("RE-2026-00001", "10.00"))
    office.bring(paid("10.00", "RE-2026-00055", **account), paid("19.90", "RE-2026-00071", **account))
    office.reconcile()
    tabs = deepcopy(office.sheets)
    office.reconcile()
    assert office.sheets == tabs


def test_a_payer_whom_the_last_line_proves_settles_the_first_one_too(office: Office) -> None:
    """Its number alone would not do while so many payments of the same amount say nothing of who paid."""
    account: dict[str, Any] = {"counterparty_iban": "DE75512108001245126199"}
    numbers = (1, 2, 3, 4, 5, 18)
    office.put(*(item(f"RE-2026-{number:05}", "10.00") for number in numbers), item("RE-2026-00017", "19.90"))
    office.bring(
        *(paid("10.00", counterparty_iban="", counterparty_name=f"{number}", day=1) for number in range(4)),
        paid("10.00", "RE-2026-00004", day=1, **account),
        paid("19.90", "RE-2026-00017", day=2, **account),
    )
    assert office.reconcile().counts["settled"] == 2
    assert office.reconcile().counts["settled"] == 0
