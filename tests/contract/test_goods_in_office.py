"""From order to delivery in an open workbook: the same buttons, the same result as on the closed file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pyxl.app.inputs import read_tab
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.changes import AppendRow, CellValue, ChangeSet, SetCell
from pyxl.core.labels import Label
from pyxl.core.refusal import Refused
from pyxl.core.schema import schema_of
from pyxl.core.tables import map_columns
from pyxl.hosts.live.book import LiveBook
from pyxl.hosts.new_book.order_form import build_order_form
from pyxl.ledger.goods.rows import StockRow
from pyxl.orders.price_lists import PriceRow

from .answering_office import Clerk, press
from .goods_firm import LATER, TODAY, goods_book
from .her_books import openpyxl_book
from .her_layout import her_tabs
from .hosts import Seat, calc_seat, closed_seat, copied, differences, opened, told_apart
from .inside_office import InsideWire
from .test_import_orders import form

BY_HAND = Label("typed by hand", "von Hand eingetragen")
FORM = "form.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The firm's workbook with an order form beside it."""
    place = tmp_path / "firm"
    place.mkdir()
    (place / "book.xlsx").write_bytes(goods_book())
    filled = form({"item_number": "0815", "quantity": 2}, requested_date=TODAY)
    (place / FORM).write_bytes(build_order_form(filled))
    return place


def type_into(desk: Any, tab: str, column: str, *values: CellValue) -> None:
    """What she types into a column, from the first row on."""
    schema = SCHEMA_OF_TAB[tab]
    snapshot = desk.read([schema])
    table = read_tab(snapshot, schema.row_class)
    cells = (
        SetCell(tab, table.key_of(row), column, getattr(row, column), value, BY_HAND)
        for row, value in zip(table, values, strict=False)
        if value is not None
    )
    desk.write(ChangeSet(tuple(cells)), snapshot.language)


@dataclass
class Week:
    """Somebody who works with goods for a week, and saves now and then where the workbook is open."""

    seat: Seat
    save: Callable[[], object] = lambda: None

    def act(self, action: str, as_of: date, *files: Path) -> None:
        """One button."""
        self.seat.act(action, as_of, *files)

    def type(self, tab: str, column: str, *values: CellValue) -> None:
        """A few cells of a column, from the first row on."""
        type_into(self.seat.desk, tab, column, *values)

    def work(self, order_form: Path) -> None:
        """Orders come in, go out in part, are shipped, bought for, and the rest follows."""
        self.act("import-orders", TODAY, order_form)
        self.act("book-movements", TODAY)
        self.act("check-availability", TODAY)
        self.act("confirm-orders", TODAY)
        self.act("pick-list", TODAY)
        self.save()
        self.type("PickList", "picked", None, 9)
        self.act("deliver", TODAY)
        self.save()
        self.type("Deliveries", "carrier", "Spedition Nord")
        self.type("Deliveries", "tracking_number", "SN-1")
        self.act("ship", TODAY)
        self.act("list-backorders", LATER)
        self.act("propose-purchases", LATER)
        self.type("PurchaseProposals", "order", True)
        self.act("order-purchases", LATER)
        self.save()
        self.type("Incoming", "received_now", 2)
        self.act("book-goods-in", LATER)
        self.act("pick-list", LATER)
        self.act("deliver", LATER)
        self.seat.undo(LATER)
        self.save()


@pytest.mark.long
def test_goods_go_the_same_way_in_an_open_workbook(folder: Path, office: InsideWire, tmp_path: Path) -> None:
    places = [copied(folder / "book.xlsx", tmp_path / name) for name in ("closed", "open")]
    with closed_seat(places[0]) as closed, calc_seat(places[1], office) as live:
        assert isinstance(live.desk, LiveBook)
        Week(closed).work(folder / FORM)
        Week(live, live.desk.book.save).work(folder / FORM)
        assert differences(closed.transcript, live.transcript) == []
        assert differences(closed.journal(), live.journal()) == []
        left, right = closed.cells(), live.cells()
    assert told_apart(left, right) == {}
    done = {each["action"]: each["summary"] for each in closed.transcript[:9]}
    assert done["import-orders"].startswith("1 Auftrag mit 1 Zeile aus 1 Datei übernommen")
    assert done["pick-list"] == "4 Positionen zu kommissionieren für 3 Aufträge, 23,5 kg."
    assert done["ship"] == "1 Lieferung versandt; mit Fehlern geblieben: 0."


BUTTONS = (
    ("book_movements", "3 Bewegungen gebucht", "Lager"),
    ("check_availability", "Ware brauchen 5 Auftragszeilen", "Reservierungen"),
    ("confirm_orders", "1 Auftrag bestätigt; ohne Termin oder mit Fehlern geblieben: 3", "Aufträge"),
    ("pick_list", "4 Positionen zu kommissionieren für 3 Aufträge, 23,5 kg", "Kommissionierung"),
    ("deliver", "3 Lieferungen mit 4 Positionen ausgeliefert", "Lieferungen"),
    ("propose_purchases", "Zu bestellen: 1 Artikel", "Bestellvorschläge"),
)


@pytest.mark.long
def test_each_button_says_what_it_did_and_shows_where(folder: Path, office: InsideWire) -> None:
    with opened(folder / "book.xlsx", office) as book:
        for name, said, tab in BUTTONS:
            clerk = Clerk()
            press(office, "book.xlsx", name, clerk)
            boxes = [text for kind, text in clerk.said if kind not in ("status", "goes to")]
            assert boxes[-1].startswith(said), (name, clerk.said)
            assert clerk.said[0][0] == "status"
            assert clerk.said[-1] == ("status", "")
            assert ("goes to", tab) in clerk.said, (name, clerk.said)
        desk = LiveBook(book)
        type_into(desk, "Deliveries", "carrier", "Spedition Nord")
        assert _pressed(office, "ship").startswith("1 Lieferung versandt")
        assert book.sheets["Bewegungen"].range("A2").value is not None
    papers = {path.name.split("-")[0] for path in folder.rglob("*.pdf")}
    assert papers >= {"LS", "PL", "AB"}, papers


def _pressed(office: InsideWire, name: str) -> str:
    clerk = Clerk()
    press(office, "book.xlsx", name, clerk)
    return [text for kind, text in clerk.said if kind not in ("status", "goes to")][-1]


def test_a_workbook_without_price_lists_is_read_as_if_they_were_empty(office: InsideWire, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(openpyxl_book([place for place in her_tabs() if place.tab != "Prices"]))
    prices, stock = schema_of(PriceRow), schema_of(StockRow)
    with closed_seat(book) as closed, calc_seat(book, office) as live:
        for seat in (closed, live):
            raw = seat.desk.read([prices]).tabs["Prices"]
            assert len(raw.rows) == 0
            assert map_columns(prices, raw).is_usable
            assert seat.desk.give_line_ids([prices]) == 0
            nothing = ChangeSet((AppendRow("Prices", "P-1", {"item_number": "0815"}, BY_HAND),))
            with pytest.raises(Refused, match="E_TAB_MISSING"):
                seat.desk.rehearse(nothing, "de")
            assert "Stock" in seat.desk.read([stock]).tabs
