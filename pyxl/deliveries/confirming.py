"""Confirm orders: what was ordered, at which price, and the day that is promised, backed by reserved goods.

An order is confirmed whole or not at all. Once it is, its goods come before those of orders that were promised
nothing; a changed order is confirmed again with the next revision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pyxl.core.changes import ChangeList
from pyxl.core.findings import Finding, rows_with_errors
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome, Posting
from pyxl.core.tables import Table
from pyxl.deliveries import rules
from pyxl.deliveries.confirmation_paper import confirmation_documents, confirmation_name
from pyxl.deliveries.papers import paper_path
from pyxl.deliveries.recipients import delivery_address
from pyxl.invoicing.letter import delivery_line
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.rows import IncomingLine, ReservationRow
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.billable import BillableLine, billable_line
from pyxl.orders.case import OrderCase
from pyxl.orders.credit import NO_ITEMS, Credit
from pyxl.orders.delivered import goes_by_delivery
from pyxl.orders.heads import NO_HEADS, OrderHead
from pyxl.orders.price_lists import NO_PRICES, PriceRow
from pyxl.orders.rows import InvoiceKind, OrderLine, kind_of
from pyxl.settings import Settings
from pyxl.stock.availability import goods_cells
from pyxl.stock.demands import line_key
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.plan import GoodsPlan, plan_goods
from pyxl.stock.postings import GoodsPosting

SUMMARY = Text("{orders} confirmed; left without a date or with errors: {left}.",
               "{orders} bestätigt; ohne Termin oder mit Fehlern geblieben: {left}.")  # fmt: skip
CONFIRM = Text("To be confirmed to the customers: {orders}.", "Den Kunden zu bestätigen: {orders}.")
ORDERS = Label("order", "Auftrag"), Label("orders", "Aufträge")
PROMISED = Text("confirmed with {name}", "bestätigt mit {name}")
_NOT_CONFIRMED = (InvoiceKind.CREDIT_NOTE, InvoiceKind.CORRECTED, InvoiceKind.REPLACEMENT)
"""The letter about a complaint announces its replacement."""


@dataclass(frozen=True)
class PromisedLine:
    """A line of an order with the day that is promised; None is as agreed, for services without a date."""

    line: BillableLine
    promised_on: date | None

    @property
    def terms(self) -> str:
        """What matters to the customer besides the quantity."""
        line = self.line
        return f"{line.description}|{line.unit}|{line.unit_price}|{line.discount_percent}|{line.currency}"

    def confirmed(self) -> ev.ConfirmedLine:
        """As the journal keeps it."""
        key, item = line_key(self.line.line), self.line.item.item_number
        return ev.ConfirmedLine(key, item, self.line.quantity, self.terms, self.promised_on)


def confirm_orders(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    incoming: Table[IncomingLine],
    reservations: Table[ReservationRow],
    settings: Settings,
    books: Books,
    as_of: date,
    order_heads: Table[OrderHead] = NO_HEADS,
    prices: Table[PriceRow] = NO_PRICES,
    receivables: Table[OpenItem] = NO_ITEMS,
) -> Outcome:
    """Writes the confirmation of every order that is not confirmed as it stands, with a day for each line."""
    credit = Credit(receivables, order_heads)
    plan = plan_goods(orders, customers, items, incoming, settings, books, as_of, prices, credit)
    stops = plan.wanted.settings_errors
    run = _Confirming(plan, orders, order_heads, settings, books, as_of)
    reserved = tuple(plan.reservations(GoodsDesk(books.stock), books.stock))
    confirmed = tuple(run.postings()) if not stops else ()
    count = Counted(len(confirmed), *ORDERS)
    counts: dict[str, int | str] = {
        "confirmed": len(confirmed),
        "left": run.left,
        "reservations_changed": len(reserved),
    }
    postings: tuple[Posting, ...] = (*reserved, *confirmed)
    return Outcome(
        SUMMARY.bind(orders=count, left=run.left),
        (*stops, *plan.findings, *run.findings),
        postings,
        goods_cells(plan, orders, items, as_of, reservations, books.stock, reserved),
        counts=counts,
        confirmation=CONFIRM.bind(orders=count) if confirmed else None,
    )


class _Confirming:
    """Goes through the orders of one run."""

    def __init__(
        self,
        plan: GoodsPlan,
        orders: Table[OrderLine],
        heads: Table[OrderHead],
        settings: Settings,
        books: Books,
        as_of: date,
    ) -> None:
        self.plan, self.orders, self.heads = plan, orders, heads
        self.settings, self.books, self.as_of = settings, books, as_of
        self.wanted = {each.line_id: each for each in plan.wanted.lines}
        self.findings: list[Finding] = []
        self.left = 0

    def postings(self) -> Iterator[GoodsPosting]:
        """The confirmations, in the order of the sheet."""
        bad = rows_with_errors(self.plan.wanted.checked.findings, "Orders")
        for order, cases in self._orders().items():
            lines = [(case, billable_line(case, self.settings)) for case in cases]
            outstanding = [line for _, line in lines if line and self._is_outstanding(line)]
            if any(case.line.sheet_row in bad for case in cases):
                self._leave(rules.ORDER_HAS_ERRORS.at(cases[0].cell("order_number"), order=order))
            elif outstanding:
                promised = [self._promised(line) for _, line in lines if line]
                if order in self.plan.holds and self._is_news(order, promised):
                    reason = self.plan.holds[order].reason
                    self._leave(rules.HELD_NOT_CONFIRMED.at(cases[0].cell("order_number"), order=order, reason=reason))
                elif posting := self._posting(order, promised):
                    yield posting

    def _orders(self) -> dict[str, list[OrderCase]]:
        groups: dict[str, list[OrderCase]] = {}
        for case in self.plan.wanted.checked.open_cases:
            if not case.line.cancelled and kind_of(case.line) not in _NOT_CONFIRMED:
                groups.setdefault(case.line.order_number, []).append(case)
        return groups

    def _leave(self, finding: Finding) -> None:
        self.left += 1
        self.findings.append(finding)

    def _is_outstanding(self, line: BillableLine) -> bool:
        """Goods that are not delivered yet, or a service that is still to come."""
        if goes_by_delivery(line.line, line.item):
            return line_key(line.line) in self.wanted
        return line.line.planned_on is None or line.line.planned_on > self.as_of

    def _promised(self, line: BillableLine) -> PromisedLine:
        key = line_key(line.line)
        wanted, promise = self.wanted.get(key), self.books.stock.promise(key, line.line.order_number)
        before = promise.promised_on if promise else None
        if wanted is None or not wanted.is_counted:
            return PromisedLine(line, before or line.line.planned_on)
        allotment = self.plan.allotment(wanted)
        ready = allotment.complete_on if allotment else None
        if ready is None:
            return PromisedLine(line, None)
        # A promise is kept as long as it can be.
        kept = before if before and before >= ready else None
        return PromisedLine(line, kept or max(ready, wanted.wanted_on))

    def _posting(self, order: str, lines: Sequence[PromisedLine]) -> GoodsPosting | None:
        without = [each for each in lines if each.promised_on is None and self._needs_day(each.line)]
        if without:
            missing = tuple(dict.fromkeys(each.line.item.item_number for each in without))
            cell = self.orders.cell(without[0].line.line, "order_number")
            self._leave(rules.NO_DATE_TO_PROMISE.at(cell, order=order, items=missing))
            return None
        if not self._is_news(order, lines):
            return None
        return self._confirmation(order, lines, tuple(each.confirmed() for each in lines))

    def _is_news(self, order: str, lines: Sequence[PromisedLine]) -> bool:
        """Whether it is not confirmed so already."""
        standing = self.books.stock.confirmations.get(order)
        return not standing or standing[-1][1].lines != tuple(each.confirmed() for each in lines)

    def _needs_day(self, line: BillableLine) -> bool:
        wanted = self.wanted.get(line_key(line.line))
        return wanted is not None and wanted.is_counted

    def _confirmation(
        self, order: str, lines: Sequence[PromisedLine], confirmed: tuple[ev.ConfirmedLine, ...]
    ) -> GoodsPosting:
        revision = self.books.stock.confirmation_revisions[order] + 1
        name = confirmation_name(order, revision)
        path = paper_path(self.as_of.year, name)
        address = delivery_address(order, lines[0].line.customer, self.heads)
        place = delivery_line(address, self.settings.home)
        content, papers = confirmation_documents(lines, place, self.settings, self.as_of, revision, name, path)
        if len(papers) == 1 and self.settings.email:
            cell, who = self.orders.cell(lines[0].line.line, "customer_number"), lines[0].line.customer.name
            self.findings.append(rules.NOT_MAILED.at(cell, number=name, who=who))
        customer = lines[0].line.customer.customer_number
        event = ev.OrderConfirmed(order, customer, revision, self.as_of, confirmed, path, content)
        changes, why = ChangeList(), PROMISED.bind(name=name)
        for each in lines:
            row, key = each.line.line, line_key(each.line.line)
            changes.set("Orders", key, "promised_date", row.promised_date, each.promised_on, why)
        return GoodsPosting(ev.CONFIRMATION, f"confirm:{order}:{revision}", event, changes.done(), papers=papers)
