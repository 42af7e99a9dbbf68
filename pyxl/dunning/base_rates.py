"""The base rate of § 247 BGB, which default interest stands on. It changes on 1 January and 1 July.

>>> rates = BaseRates.of({})
>>> rates.on(date(2026, 3, 4)), rates.on(date(2026, 7, 1)), rates.valid_until
(Decimal('1.27'), Decimal('1.52'), datetime.date(2026, 12, 31))
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.tables import Table
from pyxl.dunning.rows import BaseRate

PUBLISHED: dict[date, Decimal] = {
    date(2016, 7, 1): Decimal("-0.88"),
    date(2023, 1, 1): Decimal("1.62"),
    date(2023, 7, 1): Decimal("3.12"),
    date(2024, 1, 1): Decimal("3.62"),
    date(2024, 7, 1): Decimal("3.37"),
    date(2025, 1, 1): Decimal("2.27"),
    date(2025, 7, 1): Decimal("1.27"),
    date(2026, 1, 1): Decimal("1.27"),
    date(2026, 7, 1): Decimal("1.52"),
}
"""As the Bundesbank published them, percent per year. What was due before is barred long since."""


@dataclass(frozen=True, slots=True, eq=False)
class BaseRates:
    """The rates by the day they hold from. A day before the first has the first, one after the last has the last.

    They are read once for a run, so what is worked out with them may be kept by this object.
    """

    days: tuple[date, ...]
    percents: tuple[Decimal, ...]

    @classmethod
    def of(cls, typed: Mapping[date, Decimal]) -> BaseRates:
        """The published rates, and hers beside and instead of them."""
        both = sorted({**PUBLISHED, **typed}.items())
        return cls(tuple(day for day, _ in both), tuple(percent for _, percent in both))

    def on(self, day: date) -> Decimal:
        """The rate of that day, in percent."""
        return self.percents[max(bisect_right(self.days, day) - 1, 0)]

    @property
    def valid_until(self) -> date:
        """The last day of the half-year in which the last rate begins."""
        return half_year_end(self.days[-1])


def half_year_end(day: date) -> date:
    """30 June or 31 December of that day's half-year."""
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)


def base_rates(table: Table[BaseRate]) -> BaseRates:
    """The rates of the tab, over the published ones."""
    return BaseRates.of({row.valid_from: row.percent for row in table if row.percent is not None})
