"""How long reading and checking orders takes; twice the lines may take about twice the time, not four times."""

from __future__ import annotations

import time
from datetime import date

import pytest

from pyxl.core.cells import RawValue
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import RawTable, read_table
from pyxl.ledger.books import Books
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine
from pyxl.orders.validating import validate_orders
from pyxl.settings import Settings

from .figures import tell

FIRM = Settings(
    company_name="Muster GmbH",
    street="Ring 1",
    postcode="34117",
    city="Kassel",
    vat_id="DE136695976",
    iban="DE89370400440532013000",
)

TODAY = date(2026, 10, 31)


def tab(row_class: type[Row], rows: list[dict[str, RawValue]]) -> RawTable:
    schema = schema_of(row_class)
    names = [column.name for column in schema.columns]
    cells = [[row.get(name) for name in names] for row in rows]
    return RawTable(schema.tab, schema.tab, 1, 1, tuple(column.label.de for column in schema.columns), cells)


def firm_of(size: int, *, is_sound: bool) -> tuple[RawTable, RawTable, RawTable]:
    """Ten lines per customer, five per item; where it is not sound, every line has an unknown customer and no item."""
    customers: list[dict[str, RawValue]] = [
        {"customer_number": f"D{10000 + n}", "name": f"Müller {n} GmbH", "street": "Ring 1", "postcode": "01067",
         "city": "Dresden", "email": f"a{n}@x.de", "vat_id": "DE136695976", "iban": "DE89370400440532013000"}
        for n in range(size // 10)
    ]  # fmt: skip
    items: list[dict[str, RawValue]] = [
        {"item_number": f"A{1000 + n}", "description": f"Größe {n}", "unit": "Stk", "price": n % 50 + 0.99}
        for n in range(size // 5)
    ]
    lines: list[dict[str, RawValue]] = [
        {"line_id": f"L{n}", "order_number": f"A-{n // 4}", "order_date": date(2026, 10, 1),
         "customer_number": f"D{10000 + n // 4 % len(customers)}" if is_sound else f"D1{n:05}X",
         "item_number": f"A{1000 + n % len(items)}" if is_sound else f"B{n}",
         "customer_reference": f"PO {n // 4}", "quantity": n % 7 + 1.0, "unit": "Stk",
         "unit_price": n % len(items) % 50 + 0.99, "delivery_date": date(2026, 10, 20)}
        for n in range(size)
    ]  # fmt: skip
    return tab(OrderLine, lines), tab(Customer, customers), tab(Item, items)


def cpu_of(size: int, *, is_sound: bool) -> tuple[float, float]:
    raw = firm_of(size, is_sound=is_sound)
    start = time.process_time()
    orders, customers, items = (
        read_table(OrderLine, raw[0], "de"),
        read_table(Customer, raw[1], "de"),
        read_table(Item, raw[2], "de"),
    )
    read = time.process_time()
    outcome = validate_orders(orders, customers, items, FIRM, Books(), TODAY)
    done = time.process_time()
    assert (outcome.counts["errors"] == 0) == is_sound
    return read - start, done - read


@pytest.mark.benchmark
@pytest.mark.parametrize("is_sound", [True, False], ids=["sound", "every line wrong"])
def test_validate_orders_grows_with_the_lines(is_sound: bool) -> None:
    cpu_of(500, is_sound=is_sound)
    half = min(sum(cpu_of(5_000, is_sound=is_sound)) for _ in range(2))
    read, checked = min((cpu_of(10_000, is_sound=is_sound) for _ in range(2)), key=sum)
    shape = "sound" if is_sound else "faulty"
    tell(f"10,000 {shape} order lines, 1,000 customers, 2,000 items", f"read {read:.2f} s, checked {checked:.2f} s CPU")
    assert read + checked < 3 * half
