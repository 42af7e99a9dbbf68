"""Taking back what was booked and reserved: by movements the other way, never by deletion.

What a later run reserved anew stays as that run has it; where goods go that are held, reservations give way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from pyxl.core.changes import UNDONE, ChangeList
from pyxl.core.labels import Text
from pyxl.core.outcome import Posting
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.ledger.books import RecordedEvent
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import Place, StockBooks
from pyxl.ledger.goods.rows import MovementKind
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.keeping import give_way
from pyxl.stock.postings import GoodsPosting

GOODS_GONE = RefusalKind(
    "E_UNDO_GOODS_GONE",
    Text(
        "{quantity} {item} cannot be taken off {location} again: only {found} are there.",
        "{quantity} {item} lassen sich nicht wieder von {location} abbuchen: Da sind nur {found}.",
    ),
    Text(
        "Undo the later runs first, or book a correction.", "Zuerst die späteren Läufe zurücknehmen, oder korrigieren."
    ),
)
ZERO = Decimal(0)


def movement_back(movement: ev.Movement, day: date) -> ev.Movement:
    """The movement the other way."""
    return replace(
        movement,
        movement_id=f"{movement.movement_id}/R",
        day=day,
        kind=MovementKind.TAKEN_BACK.name,
        quantity=-movement.quantity,
    )


@dataclass
class Reversing:
    """What takes back the goods of a run; one event after another on one desk."""

    stock: StockBooks
    as_of: date
    postings: list[Posting] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = GoodsDesk(self.stock)
        self._received = dict(self.stock.received)

    def take_back_stock(self, event: RecordedEvent) -> None:
        """STOCK; nothing where that was done. Refused E_UNDO_GOODS_GONE where the goods went on."""
        if event.key in self.stock.reversed_keys:
            return
        moved = from_plain(ev.StockMoved, event.payload)
        back = tuple(movement_back(each, self.as_of) for each in moved.movements)
        changes = ChangeList()
        self.move_back(back, changes)
        for movement in back:
            self._receive_back(movement, changes)
        posted = ev.StockMoved(back, event.key)
        self.postings.append(GoodsPosting(ev.STOCK, f"reverse:{event.key}", posted, changes.done()))

    def move_back(self, back: Iterable[ev.Movement], changes: ChangeList) -> None:
        """The movements with their rows; none may leave less than nothing."""
        for movement in back:
            place = Place(movement.item_number, movement.location)
            if self.desk.there(place) + movement.quantity < 0:
                facts = {"item": place.item_number, "location": place.location, "found": self.desk.there(place)}
                raise GOODS_GONE.because(quantity=-movement.quantity, **facts)
            self.desk.book((movement,), changes, UNDONE)

    def _receive_back(self, movement: ev.Movement, changes: ChangeList) -> None:
        line = movement.incoming_line
        if not line:
            return
        old = self._received.get(line, ZERO)
        new = self._received[line] = old + movement.quantity
        changes.set("Incoming", line, "received", old or None, new or None, UNDONE)
        typed = abs(movement.quantity)
        before, after = (None, typed) if movement.quantity < 0 else (typed, None)
        changes.set("Incoming", line, "received_now", before, after, UNDONE)

    def restore(self, events: Iterable[RecordedEvent]) -> None:
        """RESERVATION, the latest first: lines that no later run touched hold again what they held before."""
        for event in events:
            changed = from_plain(ev.LineReserved, event.payload)
            standing = self.desk.reservations.get(changed.line_id)
            if (standing.parts if standing else ()) != changed.parts:
                continue
            if posting := self.desk.reserve(changed, changed.before, changed.reason_before):
                self.postings.append(posting)

    def give_way(self) -> None:
        """Nothing is held that is not there."""
        for place in list(self.desk.held):
            self.postings += [posting for posting, _ in give_way(self.desk, place)]
