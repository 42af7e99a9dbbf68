"""Book count: what she typed under Counted in Stock; the difference to what is on hand becomes a movement."""

from __future__ import annotations

from datetime import date

from pyxl.core.changes import ChangeList
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome, Posting
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import Place
from pyxl.ledger.goods.rows import MovementKind, StockRow
from pyxl.stock import rules
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.explaining import plain
from pyxl.stock.keeping import give_way
from pyxl.stock.postings import GoodsPosting

SUMMARY = Text(
    "Counted: {counted}; {differing} differed from what was on hand.",
    "Gezählt: {counted}; {differing} wichen vom Bestand ab.",
)
PLACES = Label("place", "Platz"), Label("places", "Plätze")
COUNTED = Label("stock count", "Inventur")


def book_count(stock: Table[StockRow], books: Books, as_of: date) -> Outcome:
    """Books the counted quantities of Stock and empties the cells. A place that was right gets no movement."""
    desk, findings, postings, own = GoodsDesk(books.stock), list(stock.findings), list[Posting](), ChangeList()
    counted = 0
    for row in stock:
        place = Place(row.item_number, row.location)
        if row.counted is None:
            continue
        if place not in books.stock.on_hand or place.key != row.stock_key:
            findings.append(rules.PLACE_UNKNOWN.at(stock.cell(row, "counted"), found=row.stock_key))
            continue
        if row.counted < 0:
            findings.append(rules.COUNT_NEGATIVE.at(stock.cell(row, "counted"), found=row.counted))
            continue
        counted += 1
        if row.counted == desk.there(place):
            own.set("Stock", row.stock_key, "counted", row.counted, None, COUNTED)
            continue
        postings.append(_difference(row, place, desk, books, as_of))
        for posting, lost in give_way(desk, place):
            postings.append(posting)
            findings.append(_gone(stock, row, lost.line.order_number, plain(lost.quantity)))
    differing = sum(posting.kind == ev.STOCK for posting in postings)
    summary = SUMMARY.bind(counted=Counted(counted, *PLACES), differing=differing)
    counts: dict[str, int | str] = {"counted": counted, "differing": differing}
    return Outcome(summary, tuple(findings), tuple(postings), own.done(), counts=counts)


def _difference(row: StockRow, place: Place, desk: GoodsDesk, books: Books, as_of: date) -> GoodsPosting:
    assert row.counted is not None
    before, nth = desk.there(place), books.stock.counts[place]
    movement = ev.Movement(
        f"{place.key}/{nth + 1}", as_of, MovementKind.COUNT.name, place.item_number, place.location,
        row.counted - before, reason=f"{plain(before)} → {plain(row.counted)}",
    )  # fmt: skip
    changes = ChangeList()
    desk.book((movement,), changes, COUNTED)
    changes.set("Stock", row.stock_key, "counted", row.counted, None, COUNTED)
    key = f"count:{place.key}:{nth}"
    return GoodsPosting(ev.STOCK, key, ev.StockMoved((movement,)), changes.done(), (key,))


def _gone(stock: Table[StockRow], row: StockRow, order: str, quantity: object) -> Finding:
    cell = stock.cell(row, "counted")
    return rules.GOODS_GONE_FROM_UNDER.at(cell, quantity=quantity, item=row.item_number, order=order)
