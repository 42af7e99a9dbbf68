"""What it costs to give goods to open order lines: 1,000 to 100,000 lines, 2,000 items, lines of Incoming by day.

The gate is 2 s CPU for 10,000 lines; the growth is near enough to straight.
"""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from pyxl.core.outcome import Outcome
from pyxl.core.tables import table_of
from pyxl.demo.firm import demo_settings
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.rows import IncomingLine, ReservationRow
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.orders.rows import OrderLine
from pyxl.stock.allocation import Demand, Supply, allocate
from pyxl.stock.availability import check_availability

from .figures import tell

TODAY = date(2026, 10, 1)
ITEMS = 2_000
GATE = 2.0
"""CPU seconds for 10,000 lines."""


def world(lines: int) -> tuple[list[Demand], list[Supply]]:
    """Stock at two locations and three lines of Incoming for each item; enough for about two thirds of the lines."""
    random = Random(7)
    each = max(lines // ITEMS, 1)
    demands = [
        Demand(
            f"L{number}",
            f"A{number // 3}",
            f"I{random.randrange(ITEMS)}",
            Decimal(random.randrange(1, 9)),
            (random.randrange(365), number),
        )
        for number in range(lines)
    ]
    supplies = []
    for item in range(ITEMS):
        supplies += [Supply(f"I{item}", TODAY, Decimal(each), f"R-{item % 40}-{shelf}") for shelf in range(2)]
        days = (TODAY + timedelta(days=7 * week) for week in (1, 2, 5))
        supplies += [Supply(f"I{item}", day, Decimal(each), "R", f"E{item}-{day:%j}") for day in days]
    return demands, supplies


@pytest.mark.benchmark
@pytest.mark.parametrize("whole", [False, True], ids=["by line", "whole orders"])
def test_ten_thousand_lines_get_their_goods(whole: bool) -> None:
    figures = {}
    for lines in (1_000, 10_000, 100_000):
        demands, supplies = world(lines)
        started = time.process_time()
        given = allocate(demands, supplies, whole_orders=whole)
        figures[lines] = time.process_time() - started
        assert len(given) == lines
    shown = ", ".join(f"{lines:,} lines {seconds:.2f} s" for lines, seconds in figures.items())
    tell(f"allocation of goods, {'whole orders' if whole else 'by line'}", f"{shown} CPU", f"10,000 lines {GATE} s")
    assert figures[10_000] < GATE
    assert figures[100_000] < 20 * max(figures[10_000], 0.05)


def check(lines: int) -> tuple[float, Outcome]:
    """CPU seconds of check-availability as the button runs it, but for reading and writing the workbook."""
    random = Random(7)
    each = max(lines // ITEMS, 1)
    items = [
        Item(
            item_number=f"I{n}",
            description=f"Item {n}",
            price=Decimal(1),
            stock_keeping=StockKeeping.STOCKED,
            location=f"R-{n % 40}",
        )
        for n in range(ITEMS)
    ]
    customers = [
        Customer(customer_number=f"K{n}", name="Nord AG", street="Ring 1", postcode="34117", city="Kassel")
        for n in range(500)
    ]
    orders = [
        OrderLine(
            line_id=f"L{n}",
            order_number=f"A{n // 3}",
            order_date=TODAY,
            customer_number=f"K{n // 3 % 500}",
            item_number=f"I{random.randrange(ITEMS)}",
            quantity=Decimal(random.randrange(1, 9)),
            requested_date=TODAY + timedelta(days=random.randrange(60)),
            description=f"{n}",
        )
        for n in range(lines)
    ]
    incoming = [
        IncomingLine(
            line_id=f"E{n}",
            item_number=f"I{n % ITEMS}",
            quantity=Decimal(each),
            expected_on=TODAY + timedelta(days=7 * (1 + n // ITEMS)),
        )
        for n in range(3 * ITEMS)
    ]
    books = Books()
    for n in range(ITEMS):
        books.stock.move(ev.Movement(f"M{n}", TODAY, "GOODS_IN", f"I{n}", f"R-{n % 40}", Decimal(2 * each)))
    tables = (table_of(OrderLine, orders), table_of(Customer, customers), table_of(Item, items))
    coming, held = table_of(IncomingLine, incoming), table_of(ReservationRow)
    started = time.process_time()
    outcome = check_availability(*tables, coming, held, demo_settings("de"), books, TODAY)
    return time.process_time() - started, outcome


@pytest.mark.benchmark
def test_the_whole_check_of_ten_thousand_lines() -> None:
    """By requested date, with checks, reservations as events and a sentence for each line: most of it is checking."""
    figures, reserved = {}, 0
    for lines in (1_000, 10_000, 100_000):
        figures[lines], outcome = check(lines)
        assert outcome.counts["lines"] == lines
        reserved = len(outcome.postings)
    shown = ", ".join(f"{lines:,} lines {seconds:.2f} s" for lines, seconds in figures.items())
    tell(
        "check-availability, 2,000 items",
        f"{shown} CPU; {reserved:,} reservations of the last",
        f"10,000 lines {GATE} s",
    )
    assert figures[10_000] < GATE
    assert figures[100_000] < 20 * figures[10_000]
