"""The rows of the tabs Bills and Bill lines, as they follow from the books."""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.core.changes import CellValue
from pyxl.ledger.payables.payables import BillState
from pyxl.ledger.payables.rows import BillStatus, BillTax
from pyxl.reference_data.units import unit_word

BILLS, BILL_LINES = "Bills", "BillLines"
SETTLED = frozenset({BillStatus.PAID, BillStatus.CANCELLED})


def bill_values(bill: BillState) -> dict[str, CellValue]:
    """The row of a bill."""
    facts = bill.facts
    discount = facts.discounts[0] if facts.discounts else None
    return {
        "bill_id": facts.bill_id,
        "supplier_number": facts.supplier_number,
        "supplier_name": facts.supplier_name,
        "kind": bill.kind,
        "bill_number": facts.bill_number,
        "bill_date": facts.bill_date,
        "due_date": facts.due_date,
        "gross_amount": facts.gross_amount,
        "vat_amount": facts.vat_amount,
        "tax": BillTax[facts.tax] if facts.tax else None,
        "currency": facts.gross_amount.currency,
        "exchange_rate": facts.exchange_rate,
        "cash_discount_percent": discount.percent if discount else None,
        "cash_discount_until": discount.until if discount else None,
        "iban": facts.accounts[0] if facts.accounts else "",
        "purchase_order": facts.purchase_order,
        "delivery_note": facts.delivery_note,
        "refers_to": facts.refers_to,
        "file": bill.document_path or facts.file_name,
        "entered_by": bill.entered_by,
        **moving_values(bill),
    }


def moving_values(bill: BillState) -> dict[str, CellValue]:
    """The cells that approvals and payments change."""
    return {
        "approved_by": ", ".join(bill.approved_by),
        "amount_paid": bill.amount_paid,
        "discount_taken": bill.discount_taken,
        "status": bill.status,
        "batch_number": bill.batch,
    }


def line_rows(bill: BillState) -> Iterator[tuple[str, dict[str, CellValue]]]:
    """The rows of its lines by key."""
    facts = bill.facts
    for place, line in enumerate(bill.lines, 1):
        key = f"{facts.bill_id}-{place}"
        yield (
            key,
            {
                "line_key": key,
                "bill_id": facts.bill_id,
                "supplier_number": facts.supplier_number,
                "bill_number": facts.bill_number,
                "position": line.line_id,
                "item_number": line.item_number,
                "name": line.name,
                "quantity": line.quantity,
                "unit": unit_word(line.unit) or line.unit,
                "unit_price": line.unit_price,
                "net_amount": line.net_amount,
                "vat_rate": line.vat_rate,
                "purchase_order": facts.purchase_order,
                "order_line": line.order_line,
                "delivery_note": facts.delivery_note,
            },
        )
