"""How much: quantity, minimum, pack size and unit.

Minimum and pack size only warn: what was delivered must be invoiced, whatever the price list wishes. A replacement
is as large as the complaint.
"""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.changes import ChangeSet, Fix, SetCell
from pyxl.core.findings import Finding
from pyxl.core.labels import Label
from pyxl.orders.case import OrderCase
from pyxl.orders.checks import quantity_rules as rules
from pyxl.orders.rows import is_replacement
from pyxl.orders.units import same_unit

_LIKE_THE_ITEM = Label("spelt like the item's unit", "geschrieben wie beim Artikel")


def check_quantity_zero(case: OrderCase) -> Finding | None:
    """ORD007."""
    if case.line.quantity is None or case.line.quantity:
        return None
    return rules.QUANTITY_ZERO.at(case.cell("quantity"))


def check_quantity_negative(case: OrderCase) -> Finding | None:
    """ORD008."""
    quantity = case.line.quantity
    if quantity is None or quantity >= 0:
        return None
    return rules.QUANTITY_NEGATIVE.at(case.cell("quantity"), found=quantity)


def check_below_minimum_quantity(case: OrderCase) -> Finding | None:
    """ORD009."""
    quantity, item = case.line.quantity, case.item
    if item is None or not item.min_quantity or quantity is None or is_replacement(case.line):
        return None
    if not 0 < quantity < item.min_quantity:
        return None
    return rules.BELOW_MINIMUM_QUANTITY.at(
        case.cell("quantity"), found=quantity, expected=item.min_quantity, item=item.item_number
    )


def check_not_a_multiple_of_pack(case: OrderCase) -> Finding | None:
    """ORD010."""
    quantity, pack = case.line.quantity, case.item.pack_size if case.item else None
    if not quantity or not pack or quantity < 0 or pack < 0 or not quantity % pack or is_replacement(case.line):
        return None
    below = quantity // pack * pack
    return rules.NOT_A_MULTIPLE_OF_PACK.at(
        case.cell("quantity"),
        found=quantity,
        pack=pack,
        item=case.line.item_number,
        below=_plain(below),
        above=_plain(below + pack),
    )


def check_unit_spelt_differently(case: OrderCase) -> Finding | None:
    """ORD011."""
    unit, item = case.line.unit, case.item
    if not unit or item is None or unit == item.unit or not item.unit or not same_unit(unit, item.unit):
        return None
    fix = None
    if case.line.line_id:
        change = SetCell("Orders", case.line.line_id, "unit", unit, item.unit, _LIKE_THE_ITEM)
        fix = Fix(ChangeSet((change,)), is_safe=True)
    return rules.UNIT_SPELT_DIFFERENTLY.at(case.cell("unit"), fix, found=unit, expected=item.unit)


def check_unit_differs(case: OrderCase) -> Finding | None:
    """ORD012: the price is per the item's unit, so another unit is another amount."""
    unit, item = case.line.unit, case.item
    if not unit or item is None or not item.unit or unit == item.unit or same_unit(unit, item.unit):
        return None
    return rules.UNIT_DIFFERS.at(case.cell("unit"), found=unit, expected=item.unit, item=item.item_number)


def _plain(value: Decimal) -> Decimal:
    """Without zeros at the end: 24 rather than 24.000."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()
