"""What the law wants to see on a bill (§ 14 (4) UStG): where it is missing, the input VAT is at risk.

>>> [label.en for label in missing_contents(EInvoice(number="RE-1"))][:2]
['name and address of the supplier', 'name and address of the customer']
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from pyxl.core.labels import Label
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.parties import Party

SMALL: Final = Decimal(250)
"""Up to here, gross, a bill needs less (§ 33 UStDV)."""
_SELF_EXPLAINED: Final = frozenset({"S", "L", "M"})
"""VAT categories that show tax; the others need a reason."""


def _named(party: Party) -> bool:
    address = party.address
    return bool(party.name and address and (address.city or address.street))


def _has_tax_identity(invoice: EInvoice) -> bool:
    seller, other = invoice.seller, invoice.tax_representative
    return bool(seller.vat_id or seller.tax_number or (other and other.vat_id))


def _says_when(invoice: EInvoice) -> bool:
    """Day or period of the supply, of the document or of all its lines; a prepayment has none yet."""
    delivered = invoice.delivery.delivered_on if invoice.delivery else None
    period = invoice.period and (invoice.period.start or invoice.period.end)
    has_lines = bool(invoice.lines) and all(line.period for line in invoice.lines)
    return bool(delivered or period or has_lines or invoice.tax_point_date or invoice.type_code == "386")


def _says_what(invoice: EInvoice) -> bool:
    return bool(invoice.lines) and all(line.item.name and line.quantity is not None for line in invoice.lines)


def _shows_tax(invoice: EInvoice) -> bool:
    groups = invoice.vat_breakdown
    return bool(groups) and all(group.taxable is not None and group.tax is not None for group in groups)


def _explains_no_tax(invoice: EInvoice) -> bool:
    free = [group for group in invoice.vat_breakdown if group.category not in _SELF_EXPLAINED and not group.tax]
    return all(group.reason or group.reason_code or group.category == "Z" for group in free)


_ALWAYS: tuple[tuple[Label, Callable[[EInvoice], bool]], ...] = (
    (Label("name and address of the supplier", "Name und Anschrift des Lieferanten"), lambda one: _named(one.seller)),
    (Label("the bill's date", "das Rechnungsdatum"), lambda one: one.issue_date is not None),
    (Label("quantity and kind of what was supplied", "Menge und Art der Leistung"), _says_what),
    (Label("net amount and VAT by rate", "Entgelt und Steuer nach Sätzen"), _shows_tax),
    (Label("why there is no VAT", "der Hinweis, warum keine Steuer anfällt"), _explains_no_tax),
)
_ABOVE: tuple[tuple[Label, Callable[[EInvoice], bool]], ...] = (
    (Label("name and address of the customer", "Name und Anschrift des Kunden"), lambda one: _named(one.buyer)),
    (Label("the supplier's tax number or VAT ID", "Steuernummer oder USt-IdNr. des Lieferanten"), _has_tax_identity),
    (Label("a consecutive number", "eine fortlaufende Nummer"), lambda one: bool(one.number)),
    (Label("the day or period of the supply", "Tag oder Zeitraum der Leistung"), _says_when),
)


def missing_contents(invoice: EInvoice) -> tuple[Label, ...]:
    """What is missing, of what a bill of this amount must have."""
    gross = invoice.totals.gross
    is_small = gross is not None and abs(gross) <= SMALL
    wanted = (_ALWAYS[0], *(() if is_small else _ABOVE[:1]), *(() if is_small else _ABOVE[1:]), *_ALWAYS[1:])
    return tuple(label for label, is_there in wanted if not is_there(invoice))
