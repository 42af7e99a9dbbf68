"""How goods that come back change the books: the return has less to come, the stock more. Called by the fold alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pyxl.core.plain import from_plain
from pyxl.ledger.cases import events as ev

if TYPE_CHECKING:
    from pyxl.ledger.books import Books, RecordedEvent


def _returned(books: Books, event: RecordedEvent) -> None:
    returned = from_plain(ev.GoodsReturned, event.payload)
    books.cases.receive(event.key, returned)
    for movement in returned.movements:
        books.stock.move(movement)


def _not_returned(books: Books, event: RecordedEvent) -> None:
    undone = from_plain(ev.GoodsReturnedUndone, event.payload)
    books.cases.unreceive(undone)
    for movement in undone.movements:
        books.stock.move(movement)


RETURN_FOLD: dict[str, Callable[[Books, RecordedEvent], None]] = {
    ev.GOODS_RETURNED: _returned,
    ev.GOODS_RETURNED_UNDONE: _not_returned,
}
