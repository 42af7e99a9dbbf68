"""Default interest (§ 288 BGB): points over the base rate, actual days over 365, no interest on interest (§ 289 BGB).

>>> from pyxl.dunning.base_rates import BaseRates
>>> periods = [Principal(date(2026, 6, 21), date(2026, 7, 10), Money.of("1000"))]
>>> for line in interest_lines(periods, BaseRates.of({}), Decimal(9)):
...     print(line.first, line.last, line.days, line.percent, line.amount)
2026-06-21 2026-06-30 10 10.27 2.81 EUR
2026-07-01 2026-07-10 10 10.52 2.88 EUR
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pyxl.core.money import Money
from pyxl.dunning.base_rates import BaseRates, half_year_end

DAYS_IN_YEAR = 365
"""Courts divide by 365 in leap years too."""
BUSINESS_POINTS, CONSUMER_POINTS = Decimal(9), Decimal(5)
"""Percentage points over the base rate: § 288 (2) BGB between businesses, else § 288 (1) BGB."""
_ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Principal:
    """How much was owed from the first to the last day, both included."""

    first: date
    last: date
    amount: Money


@dataclass(frozen=True, slots=True)
class InterestLine:
    """Interest on one amount at one rate, as a letter shows it. The cents of each line are rounded once."""

    first: date
    last: date
    days: int
    principal: Money
    percent: Decimal
    amount: Money


def principals(
    open_now: Money, settled: Iterable[tuple[date, Money]], first: date, last: date
) -> tuple[Principal, ...]:
    """What was owed day by day from `first` to `last`: the open amount, and before each payment that much more.

    The day of a payment still bears interest on the amount before it. Returned payments are negative.
    """
    later = sorted(((day, paid) for day, paid in settled if day >= first), reverse=True, key=lambda each: each[0])
    if not later:
        return (Principal(first, last, open_now),) if first <= last and open_now.amount > 0 else ()
    periods: list[Principal] = []
    amount, end = open_now, last
    for day, paid in later:
        if day < end:
            periods.append(Principal(day + _ONE_DAY, end, amount))
            end = day
        amount = amount + paid
    if first <= end:
        periods.append(Principal(first, end, amount))
    return tuple(reversed([period for period in periods if period.amount.amount > 0]))


def interest_lines(periods: Sequence[Principal], rates: BaseRates, points: Decimal) -> tuple[InterestLine, ...]:
    """The interest on these amounts, a line for each half-year, since the base rate may change with it."""
    return tuple(line for period in periods for line in _lines(period, rates, points))


def _lines(period: Principal, rates: BaseRates, points: Decimal) -> Iterator[InterestLine]:
    principal, cents = period.amount, period.amount.cents
    for each in _spans(period.first, period.last, rates, points):
        amount = Money.from_cents(_halves_up(cents * each.above, each.below), principal.currency)
        yield InterestLine(each.first, each.last, each.days, principal, each.percent, amount)


class _Span(NamedTuple):
    """Days of one half-year, the rate that holds on them, and what they make of a principal: above over below."""

    first: date
    last: date
    days: int
    percent: Decimal
    above: int
    below: int


@lru_cache(maxsize=4096)
def _spans(first: date, last: date, rates: BaseRates, points: Decimal) -> tuple[_Span, ...]:
    """The days cut at each half-year. Thousands of invoices became due on the same days."""
    spans = []
    while first <= last:
        end = min(half_year_end(first), last)
        days, percent = (end - first).days + 1, rates.on(first) + points
        spans.append(_Span(first, end, days, percent, *_share(percent, days)))
        first = end + _ONE_DAY
    return tuple(spans)


def _share(percent: Decimal, days: int) -> tuple[int, int]:
    """The interest of so many days on one cent. Whole numbers are exact, and ten times as quick as fractions."""
    above, below = percent.as_integer_ratio()
    return above * days, below * 100 * DAYS_IN_YEAR


def _halves_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def interest(principal: Money, percent: Decimal, days: int) -> Money:
    """Interest of so many days at a yearly rate, rounded half up once.

    >>> interest(Money.of("365.00"), Decimal("5.00"), 1)
    Money('0.05', 'EUR')
    """
    above, below = _share(percent, days)
    return Money.from_cents(_halves_up(principal.cents * above, below), principal.currency)
