"""Reservations stand together: rows that are emptied as goods go out leave gaps, and these are closed now and then.

A row is moved by emptying it and adding it again, which fills the first empty rows of the table.
"""

from __future__ import annotations

from collections.abc import Collection

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.labels import Label
from pyxl.core.tables import Table
from pyxl.ledger.goods.books import StockBooks
from pyxl.ledger.goods.rows import ReservationRow
from pyxl.stock.desk import reservation_rows

MOVED = Label("gap closed", "Lücke geschlossen")
GAPS_LEFT = 20
"""So many empty rows between the others are no matter."""


def closed_gaps(table: Table[ReservationRow], stock: StockBooks, changed: Collection[str]) -> ChangeSet:
    """Moves the lowest rows up where there are many gaps. Order lines in `changed` get new rows anyway."""
    rows = [row for row in table if row.line_id in stock.reservations and row.line_id not in changed]
    if not rows or max(row.sheet_row for row in rows) - 1 <= len(table) + GAPS_LEFT:
        return ChangeSet()
    changes = ChangeList()
    for row in rows:
        values = reservation_rows(stock.reservations[row.line_id]).get(row.reservation_id)
        if values and row.sheet_row - 1 > len(table) and table.get(row.reservation_id) is row:
            changes.clear("Reservations", row.reservation_id, values, MOVED)
            changes.append("Reservations", row.reservation_id, values, MOVED)
    return changes.done()
