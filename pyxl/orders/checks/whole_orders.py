"""What only shows when lines are seen together: doubles, a reused order number, one order of two customers.

Lines that are invoiced already count too, but only open lines are told of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pyxl.core.findings import Finding
from pyxl.core.text import fold
from pyxl.masterdata.customers import Customer
from pyxl.orders.case import OrderCase
from pyxl.orders.checks import order_rules as rules
from pyxl.orders.credit import NO_HOLDS, Hold
from pyxl.orders.effective import currency_of
from pyxl.orders.rows import OrderLine

_SHOWN = 3
"""So many other orders, customers or dates are named in a message."""


@dataclass(frozen=True)
class Together:
    """All lines of the tab, sorted by what they may have in common."""

    customers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By order number, as are dates and currencies."""
    dates: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    currencies: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    references: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """Order numbers by customer and the customer's own order number."""
    first_rows: dict[Hashable, int] = field(default_factory=dict)
    holds: Mapping[str, Hold] = field(default_factory=dict)
    """The orders that wait for money, by order number."""

    @classmethod
    def of(
        cls,
        lines: Iterable[OrderLine],
        get_customer: Callable[[str], Customer | None],
        invoiced: set[int],
        holds: Mapping[str, Hold] = NO_HOLDS,
    ) -> Together:
        """Sorts the lines; those of the sheet rows in `invoiced` come first, so that they are no doubles themselves."""
        together = cls(holds=holds)
        rows = list(lines)
        for line in [row for row in rows if row.sheet_row in invoiced]:
            together.first_rows.setdefault(sameness(line), line.sheet_row)
        for line in rows:
            together._add(line, get_customer(line.customer_number))
        return together

    def _add(self, line: OrderLine, customer: Customer | None) -> None:
        order = line.order_number
        if not order:
            return
        self.first_rows.setdefault(sameness(line), line.sheet_row)
        self.currencies[order].add(currency_of(line, customer))
        if line.order_date:
            self.dates[order].add(line.order_date)
        if line.customer_number:
            self.customers[order].add(line.customer_number)
            if line.customer_reference:
                self.references[line.customer_number, fold(line.customer_reference)].add(order)


def sameness(line: OrderLine) -> Hashable:
    """What makes two lines the same. The description counts: eight hours on Monday are not eight on Tuesday."""
    return (
        line.order_number,
        line.item_number,
        line.quantity,
        line.unit_price,
        line.requested_date,
        line.delivery_date,
        line.description,
    )


def check_duplicate_line(case: OrderCase, together: Together) -> Finding | None:
    """ORD033: the first of them may be invoiced, the others wait."""
    line = case.line
    first = together.first_rows.get(sameness(line), line.sheet_row)
    if first == line.sheet_row or not line.item_number or line.quantity is None:
        return None
    return rules.DUPLICATE_LINE.at(case.cell("item_number"), row=first)


def check_customer_reference_reused(case: OrderCase, together: Together) -> Finding | None:
    """ORD034: often the same order entered twice; a blanket order is called off so, too."""
    line = case.line
    if not line.customer_reference:
        return None
    orders = together.references.get((line.customer_number, fold(line.customer_reference)), set())
    if len(orders) < 2:
        return None
    others = sorted(orders - {line.order_number})
    return rules.CUSTOMER_REFERENCE_REUSED.at(
        case.cell("customer_reference"),
        customer=line.customer_number,
        found=line.customer_reference,
        orders=_some(others),
    )


def check_order_of_several_customers(case: OrderCase, together: Together) -> Finding | None:
    """ORD035."""
    customers = together.customers.get(case.line.order_number, set())
    if len(customers) < 2:
        return None
    return rules.ORDER_OF_SEVERAL_CUSTOMERS.at(
        case.cell("customer_number"), order=case.line.order_number, found=_some(sorted(customers))
    )


def check_order_of_several_dates(case: OrderCase, together: Together) -> Finding | None:
    """ORD036."""
    dates = together.dates.get(case.line.order_number, set())
    if len(dates) < 2:
        return None
    return rules.ORDER_OF_SEVERAL_DATES.at(
        case.cell("order_date"), order=case.line.order_number, found=_some(sorted(dates))
    )


def check_order_of_several_currencies(case: OrderCase, together: Together) -> Finding | None:
    """ORD037."""
    currencies = together.currencies.get(case.line.order_number, set())
    if len(currencies) < 2:
        return None
    return rules.ORDER_OF_SEVERAL_CURRENCIES.at(
        case.cell("currency"), order=case.line.order_number, found=_some(sorted(currencies))
    )


def check_credit_limit_exceeded(case: OrderCase, together: Together) -> Finding | None:
    """ORD062: told once for each order, at its first line."""
    hold = together.holds.get(case.line.order_number)
    if hold is None or hold.limit is None or hold.row != case.line.sheet_row:
        return None
    return rules.CREDIT_LIMIT_EXCEEDED.at(
        case.cell("customer_number"),
        order=case.line.order_number,
        customer=case.line.customer_number,
        total=hold.total,
        owed=hold.owed,
        limit=hold.limit,
    )


def check_customer_in_dunning(case: OrderCase, together: Together) -> Finding | None:
    """ORD063: told once for each order, at its first line."""
    hold = together.holds.get(case.line.order_number)
    if hold is None or hold.limit is not None or hold.row != case.line.sheet_row:
        return None
    return rules.CUSTOMER_IN_DUNNING.at(
        case.cell("customer_number"),
        customer=case.line.customer_number,
        level=hold.level,
        owed=hold.owed,
        limit=case.bench.settings.stop_from_level,
    )


def _some(values: list[str] | list[date]) -> tuple[object, ...]:
    return (*values[:_SHOWN], "…") if len(values) > _SHOWN else tuple(values)


TOGETHER_CHECKS: tuple[Callable[[OrderCase, Together], Finding | None], ...] = (
    check_duplicate_line,
    check_customer_reference_reused,
    check_order_of_several_customers,
    check_order_of_several_dates,
    check_order_of_several_currencies,
    check_credit_limit_exceeded,
    check_customer_in_dunning,
)
