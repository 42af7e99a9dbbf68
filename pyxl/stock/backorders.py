"""Backorders: the order lines that wait, with the day they can go and what they wait for; the late ones are told, too.

A line waits when its day has passed, when it cannot all be there on its day, when its order is held for money, or when
a part of it went out. What is due and lies there is no backorder: it is to be picked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.credit import NO_ITEMS, Credit
from pyxl.orders.heads import NO_HEADS, OrderHead
from pyxl.orders.price_lists import NO_PRICES, PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings
from pyxl.stock.availability import check_promised
from pyxl.stock.backorder_rows import BackorderRow
from pyxl.stock.demands import Wanted
from pyxl.stock.explaining import availability_of
from pyxl.stock.plan import GoodsPlan, plan_goods

TAB = "Backorders"
SUMMARY = Text(
    "Waiting: {lines}; late {late}, held for money {held}, short of goods {short}.",
    "Rückstand: {lines}; verspätet {late}, angehalten {held}, mit Fehlmenge {short}.",
)
LINES = Label("order line", "Auftragszeile"), Label("order lines", "Auftragszeilen")
LISTED = Label("backorders", "Rückstände")
ON_PICK_LIST = Label("on a pick list", "steht auf einer Kommissionierliste")


@dataclass(frozen=True)
class Backorder:
    """An order line that waits."""

    wanted: Wanted
    promised_on: date | None
    earliest_on: date | None
    days_late: int
    reason: Label
    is_held: bool
    is_short: bool

    def values(self) -> dict[str, CellValue]:
        """Its row."""
        wanted = self.wanted
        ordered = wanted.line.quantity or Decimal(0)
        return {
            "order_number": wanted.line.order_number,
            "customer_number": wanted.customer.customer_number,
            "item_number": wanted.item.item_number,
            "quantity": ordered,
            "delivered": ordered - wanted.quantity or None,
            "outstanding": wanted.quantity,
            "requested_date": wanted.line.wanted_on,
            "promised_date": self.promised_on,
            "earliest_date": self.earliest_on,
            "days_late": self.days_late or None,
            "reason": self.reason,
        }


def list_backorders(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    incoming: Table[IncomingLine],
    backorders: Table[BackorderRow],
    settings: Settings,
    books: Books,
    as_of: date,
    prices: Table[PriceRow] = NO_PRICES,
    order_heads: Table[OrderHead] = NO_HEADS,
    receivables: Table[OpenItem] = NO_ITEMS,
) -> Outcome:
    """Brings the tab Backorders up to date, and tells what was promised and not delivered; reserves nothing."""
    credit = Credit(receivables, order_heads)
    plan = plan_goods(orders, customers, items, incoming, settings, books, as_of, prices, credit)
    found = sorted(_waiting(plan, items, books, as_of), key=lambda each: (-each.days_late, each.wanted.demand.rank))
    late = sum(each.days_late > 0 for each in found)
    held, short = sum(each.is_held for each in found), sum(each.is_short for each in found)
    counts: dict[str, int | str] = {"lines": len(found), "late": late, "held": held, "short": short}
    summary = SUMMARY.bind(lines=Counted(len(found), *LINES), late=late, held=held, short=short)
    told = [each for wanted in plan.wanted.lines for each in check_promised(wanted, orders, books, as_of)]
    rows = {each.wanted.line_id: each.values() for each in found}
    return Outcome(summary, (*plan.findings, *told), changes=_rows(rows, backorders), counts=counts)


def _waiting(plan: GoodsPlan, items: Table[Item], books: Books, as_of: date) -> Iterator[Backorder]:
    picked: dict[str, Decimal] = defaultdict(Decimal)
    for pick in books.stock.open_picks():
        picked[pick.line_id] += pick.quantity
    for wanted in plan.wanted.lines:
        allotment, hold = plan.allotment(wanted), plan.holds.get(wanted.line.order_number)
        promise = books.stock.promise(wanted.line_id, wanted.line.order_number)
        promised_on = promise.promised_on if promise else None
        earliest = allotment.complete_on if allotment else as_of
        days_late = max((as_of - (promised_on or wanted.wanted_on)).days, 0)
        is_partly_there = wanted.line.quantity != wanted.quantity
        is_later = earliest is None or earliest > max(wanted.wanted_on, as_of)
        if not (days_late or hold or is_partly_there or is_later):
            continue
        if hold:
            reason = Label(hold.reason.text("en"), hold.reason.text("de"))
        else:
            is_picked = picked[wanted.line_id] >= wanted.quantity
            reason = ON_PICK_LIST if is_picked else availability_of(wanted, plan, items)
        is_short = allotment is not None and bool(allotment.short)
        yield Backorder(wanted, promised_on, earliest, days_late, reason, hold is not None, is_short)


def _rows(rows: Mapping[str, dict[str, CellValue]], standing: Table[BackorderRow]) -> ChangeSet:
    """The tab as it is to be; lines that wait no more go."""
    changes = ChangeList()
    for row in standing:
        if row.line_id not in rows:
            changes.clear(TAB, row.line_id, {}, LISTED)
    for key, values in rows.items():
        there = standing.get(key)
        if there is None:
            changes.append(TAB, key, values, LISTED)
            continue
        for name, value in values.items():
            old: CellValue = getattr(there, name)
            if not (isinstance(value, Label) and old in (value.en, value.de)):
                changes.set(TAB, key, name, old, value, LISTED)
    return changes.done()
