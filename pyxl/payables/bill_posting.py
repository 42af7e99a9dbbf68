"""A bill as the journal's event with its rows, and its withdrawal."""

from __future__ import annotations

import hashlib

from pyxl.banking.postings import BankPosting
from pyxl.core.changes import UNDONE, ChangeList
from pyxl.core.labels import Label, Text
from pyxl.core.text import squash
from pyxl.ledger.books import Books
from pyxl.ledger.payables import events as bev
from pyxl.ledger.payables.payables import BillState
from pyxl.ledger.payables.rows import Bill
from pyxl.ledger.payables.values import BILL_LINES, BILLS, bill_values, line_rows
from pyxl.payables.recognising import kind_of

_FROM_FILE = Text("from {file}", "aus {file}")
_ENTERED = Label("entered", "erfasst")
_FILLED = ("supplier_name", "kind", "due_date", "currency", "entered_by", "status")
"""What pyxl adds to a row that she typed."""


def bill_id_of(sha256: str) -> str:
    """The id of a bill that came as a file."""
    return f"E-{sha256[:10].upper()}"


def bill_posting(received: bev.BillReceived, books: Books, typed: Bill | None = None) -> BankPosting:
    """The event of a bill with its rows: new ones, or what is added to the row she typed."""
    facts, changes = received.facts, ChangeList()
    state = BillState(facts, "", received.entered_by, kind_of(facts.gross_amount.cents), received.lines)
    values = bill_values(state)
    if typed is None:
        why = _FROM_FILE.bind(file=facts.file_name)
        changes.append(BILLS, facts.bill_id, values, why)
        for key, row in line_rows(state):
            changes.append(BILL_LINES, key, row, why)
    else:
        for name in _FILLED:
            changes.set(BILLS, facts.bill_id, name, getattr(typed, name), values[name], _ENTERED)
    rounds = books.payables.rounds[facts.bill_id]
    return BankPosting(
        bev.BILL,
        f"bill:{facts.bill_id}:{rounds}",
        received,
        changes.done(),
        claims=(f"bill:{_identity(facts)}:{rounds}",),
    )


def _identity(facts: bev.BillFacts) -> str:
    """What makes it this bill of this supplier, in whatever file: two people who enter it at once get one refused."""
    text = f"{facts.supplier_number}|{squash(facts.bill_number)}|{facts.gross_amount}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def withdrawal(bill: BillState, books: Books) -> BankPosting:
    """Takes a bill out of the books: the rows of a file go, what she typed stays hers."""
    changes, bill_id = ChangeList(), bill.facts.bill_id
    values = bill_values(bill)
    if bill.facts.file_sha256:
        changes.clear(BILLS, bill_id, values, UNDONE)
        for key, row in line_rows(bill):
            changes.clear(BILL_LINES, key, row, UNDONE)
    else:
        changes.set(BILLS, bill_id, "kind", bill.kind, None, UNDONE)
        changes.set(BILLS, bill_id, "entered_by", bill.entered_by, "", UNDONE)
        changes.set(BILLS, bill_id, "status", bill.status, None, UNDONE)
    key = f"withdraw:bill:{bill_id}:{books.payables.rounds[bill_id]}"
    return BankPosting(bev.BILL_WITHDRAWN, key, bev.BillWithdrawn(bill_id), changes.done())
