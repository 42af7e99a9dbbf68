"""Undoing an undo: an allocation that was released is posted again, an import that was withdrawn comes back."""

from __future__ import annotations

from collections.abc import Iterable

from pyxl.banking.allocations import allocated_amount, allocation_rows
from pyxl.banking.bill_cells import Cells, move
from pyxl.banking.importing import bank_rows, import_key
from pyxl.banking.postings import BankPosting
from pyxl.core.changes import ChangeList
from pyxl.core.labels import Label, Text
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books, Find, RecordedEvent
from pyxl.ledger.rows import BankStatus

POSTED_AGAIN = Label("posted again", "wieder gebucht")
E_REDO_BLOCKED = RefusalKind(
    "E_REDO_BLOCKED",
    Text(
        "Bank line {line} cannot be posted again: it or its invoice is settled otherwise by now.",
        "Bankzeile {line} lässt sich nicht wieder buchen: Sie oder ihre Rechnung ist inzwischen anders ausgeglichen.",
    ),
    Text("Run “Reconcile” instead.", "Stattdessen „Zahlungen zuordnen“ starten."),
)


def repost_postings(books: Books, run_events: Iterable[RecordedEvent], find: Find) -> tuple[BankPosting, ...]:
    """What brings back the allocations released and the imports withdrawn by these events.

    Raises Refused E_REDO_BLOCKED where something else was posted meanwhile.
    """
    cells: Cells = {}
    postings = []
    for event in run_events:
        if event.kind == ev.RELEASE:
            original = find(from_plain(ev.LineReleased, event.payload).allocation_key)
            assert original is not None, "a release names its allocation"
            postings.append(_allocate(books, from_plain(ev.LineAllocated, original.payload), cells))
        elif event.kind == ev.IMPORT_WITHDRAWN:
            original = find(from_plain(ev.StatementWithdrawn, event.payload).import_key)
            assert original is not None, "a withdrawal names its import"
            postings.append(_bring_back(books, from_plain(ev.StatementImported, original.payload)))
    return tuple(postings)


def _allocate(books: Books, allocated: ev.LineAllocated, cells: Cells) -> BankPosting:
    line_id = allocated.line_id
    if line_id in books.allocations or line_id not in books.bank_lines:
        raise E_REDO_BLOCKED.because(line=line_id)
    changes = ChangeList()
    for row_id, values in allocation_rows(allocated):
        changes.append("Allocations", row_id, values, POSTED_AGAIN)
    for part in allocated.parts:
        if not move(books, cells, part, changes, POSTED_AGAIN):
            raise E_REDO_BLOCKED.because(line=line_id)
    changes.set("Bank", line_id, "status", BankStatus.NEW, BankStatus.SETTLED, POSTED_AGAIN)
    changes.set("Bank", line_id, "amount_allocated", None, allocated_amount(allocated), POSTED_AGAIN)
    changes.set("Bank", line_id, "reason", "", allocated.reason, POSTED_AGAIN)
    if allocated.payer:
        payer = allocated.payer
        learned = {"payer": payer.payer, "customer_number": payer.customer_number, "name": payer.name}
        changes.append("Payers", payer.payer, {**learned, "learned_from": line_id}, POSTED_AGAIN)
    key = f"alloc:{line_id}:{books.allocation_rounds[line_id]}"
    return BankPosting(ev.ALLOCATION, key, allocated, changes.done())


def _bring_back(books: Books, imported: ev.StatementImported) -> BankPosting:
    known = [line for line in imported.lines if line.fingerprint in books.fingerprints]
    if known:
        raise E_REDO_BLOCKED.because(line=known[0].line_id)
    key = import_key(imported.account, imported.lines, books.import_rounds)
    return BankPosting(ev.IMPORT, key, imported, bank_rows(imported.lines))
