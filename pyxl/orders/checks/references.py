"""Who orders and what: the customer and the item must be there, free, and without errors of their own."""

from __future__ import annotations

from pyxl.core.changes import ChangeSet, Fix, SetCell
from pyxl.core.findings import Finding
from pyxl.core.labels import Sentence, Text
from pyxl.core.text import fold
from pyxl.orders.case import OrderCase
from pyxl.orders.checks import reference_rules as rules

_MEANT = Text(" Did you mean {key} ({name})?", " Ist {key} ({name}) gemeint?")
_SAID_BY_LINE = {"description": "description", "unit": "unit", "price": "unit_price", "tax_code": "tax_code"}
"""What an item says only where the line is silent: its error there harms no line that says it itself."""


def check_unknown_customer(case: OrderCase) -> Finding | None:
    """ORD001: an empty cell was told when the tab was read."""
    typed, bench = case.line.customer_number, case.bench
    if case.customer or not typed or typed in bench.customers.unreadable_keys or not bench.can_look_up_customers:
        return None
    near = bench.customers.get(bench.near_customers.to(typed))
    meant: Sentence | str = _MEANT.bind(key=near.customer_number, name=near.name) if near else ""
    fix = _fix(case, "customer_number", typed, near.customer_number, meant) if near else None
    return rules.UNKNOWN_CUSTOMER.at(case.cell("customer_number"), fix, found=typed, meant=meant)


def check_blocked_customer(case: OrderCase) -> Finding | None:
    """ORD002."""
    customer = case.customer
    if customer is None or not customer.blocked:
        return None
    shown = f"{customer.customer_number} {customer.name}".strip()
    return rules.BLOCKED_CUSTOMER.at(case.cell("customer_number"), customer=shown)


def check_proposed_customer(case: OrderCase) -> Finding | None:
    """ORD060: nobody has looked yet whether it is a customer at all."""
    customer = case.customer
    if customer is None or not customer.proposed:
        return None
    shown = f"{customer.customer_number} {customer.name}".strip()
    return rules.PROPOSED_CUSTOMER.at(case.cell("customer_number"), customer=shown)


def check_customer_has_errors(case: OrderCase) -> Finding | None:
    """ORD003."""
    errors = case.bench.customer_errors.get(case.line.customer_number)
    if not errors:
        return None
    return rules.CUSTOMER_HAS_ERRORS.at(
        case.cell("customer_number"),
        customer=case.line.customer_number,
        reason=_said(errors[0]),
        address=errors[0].cell.address,
    )


def check_order_head_has_errors(case: OrderCase) -> Finding | None:
    """ORD043."""
    errors = case.bench.head_errors.get(case.line.order_number)
    if not errors:
        return None
    return rules.ORDER_HEAD_HAS_ERRORS.at(
        case.cell("order_number"),
        order=case.line.order_number,
        reason=_said(errors[0]),
        address=errors[0].cell.address,
    )


def check_unknown_item(case: OrderCase) -> Finding | None:
    """ORD004."""
    typed, bench = case.line.item_number, case.bench
    if case.item or not typed or typed in bench.items.unreadable_keys or not bench.can_look_up_items:
        return None
    near = bench.items.get(bench.near_items.to(typed))
    meant: Sentence | str = _MEANT.bind(key=near.item_number, name=near.description) if near else ""
    fix = _fix(case, "item_number", typed, near.item_number, meant) if near else None
    return rules.UNKNOWN_ITEM.at(case.cell("item_number"), fix, found=typed, meant=meant)


def check_blocked_item(case: OrderCase) -> Finding | None:
    """ORD005."""
    item = case.item
    if item is None or not item.blocked:
        return None
    return rules.BLOCKED_ITEM.at(case.cell("item_number"), item=f"{item.item_number} {item.description}".strip())


def check_item_has_errors(case: OrderCase) -> Finding | None:
    """ORD006."""
    errors = case.bench.item_errors.get(case.line.item_number)
    if not errors:
        return None
    error = next((each for each in errors if not _is_said_by_line(case, each)), None)
    if error is None:
        return None
    return rules.ITEM_HAS_ERRORS.at(
        case.cell("item_number"), item=case.line.item_number, reason=_said(error), address=error.cell.address
    )


def _is_said_by_line(case: OrderCase, error: Finding) -> bool:
    name = _SAID_BY_LINE.get(error.cell.column or "")
    return name is not None and getattr(case.line, name) not in (None, "")


def _said(error: Finding) -> Sentence:
    return error.rule.message.bind(**error.facts)


def _fix(case: OrderCase, name: str, typed: str, key: str, meant: Sentence | str) -> Fix | None:
    """A row is found by its key, so a line without one cannot be mended; only another case is safe to mend unasked."""
    if not case.line.line_id or isinstance(meant, str):
        return None
    change = SetCell("Orders", case.line.line_id, name, typed, key, meant)
    return Fix(ChangeSet((change,)), is_safe=fold(typed) == fold(key))
