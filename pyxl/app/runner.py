"""One way for all jobs: read, call, preview; or with `apply`: lock, redo what is owed, read, call, try the documents,
record in the journal, put documents into place, write the cells.

A host gives a `Desk` and a `Request` and shows the `Report`; it knows nothing else of this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pyxl.app.attached_files import keep, look_at
from pyxl.app.desk import KEEPS_CHANGING, Conflict, Desk
from pyxl.app.desk_rows import FindingRow
from pyxl.app.inputs import (
    Inputs,
    demand_usable,
    file_name,
    read_files,
    read_inputs,
    read_tab,
    schemas_for,
    settings_of,
)
from pyxl.app.moving_up import has_moves, where_they_stand, without_moves
from pyxl.app.period_lock import demand_open, moved_lock
from pyxl.app.printed import Printed, Progress, requests_of, while_placing, while_printing
from pyxl.app.recording import Stamp, booked, booked_event, books_of, record_postings
from pyxl.app.registry import Action, call
from pyxl.app.runs import (
    RunEntry,
    both,
    demand_known_journal,
    existing_journal,
    finish_interrupted,
    next_run_id,
    opened_for_run,
    read_fitting,
    run_draft,
)
from pyxl.app.sanctions import sanctioned_names
from pyxl.app.settling import PlacedDocument, Settled, demand_documents_writable, settle
from pyxl.app.sheet_findings import check_changes, findings_changes, told_once
from pyxl.core.changes import ChangeSet, joined
from pyxl.core.fixes import safe_fixes
from pyxl.core.labels import Language, Sentence
from pyxl.core.outcome import NOT_DRAWN, Outcome
from pyxl.core.schema import TABLES
from pyxl.core.tables import Table
from pyxl.journal.journal import Journal
from pyxl.ledger.books import Books
from pyxl.orders.heads import OrderHead

TRIES = 5
"""How often a job is planned anew because its tabs are edited meanwhile."""


@dataclass(frozen=True)
class Request:
    """What a person asked for. `now` is ISO text with zone: the only clock a run knows."""

    action: Action
    as_of: date
    now: str
    user: str
    apply: bool = False
    files: Sequence[Path] = ()
    number: str = ""
    """What was named with the command, such as a customer's number or a month."""
    fix: bool = False
    """Also apply the repairs that are safe."""
    confirm: Callable[[Sentence], bool] = lambda _: True
    """Asked once before something irreversible, with counts and amounts."""
    progress: Progress | None = None


