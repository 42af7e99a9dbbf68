"""Pick list: what can go out today, from which location, in walking order, with weights.

Listed is what is reserved in stock and due; goods that a list has already are not listed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import DocumentRequest, Outcome, Plain, Posting, Series
from pyxl.core.plain import to_plain
from pyxl.core.tables import Table
from pyxl.deliveries import rules
from pyxl.deliveries.papers import Paper, paper_content, paper_path, paper_request
from pyxl.deliveries.pick_paper import kilograms, pick_paper, weight_of
from pyxl.invoicing.posting import claims_key
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import PickState
from pyxl.ledger.goods.rows import IncomingLine, ReservationRow
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.credit import NO_ITEMS, Credit
from pyxl.orders.heads import NO_HEADS, OrderHead
from pyxl.orders.price_lists import NO_PRICES, PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings
from pyxl.stock.allocation import natural
from pyxl.stock.availability import goods_cells
from pyxl.stock.demands import Wanted
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.explaining import plain
from pyxl.stock.plan import GoodsPlan, plan_goods

SUMMARY = Text("{lines} to pick for {orders}, {weight}.", "{lines} zu kommissionieren für {orders}, {weight}.")
LINES = Label("line", "Position"), Label("lines", "Positionen")
ORDERS = Label("order", "Auftrag"), Label("orders", "Aufträge")
LISTED = Text("on pick list {number}", "auf Kommissionierliste {number}")


@dataclass(frozen=True)
class ToPick:
    """A line of the list before it has its number."""

    wanted: Wanted
    location: str
    quantity: Decimal

    @property
    def weight(self) -> Decimal | None:
        """In kg, where the item has one."""
        return self.wanted.item.weight * self.quantity if self.wanted.item.weight else None


def pick_list(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    incoming: Table[IncomingLine],
    reservations: Table[ReservationRow],
    settings: Settings,
    books: Books,
    as_of: date,
    prices: Table[PriceRow] = NO_PRICES,
    order_heads: Table[OrderHead] = NO_HEADS,
    receivables: Table[OpenItem] = NO_ITEMS,
) -> Outcome:
    """Lists what is to be taken from where for all that is due by `as_of` and lies in stock."""
    credit = Credit(receivables, order_heads)
    plan = plan_goods(orders, customers, items, incoming, settings, books, as_of, prices, credit)
    stops = plan.wanted.settings_errors
    waiting, findings = _whole_orders(plan, orders, settings, as_of)
    findings += _held(plan, orders, as_of)
    picks = [] if stops else _to_pick(plan, waiting | plan.holds.keys(), books, as_of)
    reserved = tuple(plan.reservations(GoodsDesk(books.stock), books.stock))
    postings: tuple[Posting, ...] = (*reserved, *((_posting(picks, settings, books, as_of),) if picks else ()))
    weight = plain(weight_of(picks) or Decimal(0))
    names = {each.wanted.line.order_number for each in picks}
    summary = SUMMARY.bind(
        lines=Counted(len(picks), *LINES),
        orders=Counted(len(names), *ORDERS),
        weight=Label(kilograms(weight, "en"), kilograms(weight, "de")),
    )
    counts: dict[str, int | str] = {
        "lines": len(picks),
        "orders": len(names),
        "weight_kg": str(weight),
    }
    own = goods_cells(plan, orders, items, as_of, reservations, books.stock, reserved)
    return Outcome(summary, (*stops, *plan.findings, *findings), postings, own, counts=counts)


def _is_due(wanted: Wanted, as_of: date) -> bool:
    return wanted.wanted_on <= as_of


def _whole_orders(
    plan: GoodsPlan, orders: Table[OrderLine], settings: Settings, as_of: date
) -> tuple[frozenset[str], list[Finding]]:
    """The orders that wait for their rest, where only whole ones go out: PCK001."""
    if not settings.whole_orders:
        return frozenset(), []
    lacking: dict[str, list[Wanted]] = {}
    for wanted in plan.wanted.lines:
        allotment = plan.allotment(wanted)
        if allotment and allotment.on_hand < wanted.quantity:
            lacking.setdefault(wanted.line.order_number, []).append(wanted)
    due = {wanted.line.order_number for wanted in plan.wanted.lines if _is_due(wanted, as_of)}
    findings = [
        rules.WAITS_FOR_THE_REST.at(
            orders.cell(lines[0].line, "order_number"),
            order=order,
            items=tuple(dict.fromkeys(each.item.item_number for each in lines)),
        )
        for order, lines in lacking.items()
        if order in due
    ]
    return frozenset(lacking), findings


def _held(plan: GoodsPlan, orders: Table[OrderLine], as_of: date) -> list[Finding]:
    """PCK002, once for each order that is due."""
    due: dict[str, Wanted] = {}
    for wanted in plan.wanted.lines:
        if _is_due(wanted, as_of):
            due.setdefault(wanted.line.order_number, wanted)
    return [
        rules.HELD_BACK.at(
            orders.cell(wanted.line, "order_number"),
            order=order,
            reason=plan.holds[order].reason,
        )
        for order, wanted in due.items()
        if order in plan.holds
    ]


def _to_pick(plan: GoodsPlan, waiting: frozenset[str], books: Books, as_of: date) -> list[ToPick]:
    """In walking order; goods without stock come last."""
    listed: dict[tuple[str, str], Decimal] = {}
    for pick in books.stock.open_picks():
        key = (pick.line_id, pick.location)
        listed[key] = listed.get(key, Decimal(0)) + pick.quantity
    found: list[ToPick] = []
    for wanted in plan.wanted.lines:
        if not _is_due(wanted, as_of) or wanted.line.order_number in waiting:
            continue
        for location, quantity in _sources(plan, wanted):
            rest = quantity - listed.get((wanted.line_id, location), Decimal(0))
            if rest > 0:
                found.append(ToPick(wanted, location, rest))
    return sorted(found, key=_walking_order)


def _sources(plan: GoodsPlan, wanted: Wanted) -> Iterator[tuple[str, Decimal]]:
    allotment = plan.allotment(wanted)
    if allotment is None:
        yield "", wanted.quantity
        return
    yield from ((part.location, part.quantity) for part in allotment.parts if part.is_on_hand)


def _walking_order(pick: ToPick) -> tuple[object, ...]:
    wanted = pick.wanted
    return not pick.location, natural(pick.location), natural(wanted.item.item_number), wanted.demand.rank


@dataclass(frozen=True)
class PickListPosting:
    """A pick list to be numbered."""

    picks: tuple[ToPick, ...]
    settings: Settings
    made_on: date
    claims: tuple[str, ...]
    kind: str = ev.PICK_LIST

    @property
    def key(self) -> str:
        """The same goods for the same lines are one list."""
        return claims_key("pick-list", self.claims)

    @property
    def series(self) -> Series:
        """Pick lists have numbers of their own."""
        return Series(self.settings.pick_list_number_pattern, self.made_on.year)

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        content = paper_content(self._paper(number), self.settings)
        path = paper_path(self.made_on.year, number)
        payload: Plain = to_plain(ev.PickListMade(self.made_on, self.listed(number), path, content))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """A row in Pick list for each line."""
        changes, why = ChangeList(), LISTED.bind(number=number)
        for pick in self.listed(number):
            changes.append("PickList", pick.pick_id, pick_values(PickState(pick)), why)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The list as PDF."""
        paper = self._paper(number)
        content = paper_content(paper, self.settings)
        return (paper_request(number, paper_path(self.made_on.year, number), paper, content),)

    def listed(self, number: str) -> tuple[ev.Pick, ...]:
        """The lines as the books know them."""
        return tuple(
            ev.Pick(
                f"{number}/{place}",
                each.wanted.line_id,
                each.wanted.line.order_number,
                each.wanted.customer.customer_number,
                each.wanted.item.item_number,
                each.location,
                each.quantity,
            )
            for place, each in enumerate(self.picks, 1)
        )

    def _paper(self, number: str) -> Paper:
        return pick_paper(self.picks, number, self.settings, self.made_on)


def _posting(picks: Sequence[ToPick], settings: Settings, books: Books, as_of: date) -> PickListPosting:
    rounds = books.stock.pick_rounds
    claims = tuple(f"pick:{each.wanted.line_id}:{each.location}:{rounds[each.wanted.line_id]}" for each in picks)
    return PickListPosting(tuple(picks), settings, as_of, claims)


def pick_values(state: PickState) -> dict[str, CellValue]:
    """A row of Pick list."""
    pick = state.pick
    return {
        "location": pick.location,
        "item_number": pick.item_number,
        "quantity": pick.quantity,
        "order_number": pick.order_number,
        "line_id": pick.line_id,
        "customer_number": pick.customer_number,
        "status": state.status,
        "delivery_number": state.delivery_number,
    }
