"""The books: what follows from the journal's events, in their order. A pure fold, nothing is stored here.

>>> Books.from_events([]).items
{}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from pyxl.core.money import Money
from pyxl.core.plain import from_plain
from pyxl.ledger import batch_fold as fold
from pyxl.ledger import events as ev
from pyxl.ledger import payables_fold as payable
from pyxl.ledger.batches import SepaBatch
from pyxl.ledger.cases import CASE_FOLD, CaseBooks
from pyxl.ledger.dunning import DUNNING, DUNNING_WITHDRAWN, STATEMENT, Dunning
from pyxl.ledger.dunning_fold import dunned, dunning_withdrawn, stated
from pyxl.ledger.hand_overs import HAND_OVER, HAND_OVER_WITHDRAWN, HandOvers, hand_over_withdrawn, handed_over
from pyxl.ledger.issued import IssuedInvoice, SelfBill
from pyxl.ledger.items import ItemState
from pyxl.ledger.order_books import ORDER_FOLD, OrderBooks
from pyxl.ledger.payables import Payables
from pyxl.ledger.period_lock import PERIOD_LOCK, LockState, PeriodLock
from pyxl.ledger.reports import REPORT_FOLD, ReportBooks
from pyxl.ledger.return_fold import RETURN_FOLD
from pyxl.ledger.stock_books import STOCK_FOLD, StockBooks
from pyxl.ledger.write_off_fold import owed_again, written_off
from pyxl.ledger.write_offs import WRITE_OFF, WRITE_OFF_REVERSED, WriteOff

__all__ = ["Books", "Find", "IssuedInvoice", "ItemState", "RecordedEvent", "SelfBill"]


class RecordedEvent(Protocol):
    """An event as the journal hands it out."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def number(self) -> str:
        """The number that was drawn with it, or an empty text."""

    @property
    def run_id(self) -> str:
        """The run that recorded it."""

    @property
    def payload(self) -> Mapping[str, object]:
        """What it keeps."""


Find = Callable[[str], RecordedEvent | None]
"""Gives the event of a key."""


