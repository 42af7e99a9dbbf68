"""What the books know of a document that has a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pyxl.core.money import Money
from pyxl.ledger import events as ev


@dataclass(frozen=True, slots=True)
class IssuedInvoice:
    """An invoice, credit note or cancellation that has a number."""

    number: str
    key: str
    run_id: str
    line_ids: tuple[str, ...]
    document_path: str
    is_cancelled: bool = False
    issued_on: date = date.min
    vat: Money | None = None
    """The tax in it, less what was credited; in a credit note the tax that it credits."""
    prepays_order: str = ""
    """The order of which it is an invoice on account."""
    deducts: tuple[str, ...] = ()
    deducted_by: str = ""
    """The final invoice that deducts it."""
    replaces: str = ""
    replaced_by: str = ""
    """The corrected invoice that stands for it."""
    periods: tuple[ev.ContractPeriod, ...] = ()
    credits: str = ""
    """The invoice of which it credits a part."""
    set_off: Money | None = None
    """How much that invoice was lowered by; the rest is a credit of the customer."""
    gross_credited: Money | None = None
    """What was credited of it, whether it was open or paid."""
    deliveries: tuple[ev.BilledDelivery, ...] = ()
    """What it invoices of delivery notes."""
    delivery_numbers: tuple[str, ...] = ()
    """The delivery notes that it names."""


@dataclass(frozen=True, slots=True)
class SelfBill:
    """An invoice that the firm wrote for a supplier."""

    number: str
    line_ids: tuple[str, ...]
    document_path: str
    issued_on: date
    is_cancelled: bool = False
