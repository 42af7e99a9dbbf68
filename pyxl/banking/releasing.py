"""Taking back: one allocation leaves its neighbours as they are, an import goes only when nothing of it is allocated.

The cells follow from the books, not from what stood there before: what was paid on the same invoice since stays.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyxl.banking.allocations import allocated_amount, allocation_rows
from pyxl.banking.bill_cells import Cells, move
from pyxl.banking.importing import bank_values
from pyxl.banking.postings import BankPosting
from pyxl.banking.undo_refusals import E_UNDO_ALLOCATED, check_sound
from pyxl.core.changes import UNDONE, ChangeList
from pyxl.core.plain import from_plain
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books, RecordedEvent
from pyxl.ledger.rows import BankStatus

_SHOWN = 5


def release_postings(books: Books, run_events: Iterable[RecordedEvent]) -> tuple[BankPosting, ...]:
    """What takes back the allocations and imports among these events; what is taken back already is left out.

    Raises Refused E_UNDO_ALLOCATED when a line of an import is allocated.
    """
    cells: Cells = {}
    postings = []
    for event in run_events:
        if event.kind == ev.ALLOCATION:
            allocated = from_plain(ev.LineAllocated, event.payload)
            standing = books.allocations.get(allocated.line_id)
            if standing and standing[0] == event.key:
                postings.append(release_posting(books, event.key, allocated, cells))
        elif event.kind == ev.IMPORT:
            imported = from_plain(ev.StatementImported, event.payload)
            if any(line.line_id in books.bank_lines for line in imported.lines):
                postings.append(_withdraw(books, event.key, imported))
    for number, row in cells.items():
        check_sound(number, row)
    return tuple(postings)


def release_posting(
    books: Books,
    key: str,
    allocated: ev.LineAllocated,
    cells: Cells,
    *,
    found: BankStatus = BankStatus.SETTLED,
    by_hand: bool = False,
) -> BankPosting:
    """Takes back one allocation. `cells` has the rows changed so far, `found` is the status in the Bank tab."""
    changes = ChangeList()
    for row_id, values in allocation_rows(allocated):
        changes.clear("Allocations", row_id, values, UNDONE)
    for part in allocated.parts:
        move(books, cells, part, changes, UNDONE, is_back=True)
    line_id = allocated.line_id
    changes.set("Bank", line_id, "status", found, BankStatus.NEW, UNDONE)
    changes.set("Bank", line_id, "amount_allocated", allocated_amount(allocated), None, UNDONE)
    changes.set("Bank", line_id, "reason", allocated.reason, "", UNDONE)
    if allocated.payer:
        payer = allocated.payer
        learned = {"payer": payer.payer, "customer_number": payer.customer_number, "name": payer.name}
        changes.clear("Payers", payer.payer, {**learned, "learned_from": line_id}, UNDONE)
    return BankPosting(ev.RELEASE, f"release:{key}", ev.LineReleased(key, line_id, by_hand), changes.done())


def _withdraw(books: Books, key: str, imported: ev.StatementImported) -> BankPosting:
    allocated = [line.line_id for line in imported.lines if line.line_id in books.allocations]
    if allocated:
        shown = (*allocated[:_SHOWN], "…") if len(allocated) > _SHOWN else tuple(allocated)
        raise E_UNDO_ALLOCATED.because(file=imported.file_name, lines=shown)
    changes = ChangeList()
    for line in imported.lines:
        changes.clear("Bank", line.line_id, bank_values(line), UNDONE)
    fingerprints = tuple(line.fingerprint for line in imported.lines)
    withdrawn = ev.StatementWithdrawn(key, fingerprints)
    rounds = books.import_rounds[fingerprints[0]] if fingerprints else 0
    return BankPosting(ev.IMPORT_WITHDRAWN, f"withdraw:{rounds}:{key}", withdrawn, changes.done())
