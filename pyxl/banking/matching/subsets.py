"""A payment without numbers that settles several invoices of one customer: only where one choice adds up."""

from __future__ import annotations

from collections.abc import Sequence

from pyxl.banking.matching.evidence import known_by_sum, speaks_of_others
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import Reason
from pyxl.banking.matching.records import Match, Part
from pyxl.banking.matching.sums import MOST_ITEMS, chance_of_sum, subsets_with_sum

LARGEST_SUBSET = 6
MOST_CHANCE = 0.002
"""A sum is booked only when chance alone would hit it less than once in 500 payments."""


def by_subset(reading: Reading, pool: Pool) -> Match | None:
    """A known customer, and exactly one choice of the open invoices adds up to the payment."""
    line = reading.line
    if not reading.payer:
        return None
    if len(left := pool.left_of(reading.customer)) < 2 or _is_only_named(reading, pool, left):
        return None
    items = pool.of_customer(reading.customer, line, credits_too=True)
    if len(items) < 2:
        return None
    solutions = subset_solutions(reading, pool, items)
    if len(solutions) != 1:
        return None
    parts = solutions[0]
    chosen = [pool.position[part.number] for part in parts]
    if len(parts) < 2 or speaks_of_others(reading, pool, chosen) or _may_be_chance(reading, pool, chosen):
        return None
    is_everything = len(parts) == len(items)
    if not is_everything and chance_of_sum([pool.open[item] for item in items], len(parts)) > MOST_CHANCE:
        return None
    reason = Reason(known_by_sum, line, pool.numbers_of(chosen), reading.payer)
    return Match(line.line_id, parts, "subset", reason)


def _is_only_named(reading: Reading, pool: Pool, items: Sequence[int]) -> bool:
    """One is named and nothing hints at another: no sum of several is booked then, so none need be looked for."""
    named = reading.words.strong
    return len(named) == 1 and not pool.numbers.ended_by(reading.line, [item for item in items if item != named[0]])


def _may_be_chance(reading: Reading, pool: Pool, chosen: Sequence[int]) -> bool:
    """One is named and others are not: too much may have been paid. Or a paid invoice has this very amount: twice."""
    named = set(reading.words.strong)
    unnamed = set(chosen) - named
    if named and len(pool.numbers.ended_by(reading.line, unnamed)) < len(unnamed):
        return True
    paid = (item for item in pool.all_of_customer(reading.customer) if not pool.open[item])
    return any(pool.entries[item].gross == reading.line.cents for item in paid)


def subset_solutions(reading: Reading, pool: Pool, items: Sequence[int]) -> list[tuple[Part, ...]]:
    """The different choices of items that add up, at full price or all less the discount that is due."""
    if not items:
        return []
    line, day = reading.line, reading.line.paid_on
    found: dict[tuple[int, ...], tuple[Part, ...]] = {}
    discounts = [pool.discount_due(item, day) for item in items]
    for taken in [[0] * len(items)] + ([discounts] if any(discounts) else []):
        values = [pool.open[item] - discount for item, discount in zip(items, taken, strict=True)]
        if sum(values) == line.cents:
            subsets = [tuple(range(len(items)))]
        elif len(items) <= MOST_ITEMS:
            subsets = subsets_with_sum(values, line.cents, LARGEST_SUBSET)
        else:
            subsets = []
        for chosen in subsets:
            found.setdefault(
                chosen,
                tuple(
                    Part(pool.entries[items[at]].number, reading.customer, values[at], discount=taken[at])
                    for at in chosen
                ),
            )
    return [found[chosen] for chosen in sorted(found)]
