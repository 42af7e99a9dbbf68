"""At what price: list price, agreed discount, the limit of discounts, currency and amount.

A price below the list is an error, one above only a warning. A price typed low is a discount that no limit sees and
no invoice shows; there is a column for discounts. A price above the list may be a surcharge, and the customer will
speak up.
"""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.findings import Finding
from pyxl.core.labels import Label
from pyxl.core.money import AMOUNT_LIMIT, EURO, minor_units, round_half_up
from pyxl.masterdata.customers import Customer
from pyxl.orders.case import OrderCase
from pyxl.orders.checks import price_rules as rules
from pyxl.orders.effective import HUNDRED, ZERO
from pyxl.orders.rows import is_replacement, net_of
from pyxl.reference_data.codes import is_currency

PRICE_PLACES = 4
"""An invoice line keeps this many decimals of a unit price."""
_LIMIT_OF_ITEM = Label("limit of the item", "Grenze des Artikels")
_LIMIT_OF_FIRM = Label("limit in Settings", "Grenze in den Einstellungen")


def check_no_price(case: OrderCase) -> Finding | None:
    """ORD013."""
    if case.terms.unit_price is not None or case.item is None or case.terms.currency != EURO:
        return None
    return rules.NO_PRICE.at(case.cell("unit_price"), item=case.line.item_number)


def check_no_price_in_currency(case: OrderCase) -> Finding | None:
    """ORD014: pyxl converts no prices."""
    if case.terms.unit_price is not None or case.item is None or case.terms.currency == EURO:
        return None
    return rules.NO_PRICE_IN_CURRENCY.at(case.cell("unit_price"), currency=case.terms.currency)


def check_negative_price(case: OrderCase) -> Finding | None:
    """ORD015: EN 16931 BR-27."""
    price = case.line.unit_price
    if price is None or price >= 0:
        return None
    return rules.NEGATIVE_PRICE.at(case.cell("unit_price"), found=price)


def check_price_too_fine(case: OrderCase) -> Finding | None:
    """ORD016."""
    price = case.line.unit_price
    if price is None or price == round(price, PRICE_PLACES):
        return None
    return rules.PRICE_TOO_FINE.at(case.cell("unit_price"), found=price)


def check_price_below_list(case: OrderCase) -> Finding | None:
    """ORD017: a typed price may be the list price, or the list price less the customer's discount.

    With a discount on the line it must be the list price: else the agreed discount would be given twice.
    """
    typed, terms = case.line.unit_price, case.terms
    net, agreed = terms.net_price, terms.agreed_price
    if is_replacement(case.line):  # ORD066 wants it free.
        return None
    if typed is None or typed < 0 or net is None or not agreed or not 0 <= terms.discount_percent <= HUNDRED:
        return None
    expected = terms.list_price if terms.discount_percent and terms.list_price else agreed
    least = (HUNDRED - _tolerance(case)) / HUNDRED
    if not _is_below(typed, expected * least) or not _is_below(net, agreed * least):
        return None
    return rules.PRICE_BELOW_LIST.at(
        case.cell("unit_price"),
        found=typed,
        expected=_as_price(expected, typed),
        percent=_percent(expected - typed, expected),
        item=case.line.item_number,
    )


def check_price_above_list(case: OrderCase) -> Finding | None:
    """ORD018."""
    net, agreed = case.terms.net_price, case.terms.agreed_price
    if net is None or not agreed or not _is_above(net, agreed * (HUNDRED + _tolerance(case)) / HUNDRED):
        return None
    return rules.PRICE_ABOVE_LIST.at(
        case.cell("unit_price" if case.line.unit_price is not None else "discount_percent"),
        found=_as_price(net, agreed),
        expected=_as_price(agreed, net),
        percent=_percent(net - agreed, agreed),
        item=case.line.item_number,
    )


def check_discount_out_of_range(case: OrderCase) -> Finding | None:
    """ORD019."""
    percent = case.line.discount_percent
    if percent is None or 0 <= percent <= HUNDRED:
        return None
    return rules.DISCOUNT_OUT_OF_RANGE.at(case.cell("discount_percent"), found=percent)


def check_discount_above_limit(case: OrderCase) -> Finding | None:
    """ORD020: what was agreed with the customer is within his limit, whatever a clerk may give."""
    percent = case.line.discount_percent
    if not percent or percent > HUNDRED:
        return None
    limit, source = case.item.max_discount_percent if case.item else None, _LIMIT_OF_ITEM
    if limit is None:
        limit, source = case.bench.settings.max_discount_percent, _LIMIT_OF_FIRM
    if limit is None or percent <= limit or percent <= case.terms.agreed_percent:
        return None
    return rules.DISCOUNT_ABOVE_LIMIT.at(case.cell("discount_percent"), found=percent, expected=limit, source=source)


