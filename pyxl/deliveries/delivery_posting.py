"""A delivery as the journal's event, with the cells and papers that follow from its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Label, Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, to_plain
from pyxl.core.tables import Table
from pyxl.deliveries.delivery_paper import NoteLine, delivery_paper
from pyxl.deliveries.papers import Paper, paper_content, paper_path, paper_request
from pyxl.invoicing.model import DeliveryAddress
from pyxl.invoicing.posting import claims_key
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import DeliveryState, StockBooks, less
from pyxl.ledger.goods.delivery_rows import DeliveryStatus, PickStatus
from pyxl.ledger.goods.rows import MovementKind
from pyxl.masterdata.customers import Customer
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings
from pyxl.stock.desk import GoodsDesk, movement_values

GONE_OUT = Label("delivered", "geliefert")
DELIVERED = Text("delivered with {number}", "geliefert mit {number}")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Taken:
    """A line of a pick list and what was taken of it."""

    pick: ev.Pick
    quantity: Decimal
    picked_by: str = ""


@dataclass(frozen=True)
class PlannedDelivery:
    """What a delivery does, but for its number: cells, movements, and what it takes of reservations."""

    cells: ChangeSet
    movements: tuple[ev.Movement, ...]
    used: Mapping[str, tuple[ev.ReservedPart, ...]]


@dataclass(frozen=True)
class DeliveryPosting:
    """A delivery note to be numbered."""

    customer: Customer
    place: DeliveryAddress | None
    """Where the goods go, when not to the customer's own address."""
    order_number: str
    lines: tuple[NoteLine, ...]
    taken: tuple[Taken, ...]
    planned: PlannedDelivery
    settings: Settings
    delivered_on: date
    claims: tuple[str, ...]
    kind: str = ev.DELIVERY

    @property
    def key(self) -> str:
        """The same lines of pick lists are one delivery."""
        return claims_key("delivery", self.claims)

    @property
    def series(self) -> Series:
        """Delivery notes have numbers of their own."""
        return Series(self.settings.delivery_number_pattern, self.delivered_on.year)

    @cached_property
    def weight(self) -> Decimal | None:
        """In kg; None where no item has a weight."""
        known = [each.weight for each in self.lines if each.weight is not None]
        return sum(known, ZERO) if known else None

    def payload(self, number: str) -> Plain:
        """The event as the journal keeps it."""
        payload: Plain = to_plain(self.issued(number))
        return payload

    def issued(self, number: str) -> ev.DeliveryIssued:
        """The event."""
        return ev.DeliveryIssued(
            delivered_on=self.delivered_on,
            customer_number=self.customer.customer_number,
            customer_name=self.customer.name,
            order_number=self.order_number,
            lines=tuple(self._delivered_lines()),
            movements=self.movements(number),
            pick_ids=tuple(each.pick.pick_id for each in self.taken),
            weight=self.weight,
            document_path=paper_path(self.delivered_on.year, number),
            content=self._content(number),
        )

    def movements(self, number: str) -> tuple[ev.Movement, ...]:
        """The goods that leave, under the number of the note."""
        return tuple(
            replace(each, movement_id=f"{number}/{place}", reference=number)
            for place, each in enumerate(self.planned.movements, 1)
        )

    def _delivered_lines(self) -> list[ev.DeliveredLine]:
        return [
            ev.DeliveredLine(
                place, each.line.line_id, self.order_number, each.item.item_number, each.quantity,
                self.planned.used.get(each.line.line_id, ()), self._pickers(each.line.line_id),
            )
            for place, each in enumerate(self.lines, 1)
        ]  # fmt: skip

    def _pickers(self, line_id: str) -> str:
        """Who took goods of that line from the shelf."""
        names = (each.picked_by for each in self.taken if each.pick.line_id == line_id and each.picked_by)
        return ", ".join(dict.fromkeys(names))

    def changes(self, number: str) -> ChangeSet:
        """Stock, movements, reservations, pick list, order lines, and the row in Deliveries."""
        changes, why = ChangeList(), DELIVERED.bind(number=number)
        changes.extend(self.planned.cells)
        for movement in self.movements(number):
            changes.append("Movements", movement.movement_id, movement_values(movement), why)
        for each in self.taken:
            changes.set("PickList", each.pick.pick_id, "delivery_number", "", number, why)
        state = DeliveryState(number, "", self.issued(number))
        changes.append("Deliveries", number, delivery_values(state), why)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The delivery note as PDF."""
        path = paper_path(self.delivered_on.year, number)
        return (paper_request(number, path, self._paper(number), self._content(number)),)

    def _content(self, number: str) -> PlainData:
        return paper_content(self._paper(number), self.settings)

    def _paper(self, number: str) -> Paper:
        return delivery_paper(
            self.lines, self.customer, self.place, number, self.settings, self.delivered_on, self.weight
        )


def plan_delivery(
    taken: Sequence[Taken], orders: Table[OrderLine], desk: GoodsDesk, stock: StockBooks, day: date
) -> PlannedDelivery:
    """What a delivery does to stock, reservations and order lines, in its turn on the desk."""
    changes = ChangeList()
    movements: list[ev.Movement] = []
    used: dict[str, list[ev.ReservedPart]] = {}
    gone: dict[str, Decimal] = {}
    for each in taken:
        pick = each.pick
        gone[pick.line_id] = gone.get(pick.line_id, ZERO) + each.quantity
        changes.set("PickList", pick.pick_id, "status", PickStatus.OPEN, PickStatus.DELIVERED, GONE_OUT)
        if pick.location:
            movements.append(_movement(each, day))
            desk.move(movements[-1], changes, GONE_OUT)
            _use(each, desk, used, changes)
    for line_id, quantity in gone.items():
        line, before = orders.get(line_id), stock.delivered.get(line_id, ZERO)
        old = line.delivered_quantity if line else before or None
        changes.set("Orders", line_id, "delivered_quantity", old, before + quantity, GONE_OUT)
    return PlannedDelivery(changes.done(), tuple(movements), {key: tuple(parts) for key, parts in used.items()})


def _movement(each: Taken, day: date) -> ev.Movement:
    pick = each.pick
    return ev.Movement(
        "", day, MovementKind.DELIVERY.name, pick.item_number, pick.location, -each.quantity,
        order_line=pick.line_id, reason=pick.order_number,
    )  # fmt: skip


def _use(each: Taken, desk: GoodsDesk, used: dict[str, list[ev.ReservedPart]], changes: ChangeList) -> None:
    """Takes the goods off the line's reservation."""
    held = desk.reservations.get(each.pick.line_id)
    part = next((p for p in held.parts if p.is_on_hand and p.location == each.pick.location), None) if held else None
    if held is None or part is None:
        return
    taken = replace(part, quantity=min(part.quantity, each.quantity))
    used.setdefault(each.pick.line_id, []).append(taken)
    desk.hold(replace(held, parts=less(held.parts, (taken,))), changes, GONE_OUT)


def delivery_values(state: DeliveryState) -> dict[str, CellValue]:
    """A row of Deliveries, but for what she types."""
    issued = state.issued
    return {
        "delivered_on": issued.delivered_on,
        "order_number": issued.order_number,
        "customer_number": issued.customer_number,
        "customer_name": issued.customer_name,
        "line_count": len(issued.lines),
        "weight": issued.weight,
        "status": status_of(state),
        "shipped_on": state.shipment.shipped_on if state.shipment else None,
        "document": issued.document_path,
    }


def status_of(state: DeliveryState) -> DeliveryStatus:
    """Where a delivery stands."""
    if state.is_cancelled:
        return DeliveryStatus.CANCELLED
    return DeliveryStatus.SHIPPED if state.shipment else DeliveryStatus.DELIVERED
