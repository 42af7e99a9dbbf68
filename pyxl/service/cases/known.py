"""What a complaint may be about: orders, delivery notes and invoices, with customer, day and what is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from pyxl.core.money import Money
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.rows import OpenItem
from pyxl.orders.rows import OrderLine

ZERO = Decimal(0)


@dataclass(frozen=True)
class Paper:
    """An order, a delivery note or an invoice."""

    number: str
    customer_number: str
    day: date | None
    quantities: Mapping[str, Decimal] = field(default_factory=dict)
    """By item; nothing where it is not known what is in it."""
    amount: Money | None = None
    """Of an invoice, gross."""


@dataclass(frozen=True)
class Known:
    """All papers of the firm."""

    orders: Table[OrderLine]
    receivables: Table[OpenItem]
    books: Books

    def order(self, number: str) -> Paper | None:
        """The order, with what was delivered of it; where nothing was booked as delivered, with what was ordered."""
        lines = self._by_order.get(number)
        if not lines:
            return None
        delivered = self.books.stock.delivered
        is_booked = any(delivered.get(line.line_id) for line in lines)
        amounts = (
            (line.item_number, delivered.get(line.line_id, ZERO) if is_booked else line.quantity or ZERO)
            for line in lines
        )
        days = [line.order_date for line in lines if line.order_date]
        return Paper(number, lines[0].customer_number, min(days, default=None), _sums(amounts))

    def delivery(self, number: str) -> Paper | None:
        """The delivery note, unless it was cancelled."""
        state = self.books.stock.deliveries.get(number)
        if state is None or state.is_cancelled:
            return None
        note = state.issued
        quantities = _sums((line.item_number, line.quantity) for line in note.lines)
        return Paper(number, note.customer_number, note.delivered_on, quantities)

    def invoice(self, number: str) -> Paper | None:
        """The invoice, from pyxl or an opening balance."""
        row = self.receivables.get(number)
        if row is None:
            return None
        return Paper(number, row.customer_number, row.invoice_date, self._invoiced(number), row.gross_amount)

    def _invoiced(self, number: str) -> Mapping[str, Decimal]:
        issued = self.books.invoices.get(number)
        if issued is None:
            return {}
        noted: dict[str, Decimal] = defaultdict(Decimal)
        for each in issued.deliveries:
            noted[each.line_id] += each.quantity
        rows = [row for line_id in issued.line_ids if (row := self.orders.get(line_id))]
        if len(rows) < len(issued.line_ids):  # A line was deleted from Orders since: what is in it is not known.
            return {}
        return _sums((row.item_number, noted.get(row.line_id, row.quantity or ZERO)) for row in rows)

    @cached_property
    def _by_order(self) -> dict[str, list[OrderLine]]:
        found: dict[str, list[OrderLine]] = defaultdict(list)
        for line in self.orders:
            if not line.cancelled:
                found[line.order_number].append(line)
        return found


def _sums(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for item, quantity in amounts:
        found[item] += quantity
    return dict(found)
