"""What the tabs of goods must say, from the journal alone; only where the journal knows of goods."""

from __future__ import annotations

from collections.abc import Mapping

from pyxl.app.expected import ExpectedRow, ExpectedTab
from pyxl.core.changes import CellValue
from pyxl.deliveries.delivery_posting import delivery_values
from pyxl.deliveries.picking import pick_values
from pyxl.ledger.goods.books import ZERO, DeliveryState, StockBooks
from pyxl.stock.desk import movement_values, reservation_rows, stock_values


def goods_tabs(stock: StockBooks) -> Mapping[str, ExpectedTab]:
    """The rows of every tab of goods; no tabs where nothing of goods was ever recorded."""
    if not stock.is_used:
        return {}
    held = stock.reserved_by_place()
    return {
        "Stock": {
            place.key: ExpectedRow(stock_values(place, quantity, held.get(place, ZERO)))
            for place, quantity in stock.on_hand.items()
        },
        "Movements": {key: ExpectedRow(movement_values(each)) for key, each in stock.movements.items()},
        "Incoming": {
            line_id: ExpectedRow({"received": received or None}, is_hers=True)
            for line_id, received in stock.received.items()
        },
        "Reservations": {
            key: ExpectedRow(values)
            for line in stock.reservations.values()
            for key, values in reservation_rows(line).items()
        },
        "PickList": {key: ExpectedRow(pick_values(state)) for key, state in stock.picks.items()},
        "Deliveries": {number: _delivery(state) for number, state in stock.deliveries.items()},
    }


def _delivery(state: DeliveryState) -> ExpectedRow:
    """Carrier and tracking number are hers until the delivery is shipped."""
    shipped: dict[str, CellValue] = {}
    if state.shipment:
        shipped = {"carrier": state.shipment.carrier, "tracking_number": state.shipment.tracking_number}
    return ExpectedRow({**delivery_values(state), **shipped})


def goods_cells_of_orders(stock: StockBooks) -> dict[str, dict[str, CellValue]]:
    """What order lines say of deliveries and promises, by line."""
    cells: dict[str, dict[str, CellValue]] = {}
    for line_id, quantity in stock.delivered.items():
        cells.setdefault(line_id, {})["delivered_quantity"] = quantity or None
    for standing in stock.confirmations.values():
        for line in standing[-1][1].lines if standing else ():
            cells.setdefault(line.line_id, {})["promised_date"] = line.promised_on
    return cells
