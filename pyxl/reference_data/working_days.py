"""The days on which something can be paid or done at a place: no weekend, no public holiday there (§ 193 BGB).

Banks close for TARGET on six holidays; the law also counts those of the country and the federal state.

>>> bavaria, lower_saxony = WorkingDays("DE", "BY"), WorkingDays("DE", "NI")
>>> [each.first_from(date(2026, 6, 4)).isoformat() for each in (bavaria, lower_saxony, WorkingDays("DE"))]
['2026-06-05', '2026-06-04', '2026-06-04']
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from pyxl.reference_data.target_days import target_holidays

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_BY_TOWN = ("public", "catholic")
"""In most towns of Bavaria Assumption Day is a holiday, in the others not. In doubt the debtor has a day more."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of a place. A country that is not known has the holidays of the banks alone."""

    country: str = "DE"
    """Two letters (ISO 3166)."""
    state: str = ""
    """The part of it, as ISO 3166-2 ends; "" for the whole country's holidays only."""

    def is_working_day(self, day: date) -> bool:
        """Whether that day is neither a Saturday, nor a Sunday, nor a holiday."""
        return day.weekday() < _SATURDAY and day not in _holidays(self.country, self.state, day.year)

    def first_from(self, day: date) -> date:
        """That day, or the next working day."""
        return _first_from(self, day)


NATIONWIDE = WorkingDays()
"""Germany without a state: the holidays that all states have."""


@lru_cache(maxsize=8192)
def _first_from(place: WorkingDays, day: date) -> date:
    while not place.is_working_day(day) and day < date.max:
        day += _ONE_DAY
    return day


@cache
def _holidays(country: str, state: str, year: int) -> frozenset[date]:
    from holidays import country_holidays

    categories = _BY_TOWN if (country, state) == ("DE", "BY") else ("public",)
    try:
        found = country_holidays(country, subdiv=state or None, years=year, categories=categories, expand=False)
    except NotImplementedError:
        return target_holidays(year)
    return frozenset(found) | target_holidays(year)
