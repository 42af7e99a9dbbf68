"""Money that is expected to come or go, each amount with its day and what it is for.

>>> list(days_of(Rhythm.MONTHLY, date(2026, 1, 31), None, date(2026, 2, 1), date(2026, 4, 30)))
[datetime.date(2026, 2, 28), datetime.date(2026, 3, 31), datetime.date(2026, 4, 30)]
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pyxl.core.money import Money
from pyxl.forecasting.rows import Rhythm

_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}


@dataclass(frozen=True, slots=True)
class Flow:
    """One amount: above zero it comes in."""

    column: str
    """The column of the forecast it counts in."""
    day: date
    amount: Money
    what: str


def days_of(rhythm: Rhythm, first: date, last: date | None, since: date, until: date) -> Iterator[date]:
    """The days between `since` and `until`, both included; in a short month the last day stands for a later one."""
    end = min(last or until, until)
    if rhythm is Rhythm.ONCE:
        found = [first]
    elif rhythm is Rhythm.WEEKLY:
        start = first + timedelta(max(-(-(since - first).days // 7), 0) * 7)
        found = [start + timedelta(7 * place) for place in range((end - start).days // 7 + 1)]
    else:
        step = _MONTHS[rhythm]
        skipped = max(((since.year - first.year) * 12 + since.month - first.month) // step - 1, 0)
        months = max((end.year - first.year) * 12 + end.month - first.month, -1)
        found = [_month_later(first, step * place) for place in range(skipped, months // step + 1)]
    yield from (day for day in found if since <= day <= end)


def _month_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
