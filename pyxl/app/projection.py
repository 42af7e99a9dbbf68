"""What the tabs must say, computed from the journal alone: the measure for `pyxl check`, the source for `pyxl rebuild`.

What a person or another job may have changed since is no part of it: a customer's name in an opening balance, the
status of a bank line that is not settled, everything in her own columns.

>>> expected_tabs([])["Invoices"]
{}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyxl.app.expected import ExpectedRow, ExpectedTab
from pyxl.app.goods_projection import goods_cells_of_orders, goods_tabs
from pyxl.app.recording import RUN, Stamp, booked
from pyxl.app.runs import log_values
from pyxl.app.settling import DOCUMENT_PLACED
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.banking.allocations import allocated_amount, allocation_rows
from pyxl.banking.importing import bank_values
from pyxl.banking.items import ItemCells
from pyxl.core.changes import CellValue
from pyxl.core.labels import Label
from pyxl.core.plain import from_plain
from pyxl.dunning.hand_over_posting import hand_over_rows, hand_over_status
from pyxl.dunning.posting import letter_row, letter_status
from pyxl.dunning.statements import statement_row
from pyxl.dunning.writing_off import write_off_row, write_off_status
from pyxl.intake.posting import order_rows
from pyxl.invoicing.model import Invoice
from pyxl.invoicing.posting import invoice_row, one_rate, order_numbers, receivable_row
from pyxl.journal.records import Event
from pyxl.ledger import events as ev
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.batches.values import batch_rows, item_answer, item_status
from pyxl.ledger.books import Books, ItemState
from pyxl.ledger.payables.payables import BillState
from pyxl.ledger.payables.values import SETTLED, bill_values, line_rows
from pyxl.ledger.rows import BankStatus, DocumentKind
from pyxl.service.cases.posting import case_row, case_values
from pyxl.service.debit_notes.posting import debit_values
from pyxl.service.incoming.posting import received_row
from pyxl.service.settling.replacing import replacement_rows
from pyxl.service.settling.return_values import return_values

_TABS = (
    *("Invoices", "Receivables", "Batches", "Collections", "Bank", "Allocations", "Orders", "OrderHeads"),
    *("SelfBilling", "Bills", "BillLines", "Cases", "Returns", "SupplierClaims", "Log"),
)
PROJECTED = tuple(SCHEMA_OF_TAB[tab] for tab in _TABS)
"""The tabs that say, in part or as a whole, what the journal says; those of goods come where it knows of goods."""
DOCUMENT_KINDS = {
    ev.INVOICE: DocumentKind.INVOICE,
    ev.CREDIT: DocumentKind.CREDIT_NOTE,
    ev.CANCELLATION: DocumentKind.CANCELLATION,
}
"""The events that gave a document a number, and what it is called in Invoices."""
_UNDER_WAY = frozenset({BatchStatus.PENDING, BatchStatus.SENT})
_RATES = frozenset({"vat_rate", "exchange_rate"})
SETTLED_COLUMNS = ("amount_paid", "discount_taken", "written_off", "credited")


@dataclass(frozen=True, slots=True)
class RecordedDocument:
    """A document as it was put into place last."""

    kind: str
    number: str
    path: str
    """Relative to the documents folder, with forward slashes."""
    sha256: str


@dataclass(frozen=True)
class Projection:
    """Everything outside the journal that follows from it."""

    books: Books
    tabs: Mapping[str, ExpectedTab]
    documents: Mapping[str, RecordedDocument]
    """By path."""


def project(events: Sequence[Event]) -> Projection:
    """What follows from these events, which are all there are, in their order."""
    books = Books.from_events(booked(events))
    return Projection(books, expected_tabs(events, books), recorded_documents(events))


def recorded_documents(events: Iterable[Event]) -> dict[str, RecordedDocument]:
    """The documents that must lie in the documents folder, with the hash of their bytes."""
    placed = (event.payload for event in events if event.kind == DOCUMENT_PLACED)
    return {
        each["path"]: RecordedDocument(each["kind"], each["number"], each["path"], each["sha256"]) for each in placed
    }


def expected_tabs(events: Sequence[Event], books: Books | None = None) -> dict[str, ExpectedTab]:
    """The rows of every tab that pyxl writes from the journal."""
    books = Books.from_events(booked(events)) if books is None else books
    documents = [(event, _invoice(event)) for event in events if event.kind in DOCUMENT_KINDS]
    own = {invoice.number for event, invoice in documents if event.kind in (ev.INVOICE, ev.CREDIT)}
    own |= {number for number in books.dunning.letters if books.dunning.is_charge(number)}
    return {
        "Invoices": {invoice.number: _issued(event, invoice) for event, invoice in documents},
        "Receivables": {number: _item(state, is_own=number in own) for number, state in books.items.items()},
        "Batches": _batches(books),
        "Collections": _collections(books),
        "Bank": {line_id: _line(books, line) for line_id, line in books.bank_lines.items()},
        "Allocations": {
            key: ExpectedRow(values)
            for _, event in books.allocations.values()
            for key, values in allocation_rows(event)
        },
        "Orders": _orders(books),
        "OrderHeads": _order_heads(books),
        "SelfBilling": _self_billing(books),
        "Bills": {key: _bill(bill) for key, bill in books.payables.bills.items()},
        "BillLines": {
            key: ExpectedRow(values, is_settled=bill.status in SETTLED)
            for bill in books.payables.bills.values()
            for key, values in line_rows(bill)
        },
        "Cases": _cases(books),
        "Returns": {number: ExpectedRow(return_values(state)) for number, state in books.cases.returns.items()},
        "SupplierClaims": {
            line_id: ExpectedRow(debit_values(line_id, number, note))
            for line_id, (number, note) in books.cases.debited.items()
        },
        "Log": {event.run_id: _run(event) for event in events if event.kind == RUN},
        **goods_tabs(books.stock),
    }


def _invoice(event: Event) -> Invoice:
    content: dict[str, object] = event.payload["content"]
    return from_plain(Invoice, content["invoice"])


def _issued(event: Event, invoice: Invoice) -> ExpectedRow:
    orders = () if event.kind == ev.CANCELLATION else order_numbers(invoice)
    return ExpectedRow(invoice_row(invoice, orders, DOCUMENT_KINDS[event.kind]))


def _item(state: ItemState, *, is_own: bool) -> ExpectedRow:
    """An open item: pyxl's own with its whole row, an opening balance with what the books took over of it."""
    cells = ItemCells.of_state(state)
    settled: dict[str, CellValue] = {name: getattr(cells, name) for name in SETTLED_COLUMNS}
    is_settled = not state.amount_open
    if is_own:
        own = {**receivable_row(state.facts), **settled, "status": cells.status}
        return ExpectedRow(_without_unknown_rates(own), is_settled=is_settled)
    opening = ExpectedRow(
        _without_unknown_rates({**_opening_facts(state), **settled}),
        {"customer_name": state.facts.customer_name, "status": cells.status},
        frozenset({"currency", "cash_discount_percent", "cash_discount_until", *_RATES}),
        SETTLED_COLUMNS if state.facts.settled_before else (),
        is_settled=is_settled,
    )
    if state.last_payment is None:  # Before the first payment, the status of an opening balance is what she typed.
        return opening
    return replace(opening, values={**opening.values, "status": cells.status})


