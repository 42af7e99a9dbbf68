"""Which orders came in as files: what follows from their events, in order.

>>> OrderBooks().orders
{}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pyxl.core.plain import from_plain
from pyxl.ledger import order_events as ev


class OrderEvent(Protocol):
    """An event as the journal hands it out."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def payload(self) -> Mapping[str, object]:
        """What it keeps."""


@dataclass
class OrderBooks:
    """The imported orders that stand."""

    orders: dict[str, tuple[str, ev.OrderImported]] = field(default_factory=dict)
    """By identity: the event's key and the order."""
    line_orders: dict[str, str] = field(default_factory=dict)
    """Order line id to the identity of the order it is of."""
    rounds: Counter[str] = field(default_factory=Counter)
    """How often an order was taken back, by identity; part of its key, so that it may come in again."""
    returned: set[str] = field(default_factory=set)
    """Keys of the forms that were marked."""


def _imported(books: OrderBooks, event: OrderEvent) -> None:
    order = from_plain(ev.OrderImported, event.payload)
    books.orders[order.identity] = (event.key, order)
    books.line_orders.update(dict.fromkeys((line.line_id for line in order.lines), order.identity))


def _withdrawn(books: OrderBooks, event: OrderEvent) -> None:
    withdrawn = from_plain(ev.OrderWithdrawn, event.payload)
    _, order = books.orders.pop(withdrawn.identity)
    for line in order.lines:
        del books.line_orders[line.line_id]
    books.rounds[withdrawn.identity] += 1


def _returned(books: OrderBooks, event: OrderEvent) -> None:
    books.returned.add(event.key)


ORDER_FOLD: dict[str, Callable[[OrderBooks, OrderEvent], None]] = {
    ev.ORDER_IMPORT: _imported,
    ev.ORDER_WITHDRAWN: _withdrawn,
    ev.ORDER_FORM_RETURNED: _returned,
}
