"""What the journal keeps of orders that came in as files, one dataclass per kind of event.

They are stored as plain JSON for ever: a field is only ever added with a default, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from pyxl.core.plain import PlainData

ORDER_IMPORT: Final = "ORDER_IMPORT"
ORDER_WITHDRAWN: Final = "ORDER_WITHDRAWN"
ORDER_FORM_RETURNED: Final = "ORDER_FORM_RETURNED"


@dataclass(frozen=True, slots=True)
class ImportedOrderLine:
    """One order line as it came in, with its identity."""

    line_id: str
    item_number: str
    quantity: Decimal
    unit_price: Decimal | None = None
    discount_percent: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryHead:
    """Where the goods of the order go, if not to the customer's own address."""

    name: str
    street: str
    postcode: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class OrderImported:
    """ORDER_IMPORT: one order of a file, whole or not at all, under a number of the firm's own.

    `identity` says which order it is (whose number, and the number), `fingerprint` what was ordered.
    """

    order_number: str
    identity: str
    fingerprint: str
    source: str
    """The layout of the file; empty for an order form."""
    file_name: str
    file_sha256: str
    customer_number: str
    customer_reference: str
    order_date: date
    requested_date: date | None
    currency: str
    lines: tuple[ImportedOrderLine, ...]
    delivery: DeliveryHead | None


@dataclass(frozen=True, slots=True)
class OrderWithdrawn:
    """ORDER_WITHDRAWN: an imported order is taken back; nothing of it was invoiced."""

    import_key: str
    order_number: str
    identity: str


@dataclass(frozen=True, slots=True)
class OrderFormReturned:
    """ORDER_FORM_RETURNED: a form was wrong; a marked copy was laid into the documents, nothing else came of it."""

    file_name: str
    file_sha256: str
    document_path: str
    content: PlainData
