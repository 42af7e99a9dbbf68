"""A case is settled once: by two clicks, after a kill between its two records, and over cents hard to reach."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.core.money import Money
from pyxl.invoicing.totals import group_tax
from pyxl.ledger.books import Books
from pyxl.service.settling.crediting import net_of_gross
from tests.stories.desk import StoryDesk

DAY = date(2026, 10, 20)
CUSTOMERS = [["Customer no.", "Name", "Street", "Postcode", "City"], ["K1", "Nord AG", "Ring 1", "'34117", "Kassel"]]
ITEMS = [["Item no.", "Description", "Unit", "Price"], ["LAMP", "Lamp", "Stk", "100"]]
ORDERS = [
    ["Line ID", "Order no.", "Order date", "Customer no.", "Item no.", "Quantity", "Delivery date", "Invoice no."],
    ["L1", "A1", "2026-10-01", "K1", "LAMP", "1", "2026-10-05", ""],
]
CASE = ["Line ID", "Case no.", "Received on", "Customer no.", "Invoice no.", "Complaint", "Status", "Settle"]
CASE += ["Solution", "To credit", "Solved on", "Document", "Responsible"]


def world(*amounts: str) -> StoryDesk:
    """An invoice over 119.00 EUR, and a case for each amount that is to be credited."""
    desk = StoryDesk("en")
    desk.book.give("Customers", CUSTOMERS, is_more=False)
    desk.book.give("Items", ITEMS, is_more=False)
    desk.book.give("Orders", ORDERS, is_more=False)
    desk.run("create-invoices", (), DAY)
    rows = [
        [f"C{place}", "", "2026-10-20", "K1", "RE-2026-00001", "bent", "", "x", "credit an amount", amount, "", "", ""]
        for place, amount in enumerate(amounts)
    ]
    desk.book.give("Cases", [CASE, *rows], is_more=False)
    desk.run("open-cases", (), DAY)
    return desk


def credited(desk: StoryDesk) -> Money:
    return desk.books.items["RE-2026-00001"].credited


def test_a_kill_after_the_credit_note_leaves_one_credit_note() -> None:
    desk = world("19.00")
    before = len(desk.events)
    done = desk.run("settle-case", (), DAY)
    assert [event.kind for event in done.recorded] == ["CREDIT", "CASE_SETTLED"]
    killed = world("19.00")
    # The credit note is recorded in a transaction of its own: what was to come after it is lost.
    killed.events = [*killed.events, *desk.events[before : before + 1]]
    again = killed.run("settle-case", (), DAY)
    assert [event.kind for event in again.recorded] == ["CASE_SETTLED"]
    assert again.recorded[0].payload["amount"] == done.recorded[1].payload["amount"]
    assert credited(killed) == Money.of(19)
    assert killed.run("settle-case", (), DAY).recorded == []


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(2, 13_000), min_size=1, max_size=5))
def test_no_more_is_credited_than_was_invoiced(cents: list[int]) -> None:
    desk = world(*(f"{each / 100:.2f}" for each in cents))
    left = 11_900
    expected = []
    for each in cents:
        if each <= left:
            expected.append(each)
            left -= (net := net_of_gross(Money.from_cents(each), Decimal(19))).cents + group_tax(net, Decimal(19)).cents
    done = desk.run("settle-case", (), DAY)
    assert done.outcome.counts["settled"] == len(expected)
    assert credited(desk) <= Money.of(119)
    assert Books.from_events(desk.events).items["RE-2026-00001"].amount_open == Money.from_cents(left)
    assert not desk.run("settle-case", (), DAY).recorded


@pytest.mark.parametrize("rate", [Decimal(0), Decimal(7), Decimal(19), Decimal("5.5")])
@given(st.integers(1, 10_000_000))
def test_a_gross_amount_is_met_or_missed_by_a_cent_from_below(rate: Decimal, cents: int) -> None:
    gross = Money.from_cents(cents)
    net = net_of_gross(gross, rate)
    assert 0 <= (gross - net - group_tax(net, rate)).cents <= 1
