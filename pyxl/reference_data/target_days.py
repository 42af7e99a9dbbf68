"""The days on which euros move between banks: TARGET is closed on weekends and on six holidays, in all of Europe alike.

>>> is_target_day(date(2026, 5, 1)), is_target_day(date(2026, 10, 3)), is_target_day(date(2026, 10, 5))
(False, False, True)
>>> target_day_after(date(2026, 4, 2), 1)
datetime.date(2026, 4, 7)
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def is_target_day(day: date) -> bool:
    """Whether banks settle payments in euros on that day (ECB, TARGET holidays since 2002)."""
    return day.weekday() < _SATURDAY and day not in target_holidays(day.year)


def target_day_from(day: date) -> date:
    """That day, or the next one on which banks settle."""
    while not is_target_day(day):
        day += _ONE_DAY
    return day


def target_day_after(day: date, count: int) -> date:
    """The day that so many banking days lie after."""
    for _ in range(count):
        day = target_day_from(day + _ONE_DAY)
    return day


@cache
def target_holidays(year: int) -> frozenset[date]:
    """The days of that year, weekends apart, on which TARGET is closed."""
    easter = easter_sunday(year)
    moving = (easter - 2 * _ONE_DAY, easter + _ONE_DAY)
    return frozenset((*moving, *(date(year, month, day) for month, day in ((1, 1), (5, 1), (12, 25), (12, 26)))))


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the usual reckoning of moon and Sundays.

    >>> [easter_sunday(year).isoformat() for year in (2024, 2026, 2038)]
    ['2024-03-31', '2026-04-05', '2038-04-25']
    """
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    sunday = moon - weekday
    month = 3 + (sunday + 40) // 44
    return date(year, month, sunday + 28 - 31 * (month // 4))
