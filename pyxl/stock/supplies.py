"""What there is to be given: goods on hand, and lines of Incoming that are worth relying on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pyxl.core.findings import Finding
from pyxl.core.tables import Table
from pyxl.ledger.goods.books import StockBooks
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.settings import Settings
from pyxl.stock import rules
from pyxl.stock.allocation import Supply


def supplies_of(
    incoming: Table[IncomingLine], items: Table[Item], settings: Settings, stock: StockBooks, as_of: date
) -> tuple[list[Supply], list[Finding]]:
    """The supplies, and why a line of Incoming is none."""
    findings: list[Finding] = []
    found = [*_on_hand(items, stock, as_of)]
    for line in incoming:
        if open_quantity(line, stock) <= 0:
            continue
        told = check_incoming(line, incoming, items, as_of)
        if told:
            findings.append(told)
        elif line.expected_on:
            location = location_for(line.location, items.get(line.item_number), settings)
            supply = Supply(
                line.item_number, line.expected_on, open_quantity(line, stock), location, incoming_key(line)
            )
            found.append(supply)
    return found, findings


def _on_hand(items: Table[Item], stock: StockBooks, as_of: date) -> Iterator[Supply]:
    for place, quantity in stock.on_hand.items():
        item = items.get(place.item_number)
        if item and item.stock_keeping is StockKeeping.STOCKED and quantity > 0:
            yield Supply(place.item_number, as_of, quantity, place.location)


def open_quantity(line: IncomingLine, stock: StockBooks) -> Decimal:
    """What is still to come of a line."""
    return (line.quantity or Decimal(0)) - stock.received.get(line.line_id, Decimal(0))


def incoming_key(line: IncomingLine) -> str:
    """The line's own id; in a preview it may not have got one yet."""
    return line.line_id or f"row {line.sheet_row}"


def location_for(typed: str, item: Item | None, settings: Settings) -> str:
    """Where goods are put: as typed, else the item's location, else the usual one."""
    return typed or (item.location if item else "") or settings.stock_location


def check_incoming(
    line: IncomingLine, incoming: Table[IncomingLine], items: Table[Item], as_of: date
) -> Finding | None:
    """AVL003, AVL005 and AVL006: why nothing is promised from the line."""
    item = items.get(line.item_number)
    if item is None or item.stock_keeping is not StockKeeping.STOCKED:
        return rules.NO_STOCK_ITEM.at(incoming.cell(line, "item_number"), found=line.item_number)
    if line.expected_on is None:
        return rules.NO_EXPECTED_DATE.at(incoming.cell(line, "expected_on"), item=line.item_number)
    if line.expected_on < as_of:
        cell, days = incoming.cell(line, "expected_on"), (as_of - line.expected_on).days
        return rules.INCOMING_OVERDUE.at(cell, item=line.item_number, day=line.expected_on, days=days)
    return None
