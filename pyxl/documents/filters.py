"""How numbers, dates and money are written on a document, in the document's language: the filters of the templates.

>>> money(Money.of("1234.5"), "de"), money(Money.of("1234.5"), "en"), money(Money.of("5", "CHF"), "de")
('1.234,50\\xa0€', '€1,234.50', '5,00\\xa0CHF')
>>> long_date(date(2026, 3, 4), "de"), long_date(date(2026, 3, 4), "en")
('04.03.2026', '4 March 2026')
>>> quantity(Decimal("2.500"), "de"), quantity(Decimal("1E+3"), "en"), percent(Decimal("19.00"), "de")
('2,5', '1,000', '19\\xa0%')
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from pyxl.core.labels import Language, show_decimal
from pyxl.core.money import EURO, Money, round_half_up
from pyxl.core.months import month_name

NBSP = "\N{NO-BREAK SPACE}"


def amount(value: Money, language: Language) -> str:
    """The figure without its currency, for a column whose heading names it: `1.234,50`."""
    return show_decimal(value.amount, language).replace("-", "\N{MINUS SIGN}")


def money(value: Money, language: Language) -> str:
    """The figure with its currency: `1.234,50 €`, in English `€1,234.50`; other currencies by their code."""
    figure = amount(value, language)
    if language == "de":
        return f"{figure}{NBSP}{'€' if value.currency == EURO else value.currency}"
    sign, figure = ("\N{MINUS SIGN}", figure[1:]) if value.amount < 0 else ("", figure)
    return f"{sign}€{figure}" if value.currency == EURO else f"{sign}{value.currency}{NBSP}{figure}"


def signed_money(value: Money, language: Language) -> str:
    """What comes on top or goes off, told by its sign: `+40,00 €`, `−15,50 €`."""
    return f"{'+' if value.amount > 0 else ''}{money(value, language)}"


def unit_price(value: Decimal, language: Language) -> str:
    """A unit price: two places, or up to four where it has them."""
    places = max(2, -_exponent(value.normalize()))
    return show_decimal(round_half_up(value, places), language).replace("-", "\N{MINUS SIGN}")


def quantity(value: Decimal, language: Language) -> str:
    """A number with only the places it needs."""
    short = value.normalize()
    return show_decimal(round_half_up(short, max(0, -_exponent(short))), language).replace("-", "\N{MINUS SIGN}")


def percent(value: Decimal, language: Language) -> str:
    """`19 %` (DIN 5008 wants the blank), in English `19%`."""
    return quantity(value, language) + (f"{NBSP}%" if language == "de" else "%")


def long_date(value: date, language: Language) -> str:
    """`04.03.2026` or `4 March 2026`: neither can be taken for another day."""
    return f"{value:%d.%m.%Y}" if language == "de" else f"{value.day} {month_name(value).en}"


def iban(value: str, language: Language) -> str:
    """Groups of four, as on paper (ISO 13616)."""
    return NBSP.join(value[start : start + 4] for start in range(0, len(value), 4))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), f"{value} is no number"
    return exponent


FORMATS: MappingProxyType[str, Callable[[Any, Language], str]] = MappingProxyType(
    {
        "amount": amount,
        "money": money,
        "unit_price": unit_price,
        "quantity": quantity,
        "percent": percent,
        "date": long_date,
        "iban": iban,
    }
)
"""The filters by the name templates use; each takes the document's language from the context."""
