"""Taking an import of orders back, as long as nothing of it was invoiced; and taking that back again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyxl.core.changes import UNDONE, ChangeList, ChangeSet
from pyxl.core.labels import Text
from pyxl.core.outcome import DocumentRequest, Plain, Posting, Series
from pyxl.core.plain import from_plain, to_plain
from pyxl.core.refusal import RefusalKind
from pyxl.intake.posting import OrderPosting, order_rows
from pyxl.ledger import order_events as ev
from pyxl.ledger.books import Books, Find, RecordedEvent

E_UNDO_ORDER_BILLED = RefusalKind(
    "E_UNDO_ORDER_BILLED",
    Text(
        "Order {order} cannot be taken back: it is invoiced with {invoices}.",
        "Auftrag {order} lässt sich nicht zurücknehmen: Er ist mit {invoices} berechnet.",
    ),
    Text(
        "Undo the invoicing first; the invoices are cancelled then.",
        "Bitte zuerst das Berechnen zurücknehmen; die Rechnungen werden dabei storniert.",
    ),
)
E_UNDO_ORDER_DELIVERED = RefusalKind(
    "E_UNDO_ORDER_DELIVERED",
    Text(
        "Order {order} cannot be taken back: goods of it were delivered.",
        "Auftrag {order} lässt sich nicht zurücknehmen: Ware davon ist geliefert.",
    ),
    Text("Undo the delivery first.", "Bitte zuerst die Lieferung zurücknehmen."),
)
E_ORDER_IN_AGAIN = RefusalKind(
    "E_ORDER_IN_AGAIN",
    Text(
        "Order {order} cannot be brought back: the same order came in again meanwhile as {number}.",
        "Auftrag {order} lässt sich nicht wiederherstellen: Dieselbe Bestellung kam inzwischen als {number} herein.",
    ),
    Text("Nothing is to be done: the order is there.", "Es ist nichts zu tun: Der Auftrag ist da."),
)


@dataclass(frozen=True)
class WithdrawalPosting:
    """An imported order is taken back; its rows go."""

    import_key: str
    order: ev.OrderImported
    kind: str = ev.ORDER_WITHDRAWN
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """Each import is taken back once."""
        return f"withdraw:{self.import_key}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        withdrawn = ev.OrderWithdrawn(self.import_key, self.order.order_number, self.order.identity)
        data: Plain = to_plain(withdrawn)
        return data

    def changes(self, number: str) -> ChangeSet:
        """The rows of the order are emptied; a row that a person changed since stays, and is told."""
        changes = ChangeList()
        for tab, key, values in order_rows(self.order):
            changes.clear(tab, key, values, UNDONE)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()


def orders_taken_back(run_events: Iterable[RecordedEvent], books: Books, find: Find) -> Iterator[Posting]:
    """What reverses the imports of orders among these events, and the withdrawals of orders.

    Raises Refused E_UNDO_ORDER_BILLED, E_UNDO_ORDER_DELIVERED and E_ORDER_IN_AGAIN. A marked copy of a form stays where
    it lies.
    """
    for event in run_events:
        if event.kind == ev.ORDER_IMPORT:
            order = from_plain(ev.OrderImported, event.payload)
            standing = books.orders.orders.get(order.identity)
            if standing and standing[0] == event.key:
                yield _withdrawal(books, event.key, order)
        elif event.kind == ev.ORDER_WITHDRAWN:
            original = find(from_plain(ev.OrderWithdrawn, event.payload).import_key)
            assert original is not None, "a withdrawal names its import"
            yield _brought_back(books, from_plain(ev.OrderImported, original.payload))


def _withdrawal(books: Books, key: str, order: ev.OrderImported) -> WithdrawalPosting:
    billed = dict.fromkeys(number for line in order.lines if (number := books.billed_lines.get(line.line_id)))
    if billed:
        raise E_UNDO_ORDER_BILLED.because(order=order.order_number, invoices=tuple(billed))
    if any(books.stock.delivered.get(line.line_id) for line in order.lines):
        raise E_UNDO_ORDER_DELIVERED.because(order=order.order_number)
    return WithdrawalPosting(key, order)


def _brought_back(books: Books, order: ev.OrderImported) -> OrderPosting:
    standing = books.orders.orders.get(order.identity)
    if standing:
        raise E_ORDER_IN_AGAIN.because(order=order.order_number, number=standing[1].order_number)
    return OrderPosting(order, books.orders.rounds[order.identity], None)
