"""When, and at which VAT rate: the rate follows the date of supply, and the date of supply follows the calendar."""

from __future__ import annotations

from datetime import date

from pyxl.core.findings import Finding
from pyxl.masterdata.customers import TaxTreatment, treatment_of
from pyxl.masterdata.items import TaxCode
from pyxl.orders.case import OrderCase
from pyxl.orders.checks import date_rules as rules
from pyxl.reference_data.tax import RateKind, find_rate
from pyxl.settings import TaxScheme

LONG_PAST_DAYS = 60
RATE_KINDS = {TaxCode.STANDARD: RateKind.STANDARD, TaxCode.REDUCED: RateKind.REDUCED}
"""The codes whose percentage follows from the date."""
_TAXED = (TaxCode.STANDARD, TaxCode.REDUCED)


def check_order_date_in_future(case: OrderCase) -> Finding | None:
    """ORD026."""
    ordered, today = case.line.order_date, case.bench.as_of
    if ordered is None or ordered <= today:
        return None
    return rules.ORDER_DATE_IN_FUTURE.at(case.cell("order_date"), found=ordered, today=today)


def check_order_date_long_past(case: OrderCase) -> Finding | None:
    """ORD027: in January the old year is typed by habit."""
    ordered = case.line.order_date
    if ordered is None or ordered >= _a_year_before(case.bench.as_of):
        return None
    return rules.ORDER_DATE_LONG_PAST.at(case.cell("order_date"), found=ordered)


def check_delivery_before_order(case: OrderCase) -> Finding | None:
    """ORD028."""
    ordered, delivered = case.line.order_date, case.line.delivery_date
    if ordered is None or delivered is None or delivered >= ordered:
        return None
    return rules.DELIVERY_BEFORE_ORDER.at(case.cell("delivery_date"), found=delivered, ordered=ordered)


def check_requested_before_order(case: OrderCase) -> Finding | None:
    """ORD061."""
    ordered, requested = case.line.order_date, case.line.requested_date
    if ordered is None or requested is None or requested >= ordered:
        return None
    return rules.REQUESTED_BEFORE_ORDER.at(case.cell("requested_date"), found=requested, ordered=ordered)


def check_delivery_long_past(case: OrderCase) -> Finding | None:
    """ORD029."""
    delivered = case.line.delivery_date
    if delivered is None or (days := (case.bench.as_of - delivered).days) <= LONG_PAST_DAYS:
        return None
    return rules.DELIVERY_LONG_PAST.at(case.cell("delivery_date"), found=delivered, days=days)


def check_no_tax_rate(case: OrderCase) -> Finding | None:
    """ORD030."""
    kind = RATE_KINDS.get(case.terms.tax_code)
    if kind is None or not _is_taxed_at_home(case) or find_rate(kind, case.supplied_on):
        return None
    return rules.NO_TAX_RATE.at(case.cell("delivery_date"), label=case.terms.tax_code.label, found=case.supplied_on)


def check_tax_code_lowered(case: OrderCase) -> Finding | None:
    """ORD031: the firm owes the tax all the same (§ 13a UStG), out of its own pocket."""
    typed, own = case.line.tax_code, _code_of_item(case)
    if typed is None or own is None or typed in _TAXED or own not in _TAXED or not _is_taxed_at_home(case):
        return None
    return rules.TAX_CODE_LOWERED.at(
        case.cell("tax_code"),
        found=typed.label,
        expected=own.label,
        item=case.line.item_number,
        customer=case.line.customer_number,
    )


def check_tax_code_differs(case: OrderCase) -> Finding | None:
    """ORD032."""
    typed, own = case.line.tax_code, _code_of_item(case)
    if typed is None or own is None or typed is own or not _is_taxed_at_home(case):
        return None
    if typed not in _TAXED and own in _TAXED:
        return None
    return rules.TAX_CODE_DIFFERS.at(
        case.cell("tax_code"), found=typed.label, expected=own.label, item=case.line.item_number
    )


def _is_taxed_at_home(case: OrderCase) -> bool:
    """Elsewhere, and for a small business (§ 19 UStG), the line's tax code decides nothing."""
    if case.bench.settings.tax_scheme is TaxScheme.SMALL_BUSINESS:
        return False
    return case.customer is not None and treatment_of(case.customer) is TaxTreatment.DOMESTIC


def _code_of_item(case: OrderCase) -> TaxCode | None:
    return (case.item.tax_code or TaxCode.STANDARD) if case.item else None


def _a_year_before(day: date) -> date:
    """The same day a year ago; for 29 February the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
