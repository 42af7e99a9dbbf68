"""What the import records: an order with its lines under a number of the firm's own, or a form that was marked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyxl.core.changes import NO_CHANGES, CellValue, ChangeList, ChangeSet, Why
from pyxl.core.labels import Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, canonical_json, to_plain
from pyxl.ledger import order_events as ev

FORM_KIND = "order-form"
_IMPORTED = Text("from {file}", "aus {file}")


@dataclass(frozen=True)
class OrderPosting:
    """An order that comes in. One that comes in again after an undo keeps its number: it has no series then."""

    order: ev.OrderImported
    rounds: int
    series: Series | None
    kind: str = ev.ORDER_IMPORT

    @property
    def key(self) -> str:
        """The same order is the same event for ever, until it is taken back."""
        return import_key(self.order.identity, self.rounds)

    @property
    def claims(self) -> tuple[str, ...]:
        """The order itself: it comes in once."""
        return (self.key,)

    def numbered(self, number: str) -> ev.OrderImported:
        """The order under its number."""
        return replace(self.order, order_number=number or self.order.order_number)

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        data: Plain = to_plain(self.numbered(number))
        return data

    def changes(self, number: str) -> ChangeSet:
        """The rows in Orders, and one in Order heads where the goods go elsewhere."""
        order = self.numbered(number)
        changes = ChangeList()
        for tab, key, values in order_rows(order):
            changes.append(tab, key, values, _why(order))
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()


def import_key(identity: str, rounds: int) -> str:
    """The event's key."""
    return f"order:{rounds}:{hashlib.sha256(identity.encode()).hexdigest()[:32]}"


def _why(order: ev.OrderImported) -> Why:
    return _IMPORTED.bind(file=order.file_name)


def order_rows(order: ev.OrderImported) -> Iterator[tuple[str, str, dict[str, CellValue]]]:
    """The rows of an imported order: tab, key and cells."""
    for line in order.lines:
        values: dict[str, CellValue] = {
            "line_id": line.line_id,
            "order_number": order.order_number,
            "order_date": order.order_date,
            "customer_number": order.customer_number,
            "customer_reference": order.customer_reference,
            "item_number": line.item_number,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "discount_percent": line.discount_percent,
            "currency": order.currency,
            "requested_date": order.requested_date,
            "note": line.note,
        }
        yield "Orders", line.line_id, {name: value for name, value in values.items() if value not in (None, "")}
    if order.delivery:
        yield "OrderHeads", order.order_number, head_values(order.order_number, order.delivery)


def head_values(order_number: str, place: ev.DeliveryHead) -> dict[str, CellValue]:
    """The row of Order heads that says where an order goes."""
    head: dict[str, CellValue] = {
        "order_number": order_number,
        "delivery_name": place.name,
        "delivery_street": place.street,
        "delivery_postcode": place.postcode,
        "delivery_city": place.city,
        "delivery_country": place.country,
    }
    return {name: value for name, value in head.items() if value}


@dataclass(frozen=True)
class FormPosting:
    """A form that was wrong: its copy, with the wrong cells marked, is laid into the documents."""

    file_name: str
    file_sha256: str
    folder: str
    """Below the documents folder, such as `2026/forms`."""
    name: str
    """The form's own name without its ending, as a slug."""
    content: PlainData
    kind: str = ev.ORDER_FORM_RETURNED
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """The same form with the same marks is marked once."""
        return f"form:{self.file_sha256[:16]}:{self._digest}"

    @property
    def _digest(self) -> str:
        return hashlib.sha256(canonical_json(self.content).encode()).hexdigest()[:16]

    @property
    def path(self) -> str:
        """Where the copy lies below the documents folder."""
        return f"{self.folder}/{self.name}-{self._digest[:8]}.xlsx"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        data: Plain = to_plain(ev.OrderFormReturned(self.file_name, self.file_sha256, self.path, self.content))
        return data

    def changes(self, number: str) -> ChangeSet:
        """None: nothing of the order is taken over."""
        return NO_CHANGES

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The marked copy."""
        return (DocumentRequest(FORM_KIND, "", self.path, self.content),)
