"""What an e-invoice adds up: allowances and charges, the VAT breakdown, and the totals.

Numbers are exact and stand as they were written, with as many places; None is "not given". Amounts of a credit note are
positive: the type code BT-3 turns the direction.

    >>> AllowanceCharge(amount=Decimal("5.00"), reason="Rabatt").amount
    Decimal('5.00')
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """How something is taxed: BT-95 and BT-96, BT-102 and BT-103, BT-151 and BT-152."""

    category: str = ""
    """BT-95, BT-102, BT-151: UNTDID 5305 (S, Z, E, AE, K, G, O, L, M)."""
    rate: Decimal | None = None
    """BT-96, BT-103, BT-152: percent; none for category O."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceCharge:
    """What is taken off or added: BG-20 and BG-21 for the document, BG-27 and BG-28 for a line."""

    amount: Decimal | None = None
    """BT-92, BT-99, BT-136, BT-141: never negative."""
    base: Decimal | None = None
    """BT-93, BT-100, BT-137, BT-142."""
    percent: Decimal | None = None
    """BT-94, BT-101, BT-138, BT-143."""
    reason: str = ""
    """BT-97, BT-104, BT-139, BT-144."""
    reason_code: str = ""
    """BT-98, BT-140: UNTDID 5189; BT-105, BT-145: UNTDID 7161."""
    tax: Tax = field(default_factory=Tax)
    """Only on document level; a line's allowance is taxed as its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VatBreakdown:
    """All that is taxed alike: BG-23."""

    category: str = ""
    """BT-118."""
    rate: Decimal | None = None
    """BT-119."""
    taxable: Decimal | None = None
    """BT-116."""
    tax: Decimal | None = None
    """BT-117."""
    reason: str = ""
    """BT-120: why there is no tax."""
    reason_code: str = ""
    """BT-121: VATEX list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTotals:
    """Document totals: BG-22."""

    lines: Decimal | None = None
    """BT-106: sum of the lines' net amounts."""
    allowances: Decimal | None = None
    """BT-107."""
    charges: Decimal | None = None
    """BT-108."""
    net: Decimal | None = None
    """BT-109: BT-106 less BT-107 plus BT-108."""
    vat: Decimal | None = None
    """BT-110."""
    vat_in_tax_currency: Decimal | None = None
    """BT-111: BT-110 in the currency of BT-6."""
    gross: Decimal | None = None
    """BT-112."""
    prepaid: Decimal | None = None
    """BT-113."""
    rounding: Decimal | None = None
    """BT-114."""
    due: Decimal | None = None
    """BT-115: BT-112 less BT-113 plus BT-114."""
