"""Which order lines still want goods, and in which order they are served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pyxl.core.findings import CellRef, Finding, rows_with_errors
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.goods.events import ReservedPart
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.orders.checks.billing import Billing, billing_of
from pyxl.orders.credit import Credit
from pyxl.orders.delivered import goes_by_delivery
from pyxl.orders.price_lists import NO_PRICES, PriceLists, PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.orders.validating import CheckedOrders, check_orders
from pyxl.settings import AllocationOrder, Settings
from pyxl.stock import rules
from pyxl.stock.allocation import Demand, natural

_LINES = Label("order line", "Auftragszeile"), Label("order lines", "Auftragszeilen")
_LAST = 10**6
ORDERED_ON = Text("ordered on {day}", "bestellt am {day}")
REQUESTED_FOR = Text("requested for {day}", "gewünscht für {day}")
OF_PRIORITY = Text("customer priority {priority}, ordered on {day}", "Kundenpriorität {priority}, bestellt am {day}")
WITHOUT_PRIORITY = Text("customer without priority, ordered on {day}", "Kunde ohne Priorität, bestellt am {day}")
PROMISED_FOR = Text("promised for {day}", "zugesagt für {day}")
PICKED = Text("on a pick list already", "steht schon auf einer Kommissionierliste")


@dataclass(frozen=True)
class Wanted:
    """An order line that is not delivered yet, with what it refers to."""

    line: OrderLine
    line_id: str
    customer: Customer
    item: Item
    quantity: Decimal
    """What is still to be delivered."""
    wanted_on: date
    reason: Label
    """Why it has its place in the queue."""
    demand: Demand

    @property
    def is_counted(self) -> bool:
        """Whether stock is kept of the item."""
        return self.item.stock_keeping is StockKeeping.STOCKED


@dataclass(frozen=True)
class WantedLines:
    """All lines that want goods, by their rank, and what was said of the others."""

    lines: tuple[Wanted, ...]
    findings: tuple[Finding, ...]
    checked: CheckedOrders

    @property
    def settings_errors(self) -> tuple[Finding, ...]:
        """What is wrong with the settings: no paper may carry it, and no number can be drawn."""
        return tuple(found for found in self.checked.findings if found.is_error and found.cell.tab == "Settings")

    @property
    def demands(self) -> Iterator[Demand]:
        """Those of counted stock."""
        return (each.demand for each in self.lines if each.is_counted)


def line_key(line: OrderLine) -> str:
    """The line's own id; in a preview it may not have got one yet."""
    return line.line_id or f"row {line.sheet_row}"


def wanted_lines(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    settings: Settings,
    books: Books,
    as_of: date,
    prices: Table[PriceRow] = NO_PRICES,
    credit: Credit | None = None,
) -> WantedLines:
    """The lines without errors that goods are still to be delivered for."""
    checked = check_orders(
        orders,
        customers,
        items,
        settings,
        books,
        as_of,
        prices=PriceLists(prices),
        credit=credit,
    )
    bad = rows_with_errors(checked.findings, "Orders")
    pinned = _pinned(books, as_of)
    open_lines = [line for line in orders if _is_open(line, items, books)]
    sound = [line for line in open_lines if line.sheet_row not in bad]
    found = (_wanted(line, customers, items, settings, books, as_of, pinned) for line in sound)
    ranked = sorted((each for each in found if each), key=lambda each: each.demand.rank)
    left = len(open_lines) - len(sound)
    findings = [rules.LINES_WITH_ERRORS.at(CellRef("Orders"), lines=Counted(left, *_LINES))] if left else []
    return WantedLines(tuple(ranked), tuple(findings), checked)


def _is_open(line: OrderLine, items: Table[Item], books: Books) -> bool:
    """Whether something of the line is still to be delivered."""
    if line.cancelled or not goes_by_delivery(line, items.get(line.item_number)):
        return False
    delivered = books.stock.delivered.get(line.line_id, Decimal(0))
    if line.quantity is None or line.quantity <= delivered:
        return False
    match billing_of(line, books):
        case Billing.OPEN:
            return True
        case Billing.INVOICED:
            return _is_invoiced_ahead(line, books)
        case _:
            return False


def _is_invoiced_ahead(line: OrderLine, books: Books) -> bool:
    """Invoiced as ordered, and stock was kept already: what was invoiced before is taken as delivered."""
    started, invoice = books.stock.started_on, books.invoices.get(books.billed_lines.get(line.line_id, ""))
    return started is not None and invoice is not None and invoice.issued_on >= started


def _pinned(books: Books, as_of: date) -> dict[str, list[ReservedPart]]:
    found: dict[str, list[ReservedPart]] = {}
    for pick in books.stock.open_picks():
        found.setdefault(pick.line_id, []).append(ReservedPart(pick.quantity, as_of, pick.location))
    return found


def _wanted(
    line: OrderLine,
    customers: Table[Customer],
    items: Table[Item],
    settings: Settings,
    books: Books,
    as_of: date,
    pinned: Mapping[str, list[ReservedPart]],
) -> Wanted | None:
    customer, item = customers.get(line.customer_number), items.get(line.item_number)
    if customer is None or item is None or line.quantity is None:
        return None
    key = line_key(line)
    open_quantity = line.quantity - books.stock.delivered.get(key, Decimal(0))
    promise, parts = books.stock.promise(key, line.order_number), tuple(pinned.get(key, ()))
    promised_on = promise.promised_on if promise else None
    wanted_on = line.wanted_on or as_of
    place, reason = _place_in_queue(line, customer, settings, wanted_on, as_of)
    if promised_on:
        reason = PROMISED_FOR.bind(day=promised_on)
    if parts:
        reason = PICKED.bind()
    rank = (
        not parts,
        promised_on is None,
        promised_on or date.max,
        *place,
        line.order_date or as_of,
        natural(line.order_number),
        natural(line.item_number),
        natural(key),
    )
    demand = Demand(key, line.order_number, line.item_number, open_quantity, rank, parts)
    said = Label(reason.text("en"), reason.text("de"))
    return Wanted(line, key, customer, item, open_quantity, wanted_on, said, demand)


def _place_in_queue(
    line: OrderLine, customer: Customer, settings: Settings, wanted_on: date, as_of: date
) -> tuple[tuple[Any, ...], Any]:
    ordered_on = line.order_date or as_of
    match settings.allocation_order:
        case AllocationOrder.REQUESTED_DATE:
            return (0, wanted_on), REQUESTED_FOR.bind(day=wanted_on)
        case AllocationOrder.PRIORITY if customer.priority is not None:
            reason = OF_PRIORITY.bind(priority=customer.priority, day=ordered_on)
            return (customer.priority, date.min), reason
        case AllocationOrder.PRIORITY:
            return (_LAST, date.min), WITHOUT_PRIORITY.bind(day=ordered_on)
        case _:
            return (0, date.min), ORDERED_ON.bind(day=ordered_on)
