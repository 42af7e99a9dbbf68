"""The undo of what customer service recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyxl.core.outcome import Posting
from pyxl.core.plain import from_plain
from pyxl.ledger.books import Books, RecordedEvent
from pyxl.ledger.case_events import CASE, CASE_WITHDRAWN, CaseOpened
from pyxl.service.posting import CaseWithdrawal

SERVICE_FOR_GOOD = frozenset({CASE_WITHDRAWN})
"""A number that was given up stays given up; the case gets another."""


def cases_taken_back(run_events: Iterable[RecordedEvent], books: Books) -> Iterator[Posting]:
    """What gives up the numbers that these events gave, those that stand."""
    for event in run_events:
        if event.kind != CASE:
            continue
        case = books.cases.cases.get(from_plain(CaseOpened, event.payload).line_id)
        if case and case.key == event.key:
            yield CaseWithdrawal(case)
