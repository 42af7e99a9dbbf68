"""Who gets which goods: a pure function of demands in their rank and supplies with their days.

Nothing is given twice: what is given is taken off the supply it comes from. Goods on hand come before goods that are
still to come, and what comes sooner before what comes later.

>>> day = date(2026, 3, 2)
>>> wants = [Demand("L1", "A1", "I1", Decimal(3), (1,)), Demand("L2", "A2", "I1", Decimal(3), (2,))]
>>> has = [Supply("I1", day, Decimal(4), "A-1"), Supply("I1", date(2026, 3, 9), Decimal(5), "A-1", "E1")]
>>> given = allocate(wants, has)
>>> [(str(part.quantity), part.incoming_line) for part in given["L2"].parts], given["L2"].complete_on
([('1', ''), ('2', 'E1')], datetime.date(2026, 3, 9))
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pyxl.ledger.goods.events import ReservedPart

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Demand:
    """What an order line still wants. Lower ranks come first; `rank` alone decides, never the order of the rows."""

    line_id: str
    order_number: str
    item_number: str
    quantity: Decimal
    rank: tuple[Any, ...]
    pinned: tuple[ReservedPart, ...] = ()
    """What lies on a pick list for it already: it is given before all else."""


@dataclass(frozen=True, slots=True)
class Supply:
    """Goods at a location, or of a line of Incoming."""

    item_number: str
    available_on: date
    quantity: Decimal
    location: str
    incoming_line: str = ""


@dataclass(frozen=True, slots=True)
class Allotment:
    """What a demand gets. `blocked_by`: the items for want of which its whole order waits."""

    demand: Demand
    parts: tuple[ReservedPart, ...]
    blocked_by: tuple[tuple[str, Decimal], ...] = ()

    @property
    def missing(self) -> Decimal:
        """What there is neither now nor later."""
        return self.demand.quantity - sum((part.quantity for part in self.parts), ZERO)

    @property
    def short(self) -> Decimal:
        """What is missing of its own item: where a whole order waits, that may be nothing."""
        return dict(self.blocked_by).get(self.demand.item_number, ZERO) if self.blocked_by else self.missing

    @property
    def on_hand(self) -> Decimal:
        """What is held in stock."""
        return sum((part.quantity for part in self.parts if part.is_on_hand), ZERO)

    @property
    def complete_on(self) -> date | None:
        """The first day on which all of it is there; None where something is missing."""
        return max((part.available_on for part in self.parts), default=None) if not self.missing else None


@dataclass(slots=True)
class _Lot:
    """A supply and what is left of it."""

    supply: Supply
    left: Decimal

    def take(self, quantity: Decimal) -> ReservedPart:
        self.left -= quantity
        supply = self.supply
        return ReservedPart(quantity, supply.available_on, supply.location, supply.incoming_line)


class Allocation(dict[str, Allotment]):
    """What each demand gets, by line id, and what is left."""

    def __init__(self, supplies: Iterable[Supply]) -> None:
        super().__init__()
        self._lots: dict[str, list[_Lot]] = defaultdict(list)
        for supply in sorted(supplies, key=_supply_order):
            self._lots[supply.item_number].append(_Lot(supply, supply.quantity))

    def left(self, item_number: str, *, on_hand: bool = True) -> Decimal:
        """What nobody gets of an item: in stock, or of all that is there and still to come."""
        lots = self._lots.get(item_number, ())
        return sum((lot.left for lot in lots if not (on_hand and lot.supply.incoming_line)), ZERO)

    def pin(self, demand: Demand) -> tuple[ReservedPart, ...]:
        """Gives what is on a pick list, as far as it is still there."""
        given = []
        for part in demand.pinned:
            for lot in self._lots.get(demand.item_number, ()):
                if not lot.supply.incoming_line and lot.supply.location == part.location and lot.left > 0:
                    given.append(lot.take(min(lot.left, part.quantity)))
        return tuple(given)

    def give(self, demand: Demand, pinned: tuple[ReservedPart, ...]) -> Allotment:
        """Gives what is to be had: from one location where that is enough, else along the way, then what is to come."""
        wanted = demand.quantity - sum((part.quantity for part in pinned), ZERO)
        lots = self._lots.get(demand.item_number, [])
        given = list(pinned)
        for lot in self._in_order(lots, wanted):
            if wanted <= 0:
                break
            part = lot.take(min(lot.left, wanted))
            wanted -= part.quantity
            given.append(part)
        self._lots[demand.item_number] = [lot for lot in lots if lot.left > 0]
        return Allotment(demand, _joined(given))

    @staticmethod
    def _in_order(lots: Sequence[_Lot], wanted: Decimal) -> Iterable[_Lot]:
        enough = next((lot for lot in lots if not lot.supply.incoming_line and lot.left >= wanted), None)
        return [enough] if enough else [lot for lot in lots if lot.left > 0]


def allocate(demands: Iterable[Demand], supplies: Iterable[Supply], *, whole_orders: bool = False) -> Allocation:
    """What each demand gets. With `whole_orders` an order gets all of it or nothing."""
    given, ranked = Allocation(supplies), sorted(demands, key=lambda each: each.rank)
    pinned = {demand.line_id: given.pin(demand) for demand in ranked}
    if not whole_orders:
        for demand in ranked:
            given[demand.line_id] = given.give(demand, pinned[demand.line_id])
        return given
    orders: dict[str, list[Demand]] = defaultdict(list)
    for demand in ranked:
        orders[demand.order_number].append(demand)
    for lines in orders.values():
        lacking = _lacking(given, lines, pinned)
        for demand in lines:
            held = pinned[demand.line_id]
            given[demand.line_id] = Allotment(demand, held, lacking) if lacking else given.give(demand, held)
    return given


def _lacking(
    given: Allocation, lines: Sequence[Demand], pinned: Mapping[str, tuple[ReservedPart, ...]]
) -> tuple[tuple[str, Decimal], ...]:
    """By item, what the whole order lacks."""
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        wanted[line.item_number] += line.quantity - sum((part.quantity for part in pinned[line.line_id]), ZERO)
    lacking = ((item, quantity - given.left(item, on_hand=False)) for item, quantity in wanted.items())
    return tuple((item, quantity) for item, quantity in lacking if quantity > 0)


def _joined(parts: Sequence[ReservedPart]) -> tuple[ReservedPart, ...]:
    """Parts of one source as one: a pinned one and what was added to it."""
    found: dict[tuple[str, str], ReservedPart] = {}
    for part in parts:
        source = (part.incoming_line, part.location)
        held = found[source].quantity if source in found else ZERO
        found[source] = ReservedPart(held + part.quantity, part.available_on, part.location, part.incoming_line)
    return tuple(found.values())


def _supply_order(supply: Supply) -> tuple[Any, ...]:
    return bool(supply.incoming_line), supply.available_on, natural(supply.location), natural(supply.incoming_line)


_DIGITS = re.compile(r"(\d+)")


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key to sort by as people count: A-2 comes before A-10.

    >>> sorted(["A-10", "A-2", "B-1"], key=natural)
    ['A-2', 'A-10', 'B-1']
    """
    parts = _DIGITS.split(text.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
