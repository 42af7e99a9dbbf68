"""The books of goods beside the tabs: silent when all is well, and every broken quantity is named and mended."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pyxl.app.checking.book_checks import check_goods
from pyxl.app.undo import UndoRequest, undo
from pyxl.core.labels import Label
from pyxl.demo.firm import demo_settings
from pyxl.hosts.new_book import build_book
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import StockBooks
from pyxl.ledger.goods.rows import IncomingLine, MovementKind, MovementRow
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.orders.rows import OrderLine
from pyxl.settings import BillBy

from .broken_firm import NOW, TODAY, Firm

DAY = date(2026, 10, 30)
STEPS = ("book-movements", "check-availability", "confirm-orders", "pick-list", "deliver", "create-invoices")


def goods_book() -> bytes:
    """A firm with two items in stock, one of them short, and two orders."""
    items = tuple(
        Item(
            item_number=number,
            description=number.title(),
            price=Decimal(10),
            stock_keeping=StockKeeping.STOCKED,
            location=location,
        )
        for number, location in (("LAMP", "A-1"), ("TABLE", "B-2"))
    )
    customer = Customer(customer_number="K1", name="Nord AG", street="Ring 1", postcode="34117", city="Kassel")
    orders = tuple(
        OrderLine(
            line_id=f"L-{place}",
            order_number=f"A{place}",
            order_date=DAY,
            customer_number="K1",
            item_number=item,
            quantity=Decimal(4),
            delivery_date=DAY,
        )
        for place, item in enumerate(("LAMP", "TABLE"), 1)
    )
    movements = tuple(
        MovementRow(
            movement_id=f"M-{item}",
            day=DAY,
            kind=MovementKind.GOODS_IN,
            item_number=item,
            quantity=Decimal(quantity),
        )
        for item, quantity in (("LAMP", 9), ("TABLE", 3))
    )
    incoming = (IncomingLine(line_id="E-1", item_number="TABLE", quantity=Decimal(5), expected_on=date(2026, 11, 9)),)
    tables = {
        "Customers": (customer,),
        "Items": items,
        "Orders": orders,
        "Movements": movements,
        "Incoming": incoming,
    }
    return build_book("en", tables, replace(demo_settings("en"), bill_by=BillBy.DELIVERED))


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    """The firm after its first deliveries and invoices."""
    made = Firm(tmp_path_factory.mktemp("delivered"))
    made.path.write_bytes(goods_book())
    for step in STEPS:
        made.run(step)
    return made


@pytest.fixture
def goods(delivered: Firm, tmp_path: Path) -> Firm:
    """A copy that may be broken."""
    shutil.copytree(delivered.folder, tmp_path / "firm")
    return Firm(tmp_path / "firm")


def test_all_is_well_after_the_deliveries(delivered: Firm) -> None:
    assert delivered.codes() == []
    assert delivered.column("Stock", "on_hand") == {"LAMP @ A-1": 5, "TABLE @ B-2": 0}
    assert delivered.column("Orders", "invoice_number") == {"L-1": "RE-2026-00401", "L-2": "RE-2026-00402"}


def test_a_second_click_changes_nothing(goods: Firm) -> None:
    tabs = ("Orders", "Stock", "Movements", "Reservations", "PickList", "Deliveries", "Incoming", "Invoices")
    for step in STEPS:  # What the tabs say of availability follows the deliveries.
        goods.run(step)
    before = {tab: goods.values(tab) for tab in tabs}
    for step in STEPS:
        goods.run(step)
    assert {tab: goods.values(tab) for tab in tabs} == before
    assert goods.codes() == []


def test_all_is_well_after_everything_was_taken_back(goods: Firm) -> None:
    for run_id in ("R-0006", "R-0005", "R-0004", "R-0003", "R-0002", "R-0001"):
        undo(goods.book, UndoRequest(run_id, TODAY, NOW, "anna", apply=True))
        assert goods.codes() == [], run_id
    assert goods.column("Stock", "on_hand") == {"LAMP @ A-1": 0, "TABLE @ B-2": 0}
    assert goods.values("Reservations") == {}


@pytest.mark.parametrize(
    ("tab", "key", "column", "value"),
    [
        ("Stock", "LAMP @ A-1", "on_hand", Decimal(6)),
        ("Stock", "TABLE @ B-2", "reserved", Decimal(1)),
        ("Movements", "M-LAMP", "change", Decimal(8)),
        ("Movements", "LS-2026-00001/1", "location", "Z-9"),
        ("Deliveries", "LS-2026-00001", "delivered_on", date(2026, 10, 1)),
        ("PickList", "PL-2026-00001/1", "quantity", Decimal(1)),
        ("Orders", "L-1", "delivered_quantity", Decimal(3)),
        ("Orders", "L-2", "promised_date", date(2026, 12, 1)),
    ],
)
def test_an_edited_cell_is_named_and_put_back(
    goods: Firm, tab: str, key: str, column: str, value: Decimal | date | str
) -> None:
    goods.edit(tab, key, {column: value})
    (finding,) = goods.check()
    assert (finding.code, finding.cell.tab, finding.cell.key, finding.cell.column) == ("CHK007", tab, key, column)
    goods.rebuild()
    assert goods.codes() == []


def test_a_movement_that_only_looks_booked_is_named(goods: Firm) -> None:
    goods.edit("Movements", "M-LAMP", {"movement_id": "M-FORGED"})
    assert sorted(goods.codes()) == ["CHK006", "CHK008"]
    goods.rebuild()
    assert goods.codes() == ["CHK008"]


def test_a_lost_row_of_stock_comes_back(goods: Firm) -> None:
    goods.empty_row("Stock", "LAMP @ A-1")
    assert goods.codes() == ["CHK006"]
    goods.rebuild()
    assert goods.codes() == []


def test_what_she_types_is_hers(goods: Firm) -> None:
    goods.edit("Stock", "LAMP @ A-1", {"counted": Decimal(4)})
    goods.edit("Deliveries", "LS-2026-00001", {"carrier": "DHL", "tracking_number": "123"})
    goods.edit("Incoming", "E-1", {"expected_on": date(2026, 11, 11), "received_now": Decimal(2)})
    assert goods.codes() == []


def test_stock_that_is_no_sum_of_movements_is_named() -> None:
    stock = StockBooks()
    stock.move(ev.Movement("M1", DAY, "GOODS_IN", "LAMP", "A-1", Decimal(2)))
    assert list(check_goods(stock)) == []
    part, why = ev.ReservedPart(Decimal(3), DAY, "A-1"), Label("", "")
    stock.hold(ev.LineReserved("L-1", "A1", "K1", "LAMP", (), (part,), why, why))
    assert [found.code for found in check_goods(stock)] == ["CHK022"]
    stock.reservations.clear()
    stock.on_hand[next(iter(stock.on_hand))] = Decimal(3)
    assert [found.code for found in check_goods(stock)] == ["CHK022"]
