"""Who gets what, as the tabs and the books stand: what check-availability says, and all that builds on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyxl.core.findings import Finding
from pyxl.core.labels import Label
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import StockBooks
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.credit import Credit, Hold
from pyxl.orders.price_lists import NO_PRICES, PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings
from pyxl.stock.allocation import Allocation, Allotment, allocate
from pyxl.stock.demands import Wanted, WantedLines, wanted_lines
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.postings import GoodsPosting
from pyxl.stock.supplies import supplies_of

GIVEN_BACK = Label("not wanted any more", "wird nicht mehr gebraucht")


@dataclass(frozen=True)
class GoodsPlan:
    """The lines that want goods, what each gets, and what was said meanwhile."""

    wanted: WantedLines
    given: Allocation
    findings: tuple[Finding, ...]

    def allotment(self, wanted: Wanted) -> Allotment | None:
        """What a line gets; None for goods without stock."""
        return self.given.get(wanted.line_id)

    @property
    def holds(self) -> Mapping[str, Hold]:
        """The orders that wait for money, by order number."""
        return self.wanted.checked.holds

    def reservations(self, desk: GoodsDesk, stock: StockBooks) -> Iterator[GoodsPosting]:
        """What changes in the reservations: what is not wanted any more is given back first."""
        kept = {wanted.line_id for wanted in self.wanted.lines if wanted.is_counted}
        for line_id, line in stock.reservations.items():
            if line_id not in kept and (posting := desk.reserve(line, (), GIVEN_BACK)):
                yield posting
        for wanted in self.wanted.lines:
            allotment = self.allotment(wanted)
            parts = allotment.parts if allotment else ()
            if posting := desk.reserve(_line_of(wanted), parts, wanted.reason):
                yield posting


def _line_of(wanted: Wanted) -> ev.LineReserved:
    nothing = Label("", "")
    return ev.LineReserved(
        wanted.line_id, wanted.line.order_number, wanted.customer.customer_number, wanted.item.item_number, (), (),
        nothing, nothing,
    )  # fmt: skip


def plan_goods(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    incoming: Table[IncomingLine],
    settings: Settings,
    books: Books,
    as_of: date,
    prices: Table[PriceRow] = NO_PRICES,
    credit: Credit | None = None,
) -> GoodsPlan:
    """The same tabs and books give the same plan, in whatever order the rows are. With `credit` orders are held."""
    wanted = wanted_lines(orders, customers, items, settings, books, as_of, prices, credit)
    supplies, told = supplies_of(incoming, items, settings, books.stock, as_of)
    given = allocate(wanted.demands, supplies, whole_orders=settings.whole_orders)
    return GoodsPlan(wanted, given, (*incoming.findings, *wanted.findings, *told))
