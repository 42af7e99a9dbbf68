"""What a complaint is about in money: the invoice as it was issued, and what the customer was charged for the goods."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pyxl.core.money import Money
from pyxl.core.outcome import Plain
from pyxl.core.plain import from_plain
from pyxl.invoicing.model import Invoice, InvoiceLine
from pyxl.invoicing.totals import group_tax
from pyxl.ledger.books import Books, Find, IssuedInvoice, ItemState
from pyxl.ledger.events import InvoiceIssued


@dataclass(frozen=True)
class Invoiced:
    """An invoice of the books with all that stands on it."""

    issued: IssuedInvoice
    item: ItemState
    invoice: Invoice
    letterhead: Plain


def invoiced(number: str, customer_number: str, books: Books, find: Find) -> Invoiced | None:
    """That invoice, if pyxl issued it to this customer and it stands."""
    issued, item = books.invoices.get(number), books.items.get(number)
    if issued is None or item is None or issued.credits or issued.is_cancelled:
        return None
    event = find(issued.key)
    if event is None or item.facts.customer_number != customer_number:
        return None
    content = from_plain(InvoiceIssued, dict(event.payload)).content
    return Invoiced(issued, item, from_plain(Invoice, content["invoice"]), content["letterhead"])


def line_of_rate(invoice: Invoice, item_number: str) -> InvoiceLine | None:
    """A line with the VAT that is meant: of the item, or any where all have one rate; None where that is not clear."""
    of_item = [line for line in invoice.lines if item_number and line.item_number == item_number]
    lines = of_item or list(invoice.lines)
    is_clear = len({(line.vat_category, line.vat_rate, line.tax_case) for line in lines}) == 1
    return lines[0] if is_clear else None


def worth_of(of: Invoiced, item_number: str, quantity: Decimal) -> Money | None:
    """What the customer was charged for so many, gross.

    Less what was taken off the whole invoice, granted as a discount or written off: that was never paid. None where
    the invoice does not have the item, or at several VAT rates.
    """
    lines = [line for line in of.invoice.lines if line.item_number == item_number and line.quantity > 0]
    line = line_of_rate(of.invoice, item_number) if lines else None
    if line is None:
        return None
    currency, totals = line.net.currency, of.invoice.totals
    share = quantity / sum((each.quantity for each in lines), Decimal(0))
    if totals.lines and totals.net != totals.lines:
        share *= totals.net.amount / totals.lines.amount
    net = Money.rounded(sum((each.net.amount for each in lines), Decimal(0)) * share, currency)
    gross, all_ = net + group_tax(net, line.vat_rate), of.item.facts.gross_amount
    zero = Money.zero(currency)
    granted = sum((each for each in (of.item.discount_taken, of.item.written_off) if each > zero), start=zero)
    if granted:
        gross = Money.rounded(gross.amount * (all_ - granted).amount / all_.amount, currency)
    return gross