@dataclass
class Books:
    """The state of the subledger. Read it; only `from_events` fills it."""

    items: dict[str, ItemState] = field(default_factory=dict)
    invoices: dict[str, IssuedInvoice] = field(default_factory=dict)
    billed_lines: dict[str, str] = field(default_factory=dict)
    """Order line id to the number of the invoice it is on."""
    billed_deliveries: dict[str, dict[str, ev.BilledDelivery]] = field(default_factory=dict)
    """What is invoiced by delivery note: by order line, then by number of the note."""
    billing_rounds: Counter[str] = field(default_factory=Counter)
    """How often an order line was billed and taken back; part of its claim, so that it may be billed again."""
    delivery_billing_rounds: Counter[str] = field(default_factory=Counter)
    """The same for what a delivery note has of an order line, by its claim."""
    reference_rounds: Counter[str] = field(default_factory=Counter)
    """How often what deducts or corrects an invoice, or a contract's period, was taken back; part of the next claim."""
    contract_periods: dict[str, dict[date, ev.ContractPeriod]] = field(default_factory=dict)
    """The periods that are invoiced, by line of a contract and first day."""
    self_bills: dict[str, SelfBill] = field(default_factory=dict)
    self_billed_lines: dict[str, str] = field(default_factory=dict)
    """Line id of the tab Self-billing to the number of the document it is on."""
    self_bill_rounds: Counter[str] = field(default_factory=Counter)
    payables: Payables = field(default_factory=Payables)
    bank_lines: dict[str, ev.ImportedLine] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    """Fingerprint of every imported bank line to its line id."""
    import_rounds: Counter[str] = field(default_factory=Counter)
    line_formats: dict[str, str] = field(default_factory=dict)
    """In what kind of file an imported bank line came: by line id."""
    statement_balances: dict[str, dict[str, tuple[Money | None, Money | None]]] = field(default_factory=dict)
    """Opening and closing balance of every statement in the books: by account, then by event key, as imported."""
    statement_ends: dict[str, tuple[str, date, Money]] = field(default_factory=dict)
    """Account, day and closing balance of every statement that names one: by event key."""
    allocations: dict[str, tuple[str, ev.LineAllocated]] = field(default_factory=dict)
    """Bank line id to (event key, allocation) while the allocation stands."""
    allocation_rounds: Counter[str] = field(default_factory=Counter)
    taken_back: set[str] = field(default_factory=set)
    """Bank lines whose allocation she took back herself, until they are settled again."""
    batches: dict[str, SepaBatch] = field(default_factory=dict)
    debit_rounds: Counter[str] = field(default_factory=Counter)
    """How often an invoice was in a batch that was withdrawn; part of its claim, so that it may be collected anew."""
    dunning: Dunning = field(default_factory=Dunning)
    hand_overs: HandOvers = field(default_factory=HandOvers)
    """What is with a collection agency."""
    write_offs: dict[str, WriteOff] = field(default_factory=dict)
    """Write-offs by hand, by their entry in the history."""
    payers: dict[str, ev.LearnedPayer] = field(default_factory=dict)
    last_invoice_date: dict[str, date] = field(default_factory=dict)
    """Latest issue date by number pattern's year series, to refuse numbers that run backwards in time."""
    lock: LockState = field(default_factory=LockState)
    """The day up to which the books are locked, as the last run found it."""
    stock: StockBooks = field(default_factory=StockBooks)
    orders: OrderBooks = field(default_factory=OrderBooks)
    """The orders that came in as files."""
    cases: CaseBooks = field(default_factory=CaseBooks)
    """The complaints that have a number."""
    reports: ReportBooks = field(default_factory=ReportBooks)
    """The manager's reports that were written."""

    @classmethod
    def from_events(cls, recorded: Iterable[RecordedEvent]) -> Books:
        """The books after these events."""
        books = cls()
        for event in recorded:
            if apply := _APPLY.get(event.kind):
                apply(books, event)
            elif apply_payable := payable.PAYABLES.get(event.kind):
                apply_payable(books.payables, event)
            elif apply_stock := STOCK_FOLD.get(event.kind):
                apply_stock(books.stock, event)
            elif fold_order := ORDER_FOLD.get(event.kind):
                fold_order(books.orders, event)
            elif fold_case := CASE_FOLD.get(event.kind):
                fold_case(books.cases, event)
            elif fold_report := REPORT_FOLD.get(event.kind):
                fold_report(books.reports, event)
        return books

    def item(self, invoice_number: str) -> ItemState | None:
        """The open item of that number, if the books know it."""
        return self.items.get(invoice_number)

    def open_prepayments(self, order_number: str) -> list[IssuedInvoice]:
        """The order's invoices on account that stand and that no final invoice deducts."""
        return [
            invoice
            for invoice in self.invoices.values()
            if invoice.prepays_order == order_number and not invoice.is_cancelled and not invoice.deducted_by
        ]

    def invoice_naming(self, delivery_number: str) -> str:
        """The invoice that stands and names the delivery note; "" for none."""
        naming = (each for each in self.invoices.values() if delivery_number in each.delivery_numbers)
        return next((each.number for each in naming if not each.is_cancelled), "")

    def invoices_of(self, line_id: str, but: str = "") -> str:
        """The invoices of what was delivered of the line, each once, as the order line names them; without `but`."""
        numbers = (each.invoice for each in self.billed_deliveries.get(line_id, {}).values())
        return ", ".join(dict.fromkeys(number for number in numbers if number != but))

    def billed_quantity(self, line_id: str) -> Decimal | None:
        """How much of the line is invoiced by delivery notes; None where it is not invoiced by these."""
        parts = self.billed_deliveries.get(line_id)
        return sum((each.quantity for each in parts.values()), Decimal(0)) if parts else None

    def is_billed(self, line_id: str) -> bool:
        """Whether the order line is on an invoice that stands."""
        return line_id in self.billed_lines


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


def _locked(books: Books, event: RecordedEvent) -> None:
    books.lock = LockState(from_plain(PeriodLock, event.payload).locked_until, books.lock.moves + 1)


def _opened(books: Books, event: RecordedEvent) -> None:
    for facts in from_plain(ev.ItemsOpened, event.payload).items:
        _open(books, facts)


