"""The rows by which goods go out again free of charge: a line in Orders, and a head where they go elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pyxl.core.changes import CellValue
from pyxl.intake.posting import head_values
from pyxl.ledger.cases.events import ReplacementLine
from pyxl.orders.rows import InvoiceKind


def replacement_rows(line: ReplacementLine) -> Iterator[tuple[str, str, dict[str, CellValue]]]:
    """Tab, key and cells."""
    values: dict[str, CellValue] = {
        "line_id": line.line_id,
        "order_number": line.order_number,
        "order_date": line.ordered_on,
        "customer_number": line.customer_number,
        "item_number": line.item_number,
        "quantity": line.quantity,
        "unit_price": Decimal(0),
        "requested_date": line.ordered_on,
        "invoice_kind": InvoiceKind.REPLACEMENT,
        "refers_to": line.invoice_number,
    }
    yield "Orders", line.line_id, {name: value for name, value in values.items() if value not in (None, "")}
    if line.delivery:
        yield "OrderHeads", line.order_number, head_values(line.order_number, line.delivery)
