"""The goods as they change one after another within a run: the books tried on, and the cells that follow.

Every job plans on a copy of the books, so that a second movement goes on from what the first one left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from pyxl.core.changes import CellValue, ChangeList, Why
from pyxl.core.labels import Label
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import Place, StockBooks
from pyxl.ledger.goods.rows import MovementKind, ReservedFrom
from pyxl.stock.postings import GoodsPosting

ZERO = Decimal(0)
_UNSIGNED = (MovementKind.GOODS_IN, MovementKind.GOODS_OUT)


class GoodsDesk:
    """Quantities on hand and reservations as of now in this run. What it is given is never changed."""

    def __init__(self, stock: StockBooks) -> None:
        self.on_hand = dict(stock.on_hand)
        self.reservations = dict(stock.reservations)
        self.held = stock.reserved_by_place()
        self._rounds = Counter(stock.reservation_rounds)

    def there(self, place: Place) -> Decimal:
        """What is on hand."""
        return self.on_hand.get(place, ZERO)

    def move(self, movement: ev.Movement, changes: ChangeList, why: Why) -> None:
        """A movement with its row in Stock; that in Movements is up to the caller."""
        place = Place(movement.item_number, movement.location)
        new = self.there(place) + movement.quantity
        if place in self.on_hand:
            changes.set("Stock", place.key, "on_hand", self.on_hand[place], new, why)
        else:
            changes.append("Stock", place.key, stock_values(place, new, self.held.get(place, ZERO)), why)
        self.on_hand[place] = new

    def book(self, movements: Iterable[ev.Movement], changes: ChangeList, why: Why) -> None:
        """Movements with their rows in Stock and new rows in Movements."""
        for movement in movements:
            self.move(movement, changes, why)
            changes.append("Movements", movement.movement_id, movement_values(movement), why)

    def reserve(self, line: ev.LineReserved, parts: tuple[ev.ReservedPart, ...], reason: Label) -> GoodsPosting | None:
        """What is held for a line from now on, as an event; None where nothing changes.

        `line` names the order line; what stands now is known here.
        """
        standing = self.reservations.get(line.line_id)
        before = standing.parts if standing else ()
        if before == parts:
            return None
        reason_before = standing.reason if standing else reason
        event = replace(line, before=before, parts=parts, reason=reason, reason_before=reason_before)
        changes = ChangeList()
        self.hold(event, changes, reason)
        key = f"reserve:{line.line_id}:{self._rounds[line.line_id]}"
        self._rounds[line.line_id] += 1
        return GoodsPosting(ev.RESERVATION, key, event, changes.done())

    def hold(self, event: ev.LineReserved, changes: ChangeList, why: Why) -> None:
        """The cells of a changed reservation; its own event, or part of another."""
        standing = self.reservations.pop(event.line_id, None)
        before = standing.parts if standing else ()
        if event.parts:
            self.reservations[event.line_id] = event
        self._change_held(event.item_number, before, event.parts, changes, why)
        _change_rows(standing, event, changes, why)

    def _change_held(
        self,
        item_number: str,
        before: tuple[ev.ReservedPart, ...],
        after: tuple[ev.ReservedPart, ...],
        changes: ChangeList,
        why: Why,
    ) -> None:
        difference = Counter[Place]()
        for sign, parts in ((-1, before), (1, after)):
            for part in parts:
                if part.is_on_hand:
                    difference[Place(item_number, part.location)] += sign * part.quantity  # type: ignore[assignment]
        for place, quantity in difference.items():
            old = self.held.get(place, ZERO)
            self.held[place] = old + quantity
            changes.set("Stock", place.key, "reserved", old or None, self.held[place] or None, why)


def stock_values(place: Place, on_hand: Decimal, reserved: Decimal) -> dict[str, CellValue]:
    """A row of Stock."""
    return {
        "item_number": place.item_number,
        "location": place.location,
        "on_hand": on_hand,
        "reserved": reserved or None,
    }


def movement_values(movement: ev.Movement) -> dict[str, CellValue]:
    """A row of Movements."""
    kind = MovementKind[movement.kind]
    return {
        "day": movement.day,
        "kind": kind,
        "item_number": movement.item_number,
        "location": movement.location,
        "quantity": abs(movement.quantity) if kind in _UNSIGNED else movement.quantity,
        "reference": movement.reference,
        "reason": movement.reason,
        "change": movement.quantity,
    }


def reservation_rows(line: ev.LineReserved) -> dict[str, dict[str, CellValue]]:
    """The rows of Reservations of one order line, by their key."""
    return {
        f"{line.line_id}/{number}": {
            "line_id": line.line_id,
            "order_number": line.order_number,
            "customer_number": line.customer_number,
            "item_number": line.item_number,
            "quantity": part.quantity,
            "reserved_from": ReservedFrom.STOCK if part.is_on_hand else ReservedFrom.INCOMING,
            "location": part.location,
            "incoming_line": part.incoming_line,
            "available_on": None if part.is_on_hand else part.available_on,
            "reason": line.reason,
        }
        for number, part in enumerate(line.parts, 1)
    }


def _change_rows(standing: ev.LineReserved | None, event: ev.LineReserved, changes: ChangeList, why: Why) -> None:
    before: Mapping[str, dict[str, CellValue]] = reservation_rows(standing) if standing else {}
    after = reservation_rows(event)
    for key, values in after.items():
        if key not in before:
            changes.append("Reservations", key, values, why)
            continue
        for column, value in values.items():
            changes.set("Reservations", key, column, before[key][column], value, why)
    for key in sorted(before.keys() - after.keys()):
        changes.clear("Reservations", key, before[key], why)
