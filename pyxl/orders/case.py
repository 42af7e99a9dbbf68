"""What a check is given: one order line, what it refers to, and what all lines have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from pyxl.core import cell_rules
from pyxl.core.findings import CellRef, Finding
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.effective import Terms, terms
from pyxl.orders.heads import NO_MORE_TO_SAY, Heads, OrderHead
from pyxl.orders.nearest import Nearest
from pyxl.orders.price_lists import PriceLists
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings


@dataclass(frozen=True)
class Bench:
    """All that the checks of one run share. The errors of a customer, item or head are kept by its key."""

    orders: Table[OrderLine]
    customers: Table[Customer]
    items: Table[Item]
    settings: Settings
    books: Books
    as_of: date
    customer_errors: Mapping[str, tuple[Finding, ...]]
    item_errors: Mapping[str, tuple[Finding, ...]]
    heads: Heads = NO_MORE_TO_SAY
    head_errors: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    prices: PriceLists = field(default_factory=PriceLists)

    @cached_property
    def near_customers(self) -> Nearest:
        """Finds the customer that was probably meant."""
        return Nearest((each.customer_number, each.name) for each in self.customers)

    @cached_property
    def near_items(self) -> Nearest:
        """Finds the item that was probably meant."""
        return Nearest((each.item_number, each.description) for each in self.items)

    @cached_property
    def can_look_up_customers(self) -> bool:
        """Whether the tab could be read; without it every customer would seem unknown."""
        return is_readable(self.customers)

    @cached_property
    def can_look_up_items(self) -> bool:
        """Whether the tab could be read."""
        return is_readable(self.items)

    def case(self, line: OrderLine) -> OrderCase:
        """The line with its customer, item and terms."""
        customer = self.customers.get(line.customer_number)
        item = self.items.get(line.item_number)
        return OrderCase(
            line,
            customer,
            item,
            terms(line, customer, item, self._listed(line, customer)),
            self,
        )

    def _listed(self, line: OrderLine, customer: Customer | None) -> Decimal | None:
        group = customer.price_group if customer else ""
        return self.prices.price(
            line.item_number,
            group,
            line.quantity or Decimal(0),
            line.order_date or self.as_of,
        )


class OrderCase(NamedTuple):
    """One order line that is not invoiced yet."""

    line: OrderLine
    customer: Customer | None
    item: Item | None
    terms: Terms
    bench: Bench

    def cell(self, name: str) -> CellRef:
        """Where the field stands."""
        return self.bench.orders.cell(self.line, name)

    @property
    def head(self) -> OrderHead:
        """What holds for the whole order."""
        return self.bench.heads.of(self.line.order_number)

    @property
    def supplied_on(self) -> date:
        """The date of supply: of delivery as planned, or of the invoice where no date is given."""
        return self.line.planned_on or self.bench.as_of


def is_readable(table: Table[Any]) -> bool:
    """Whether the headings of the tab could be understood."""
    unreadable = (cell_rules.COLUMN_MISSING, cell_rules.DUPLICATE_HEADER)
    return not any(finding.rule in unreadable for finding in table.findings)


def errors_by_key(findings: Iterable[Finding], tab: str) -> dict[str, tuple[Finding, ...]]:
    """The errors of a tab's rows by the row's key."""
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        if finding.is_error and finding.cell.tab == tab and finding.cell.key:
            found[finding.cell.key] = (*found.get(finding.cell.key, ()), finding)
    return found
