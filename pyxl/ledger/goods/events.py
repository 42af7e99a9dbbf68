"""What the journal keeps of goods: movements, reservations, promises, pick lists, deliveries and purchases.

Every change of a quantity on hand is a `Movement`; whatever takes something back is a movement the other way. As in
`events`, fields are only ever added, with a default.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from pyxl.core.labels import Label
from pyxl.core.plain import ADDED_LATER, PlainData

STOCK: Final = "STOCK"
RESERVATION: Final = "RESERVATION"
CONFIRMATION: Final = "CONFIRMATION"
CONFIRMATION_WITHDRAWN: Final = "CONFIRMATION_WITHDRAWN"
PICK_LIST: Final = "PICK_LIST"
PICK_LIST_WITHDRAWN: Final = "PICK_LIST_WITHDRAWN"
PICKS_RETURNED: Final = "PICKS_RETURNED"
DELIVERY: Final = "DELIVERY"
DELIVERY_CANCELLED: Final = "DELIVERY_CANCELLED"
SHIPMENT: Final = "SHIPMENT"
SHIPMENT_WITHDRAWN: Final = "SHIPMENT_WITHDRAWN"
PURCHASE_ORDER: Final = "PURCHASE_ORDER"
PURCHASE_ORDER_CANCELLED: Final = "PURCHASE_ORDER_CANCELLED"


@dataclass(frozen=True, slots=True)
class Movement:
    """Goods that came to a place or left it. `quantity` is signed, in the item's unit."""

    movement_id: str
    day: date
    kind: str
    """A member of `MovementKind`."""
    item_number: str
    location: str
    quantity: Decimal
    order_line: str = ""
    """The order line it was delivered for."""
    incoming_line: str = ""
    """The line of Incoming it was received for."""
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StockMoved:
    """STOCK: goods in, goods out, corrections and counts."""

    movements: tuple[Movement, ...]
    reverses: str = ""
    """The key of the event that is taken back."""


@dataclass(frozen=True, slots=True)
class ReservedPart:
    """Goods that are held for an order line: at a place, or of a line of Incoming from that day on."""

    quantity: Decimal
    available_on: date
    location: str = ""
    incoming_line: str = ""

    @property
    def is_on_hand(self) -> bool:
        """Whether it lies in stock already."""
        return not self.incoming_line


@dataclass(frozen=True, slots=True)
class LineReserved:
    """RESERVATION: what is held for an order line from now on. Without parts, all is given back."""

    line_id: str
    order_number: str
    customer_number: str
    item_number: str
    before: tuple[ReservedPart, ...]
    parts: tuple[ReservedPart, ...]
    reason: Label
    reason_before: Label


@dataclass(frozen=True, slots=True)
class ConfirmedLine:
    """An order line as it was confirmed. `terms` tells any change of it that matters to the customer."""

    line_id: str
    item_number: str
    quantity: Decimal
    terms: str
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class OrderConfirmed:
    """CONFIRMATION: what a customer was promised; a changed order is confirmed again with the next revision."""

    order_number: str
    customer_number: str
    revision: int
    confirmed_on: date
    lines: tuple[ConfirmedLine, ...]
    document_path: str
    content: PlainData


@dataclass(frozen=True, slots=True)
class ConfirmationWithdrawn:
    """CONFIRMATION_WITHDRAWN."""

    confirmation_key: str
    order_number: str


@dataclass(frozen=True, slots=True)
class Pick:
    """One line of a pick list: from where, how much, for which order line. Location "" is goods without stock."""

    pick_id: str
    line_id: str
    order_number: str
    customer_number: str
    item_number: str
    location: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class PickListMade:
    """PICK_LIST: a number was given to this list."""

    made_on: date
    picks: tuple[Pick, ...]
    document_path: str
    content: PlainData


@dataclass(frozen=True, slots=True)
class PickListWithdrawn:
    """PICK_LIST_WITHDRAWN: its open lines are not to be picked."""

    number: str


@dataclass(frozen=True, slots=True)
class PicksReturned:
    """PICKS_RETURNED: nothing was taken for these lines of pick lists; they may be listed again."""

    pick_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeliveredLine:
    """What a delivery note has of one order line. `used` is what it took of the line's reservation."""

    position: int
    line_id: str
    order_number: str
    item_number: str
    quantity: Decimal
    used: tuple[ReservedPart, ...]
    picked_by: str = field(default="", metadata=ADDED_LATER)
    """Who took it from the shelf; several with commas."""


@dataclass(frozen=True, slots=True)
class DeliveryIssued:
    """DELIVERY: a number was given to this delivery note, and the goods left the house with it."""

    delivered_on: date
    customer_number: str
    customer_name: str
    order_number: str
    lines: tuple[DeliveredLine, ...]
    movements: tuple[Movement, ...]
    pick_ids: tuple[str, ...]
    weight: Decimal | None
    document_path: str
    content: PlainData


@dataclass(frozen=True, slots=True)
class DeliveryCancelled:
    """DELIVERY_CANCELLED: the goods are back where they were."""

    number: str
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class DeliveryShipped:
    """SHIPMENT: who carries a delivery, and under which number."""

    number: str
    shipped_on: date
    carrier: str
    tracking_number: str


@dataclass(frozen=True, slots=True)
class ShipmentWithdrawn:
    """SHIPMENT_WITHDRAWN."""

    number: str


@dataclass(frozen=True, slots=True)
class PurchasedLine:
    """A line of a purchase order; `line_id` is its row in Incoming."""

    line_id: str
    item_number: str
    quantity: Decimal
    location: str
    expected_on: date
    price: Decimal | None = field(default=None, metadata=ADDED_LATER)
    """In EUR per unit, as it was agreed; None where it was not."""


@dataclass(frozen=True, slots=True)
class PurchaseOrdered:
    """PURCHASE_ORDER: a number was given to an order to a supplier."""

    ordered_on: date
    supplier_number: str
    lines: tuple[PurchasedLine, ...]
    document_path: str
    content: PlainData


@dataclass(frozen=True, slots=True)
class PurchaseOrderCancelled:
    """PURCHASE_ORDER_CANCELLED: nothing of it is expected any more."""

    number: str
