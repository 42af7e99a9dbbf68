"""Is what is missing a cash discount that the customer took, in time or not, allowed or not?

A discount that is not due is never booked: it goes to review, where she grants it or lets the rest stay open.
"""

from __future__ import annotations

import re

from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.records import PaymentLine
from pyxl.core.text import fold

_USUAL_PER_MILLE = (10, 15, 20, 25, 30, 40, 50)
"""Cash discounts people take whether or not they were agreed, in tenths of a percent."""
_HIGHEST_PER_MILLE = 100
_WORD = re.compile(r"SKONTO|SCONTO|CASH DISCOUNT|DISCOUNT|ABZ")


def looks_like_discount(pool: Pool, item: int, line: PaymentLine) -> bool:
    """Whether the missing cents are about a usual discount, or the payer says so."""
    open_cents = pool.open[item]
    missing = open_cents - line.cents
    if missing <= 0 or missing * 1000 > open_cents * _HIGHEST_PER_MILLE:
        return False
    if _WORD.search(fold(line.text)):
        return True
    terms = pool.entries[item].discount
    if terms and missing <= terms + terms // 4 + 2:
        return True
    rounded_down = 100 if line.cents % 100 == 0 else 2
    return any(0 <= missing - _share(open_cents, rate) + 1 <= rounded_down + 1 for rate in _USUAL_PER_MILLE)


def _share(cents: int, per_mille: int) -> int:
    return (cents * per_mille + 500) // 1000
