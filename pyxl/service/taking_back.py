"""The undo of what customer service recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyxl.core.labels import Text
from pyxl.core.outcome import Posting
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.ledger.books import Books, RecordedEvent
from pyxl.ledger.case_events import (
    CASE,
    CASE_RECEIVED,
    CASE_RECEIVED_WITHDRAWN,
    CASE_REOPENED,
    CASE_SETTLED,
    CASE_WITHDRAWN,
    CaseOpened,
    CaseReceived,
    CaseSettled,
)
from pyxl.service.posting import CaseWithdrawal
from pyxl.service.receiving_posting import ReceivedWithdrawal
from pyxl.service.settling_posting import ReopenPosting

SERVICE_FOR_GOOD = frozenset({CASE_WITHDRAWN, CASE_REOPENED, CASE_RECEIVED_WITHDRAWN})
"""A number that was given up stays given up, a solution that was taken back too; the step is done again."""
E_UNDO_CASE = RefusalKind(
    "E_UNDO_CASE",
    Text(
        "Case {number} cannot be taken back: it is settled.",
        "Fall {number} lässt sich nicht zurücknehmen: Er ist erledigt.",
    ),
    Text("Undo the settling first.", "Zuerst das Erledigen zurücknehmen."),
)
E_UNDO_RECEIVED = RefusalKind(
    "E_UNDO_RECEIVED_CASE",
    Text(
        "{file} cannot be taken back: it is registered as case {number}.",
        "{file} lässt sich nicht zurücknehmen: Es ist als Fall {number} erfasst.",
    ),
    Text("Undo the registering first.", "Zuerst das Erfassen zurücknehmen."),
)


def cases_taken_back(run_events: Iterable[RecordedEvent], books: Books) -> Iterator[Posting]:
    """What gives up the numbers that these events gave, and opens the cases that they settled. Refused E_UNDO_CASE."""
    for event in run_events:
        if event.kind == CASE:
            case = books.cases.cases.get(from_plain(CaseOpened, event.payload).line_id)
            if case and case.key == event.key:
                if case.settled:
                    raise E_UNDO_CASE.because(number=case.number)
                yield CaseWithdrawal(case)
        elif event.kind == CASE_RECEIVED:
            received = from_plain(CaseReceived, event.payload)
            opened = books.cases.cases.get(received.line_id)
            if opened:
                raise E_UNDO_RECEIVED.because(file=received.file_name, number=opened.number)
            if books.cases.received.get(received.identity, ("",))[0] == event.key:
                yield ReceivedWithdrawal(received, event.key)
        elif event.kind == CASE_SETTLED:
            settled = from_plain(CaseSettled, event.payload)
            case = books.cases.cases.get(settled.line_id)
            if case and case.settled == settled:
                yield ReopenPosting(settled, event.key)
