"""What each order line is worth, with the terms that hold for it: the basis of intake, backlog and margin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.money import EURO, Money, round_half_up
from pyxl.ledger.books import Books
from pyxl.masterdata.items import Item
from pyxl.orders.delivered import DeliveredPart, delivered_parts, goes_by_delivery, is_billed_by_delivery
from pyxl.orders.effective import terms
from pyxl.orders.price_lists import PriceLists
from pyxl.orders.rows import InvoiceKind, OrderLine, is_replacement, kind_of
from pyxl.reporting.sources import Sources

ORDERED = (InvoiceKind.INVOICE, InvoiceKind.PARTIAL, InvoiceKind.FINAL)
"""What is paid on account, credited or corrected was not ordered anew."""


@dataclass(frozen=True, slots=True)
class PricedLine:
    """An order line with its price; net amounts are in the line's currency."""

    line: OrderLine
    item: Item | None
    customer_name: str
    currency: str
    price: Decimal
    """Net for one unit, not rounded."""
    quantity: Decimal
    net: Money

    @property
    def is_ordered(self) -> bool:
        """Whether it counts as an order, in EUR."""
        return kind_of(self.line) in ORDERED and self.currency == EURO

    def net_of(self, quantity: Decimal) -> int:
        """So many of it, in cents; what is added to the line or taken off goes with the whole."""
        if quantity == self.quantity:
            return self.net.cents
        return Money.rounded(self.price * quantity, self.currency).cents

    def cost_of(self, quantity: Decimal) -> int | None:
        """What so many of it cost today, in cents; None where the item has no purchase price."""
        price = self.item.purchase_price if self.item else None
        return None if price is None else int(round_half_up(price * quantity * 100, 0))


class OrderValues:
    """All lines with a price and a quantity, by line id; what became of them by a day."""

    def __init__(self, sources: Sources) -> None:
        self._books, self._settings = sources.books, sources.settings
        self.lines = tuple(_priced(sources))
        self.by_id = {each.line.line_id: each for each in self.lines if each.line.line_id}
        self._parts = {each.line.line_id: delivered_parts(each.line, self._books) for each in self.lines}

    def delivered(self, priced: PricedLine, day: date) -> Decimal:
        """How much of the line had left the house by that day; where no note says so, what was planned or invoiced."""
        parts = self._parts[priced.line.line_id]
        if parts:
            return sum((part.quantity for part in parts if part.delivered_on <= day), Decimal(0))
        is_gone = _was_billed(priced.line, self._books, day) or (
            not self._waits_for_note(priced) and _planned(priced.line, day)
        )
        return priced.quantity if is_gone else Decimal(0)

    def _waits_for_note(self, priced: PricedLine) -> bool:
        return goes_by_delivery(priced.line, priced.item) and bool(self._books.stock.deliveries)

    def unbilled(self, priced: PricedLine, day: date) -> Decimal:
        """How much of the line was delivered and not invoiced by that day, as the list of these has it."""
        line, books = priced.line, self._books
        if is_replacement(line):
            return Decimal(0)
        if is_billed_by_delivery(line, priced.item, self._settings):
            return sum((part.quantity for part in self._open_parts(priced, day)), Decimal(0))
        if (line.cancelled and not self._parts[line.line_id]) or _was_billed(line, books, day):
            return Decimal(0)
        return priced.quantity if _planned(line, day) else Decimal(0)

    def _open_parts(self, priced: PricedLine, day: date) -> Iterator[DeliveredPart]:
        billed = self._books.billed_deliveries.get(priced.line.line_id, {})
        if _was_billed(priced.line, self._books, day) and not billed:
            return
        for part in self._parts[priced.line.line_id]:
            bill = billed.get(part.delivery_number)
            invoice = self._books.invoices.get(bill.invoice) if bill else None
            if part.delivered_on <= day and (invoice is None or invoice.issued_on > day):
                yield part

    def waited_since(self, priced: PricedLine, day: date) -> date | None:
        """Since when what is not invoiced waits."""
        days = [part.delivered_on for part in self._parts[priced.line.line_id] if part.delivered_on <= day]
        return min(days, default=priced.line.planned_on)


def _priced(sources: Sources) -> Iterator[PricedLine]:
    lists = PriceLists(sources.prices)
    for line in sources.orders:
        if line.quantity is None:
            continue
        customer, item = sources.customers.get(line.customer_number), sources.items.get(line.item_number)
        group, day = customer.price_group if customer else "", line.order_date or sources.as_of
        listed = lists.price(line.item_number, group, line.quantity, day) if len(sources.prices) else None
        held = terms(line, customer, item, listed)
        if held.net_price is None:
            continue
        price = held.net_price / held.price_base
        net = Money.rounded(price * line.quantity, held.currency)
        if line.line_adjustment:
            net = net + Money.rounded(line.line_adjustment, held.currency)
        name = customer.name if customer else line.customer_number
        yield PricedLine(line, item, name, held.currency, price, line.quantity, net)


def _planned(line: OrderLine, day: date) -> bool:
    return line.planned_on is not None and line.planned_on <= day


def _was_billed(line: OrderLine, books: Books, day: date) -> bool:
    """Whether all of the line was on an invoice by that day; one that another program wrote counts for ever."""
    if line.line_id in books.billed_deliveries:
        return False
    number = books.billed_lines.get(line.line_id, "") or line.invoice_number
    invoice = books.invoices.get(number)
    return bool(number) and (invoice is None or invoice.issued_on <= day)
