"""The EC sales list (Zusammenfassende Meldung, § 18a UStG): what went to firms in other EU countries, by VAT ID.

Goods (L) are intra-community supplies, services (S) those for which the customer owes the tax in his country. Amounts
are whole euros, cut off; what is credited or cancelled in the period is taken out in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyxl.accounting.sales import is_sold_to_other_member_state
from pyxl.accounting.vat_return import whole_euros
from pyxl.core.labels import Label
from pyxl.core.money import EURO
from pyxl.core.plain import from_plain
from pyxl.invoicing.model import Invoice, InvoiceLine
from pyxl.ledger import events as ev
from pyxl.ledger.books import RecordedEvent
from pyxl.reference_data.tax import TaxCase

GOODS, SERVICES = "L", "S"
KINDS: Mapping[str, Label] = {GOODS: Label("Goods", "Lieferungen"), SERVICES: Label("Services", "Sonstige Leistungen")}
_KIND_OF = {TaxCase.INTRA_COMMUNITY_SUPPLY: GOODS, TaxCase.INTRA_COMMUNITY_SERVICE: SERVICES}


@dataclass(frozen=True, slots=True)
class EcRow:
    """One line of the list."""

    vat_id: str
    kind: str
    """`L` goods, `S` services."""
    euros: int


@dataclass(frozen=True, slots=True)
class EcSales:
    """The list, and the documents in other currencies that are not in it."""

    rows: tuple[EcRow, ...]
    left_out: tuple[str, ...]


def ec_sales(recorded: Iterable[RecordedEvent], start: date, end: date) -> EcSales:
    """The list of that period, by VAT ID; without a line that comes to nothing."""
    cents: dict[tuple[str, str], int] = defaultdict(int)
    left_out: list[str] = []
    for number, invoice, sign, day in _documents(recorded):
        sold = list(_sold(invoice)) if start <= day <= end else []
        if sold and invoice.currency != EURO:
            left_out.append(number)
            continue
        for kind, amount in sold:
            cents[(invoice.buyer.vat_id, kind)] += sign * amount
    rows = (EcRow(*place, whole_euros(amount)) for place, amount in sorted(cents.items()) if whole_euros(amount))
    return EcSales(tuple(rows), tuple(left_out))


def _documents(recorded: Iterable[RecordedEvent]) -> Iterator[tuple[str, Invoice, int, date]]:
    """Every invoice, credit note and cancellation with its sign; a corrected invoice takes out the one it replaces."""
    issued: dict[str, Invoice] = {}
    for event in recorded:
        match event.kind:
            case ev.INVOICE:
                facts = from_plain(ev.InvoiceIssued, event.payload)
                number, invoice = facts.item.invoice_number, from_plain(Invoice, facts.content["invoice"])
                issued[number] = invoice
                if replaced := issued.get(facts.replaces):
                    yield number, replaced, -1, invoice.issue_date
                yield number, invoice, 1, invoice.issue_date
            case ev.CREDIT | ev.CANCELLATION:
                content = event.payload["content"]
                assert isinstance(content, Mapping)
                invoice = from_plain(Invoice, content["invoice"])
                yield event.number, invoice, -1 if invoice.is_credit else 1, invoice.issue_date


def _sold(invoice: Invoice) -> Iterator[tuple[str, int]]:
    """Cents of its lines by kind. Discounts on the whole invoice are spread by the VAT groups' share."""
    for kind in KINDS:
        sold = [line for line in invoice.lines if _kind(invoice, line) == kind]
        lines = sum(line.net.cents for line in sold)
        if not lines:
            continue
        categories = {line.vat_category for line in sold}
        whole = sum(line.net.cents for line in invoice.lines if line.vat_category in categories)
        taxable = sum(group.taxable.cents for group in invoice.vat_groups if group.category in categories)
        yield kind, taxable * lines // whole if whole else 0


def _kind(invoice: Invoice, line: InvoiceLine) -> str:
    """`L`, `S`, or "" for what is not listed. Reverse charge within Germany is none of it."""
    if line.tax_case is TaxCase.REVERSE_CHARGE and is_sold_to_other_member_state(invoice):
        return SERVICES
    return _KIND_OF.get(line.tax_case, "")
