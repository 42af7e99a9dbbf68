"""The allocation of one bank line: its event, how much of the line it uses, and its rows in the Allocations tab."""

from __future__ import annotations

from pyxl.banking.items import allocated_parts
from pyxl.banking.matching.records import Part
from pyxl.core.changes import CellValue
from pyxl.core.labels import Label
from pyxl.core.money import Money, total
from pyxl.ledger import events as ev
from pyxl.ledger.rows import AllocationKind


def allocation_event(
    line: ev.ImportedLine,
    parts: tuple[Part, ...],
    reason: Label,
    payer: ev.LearnedPayer | None,
    fee: int,
    *,
    by_hand: bool,
    currency: str = "",
    batch: str = "",
) -> ev.LineAllocated:
    """The event of a settled line; `currency` is the invoices' where the bank changed the money."""
    exchanged = line.amount if currency else None
    currency = currency or line.amount.currency
    return ev.LineAllocated(
        line_id=line.line_id,
        booking_date=line.booking_date,
        line_amount=line.amount,
        parts=allocated_parts(parts, currency),
        reason=reason,
        payer=payer,
        accepted_by_hand=by_hand,
        fee=Money.from_cents(fee, currency) if fee else None,
        exchanged=exchanged,
        batch=batch,
    )


def allocated_amount(event: ev.LineAllocated) -> Money:
    """How much of the line went to open items, less the fee that was kept back of them."""
    if event.exchanged:
        return event.exchanged
    settled = total([part.amount for part in event.parts], event.line_amount.currency)
    return settled - event.fee if event.fee else settled


def allocation_rows(event: ev.LineAllocated) -> list[tuple[str, dict[str, CellValue]]]:
    """The rows of the Allocations tab for one settled line, each with its key."""
    rows: list[tuple[str, dict[str, CellValue]]] = []
    for count, part in enumerate(event.parts, 1):
        row_id = f"A-{event.line_id}-{count}"
        values: dict[str, CellValue] = {
            "allocation_id": row_id,
            "line_id": event.line_id,
            "invoice_number": part.invoice_number,
            "customer_number": part.customer_number,
            "booking_date": event.booking_date,
            "kind": AllocationKind.RETURN if part.is_return else AllocationKind.PAYMENT,
            "amount": part.amount,
            "discount_taken": part.discount_taken,
            "written_off": part.written_off,
            "currency": part.amount.currency,
            "reason": event.reason,
        }
        rows.append((row_id, values))
    if event.fee:
        rows.append(_fee_row(event, event.fee))
    return rows


def _fee_row(event: ev.LineAllocated, fee: Money) -> tuple[str, dict[str, CellValue]]:
    row_id = f"A-{event.line_id}-F"
    values: dict[str, CellValue] = {
        "allocation_id": row_id,
        "line_id": event.line_id,
        "invoice_number": "",
        "customer_number": "",
        "booking_date": event.booking_date,
        "kind": AllocationKind.FEE,
        "amount": -fee,
        "discount_taken": None,
        "written_off": None,
        "currency": fee.currency,
        "reason": event.reason,
    }
    return row_id, values