def _without_unknown_rates(values: dict[str, CellValue]) -> dict[str, CellValue]:
    """A rate that the books do not have is hers to add."""
    return {name: value for name, value in values.items() if name not in _RATES or value is not None}


def _opening_facts(state: ItemState) -> dict[str, CellValue]:
    facts = state.facts
    return {
        "invoice_number": facts.invoice_number,
        "invoice_date": facts.invoice_date,
        "customer_number": facts.customer_number,
        "gross_amount": facts.gross_amount,
        "currency": facts.gross_amount.currency,
        "due_date": facts.due_date,
        "cash_discount_percent": facts.cash_discount_percent,
        "cash_discount_until": facts.cash_discount_until,
        "vat_rate": one_rate(facts),
        "exchange_rate": facts.exchange_rate,
    }


def _batches(books: Books) -> ExpectedTab:
    """Every item of every SEPA batch; what came of it follows from what was settled of its invoice."""
    rows: ExpectedTab = {}
    for batch in books.batches.values():
        for place, (key, values) in enumerate(batch_rows(batch.facts), 1):
            status = item_status(batch, place, books)
            rows[key] = ExpectedRow(
                {**values, "status": status, "bank_answer": item_answer(batch, place, books)},
                is_settled=status not in _UNDER_WAY,
            )
    return rows


