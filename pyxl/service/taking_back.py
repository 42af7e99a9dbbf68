"""The undo of what customer service recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pyxl.core.changes import ChangeList
from pyxl.core.labels import Text
from pyxl.core.outcome import Posting
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.ledger.books import Books, RecordedEvent
from pyxl.ledger.cases.cases import CaseState
from pyxl.ledger.cases.events import (
    CASE,
    CASE_RECEIVED,
    CASE_RECEIVED_WITHDRAWN,
    CASE_REOPENED,
    CASE_SETTLED,
    CASE_WITHDRAWN,
    DEBIT_NOTE,
    DEBIT_NOTE_WITHDRAWN,
    GOODS_RETURNED,
    GOODS_RETURNED_UNDONE,
    CaseOpened,
    CaseReceived,
    CaseSettled,
    GoodsReturned,
)
from pyxl.service.cases.posting import CaseWithdrawal
from pyxl.service.debit_notes.posting import debit_withdrawal
from pyxl.service.incoming.posting import ReceivedWithdrawal
from pyxl.service.returns.posting import ReturnUndone
from pyxl.service.settling.posting import ReopenPosting
from pyxl.stock.reversing import Reversing, movement_back

SERVICE_FOR_GOOD = frozenset(
    {CASE_WITHDRAWN, CASE_REOPENED, CASE_RECEIVED_WITHDRAWN, GOODS_RETURNED_UNDONE, DEBIT_NOTE_WITHDRAWN}
)
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

E_UNDO_REPLACED = RefusalKind(
    "E_UNDO_REPLACED",
    Text(
        "Case {number} cannot be opened again: the replacement was delivered with {note}.",
        "Fall {number} lässt sich nicht wieder öffnen: Der Ersatz ist mit {note} geliefert.",
    ),
    Text("Undo the delivery first.", "Zuerst die Lieferung zurücknehmen."),
)
E_UNDO_DEBITED = RefusalKind(
    "E_UNDO_DEBITED",
    Text(
        "Case {number} cannot be opened again: the supplier had debit note {note} for it.",
        "Fall {number} lässt sich nicht wieder öffnen: Der Lieferant hat dafür die Belastungsanzeige {note}.",
    ),
    Text("Undo “Write debit notes” first.", "Zuerst „Belastungsanzeigen“ zurücknehmen."),
)
E_UNDO_RETURNED = RefusalKind(
    "E_UNDO_RETURNED",
    Text(
        "Case {number} cannot be opened again: goods of {rma} came in.",
        "Fall {number} lässt sich nicht wieder öffnen: Ware zu {rma} ist eingegangen.",
    ),
    Text("Undo “Receive returns” first.", "Zuerst „Rücksendung buchen“ zurücknehmen."),
)


def cases_taken_back(run_events: Iterable[RecordedEvent], books: Books, as_of: date) -> Iterator[Posting]:
    """What gives up the numbers that these events gave, opens the cases that they settled, and books returns out again.

    Refused E_UNDO_CASE, E_UNDO_REPLACED, E_UNDO_RETURNED, and E_UNDO_GOODS_GONE where returned goods went on.
    """
    events = list(run_events)
    yield from _returns_taken_back(events, books, as_of)
    for event in events:
        if event.kind == CASE:
            case = books.cases.cases.get(from_plain(CaseOpened, event.payload).line_id)
            if case and case.key == event.key:
                if case.settled:
                    raise E_UNDO_CASE.because(number=case.number)
                yield CaseWithdrawal(case)
        elif event.kind == DEBIT_NOTE:
            if back := debit_withdrawal(event.number, event.payload, books):
                yield back
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
                _demand_free(case, settled, books)
                yield ReopenPosting(settled, event.key, event.number)


def _demand_free(case: CaseState, settled: CaseSettled, books: Books) -> None:
    """Nothing went out or came in by this solution."""
    line = settled.replacement
    notes = [state.number for state, _ in books.stock.deliveries_of(line.line_id)] if line else []
    if notes:
        raise E_UNDO_REPLACED.because(number=case.number, note=tuple(notes))
    if noted := books.cases.debited.get(settled.line_id):
        raise E_UNDO_DEBITED.because(number=case.number, note=noted[0])
    returned = books.cases.return_of(settled.line_id)
    if returned and returned.receipts:
        raise E_UNDO_RETURNED.because(number=case.number, rma=returned.number)


def _returns_taken_back(events: list[RecordedEvent], books: Books, as_of: date) -> Iterator[Posting]:
    """The latest first; reservations give way where goods go that were held."""
    goods = Reversing(books.stock, as_of)
    for event in reversed(events):
        if event.kind != GOODS_RETURNED:
            continue
        returned = from_plain(GoodsReturned, event.payload)
        state = books.cases.returns.get(returned.return_number)
        if state is None or event.key not in dict(state.receipts):
            continue
        changes = ChangeList()
        back = tuple(movement_back(each, as_of) for each in returned.movements)
        goods.move_back(back, changes)
        yield ReturnUndone(event.key, returned, state, back, changes.done())
    goods.give_way()
    yield from goods.postings
