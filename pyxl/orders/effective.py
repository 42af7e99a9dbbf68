"""What holds for an order line where a cell is empty: the item's words and price, the customer's terms.

>>> plain = OrderLine(order_number="A1", order_date=None, customer_number="K1", item_number="I1", quantity=Decimal(2))
>>> nails = Item(item_number="I1", description="Nails", unit="kg", price=Decimal("4.50"))
>>> terms(plain, None, nails).unit_price, terms(plain, None, nails).unit
(Decimal('4.50'), 'kg')
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from pyxl.core.money import EURO
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, TaxCode
from pyxl.orders.rows import OrderLine

ZERO, HUNDRED = Decimal(0), Decimal(100)


class Terms(NamedTuple):
    """The terms of one line. `list_price` and `agreed_price` are None where the list does not apply."""

    currency: str
    unit: str
    unit_price: Decimal | None
    discount_percent: Decimal
    list_price: Decimal | None
    agreed_percent: Decimal
    """The discount agreed with the customer on list prices."""
    tax_code: TaxCode
    price_base: Decimal = Decimal(1)
    """For how many units the price is."""

    @property
    def net_price(self) -> Decimal | None:
        """For `price_base` units, less discount, not rounded."""
        return None if self.unit_price is None else self.unit_price * (HUNDRED - self.discount_percent) / HUNDRED

    @property
    def agreed_price(self) -> Decimal | None:
        """The list price less the customer's discount, not rounded."""
        return None if self.list_price is None else self.list_price * (HUNDRED - self.agreed_percent) / HUNDRED


def terms(
    line: OrderLine,
    customer: Customer | None,
    item: Item | None,
    listed: Decimal | None = None,
) -> Terms:
    """The terms that hold for the line. `listed`: its price in the price lists, where it stands there.

    The line's own cells come first. A price that is typed stands for itself: the customer's discount is not taken
    off a second time. It comes off the list price, unless the line says another discount.
    The list is in EUR; a line in another currency needs a price of its own.
    """
    currency = currency_of(line, customer)
    agreed = (customer.price_discount_percent if customer else None) or ZERO
    list_price = (item.price if listed is None else listed) if item and currency == EURO else None
    price, discount = line.unit_price, line.discount_percent
    if price is None:
        price = list_price
        discount = agreed if discount is None else discount
    tax_code = line.tax_code or (item.tax_code if item else None) or TaxCode.STANDARD
    unit = line.unit or (item.unit if item else "")
    base = max((item.price_base if item else None) or Decimal(1), Decimal(1))
    return Terms(currency, unit, price, discount or ZERO, list_price, agreed, tax_code, base)


def currency_of(line: OrderLine, customer: Customer | None) -> str:
    """The line's currency, else the customer's, else EUR."""
    return (line.currency or (customer.currency if customer else "") or EURO).upper()
