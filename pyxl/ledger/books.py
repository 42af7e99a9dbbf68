"""The books: what follows from the journal's events, in their order. A pure fold, nothing is stored here.

>>> Books.from_events([]).items
{}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from pyxl.core.money import Money
from pyxl.core.plain import from_plain
from pyxl.ledger import events as ev
from pyxl.ledger.bank_fold import BANK_FOLD
from pyxl.ledger.batches import fold
from pyxl.ledger.batches.batches import SepaBatch
from pyxl.ledger.cases.cases import CASE_FOLD, CaseBooks
from pyxl.ledger.cases.return_fold import RETURN_FOLD
from pyxl.ledger.goods.books import STOCK_FOLD, StockBooks
from pyxl.ledger.invoice_fold import INVOICE_FOLD
from pyxl.ledger.issued import IssuedInvoice, SelfBill
from pyxl.ledger.items import ItemState
from pyxl.ledger.late_money.dunning import DUNNING, DUNNING_WITHDRAWN, STATEMENT, Dunning
from pyxl.ledger.late_money.dunning_fold import dunned, dunning_withdrawn, stated
from pyxl.ledger.late_money.hand_overs import (
    HAND_OVER,
    HAND_OVER_WITHDRAWN,
    HandOvers,
    hand_over_withdrawn,
    handed_over,
)
from pyxl.ledger.late_money.write_off_fold import owed_again, written_off
from pyxl.ledger.late_money.write_offs import WRITE_OFF, WRITE_OFF_REVERSED, WriteOff
from pyxl.ledger.order_books import ORDER_FOLD, OrderBooks
from pyxl.ledger.payables import fold as payable
from pyxl.ledger.payables.payables import Payables
from pyxl.ledger.period_lock import PERIOD_LOCK, LockState, PeriodLock
from pyxl.ledger.reports import REPORT_FOLD, ReportBooks

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


def _locked(books: Books, event: RecordedEvent) -> None:
    books.lock = LockState(from_plain(PeriodLock, event.payload).locked_until, books.lock.moves + 1)


_APPLY: dict[str, Callable[[Books, RecordedEvent], None]] = {
    PERIOD_LOCK: _locked,
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
    **INVOICE_FOLD,
    **BANK_FOLD,
    **RETURN_FOLD,
}
