"""Chance that falls the same way everywhere: the demo is committed, so every Python must make the same one.

Only `Random.random` is promised to give the same sequence in all versions; `choice` and `shuffle` are not, so
everything here is made from it.

    >>> Dice("tables").pick("abcdef") == Dice("tables").pick("abcdef")
    True
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A die with a name; the same name throws the same numbers."""

    def __init__(self, name: str) -> None:
        self._random = random.Random(f"tischlein-und-docht/{name}")

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1."""
        return int(self._random.random() * limit)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def hits(self, percent: int) -> bool:
        """True in so many of a hundred throws."""
        return self.below(100) < percent

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.below(len(choices))]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """All of the choices in another order."""
        rest = list(choices)
        return [rest.pop(self.below(len(rest))) for _ in choices]

    def workday(self, first: date, last: date) -> date:
        """A Monday to Friday from `first` to `last`; the next one when there is none between them."""
        days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        return self.pick([day for day in days if day.weekday() < 5] or [next_workday(first)])


def previous_workday(day: date) -> date:
    """The day itself, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def next_workday(day: date) -> date:
    """The day itself, or the Monday after it.

    >>> next_workday(date(2026, 10, 10)), next_workday(date(2026, 10, 12))
    (datetime.date(2026, 10, 12), datetime.date(2026, 10, 12))
    """
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