@dataclass(frozen=True)
class Report:
    """What a run found and did, for the host to show."""

    action: str
    applied: bool
    outcome: Outcome
    changes: ChangeSet
    """Without rows that merely move up: what they say is the same."""
    language: Language
    sheets: dict[str, str] = field(default_factory=dict)
    """Tab names as they are in this workbook, by English tab name."""
    documents: tuple[PlacedDocument, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    run_id: str = ""
    planned_documents: tuple[str, ...] = ()
    is_saved: bool = True
    """Whether the workbook on the disk shows it already; an open one may wait for the person to save it."""

    def settled(self, settled: Settled, run_id: str) -> Report:
        """The same run, written."""
        return replace(
            self,
            applied=True,
            run_id=run_id,
            documents=settled.documents,
            conflicts=settled.conflicts,
            is_saved=settled.is_saved,
        )


@dataclass(frozen=True)
class _Plan:
    inputs: Inputs
    outcome: Outcome
    repairs: ChangeSet


def run(desk: Desk, request: Request) -> Report:
    """Runs one action on one workbook. Raises Refused when it cannot; then nothing was written."""
    files = read_files(request.action, request.files)
    # A file that is no workbook of hers is refused here, before any folder or journal is made beside it.
    schemas = schemas_for(request.action)
    snapshot = desk.read(schemas)
    demand_usable(snapshot, schemas)
    demand_known_journal(desk.path, snapshot)
    if not request.apply:
        with ExitStack() as stack:
            journal = existing_journal(desk.path, stack)
            plan = _plan(desk, request, books_of(journal), files, journal)
        return _previewed(plan, request)
    with opened_for_run(desk, writes=True, create=True) as journal:
        return _apply(desk, request, files, journal)


def _plan(desk: Desk, request: Request, books: Books, files: Sequence[object], journal: Journal | None) -> _Plan:
    inputs = read_inputs(desk, request.action)
    given: dict[str, object] = {
        "settings": inputs.settings,
        "settings_findings": inputs.findings,
        "books": books,
        "find": lambda key: booked_event(journal, key),
        "events": lambda: booked(journal.events()) if journal else (),
        "files": tuple(files),
        "user": request.user,
        "number": request.number,
        "progress": request.progress,
    }
    if request.action.asks_for_sanctions:
        given["sanctions"] = sanctioned_names(desk.path)
    if request.action.asks_for_attachments:
        given["attachments"] = look_at(desk.path, inputs.tables[OrderHead])
    outcome = call(request.action, inputs.tables, request.as_of, **given)
    if outcome.postings:
        locked_until = (inputs.settings or settings_of(desk)).locked_until
        demand_open(outcome.postings, locked_until, request.as_of)
        moved = moved_lock(books, locked_until, request.user, request.as_of)
        # Noted first: what is recorded now is posted as the new day has it.
        outcome = replace(outcome, postings=(*moved, *outcome.postings))
    outcome = replace(outcome, findings=told_once(inputs.findings, outcome.findings))
    repairs = safe_fixes(outcome.findings) if request.fix else ChangeSet()
    return _Plan(inputs, outcome, repairs)


def _previewed(plan: _Plan, request: Request) -> Report:
    outcome = plan.outcome
    planned = [posting.changes(NOT_DRAWN) for posting in outcome.postings]
    documents = [each.path for posting in outcome.postings for each in posting.documents(NOT_DRAWN)]
    changes = without_moves(joined((outcome.changes, plan.repairs, *planned)))
    return Report(
        request.action.id,
        False,
        outcome,
        changes,
        plan.inputs.snapshot.language,
        _sheets(plan.inputs),
        planned_documents=tuple(documents),
    )


def _sheets(inputs: Inputs) -> dict[str, str]:
    return {tab: raw.sheet for tab, raw in inputs.snapshot.tabs.items()}


@dataclass(frozen=True)
class _Recorded:
    """A plan that the journal holds now: what is left to do is to put it into effect."""

    plan: _Plan
    stamp: Stamp
    followed: list[ChangeSet]
    """The cells that follow from each posting, now that it has its number."""
    fresh: dict[int, ChangeSet]
    printed: Printed


class _Declined(Exception):
    """The person does not want this plan."""

    def __init__(self, plan: _Plan) -> None:
        super().__init__()
        self.plan = plan


def _apply(desk: Desk, request: Request, files: Sequence[object], journal: Journal) -> Report:
    language = _ready(desk, journal, request)
    try:
        done = _planned_and_recorded(desk, request, files, journal)
    except _Declined as declined:
        return _previewed(declined.plan, request)
    if not done.stamp.run_id:
        return _applied(request, done.plan, ChangeSet(), Settled(), done.stamp)
    settled = settle(desk, journal, language, done.stamp, while_placing(request.progress), done.fresh, done.printed)
    changes = without_moves(joined((done.plan.outcome.changes, done.plan.repairs, *done.followed)))
    return _applied(request, done.plan, changes, settled, done.stamp)


def _planned_and_recorded(desk: Desk, request: Request, files: Sequence[object], journal: Journal) -> _Recorded:
    """A plan of the sheet as it stands, asked for, tried out and recorded. Refused E_KEEPS_CHANGING.

    Asking and trying the documents take their time: a sheet that was changed meanwhile is read and planned again.
    The last time nobody can change it, where the program sees to that.
    """
    books, agreed = books_of(journal), _Agreement(request.confirm)

    def attempt() -> _Recorded | None:
        plan = _plan(desk, request, books, files, journal)
        agreed.demand(plan)
        if not keep(desk.path, plan.outcome.attached):
            return None
        printed = print_ahead(desk, plan.outcome, journal, request.progress)
        return _record(desk, request, plan, journal, printed) if _stands(desk, request, plan.inputs) else None

    for _ in range(TRIES - 1):
        done = attempt()
        if done:
            return done
        _give_line_ids(desk, request)

    def nobody_answers(_: Sentence) -> bool:
        raise KEEPS_CHANGING.because(name=desk.path.name)

    agreed.confirm = nobody_answers
    done = desk.undisturbed(attempt)
    if done is None:
        raise KEEPS_CHANGING.because(name=desk.path.name)
    return done


@dataclass
class _Agreement:
    """What the person said yes to: the same question is asked once."""

    confirm: Callable[[Sentence], bool]
    question: Sentence | None = None

    def demand(self, plan: _Plan) -> None:
        """Asks where something new is irreversible."""
        question = plan.outcome.confirmation
        if question and question != self.question and not self.confirm(question):
            raise _Declined(plan)
        self.question = question


def _record(desk: Desk, request: Request, plan: _Plan, journal: Journal, printed: Printed) -> _Recorded:
    """Into the journal in one go, after all that could be in the way was looked for."""
    plan = _after_moves(plan)
    outcome, own, language = plan.outcome, _own_changes(plan), plan.inputs.snapshot.language
    if not outcome.postings and not own:
        return _Recorded(plan, Stamp("", request.now), [], {}, printed)
    stamp = Stamp(next_run_id(journal), request.now)
    _rehearse(desk, own, outcome, language)
    closing = run_draft(stamp, _entry(request, outcome), own)
    recorded = record_postings(journal, outcome.postings, stamp, closing)
    followed = [posting.changes(each.number) for posting, each in zip(outcome.postings, recorded, strict=True)]
    fresh = {each.event.seq: cells for each, cells in zip(recorded, followed, strict=True) if each.is_new}
    return _Recorded(plan, stamp, followed, fresh, printed)


def _stands(desk: Desk, request: Request, planned: Inputs) -> bool:
    """Whether the job would be given the same again; what else is edited in the workbook does not matter."""
    if not all(_has_keys(table) for table in planned.tables.values()):
        return False
    if desk.read(()).stamp == planned.snapshot.stamp:
        return True
    now = read_inputs(desk, request.action)
    return (now.tables, now.settings) == (planned.tables, planned.settings)


def _has_keys(table: Table[Any]) -> bool:
    """Whether every row has its line id: one that was typed a moment ago, in an open workbook, has none yet."""
    return not table.schema.surrogate_key or all(table.key_of(row) for row in table.rows)


def _applied(request: Request, plan: _Plan, changes: ChangeSet, settled: Settled, stamp: Stamp) -> Report:
    report = Report(request.action.id, True, plan.outcome, changes, plan.inputs.snapshot.language, _sheets(plan.inputs))
    return report.settled(settled, stamp.run_id)


def _ready(desk: Desk, journal: Journal, request: Request) -> Language:
    """Before anything new: the journal fits the workbook, what is owed is done, every row has its key."""
    snapshot = read_fitting(desk, journal, schemas_for(request.action))
    finish_interrupted(desk, journal, snapshot.language, request.now, request.user)
    _give_line_ids(desk, request)
    return snapshot.language


def _give_line_ids(desk: Desk, request: Request) -> None:
    desk.give_line_ids([schema for schema in schemas_for(request.action) if schema.surrogate_key])


def _rehearse(desk: Desk, own: ChangeSet, outcome: Outcome, language: Language) -> None:
    """Refused where a tab that will be written is missing, unusable or cannot grow; before anything is recorded."""
    drafts = (posting.changes(f"…{place}") for place, posting in enumerate(outcome.postings))
    planned = joined((*drafts, own))
    schemas = [TABLES[tab] for tab in dict.fromkeys([*(change.tab for change in planned), "Log"])]
    demand_usable(desk.read(schemas), schemas)
    desk.rehearse(planned, language)


def print_ahead(desk: Desk, outcome: Outcome, journal: Journal, progress: Progress | None = None) -> Printed:
    """Prints every document before a number is drawn: what is in its way is found now."""
    printed, requests = Printed(), requests_of(outcome.postings, journal)
    if requests:
        demand_documents_writable(desk.path, requests)
        printed.print_ahead(desk.path, requests, while_printing(progress))
    return printed


def _after_moves(plan: _Plan) -> _Plan:
    """The plan with its findings where their rows will stand."""
    if not has_moves(plan.outcome.changes):
        return plan
    planned = joined((*(posting.changes(NOT_DRAWN) for posting in plan.outcome.postings), plan.outcome.changes))
    findings = where_they_stand(plan.outcome.findings, planned, plan.inputs.snapshot.tabs)
    return replace(plan, outcome=replace(plan.outcome, findings=findings))


def _own_changes(plan: _Plan) -> ChangeSet:
    """What follows from no event: repairs, the job's own cells, Check columns and the Findings tab."""
    inputs, outcome = plan.inputs, plan.outcome
    checked = check_changes(inputs.snapshot.tabs, outcome.checked_tabs, outcome.findings)
    findings_tab: Any = read_tab(inputs.snapshot, FindingRow)
    shown = findings_changes(findings_tab, outcome.findings, _sheets(inputs))
    return plan.repairs + outcome.changes + checked + shown


def _entry(request: Request, outcome: Outcome) -> RunEntry:
    return RunEntry(
        action=request.action.id,
        label=request.action.label,
        summary=both(outcome.summary),
        user=request.user,
        as_of=request.as_of.isoformat(),
        files=tuple(file_name(path) for path in request.files),
    )
