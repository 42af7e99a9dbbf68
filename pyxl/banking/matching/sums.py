"""Which of a customer's open amounts add up to a payment: meet in the middle, and how far chance could do the same.

>>> subsets_with_sum([1000, 2500, 4000], 3500, largest=6)
[(0, 1)]
>>> subsets_with_sum([1000, 1000, 2500], 3500, largest=6)
[(0, 2), (1, 2)]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import comb, gcd

MOST_ITEMS = 20
"""Beyond about twenty open items several subsets nearly always fit; such a line is only proposed."""


def subsets_with_sum(values: Sequence[int], target: int, largest: int, enough: int = 4) -> list[tuple[int, ...]]:
    """Positions of every subset of at most `largest` values with that sum, `enough` of them at most.

    Values and target are cents; negative ones (credits) may be among them. At most `MOST_ITEMS` values are looked at.
    """
    assert len(values) <= MOST_ITEMS, "the number of subsets doubles with every item"
    middle = len(values) // 2
    most = target if min(values, default=0) >= 0 else sum(map(abs, values))
    """Without credits no value above the target can be a part of it."""
    left = [at for at in range(middle) if values[at] <= most]
    right = [at for at in range(middle, len(values)) if values[at] <= most]
    missing = _left_after_each_choice([values[at] for at in left], target)
    sums = _left_after_each_choice([-values[at] for at in right], 0)
    met = set(missing).intersection(sums)
    if not met:
        return []
    others: dict[int, list[int]] = {}
    for other, amount in enumerate(sums):
        if amount in met:
            others.setdefault(amount, []).append(other)
    found = []
    for choice, amount in enumerate(missing):
        for other in others.get(amount, ()):
            if 0 < choice.bit_count() + other.bit_count() <= largest:
                found.append((*_chosen(left, choice), *_chosen(right, other)))
                if len(found) >= enough:
                    return sorted(found)
    return sorted(found)


def _left_after_each_choice(values: Sequence[int], amount: int) -> list[int]:
    """What is left of the amount for every choice of the values; bit by bit, the place in the list is the choice."""
    left = [amount]
    for value in values:
        left += [rest - value for rest in left]
    return left


def _chosen(positions: Sequence[int], choice: int) -> list[int]:
    return [position for bit, position in enumerate(positions) if choice >> bit & 1]


def chance_of_sum(values: Sequence[int], size: int) -> float:
    """About how many subsets of up to `size` values would hit a sum by accident.

    It is the number of such subsets over the number of sums they can have; amounts in whole tens have fewer.
    A share, not an amount of money.
    """
    subsets = sum(comb(len(values), count) for count in range(1, size + 1))
    span = sum(sorted((abs(value) for value in values), reverse=True)[:size])
    return subsets * (gcd(*values) or 1) / max(span, 1)


def consecutive_runs(values: Sequence[int], target: int) -> list[tuple[int, ...]]:
    """Runs of neighbours (oldest first) with that sum: how customers pay who pay everything up to a day."""
    starts: dict[int, list[int]] = {0: [0]}
    runs = []
    for end, amount in enumerate(accumulate(values), 1):
        runs += [tuple(range(start, end)) for start in starts.get(amount - target, ()) if end - start > 1]
        starts.setdefault(amount, []).append(end)
    return runs
