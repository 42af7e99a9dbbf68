"""What is wrong with an order that came in: by the rules of the order sheet, told at its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pyxl.core.cell_rules import REQUIRED_MISSING
from pyxl.core.findings import Finding
from pyxl.core.labels import Label
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table, table_of
from pyxl.core.text import fold
from pyxl.formats.order_records import Address, FileOrder
from pyxl.intake import rules
from pyxl.intake.form_rows import HEAD_OF_ORDER
from pyxl.intake.places import Places
from pyxl.intake.pricing import PricedLine
from pyxl.ledger.books import Books
from pyxl.masterdata.customers import Customer, country_of, treatment_of
from pyxl.masterdata.delivery_places import DeliveryPlace, Destination, check_place
from pyxl.masterdata.items import Item
from pyxl.orders.case import Bench
from pyxl.orders.checks import prices, references
from pyxl.orders.checks.line_checks import LINE_CHECKS
from pyxl.orders.price_lists import NO_LISTS, PriceLists
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings

OUR_OWN = (
    references.check_customer_has_errors,
    references.check_item_has_errors,
    references.check_proposed_customer,
    prices.check_net_amount_overwritten,
    prices.check_margin_below_minimum,
)
"""Checks of the firm's own rows: whoever ordered can put nothing of that right."""
_CHECKS = tuple(check for check in LINE_CHECKS if check not in OUR_OWN)
_EXPECTED = {"number": Label("no number", "keine Zahl"), "date": Label("no date", "kein Datum")}


@dataclass(frozen=True)
class Checker:
    """The rules of the order sheet for orders that are not in it yet."""

    customers: Table[Customer]
    items: Table[Item]
    settings: Settings
    books: Books
    as_of: date
    prices: PriceLists = NO_LISTS

    def check(
        self, order: FileOrder, lines: tuple[PricedLine, ...], customer: Customer | None, places: Places
    ) -> Iterator[Finding]:
        """All findings of the lines, each told once."""
        number = customer.customer_number if customer else order.buyer.number
        if customer and customer.proposed:  # A row proposed in this run is in no tab yet.
            number = ""
        rows = [_order_line(order, line, number, place) for place, line in enumerate(lines)]
        table = table_of(OrderLine, rows)
        facts = (self.customers, self.items, self.settings, self.books, self.as_of)
        bench = Bench(table, *facts, {}, {}, prices=self.prices)
        told = set()
        for row in rows:
            case = bench.case(row)
            for found in (found for check in _CHECKS if (found := check(case))):
                field = found.cell.column or ""
                cell = places.cell(0 if field in HEAD_OF_ORDER else row.sheet_row, HEAD_OF_ORDER.get(field, field))
                if (found.code, cell) not in told:
                    told.add((found.code, cell))
                    yield replace(found, cell=cell, fix=None)

    def check_delivery(self, order: FileOrder, customer: Customer | None, places: Places) -> Iterator[Finding]:
        """DEL001 to DEL003 for a delivery address of the order's own."""
        place = delivery_place(order, customer)
        if place and customer:
            home = self.settings.home
            destination = Destination(country_of(customer), home, treatment_of(customer))
            yield from check_place(place, destination, lambda name: places.cell(0, name))


def check_contents(order: FileOrder, file: str, places: Places) -> Iterator[Finding]:
    """What a list of orders leaves out or has in a form nobody can read; a form is told of when it is read."""
    for fault in order.faults:
        yield rules.VALUE_UNREADABLE.at(
            places.cell(fault.row, ""), file=file, line=fault.row, column=fault.column, found=fault.found,
            expected=_EXPECTED[fault.expected],
        )  # fmt: skip
    unreadable = {fault.row for fault in order.faults}
    if order.order_date is None and not any(fault.expected == "date" for fault in order.faults):
        yield _missing("order_date", 0, places)
    for line in order.lines:
        if not line.item_number:
            yield _missing("item_number", line.row, places)
        if line.quantity is None and line.row not in unreadable:
            yield _missing("quantity", line.row, places)


def check_whole(order: FileOrder, file: str, places: Places) -> Iterator[Finding]:
    """INT005 and INT006: who orders, and what."""
    name = order.number or "–"
    if not order.buyer.is_told:
        yield rules.NO_BUYER.at(places.cell(0, "customer_number"), file=file, order=name)
    if not order.lines:
        yield rules.NO_ITEMS.at(places.cell(0, "order_number"), file=file, order=name)


def _missing(field: str, row: int, places: Places) -> Finding:
    return REQUIRED_MISSING.at(places.cell(row, field), label=schema_of(OrderLine).column(field).label)


def delivery_place(order: FileOrder, customer: Customer | None) -> DeliveryPlace:
    """Where the goods go; nothing where that is the buyer's own address."""
    given = order.delivery
    if not any((given.name, given.street, given.postcode, given.city)) or _is_same(given, order.buyer.address):
        return DeliveryPlace()
    if customer and _is_same(given, Address(given.name, customer.street, customer.postcode, customer.city)):
        return DeliveryPlace()
    return DeliveryPlace(given.name, given.street, given.postcode, given.city, given.country.strip().upper())


def _is_same(one: Address, other: Address) -> bool:
    pairs = ((one.street, other.street), (one.postcode, other.postcode), (one.city, other.city))
    return all(fold(a) == fold(b) for a, b in pairs)


def _order_line(order: FileOrder, line: PricedLine, customer_number: str, place: int) -> OrderLine:
    return OrderLine(
        line_id=f"{place}",
        order_number=order.number or "–",
        order_date=order.order_date,
        customer_number=customer_number,
        customer_reference=order.number,
        item_number=line.item_number,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount_percent=line.discount_percent,
        currency=order.currency,
        requested_date=order.requested_date,
        sheet_row=line.row,
    )
