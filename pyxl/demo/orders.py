"""The order sheet of the demo: 300 lines of September, 25 of them with an error, as people make them.

>>> orders = demo_orders()
>>> len(orders), sum(order.row.line_id in DEMO_ERRORS for order in orders)
(300, 25)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from pyxl.core.cells import RawValue
from pyxl.core.labels import Language
from pyxl.core.schema import schema_of
from pyxl.demo.customer_list import CUSTOMERS
from pyxl.demo.dice import Dice, next_workday, previous_workday
from pyxl.demo.masterdata import agreed_price, sellable_to
from pyxl.demo.mistakes import MISTAKES, REMARKS, Mistake
from pyxl.demo.stage import FIRST_DAY, INVOICE_DATE
from pyxl.demo.words import typed_in_language
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine

LINE_COUNT = 300
ORDER_SIZES = (1, 1, 2, 2, 3, 3, 4, 5)
FIRST_ORDER = 1180
LATE_ORDERS = (9, 37, 58, 79, 96)
"""These orders, counted from 0, are delivered in October and not billable in September."""


@dataclass(frozen=True)
class DemoOrder:
    """An order line, and the cells of it that hold something no typed row can hold, such as `zwölf` or #N/A."""

    row: OrderLine
    raw: Mapping[str, RawValue] = field(default_factory=dict)


class RawOverride(NamedTuple):
    """A cell of the demo workbook that gets this raw value in place of the row's own."""

    tab: str
    key: str
    column: str
    value: RawValue


@cache
def demo_orders() -> tuple[DemoOrder, ...]:
    """All order lines, in the order they were typed."""
    return _build()[0]


def raw_overrides(language: Language = "de") -> tuple[RawOverride, ...]:
    """What has to be put into the finished workbook in that language: cells that a typed row cannot hold."""
    tab = schema_of(OrderLine).tab
    return tuple(
        RawOverride(tab, order.row.line_id, column, typed_in_language(value, language))
        for order in demo_orders()
        for column, value in order.raw.items()
    )


def draw_quantity(dice: Dice, item: Item) -> Decimal:
    """A sensible quantity of the item, in whole packs and not below its minimum."""
    assert item.price is not None
    least = item.min_quantity or Decimal(1)
    if item.pack_size:
        return max(least, item.pack_size) * dice.between(1, 6)
    if item.unit in ("m", "kg", "l", "m²", "Std"):
        step = Decimal("2.5") if item.unit == "m" else Decimal("0.5")
        return max(least, step) + step * dice.below(12)
    most = 3 if item.price > 300 else 8 if item.price > 50 else 24
    return max(least, Decimal(dice.between(1, most)))


def _build_clean() -> list[OrderLine]:
    dice = Dice("orders")
    rows: list[OrderLine] = []
    number = 0
    buyers = [customer for customer in CUSTOMERS if not customer.blocked]
    while len(rows) < LINE_COUNT:
        size = min(dice.pick(ORDER_SIZES), LINE_COUNT - len(rows))
        # Orders run through the month; about four come in on each day.
        day = next_workday(FIRST_DAY + timedelta(days=min(len(rows) * 27 // LINE_COUNT, 26)))
        rows += _order(dice, number, day, dice.pick(buyers), size, len(rows))
        number += 1
    return rows


def _order(dice: Dice, number: int, day: date, customer: Customer, size: int, before: int) -> list[OrderLine]:
    if number in LATE_ORDERS:
        delivery = date(2026, 10, 5) + timedelta(days=dice.below(5))
    else:
        delivery = previous_workday(min(day + timedelta(days=dice.between(1, 9)), INVOICE_DATE))
    reference = dice.pick(_REFERENCES).format(number=4100 + number * 7) if dice.hits(60) else ""
    items = dice.shuffled(sellable_to(customer))[:size]
    return [
        OrderLine(
            line_id=f"L-{before + place:04d}",
            order_number=f"AU-2026-{FIRST_ORDER + number}",
            order_date=day,
            customer_number=customer.customer_number,
            customer_reference=reference,
            item_number=item.item_number,
            quantity=draw_quantity(dice, item),
            unit=item.unit,
            # Where nothing is agreed, clerks leave the price to the list now and then.
            unit_price=None if dice.hits(15) and not customer.price_discount_percent else agreed_price(item, customer),
            currency="EUR",
            delivery_date=max(day, delivery),
        )
        for place, item in enumerate(items, 1)
    ]


_REFERENCES = ("B-{number}", "PO {number}", "2026/{number}", "45000{number}", "Bestellung {number}")


@cache
def _build() -> tuple[tuple[DemoOrder, ...], dict[str, str], dict[str, str]]:
    rows = _build_clean()
    errors: dict[str, str] = {}
    remarks: dict[str, str] = {}
    raw: dict[str, Mapping[str, RawValue]] = {}
    spoilt = set[str]()
    for mistakes, named, gap in ((MISTAKES, errors, 11), (REMARKS, remarks, 27)):
        for count, mistake in enumerate(mistakes):
            place = _place_for(mistake, rows, count * gap + 4, spoilt)
            rows[place], cells = mistake.make(rows, place)
            touched = mistake.touches(rows, place)
            raw[rows[place].line_id] = cells
            named.update(dict.fromkeys(touched, mistake.rule))
            orders = {row.order_number for row in rows if row.line_id in touched}
            spoilt.update(row.line_id for row in rows if row.order_number in orders)
    return tuple(DemoOrder(row, raw.get(row.line_id, {})) for row in rows), errors, remarks


def _place_for(mistake: Mistake, rows: list[OrderLine], start: int, spoilt: set[str]) -> int:
    """The first line from `start` on that suits the mistake; no order gets two of them."""
    for place in chain(range(start, len(rows)), range(start)):
        if rows[place].line_id not in spoilt and mistake.suits(rows, place) and _on_time(rows[place]):
            return place
    raise AssertionError(f"no line suits {mistake.rule}")


def _on_time(row: OrderLine) -> bool:
    return row.delivery_date is not None and row.delivery_date <= INVOICE_DATE


DEMO_ERRORS: Mapping[str, str] = MappingProxyType(_build()[1])
"""Line id of each bad line, and the name of the rule it is made to trip."""
DEMO_REMARKS: Mapping[str, str] = MappingProxyType(_build()[2])
"""Line id of lines that are read all the same, and the name of the warning they get."""
