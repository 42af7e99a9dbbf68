"""Reservations follow the goods: what arrives is held at its place, and nothing is held that is not there.

After every movement: goods of a line of Incoming that came are now held in stock, and where less lies than is held,
the latest reservation gives way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import Place, less, more
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.postings import GoodsPosting

ZERO = Decimal(0)
GONE = Label("goods no longer there", "Ware nicht mehr da")


@dataclass(frozen=True, slots=True)
class Lost:
    """What an order line does not hold any more."""

    line: ev.LineReserved
    quantity: Decimal


def arrive(
    desk: GoodsDesk, incoming_line: str, place: Place, arrived: Decimal, arrived_on: date
) -> Iterator[GoodsPosting]:
    """What was held of a line of Incoming, as far as it arrived, is held at its place; the oldest reservation first."""
    for line in [each for each in desk.reservations.values() if _held_of(each, incoming_line)]:
        part = _held_of(line, incoming_line)
        moved = min(arrived, part.quantity if part else ZERO)
        if part is None or moved <= 0:
            continue
        arrived -= moved
        here = ev.ReservedPart(moved, arrived_on, place.location)
        parts = more(less(line.parts, (replace(part, quantity=moved),)), (here,))
        if posting := desk.reserve(line, parts, line.reason):
            yield posting


def _held_of(line: ev.LineReserved, incoming_line: str) -> ev.ReservedPart | None:
    return next((part for part in line.parts if part.incoming_line == incoming_line), None)


def give_way(desk: GoodsDesk, place: Place) -> Iterator[tuple[GoodsPosting, Lost]]:
    """Lowers reservations at a place until no more is held than lies there."""
    for line in reversed(list(desk.reservations.values())):
        excess = desk.held.get(place, ZERO) - max(desk.there(place), ZERO)
        if excess <= 0:
            return
        here = next((part for part in line.parts if part.is_on_hand and part.location == place.location), None)
        if here is None or line.item_number != place.item_number:
            continue
        lost = min(excess, here.quantity)
        parts = less(line.parts, (replace(here, quantity=lost),))
        if posting := desk.reserve(line, parts, line.reason if parts else GONE):
            yield posting, Lost(line, lost)
