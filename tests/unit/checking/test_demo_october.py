"""October of the demo firm: orders come in, go out and are billed, and the report is one a manager can believe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from pyxl.app.inputs import read_tab
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.tables import Table, map_columns
from pyxl.demo.month import STEPS
from pyxl.demo.october import FIRST_ORDERS, LAST_ORDERS, MORE_ORDERS
from pyxl.demo.orders import DEMO_ERRORS
from pyxl.hosts.files import ClosedBook
from pyxl.orders.rows import OrderLine

from .conftest import DemoMonth

pytestmark = pytest.mark.long
"""Half a minute for the whole month, as `pyxl demo` plays it."""

INVOICED = date(2026, 10, 31)


@pytest.fixture(scope="module")
def lines(demo_month: DemoMonth) -> Table[OrderLine]:
    """The order sheet at the end."""
    snapshot = ClosedBook(demo_month.book).read([SCHEMA_OF_TAB["Orders"]])
    return read_tab(snapshot, OrderLine)


def counts(month: DemoMonth, action: str, day: date) -> Mapping[str, int | str]:
    """What the one click of that kind on that day came to."""
    (found,) = (
        report.outcome.counts
        for step, report in zip(STEPS, month.reports, strict=True)
        if (step.action_id, step.as_of) == (action, day)
    )
    return found


def test_what_was_billed_at_the_end_of_october_had_gone_out(lines: Table[OrderLine]) -> None:
    known = {line.line_id: line for line in lines}
    for order in (*FIRST_ORDERS, *MORE_ORDERS):
        line = known[order.line_id]
        assert line.delivered_quantity == order.quantity, line.line_id
        assert line.invoice_number > "RE-2026-00513", line.line_id
    assert not any(known[order.line_id].invoice_number for order in LAST_ORDERS)
    billed = [line for line in lines if line.invoice_number > "RE-2026-00513" and line.item_number[0] != "D"]
    assert len(billed) > len(FIRST_ORDERS) + len(MORE_ORDERS), "the backorders of September too"
    assert [line.line_id for line in billed if line.delivered_quantity != line.quantity] == []


def test_all_orders_of_october_are_checked_and_none_has_an_error(demo_month: DemoMonth) -> None:
    typed = {order.line_id for order in (*FIRST_ORDERS, *MORE_ORDERS, *LAST_ORDERS)}
    schema = SCHEMA_OF_TAB["Orders"]
    raw = ClosedBook(demo_month.book).read([schema]).tabs["Orders"]
    places = map_columns(schema, raw).positions
    assert {row[places["check"]] for row in raw.rows if row[places["line_id"]] in typed} == {"✓"}
    assert counts(demo_month, "validate-orders", date(2026, 10, 30))["errors"] == len(DEMO_ERRORS)


def test_the_last_orders_wait_for_november_half_of_them_for_goods(demo_month: DemoMonth) -> None:
    found = counts(demo_month, "check-availability", date(2026, 10, 30))
    assert (found["ready"], found["short"]) == (8, 8)


def test_the_report_of_october_stands_in_a_sensible_relation_to_september(demo_month: DemoMonth) -> None:
    """About as much as in September; what is ordered is delivered and billed, or in the backlog."""
    october = demo_month.reports[-1].outcome.counts
    cents = {name: int(october[name]) for name in ("order_intake", "turnover", "backlog", "margin", "unbilled")}
    assert 70_000_00 < cents["turnover"] < cents["order_intake"] < 120_000_00
    assert Decimal("0.35") < Decimal(cents["margin"]) / cents["turnover"] < Decimal("0.5")
    assert 20_000_00 < cents["backlog"] < 50_000_00
    assert cents["unbilled"] < 5_000_00, "the lines with errors, nothing else"
    assert int(october["orders"]) == len({order.order_number for order in (*FIRST_ORDERS, *MORE_ORDERS, *LAST_ORDERS)})


def test_an_amount_is_written_in_one_way_within_a_sentence(demo_month: DemoMonth) -> None:
    for report in demo_month.reports:
        for language in ("de", "en"):
            said = report.outcome.summary.text(language)
            assert not ("€" in said and "EUR" in said), said
            assert not ("−" in said and " -" in said), said


def test_the_orders_of_october_change_nothing_in_what_the_bank_shows(demo_month: DemoMonth) -> None:
    assert counts(demo_month, "reconcile", INVOICED)["settled"] == 111
    assert counts(demo_month, "dun", INVOICED)["letters"] == 38
