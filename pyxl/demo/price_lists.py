"""The price lists of the demo firm: quantity breaks, and what the trade pays from November on.

>>> [(row.item_number, str(row.price)) for row in demo_prices()][:2]
[('L-1010', '170.10'), ('L-1010', '160.65')]
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.money import round_half_up
from pyxl.demo.item_list import ITEMS
from pyxl.orders.price_lists import PriceRow

TRADE = "Handel"
TRADE_BEGINS = date(2026, 11, 1)
"""After the month of the demo: what is ordered in September and October is at the prices in Items."""
LAMPS = 6
"""The first items of the list are in it."""
STEPS = ((20, "0.90"), (50, "0.85"))


def demo_prices() -> tuple[PriceRow, ...]:
    """For each of a few lamps two prices by quantity for everybody, and one for the trade."""
    rows: list[PriceRow] = []
    for item in ITEMS[:LAMPS]:
        assert item.price is not None
        breaks = [(Decimal(least), item.price * Decimal(share), "") for least, share in STEPS]
        for least, price, group in (*breaks, (None, item.price * Decimal("0.80"), TRADE)):
            rows.append(
                PriceRow(
                    price_id=f"P-{len(rows) + 1}",
                    item_number=item.item_number,
                    price_group=group,
                    from_quantity=least,
                    price=round_half_up(price, 2),
                    valid_from=TRADE_BEGINS,
                )
            )
    return tuple(rows)
