"""What an invoice stands on: the invoice it credits or corrects, the invoices on account that it deducts.

A part of an order is never asked for twice: a plain invoice beside invoices on account is refused, and what was
deducted or replaced is claimed with the number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Language, Text
from pyxl.core.money import Money
from pyxl.core.tables import Table
from pyxl.invoicing import reference_rules as rules
from pyxl.invoicing.model import Invoice, InvoiceType, Prepayment, Stage
from pyxl.ledger.books import Books, IssuedInvoice, ItemState
from pyxl.orders.billable import BillableLine
from pyxl.orders.rows import InvoiceKind, OrderLine, kind_of

TYPES = {
    InvoiceKind.PARTIAL: InvoiceType.PARTIAL,
    InvoiceKind.CREDIT_NOTE: InvoiceType.CREDIT_NOTE,
    InvoiceKind.CORRECTED: InvoiceType.CORRECTED,
}
"""The code (BT-3); all others are 380: XRechnung has none for invoices on account (BR-DE-17)."""
_NOTES = {
    InvoiceKind.PREPAYMENT: Text(
        "Invoice on account: this is a payment in advance for what is still to be supplied.",
        "Abschlagsrechnung: Berechnet wird eine Anzahlung auf eine noch ausstehende Leistung.",
    ),
    InvoiceKind.FINAL: Text(
        "Final invoice, less what was invoiced on account.", "Schlussrechnung abzüglich der Abschlagsrechnungen."
    ),
}
"""What the document must say of itself where its code does not (§ 14 (5) UStG)."""
_STAGES = {InvoiceKind.PREPAYMENT: Stage.ON_ACCOUNT, InvoiceKind.FINAL: Stage.FINAL}
_REFERRING = (InvoiceKind.CREDIT_NOTE, InvoiceKind.CORRECTED)


@dataclass(frozen=True)
class Reference:
    """As what some lines are invoiced, and what that builds on."""

    kind: InvoiceKind = InvoiceKind.INVOICE
    preceding: IssuedInvoice | None = None
    """The invoice that is credited or corrected."""
    item: ItemState | None = None
    """Its open item."""
    prepayments: tuple[Prepayment, ...] = ()
    prepays_order: str = ""

    @property
    def type_code(self) -> InvoiceType:
        """BT-3."""
        return TYPES.get(self.kind, InvoiceType.INVOICE)

    @property
    def stage(self) -> Stage | None:
        """Where on the way of an order it stands."""
        return _STAGES.get(self.kind)

    def set_off(self, gross: Money) -> Money:
        """How much of a credit note lowers its invoice: what is open, at most."""
        open_ = self.item.amount_open if self.item else gross
        return min(gross, max(open_, Money.zero(gross.currency)))

    def notes(self, language: Language) -> tuple[str, ...]:
        """BT-22."""
        text = _NOTES.get(self.kind)
        return (text.render(language),) if text else ()

    def claims(self, books: Books) -> tuple[str, ...]:
        """What may be deducted or replaced once only."""
        numbers = [each.number for each in self.prepayments]
        if self.preceding and self.kind is InvoiceKind.CORRECTED:
            numbers.append(self.preceding.number)
        return tuple(f"refers-to:{number}:{books.reference_rounds[number]}" for number in numbers)


def reference_of(lines: Sequence[BillableLine], books: Books) -> Reference:
    """What the invoice for these lines stands on; a number that is none of ours is left out, and told by the checks."""
    line, kind = lines[0].line, kind_of(lines[0].line)
    preceding = _standing(lines[0], books) if kind in _REFERRING else None
    return Reference(
        kind,
        preceding,
        books.items[preceding.number] if preceding else None,
        _prepayments(line.order_number, books) if kind is InvoiceKind.FINAL else (),
        line.order_number if kind is InvoiceKind.PREPAYMENT else "",
    )


def _standing(line: BillableLine, books: Books) -> IssuedInvoice | None:
    """The invoice the line refers to: this customer's, in this currency, not cancelled; no credit note itself.

    What was replaced may be replaced again once the invoice that took its place is cancelled.
    """
    invoice, item = books.invoices.get(line.line.refers_to.strip()), books.item(line.line.refers_to.strip())
    if (
        invoice is None
        or item is None
        or invoice.credits
        or item.facts.customer_number != line.customer.customer_number
    ):
        return None
    if item.facts.gross_amount.currency != line.currency:
        return None
    replaced_by = books.invoices.get(invoice.replaced_by)
    is_free = not invoice.is_cancelled or (replaced_by is not None and replaced_by.is_cancelled)
    return invoice if is_free and (not invoice.is_cancelled or kind_of(line.line) is InvoiceKind.CORRECTED) else None


def _prepayments(order_number: str, books: Books) -> tuple[Prepayment, ...]:
    """What was invoiced on account, less what was credited of it since."""
    found = []
    for invoice in books.open_prepayments(order_number):
        item = books.items[invoice.number]
        gross, vat = item.facts.gross_amount - (invoice.gross_credited or item.credited), invoice.vat
        if gross and vat is not None:
            found.append(Prepayment(number=invoice.number, issue_date=invoice.issued_on, gross=gross, vat=vat))
    return tuple(found)


def check_lines(
    lines: Sequence[BillableLine], orders: Table[OrderLine], books: Books, awaiting: frozenset[str]
) -> list[Finding]:
    """INV009, INV011, INV014, INV015, INV017 and INV020: what can be said before the invoice is drafted.

    `awaiting`: the orders with an invoice on account that is still to be issued.
    """
    return [*_line_findings(lines, orders, books, awaiting), *_waiting(lines, orders, awaiting)]


def orders_awaiting_prepayment(orders: Table[OrderLine], books: Books) -> frozenset[str]:
    """The orders with a line for an invoice on account that no invoice is issued for, be it for an error."""
    waiting = (line for line in orders if kind_of(line) is InvoiceKind.PREPAYMENT and not line.invoice_number)
    return frozenset(line.order_number for line in waiting if not books.is_billed(line.line_id))


def _waiting(lines: Sequence[BillableLine], orders: Table[OrderLine], awaiting: frozenset[str]) -> list[Finding]:
    """INV020: what is issued beside an invoice on account, in the same run or before it, could not deduct it."""
    kind = kind_of(lines[0].line)
    if kind not in (InvoiceKind.INVOICE, InvoiceKind.FINAL):
        return []
    return [
        rules.PREPAYMENT_WAITS.at(orders.cell(each.line, "invoice_kind"), order=each.line.order_number, kind=kind.label)
        for each in lines
        if each.line.order_number in awaiting
    ][:1]


def _line_findings(
    lines: Sequence[BillableLine], orders: Table[OrderLine], books: Books, awaiting: frozenset[str]
) -> Iterator[Finding]:
    line, kind, reference = lines[0].line, kind_of(lines[0].line), reference_of(lines, books)
    prepaid = _prepayments(line.order_number, books)
    if all(each.is_adjustment for each in lines):
        yield rules.ONLY_ADJUSTMENTS.at(orders.cell(line, "item_number"), order=line.order_number)
    if kind in _REFERRING and reference.preceding is None:
        yield rules.REFERENCE_UNKNOWN.at(
            orders.cell(line, "refers_to"), kind=kind.label, customer=line.customer_number, found=line.refers_to
        )
    if kind not in _REFERRING and line.refers_to:
        cell = orders.cell(line, "invoice_kind")
        yield rules.REFERENCE_WITHOUT_KIND.at(cell, kind=kind.label, found=line.refers_to)
    if kind is InvoiceKind.FINAL and not prepaid and line.order_number not in awaiting:
        yield rules.FINAL_WITHOUT_PREPAYMENT.at(orders.cell(line, "invoice_kind"), order=line.order_number)
    if kind is InvoiceKind.INVOICE:
        yield from _not_deducted(lines, orders, books)


def _not_deducted(lines: Sequence[BillableLine], orders: Table[OrderLine], books: Books) -> Iterator[Finding]:
    """INV014, once for each order: an invoice per customer may have several."""
    firsts = {each.line.order_number: each.line for each in reversed(lines)}
    for order, line in firsts.items():
        numbers = tuple(each.number for each in _prepayments(order, books))
        if numbers:
            yield rules.PREPAYMENT_NOT_DEDUCTED.at(orders.cell(line, "invoice_kind"), order=order, numbers=numbers)


def check_draft(draft: Invoice, lines: Sequence[BillableLine], orders: Table[OrderLine], books: Books) -> list[Finding]:
    """INV013, INV016, INV021 and INV022: whether the amounts go with what the invoice stands on."""
    line, totals, preceding = lines[0].line, draft.totals, reference_of(lines, books).preceding
    if totals.prepaid and totals.prepaid > totals.gross:
        cell = orders.cell(line, "invoice_kind")
        return [rules.PREPAID_TOO_MUCH.at(cell, gross=totals.gross, prepaid=totals.prepaid)]
    if preceding is None or preceding.is_cancelled:
        return []
    cell, item = orders.cell(line, "refers_to"), books.items[preceding.number]
    if draft.is_credit:
        return _check_credit(totals.gross, preceding, item, cell)
    is_settled = item.amount_open != item.facts.gross_amount or preceding.deducted_by or preceding.deducts
    if is_settled:
        return [rules.CORRECTION_OF_SETTLED.at(cell, number=preceding.number)]
    return []


def left_to_credit(invoice: IssuedInvoice, item: ItemState) -> Money:
    """How much of an invoice may still be credited, open or paid; nothing of what was granted or written off."""
    zero = Money.zero(item.facts.gross_amount.currency)
    granted = sum((each for each in (item.discount_taken, item.written_off) if each > zero), start=zero)
    return item.facts.gross_amount - granted - (invoice.gross_credited or zero)


def _check_credit(gross: Money, preceding: IssuedInvoice, item: ItemState, cell: CellRef) -> list[Finding]:
    """INV021 and INV022. What was granted as a discount or written off was never paid and is not given back."""
    zero, left = Money.zero(gross.currency), left_to_credit(preceding, item)
    if gross > left:
        return [rules.CREDIT_EXCEEDS_INVOICE.at(cell, gross=gross, left=left, number=preceding.number)]
    paid = gross - min(gross, max(item.amount_open, zero))
    return [rules.BECOMES_CUSTOMER_CREDIT.at(cell, amount=paid, number=preceding.number)] if paid else []
