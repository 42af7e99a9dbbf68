"""How invoices, credit notes and cancellations change the books. Called by the fold of the books alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pyxl.core.money import Money
from pyxl.core.plain import from_plain
from pyxl.ledger import events as ev
from pyxl.ledger.issued import IssuedInvoice
from pyxl.ledger.items import ItemState

if TYPE_CHECKING:
    from pyxl.ledger.books import Books, RecordedEvent


def _open(books: Books, facts: ev.ItemFacts) -> None:
    books.items[facts.invoice_number] = ItemState.opened(facts)


def _issued(books: Books, event: RecordedEvent) -> None:
    issued = from_plain(ev.InvoiceIssued, event.payload)
    _open(books, issued.item)
    number = issued.item.invoice_number
    books.invoices[number] = IssuedInvoice(
        number,
        event.key,
        event.run_id,
        issued.line_ids,
        issued.document_path,
        issued_on=issued.item.invoice_date,
        vat=issued.vat_amount,
        prepays_order=issued.prepays_order,
        deducts=issued.deducts,
        replaces=issued.replaces,
        periods=issued.periods,
        deliveries=issued.deliveries,
        delivery_numbers=issued.delivery_numbers,
    )
    for period in issued.periods:
        books.contract_periods.setdefault(period.line_id, {})[period.start] = period
    _refer(books, issued, number)
    by_delivery = {each.line_id for each in issued.deliveries}
    books.billed_lines.update(dict.fromkeys((each for each in issued.line_ids if each not in by_delivery), number))
    for each in issued.deliveries:
        books.billed_deliveries.setdefault(each.line_id, {})[each.delivery_number] = replace(each, invoice=number)
        books.billed_lines[each.line_id] = books.invoices_of(each.line_id)
    year = str(issued.item.invoice_date.year)
    books.last_invoice_date[year] = max(issued.item.invoice_date, books.last_invoice_date.get(year, date.min))


def _refer(books: Books, issued: ev.InvoiceIssued, number: str) -> None:
    """A final invoice deducts invoices on account; a corrected one stands for the invoice that was wrong."""
    for deducted in issued.deducts:
        books.invoices[deducted] = replace(books.invoices[deducted], deducted_by=number)
    if not issued.replaces:
        return
    wrong = books.invoices[issued.replaces]
    if not wrong.is_cancelled:
        _credit(books, wrong.number, books.items[wrong.number].facts.gross_amount)
    books.invoices[wrong.number] = replace(wrong, is_cancelled=True, replaced_by=number)


def _credit(books: Books, number: str, amount: Money) -> None:
    item = books.items[number]
    books.items[number] = replace(item, credited=item.credited + amount)


def _note_credit(books: Books, number: str, gross: Money, vat: Money | None) -> None:
    """What was credited of an invoice in all: open or paid, it is sold no more. Below zero it is sold after all."""
    invoice = books.invoices[number]
    books.invoices[number] = replace(
        invoice,
        gross_credited=gross if invoice.gross_credited is None else invoice.gross_credited + gross,
        vat=invoice.vat - vat if vat and invoice.vat is not None else invoice.vat,
    )


def _close(books: Books, number: str) -> None:
    """Nothing of a customer's credit is left once its credit note is taken back."""
    item = books.items.get(number)
    if item:
        books.items[number] = replace(item, credited=item.credited + item.amount_open)


def _credited(books: Books, event: RecordedEvent) -> None:
    credited = from_plain(ev.InvoiceCredited, event.payload)
    set_off = credited.amount_credited if credited.amount_set_off is None else credited.amount_set_off
    _credit(books, credited.number_credited, set_off)
    _note_credit(books, credited.number_credited, credited.amount_credited, credited.vat_credited)
    if credited.item:
        _open(books, credited.item)
        # What lowers the invoice is used up of the credit.
        books.items[event.number] = replace(books.items[event.number], credited=-set_off)
    books.invoices[event.number] = IssuedInvoice(
        event.number,
        event.key,
        event.run_id,
        credited.line_ids,
        credited.document_path,
        issued_on=credited.issued_on,
        vat=credited.vat_credited,
        credits=credited.number_credited,
        set_off=set_off,
    )
    books.billed_lines.update(dict.fromkeys(credited.line_ids, event.number))


def _cancelled(books: Books, event: RecordedEvent) -> None:
    cancelled = from_plain(ev.InvoiceCancelled, event.payload)
    original = books.invoices[cancelled.number_cancelled]
    amount, vat = cancelled.amount_credited, original.vat
    if original.credits:
        set_off = original.set_off or Money.zero(amount.currency)
        _credit(books, original.credits, -set_off)
        _note_credit(books, original.credits, -amount, -vat if vat else None)
        _close(books, original.number)
    else:
        _credit(books, original.number, amount)
    books.invoices[original.number] = replace(original, is_cancelled=True)
    for deducted in original.deducts:
        books.invoices[deducted] = replace(books.invoices[deducted], deducted_by="")
    books.reference_rounds.update((*original.deducts, *filter(None, (original.replaces,))))
    for period in original.periods:
        del books.contract_periods[period.line_id][period.start]
        books.reference_rounds[f"contract:{period.line_id}:{period.start.isoformat()}"] += 1
    books.invoices[event.number] = IssuedInvoice(
        event.number, event.key, event.run_id, (), cancelled.document_path, issued_on=cancelled.issued_on
    )
    by_delivery = {each.line_id for each in original.deliveries}
    for line_id in cancelled.line_ids:
        if line_id not in by_delivery:
            books.billed_lines.pop(line_id, None)
            books.billing_rounds[line_id] += 1
    for each in original.deliveries:
        _unbill(books, each)


def _unbill(books: Books, each: ev.BilledDelivery) -> None:
    """What a delivery note has of an order line may be billed again."""
    del books.billed_deliveries[each.line_id][each.delivery_number]
    books.delivery_billing_rounds[each.claim] += 1
    books.billing_rounds[each.line_id] += 1
    books.billed_lines[each.line_id] = books.invoices_of(each.line_id)
    if not books.billed_lines[each.line_id]:
        del books.billed_lines[each.line_id]


def _opened(books: Books, event: RecordedEvent) -> None:
    for facts in from_plain(ev.ItemsOpened, event.payload).items:
        _open(books, facts)


INVOICE_FOLD: dict[str, Callable[[Books, RecordedEvent], None]] = {
    ev.INVOICE: _issued,
    ev.CREDIT: _credited,
    ev.CANCELLATION: _cancelled,
    ev.OPENING: _opened,
}
