"""Whether complaints gather somewhere, or chance alone would do it: a test, not a bare count.

If nothing is wrong with a place, the complaints fall on all deliveries alike; Fisher's exact test says how often as
many or more of them would fall on this place then. Where many places are looked at, some look bad by chance: the level
is divided by how many they are (Bonferroni), and by how many lists there are, so that at most one count in twenty gives
a false alarm.

>>> round(tail(6, 30, 7, 90), 4), round(tail(3, 30, 4, 90), 4), tail(0, 30, 4, 90)
(0.005, 0.1061, 1.0)
>>> gathered({"A": (6, 30), "B": (1, 60)})
{'A': 0.016666666666666666}
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, lgamma

LEVEL = 0.05
"""How often a count with nothing in it gives an alarm, at most."""
FEWEST = 3
"""Fewer complaints than this are no pattern, whatever the figures."""


def tail(count: int, trials: int, complaints: int, deliveries: int) -> float:
    """How likely `count` or more of all complaints fall on a place with so many of all deliveries."""
    if count <= 0:
        return 1.0
    whole = _ways(deliveries, complaints)
    first, last = max(count, complaints - (deliveries - trials)), min(trials, complaints)
    terms = (exp(_ways(trials, k) + _ways(deliveries - trials, complaints - k) - whole) for k in range(first, last + 1))
    return min(sum(terms), 1.0)


def _ways(of: int, chosen: int) -> float:
    """The logarithm of the binomial coefficient."""
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)


def gathered(places: Mapping[str, tuple[int, int]], lists: int = 1) -> dict[str, float]:
    """The places with more complaints than chance gives, each with the rate of all the others.

    `places`: complaints and deliveries by place; no place has more complaints than deliveries. `lists`: how many lists
    of places are looked at in all.
    """
    complaints, deliveries = sum(each[0] for each in places.values()), sum(each[1] for each in places.values())
    found: dict[str, float] = {}
    for place, (count, trials) in places.items():
        others = deliveries - trials
        if count >= FEWEST and others and tail(count, trials, complaints, deliveries) * len(places) * lists < LEVEL:
            found[place] = (complaints - count) / others
    return found
