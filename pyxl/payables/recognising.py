"""Whose bill is it? By VAT ID, tax number, account and name, in this order; what contradicts is said, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyxl.core.changes import CellValue
from pyxl.core.labels import Label, Text
from pyxl.core.schema import schema_of
from pyxl.core.text import squash
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.parties import Address
from pyxl.ledger.payables.rows import BillKind
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables.incoming import accounts_of, bill_number, compact, short

PROPOSED = Text("proposed from bill {number}", "vorgeschlagen aus Rechnung {number}")
_TRAILING_NUMBER = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The supplier, or the one whose name it has although something else is another's."""

    supplier: Supplier | None
    contradiction: tuple[Supplier, Label, str, str] | None = None
    """Of that supplier: the column, what the bill has, what Suppliers has."""


def recognise(invoice: EInvoice, suppliers: Iterable[Supplier]) -> Recognised:
    """Who wrote the bill."""
    rows = list(suppliers)
    seller, accounts = invoice.seller, accounts_of(invoice)
    vat_id, tax_number = compact(seller.vat_id), compact(seller.tax_number)
    names = {squash(name) for name in (seller.name, seller.trading_name) if squash(name)}
    by_vat = [row for row in rows if vat_id and compact(row.vat_id) == vat_id]
    by_tax = [row for row in rows if tax_number and compact(row.tax_number) == tax_number]
    for found in (by_vat, by_tax):
        if found:
            return Recognised(next((row for row in found if squash(row.name) in names), found[0]))
    named = [row for row in rows if squash(row.name) in names]
    for row in named:
        if vat_id and row.vat_id and compact(row.vat_id) != vat_id:
            return Recognised(None, (row, schema_of(Supplier).column("vat_id").label, vat_id, compact(row.vat_id)))
    by_account = [row for row in named if compact(row.iban) in accounts] or named
    return Recognised(by_account[0] if by_account else None)


def proposed_row(invoice: EInvoice, suppliers: Iterable[Supplier], taken: Iterable[str]) -> dict[str, CellValue]:
    """A row for Suppliers, blocked until somebody has looked at it."""
    seller, accounts = invoice.seller, accounts_of(invoice)
    address = seller.address or Address()
    number = _next_number([*(row.supplier_number for row in suppliers), *taken])
    note = PROPOSED.bind(number=bill_number(invoice))
    return {
        "supplier_number": number,
        "name": short(seller.name) or "?",
        "street": short(address.street),
        "postcode": short(address.postcode, 20),
        "city": short(address.city),
        "country": short(address.country, 2),
        "email": short(seller.contact.email) if seller.contact else "",
        "vat_id": compact(seller.vat_id),
        "tax_number": short(seller.tax_number, 30),
        "iban": accounts[0] if accounts else "",
        "payment_block": True,
        "note": Label(note.text("en"), note.text("de")),
    }


def _next_number(numbers: Iterable[str]) -> str:
    """One more than the highest of the commonest kind: L7 after L6, 70012 after 70011."""
    found: dict[str, tuple[int, int]] = {}
    counts: dict[str, int] = {}
    for number in numbers:
        match = _TRAILING_NUMBER.fullmatch(number)
        if match and len(match[2]) < 15:
            head = match[1]
            counts[head] = counts.get(head, 0) + 1
            found[head] = max(found.get(head, (0, 0)), (int(match[2]), len(match[2])))
    if not found:
        return "L1"
    head = max(counts, key=lambda each: counts[each])
    highest, width = found[head]
    return f"{head}{highest + 1:0{width}d}"


def kind_of(gross_cents: int) -> BillKind:
    """A bill, or a credit note."""
    return BillKind.CREDIT_NOTE if gross_cents < 0 else BillKind.BILL
