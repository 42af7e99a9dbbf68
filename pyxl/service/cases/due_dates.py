"""By when a complaint is answered and solved: working days where the firm sits, from its service levels.

>>> days_after(WorkingDays("DE", "HE"), date(2026, 6, 3), 1)  # The next day is Corpus Christi, a holiday in Hesse.
datetime.date(2026, 6, 5)
"""

from __future__ import annotations

from datetime import date, timedelta

from pyxl.reference_data.working_days import WorkingDays
from pyxl.settings import DAYS_MAX

_ONE_DAY = timedelta(days=1)


def days_after(place: WorkingDays, day: date, count: int) -> date:
    """The working day that is so many working days after that day; 0 gives the day itself, or the next working day.

    What comes in on a Saturday counts as Monday's: nobody is there to read it before.
    """
    found = place.first_from(day)
    for _ in range(count):
        found = place.first_from(found + _ONE_DAY)
    return found


def days_between(place: WorkingDays, day: date, later: date) -> int:
    """How many working days have begun after that day, up to the later one; 0 where it is not later.

    >>> friday = date(2026, 6, 5)
    >>> [days_between(WorkingDays(), friday, friday + timedelta(days)) for days in (-1, 0, 2, 3)]
    [0, 0, 0, 1]
    """
    following = (day + timedelta(count) for count in range(1, (later - day).days + 1))
    return sum(place.is_working_day(each) for each in following)


def within(count: int | None) -> int:
    """A number of days as typed, kept within reason: none is 0, and ten years are the most."""
    return min(max(count or 0, 0), DAYS_MAX)
