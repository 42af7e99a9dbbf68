"""The books of goods: what is on hand, held, promised, picked and delivered, as it follows from the journal.

>>> stock = StockBooks()
>>> stock.move(ev.Movement("M1", date(2026, 3, 2), "GOODS_IN", "I1", "A-1", Decimal(5)))
>>> stock.on_hand[Place("I1", "A-1")]
Decimal('5')
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pyxl.core.labels import Label
from pyxl.core.plain import from_plain
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.delivery_rows import PickStatus

if TYPE_CHECKING:
    from pyxl.ledger.books import RecordedEvent

ZERO = Decimal(0)


class Place(NamedTuple):
    """An item at a location."""

    item_number: str
    location: str

    @property
    def key(self) -> str:
        """How the Stock tab names it."""
        return f"{self.item_number} @ {self.location}"


@dataclass(frozen=True, slots=True)
class PickState:
    """A line of a pick list and what became of it."""

    pick: ev.Pick
    status: PickStatus = PickStatus.OPEN
    delivery_number: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryState:
    """A delivery note and what became of it."""

    number: str
    key: str
    issued: ev.DeliveryIssued
    is_cancelled: bool = False
    shipment: ev.DeliveryShipped | None = None


@dataclass(frozen=True, slots=True)
class PurchaseState:
    """A purchase order that was sent."""

    number: str
    ordered: ev.PurchaseOrdered
    is_cancelled: bool = False


@dataclass
class StockBooks:
    """The state of the goods. Read it; only the fold fills it."""

    on_hand: dict[Place, Decimal] = field(default_factory=dict)
    """Every place where there ever was something, 0 where nothing is left."""
    movements: dict[str, ev.Movement] = field(default_factory=dict)
    reversed_keys: set[str] = field(default_factory=set)
    received: dict[str, Decimal] = field(default_factory=dict)
    """By line of Incoming."""
    receipts: Counter[str] = field(default_factory=Counter)
    """How often something was booked for a line of Incoming, or taken back; part of the next key."""
    counts: Counter[Place] = field(default_factory=Counter)
    reservations: dict[str, ev.LineReserved] = field(default_factory=dict)
    """By order line, the latest last."""
    reservation_rounds: Counter[str] = field(default_factory=Counter)
    confirmations: dict[str, list[tuple[str, ev.OrderConfirmed]]] = field(default_factory=dict)
    """By order, with the event's key; the last one stands."""
    confirmation_revisions: Counter[str] = field(default_factory=Counter)
    """How often an order was confirmed, what was withdrawn included."""
    picks: dict[str, PickState] = field(default_factory=dict)
    pick_rounds: Counter[str] = field(default_factory=Counter)
    """How often an order line was on a pick list."""
    deliveries: dict[str, DeliveryState] = field(default_factory=dict)
    delivered: dict[str, Decimal] = field(default_factory=dict)
    """By order line; 0 where all was taken back."""
    delivery_rounds: Counter[str] = field(default_factory=Counter)
    """How often the delivery of a line of a pick list was cancelled; part of its next claim."""
    notes: dict[str, list[str]] = field(default_factory=dict)
    """The delivery notes of an order line, cancelled ones too."""
    shipment_rounds: Counter[str] = field(default_factory=Counter)
    purchases: dict[str, PurchaseState] = field(default_factory=dict)
    purchase_rounds: Counter[str] = field(default_factory=Counter)
    """How often an item was ordered from a supplier; part of the next claim."""
    started_on: date | None = None
    """The day of the first movement: what was invoiced before is taken as delivered."""

    @property
    def is_used(self) -> bool:
        """Whether anything of goods was ever recorded."""
        return bool(self.movements or self.reservation_rounds or self.confirmations or self.picks or self.purchases)

    def reserved(self, place: Place) -> Decimal:
        """What is held at the place for order lines."""
        return self.reserved_by_place().get(place, ZERO)

    def reserved_by_place(self) -> dict[Place, Decimal]:
        """What is held in stock, by place."""
        held: dict[Place, Decimal] = {}
        for line in self.reservations.values():
            for part in line.parts:
                if part.is_on_hand:
                    place = Place(line.item_number, part.location)
                    held[place] = held.get(place, ZERO) + part.quantity
        return held

    def open_picks(self) -> Iterator[ev.Pick]:
        """The lines of pick lists that are still to be delivered."""
        return (state.pick for state in self.picks.values() if state.status is PickStatus.OPEN)

    def deliveries_of(self, line_id: str) -> Iterator[tuple[DeliveryState, ev.DeliveredLine]]:
        """The notes that stand with what they have of an order line, in their order."""
        for state in (self.deliveries[number] for number in dict.fromkeys(self.notes.get(line_id, ()))):
            if not state.is_cancelled:
                yield from ((state, line) for line in state.issued.lines if line.line_id == line_id)

    def promise(self, line_id: str, order_number: str) -> ev.ConfirmedLine | None:
        """What was last promised for the line."""
        standing = self.confirmations.get(order_number)
        lines = standing[-1][1].lines if standing else ()
        return next((line for line in lines if line.line_id == line_id), None)

    def move(self, movement: ev.Movement) -> None:
        """Adds one movement."""
        place = Place(movement.item_number, movement.location)
        self.on_hand[place] = self.on_hand.get(place, ZERO) + movement.quantity
        self.movements[movement.movement_id] = movement
        self.started_on = min(self.started_on or movement.day, movement.day)
        if movement.incoming_line:
            line = movement.incoming_line
            self.received[line] = self.received.get(line, ZERO) + movement.quantity
            self.receipts[line] += 1

    def hold(self, line: ev.LineReserved) -> None:
        """Notes what is held for an order line from now on."""
        self.reservations.pop(line.line_id, None)
        if line.parts:
            self.reservations[line.line_id] = line