def _imported(books: Books, event: RecordedEvent) -> None:
    imported = from_plain(ev.StatementImported, event.payload)
    balances = books.statement_balances.setdefault(imported.account, {})
    balances[event.key] = (imported.opening_balance, imported.closing_balance)
    day = imported.closing_date or max((line.booking_date for line in imported.lines), default=None)
    if day and imported.closing_balance is not None:
        books.statement_ends[event.key] = (imported.account, day, imported.closing_balance)
    for line in imported.lines:
        books.bank_lines[line.line_id] = line
        books.fingerprints[line.fingerprint] = line.line_id
        books.line_formats[line.line_id] = imported.format


def _withdrawn(books: Books, event: RecordedEvent) -> None:
    withdrawn = from_plain(ev.StatementWithdrawn, event.payload)
    for balances in books.statement_balances.values():
        balances.pop(withdrawn.import_key, None)
    books.statement_ends.pop(withdrawn.import_key, None)
    for fingerprint in withdrawn.fingerprints:
        line_id = books.fingerprints.pop(fingerprint)
        books.bank_lines.pop(line_id)
        books.import_rounds[fingerprint] += 1


def _allocated(books: Books, event: RecordedEvent) -> None:
    allocated = from_plain(ev.LineAllocated, event.payload)
    books.allocations[allocated.line_id] = (event.key, allocated)
    books.taken_back.discard(allocated.line_id)
    fold.credit_batch(books, allocated.batch, allocated.line_id)
    for part in allocated.parts:
        _settle(books, part, 1, allocated.booking_date)
    if allocated.payer:
        books.payers[allocated.payer.payer] = allocated.payer


def _released(books: Books, event: RecordedEvent) -> None:
    released = from_plain(ev.LineReleased, event.payload)
    _, allocated = books.allocations.pop(released.line_id)
    books.allocation_rounds[released.line_id] += 1
    if released.by_hand:
        books.taken_back.add(released.line_id)
    fold.credit_batch(books, allocated.batch, "")
    if allocated.payer and books.payers.get(allocated.payer.payer) == allocated.payer:
        del books.payers[allocated.payer.payer]
    for part in allocated.parts:
        _settle(books, part, -1, None)


def _settle(books: Books, part: ev.AllocatedPart, sign: int, day: date | None) -> None:
    if part.is_bill:
        payable.settled(books.payables, part, is_taken_back=sign < 0)
        return
    item = books.items[part.invoice_number]
    zero = Money.zero(item.facts.gross_amount.currency)
    amount, discount, written_off = part.amount, part.discount_taken or zero, part.written_off or zero
    if sign < 0:
        amount, discount, written_off = -amount, -discount, -written_off
    books.items[part.invoice_number] = replace(
        item,
        amount_paid=item.amount_paid + amount,
        discount_taken=item.discount_taken + discount,
        written_off=item.written_off + written_off,
        last_payment=day or item.last_payment,
        debit=item.debit.after(amount) if item.debit and part.is_return else item.debit,
    )
    if part.payment_batch:
        payable.refunded(books.payables, part, is_taken_back=sign < 0)


_APPLY: dict[str, Callable[[Books, RecordedEvent], None]] = {
    ev.INVOICE: _issued,
    ev.CREDIT: _credited,
    ev.CANCELLATION: _cancelled,
    ev.OPENING: _opened,
    PERIOD_LOCK: _locked,
    ev.IMPORT: _imported,
    ev.IMPORT_WITHDRAWN: _withdrawn,
    ev.ALLOCATION: _allocated,
    ev.RELEASE: _released,
    ev.SELF_BILL: fold.self_billed,
    ev.SELF_BILL_CANCELLATION: fold.self_bill_cancelled,
    ev.BATCH: fold.batched,
    ev.BATCH_WITHDRAWN: fold.batch_withdrawn,
    ev.BATCH_SENT: fold.batch_sent,
    ev.BATCH_RECALLED: fold.batch_sent,
    ev.BATCH_ANSWERED: fold.batch_answered,
    ev.ANSWER_WITHDRAWN: fold.batch_answered,
    DUNNING: dunned,
    DUNNING_WITHDRAWN: dunning_withdrawn,
    WRITE_OFF: written_off,
    WRITE_OFF_REVERSED: owed_again,
    STATEMENT: stated,
    HAND_OVER: handed_over,
    HAND_OVER_WITHDRAWN: hand_over_withdrawn,
    **RETURN_FOLD,
}
