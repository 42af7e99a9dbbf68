"""Checks of items: what would put a wrong price or quantity on an order or an invoice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from pyxl.core.findings import CellRef, Finding
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.masterdata import rules
from pyxl.masterdata.items import Item

HUNDRED = Decimal(100)
PRICE_PLACES = 4
"""An invoice line keeps this many decimals of a unit price."""


class ItemCase(NamedTuple):
    """An item's row and its tab."""

    item: Item
    table: Table[Item]

    def cell(self, name: str) -> CellRef:
        """Where the field stands."""
        return self.table.cell(self.item, name)


def check_item(case: ItemCase) -> Iterator[Finding]:
    """Every finding of one item."""
    return (found for check in ITEM_CHECKS if (found := check(case)))


def check_negative_list_price(case: ItemCase) -> Finding | None:
    """MAS021."""
    price = case.item.price
    if price is None or price >= 0:
        return None
    return rules.NEGATIVE_LIST_PRICE.at(case.cell("price"), item=case.item.item_number, found=price)


def check_list_price_too_fine(case: ItemCase) -> Finding | None:
    """MAS022."""
    price = case.item.price
    if price is None or price == round(price, PRICE_PLACES):
        return None
    return rules.LIST_PRICE_TOO_FINE.at(case.cell("price"), item=case.item.item_number, found=price)


def check_item_quantity_negative(case: ItemCase) -> Finding | None:
    """MAS023: minimum quantity and pack size."""
    for name in ("min_quantity", "pack_size"):
        found = getattr(case.item, name)
        if found is not None and found < 0:
            label = schema_of(Item).column(name).label
            return rules.ITEM_QUANTITY_NEGATIVE.at(
                case.cell(name), item=case.item.item_number, label=label, found=found
            )
    return None


def check_item_discount_out_of_range(case: ItemCase) -> Finding | None:
    """MAS024."""
    percent = case.item.max_discount_percent
    if percent is None or 0 <= percent <= HUNDRED:
        return None
    return rules.ITEM_DISCOUNT_OUT_OF_RANGE.at(
        case.cell("max_discount_percent"), item=case.item.item_number, found=percent
    )


def check_price_base_below_one(case: ItemCase) -> Finding | None:
    """MAS027: BT-149 is above zero; a part of a unit is a unit of its own."""
    base = case.item.price_base
    if base is None or base >= 1:
        return None
    return rules.PRICE_BASE_BELOW_ONE.at(case.cell("price_base"), item=case.item.item_number, found=base)


ITEM_CHECKS: tuple[Callable[[ItemCase], Finding | None], ...] = (
    check_negative_list_price,
    check_list_price_too_fine,
    check_price_base_below_one,
    check_item_quantity_negative,
    check_item_discount_out_of_range,
)
"""In the order of the columns."""
