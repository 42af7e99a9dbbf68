"""How batches for the bank and self-billed invoices change the books. Called by the fold of the books alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pyxl.core.plain import from_plain
from pyxl.ledger import events as ev
from pyxl.ledger.batches.batches import Debit, SepaBatch, batch_item_id
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.issued import SelfBill
from pyxl.ledger.payables import fold as payable

if TYPE_CHECKING:
    from pyxl.ledger.books import Books, RecordedEvent


def self_billed(books: Books, event: RecordedEvent) -> None:
    """The firm wrote an invoice for a supplier."""
    billed = from_plain(ev.SelfBilled, event.payload)
    bill = SelfBill(event.number, billed.line_ids, billed.document_path, billed.issued_on)
    books.self_bills[event.number] = bill
    books.self_billed_lines.update(dict.fromkeys(billed.line_ids, event.number))
    payable.self_billed(books.payables, event.number, event.key, billed)


def self_bill_cancelled(books: Books, event: RecordedEvent) -> None:
    """It is taken back."""
    cancelled = from_plain(ev.SelfBillCancelled, event.payload)
    original = books.self_bills[cancelled.number_cancelled]
    books.self_bills[original.number] = replace(original, is_cancelled=True)
    payable.self_bill_cancelled(books.payables, original.number)
    books.self_bills[event.number] = SelfBill(
        event.number, (), cancelled.document_path, cancelled.issued_on, is_cancelled=True
    )
    for line_id in cancelled.line_ids:
        books.self_billed_lines.pop(line_id, None)
        books.self_bill_rounds[line_id] += 1


def batched(books: Books, event: RecordedEvent) -> None:
    """A file for the bank was made."""
    issued = from_plain(ev.BatchIssued, event.payload)
    books.batches[issued.number] = SepaBatch(issued, event.key)
    if issued.is_payment:
        payable.batched(books.payables, issued)
        return
    for place, each in enumerate(issued.items, 1):
        item = books.items[each.invoice_number]
        debit = Debit(issued.number, batch_item_id(issued.number, place), each.amount, item.settled)
        books.items[each.invoice_number] = replace(item, debit=debit)


def batch_withdrawn(books: Books, event: RecordedEvent) -> None:
    """It was not handed in."""
    number = from_plain(ev.BatchWithdrawn, event.payload).number
    batch = books.batches[number]
    books.batches[number] = replace(batch, is_withdrawn=True)
    if batch.facts.is_payment:
        payable.batch_withdrawn(books.payables, batch.facts)
        return
    for each in batch.facts.items:
        books.items[each.invoice_number] = replace(books.items[each.invoice_number], debit=None)
        books.debit_rounds[each.invoice_number] += 1


def batch_sent(books: Books, event: RecordedEvent) -> None:
    """It was handed in, or was not after all."""
    number = from_plain(ev.BatchSent, event.payload).number
    is_sent = event.kind == ev.BATCH_SENT
    batch = replace(books.batches[number], is_sent=is_sent, sent_rounds=books.batches[number].sent_rounds + 1)
    books.batches[number] = batch
    payable.batch_marked(books.payables, batch.facts, BatchStatus.SENT if is_sent else BatchStatus.PENDING)


def batch_answered(books: Books, event: RecordedEvent) -> None:
    """The bank said something of its transfers."""
    answers = from_plain(ev.BatchAnswered, event.payload)
    batch = books.batches[answers.number]
    books.batches[answers.number] = replace(batch, answer_rounds=batch.answer_rounds + 1)
    payable.answered(books.payables, batch.facts, answers)


def credit_batch(books: Books, number: str, line_id: str) -> None:
    """The bank line that moved it in one sum."""
    if number:
        books.batches[number] = replace(books.batches[number], line_id=line_id)
