"""Book goods in: what she typed under Received now in Incoming is added to stock, and taken off what is to come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.changes import ChangeList
from pyxl.core.findings import Finding, rows_with_errors
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome, Posting
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import Place, StockBooks
from pyxl.ledger.goods.rows import IncomingLine, MovementKind
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.settings import Settings
from pyxl.stock import rules
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.explaining import plain
from pyxl.stock.keeping import arrive
from pyxl.stock.postings import GoodsPosting
from pyxl.stock.supplies import incoming_key, location_for, open_quantity

SUMMARY = Text("Goods in: {booked} booked; left behind with errors: {left}.",
               "Wareneingang: {booked} gebucht; mit Fehlern liegen geblieben: {left}.")  # fmt: skip
LINES = Label("line", "Zeile"), Label("lines", "Zeilen")
RECEIVED = Label("goods in", "Wareneingang")


def book_goods_in(
    incoming: Table[IncomingLine], items: Table[Item], settings: Settings, books: Books, as_of: date
) -> Outcome:
    """Books what is typed under Received now; the cells are emptied, so that nothing is booked twice."""
    desk, findings, postings = GoodsDesk(books.stock), list(incoming.findings), list[Posting]()
    broken = rows_with_errors(incoming.findings, "Incoming")
    booked = 0
    for row in incoming:
        if not row.received_now or row.sheet_row in broken:
            continue
        found = _check(row, incoming, items, books.stock)
        findings += found
        if any(each.is_error for each in found):
            continue
        booked += 1
        postings += _receive(row, items, settings, books.stock, desk, as_of)
    left = len(rows_with_errors(findings, "Incoming"))
    summary = SUMMARY.bind(booked=Counted(booked, *LINES), left=left)
    counts: dict[str, int | str] = {"booked": booked, "rows_with_errors": left}
    return Outcome(summary, tuple(findings), tuple(postings), counts=counts, checked_tabs=("Incoming",))


def _check(row: IncomingLine, incoming: Table[IncomingLine], items: Table[Item], stock: StockBooks) -> list[Finding]:
    """AVL005, STK008 and STK009."""
    item, received = items.get(row.item_number), row.received_now or Decimal(0)
    if item is None or item.stock_keeping is not StockKeeping.STOCKED:
        return [rules.NO_STOCK_ITEM.at(incoming.cell(row, "item_number"), found=row.item_number)]
    if received < 0:
        return [rules.RECEIVED_NEGATIVE.at(incoming.cell(row, "received_now"), found=received)]
    if received > open_quantity(row, stock):
        expected = plain(max(open_quantity(row, stock), Decimal(0)))
        cell = incoming.cell(row, "received_now")
        return [rules.MORE_THAN_ORDERED.at(cell, found=received, item=row.item_number, expected=expected)]
    return []


def _receive(
    row: IncomingLine, items: Table[Item], settings: Settings, stock: StockBooks, desk: GoodsDesk, as_of: date
) -> list[Posting]:
    quantity = row.received_now or Decimal(0)
    key, location = incoming_key(row), location_for(row.location, items.get(row.item_number), settings)
    movement = ev.Movement(
        f"{key}/{stock.receipts[key] + 1}", as_of, MovementKind.GOODS_IN.name, row.item_number, location, quantity,
        incoming_line=key, reference=row.purchase_number,
    )  # fmt: skip
    changes = ChangeList()
    desk.book((movement,), changes, RECEIVED)
    received = stock.received.get(key)
    changes.set("Incoming", key, "received", row.received, (received or Decimal(0)) + quantity, RECEIVED)
    changes.set("Incoming", key, "received_now", row.received_now, None, RECEIVED)
    event_key = f"goods-in:{key}:{stock.receipts[key]}"
    posting = GoodsPosting(ev.STOCK, event_key, ev.StockMoved((movement,)), changes.done(), (event_key,))
    arrived = arrive(desk, key, Place(row.item_number, location), quantity, as_of)
    return [posting, *arrived]
