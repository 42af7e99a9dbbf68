"""What is delivered but not invoiced yet, oldest first: every day of waiting is a day without the money.

>>> from pyxl.core.tables import table_of
>>> line = OrderLine(
...     line_id="L1", order_number="A1", order_date=date(2026, 3, 2), customer_number="K1", item_number="I1",
...     quantity=Decimal(2), delivery_date=date(2026, 3, 3),
... )
>>> nord = Customer(customer_number="K1", name="Nord AG", street="Ring 1", postcode="34117", city="Kassel")
>>> nails = Item(item_number="I1", description="Nails", unit="kg", price=Decimal("4.50"))
>>> firm = Settings(company_name="M GmbH", street="Ring 1", postcode="34117", city="Kassel", tax_number="026/815/08154")
>>> orders, customers, items = table_of(OrderLine, [line]), table_of(Customer, [nord]), table_of(Item, [nails])
>>> list_unbilled(orders, customers, items, firm, Books(), date(2026, 3, 10)).findings[0].message("en")
'Order A1 of K1 Nord AG, delivered on 2026-03-03, has waited for its invoice for 7 days: 1 order line, 9.00 EUR net.'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from pyxl.core.findings import Finding, Rule, Severity
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.case import OrderCase
from pyxl.orders.delivered import DeliveredPart, is_billed_by_delivery, unbilled_parts
from pyxl.orders.price_lists import NO_PRICES, PriceLists, PriceRow
from pyxl.orders.rows import OrderLine, is_replacement
from pyxl.orders.validating import check_orders
from pyxl.settings import Settings

NOT_INVOICED_YET = Rule(
    "INV007",
    "delivered-not-invoiced",
    Severity.INFO,
    Text(
        "Order {order} of {customer}, delivered on {day}, has waited for its invoice for {days}: {lines}, {net} net.",
        "Auftrag {order} von {customer}, geliefert am {day}, wartet seit {days} auf die Rechnung: "
        "{lines}, {net} netto.",
    ),
    Text("Create the invoice.", "Die Rechnung erstellen."),
)
STOPPED_BY_ERRORS = Rule(
    "INV008",
    "delivered-but-stopped",
    Severity.WARNING,
    Text(
        "Order {order} of {customer}, delivered on {day}, has waited for {days} and cannot be invoiced: "
        "{lines} with errors, {net} net.",
        "Auftrag {order} von {customer}, geliefert am {day}, wartet seit {days} und lässt sich nicht berechnen: "
        "{lines} mit Fehlern, {net} netto.",
    ),
    Text("Check the orders and put right what is told.", "Die Aufträge prüfen und das Genannte berichtigen."),
)
SUMMARY = Text(
    "Delivered and not invoiced: {lines} in {orders}, {net} net; the oldest has waited for {days}. "
    "Stopped by errors: {stopped}.",
    "Geliefert und nicht berechnet: {lines} in {orders}, {net} netto; der älteste wartet seit {days}. "
    "Mit Fehlern: {stopped}.",
)
NOTHING_WAITS = Text("Nothing that is delivered waits for its invoice.", "Nichts Geliefertes wartet auf eine Rechnung.")
_DAYS = Label("day", "Tag"), Label("days", "Tagen")
_LINES = Label("order line", "Auftragszeile"), Label("order lines", "Auftragszeilen")
_ORDERS = Label("order", "Auftrag"), Label("orders", "Aufträgen")


def list_unbilled(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    settings: Settings,
    books: Books,
    as_of: date,
    prices: Table[PriceRow] = NO_PRICES,
) -> Outcome:
    """Lists the orders that are delivered by `as_of` and not invoiced, oldest first. Writes nothing into your rows.

    One note per order, in the Findings tab; a line that errors keep from being invoiced is told as a warning.
    A line without a delivery date is not known to be delivered and is left out.
    """
    checked = check_orders(orders, customers, items, settings, books, as_of, prices=PriceLists(prices))
    delivered = [case for case in checked.open_cases if _is_delivered(case, settings, as_of)]
    sound = {case.line.sheet_row for case in checked.sound_cases}
    groups = _oldest_first(delivered, sound)
    stopped = sum(len(group) for is_sound, group in groups if not is_sound)
    oldest = max((_days(group, as_of) for _, group in groups), default=0)
    net = _net(delivered)
    facts = {
        "lines": Counted(len(delivered), *_LINES),
        "orders": Counted(len({case.line.order_number for case in delivered}), *_ORDERS),
        "net": net,
        "days": Counted(oldest, *_DAYS),
        "stopped": Counted(stopped, *_LINES),
    }
    counts: dict[str, int | str] = {"lines": len(delivered), "stopped": stopped, "oldest_days": oldest}
    counts |= {f"net_{amount.currency.lower()}": str(amount.amount) for amount in net}
    findings = tuple(_finding(is_sound, group, as_of) for is_sound, group in groups)
    return Outcome(SUMMARY.bind(**facts) if delivered else NOTHING_WAITS.bind(), findings, counts=counts)


def _is_delivered(case: OrderCase, settings: Settings, as_of: date) -> bool:
    """As delivery notes say, where goods are invoiced by these; else as the date has it. A replacement never is."""
    if is_replacement(case.line):
        return False
    if is_billed_by_delivery(case.line, case.item, settings):
        return bool(unbilled_parts(case.line, case.bench.books))
    return case.line.planned_on is not None and case.line.planned_on <= as_of


def _parts(case: OrderCase) -> tuple[DeliveredPart, ...]:
    is_partial = is_billed_by_delivery(case.line, case.item, case.bench.settings)
    return unbilled_parts(case.line, case.bench.books) if is_partial else ()


def _oldest_first(cases: Iterable[OrderCase], sound: set[int]) -> list[tuple[bool, list[OrderCase]]]:
    """The lines of each order, those that errors stop apart from the others."""
    groups: dict[tuple[str, bool], list[OrderCase]] = {}
    for case in cases:
        groups.setdefault((case.line.order_number, case.line.sheet_row in sound), []).append(case)
    found = [(is_sound, group) for (_, is_sound), group in groups.items()]
    return sorted(found, key=lambda each: _delivered(each[1]))


def _delivered(group: Iterable[OrderCase]) -> date:
    days = ([part.delivered_on for part in _parts(case)] or [case.supplied_on] for case in group)
    return min(day for each in days for day in each)


def _days(group: Iterable[OrderCase], as_of: date) -> int:
    return (as_of - _delivered(group)).days


def _net(cases: Iterable[OrderCase]) -> tuple[Money, ...]:
    """What it comes to by currency, without those that come to nothing: a line may lack its price or quantity."""
    sums: dict[str, Money] = {}
    for case in cases:
        price, currency = case.terms.net_price, case.terms.currency
        parts = _parts(case)
        quantity = sum((part.quantity for part in parts), Decimal(0)) if parts else case.line.quantity
        net = (price or Decimal(0)) * (quantity or Decimal(0)) / case.terms.price_base
        amount = Money.rounded(net + (case.line.line_adjustment or Decimal(0)), currency)
        sums[currency] = sums.get(currency, Money.zero(currency)) + amount
    return tuple(each for each in sums.values() if each) or (next(iter(sums.values()), Money.zero()),)


def _finding(is_sound: bool, group: Sequence[OrderCase], as_of: date) -> Finding:
    first = min(group, key=lambda case: case.supplied_on)
    customer = first.customer
    return (NOT_INVOICED_YET if is_sound else STOPPED_BY_ERRORS).at(
        first.cell("order_number"),
        order=first.line.order_number,
        customer=f"{first.line.customer_number} {customer.name if customer else ''}".strip(),
        day=_delivered(group),
        days=Counted(_days(group, as_of), *_DAYS),
        lines=Counted(len(group), *_LINES),
        net=_net(group),
    )
