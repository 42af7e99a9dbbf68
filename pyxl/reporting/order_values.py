"""What each order line is worth, with the terms that hold for it: the basis of intake, backlog and margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

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


@dataclass(frozen=True, slots=True)
class Waiting:
    """So much of a line waits for its invoice from the first of these days until the day before the second."""

    since: date
    until: date
    quantity: Decimal


class OrderValues:
    """All lines with a price and a quantity, by line id; what became of them by a day.

    Each line is gone through once; what was the case on a day is then only looked up.
    """

    def __init__(self, sources: Sources) -> None:
        self._books, self._settings = sources.books, sources.settings
        self._has_notes = bool(sources.books.stock.deliveries)
        self.lines = tuple(_priced(sources))
        self.by_id = {each.line.line_id: each for each in self.lines if each.line.line_id}
        parts = {each.line.line_id: delivered_parts(each.line, self._books) for each in self.lines}
        self._gone = {each.line.line_id: tuple(self._gone_parts(each, parts)) for each in self.lines}
        self._waiting = {each.line.line_id: tuple(self._waiting_parts(each, parts)) for each in self.lines}

    def delivered(self, priced: PricedLine, day: date) -> Decimal:
        """How much of the line had left the house by that day; where no note says so, what was planned or invoiced."""
        return sum([quantity for gone_on, quantity in self._gone[priced.line.line_id] if gone_on <= day], Decimal(0))

    def unbilled(self, priced: PricedLine, day: date) -> Decimal:
        """How much of the line was delivered and not invoiced by that day, as the list of these has it."""
        waiting = self._waiting[priced.line.line_id]
        return sum([each.quantity for each in waiting if each.since <= day < each.until], Decimal(0))

    def _gone_parts(self, priced: PricedLine, parts: Parts) -> Iterator[tuple[date, Decimal]]:
        """The days on which something of the line left the house, with how much."""
        delivered = parts[priced.line.line_id]
        if delivered:
            yield from ((part.delivered_on, part.quantity) for part in delivered)
            return
        waits_for_note = goes_by_delivery(priced.line, priced.item) and self._has_notes
        known = (_billed_on(priced.line, self._books), None if waits_for_note else priced.line.planned_on)
        days = [day for day in known if day is not None]
        if days:
            yield min(days), priced.quantity

    def _waiting_parts(self, priced: PricedLine, parts: Parts) -> Iterator[Waiting]:
        """What of the line waits for its invoice, or once did."""
        line, delivered = priced.line, parts[priced.line.line_id]
        if is_replacement(line):
            return
        billed_on = _billed_on(line, self._books) or date.max
        if not is_billed_by_delivery(line, priced.item, self._settings):
            if line.planned_on is not None and not (line.cancelled and not delivered):
                yield Waiting(line.planned_on, billed_on, priced.quantity)
            return
        bills = self._books.billed_deliveries.get(line.line_id, {})
        for part in delivered:
            bill = bills.get(part.delivery_number)
            invoice = self._books.invoices.get(bill.invoice) if bill else None
            yield Waiting(part.delivered_on, invoice.issued_on if invoice else billed_on, part.quantity)


Parts: TypeAlias = Mapping[str, tuple[DeliveredPart, ...]]
"""What delivery notes say, by line id."""


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


def _billed_on(line: OrderLine, books: Books) -> date | None:
    """The day when all of the line was invoiced: the first of all days where another program did; None where not all
    is."""
    if line.line_id in books.billed_deliveries:
        return None
    number = books.billed_lines.get(line.line_id, "") or line.invoice_number
    if not number:
        return None
    invoice = books.invoices.get(number)
    return invoice.issued_on if invoice else date.min
