"""Deliver: what was picked goes out with a delivery note; goods are booked out, the rest of the order stays open.

A delivery is one event with its number: movements, reservation and order lines follow from it, so a kill between two
deliveries leaves the first whole and the second not begun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.changes import ChangeList
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome, Posting
from pyxl.core.tables import Table
from pyxl.deliveries import rules
from pyxl.deliveries.delivery_paper import NoteLine
from pyxl.deliveries.delivery_posting import DeliveryPosting, Taken, plan_delivery
from pyxl.deliveries.recipients import delivery_address
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import Place
from pyxl.ledger.goods.delivery_rows import PickRow, PickStatus
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.heads import NO_HEADS, OrderHead
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings
from pyxl.settings.checks import check_settings
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.explaining import plain
from pyxl.stock.postings import GoodsPosting

SUMMARY = Text(
    "{deliveries} with {lines} went out; left on pick lists with errors: {left}.",
    "{deliveries} mit {lines} ausgeliefert; mit Fehlern auf Kommissionierlisten geblieben: {left}.",
)
NOTHING = Text(
    "No pick list has anything to deliver: make one first. If it was there a moment ago, somebody else delivered it.",
    "Auf keiner Kommissionierliste steht etwas zu liefern: zuerst eine erstellen. War es eben noch da, hat es jemand "
    "anders geliefert.",
)
CONFIRM = Text(
    "To be delivered: {deliveries} with {lines}. Left with errors: {left}.",
    "Zu liefern: {deliveries} mit {lines}. Mit Fehlern bleiben liegen: {left}.",
)
DELIVERIES = Label("delivery", "Lieferung"), Label("deliveries", "Lieferungen")
LINES = Label("line", "Position"), Label("lines", "Positionen")
NOT_PICKED = Label("not picked", "nicht entnommen")
ZERO = Decimal(0)


def deliver(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    picks: Table[PickRow],
    settings: Settings,
    books: Books,
    as_of: date,
    order_heads: Table[OrderHead] = NO_HEADS,
) -> Outcome:
    """Writes a delivery note for each order on the pick lists and books the goods out."""
    run = _Delivering(orders, customers, items, picks, order_heads, settings, books, as_of)
    stops = tuple(found for found in check_settings(settings) if found.is_error)
    groups = [] if stops else list(run.groups())
    postings: list[Posting] = [run.posting(group) for group in groups]
    if run.returned:
        postings.append(run.returns())
    made = [each for each in postings if isinstance(each, DeliveryPosting)]
    lines, left = sum(len(each.lines) for each in made), len(run.left)
    facts = {
        "deliveries": Counted(len(made), *DELIVERIES),
        "lines": Counted(lines, *LINES),
        "left": left,
    }
    counts: dict[str, int | str] = {"deliveries": len(made), "lines": lines, "rows_with_errors": left}
    is_nothing = not any(books.stock.open_picks())
    return Outcome(
        NOTHING.bind() if is_nothing else SUMMARY.bind(**facts),
        (*stops, *run.findings),
        tuple(postings),
        counts=counts,
        confirmation=CONFIRM.bind(**facts) if made else None,
    )


@dataclass(frozen=True)
class _Group:
    """What goes out for one order."""

    customer: Customer
    order_number: str
    taken: tuple[Taken, ...]


class _Delivering:
    """Goes through the open lines of the pick lists, on one desk."""

    def __init__(
        self,
        orders: Table[OrderLine],
        customers: Table[Customer],
        items: Table[Item],
        picks: Table[PickRow],
        heads: Table[OrderHead],
        settings: Settings,
        books: Books,
        as_of: date,
    ) -> None:
        self.orders, self.customers, self.items, self.picks = orders, customers, items, picks
        self.heads, self.settings, self.books, self.as_of = heads, settings, books, as_of
        self.desk = GoodsDesk(books.stock)
        self.taken_from: dict[Place, Decimal] = {}
        self.going: dict[str, Decimal] = {}
        """By order line, what goes out in this run."""
        self.findings: list[Finding] = []
        self.left: list[str] = []
        self.returned: list[ev.Pick] = []

    def groups(self) -> Iterator[_Group]:
        """What goes out, order by order as they stand on the lists; what cannot go is said and left."""
        by_order: dict[tuple[str, str], list[Taken]] = {}
        for pick in self.books.stock.open_picks():
            row = self.picks.get(pick.pick_id)
            quantity = row.picked if row and row.picked is not None else pick.quantity
            if quantity == 0:
                self.returned.append(pick)
                continue
            found = self._check(pick, row, quantity)
            if found:
                self.findings.append(found)
                self.left.append(pick.pick_id)
                continue
            self._take(pick, quantity)
            by_order.setdefault((pick.customer_number, pick.order_number), []).append(
                Taken(pick, quantity, row.picked_by.strip() if row else "")
            )
        for (number, order), taken in by_order.items():
            customer = self.customers.get(number)
            assert customer is not None, "checked with each pick"
            yield _Group(customer, order, tuple(taken))

    def _take(self, pick: ev.Pick, quantity: Decimal) -> None:
        place = Place(pick.item_number, pick.location)
        self.taken_from[place] = self.taken_from.get(place, ZERO) + quantity
        self.going[pick.line_id] = self.going.get(pick.line_id, ZERO) + quantity

    def _check(self, pick: ev.Pick, row: PickRow | None, quantity: Decimal) -> Finding | None:
        """DLV001 to DLV004."""
        cell = self._cell(pick, row)
        if quantity < 0 or quantity > pick.quantity:
            return rules.PICKED_TOO_MUCH.at(cell, found=quantity, expected=plain(pick.quantity))
        if self.customers.get(pick.customer_number) is None:
            return rules.CUSTOMER_UNKNOWN.at(cell, found=pick.customer_number)
        wanted = self._wanted(pick)
        if quantity > wanted:
            order, item = pick.order_number, pick.item_number
            return rules.ORDER_CHANGED.at(cell, expected=plain(wanted), found=plain(quantity), order=order, item=item)
        place = Place(pick.item_number, pick.location)
        there = self.desk.there(place) - self.taken_from.get(place, ZERO)
        if pick.location and quantity > there:
            return rules.GOODS_NOT_THERE.at(
                cell,
                quantity=plain(quantity),
                item=pick.item_number,
                location=pick.location,
                found=plain(there),
            )
        return None

    def _cell(self, pick: ev.Pick, row: PickRow | None) -> CellRef:
        return self.picks.cell(row, "picked") if row else CellRef("PickList", key=pick.pick_id)

    def _wanted(self, pick: ev.Pick) -> Decimal:
        """What the order line still wants, less what goes out in this run already."""
        line = self.orders.get(pick.line_id)
        if line is None or line.cancelled or line.item_number != pick.item_number:
            return ZERO
        if line.order_number != pick.order_number or line.customer_number != pick.customer_number:
            return ZERO
        gone = self.books.stock.delivered.get(pick.line_id, ZERO) + self.going.get(pick.line_id, ZERO)
        return max((line.quantity or ZERO) - gone, ZERO)

    def posting(self, group: _Group) -> DeliveryPosting:
        """The delivery of one order."""
        lines = self._note_lines(group.taken)
        rounds = self.books.stock.delivery_rounds
        claims = tuple(f"deliver:{each.pick.pick_id}:{rounds[each.pick.pick_id]}" for each in group.taken)
        planned = plan_delivery(group.taken, self.orders, self.desk, self.books.stock, self.as_of)
        return DeliveryPosting(
            customer=group.customer,
            place=delivery_address(group.order_number, group.customer, self.heads),
            order_number=group.order_number,
            lines=tuple(lines),
            taken=group.taken,
            planned=planned,
            settings=self.settings,
            delivered_on=self.as_of,
            claims=claims,
        )

    def _note_lines(self, taken: Sequence[Taken]) -> list[NoteLine]:
        """One line for each order line, though it may come from several places."""
        quantities: dict[str, Decimal] = {}
        for each in taken:
            quantities[each.pick.line_id] = quantities.get(each.pick.line_id, ZERO) + each.quantity
        found = []
        for line in self.orders:
            if line.line_id in quantities and self.orders.get(line.line_id) is line:
                item = self.items.get(line.item_number)
                assert item is not None, "an order line on a pick list has its item"
                found.append(NoteLine(line, item, quantities[line.line_id], self._outstanding(line, quantities)))
        return found

    def _outstanding(self, line: OrderLine, quantities: dict[str, Decimal]) -> Decimal:
        before = self.books.stock.delivered.get(line.line_id, ZERO)
        return max((line.quantity or ZERO) - before - quantities[line.line_id], ZERO)

    def returns(self) -> GoodsPosting:
        """Lines of which nothing was there: they are off the list and may be listed again."""
        changes = ChangeList()
        for pick in self.returned:
            changes.set("PickList", pick.pick_id, "status", PickStatus.OPEN, PickStatus.RETURNED, NOT_PICKED)
        ids = tuple(pick.pick_id for pick in self.returned)
        return GoodsPosting(ev.PICKS_RETURNED, f"returned:{'+'.join(ids)}", ev.PicksReturned(ids), changes.done())
