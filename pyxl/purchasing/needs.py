"""What is to be bought of one item: what orders lack, and what is below the reorder level, in packs of the supplier.

>>> lamp = Item(item_number="L", description="Lamp", price=None, reorder_level=Decimal(5), fill_up_to=Decimal(12))
>>> quantity_to_buy(lamp, Decimal(3)), quantity_to_buy(lamp, Decimal(5))
(Decimal('9'), Decimal('0'))
>>> from dataclasses import replace
>>> quantity_to_buy(replace(lamp, purchase_pack=Decimal(10)), Decimal(-4))
Decimal('20')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from pyxl.core.labels import Label, Text
from pyxl.ledger.goods.books import StockBooks
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.stock.explaining import plain

ZERO = Decimal(0)
FOR_ORDERS = Text(
    "on hand {on_hand}, incoming {incoming}, wanted by orders {wanted}: {missing} missing",
    "Bestand {on_hand}, Zulauf {incoming}, von Aufträgen gebraucht {wanted}: es fehlen {missing}",
)
BELOW_LEVEL = Text(
    "on hand {on_hand}, incoming {incoming}, wanted by orders {wanted}: {left} left, reorder level {level}",
    "Bestand {on_hand}, Zulauf {incoming}, von Aufträgen gebraucht {wanted}: es bleiben {left}, Meldebestand {level}",
)


@dataclass(frozen=True, slots=True)
class Need:
    """An item that should be bought."""

    item: Item
    quantity: Decimal
    needed_by: date | None
    expected_on: date
    reason: Label


@dataclass(frozen=True, slots=True)
class Balance:
    """What is there, what comes and what is wanted of one item."""

    on_hand: Decimal
    incoming: Decimal
    wanted: Decimal
    short_by: date | None
    """The first day on which an order lacks it."""

    @property
    def left(self) -> Decimal:
        """What is left once all orders are served; less than nothing where some are not."""
        return self.on_hand + self.incoming - self.wanted


def quantity_to_buy(item: Item, left: Decimal) -> Decimal:
    """How much fills the stock up again, at least the supplier's minimum, in whole packs; 0 where all is well."""
    level = item.reorder_level if item.reorder_level is not None else ZERO
    if left >= level:
        return ZERO
    target = max(item.fill_up_to or level, level)
    quantity = max(target - left, item.purchase_minimum or ZERO)
    pack = item.purchase_pack
    if not pack or pack < 0:
        return quantity
    return (quantity / pack).to_integral_value(ROUND_CEILING) * pack


def need_of(item: Item, balance: Balance, supplier: Supplier | None, as_of: date) -> Need | None:
    """What is to be bought of an item today; None where all is well."""
    quantity = quantity_to_buy(item, balance.left)
    if quantity <= 0:
        return None
    facts = {
        "on_hand": plain(balance.on_hand),
        "incoming": plain(balance.incoming),
        "wanted": plain(balance.wanted),
        "left": plain(balance.left),
        "missing": plain(-balance.left),
        "level": plain(item.reorder_level or ZERO),
    }
    text = FOR_ORDERS if balance.left < 0 else BELOW_LEVEL
    reason = Label(text.render("en", **facts), text.render("de", **facts))
    return Need(item, quantity, balance.short_by, as_of + timedelta(lead_days(item, supplier)), reason)


def lead_days(item: Item, supplier: Supplier | None) -> int:
    """Days from order to arrival: the item's, else the supplier's."""
    days = item.lead_time_days if item.lead_time_days is not None else supplier.lead_time_days if supplier else None
    return max(days or 0, 0)


def on_hand_of(stock: StockBooks) -> dict[str, Decimal]:
    """On hand by item, over all locations."""
    found: dict[str, Decimal] = {}
    for place, quantity in stock.on_hand.items():
        found[place.item_number] = found.get(place.item_number, ZERO) + quantity
    return found
