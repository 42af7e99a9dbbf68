"""What the journal keeps of write-offs by hand: an uncollectible rest, with its reason and its VAT (§ 17 (2) UStG)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from pyxl.core.money import Money
from pyxl.ledger.vat import VatCorrection

WRITE_OFF: Final = "WRITE_OFF"
WRITE_OFF_REVERSED: Final = "WRITE_OFF_REVERSED"


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """WRITE_OFF: the rest of an invoice is given up."""

    entry_id: str
    invoice_number: str
    customer_number: str
    customer_name: str
    day: date
    amount: Money
    vat: tuple[VatCorrection, ...]
    """By how much base and VAT go down, by rate; nothing where the rates are not known."""
    reason: str


@dataclass(frozen=True, slots=True)
class WriteOffReversed:
    """WRITE_OFF_REVERSED: the rest is owed again."""

    entry_id: str


@dataclass(frozen=True, slots=True)
class WriteOff:
    """A write-off of the books."""

    facts: WrittenOff
    key: str
    is_reversed: bool = False
