"""The periods of a contract: whole months counted from its first day, each invoiced once.

>>> [str(each.end) for each in first_periods(date(2026, 1, 31), 1, until=date(2026, 3, 31))]
['2026-02-27', '2026-03-30', '2026-04-29']
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

_DAY = timedelta(days=1)


class Period(NamedTuple):
    """First and last day."""

    start: date
    end: date

    def overlaps(self, other: Period) -> bool:
        """Whether they have a day in common."""
        return self.start <= other.end and other.start <= self.end


def periods(starts_on: date, months: int) -> Iterator[Period]:
    """All periods, without end. They are counted from the first day, so that a 31st stays one where there is one."""
    for number in count():
        start = add_months(starts_on, number * months)
        yield Period(start, add_months(starts_on, (number + 1) * months) - _DAY)


def first_periods(starts_on: date, months: int, until: date) -> Iterator[Period]:
    """The periods that begin by that day."""
    for period in periods(starts_on, months):
        if period.start > until:
            return
        yield period


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last one.

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 11, 15), 3)
    (datetime.date(2026, 2, 28), datetime.date(2027, 2, 15))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - _DAY).day))
