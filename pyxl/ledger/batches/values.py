"""The rows of the tab SEPA batches, as they follow from the books: debits and transfers alike."""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.core.changes import CellValue
from pyxl.core.labels import Label
from pyxl.ledger import events as ev
from pyxl.ledger.batches.batches import SepaBatch, batch_item_id
from pyxl.ledger.batches.rows import BatchKind, BatchStatus
from pyxl.ledger.books import Books


def batch_rows(event: ev.BatchIssued) -> Iterator[tuple[str, dict[str, CellValue]]]:
    """The rows of the tab by key, but for their status."""
    for place, each in enumerate(event.items, 1):
        key = batch_item_id(event.number, place)
        yield (
            key,
            {
                "item_id": key,
                "batch_number": event.number,
                "kind": BatchKind.TRANSFER if event.is_payment else BatchKind.DIRECT_DEBIT,
                "execution_date": event.execution_date,
                "invoice_number": each.bill_number or each.invoice_number,
                "customer_number": each.customer_number,
                "customer_name": each.customer_name,
                "amount": each.amount,
                "currency": each.amount.currency,
                "iban": each.iban,
                "mandate_reference": each.mandate,
                "document": event.document_path,
                "transfer": each.end_to_end_id if event.is_payment else "",
                "bill_id": each.invoice_number if event.is_payment else "",
            },
        )


def item_answer(batch: SepaBatch, place: int, books: Books) -> Label | str:
    """What the bank answered to the payment."""
    number = batch.facts.items[place - 1].invoice_number
    return books.payables.payments[(batch.facts.number, number)].answer if batch.facts.is_payment else ""


def item_status(batch: SepaBatch, place: int, books: Books) -> BatchStatus:
    """Where an item of a batch stands; what is collected in a later batch was withdrawn from this one."""
    if batch.is_withdrawn:
        return BatchStatus.WITHDRAWN
    number = batch.facts.items[place - 1].invoice_number
    if batch.facts.is_payment:
        return books.payables.payments[(batch.facts.number, number)].status
    item = books.items[number]
    assert item.debit is not None, "an invoice is in one batch at a time"
    return item.debit.status(item.settled)
