"""Which rows of Review stay from an earlier run: what they ask about a settled line was not answered yet."""

from __future__ import annotations

from collections import Counter

from pyxl.banking.allocations import allocated_amount
from pyxl.banking.items import ReceivablesDesk
from pyxl.banking.lines import is_locked
from pyxl.banking.matching.records import Matching
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.rows import Proposal
from pyxl.settings import Settings


def standing_lines(
    review: Table[Proposal], desk: ReceivablesDesk, matching: Matching, books: Books, settings: Settings
) -> frozenset[str]:
    """Settled lines with rows in Review of which something is left after this run, and lines of a locked period."""
    left = Counter({number: entry.open for number, entry in desk.entries.items()})
    for match in matching.matches:
        for part in match.parts:
            left[part.number] -= part.settled
    standing = set()
    for row in review:
        _, allocated = books.allocations.get(row.line_id, ("", None))
        if (row.booking_date and is_locked(settings, row.booking_date)) or (
            allocated
            and (
                allocated_amount(allocated) != allocated.line_amount
                or any(left[part.invoice_number] for part in allocated.parts)
            )
        ):
            standing.add(row.line_id)
    return frozenset(standing)
