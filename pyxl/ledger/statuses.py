"""Where an open item stands, by its amounts alone."""

from __future__ import annotations

from pyxl.core.money import Money
from pyxl.ledger.rows import ItemStatus


def item_status(gross: Money, paid: Money, discount: Money, written_off: Money, credited: Money) -> ItemStatus:
    """Where an item stands, by its amounts alone.

    >>> euro = Money.of
    >>> item_status(euro(100), euro(98), euro(2), euro(0), euro(0)).name
    'PAID'
    >>> item_status(euro(100), euro(40), euro(0), euro(0), euro(0)).name
    'PARTLY_PAID'
    """
    if credited and credited == gross:
        return ItemStatus.CANCELLED
    settled = paid + discount + written_off
    if gross == settled + credited:
        return ItemStatus.PAID
    return ItemStatus.PARTLY_PAID if settled or credited else ItemStatus.OPEN