def check_margin_below_minimum(case: OrderCase) -> Finding | None:
    """ORD064: the purchase price is for one unit."""
    net, least = case.terms.net_price, case.bench.settings.minimum_margin_percent
    cost = case.item.purchase_price if case.item else None
    if least is None or cost is None or not net or net < 0 or case.terms.currency != EURO:
        return None
    cost *= case.terms.price_base
    margin = (net - cost) * HUNDRED / net
    if margin >= least:
        return None
    return rules.MARGIN_BELOW_MINIMUM.at(
        case.cell("unit_price" if case.line.unit_price is not None else "discount_percent"),
        found=_as_price(net, cost),
        cost=cost,
        percent=round_half_up(margin, 1),
        expected=least,
    )


def check_amount_zero(case: OrderCase) -> Finding | None:
    """ORD021: samples are free, a forgotten price is not."""
    quantity, net = case.line.quantity, case.terms.net_price
    if not quantity or quantity < 0 or net is None or net < 0 or quantity * net * 200 >= case.terms.price_base:
        return None
    if is_replacement(case.line):
        return None
    if case.line.line_adjustment and case.line.line_adjustment > 0:
        return None
    cell = case.cell("unit_price" if not case.terms.unit_price else "discount_percent")
    return rules.AMOUNT_ZERO.at(cell, currency=case.terms.currency)


def check_amount_too_large(case: OrderCase) -> Finding | None:
    """ORD022."""
    quantity, price = case.line.quantity, case.terms.unit_price
    if quantity is None or price is None or abs(quantity * price) < AMOUNT_LIMIT * case.terms.price_base:
        return None
    return rules.AMOUNT_TOO_LARGE.at(case.cell("quantity"), quantity=quantity, price=price)


def check_net_amount_overwritten(case: OrderCase) -> Finding | None:
    """ORD023: the column is a formula; a figure typed over it would mislead her, not the invoice."""
    shown = case.line.net_amount
    expected = net_of(case.line, case.terms.price_base) if shown is not None else None
    if shown is None or expected is None or shown.amount == expected.amount:
        return None
    return rules.NET_AMOUNT_OVERWRITTEN.at(case.cell("net_amount"), found=shown, expected=expected)


def check_adjustment_without_reason(case: OrderCase) -> Finding | None:
    """ORD044: BR-41 and BR-43, BR-42 and BR-44."""
    if not case.line.line_adjustment or case.line.adjustment_reason:
        return None
    return rules.ADJUSTMENT_WITHOUT_REASON.at(case.cell("adjustment_reason"), found=case.line.line_adjustment)


def check_adjustment_out_of_range(case: OrderCase) -> Finding | None:
    """ORD045: whole cents, and not more than the line itself comes to."""
    line, terms = case.line, case.terms
    amount, net = line.line_adjustment, terms.net_price
    if not amount or line.quantity is None or net is None:
        return None
    full = line.quantity * net / terms.price_base
    if amount == round(amount, minor_units(terms.currency)) and -full <= amount < AMOUNT_LIMIT:
        return None
    return rules.ADJUSTMENT_OUT_OF_RANGE.at(case.cell("line_adjustment"), found=amount)


def check_unknown_currency(case: OrderCase) -> Finding | None:
    """ORD024."""
    currency = case.line.currency
    if not currency or is_currency(currency.upper()):
        return None
    return rules.UNKNOWN_CURRENCY.at(case.cell("currency"), found=currency)


def check_currency_differs(case: OrderCase) -> Finding | None:
    """ORD025."""
    currency, customer = case.line.currency.upper(), case.customer
    if not currency or customer is None or currency == _currency_of(customer) or not is_currency(currency):
        return None
    return rules.CURRENCY_DIFFERS.at(
        case.cell("currency"), found=currency, customer=customer.customer_number, expected=_currency_of(customer)
    )


def _currency_of(customer: Customer) -> str:
    return (customer.currency or EURO).upper()


def _tolerance(case: OrderCase) -> Decimal:
    return case.bench.settings.price_tolerance_percent or ZERO


def _is_below(price: Decimal, least: Decimal) -> bool:
    """Whether it is less, and not only rounded to its own places: 9.69 is not below 9.6903."""
    exact = round_half_up(price, PRICE_PLACES)
    return exact < least and exact < _as_price(least, price)


def _is_above(price: Decimal, most: Decimal) -> bool:
    exact = round_half_up(price, PRICE_PLACES)
    return exact > most and exact > _as_price(most, price)


def _as_price(value: Decimal, like: Decimal) -> Decimal:
    """Rounded to the places of another price, two at least, four at most."""
    exponent = like.as_tuple().exponent
    assert isinstance(exponent, int)
    return round_half_up(value, min(max(-exponent, minor_units(EURO)), PRICE_PLACES))


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    percent = part * HUNDRED / whole
    return round_half_up(percent, 1 if percent >= 1 else 2)
