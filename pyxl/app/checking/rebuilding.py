"""`pyxl rebuild`: the tabs and documents again from the journal. A run like any other: previewed, logged, undoable.

Only what the journal knows is touched. Her own columns and rows stay, and so do rows the journal does not know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from pyxl.app.checking import rules
from pyxl.app.checking.book_checks import DOCUMENTS, document_places
from pyxl.app.checking.checking import place_names, with_tabs
from pyxl.app.checking.comparing import compare_tab
from pyxl.app.checking.document_files import DocumentState, compare_documents
from pyxl.app.desk import Desk, Snapshot
from pyxl.app.printed import Progress
from pyxl.app.printing import print_documents
from pyxl.app.projection import PROJECTED, Projection, project
from pyxl.app.recording import DOCUMENT, Stamp
from pyxl.app.runner import Report
from pyxl.app.runs import (
    RunEntry,
    both,
    finish_interrupted,
    next_run_id,
    opened_for_run,
    read_fitting,
    record_run,
)
from pyxl.app.settling import documents_folder, kept_path, settle
from pyxl.app.tools import REBUILD
from pyxl.core.changes import ChangeList, ChangeSet, SetCell
from pyxl.core.findings import Finding
from pyxl.core.labels import Label, Text
from pyxl.core.outcome import DocumentRequest, Outcome
from pyxl.core.plain import from_plain, to_plain
from pyxl.journal.journal import Journal
from pyxl.journal.records import Event, OutboxDraft

WHY = Label("as in the journal", "wie im Journal")
SUMMARY = Text(
    "{rows} rows and {cells} cells are put back as the journal has them, {documents} documents printed again.",
    "{rows} Zeilen und {cells} Zellen nach dem Journal hergestellt, {documents} Belege neu gedruckt.",
)


@dataclass(frozen=True)
class _Plan:
    changes: ChangeSet
    documents: tuple[DocumentRequest, ...]
    findings: tuple[Finding, ...]

    def __bool__(self) -> bool:
        return bool(self.changes or self.documents)


def rebuild(
    desk: Desk, *, as_of: date, now: str, user: str, apply: bool = False, progress: Progress | None = None
) -> Report:
    """Brings workbook and documents to what the journal says; without `apply` it only says what it would do.

    `now` is ISO text with zone. Refused when the journal was changed from outside (E_JOURNAL_TAMPERED) or is not the
    workbook's (E_JOURNAL_ROLLBACK, E_JOURNAL_FORK): nothing may be made from such a journal.
    """
    with opened_for_run(desk, writes=apply) as journal:
        journal.demand_untampered()
        snapshot = read_fitting(desk, journal, PROJECTED)
        if apply and finish_interrupted(desk, journal, snapshot.language, now, user).cells:
            snapshot = desk.read(PROJECTED)
        plan = _plan(desk, journal, snapshot)
        report = _report(snapshot, plan)
        if not apply or not plan:
            return replace(report, applied=apply)
        stamp = Stamp(next_run_id(journal), now)
        entry = RunEntry(REBUILD.id, REBUILD.label, both(report.outcome.summary), user, as_of.isoformat())
        drafts = tuple(OutboxDraft(DOCUMENT, to_plain(each, DocumentRequest)) for each in plan.documents)
        record_run(journal, stamp, entry, plan.changes, drafts)
        settled = settle(desk, journal, snapshot.language, stamp, progress)
    return report.settled(settled, stamp.run_id)


def _report(snapshot: Snapshot, plan: _Plan) -> Report:
    cells = sum(isinstance(change, SetCell) for change in plan.changes)
    counts = {"rows": len(plan.changes) - cells, "cells": cells, "documents": len(plan.documents)}
    outcome = Outcome(SUMMARY.bind(**counts), plan.findings, changes=plan.changes, counts=counts)
    return Report(
        REBUILD.id,
        False,
        outcome,
        plan.changes,
        snapshot.language,
        place_names(snapshot),
        planned_documents=tuple(each.path for each in plan.documents),
    )


def _plan(desk: Desk, journal: Journal, snapshot: Snapshot) -> _Plan:
    events = list(journal.events())
    projection = project(events)
    snapshot = with_tabs(desk, snapshot, projection.tabs)
    state = compare_documents(documents_folder(desk.path), projection.documents)
    wanted = {each.path for each in (*state.missing, *(changed for changed, _ in state.changed))}
    requests = document_requests(journal, events, wanted)
    findings = _document_findings(desk, snapshot, projection, state, requests)
    return _Plan(tab_changes(snapshot, projection), tuple(requests.values()), findings)


def tab_changes(snapshot: Snapshot, projection: Projection) -> ChangeSet:
    """What brings the tabs to what the journal says: missing rows appended, differing cells set."""
    changes = ChangeList()
    for tab, expected in projection.tabs.items():
        found = compare_tab(snapshot.tabs[tab], expected, snapshot.language)
        for each in found.cells:
            assert each.cell.column is not None, "a differing cell has its column"
            changes.set(tab, each.cell.key, each.cell.column, each.found, each.expected, WHY)
        for missing in found.missing:
            changes.append(tab, missing.key, {**missing.row.values, **missing.row.when_new}, WHY)
    return changes.done()


def document_requests(journal: Journal, events: list[Event], paths: Collection[str]) -> dict[str, DocumentRequest]:
    """What the documents at these paths are printed from: the runs that owed them kept it, each the newest."""
    found: dict[str, DocumentRequest] = {}
    runs = dict.fromkeys(event.run_id for event in events) if paths else ()
    for run_id in runs:
        for item in journal.owed_by(run_id):
            if item.target == DOCUMENT and item.payload["path"] in paths:
                found[item.payload["path"]] = from_plain(DocumentRequest, item.payload)
    return found


def _document_findings(
    desk: Desk,
    snapshot: Snapshot,
    projection: Projection,
    state: DocumentState,
    requests: Mapping[str, DocumentRequest],
) -> tuple[Finding, ...]:
    """Prints once before anything is recorded: a broken template is found first, and a changed one is told."""
    if not requests:
        return ()
    places, findings = document_places(snapshot), []
    printed = dict(zip(requests, print_documents(desk.path, list(requests.values())), strict=True))
    for path, data in printed.items():
        recorded = projection.documents[path]
        if sha256(data).hexdigest() != recorded.sha256:
            findings.append(rules.DOCUMENT_DIFFERS.at(places.get(recorded.number, DOCUMENTS), path=path))
    for changed, found in state.changed:
        kept = kept_path(Path(changed.path), found).as_posix()
        findings.append(rules.DOCUMENT_KEPT.at(places.get(changed.number, DOCUMENTS), path=changed.path, kept=kept))
    return tuple(findings)
