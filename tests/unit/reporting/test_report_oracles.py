"""Each figure against what is worked out otherwise: from the rows by hand, or by the action that has it as its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from pyxl.app.actions import BY_ID
from pyxl.app.registry import call
from pyxl.core.outcome import Outcome
from pyxl.core.schema import schema_of
from pyxl.core.tables import table_of
from pyxl.ledger.books import Books
from tests.benchmarks.year_of_business import LAST, Year

from .shown_report import FIRM, in_tab, report_of

MONTH, BEFORE, A_YEAR_AGO = (
    (date(2026, 10, 1), LAST),
    (date(2026, 9, 1), date(2026, 9, 30)),
    (date(2025, 10, 1), date(2025, 10, 31)),
)


@cache
def year() -> Year:
    return Year(400)


@cache
def books() -> Books:
    return Books.from_events(year().events)


@cache
def cells() -> dict[str, dict[str, Any]]:
    return in_tab(report_of(year().tables, books(), LAST))


def rows(tab: str) -> list[Any]:
    """The rows of a tab, each of its own class."""
    return list(year().tables[tab])


def three(key: str) -> tuple[Any, Any, Any]:
    row = cells()[key]
    return row["value"], row["month_before"], row["year_before"]


def by_action(action_id: str) -> Outcome:
    """What the action that has the figure as its own says of the same rows."""
    action = BY_ID[action_id]
    tables = {}
    for row_class in action.tabs:
        there = year().tables.get(schema_of(row_class).tab, ())
        tables[row_class] = table_of(row_class, [replace(row, sheet_row=line) for line, row in enumerate(there, 2)])
    return call(action, tables, LAST, settings=FIRM, books=books(), settings_findings=())


def summed(tab: str, day: str, amount: str) -> tuple[Decimal, ...]:
    """The amounts of a tab's rows whose day is in the month, in the month before, and a year ago."""
    sums = []
    for first, last in (MONTH, BEFORE, A_YEAR_AGO):
        chosen = [row for row in rows(tab) if first <= getattr(row, day) <= last]
        sums.append(sum((getattr(row, amount).amount for row in chosen), Decimal("0.00")))
    return tuple(sums)


def test_turnover_is_the_sum_of_the_invoices() -> None:
    assert three("turnover") == summed("Invoices", "invoice_date", "net_amount")
    assert three("turnover")[0] > 0


def test_turnover_by_month_has_every_month_and_the_same_month_a_year_ago() -> None:
    by_month: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows("Invoices"):
        by_month[f"{row.invoice_date:%Y-%m}"] += row.net_amount.amount
    shown = {
        f"{cells()[f'turnover_by_month.{place:02}']['first_on']:%Y-%m}": cells()[f"turnover_by_month.{place:02}"]
        for place in range(1, 14)
    }
    assert {month: row["value"] for month, row in shown.items()} == dict(by_month)
    assert shown["2026-10"]["year_before"] == by_month["2025-10"]


@pytest.mark.parametrize("whole", ["turnover", "margin"])
@pytest.mark.parametrize("part", ["customer", "group"])
def test_parts_are_the_whole_to_the_cent(whole: str, part: str) -> None:
    parts = [row for key, row in cells().items() if key.startswith(f"{whole}_by_{part}.") and row["value"] is not None]
    assert len(parts) > 5
    for name in ("value", "month_before", "year_before"):
        # What is not among the largest of this month is in "all others".
        assert sum(row[name] for row in parts) == cells()[whole][name]


def test_margin_is_earned_over_the_purchase_price() -> None:
    items = {item.item_number: item for item in year().items}
    lines = {line.line_id: line for line in rows("Orders")}
    net = cost = Decimal("0.00")
    for row in rows("Invoices"):
        if not MONTH[0] <= row.invoice_date <= MONTH[1]:
            continue
        for line_id in books().invoices[row.invoice_number].line_ids:
            item, quantity = items[lines[line_id].item_number], lines[line_id].quantity
            if item.purchase_price is not None:
                net, cost = net + quantity * item.price, cost + quantity * item.purchase_price
    assert three("margin")[0] == net - cost
    assert three("margin_rate")[0] == round((net - cost) * 100 / net, 1)


def test_open_items_and_their_age_are_those_of_the_ageing_list() -> None:
    counts = by_action("list-ageing").counts
    assert three("receivables")[0] == Decimal(str(counts["amount_open"]))
    assert three("overdue")[0] == Decimal(str(counts["amount_overdue"]))
    assert three("dso")[0] == Decimal(str(counts["days_sales_outstanding"]))
    assert sum(cells()[f"ageing.{place:02}"]["value"] for place in range(1, 7)) == three("receivables")[0]


