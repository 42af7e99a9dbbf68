"""The goods of the demo firm: what lay in stock when September began, what is on its way, and who supplies it.

Everything that was ordered for September is there; of its lines for October every second one waits for a supplier, and
the last of them for goods that nobody has ordered yet. For the orders of October there is enough, but for the last of
them: every second one has to be bought.

>>> len(demo_suppliers()), demo_incoming()[0].purchase_number
(5, 'BE-2026-00871')
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pyxl.demo.accounts import german_iban
from pyxl.demo.item_list import ITEMS, SERVICES, SUPPLIERS
from pyxl.demo.october import FIRST_ORDERS, LAST_ORDERS, MORE_ORDERS
from pyxl.demo.orders import DEMO_ERRORS, demo_orders
from pyxl.demo.stage import INVOICE_DATE
from pyxl.ledger.goods.rows import IncomingLine, MovementKind, MovementRow
from pyxl.masterdata.suppliers import PurposeCode, Supplier
from pyxl.orders.rows import OrderLine

STOCK_DAY = date(2026, 8, 31)
"""Counted on the last day before the demo begins."""
EXPECTED_DAYS = (date(2026, 10, 2), date(2026, 10, 6), date(2026, 10, 14))
SPARE = Decimal(2)
"""Of every third item a little more lies there than is ordered."""


def demo_suppliers() -> tuple[Supplier, ...]:
    """One for each group of items."""
    rows = (
        ("70001", "Leuchtenwerk Irrlicht GmbH", "Schattenweg 7", "98527", "Suhl", 9, "DE998877104"),
        ("70002", "Holzmanufaktur Rübezahl KG", "Bergstraße 30", "02763", "Zittau", 12, "DE998877112"),
        ("70003", "Wachsbleiche Bienenkorb eG", "Imkerweg 2", "29525", "Uelzen", 6, "DE998877129"),
        ("70004", "Werkzeughandel Zwergenschmiede GmbH", "Esse 11", "42853", "Remscheid", 4, "DE998877137"),
        ("70005", "Verlag & Vorrat Siebenmeilen OHG", "Buchgasse 5", "04103", "Leipzig", 5, "DE998877145"),
    )
    return tuple(
        Supplier(
            supplier_number=number,
            name=name,
            street=street,
            postcode=postcode,
            city=city,
            iban=german_iban(int(number)),
            email=f"auftrag@lieferant-{number}.example",
            lead_time_days=days,
            vat_id=vat_id,
            payment_days=14,
            purpose_code=PurposeCode.SUPP,
        )
        for number, name, street, postcode, city, days, vat_id in rows
    )


def demo_movements() -> tuple[MovementRow, ...]:
    """What was counted before the first order, item by item."""
    waiting = {line.line_id for line in _waiting_lines()}
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for line in _goods_lines():
        if line.line_id not in waiting:
            wanted[line.item_number] += line.quantity or 0
    for line in (*FIRST_ORDERS, *MORE_ORDERS, *LAST_ORDERS[::2]):
        wanted[line.item_number] += line.quantity or 0
    waited_for = {line.item_number for line in _waiting_lines()}
    goods = [item for item in ITEMS if item.item_number[0] != SERVICES and not item.blocked]
    return tuple(
        MovementRow(
            movement_id=f"M-{item.item_number}",
            day=STOCK_DAY,
            kind=MovementKind.GOODS_IN,
            item_number=item.item_number,
            quantity=quantity,
            reason="Anfangsbestand",
        )
        for place, item in enumerate(goods)
        if (
            quantity := wanted[item.item_number]
            + (SPARE if place % 3 == 0 and item.item_number not in waited_for else 0)
        )
    )


def demo_incoming() -> tuple[IncomingLine, ...]:
    """What every second line for October waits for, but for the last of them."""
    waiting = _waiting_lines()
    return tuple(
        IncomingLine(
            line_id=f"E-{place}",
            purchase_number=f"BE-2026-{870 + place:05d}",
            supplier_number=SUPPLIERS[line.item_number[0]],
            item_number=line.item_number,
            quantity=line.quantity,
            expected_on=EXPECTED_DAYS[place % len(EXPECTED_DAYS)],
        )
        for place, line in enumerate(waiting[:-1], 1)
    )


def _goods_lines() -> Iterator[OrderLine]:
    known = {item.item_number for item in ITEMS if item.item_number[0] != SERVICES}
    rows = (order.row for order in demo_orders())
    sound = (row for row in rows if row.line_id not in DEMO_ERRORS and row.item_number in known)
    return (row for row in sound if row.quantity and row.quantity > 0)


def _is_late(line: OrderLine) -> bool:
    return line.delivery_date is not None and line.delivery_date > INVOICE_DATE


def _late_lines() -> list[OrderLine]:
    return [line for line in _goods_lines() if _is_late(line)]


def _waiting_lines() -> list[OrderLine]:
    return [line for place, line in enumerate(_late_lines()) if place % 2]
