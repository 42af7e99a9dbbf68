"""What a declared layout of a web shop's export says. All of it is data; no shop has code of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pyxl.formats.bank_values import ENGLISH
from pyxl.formats.csv_files.columns import find_columns, needed_names

OrderColumn = Literal[
    "number",
    "order_date",
    "requested_date",
    "status",
    "payment_status",
    "cancelled_at",
    "currency",
    "customer_number",
    "email",
    "vat_id",
    "company",
    "person",
    "street",
    "postcode",
    "city",
    "country",
    "delivery_company",
    "delivery_person",
    "delivery_street",
    "delivery_postcode",
    "delivery_city",
    "delivery_country",
    "item_number",
    "description",
    "quantity",
    "unit_price",
    "line_price",
    "line_price_discounted",
    "line_discount",
    "discount_percent",
    "order_discount",
    "shipping",
    "fee",
    "tax",
    "subtotal",
    "total",
    "note",
]
"""What a column of an export of orders can mean. `line_price` is quantity times price, before and after discount;
`subtotal` is all goods after discounts; `cancelled_at` has a day where the order was cancelled."""

Basis = Literal["net", "gross", "by totals"]
"""Whether the shop writes prices with VAT; `by totals`: it does as it is set up, and the totals of the order tell."""


@dataclass(frozen=True, slots=True)
class OrderLayout:
    """How one export looks: one row for each item of an order; what holds for the order may stand in its first row."""

    name: str
    columns: Mapping[OrderColumn, str]
    """Which column has which meaning, by its name in the header: `A | B` is one or the other, `A + B` both."""
    optional: frozenset[str] = frozenset()
    """Meanings whose column may be missing; every other one must be there."""
    prices: Basis = "net"
    date_orders: tuple[str, ...] = ("YYYY-MM-DD",)
    decimal_marks: tuple[str, ...] = (ENGLISH,)
    currency: str = ""
    """Of all orders, where no column says it."""
    void: Mapping[OrderColumn, frozenset[str]] = field(default_factory=dict)
    """What a column says of an order that is none: cancelled, failed, refunded."""

    def found_in(self, names: Mapping[str, int]) -> Mapping[OrderColumn, tuple[int, ...]] | None:
        """The fields of each meaning; None where a column that must be there is missing."""
        return find_columns(self.columns, names, self.optional)

    @property
    def needed(self) -> frozenset[str]:
        """The names without which the layout is not recognised."""
        return needed_names(name for meaning, name in self.columns.items() if meaning not in self.optional)