def less(parts: Iterable[ev.ReservedPart], used: Iterable[ev.ReservedPart]) -> tuple[ev.ReservedPart, ...]:
    """The parts without what was used of them."""
    left = {_source(part): part for part in parts}
    for part in used:
        source = _source(part)
        left[source] = replace(left[source], quantity=left[source].quantity - part.quantity)
    return tuple(part for part in left.values() if part.quantity)


def more(parts: Iterable[ev.ReservedPart], back: Iterable[ev.ReservedPart]) -> tuple[ev.ReservedPart, ...]:
    """The parts with what came back, goods on hand first."""
    all_ = {_source(part): part for part in parts}
    for part in back:
        held = all_.get(_source(part))
        all_[_source(part)] = replace(part, quantity=part.quantity + (held.quantity if held else ZERO))
    return tuple(sorted(all_.values(), key=lambda part: (not part.is_on_hand, part.available_on, _source(part))))


def _source(part: ev.ReservedPart) -> tuple[str, str]:
    return part.incoming_line, part.location


def _moved(stock: StockBooks, event: RecordedEvent) -> None:
    moved = from_plain(ev.StockMoved, event.payload)
    for movement in moved.movements:
        stock.move(movement)
        if movement.kind == "COUNT":
            stock.counts[Place(movement.item_number, movement.location)] += 1
    if moved.reverses:
        stock.reversed_keys.add(moved.reverses)


def _reserved(stock: StockBooks, event: RecordedEvent) -> None:
    line = from_plain(ev.LineReserved, event.payload)
    stock.reservation_rounds[line.line_id] += 1
    stock.hold(line)


def _confirmed(stock: StockBooks, event: RecordedEvent) -> None:
    confirmed = from_plain(ev.OrderConfirmed, event.payload)
    stock.confirmations.setdefault(confirmed.order_number, []).append((event.key, confirmed))
    stock.confirmation_revisions[confirmed.order_number] += 1


def _unconfirmed(stock: StockBooks, event: RecordedEvent) -> None:
    withdrawn = from_plain(ev.ConfirmationWithdrawn, event.payload)
    kept = [each for each in stock.confirmations[withdrawn.order_number] if each[0] != withdrawn.confirmation_key]
    stock.confirmations[withdrawn.order_number] = kept


def _listed(stock: StockBooks, event: RecordedEvent) -> None:
    for pick in from_plain(ev.PickListMade, event.payload).picks:
        stock.picks[pick.pick_id] = PickState(pick)
        stock.pick_rounds[pick.line_id] += 1


def _unlisted(stock: StockBooks, event: RecordedEvent) -> None:
    number = from_plain(ev.PickListWithdrawn, event.payload).number
    for pick_id in [each for each in stock.picks if each.rpartition("/")[0] == number]:
        if stock.picks[pick_id].status is PickStatus.OPEN:
            del stock.picks[pick_id]


