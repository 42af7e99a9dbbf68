"""Gain or loss where an invoice in another currency is paid in the firm's own.

>>> change = Exchange(Money.of("1000.00", "USD"), Money.of("915.00"), Decimal("0.92"))
>>> change.book_value, change.difference
(Money('920.00', 'EUR'), Money('-5.00', 'EUR'))
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pyxl.core.money import Money


@dataclass(frozen=True, slots=True)
class Exchange:
    """So much was settled in the invoice's currency, and so much came in for it."""

    settled: Money
    credited: Money
    rate: Decimal
    """Units of the credited currency for one unit of the invoice's, at the time of the invoice."""

    @property
    def book_value(self) -> Money:
        """What the settled amount was worth when it was invoiced, rounded once."""
        return Money.rounded(self.settled.amount * self.rate, self.credited.currency)

    @property
    def difference(self) -> Money:
        """The gain; a loss is negative."""
        return self.credited - self.book_value
