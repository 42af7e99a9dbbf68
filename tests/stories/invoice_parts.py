"""What stands on an invoice, as the journal keeps it: its lines, its VAT, its terms and its heads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from pyxl.core.plain import PlainData, from_plain
from pyxl.deliveries.papers import read_paper
from pyxl.invoicing.model import Adjustment, DeliveryAddress, Invoice
from pyxl.invoicing.words import title_of

from .desk import StoryDesk
from .story_text import StoryError

Record = dict[str, str]


def invoice_part(part: str, number: str, desk: StoryDesk) -> list[Record]:
    """One part of the invoice or cancellation of that number."""
    for event in desk.events:
        if event.number == number:
            content = event.payload["content"]
            assert isinstance(content, dict)
            return INVOICE_PARTS[part](from_plain(Invoice, content["invoice"]))
    raise StoryError(f"no invoice {number} was issued")


def paper_part(number: str, desk: StoryDesk) -> list[Record]:
    """Who the paper of goods of that number is addressed to, the heads of its table, and what it closes with.

    An order confirmation has no number of its own; it is meant by the name of its file.
    """
    for event in desk.events:
        if number in (event.number, PurePath(str(event.payload.get("document_path", ""))).stem):
            content = event.payload["content"]
            assert isinstance(content, dict)
            paper = read_paper(PlainData(content))
            heads = ", ".join(column.heading for column in paper.columns if column.heading)
            return [{"to": ", ".join(paper.recipient), "heads": heads, "closing": " ".join(paper.closing)}]
    raise StoryError(f"no paper {number} was issued")


def _lines(invoice: Invoice) -> list[Record]:
    return [
        {
            "no.": line.position,
            "order": line.order_reference,
            "name": line.name,
            "quantity": _shown(line.quantity),
            "unit": line.unit_label,
            "price": _shown(line.net_price),
            "price per": _shown(line.base_quantity),
            "adjustments": "; ".join(_adjusted(each) for each in line.adjustments),
            "discount %": _shown(line.discount_percent),
            "net": str(line.net.amount),
            "VAT": f"{line.vat_category.value} {_shown(line.vat_rate)}",
            "supplied on": _shown(line.supplied_on),
            "delivery note": line.delivery_note,
        }
        for line in invoice.lines
    ]


def _adjusted(each: Adjustment) -> str:
    return f"{each.reason} {each.amount.amount if each.is_charge else -each.amount.amount}"


def _vat(invoice: Invoice) -> list[Record]:
    return [
        {
            "category": group.category.value,
            "rate": _shown(group.rate),
            "net": str(group.taxable.amount),
            "VAT": str(group.tax.amount),
            "says": group.reason,
        }
        for group in invoice.vat_groups
    ]


def _terms(invoice: Invoice) -> list[Record]:
    terms = invoice.payment_terms
    return [{"due": _shown(terms.due_date), "discount %": "", "until": ""}] + [
        {"due": "", "discount %": _shown(each.percent), "until": _shown(each.until)} for each in terms.cash_discounts
    ]


def _head(invoice: Invoice) -> list[Record]:
    return [
        {
            "type": invoice.type_code.value,
            "title": title_of(invoice),
            "date": _shown(invoice.issue_date),
            "currency": invoice.currency,
            "language": invoice.language,
            "seller": invoice.seller.name,
            "buyer": invoice.buyer.name,
            "buyer VAT ID": invoice.buyer.vat_id,
            "supplied on": _shown(invoice.supplied_on),
            "from": _shown(invoice.period_start),
            "to": _shown(invoice.period_end),
            "refers to": invoice.preceding_number,
            "contract": invoice.contract,
            "project": invoice.project,
            "delivery note": invoice.despatch_advice,
            "delivered to": _place(invoice.delivery),
            "attachments": ", ".join(each.filename for each in invoice.attachments),
            "notes": " ".join(invoice.notes),
            "direct debit": _debit(invoice),
            "net": str(invoice.totals.net.amount),
            "VAT": str(invoice.totals.vat.amount),
            "VAT in EUR": str(euros.amount) if (euros := invoice.totals.vat_in_tax_currency) else "",
            "gross": str(invoice.totals.gross.amount),
            "prepaid": str(invoice.totals.prepaid.amount) if invoice.totals.prepaid else "",
            "due": str(invoice.totals.due.amount),
        }
    ]


def _place(place: DeliveryAddress | None) -> str:
    if place is None:
        return ""
    return ", ".join(filter(None, (place.name, place.street, f"{place.postcode} {place.city}", place.country)))


def _debit(invoice: Invoice) -> str:
    debit = invoice.direct_debit
    return f"{debit.mandate} {debit.creditor_id} {debit.debited_iban}" if debit else ""


def _adjustments(invoice: Invoice) -> list[Record]:
    return [
        {
            "reason": each.reason,
            "amount": str(each.amount.amount if each.is_charge else -each.amount.amount),
            "VAT": f"{each.vat_category.value} {_shown(each.vat_rate)}",
        }
        for each in invoice.adjustments
    ]


def _shown(value: Decimal | date | None) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if value else ""


INVOICE_PARTS: dict[str, Callable[[Invoice], list[Record]]] = {
    "lines": _lines,
    "VAT": _vat,
    "terms": _terms,
    "head": _head,
    "adjustments": _adjustments,
}
"""What a story may look at."""
