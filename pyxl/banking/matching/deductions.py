"""Is what is missing a cash discount that the customer took, in time or not, allowed or not?

A discount that is not due is never granted unasked: the rest stays open, and she decides in Review.
"""

from __future__ import annotations

import re

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.reasons import money
from pyxl.banking.matching.records import PaymentLine, Verdict
from pyxl.core.labels import Sentence
from pyxl.core.text import fold

_USUAL_PER_MILLE = (10, 15, 20, 25, 30, 40, 50)
"""Cash discounts people take whether or not they were agreed, in tenths of a percent."""
_HIGHEST_PER_MILLE = 100
_WORD = re.compile(r"SKONTO|SCONTO|CASH DISCOUNT|DISCOUNT|ABZ")


def looks_like_discount(pool: Pool, item: int, line: PaymentLine) -> bool:
    """Whether the missing cents are about a usual discount, or the payer says so."""
    if not _is_small_part(pool, item, line):
        return False
    terms, missing = pool.entries[item].discount, pool.open[item] - line.cents
    if terms and missing <= terms + terms // 4 + 2:
        return True
    return is_usual_discount(pool, item, line) or _WORD.search(fold(line.text)) is not None


def is_usual_discount(pool: Pool, item: int, line: PaymentLine) -> bool:
    """Whether the missing cents are one of the rates people take, perhaps paid in whole euros."""
    if not _is_small_part(pool, item, line):
        return False
    open_cents = pool.open[item]
    rounded_down = 100 if line.cents % 100 == 0 else 2
    missing = open_cents - line.cents
    return any(0 <= missing - _share(open_cents, rate) + 1 <= rounded_down + 1 for rate in _USUAL_PER_MILLE)


def _is_small_part(pool: Pool, item: int, line: PaymentLine) -> bool:
    missing = pool.open[item] - line.cents
    return missing > 0 and missing * 1000 <= pool.open[item] * _HIGHEST_PER_MILLE


def deduction(pool: Pool, item: int, line: PaymentLine) -> tuple[Verdict, Sentence]:
    """Whether the discount that was taken is too late or too high, in words."""
    entry, rest = pool.entries[item], pool.open[item] - line.cents
    is_late = entry.discount and not pool.discount_due(item, line.paid_on)
    if is_late and rest <= entry.discount + 1:
        late = why.LATE_DISCOUNT.bind(
            numbers=entry.number,
            discount=money(rest, line.currency),
            until=entry.discount_until,
            day=line.paid_on,
        )
        return Verdict.DISCOUNT_LATE, late
    high = why.HIGH_DISCOUNT.bind(
        numbers=entry.number, difference=money(rest, line.currency), discount=money(entry.discount, line.currency)
    )
    return Verdict.DISCOUNT_TOO_HIGH, high


def _share(cents: int, per_mille: int) -> int:
    return (cents * per_mille + 500) // 1000
