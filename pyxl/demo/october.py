"""The orders of October: they are typed in three times, and the last of them wait for November.

What was billed in September is paid in October; these are the firm's orders meanwhile. Shops stock up for Advent,
so there are fewer orders than in September, and larger ones. Nobody pays them within the demo.

>>> [len(orders) for orders in (FIRST_ORDERS, MORE_ORDERS, LAST_ORDERS)]
[26, 18, 16]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pyxl.demo.customer_list import CUSTOMERS
from pyxl.demo.dice import Dice, next_workday, previous_workday
from pyxl.demo.incoming import SHOP_SHORT
from pyxl.demo.item_list import SERVICES
from pyxl.demo.masterdata import agreed_price, sellable_to
from pyxl.demo.orders import demo_orders, draw_quantity
from pyxl.demo.stage import GOODS_DAY, INVOICE_DATE, SETTLED_DAY
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine

ORDER_SIZES = (1, 1, 1, 2, 2, 3)
LARGER = (4, 5, 6, 6)
"""So many times as much as a shop orders in September."""
TOUR_PERCENT = 70
"""So many of a hundred orders are wanted for the day of the tour, the others some days before it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Orders that are typed in together: so many lines, ordered in these days, wanted for the day of a tour."""

    lines: int
    first: date
    last: date
    tour: date


BATCHES = (
    Batch(26, date(2026, 10, 1), date(2026, 10, 12), GOODS_DAY),
    Batch(18, date(2026, 10, 13), date(2026, 10, 16), SETTLED_DAY),
    Batch(16, date(2026, 10, 19), date(2026, 10, 30), date(2026, 11, 10)),
)


def _orders() -> tuple[tuple[OrderLine, ...], ...]:
    dice = Dice("october")
    buyers = [customer for customer in CUSTOMERS if not customer.blocked]
    rows: list[OrderLine] = []
    batches = []
    number = max(int(order.row.order_number.rpartition("-")[2]) for order in demo_orders()) + 1
    for batch in BATCHES:
        begin = len(rows)
        while (done := len(rows) - begin) < batch.lines:
            size = min(dice.pick(ORDER_SIZES), batch.lines - done)
            days = (batch.last - batch.first).days + 1
            day = next_workday(batch.first + timedelta(days=done * days // batch.lines))
            rows += _order(dice, number, day, batch.tour, dice.pick(buyers), size, len(demo_orders()) + len(rows))
            number += 1
        batches.append(tuple(rows[begin:]))
    return tuple(batches)


def _order(
    dice: Dice, number: int, day: date, tour: date, customer: Customer, size: int, before: int
) -> list[OrderLine]:
    wanted = tour if dice.hits(TOUR_PERCENT) else max(day, tour - timedelta(days=dice.between(1, 4)))
    items = dice.shuffled([item for item in sellable_to(customer) if _is_kept(item)])[:size]
    return [
        OrderLine(
            line_id=f"L-{before + place:04d}",
            order_number=f"AU-2026-{number}",
            order_date=day,
            customer_number=customer.customer_number,
            item_number=item.item_number,
            quantity=draw_quantity(dice, item) * dice.pick(LARGER),
            unit=item.unit,
            unit_price=agreed_price(item, customer),
            currency="EUR",
            delivery_date=previous_workday(wanted),
        )
        for place, item in enumerate(items, 1)
    ]


_WAITED_FOR = {
    SHOP_SHORT,
    *(
        order.row.item_number
        for order in demo_orders()
        if order.row.delivery_date is not None and order.row.delivery_date > INVOICE_DATE
    ),
}


def _is_kept(item: Item) -> bool:
    """Goods of which older orders have enough: what lies there for October is not given to them before."""
    return item.item_number[0] != SERVICES and item.item_number not in _WAITED_FOR and not item.reorder_level


FIRST_ORDERS, MORE_ORDERS, LAST_ORDERS = _orders()
"""What is typed in on 14, 20 and 30 October."""
