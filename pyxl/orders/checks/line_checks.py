"""All checks of one line by itself, in the order of the columns."""

from __future__ import annotations

from collections.abc import Callable

from pyxl.core.findings import Finding
from pyxl.orders.case import OrderCase
from pyxl.orders.checks import dates, prices, quantities, references, replacements

LINE_CHECKS: tuple[Callable[[OrderCase], Finding | None], ...] = (
    references.check_order_head_has_errors,
    dates.check_order_date_in_future,
    dates.check_order_date_long_past,
    references.check_unknown_customer,
    references.check_blocked_customer,
    references.check_proposed_customer,
    references.check_customer_has_errors,
    references.check_unknown_item,
    references.check_blocked_item,
    references.check_item_has_errors,
    quantities.check_quantity_zero,
    quantities.check_quantity_negative,
    quantities.check_below_minimum_quantity,
    quantities.check_not_a_multiple_of_pack,
    quantities.check_unit_spelt_differently,
    quantities.check_unit_differs,
    prices.check_no_price,
    prices.check_no_price_in_currency,
    prices.check_negative_price,
    prices.check_price_too_fine,
    prices.check_price_below_list,
    prices.check_price_above_list,
    prices.check_discount_out_of_range,
    prices.check_discount_above_limit,
    prices.check_margin_below_minimum,
    prices.check_amount_zero,
    prices.check_amount_too_large,
    prices.check_adjustment_without_reason,
    prices.check_adjustment_out_of_range,
    prices.check_net_amount_overwritten,
    prices.check_unknown_currency,
    prices.check_currency_differs,
    dates.check_tax_code_lowered,
    dates.check_tax_code_differs,
    dates.check_no_tax_rate,
    dates.check_requested_before_order,
    dates.check_delivery_before_order,
    dates.check_delivery_long_past,
    replacements.check_replacement_unknown,
    replacements.check_replacement_changed,
)
