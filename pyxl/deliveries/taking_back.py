"""Undo of what happened to goods: a delivery's undo books the goods back, and what was sent out stays sent.

Whatever builds on a delivery is taken back first: its invoice, its shipment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from pyxl.core.changes import UNDONE, ChangeList
from pyxl.core.labels import Text
from pyxl.core.outcome import Posting
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.deliveries.delivery_posting import status_of
from pyxl.deliveries.picking import pick_values
from pyxl.ledger.books import Books, RecordedEvent
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import DeliveryState, given_back
from pyxl.ledger.goods.delivery_rows import DeliveryStatus, PickStatus
from pyxl.stock.postings import GoodsPosting
from pyxl.stock.reversing import Reversing, movement_back

BILLED_MEANWHILE = RefusalKind(
    "E_UNDO_BILLED",
    Text("Delivery {number} is invoiced with {invoice}.", "Die Lieferung {number} ist mit {invoice} berechnet."),
    Text("Undo the invoice first.", "Zuerst die Rechnung zurücknehmen."),
)
SHIPPED_MEANWHILE = RefusalKind(
    "E_UNDO_SHIPPED",
    Text("Delivery {number} was shipped with {carrier}.", "Die Lieferung {number} wurde mit {carrier} versandt."),
    Text("Undo the run of “Ship” first.", "Zuerst den Lauf „Versenden“ zurücknehmen."),
)
DELIVERED_MEANWHILE = RefusalKind(
    "E_UNDO_PICKED",
    Text("Pick list {number} was delivered with {delivery}.",
         "Die Kommissionierliste {number} wurde mit {delivery} geliefert."),
    Text("Undo the delivery first.", "Zuerst die Lieferung zurücknehmen."),
)  # fmt: skip
RECEIVED_MEANWHILE = RefusalKind(
    "E_UNDO_RECEIVED",
    Text("Goods of purchase order {number} were received.", "Von der Bestellung {number} ist Ware eingegangen."),
    Text("Undo the goods in first.", "Zuerst den Wareneingang zurücknehmen."),
)
WITHDRAWN_FOR_GOOD = RefusalKind(
    "E_UNDO_WITHDRAWAL",
    Text("Run {run} withdrew papers of goods; that stands.", "Lauf {run} hat Warenbelege zurückgezogen; das bleibt."),
    Text("Have them made again.", "Sie noch einmal erstellen lassen."),
)
_FOR_GOOD = frozenset(
    {
        ev.CONFIRMATION_WITHDRAWN,
        ev.PICK_LIST_WITHDRAWN,
        ev.DELIVERY_CANCELLED,
        ev.SHIPMENT_WITHDRAWN,
        ev.PURCHASE_ORDER_CANCELLED,
    }
)
ZERO = Decimal(0)


def goods_taken_back(run_id: str, events: Sequence[RecordedEvent], books: Books, as_of: date) -> tuple[Posting, ...]:
    """What takes back the goods events of a run, the latest first; what was taken back already is left out.

    Refused E_UNDO_... where something builds on them, or where they were a withdrawal themselves.
    """
    if any(event.kind in _FOR_GOOD for event in events):
        raise WITHDRAWN_FOR_GOOD.because(run=run_id)
    back = _TakingBack(books, as_of)
    for event in reversed(events):
        if taking := back.by_kind.get(event.kind):
            taking(event)
    back.goods.restore([event for event in reversed(events) if event.kind == ev.RESERVATION])
    back.goods.give_way()
    return tuple(back.goods.postings)


class _TakingBack:
    """Takes one event after another back, on one desk."""

    def __init__(self, books: Books, as_of: date) -> None:
        self.books, self.stock = books, books.stock
        self.goods = Reversing(books.stock, as_of)
        self.delivered = dict(books.stock.delivered)
        self.by_kind: dict[str, Callable[[RecordedEvent], None]] = {
            ev.STOCK: self.goods.take_back_stock,
            ev.CONFIRMATION: self._confirmation,
            ev.PICK_LIST: self._pick_list,
            ev.DELIVERY: self._delivery,
            ev.SHIPMENT: self._shipment,
            ev.PURCHASE_ORDER: self._purchase,
        }

    def _post(self, kind: str, key: str, event: object, changes: ChangeList) -> None:
        self.goods.postings.append(GoodsPosting(kind, key, event, changes.done()))

    def _confirmation(self, event: RecordedEvent) -> None:
        confirmed = from_plain(ev.OrderConfirmed, event.payload)
        standing = self.stock.confirmations.get(confirmed.order_number, [])
        if not standing or standing[-1][0] != event.key:
            return
        before = {line.line_id: line.promised_on for line in standing[-2][1].lines} if len(standing) > 1 else {}
        changes = ChangeList()
        for line in confirmed.lines:
            changes.set("Orders", line.line_id, "promised_date", line.promised_on, before.get(line.line_id), UNDONE)
        withdrawn = ev.ConfirmationWithdrawn(event.key, confirmed.order_number)
        self._post(ev.CONFIRMATION_WITHDRAWN, f"withdraw:{event.key}", withdrawn, changes)

    def _pick_list(self, event: RecordedEvent) -> None:
        changes = ChangeList()
        states = [state for pick_id, state in self.stock.picks.items() if pick_id.rpartition("/")[0] == event.number]
        for state in states:
            if state.status is PickStatus.DELIVERED:
                raise DELIVERED_MEANWHILE.because(number=event.number, delivery=state.delivery_number)
        for state in states:
            if state.status is PickStatus.OPEN:
                changes.clear("PickList", state.pick.pick_id, pick_values(state), UNDONE)
        self._post(ev.PICK_LIST_WITHDRAWN, f"withdraw:{event.number}", ev.PickListWithdrawn(event.number), changes)

    def _delivery(self, event: RecordedEvent) -> None:
        state = self.stock.deliveries[event.number]
        if state.is_cancelled:
            return
        self._demand_free(state)
        back = tuple(movement_back(each, self.goods.as_of) for each in state.issued.movements)
        changes = ChangeList()
        self.goods.move_back(back, changes)
        for line in state.issued.lines:
            old = self.delivered[line.line_id]
            new = self.delivered[line.line_id] = old - line.quantity
            changes.set("Orders", line.line_id, "delivered_quantity", old, new or None, UNDONE)
            if line.used:
                self.goods.desk.hold(given_back(self.goods.desk.reservations, state, line), changes, UNDONE)
        for pick_id in state.issued.pick_ids:
            changes.set("PickList", pick_id, "status", PickStatus.DELIVERED, PickStatus.OPEN, UNDONE)
            changes.set("PickList", pick_id, "delivery_number", event.number, "", UNDONE)
        changes.set("Deliveries", event.number, "status", status_of(state), DeliveryStatus.CANCELLED, UNDONE)
        self._post(ev.DELIVERY_CANCELLED, f"cancel:{event.number}", ev.DeliveryCancelled(event.number, back), changes)

    def _demand_free(self, state: DeliveryState) -> None:
        if state.shipment:
            raise SHIPPED_MEANWHILE.because(number=state.number, carrier=state.shipment.carrier)
        if invoice := self.books.invoice_naming(state.number):
            raise BILLED_MEANWHILE.because(number=state.number, invoice=invoice)

    def _shipment(self, event: RecordedEvent) -> None:
        shipped = from_plain(ev.DeliveryShipped, event.payload)
        if self.stock.deliveries[shipped.number].shipment != shipped:
            return
        changes, number = ChangeList(), shipped.number
        changes.set("Deliveries", number, "status", DeliveryStatus.SHIPPED, DeliveryStatus.DELIVERED, UNDONE)
        changes.set("Deliveries", number, "shipped_on", shipped.shipped_on, None, UNDONE)
        self._post(ev.SHIPMENT_WITHDRAWN, f"withdraw:{event.key}", ev.ShipmentWithdrawn(number), changes)

    def _purchase(self, event: RecordedEvent) -> None:
        state = self.stock.purchases[event.number]
        if state.is_cancelled:
            return
        if any(self.stock.received.get(line.line_id) for line in state.ordered.lines):
            raise RECEIVED_MEANWHILE.because(number=event.number)
        changes = ChangeList()
        for line in state.ordered.lines:
            changes.clear("Incoming", line.line_id, {}, UNDONE)
        self._post(
            ev.PURCHASE_ORDER_CANCELLED, f"cancel:{event.number}", ev.PurchaseOrderCancelled(event.number), changes
        )
