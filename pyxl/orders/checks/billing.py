"""What the sheet says is invoiced against what the books know. The books are right; the cell is only a copy."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from pyxl.core.changes import ChangeSet, Fix, SetCell
from pyxl.core.findings import Finding
from pyxl.core.labels import Label
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.orders.checks import order_rules as rules
from pyxl.orders.rows import OrderLine, is_replacement

_AS_IN_BOOKS = Label("as in the books", "wie in den Büchern")
_NOT_INVOICED = Label("not on this invoice", "nicht auf dieser Rechnung")


class Billing(Enum):
    """Where a line stands."""

    OPEN = "not invoiced yet"
    INVOICED = "invoiced, as the cell says"
    CANCELLED = "not wanted any more, and nothing of it was delivered"
    SUPPLIED = "a free replacement that is all delivered: nothing is to be billed"
    DISPUTED = "cell and books disagree, or the invoice is not ours"


def billing_of(line: OrderLine, books: Books) -> Billing:
    """Where the line stands by cell and books; only an open line is ever invoiced.

    A line that is invoiced by delivery notes is open until all of it is.
    """
    billed = books.billed_lines.get(line.line_id, "") if line.line_id else ""
    if not billed and not line.invoice_number:
        return _unbilled(line, books)
    if billed != line.invoice_number:
        return Billing.DISPUTED
    part = books.billed_quantity(line.line_id)
    is_part = part is not None and line.quantity is not None and part < line.quantity and not line.cancelled
    return Billing.OPEN if is_part or _is_delivered_since(line, books) else Billing.INVOICED


def _unbilled(line: OrderLine, books: Books) -> Billing:
    """A line that no invoice has; a replacement needs none, and is done with its delivery."""
    delivered = books.stock.delivered.get(line.line_id)
    if line.cancelled and not delivered:
        return Billing.CANCELLED
    is_done = is_replacement(line) and delivered and line.quantity is not None and delivered >= line.quantity
    return Billing.SUPPLIED if is_done else Billing.OPEN


def _is_delivered_since(line: OrderLine, books: Books) -> bool:
    """Whether more was delivered of a line than is invoiced by delivery notes, be it cancelled by now."""
    part = books.billed_quantity(line.line_id)
    return part is not None and part < books.stock.delivered.get(line.line_id, part)


BillingCheck = Callable[[OrderLine, Table[OrderLine], Books], Finding | None]


def check_invoice_number_unknown(line: OrderLine, orders: Table[OrderLine], books: Books) -> Finding | None:
    """ORD038: old lines that another program invoiced keep their number, and are left in peace."""
    typed = line.invoice_number
    if not typed or books.is_billed(line.line_id) or typed in books.invoices:
        return None
    return rules.INVOICE_NUMBER_UNKNOWN.at(orders.cell(line, "invoice_number"), found=typed)


def check_invoice_of_other_lines(line: OrderLine, orders: Table[OrderLine], books: Books) -> Finding | None:
    """ORD039: a row that was copied down brings the number of its neighbour with it."""
    typed = line.invoice_number
    invoice = books.invoices.get(typed)
    if invoice is None or books.is_billed(line.line_id) or invoice.is_cancelled:
        return None
    return rules.INVOICE_OF_OTHER_LINES.at(
        orders.cell(line, "invoice_number"), _fix(line, "", _NOT_INVOICED, is_safe=False), found=typed
    )


def check_invoice_number_missing(line: OrderLine, orders: Table[OrderLine], books: Books) -> Finding | None:
    """ORD040."""
    billed = books.billed_lines.get(line.line_id)
    if billed is None or line.invoice_number:
        return None
    return rules.INVOICE_NUMBER_MISSING.at(
        orders.cell(line, "invoice_number"), _fix(line, billed, _AS_IN_BOOKS, is_safe=True), expected=billed
    )


def check_invoice_number_differs(line: OrderLine, orders: Table[OrderLine], books: Books) -> Finding | None:
    """ORD041: not mended unasked, for somebody typed that number."""
    billed, typed = books.billed_lines.get(line.line_id), line.invoice_number
    if billed is None or not typed or typed == billed:
        return None
    return rules.INVOICE_NUMBER_DIFFERS.at(
        orders.cell(line, "invoice_number"),
        _fix(line, billed, _AS_IN_BOOKS, is_safe=False),
        expected=billed,
        found=typed,
    )


def check_invoice_was_cancelled(line: OrderLine, orders: Table[OrderLine], books: Books) -> Finding | None:
    """ORD042: to empty the cell is to invoice the line again, so it is asked for."""
    invoice = books.invoices.get(line.invoice_number)
    if invoice is None or not invoice.is_cancelled or books.is_billed(line.line_id):
        return None
    return rules.INVOICE_WAS_CANCELLED.at(
        orders.cell(line, "invoice_number"),
        _fix(line, "", _NOT_INVOICED, is_safe=False),
        found=line.invoice_number,
    )


def _fix(line: OrderLine, number: str, why: Label, *, is_safe: bool) -> Fix | None:
    if not line.line_id:
        return None
    change = SetCell("Orders", line.line_id, "invoice_number", line.invoice_number, number, why)
    return Fix(ChangeSet((change,)), is_safe)


BILLING_CHECKS: tuple[BillingCheck, ...] = (
    check_invoice_number_unknown,
    check_invoice_of_other_lines,
    check_invoice_number_missing,
    check_invoice_number_differs,
    check_invoice_was_cancelled,
)
