"""Exact money: a decimal amount in the currency's own places, never a float.

>>> Money.of("19.99") + Money.of("0.01")
Money('20.00', 'EUR')
>>> round_half_up(Decimal("2.675"))
Decimal('2.68')
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, total_ordering
from typing import Self

from pyxl.core.labels import Language, show_decimal

EURO = "EUR"
AMOUNT_LIMIT = Decimal(10) ** 12
"""No single amount of a small firm is as large; anything above is a typing error (SAFETY N15)."""

_PLACES = {"JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "VND": 0, "BHD": 3, "KWD": 3, "OMR": 3, "TND": 3, "JOD": 3}
"""ISO 4217 minor units where they are not two."""


_UNITS = {places: Decimal(1).scaleb(-places) for places in (0, 2, 3)}
_CENT = _UNITS[2]
_UNIT_OF = {currency: _UNITS[places] for currency, places in _PLACES.items()}


def minor_units(currency: str) -> int:
    """How many decimal places the currency has (ISO 4217)."""
    return _PLACES.get(currency, 2)


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Commercial rounding: half away from zero, as invoices and tax offices do it."""
    return value.quantize(_UNITS[places] if places in _UNITS else Decimal(1).scaleb(-places), ROUND_HALF_UP)


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class Money:
    """An amount in a currency, exact in the currency's smallest unit."""

    amount: Decimal
    currency: str = EURO

    def __post_init__(self) -> None:
        unit = _UNIT_OF.get(self.currency, _CENT)
        if self.amount.same_quantum(unit):
            return
        exact = self.amount.quantize(unit)
        assert exact == self.amount, f"{self.amount} {self.currency} is finer than the currency's smallest unit"
        object.__setattr__(self, "amount", exact)

    @classmethod
    def of(cls, value: str | int | Decimal, currency: str = EURO) -> Self:
        """Money from a plain number that is exact already."""
        return cls(Decimal(value), currency)

    @classmethod
    def from_cents(cls, cents: int, currency: str = EURO) -> Self:
        """Money from its smallest units (cents)."""
        new = object.__new__(cls)  # Exact by its making: nothing to check, and made by the hundred thousand.
        object.__setattr__(new, "amount", Decimal(cents).scaleb(-_PLACES.get(currency, 2)))
        object.__setattr__(new, "currency", currency)
        return new

    @classmethod
    def rounded(cls, value: Decimal, currency: str = EURO) -> Self:
        """Money from a finer number, rounded half up once, here."""
        return cls(round_half_up(value, minor_units(currency)), currency)

    @classmethod
    @cache
    def zero(cls, currency: str = EURO) -> Self:
        """Nothing, in that currency."""
        return cls.from_cents(0, currency)

    @property
    def cents(self) -> int:
        """The amount in the currency's smallest units."""
        return int(self.amount.scaleb(_PLACES.get(self.currency, 2)))

    def __add__(self, other: Money) -> Self:
        self._same_currency(other)
        return self._with(self.amount + other.amount)

    def __sub__(self, other: Money) -> Self:
        self._same_currency(other)
        return self._with(self.amount - other.amount)

    def less(self, *others: Money) -> Self:
        """The amount less all of these: one sum, where a chain of differences would make an amount for each.

        >>> Money.of(100).less(Money.of(30), Money.of(20))
        Money('50.00', 'EUR')
        """
        amount = self.amount
        for other in others:
            self._same_currency(other)
            amount -= other.amount
        return self._with(amount)

    def __neg__(self) -> Self:
        return self._with(-self.amount)

    def __abs__(self) -> Self:
        return self._with(abs(self.amount))

    def _with(self, amount: Decimal) -> Self:
        """This currency with another amount. Sums of exact amounts are exact, and the commonest thing done to money."""
        if not amount.same_quantum(self.amount):
            return type(self)(amount, self.currency)
        new = object.__new__(type(self))
        object.__setattr__(new, "amount", amount)
        object.__setattr__(new, "currency", self.currency)
        return new

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __lt__(self, other: Money) -> bool:
        self._same_currency(other)
        return self.amount < other.amount

    def __repr__(self) -> str:
        return f"Money('{self.amount}', '{self.currency}')"

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def show(self, language: Language) -> str:
        """The amount as a person writes it: `1.234,50 EUR` or `1,234.50 EUR`."""
        return f"{show_decimal(self.amount, language)} {self.currency}"

    def _same_currency(self, other: Money) -> None:
        assert self.currency == other.currency, f"{self.currency} and {other.currency} do not add up"


def total(amounts: list[Money] | tuple[Money, ...], currency: str = EURO) -> Money:
    """The sum of amounts in one currency; zero when there are none."""
    nothing = Money.zero(currency)
    if not amounts:
        return nothing
    amount = nothing.amount
    for each in amounts:
        nothing._same_currency(each)
        amount += each.amount
    return nothing._with(amount)
