"""The VAT in a cash discount or a write-off: what is paid less is owed less to the tax office (§ 17 (1) UStG).

The gross amount is spread over the rates of the invoice by their shares, and each share is split once, so that net
and VAT of all rates are the gross amount to the cent.

>>> shares = (VatShare("S", Decimal(19), Money.of("119.00")), VatShare("S", Decimal(7), Money.of("107.00")))
>>> for part in vat_corrections(shares, Money.of("4.52")):
...     print(part.rate, part.net, part.vat)
19 2.00 EUR 0.38 EUR
7 2.00 EUR 0.14 EUR
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyxl.core.money import Money

_NO_VAT = frozenset({"Z", "E", "O"})
"""Zero rate, exempt and not subject: a lower price changes nothing that is declared by rate."""


@dataclass(frozen=True, slots=True)
class VatShare:
    """What of an invoice is at one rate: category (BT-118), percent (BT-119) and gross amount."""

    category: str
    rate: Decimal
    gross: Money


@dataclass(frozen=True, slots=True)
class VatCorrection:
    """By how much the base and the VAT of one rate go down; up where the amounts are negative."""

    category: str
    rate: Decimal
    net: Money
    vat: Money


def vat_corrections(shares: Sequence[VatShare], gross: Money) -> tuple[VatCorrection, ...]:
    """The split of a gross amount in the invoice's currency; nothing where no share is known or none has VAT."""
    if not gross or not shares or any(share.gross.cents < 0 for share in shares):
        return ()
    sign = -1 if gross.cents < 0 else 1
    parts = _spread(abs(gross.cents), [share.gross.cents for share in shares])
    return tuple(
        _split(share, Money.from_cents(sign * cents, gross.currency))
        for share, cents in zip(shares, parts, strict=True)
        if cents and share.category not in _NO_VAT
    )


def _split(share: VatShare, gross: Money) -> VatCorrection:
    vat = Money.rounded(gross.amount * share.rate / (100 + share.rate), gross.currency)
    return VatCorrection(share.category, share.rate, gross - vat, vat)


def _spread(cents: int, weights: Sequence[int]) -> list[int]:
    """The cents by weight; what rounding down leaves goes to the largest remainders, the first of equals."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    parts = [cents * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(cents * weights[place] % whole))
    for place in by_remainder[: cents - sum(parts)]:
        parts[place] += 1
    return parts