def _returned(stock: StockBooks, event: RecordedEvent) -> None:
    for pick_id in from_plain(ev.PicksReturned, event.payload).pick_ids:
        stock.picks[pick_id] = replace(stock.picks[pick_id], status=PickStatus.RETURNED)


def _delivered(stock: StockBooks, event: RecordedEvent) -> None:
    issued = from_plain(ev.DeliveryIssued, event.payload)
    stock.deliveries[event.number] = DeliveryState(event.number, event.key, issued)
    for movement in issued.movements:
        stock.move(movement)
    for line in issued.lines:
        stock.delivered[line.line_id] = stock.delivered.get(line.line_id, ZERO) + line.quantity
        stock.notes.setdefault(line.line_id, []).append(event.number)
        held = stock.reservations.get(line.line_id)
        if held and line.used:
            stock.reservations[line.line_id] = replace(held, parts=less(held.parts, line.used))
            if not stock.reservations[line.line_id].parts:
                del stock.reservations[line.line_id]
    for pick_id in issued.pick_ids:
        stock.picks[pick_id] = replace(stock.picks[pick_id], status=PickStatus.DELIVERED, delivery_number=event.number)


def _undelivered(stock: StockBooks, event: RecordedEvent) -> None:
    cancelled = from_plain(ev.DeliveryCancelled, event.payload)
    state = stock.deliveries[cancelled.number]
    stock.deliveries[cancelled.number] = replace(state, is_cancelled=True)
    for movement in cancelled.movements:
        stock.move(movement)
    for line in state.issued.lines:
        stock.delivered[line.line_id] -= line.quantity
        if line.used:
            stock.reservations[line.line_id] = given_back(stock.reservations, state, line)
    for pick_id in state.issued.pick_ids:
        stock.picks[pick_id] = PickState(stock.picks[pick_id].pick)
        stock.delivery_rounds[pick_id] += 1


def given_back(
    reservations: Mapping[str, ev.LineReserved], state: DeliveryState, line: ev.DeliveredLine
) -> ev.LineReserved:
    """The reservation of a line once a delivery of it is cancelled: what it used is held again."""
    held = reservations.get(line.line_id)
    if held:
        return replace(held, parts=more(held.parts, line.used))
    reason = Label(f"held again, {state.number} was cancelled", f"wieder reserviert, {state.number} ist storniert")
    return ev.LineReserved(
        line.line_id, line.order_number, state.issued.customer_number, line.item_number, (), line.used, reason, reason
    )


def _shipped(stock: StockBooks, event: RecordedEvent) -> None:
    shipped = from_plain(ev.DeliveryShipped, event.payload)
    stock.deliveries[shipped.number] = replace(stock.deliveries[shipped.number], shipment=shipped)
    stock.shipment_rounds[shipped.number] += 1


def _unshipped(stock: StockBooks, event: RecordedEvent) -> None:
    number = from_plain(ev.ShipmentWithdrawn, event.payload).number
    stock.deliveries[number] = replace(stock.deliveries[number], shipment=None)
    stock.shipment_rounds[number] += 1


def _purchased(stock: StockBooks, event: RecordedEvent) -> None:
    ordered = from_plain(ev.PurchaseOrdered, event.payload)
    stock.purchases[event.number] = PurchaseState(event.number, ordered)
    stock.purchase_rounds.update(line.item_number for line in ordered.lines)


def _unpurchased(stock: StockBooks, event: RecordedEvent) -> None:
    number = from_plain(ev.PurchaseOrderCancelled, event.payload).number
    stock.purchases[number] = replace(stock.purchases[number], is_cancelled=True)


STOCK_FOLD: dict[str, Callable[[StockBooks, RecordedEvent], None]] = {
    ev.STOCK: _moved,
    ev.RESERVATION: _reserved,
    ev.CONFIRMATION: _confirmed,
    ev.CONFIRMATION_WITHDRAWN: _unconfirmed,
    ev.PICK_LIST: _listed,
    ev.PICK_LIST_WITHDRAWN: _unlisted,
    ev.PICKS_RETURNED: _returned,
    ev.DELIVERY: _delivered,
    ev.DELIVERY_CANCELLED: _undelivered,
    ev.SHIPMENT: _shipped,
    ev.SHIPMENT_WITHDRAWN: _unshipped,
    ev.PURCHASE_ORDER: _purchased,
    ev.PURCHASE_ORDER_CANCELLED: _unpurchased,
}
"""What each kind of event does to the goods."""
