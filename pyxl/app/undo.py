"""Taking back a whole run, also when Ctrl+Z is long dead.

Cells get their old value back where pyxl's value still stands; what a person changed since stays and is said.
What is in the journal is never deleted: an allocation is released, an import withdrawn, an invoice cancelled by a
document with a number of its own. An undo is a run too and can be undone, unless it cancelled invoices.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyxl.app.desk import Desk
from pyxl.app.inputs import read_settings
from pyxl.app.moving_up import without_moves
from pyxl.app.period_lock import demand_open, moved_lock
from pyxl.app.recording import CELLS, RUN, Stamp, booked, booked_event, books_of, record_postings
from pyxl.app.runner import Report, print_ahead
from pyxl.app.runs import (
    RunEntry,
    both,
    demand_known_journal,
    finish_interrupted,
    next_run_id,
    opened_for_run,
    read_fitting,
    run_draft,
)
from pyxl.app.settling import Settled, settle
from pyxl.app.stored_changes import unpack
from pyxl.app.tools import UNDO
from pyxl.banking.amending import amendments_taken_back, set_apart
from pyxl.banking.releasing import release_postings
from pyxl.banking.reposting import repost_postings
from pyxl.banking.undo_refusals import demand_unlocked
from pyxl.core.changes import NO_CHANGES, ChangeSet, ClearRow, joined
from pyxl.core.labels import Counted, Label, Language, Text
from pyxl.core.outcome import Outcome, Posting
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import schema_of
from pyxl.deliveries.taking_back import goods_taken_back
from pyxl.dunning.hand_over_posting import hand_over_withdrawal
from pyxl.dunning.posting import withdrawal_of
from pyxl.dunning.writing_off import write_offs_taken_back
from pyxl.intake.taking_back import orders_taken_back
from pyxl.invoicing.cancelling import cancellation_posting, credit_reversal
from pyxl.invoicing.self_bill_posting import self_bill_cancellation
from pyxl.journal.journal import Journal
from pyxl.journal.place import journal_place
from pyxl.journal.records import Event
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books, Find, RecordedEvent
from pyxl.ledger.late_money.dunning import DUNNING, DUNNING_WITHDRAWN
from pyxl.ledger.late_money.hand_overs import HAND_OVER, HAND_OVER_WITHDRAWN
from pyxl.ledger.late_money.write_offs import WRITE_OFF_REVERSED
from pyxl.payables.taking_back import FOR_GOOD, TAKEN_BACK_FOR_GOOD, payable_reversals
from pyxl.receivables.withdrawing import withdrawal_posting
from pyxl.service.taking_back import SERVICE_FOR_GOOD, cases_taken_back
from pyxl.settings import Settings

_LISTS = frozenset({"Payments"})
"""Tabs whose rows follow from no event though one takes them away: what is taken back stands in them again, unticked,
for money leaves only by a tick that was set for it."""
NOTHING_TO_UNDO = RefusalKind(
    "E_NOTHING_TO_UNDO",
    Text("There is no run to take back.", "Es gibt keinen Lauf, der zurückzunehmen wäre."),
    Text("The Log tab lists the runs.", "Das Blatt Protokoll nennt die Läufe."),
)
NO_SUCH_RUN = RefusalKind(
    "E_NO_SUCH_RUN",
    Text("There is no run {run}.", "Einen Lauf {run} gibt es nicht."),
    Text("The Log tab lists the runs.", "Das Blatt Protokoll nennt die Läufe."),
)
ALREADY_UNDONE = RefusalKind(
    "E_ALREADY_UNDONE",
    Text("Run {run} was taken back already.", "Lauf {run} ist schon zurückgenommen."),
    Text("To take back the undo, name its own run.", "Um die Rücknahme zurückzunehmen, deren eigenen Lauf nennen."),
)
CANCELLED_FOR_GOOD = RefusalKind(
    "E_UNDO_CANCELLATION",
    Text(
        "Run {run} cancelled invoices; a cancellation stands.",
        "Lauf {run} hat Rechnungen storniert; ein Storno bleibt.",
    ),
    Text(
        "Issue the invoices again with “Create invoices”.", "Die Rechnungen mit „Rechnungen erstellen“ neu ausstellen."
    ),
)
_CANCELLED_BY: dict[str, Callable[[Mapping[str, object], Books, Settings, date], Posting | None]] = {
    ev.INVOICE: cancellation_posting,
    ev.CREDIT: credit_reversal,
    ev.SELF_BILL: self_bill_cancellation,
}
"""What takes back a document with a number."""
WITHDRAWN_FOR_GOOD = RefusalKind(
    "E_UNDO_WITHDRAWAL",
    Text(
        "Run {run} withdrew a SEPA batch; a withdrawal stands.",
        "Lauf {run} hat einen SEPA-Sammler zurückgezogen; das bleibt so.",
    ),
    Text("Collect again: it becomes a new batch.", "Neu einziehen: Es wird ein neuer Sammler."),
)
LETTERS_WITHDRAWN_FOR_GOOD = RefusalKind(
    "E_UNDO_DUNNING_WITHDRAWAL",
    Text(
        "Run {run} took dunning letters, write-offs or hand-overs back; they stay taken back.",
        "Lauf {run} hat Mahnungen, Ausbuchungen oder Abgaben zurückgenommen; das bleibt so.",
    ),
    Text("Do it again: it becomes a new letter or entry.", "Neu ausführen: Es wird ein neuer Brief oder Eintrag."),
)
SUMMARY = Text(
    "Run {run} ({action}, {day}) is taken back: {what}.",
    "Lauf {run} ({action}, {day}) ist zurückgenommen: {what}.",
)
QUESTION = Text(
    "Run {run} ({action}, {day}) will be taken back: {what}.",
    "Lauf {run} ({action}, {day}) wird zurückgenommen: {what}.",
)
REVERSED = Text("{count} reversed", "{count} umgekehrt")
PUT_BACK = Text("{count} put back", "{count} zurückgesetzt")
ENTRY_NOUN = Label("entry", "Buchung"), Label("entries", "Buchungen")
CELL_NOUN = Label("cell change", "Zelländerung"), Label("cell changes", "Zelländerungen")
FINISHED = Text(
    "Taking back run {run} was interrupted; now it is done.",
    "Die Rücknahme von Lauf {run} war unterbrochen; jetzt ist sie erledigt.",
)


@dataclass(frozen=True)
class UndoRequest:
    """What to take back, and when; without `run_id` the last run that stands."""

    run_id: str | None
    as_of: date
    now: str
    user: str
    apply: bool


def undo(desk: Desk, request: UndoRequest) -> Report:
    """Takes a run back. Refused when there is none, or when later runs stand on it."""
    snapshot = desk.read([schema_of(Settings)])
    demand_known_journal(desk.path, snapshot)
    if not journal_place(desk.path).path.exists():  # pyxl never wrote here: there is no run.
        raise NO_SUCH_RUN.because(run=request.run_id) if request.run_id else NOTHING_TO_UNDO.because()
    with opened_for_run(desk, writes=request.apply) as journal:
        return _undo(desk, journal, request)


def _undo(desk: Desk, journal: Journal, request: UndoRequest) -> Report:
    snapshot = read_fitting(desk, journal, [schema_of(Settings)])
    if request.apply:
        begun = _owing_undo(journal)
        finished = finish_interrupted(desk, journal, snapshot.language, request.now, request.user)
        if begun and request.run_id in (None, begun.payload["undoes"]):
            return _finished(begun, finished, snapshot.language)
    target = find_run(journal, request.run_id)
    settings, _ = read_settings(snapshot)
    books = books_of(journal)
    postings = reversing_postings(journal, target, books, settings, request.as_of)
    demand_open(postings, settings.locked_until, request.as_of)
    cells = run_cells(journal, target).inverse()
    facts = _facts(target, len(postings), len(cells))
    question = QUESTION.bind(**facts)
    summary = SUMMARY.bind(**facts) if request.apply else question
    counts = {"postings": len(postings), "cells": len(cells)}
    outcome = Outcome(summary, postings=postings, counts=counts, confirmation=question)
    numbers = [""] * len(postings)
    report = Report("undo", False, outcome, cells, snapshot.language)
    if request.apply:
        printed = print_ahead(desk, outcome, journal)
        stamp = Stamp(next_run_id(journal), request.now)
        closing = run_draft(stamp, _entry(request, target, outcome), cells)
        moved = moved_lock(books, settings.locked_until, request.user, request.as_of) if postings else ()
        recorded = record_postings(journal, (*moved, *postings), stamp, closing)
        numbers = [each.number for each in recorded[len(moved) :]]
        settled = settle(desk, journal, snapshot.language, stamp, printed=printed)
        report = report.settled(settled, stamp.run_id)
    followed = (posting.changes(number) for posting, number in zip(postings, numbers, strict=True))
    return replace(report, changes=joined((cells, *followed)))


def _facts(target: Event, postings: int, cells: int) -> dict[str, object]:
    """What is said of a run before it is taken back, and afterwards."""
    parts = (
        (postings, REVERSED.bind(count=Counted(postings, *ENTRY_NOUN))),
        (cells, PUT_BACK.bind(count=Counted(cells, *CELL_NOUN))),
    )
    return {
        "run": target.run_id,
        "action": Label(**target.payload["label"]),
        "day": date.fromisoformat(target.recorded_at[:10]),
        "what": tuple(part for count, part in parts if count) or (parts[0][1],),
    }


def _owing_undo(journal: Journal) -> Event | None:
    """The undo that was recorded and then killed: who starts again means this one, not the run before it."""
    owing = {item.event_seq for item in journal.pending()}
    runs = {event.run_id for event in journal.events() if event.seq in owing}
    undos = (run for run in journal.events(kinds=(RUN,)) if run.payload["undoes"])
    return next((run for run in undos if run.run_id in runs), None)


def _finished(begun: Event, settled: Settled, language: Language) -> Report:
    outcome = Outcome(FINISHED.bind(run=begun.payload["undoes"]))
    return Report(
        UNDO.id,
        True,
        outcome,
        NO_CHANGES,
        language,
        documents=settled.documents,
        conflicts=settled.conflicts,
        run_id=begun.run_id,
    )


def find_run(journal: Journal, run_id: str | None) -> Event:
    """The run to take back: the one named, or the last that stands and is no undo itself."""
    runs = list(journal.events(kinds=(RUN,)))
    undone = undone_runs(runs)
    if run_id is None:
        standing = [run for run in runs if run.run_id not in undone and run.payload["action"] != UNDO.id]
        if not standing:
            raise NOTHING_TO_UNDO.because()
        return standing[-1]
    found = next((run for run in runs if run.run_id == run_id), None)
    if found is None:
        raise NO_SUCH_RUN.because(run=run_id)
    if run_id in undone:
        raise ALREADY_UNDONE.because(run=run_id)
    return found


def undone_runs(runs: Sequence[Event]) -> set[str]:
    """The runs that are taken back as things stand: an undo that was undone itself counts no more."""
    undone: set[str] = set()
    target_of = {run.run_id: run.payload["undoes"] for run in runs}
    for run in runs:
        target = run.payload["undoes"]
        if target:
            undone.add(target)
            undone.discard(target_of.get(target, ""))
    return undone


def run_cells(journal: Journal, target: Event) -> ChangeSet:
    """The cells a run wrote that follow from no event of the books; its line in the Log stays."""
    items = [item for item in journal.owed_by(target.run_id) if item.target == CELLS]
    own = joined(unpack(item.payload) for item in items if item.event_seq == target.seq)
    followed = joined(unpack(item.payload) for item in items if item.event_seq != target.seq)
    listed = (change for change in followed if change.tab in _LISTS and isinstance(change, ClearRow))
    unticked = ChangeSet(tuple(replace(row, values={**row.values, "pay": False}) for row in listed))
    return unticked + without_moves(ChangeSet(tuple(change for change in own if change.tab != "Log")))


def reversing_postings(
    journal: Journal, target: Event, books: Books, settings: Settings, as_of: date
) -> tuple[Posting, ...]:
    """What reverses the events of a run: cancellations of invoices, releases of allocations, withdrawals of imports."""
    events = tuple(booked(journal.events(run_id=target.run_id)))
    return reversals(target.run_id, events, books, settings, as_of, lambda key: booked_event(journal, key))


def reversals(
    run_id: str, events: Sequence[RecordedEvent], books: Books, settings: Settings, as_of: date, find: Find
) -> tuple[Posting, ...]:
    """What reverses these events of a run. `find` gives an earlier event by its key."""
    if any(event.kind in (ev.CANCELLATION, ev.SELF_BILL_CANCELLATION) for event in events):
        raise CANCELLED_FOR_GOOD.because(run=run_id)
    demand_unlocked(events, settings.locked_until)
    if any(event.kind == ev.BATCH_WITHDRAWN for event in events):
        raise WITHDRAWN_FOR_GOOD.because(run=run_id)
    if any(event.kind in (DUNNING_WITHDRAWN, WRITE_OFF_REVERSED, HAND_OVER_WITHDRAWN) for event in events):
        raise LETTERS_WITHDRAWN_FOR_GOOD.because(run=run_id)
    if any(event.kind in FOR_GOOD | SERVICE_FOR_GOOD for event in events):
        raise TAKEN_BACK_FOR_GOOD.because(run=run_id)
    issued = [event for event in events if event.kind in _CANCELLED_BY]
    cancelled = [_CANCELLED_BY[event.kind](event.payload, books, settings, as_of) for event in issued]
    withdrawn = [withdrawal_posting(event.payload, books) for event in events if event.kind == ev.BATCH]
    letters: list[Posting | None] = [withdrawal_of(event.payload, books) for event in events if event.kind == DUNNING]
    letters += [hand_over_withdrawal(event.payload, books) for event in events if event.kind == HAND_OVER]
    amended, others = set_apart(events)
    back = amendments_taken_back(books, amended, find)
    released = release_postings(books, others)
    posted_again = repost_postings(books, others, find)
    reversed_ones = (posting for posting in (*cancelled, *withdrawn, *letters) if posting)
    goods = goods_taken_back(run_id, events, books, as_of)
    orders = orders_taken_back(events, books, find)
    payable = payable_reversals(events, books)
    write_offs = write_offs_taken_back(events, books)
    cases = cases_taken_back(events, books, as_of)
    return (*reversed_ones, *payable, *write_offs, *back, *released, *posted_again, *goods, *orders, *cases)


def _entry(request: UndoRequest, target: Event, outcome: Outcome) -> RunEntry:
    return RunEntry(
        UNDO.id, UNDO.label, both(outcome.summary), request.user, request.as_of.isoformat(), undoes=target.run_id
    )
