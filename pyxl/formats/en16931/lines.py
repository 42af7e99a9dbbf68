"""One line of an e-invoice: what was supplied, how much of it, at which price (BG-25 to BG-32).

>>> EInvoiceLine(line_id="1", quantity=Decimal(3), unit="C62", item=Item(name="Screws")).item.name
'Screws'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pyxl.formats.en16931.amounts import AllowanceCharge, Tax
from pyxl.formats.en16931.parties import Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From and to: BG-14 for the document, BG-26 for a line."""

    start: date | None = None
    """BT-73, BT-134."""
    end: date | None = None
    """BT-74, BT-135."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one unit, or `base_quantity` units, cost without VAT: BG-29."""

    net: Decimal | None = None
    """BT-146."""
    discount: Decimal | None = None
    """BT-147."""
    gross: Decimal | None = None
    """BT-148: before the discount."""
    base_quantity: Decimal | None = None
    """BT-149: the price is for so many units; one when not given."""
    base_unit: str = ""
    """BT-150."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """A code that says what kind of item it is: BT-158."""

    code: str = ""
    """BT-158."""
    scheme: str = ""
    """BT-158-1: UNTDID 7143."""
    version: str = ""
    """BT-158-2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAttribute:
    """A property of the item, colour for instance: BG-32."""

    name: str = ""
    """BT-160."""
    value: str = ""
    """BT-161."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The goods or service: BG-31."""

    name: str = ""
    """BT-153."""
    description: str = ""
    """BT-154."""
    seller_id: str = ""
    """BT-155: the seller's item number."""
    buyer_id: str = ""
    """BT-156: the buyer's item number."""
    standard_id: Identifier = field(default_factory=Identifier)
    """BT-157: GTIN for instance."""
    classifications: tuple[Classification, ...] = ()
    """BT-158."""
    origin_country: str = ""
    """BT-159."""
    attributes: tuple[ItemAttribute, ...] = ()
    """BG-32."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EInvoiceLine:
    """A line: BG-25."""

    line_id: str = ""
    """BT-126."""
    note: str = ""
    """BT-127."""
    object_id: Identifier = field(default_factory=Identifier)
    """BT-128: what the line is about, a meter point for instance."""
    quantity: Decimal | None = None
    """BT-129."""
    unit: str = ""
    """BT-130: UN/ECE Recommendation 20 and 21."""
    net: Decimal | None = None
    """BT-131."""
    order_line: str = ""
    """BT-132: the line of the buyer's order."""
    accounting_reference: str = ""
    """BT-133: where the buyer books it."""
    period: Period | None = None
    """BG-26."""
    allowances: tuple[AllowanceCharge, ...] = ()
    """BG-27."""
    charges: tuple[AllowanceCharge, ...] = ()
    """BG-28."""
    price: Price = field(default_factory=Price)
    """BG-29."""
    tax: Tax = field(default_factory=Tax)
    """BG-30."""
    item: Item = field(default_factory=Item)
    """BG-31."""
