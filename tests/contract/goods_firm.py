"""The small firm with goods: items in stock and on their way, a supplier, and orders that want more than there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from pyxl.core.schema import Row
from pyxl.ledger.goods.rows import IncomingLine, MovementKind, MovementRow
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.masterdata.suppliers import Supplier
from pyxl.orders.rows import OrderLine

from .small_firm import book_of, customers, items, order, tables

TODAY = date(2026, 9, 30)
LATER = date(2026, 10, 6)
"""When the supplier has come."""


def goods() -> list[Item]:
    """The candle lies at A-1 and stands in for nothing; a chair would do for the table."""
    facts = {"0815": ("A-10", "0.25", ""), "A-1": ("A-2", "14.5", "A-2"), "A-2": ("B-1", "6", "")}
    return [
        replace(
            item,
            stock_keeping=StockKeeping.STOCKED,
            location=facts[item.item_number][0],
            weight=Decimal(facts[item.item_number][1]),
            substitutes=facts[item.item_number][2],
            supplier_number="70001",
            purchase_price=Decimal(1),
            lead_time_days=4,
        )
        for item in items()
    ]


def buyers() -> list[Customer]:
    """Customers who can be written to; the second has a credit limit."""
    mailed = [replace(each, email=f"einkauf{place}@kunde.example") for place, each in enumerate(customers())]
    return [mailed[0], replace(mailed[1], credit_limit=Decimal(100)), *mailed[2:]]


def wants() -> list[OrderLine]:
    """One order that can go in part, one above the limit, one for the last table, one that is wanted later."""
    return [
        order(1, "0815", 10, requested_date=TODAY, delivery_date=None),
        order(1, "A-1", 3, line_id="L-0101", requested_date=TODAY, delivery_date=None),
        order(2, "A-2", 4, customer_number="10002", requested_date=TODAY, delivery_date=None),
        order(3, "A-2", 1, customer_number="10003", requested_date=TODAY, delivery_date=None),
        order(4, "0815", 5, customer_number="10004", requested_date=LATER, delivery_date=None),
    ]


@cache
def goods_book() -> bytes:
    """The workbook, before anything was booked."""
    return book_of(goods_tables())


def goods_tables() -> dict[str, Sequence[Row]]:
    """Its rows by tab."""
    movements = [
        MovementRow(movement_id=f"M-{number}", day=date(2026, 9, 1), kind=MovementKind.GOODS_IN, item_number=number,
                    quantity=Decimal(quantity))
        for number, quantity in (("0815", 12), ("A-1", 1), ("A-2", 6))
    ]  # fmt: skip
    coming = IncomingLine(
        line_id="E-1", item_number="A-1", quantity=Decimal(2), supplier_number="70001", expected_on=date(2026, 10, 5)
    )
    supplier = Supplier(
        supplier_number="70001",
        name="Holzwerk GmbH",
        street="Am Hang 1",
        postcode="02763",
        city="Zittau",
        email="auftrag@holzwerk.example",
    )
    rows: dict[str, list[Row]] = {
        "Customers": [*buyers()],
        "Items": [*goods()],
        "Orders": [*wants()],
        "Movements": [*movements],
        "Incoming": [coming],
        "Suppliers": [supplier],
    }
    return {**tables(), **rows}
