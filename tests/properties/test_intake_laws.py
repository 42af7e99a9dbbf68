"""Laws of the intake: each order comes in once, whichever way its files are cut, ordered and repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.core.tables import table_of
from pyxl.hosts.order_files import read_order_file
from pyxl.intake.importing import import_orders
from pyxl.intake.incoming import OrderFile
from pyxl.intake.rows import OrderProfile
from pyxl.ledger.books import Books
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings

HEAD = (
    "order_number,order_date,status,shipping_total,tax_total,order_total,order_currency,billing_email,item_sku,"
    "item_quantity,item_subtotal,item_total"
)
CUSTOMERS = table_of(
    Customer, [Customer(customer_number=f"K{n}", name=f"Kunde {n}", email=f"k{n}@example.org") for n in range(3)]
)
ITEMS = table_of(Item, [Item(item_number=f"A-{n}", description="Ding", price=Decimal(10)) for n in range(3)])
SETTINGS = Settings(company_name="Muster GmbH")
DAY = date(2026, 10, 5)
Order = tuple[int, int, tuple[tuple[int, int], ...]]
"""Number, buyer, and items with quantities."""


@dataclass(frozen=True)
class Recorded:
    """An event as the journal keeps it."""

    kind: str
    key: str
    number: str
    payload: Mapping[str, object]
    run_id: str = "R1"


@dataclass
class Desk:
    """A journal in memory, and the rows that Orders got."""

    events: list[Recorded] = field(default_factory=list)
    rows: list[Mapping[str, Any]] = field(default_factory=list)

    def bring(self, *files: str) -> None:
        """One run with these files."""
        read = [
            OrderFile(f"{place}.csv", hashlib.sha256(text.encode()).hexdigest(), read_order_file(text.encode()))
            for place, text in enumerate(files)
        ]
        tabs = table_of(OrderLine), CUSTOMERS, ITEMS, table_of(OrderProfile)
        outcome = import_orders(*tabs, SETTINGS, Books.from_events(self.events), tuple(read), DAY)
        for posting in outcome.postings:
            number = f"B-{len(self.events) + 1}"
            self.events.append(Recorded(posting.kind, posting.key, number, posting.payload(number)))
            self.rows += [change.values for change in posting.changes(number).changes]  # type: ignore[union-attr]

    def lines(self, *names: str) -> list[tuple[str, ...]]:
        """What Orders shows in these columns."""
        return sorted(tuple(str(row.get(name, "")) for name in names) for row in self.rows)


ALL = ("line_id", "order_number", "customer_number", "customer_reference", "item_number", "quantity", "unit_price")
BUT_NUMBERS = tuple(name for name in ALL if name != "order_number")


def written(orders: Sequence[Order]) -> str:
    """The orders as an export of WooCommerce; the net is 10.00 for each piece, with 19 % of VAT."""
    rows = [HEAD]
    for number, buyer, items in orders:
        net = Decimal(10) * sum(quantity for _, quantity in items)
        tax = (net * Decimal("0.19")).quantize(Decimal("0.01"))
        for item, quantity in items:
            sums = f"{10 * quantity}.00,{10 * quantity}.00"
            rows.append(
                f"{number},2026-10-0{number % 5 + 1} 09:00,processing,0,{tax},{net + tax},EUR,"
                f"k{buyer}@example.org,A-{item},{quantity},{sums}"
            )
    return "\n".join([*rows, ""])


_items = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 9)), min_size=1, max_size=3).map(tuple)
_orders = st.lists(st.tuples(st.integers(0, 2), _items), min_size=1, max_size=5).map(
    lambda found: [(number, buyer, items) for number, (buyer, items) in enumerate(found, 1)]
)


@settings(deadline=None)
@given(_orders, st.data())
def test_the_order_of_files_and_their_overlaps_do_not_matter(orders: list[Order], data: st.DataObject) -> None:
    whole = Desk()
    whole.bring(written(orders))
    assert len(whole.events) == len(orders)
    subsets = st.lists(st.sampled_from(orders), min_size=1, max_size=4, unique_by=lambda order: order[0])
    files = [written([order]) for order in orders] + [
        written(each) for each in data.draw(st.lists(subsets, max_size=3), label="overlaps")
    ]
    parts = Desk()
    parts.bring(*data.draw(st.permutations(files), label="files"))
    assert parts.lines(*ALL) == whole.lines(*ALL)
    parts.bring(*files)
    assert parts.lines(*ALL) == whole.lines(*ALL)


@settings(deadline=None)
@given(_orders, st.data())
def test_file_by_file_gives_the_same_orders_but_for_their_numbers(orders: list[Order], data: st.DataObject) -> None:
    whole, one_by_one = Desk(), Desk()
    whole.bring(written(orders))
    for order in data.draw(st.permutations(orders)):
        one_by_one.bring(written([order]))
    assert one_by_one.lines(*BUT_NUMBERS) == whole.lines(*BUT_NUMBERS)
    quantities = sum(Decimal(row["quantity"]) for row in one_by_one.rows)
    assert quantities == sum(quantity for _, _, items in orders for _, quantity in items)


@settings(deadline=None)
@given(_orders, st.integers(1, 9))
def test_a_changed_order_is_never_a_second_one(orders: list[Order], more: int) -> None:
    desk = Desk()
    desk.bring(written(orders))
    before = desk.lines(*ALL)
    number, buyer, items = orders[0]
    changed: Order = (number, buyer, (*items, (0, more)))
    desk.bring(written([changed]))
    assert desk.lines(*ALL) == before
    fresh = Desk()
    fresh.bring(written(orders), written([changed]))
    assert len(fresh.events) == len(orders) - 1
