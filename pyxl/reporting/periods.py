"""The month that is reported, and what it is compared with.

>>> periods_of("2026-02", date(2026, 3, 4)).month_before
Span(first=datetime.date(2026, 1, 1), last=datetime.date(2026, 1, 31))
>>> periods_of("2026-03", date(2026, 3, 4)).year_before
Span(first=datetime.date(2025, 3, 1), last=datetime.date(2025, 3, 4))
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pyxl.core.labels import Label
from pyxl.core.months import month_name

MONTHS_SHOWN = 13
"""So many months stand side by side: the month itself, the year before it, and the same month a year ago."""
_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row, both included."""

    first: date
    last: date

    @property
    def year_before(self) -> Span:
        """The same days a year ago; all of the month, where all of it is meant."""
        first = self.first.replace(year=self.first.year - 1)
        return _until(first, None if self == _whole_month(self.first) else self.last.day)


@dataclass(frozen=True, slots=True)
class Periods:
    """The month as far as it is over, and the same days of the month before and of the year before."""

    now: Span
    month_before: Span
    year_before: Span

    def has(self, day: date) -> bool:
        """Whether the day is in one of the three."""
        return any(span.first <= day <= span.last for span in (self.now, self.month_before, self.year_before))

    @property
    def name(self) -> Label:
        """The month in words."""
        return month_name(self.now.first)

    def months(self) -> Iterator[Span]:
        """The last thirteen months, the oldest first; the last one is the reported month itself."""
        for back in range(MONTHS_SHOWN - 1, 0, -1):
            yield _whole_month(_months_back(self.now.first, back))
        yield self.now


def last_month(as_of: date) -> str:
    """The month that ended last; on its last day a month has ended.

    >>> last_month(date(2026, 10, 30)), last_month(date(2026, 10, 31))
    ('2026-09', '2026-10')
    """
    tomorrow = as_of + timedelta(1)
    return f"{_months_back(tomorrow.replace(day=1), 1):%Y-%m}"


def periods_of(month: str, as_of: date) -> Periods | None:
    """The spans of a month written as 2026-10; None where that is no month of these centuries."""
    found = _MONTH.fullmatch(month)
    if not found or not 1900 < int(found[1]) < 2200 or not 1 <= int(found[2]) <= 12:
        return None
    whole = _whole_month(date(int(found[1]), int(found[2]), 1))
    is_over = whole.last <= as_of
    day = None if is_over else as_of.day
    now = whole if is_over else Span(whole.first, min(whole.last, max(as_of, whole.first)))
    return Periods(now, _until(_months_back(whole.first, 1), day), _until(_months_back(whole.first, 12), day))


def _until(first: date, day: int | None) -> Span:
    whole = _whole_month(first)
    return whole if day is None else Span(first, first.replace(day=min(day, whole.last.day)))


def _whole_month(first: date) -> Span:
    return Span(first, first.replace(day=monthrange(first.year, first.month)[1]))


def _months_back(first: date, count: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 - count, 12)
    return date(year, month + 1, 1)
