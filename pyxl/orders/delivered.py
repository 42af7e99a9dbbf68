"""Which order lines go by delivery note, and what delivery notes say of them.

>>> item = Item(item_number="I1", description="Nails", price=Decimal(1), stock_keeping=StockKeeping.STOCKED)
>>> line = OrderLine(order_number="A1", order_date=None, customer_number="K1", item_number="I1", quantity=Decimal(2))
>>> goes_by_delivery(line, item), unbilled_parts(line, Books())
(True, ())
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.ledger.books import Books
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.orders.rows import InvoiceKind, OrderLine, is_replacement, kind_of
from pyxl.settings import BillBy, Settings

_DELIVERED_KINDS = (InvoiceKind.INVOICE, InvoiceKind.PARTIAL, InvoiceKind.FINAL, InvoiceKind.REPLACEMENT)
"""What is paid on account, credited or corrected moves no goods."""


@dataclass(frozen=True, slots=True)
class DeliveredPart:
    """What one delivery note has of an order line."""

    delivery_number: str
    delivered_on: date
    quantity: Decimal


def goes_by_delivery(line: OrderLine, item: Item | None) -> bool:
    """Whether the line is goods that leave the house with a delivery note."""
    is_goods = item is not None and item.stock_keeping in (StockKeeping.STOCKED, StockKeeping.UNCOUNTED)
    return is_goods and kind_of(line) in _DELIVERED_KINDS and (line.quantity is None or line.quantity > 0)


def is_billed_by_delivery(line: OrderLine, item: Item | None, settings: Settings) -> bool:
    """Whether only what delivery notes say of the line is invoiced."""
    is_by_delivery = settings.bill_by is BillBy.DELIVERED and goes_by_delivery(line, item)
    return is_by_delivery and not is_replacement(line)


def delivered_parts(line: OrderLine, books: Books) -> tuple[DeliveredPart, ...]:
    """All of the line that was delivered, note by note."""
    return tuple(
        DeliveredPart(state.number, state.issued.delivered_on, part.quantity)
        for state, part in books.stock.deliveries_of(line.line_id)
    )


def unbilled_parts(line: OrderLine, books: Books) -> tuple[DeliveredPart, ...]:
    """What was delivered of the line and not invoiced yet."""
    billed = books.billed_deliveries.get(line.line_id, {})
    return tuple(part for part in delivered_parts(line, books) if part.delivery_number not in billed)