def test_open_items_of_a_past_day_count_what_was_paid_later() -> None:
    paid = {line.remittance_information.removeprefix("Rechnung "): line.booking_date for line in rows("Bank")}
    for value, (_, last) in zip(three("receivables"), (MONTH, BEFORE, A_YEAR_AGO), strict=True):
        opened = [
            row.gross_amount.amount
            for row in rows("Receivables")
            if row.invoice_date <= last and paid.get(row.invoice_number, date.max) > last
        ]
        assert value == sum(opened)


def test_what_is_not_invoiced_is_what_its_own_list_has() -> None:
    assert three("unbilled")[0] == Decimal(str(by_action("list-unbilled").counts["net_eur"]))


def test_orders_that_came_in_and_are_not_delivered() -> None:
    intake = {}
    for name, (first, last) in (("now", MONTH), ("before", BEFORE), ("year", A_YEAR_AGO)):
        lines = [line for line in rows("Orders") if first <= line.order_date <= last]
        intake[name] = sum((line.quantity * line.unit_price for line in lines), Decimal("0.00"))
    assert three("order_intake") == tuple(intake.values())
    waiting = [line.quantity * line.unit_price for line in rows("Orders") if line.order_date + timedelta(4) > LAST]
    assert three("backlog")[0] == sum(waiting, Decimal("0.00"))


def test_lines_are_late_when_they_went_after_their_day() -> None:
    orders: dict[str, list[Any]] = defaultdict(list)
    for line in rows("Orders"):
        orders[line.order_number].append(line)
    lines = late = 0
    for note in rows("Deliveries"):
        if MONTH[0] <= note.delivered_on <= MONTH[1]:
            lines += len(orders[note.order_number])
            late += sum(line.delivery_date < note.delivered_on for line in orders[note.order_number])
    assert three("late")[0] == late > 0
    assert three("on_time")[0] == round(Decimal(100 * (lines - late)) / lines, 1)


def test_the_forecast_is_that_of_its_own_tab() -> None:
    counts = by_action("cash-forecast").counts
    assert three("forecast_closing")[0] == Decimal(str(counts["closing_eur"]))
    assert three("forecast_lowest")[0] == Decimal(str(counts["lowest_eur"]))
    assert cells()["forecast.13"]["value"] == Decimal(str(counts["closing_eur"]))


def test_stock_is_worth_what_is_left_of_it() -> None:
    """Five thousand of each came in before the first order; every note took some."""
    left = {item.item_number: Decimal(5_000) for item in year().items}
    for state in books().stock.deliveries.values():
        for line in state.issued.lines:
            left[line.item_number] -= line.quantity
    worth = sum(left[item.item_number] * item.purchase_price for item in year().items if item.purchase_price)
    assert three("stock_value")[0] == worth


def test_dead_stock_is_what_nobody_took_for_half_a_year() -> None:
    last: dict[str, date] = {}
    for state in books().stock.deliveries.values():
        for line in state.issued.lines:
            last[line.item_number] = max(state.issued.delivered_on, last.get(line.item_number, date.min))
    gone = Books.from_events(year().events).stock.on_hand
    still = [
        item
        for item in year().items
        if item.purchase_price and last.get(item.item_number, date.min) <= LAST - timedelta(180)
    ]
    worth = sum(
        (
            quantity * item.purchase_price
            for item in still
            for place, quantity in gone.items()
            if place.item_number == item.item_number and item.purchase_price
        ),
        Decimal("0.00"),
    )
    assert three("dead_stock")[0] == worth
    assert len(still) > 0


def test_bank_lines_and_what_settled_them() -> None:
    lines = [row for row in rows("Bank") if MONTH[0] <= row.booking_date <= MONTH[1]]
    assert three("bank_lines")[0] == three("settled")[0] == len(lines)
    assert three("bank_balance")[0] == sum((row.amount.amount for row in rows("Bank")), Decimal("0.00"))
    assert (cells()["matched.01"]["part"].de, cells()["matched.01"]["value"]) == ("Rechnungsnummer genannt", len(lines))


def test_every_figure_with_rows_leads_to_them() -> None:
    """But for the forecast, which is worked out: what it is made of stands in the page."""
    for key, row in cells().items():
        if row["value"] and not key.startswith("forecast"):
            assert row["cell"], key
            assert row["rows"], key
