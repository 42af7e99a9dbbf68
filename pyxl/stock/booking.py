"""Book movements: what she typed into Movements, goods in, goods out and corrections, becomes stock.

A row is booked once; from then on it stays as it is, and a mistake is corrected by another row or taken back by undo.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pyxl.core.changes import ChangeList
from pyxl.core.findings import Finding, rows_with_errors
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome, Posting
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import Place
from pyxl.ledger.goods.rows import MovementKind, MovementRow
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.settings import Settings
from pyxl.stock import rules
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.explaining import plain
from pyxl.stock.keeping import give_way
from pyxl.stock.postings import GoodsPosting
from pyxl.stock.supplies import location_for

SUMMARY = Text(
    "{booked} booked; left behind with errors: {left}.", "{booked} gebucht; mit Fehlern liegen geblieben: {left}."
)
MOVEMENTS = Label("movement", "Bewegung"), Label("movements", "Bewegungen")
BOOKED = Label("booked", "gebucht")
TYPED = (MovementKind.GOODS_IN, MovementKind.GOODS_OUT, MovementKind.CORRECTION)


def book_movements(
    movements: Table[MovementRow], items: Table[Item], settings: Settings, books: Books, as_of: date
) -> Outcome:
    """Books the rows of Movements that are typed and not booked yet, each once."""
    run = MovementRun(GoodsDesk(books.stock))
    broken = rows_with_errors(movements.findings, "Movements")
    for row in movements:
        if row.movement_id in books.stock.movements:
            continue
        found = list(_check(row, movements, items, settings, run.desk, as_of))
        run.findings += found
        if not found and row.sheet_row not in broken:
            run.take(row, movements, items, settings)
    left = rows_with_errors((*movements.findings, *run.findings), "Movements")
    counts: dict[str, int | str] = {"booked": run.booked, "rows_with_errors": len(left)}
    summary = SUMMARY.bind(booked=Counted(run.booked, *MOVEMENTS), left=len(left))
    findings = (*movements.findings, *run.findings)
    return Outcome(summary, findings, tuple(run.postings), counts=counts, checked_tabs=("Movements",))


@dataclass
class MovementRun:
    """The movements of one run, one after another."""

    desk: GoodsDesk
    postings: list[Posting] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    booked: int = 0

    def take(self, row: MovementRow, table: Table[MovementRow], items: Table[Item], settings: Settings) -> None:
        """Books one row, and lets reservations give way where goods left."""
        assert row.kind is not None, "a row without a kind has an error"
        assert row.day is not None, "a row without a day has an error"
        location = location_for(row.location, items.get(row.item_number), settings)
        key = row.movement_id or f"row {row.sheet_row}"
        movement = ev.Movement(
            key, row.day, row.kind.name, row.item_number, location, signed_quantity(row),
            reference=row.reference, reason=row.reason,
        )  # fmt: skip
        changes = ChangeList()
        self.desk.move(movement, changes, BOOKED)
        changes.set("Movements", key, "location", row.location, location, BOOKED)
        changes.set("Movements", key, "change", row.change, movement.quantity, BOOKED)
        moved = ev.StockMoved((movement,))
        self.postings.append(GoodsPosting(ev.STOCK, f"movement:{key}", moved, changes.done(), (f"movement:{key}",)))
        self.booked += 1
        self.let_give_way(Place(row.item_number, location), table, row)

    def let_give_way(self, place: Place, table: Table[MovementRow], row: MovementRow) -> None:
        """STK001."""
        for posting, lost in give_way(self.desk, place):
            self.postings.append(posting)
            self.findings.append(
                rules.GOODS_GONE_FROM_UNDER.at(
                    table.cell(row, "quantity"),
                    quantity=plain(lost.quantity),
                    item=place.item_number,
                    order=lost.line.order_number,
                )
            )


def signed_quantity(row: MovementRow) -> Decimal:
    """What the row adds; goods out are taken off."""
    quantity = row.quantity or Decimal(0)
    return -quantity if row.kind is MovementKind.GOODS_OUT else quantity


def _check(
    row: MovementRow, table: Table[MovementRow], items: Table[Item], settings: Settings, desk: GoodsDesk, as_of: date
) -> Iterator[Finding]:
    """AVL005, STK002 to STK006 and STK010."""
    item = items.get(row.item_number)
    if row.change is not None:
        yield rules.BOOKED_BY_HAND.at(table.cell(row, "change"))
        return
    if row.kind is None or row.day is None or row.quantity is None or not row.item_number:
        return
    if row.kind not in TYPED:
        yield rules.KIND_NOT_TYPED.at(table.cell(row, "kind"), kind=row.kind.label)
        return
    if item is None or item.stock_keeping is not StockKeeping.STOCKED:
        yield rules.NO_STOCK_ITEM.at(table.cell(row, "item_number"), found=row.item_number)
        return
    if row.day > as_of:
        yield rules.MOVEMENT_IN_FUTURE.at(table.cell(row, "day"), found=row.day, today=as_of)
    if row.kind is MovementKind.CORRECTION and not row.reason:
        yield rules.REASON_MISSING.at(table.cell(row, "reason"))
    if not row.quantity or (row.kind is not MovementKind.CORRECTION and row.quantity < 0):
        yield rules.QUANTITY_WRONG.at(table.cell(row, "quantity"), kind=row.kind.label, found=row.quantity)
        return
    place = Place(row.item_number, location_for(row.location, item, settings))
    if desk.there(place) + signed_quantity(row) < 0:
        yield rules.MORE_THAN_THERE.at(
            table.cell(row, "quantity"),
            quantity=plain(abs(row.quantity)),
            item=row.item_number,
            location=place.location,
            found=plain(desk.there(place)),
        )
