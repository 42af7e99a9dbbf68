"""Customers and items of the demo firm, and which of them an order may name.

>>> len(demo_customers()), len(demo_items())
(60, 80)
"""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.money import round_half_up
from pyxl.demo.customer_list import CUSTOMERS
from pyxl.demo.item_list import ITEMS
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item


def demo_customers() -> tuple[Customer, ...]:
    """The 60 customers, three of them blocked."""
    return CUSTOMERS


def demo_items() -> tuple[Item, ...]:
    """The 80 items, three of them blocked."""
    return ITEMS


def sellable_to(customer: Customer) -> tuple[Item, ...]:
    """What that customer may order. Hours are worked at home only: a service abroad is taxed another way."""
    return tuple(
        item for item in ITEMS if not item.blocked and (customer.country == "DE" or item.item_number[0] != "D")
    )


def agreed_price(item: Item, customer: Customer) -> Decimal:
    """List price less the customer's discount, net per unit, to a hundredth of a cent.

    >>> agreed_price(ITEMS[0], CUSTOMERS[0]), agreed_price(ITEMS[0], CUSTOMERS[1])
    (Decimal('179.55'), Decimal('189.00'))
    """
    assert item.price is not None
    if not customer.price_discount_percent:
        return item.price
    price = round_half_up(item.price * (100 - customer.price_discount_percent) / 100, 4)
    cents = round_half_up(price)
    return cents if cents == price else price.normalize()