def _collections(books: Books) -> ExpectedTab:
    """Every letter and statement that was written to collect."""
    letters = {
        number: ExpectedRow({**letter_row(letter.facts), "status": letter_status(letter)})
        for number, letter in books.dunning.letters.items()
    }
    statements = {number: ExpectedRow(statement_row(each)) for number, each in books.dunning.statements.items()}
    write_offs = {
        number: ExpectedRow({**write_off_row(each.facts), "status": write_off_status(each)})
        for number, each in books.write_offs.items()
    }
    hand_overs = {
        key: ExpectedRow({**values, "status": hand_over_status(each)})
        for each in books.hand_overs.by_number.values()
        for key, values in hand_over_rows(each.facts)
    }
    return letters | statements | write_offs | hand_overs


def _line(books: Books, line: ev.ImportedLine) -> ExpectedRow:
    """A bank line. What pyxl only thinks of it, such as "to review", follows from no event."""
    values = bank_values(line)
    status = values.pop("status")
    if line.line_id not in books.allocations:
        never = {"status": BankStatus.SETTLED}
        return ExpectedRow({**values, "amount_allocated": None}, {"status": status}, never=never)
    _, event = books.allocations[line.line_id]
    settled: dict[str, CellValue] = {
        "status": BankStatus.SETTLED,
        "amount_allocated": allocated_amount(event),
        "reason": event.reason,
    }
    return ExpectedRow({**values, **settled})


def _orders(books: Books) -> ExpectedTab:
    """The number in every order line that is billed, and none in a line that was billed and taken back; deliveries.

    Lines that came in as a file, and free replacements, are there until they are billed or delivered, whatever she
    changed in them.
    """
    freed = dict.fromkeys(books.billing_rounds, "")
    numbers = {**freed, **books.billed_lines}
    cells = goods_cells_of_orders(books.stock)
    for line_id, number in numbers.items():
        cells.setdefault(line_id, {})["invoice_number"] = number
    rows = {line_id: ExpectedRow(values, is_hers=True) for line_id, values in cells.items()}
    for tab, line_id, values in _entered_rows(books):
        if tab == "Orders":
            known = rows.get(line_id, ExpectedRow({}, is_hers=True))
            is_gone = line_id in books.cases.replacements and bool(books.stock.delivered.get(line_id))
            stays = not books.is_billed(line_id) and not is_gone
            rows[line_id] = replace(known, when_new=values, must_stay=stays)
    return rows


def _order_heads(books: Books) -> ExpectedTab:
    """Where goods of orders go that came in as files."""
    return {
        key: ExpectedRow({}, values, is_hers=True, must_stay=True)
        for tab, key, values in _entered_rows(books)
        if tab == "OrderHeads"
    }


def _entered_rows(books: Books) -> Iterator[tuple[str, str, dict[str, CellValue]]]:
    """Orders that came in as files, and what goes out free for a complaint."""
    for _, order in books.orders.orders.values():
        yield from order_rows(order)
    for line in books.cases.replacements.values():
        yield from replacement_rows(line)


def _self_billing(books: Books) -> ExpectedTab:
    """Number and document in every line that is billed, none in a line that was billed and taken back."""
    numbers = {**dict.fromkeys(books.self_bill_rounds, ""), **books.self_billed_lines}
    paths = {number: bill.document_path for number, bill in books.self_bills.items()}
    return {
        line_id: ExpectedRow({"document_number": number, "document": paths.get(number, "")}, is_hers=True)
        for line_id, number in numbers.items()
    }


def _bill(bill: BillState) -> ExpectedRow:
    """A bill with all that was entered: a later change in the tab is a finding, not a change of the books."""
    return ExpectedRow(
        bill_values(bill), or_empty=frozenset({"supplier_name", "vat_amount"}), is_settled=bill.status in SETTLED
    )


def _cases(books: Books) -> ExpectedTab:
    """The number of each complaint, which must be there; all else in its row is hers, also in one that came in."""
    received = {
        event.line_id: ExpectedRow({}, received_row(event), is_hers=True) for _, event in books.cases.received.values()
    }
    given_up = {line_id: ExpectedRow({"case_number": ""}, is_hers=True) for line_id in books.cases.rounds}
    standing = {
        line_id: ExpectedRow(
            case_values(case, books.cases.return_of(line_id)), case_row(case), is_hers=True, must_stay=True
        )
        for line_id, case in books.cases.cases.items()
    }
    return received | given_up | standing


def _run(event: Event) -> ExpectedRow:
    payload = event.payload
    label, summary = (Label(payload[name]["en"], payload[name]["de"]) for name in ("label", "summary"))
    return ExpectedRow(log_values(Stamp(event.run_id, event.recorded_at), payload["user"], label, summary))
