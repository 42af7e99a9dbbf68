"""The row of a return in its tab, as the journal has it."""

from __future__ import annotations

from pyxl.core.changes import CellValue
from pyxl.ledger.cases.returns import ReturnState
from pyxl.ledger.cases.rows import CreditWhen

RETURNS = "Returns"


def return_values(state: ReturnState) -> dict[str, CellValue]:
    """What must stand in the row; what she types into it is hers."""
    settled, expected = state.settled, state.expected
    amount, credited = expected.amount, state.credited
    values: dict[str, CellValue] = {
        "return_number": state.number,
        "case_number": settled.number,
        "customer_number": expected.customer_number,
        "customer_name": expected.customer_name,
        "item_number": state.goods.item_number,
        "quantity": state.goods.quantity,
        "received_good": state.good or None,
        "received_scrap": state.scrap or None,
        "status": state.status,
        "credit": CreditWhen[expected.credit],
        "amount": amount,
        "credited": credited,
        "currency": amount.currency if amount else "EUR",
        "invoice_number": settled.invoice_number,
        "document": expected.slip_path,
    }
    return values
