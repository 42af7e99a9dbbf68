"""One allocation is taken back: she sets the bank line's status to “new”, the others stay as they are.

From then on the line is hers: it is proposed, and never settled unasked again.
"""

from __future__ import annotations

from pyxl.banking import rules
from pyxl.banking.bill_cells import Cells
from pyxl.banking.lines import is_locked, unreadable_limits
from pyxl.banking.postings import BankPosting
from pyxl.banking.releasing import release_posting
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.rows import BankLine, BankStatus
from pyxl.settings import Settings

_SUMMARY = Text(
    "{count} taken back, {left_out} left out.",
    "{count} gelöst, {left_out} ausgelassen.",
)
_NOUN = Label("allocation", "Zuordnung"), Label("allocations", "Zuordnungen")


def take_back(
    bank: Table[BankLine], settings: Settings, books: Books, settings_findings: tuple[Finding, ...] = ()
) -> Outcome:
    """Takes back the allocations of settled bank lines whose status you set to “new”."""
    if unreadable := unreadable_limits(settings_findings):
        return Outcome(
            _SUMMARY.bind(count=Counted(0, *_NOUN), left_out=0), unreadable, counts={"released": 0, "left_out": 0}
        )
    postings: list[BankPosting] = []
    findings: list[Finding] = []
    cells: Cells = {}
    for row in bank:
        if row.status is not BankStatus.NEW or row.line_id not in books.allocations:
            continue
        if is_locked(settings, row.booking_date):
            cell = bank.cell(row, "status")
            findings.append(rules.LINE_LOCKED.at(cell, line=row.line_id, day=row.booking_date))
            continue
        key, allocated = books.allocations[row.line_id]
        trial: Cells = {number: item.copy() for number, item in cells.items()}
        posting = release_posting(books, key, allocated, trial, found=BankStatus.NEW, by_hand=True)
        numbers = tuple(part.invoice_number for part in allocated.parts)
        if all(trial[number].is_sound for number in numbers):
            postings.append(posting)
            cells = trial
        else:
            findings.append(rules.LATER_ENTRIES.at(bank.cell(row, "status"), line=row.line_id, numbers=numbers))
    counts: dict[str, int | str] = {"released": len(postings), "left_out": len(findings)}
    summary = _SUMMARY.bind(count=Counted(len(postings), *_NOUN), left_out=len(findings))
    return Outcome(summary, tuple(findings), tuple(postings), counts=counts)
