"""Goods that go out free: only what a settled case promised, no more of it, and without a price."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.findings import Finding
from pyxl.core.schema import schema_of
from pyxl.orders.case import OrderCase
from pyxl.orders.checks import replacement_rules as rules
from pyxl.orders.rows import OrderLine, is_replacement

_FREE = Decimal(0)


def check_replacement_unknown(case: OrderCase) -> Finding | None:
    """ORD065: the mark alone would give goods away past every limit."""
    if not is_replacement(case.line) or case.line.line_id in case.bench.books.cases.replacements:
        return None
    return rules.REPLACEMENT_UNKNOWN.at(case.cell("invoice_kind"))


def check_replacement_changed(case: OrderCase) -> Finding | None:
    """ORD066: fewer may go out than was promised."""
    line = case.line
    promised = case.bench.books.cases.replacements.get(line.line_id)
    if promised is None:
        return None
    differing = (
        ("customer_number", promised.customer_number, line.customer_number != promised.customer_number),
        ("order_number", promised.order_number, line.order_number != promised.order_number),
        ("item_number", promised.item_number, line.item_number != promised.item_number),
        ("quantity", promised.quantity, line.quantity is not None and line.quantity > promised.quantity),
        ("unit_price", _FREE, line.unit_price != _FREE),
        ("line_adjustment", _FREE, bool(line.line_adjustment)),
        ("invoice_kind", "–", not is_replacement(line)),
    )
    for name, expected, differs in differing:
        if differs:
            label, found = schema_of(OrderLine).column(name).label, getattr(line, name)
            shown = "–" if found in (None, "") else found
            number = promised.order_number
            return rules.REPLACEMENT_CHANGED.at(
                case.cell(name), case=number, label=label, expected=expected, found=shown
            )
    return None
