"""`pyxl check`: the journal in itself, the workbook and the documents beside it. Says nothing when all is well.

It writes nothing and repairs nothing; every finding names its remedy.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from pyxl.app.checking import rules
from pyxl.app.checking.book_checks import (
    JOURNAL,
    check_anchor,
    check_attachments,
    check_documents,
    check_goods,
    check_numbers,
    check_owed,
    check_received_files,
    check_sums,
    check_tabs,
    owed_by,
)
from pyxl.app.checking.comparing import rows_count
from pyxl.app.checking.document_files import compare_documents
from pyxl.app.desk import Desk, Snapshot
from pyxl.app.projection import PROJECTED, project
from pyxl.app.runner import Report
from pyxl.app.runs import existing_journal
from pyxl.app.settling import documents_folder
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.changes import NO_CHANGES
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Language, Text
from pyxl.core.outcome import Outcome
from pyxl.journal.journal import Journal
from pyxl.journal.place import book_folder
from pyxl.journal.run_lock import LOCK_NAME, run_lock

FINE = Text(
    "All is well: {events} entries of the journal, {rows} rows and {documents} documents agree.",
    "Alles stimmt: {events} Einträge im Journal, {rows} Zeilen und {documents} Belege passen zusammen.",
)
NOT_FINE = Text(
    "{errors}, {notes}; checked: {events} entries of the journal, {rows} rows, {documents} documents.",
    "{errors}, {notes}; geprüft: {events} Einträge im Journal, {rows} Zeilen, {documents} Belege.",
)
_ERRORS = Label("error", "Fehler"), Label("errors", "Fehler")
_NOTES = Label("note", "Hinweis"), Label("notes", "Hinweise")
PLACES = {"Journal": Label("Journal", "Journal"), "Documents": Label("Documents", "Belege")}
"""Where a finding is that is in no tab."""
_UNREADABLE = frozenset({"changed", "swapped"})
"""After these defects of the chain, the content of the events is worth nothing."""


def check_book(desk: Desk) -> Report:
    """Everything that is not as it should be. Refused only where nothing can be read (no workbook, a missing tab).

    Waits for a run that is going on: half a run would look like damage.
    """
    with ExitStack() as stack:
        folder = book_folder(desk.path)
        if os.access(folder / LOCK_NAME, os.W_OK):  # Where nothing can be written, no run is going on.
            stack.enter_context(run_lock(folder, only_looks=True))
        checked = _check(desk, desk.read(PROJECTED), existing_journal(desk.path, stack))
    return _report(checked)


@dataclass
class _Checked:
    """What was looked at, and what was found."""

    snapshot: Snapshot
    events: int = 0
    rows: int = 0
    documents: int = 0
    findings: list[Finding] = field(default_factory=list)


def _check(desk: Desk, snapshot: Snapshot, journal: Journal | None) -> _Checked:
    checked = _Checked(snapshot, findings=list(check_anchor(desk.path, snapshot, journal)))
    if journal is None:
        if not checked.findings:  # Nothing was posted yet: the tabs that are pyxl's must be empty.
            checked.findings += check_tabs(snapshot, project([]).tabs)
        return checked
    problems = journal.verify_chain()
    checked.findings += [rules.CHAIN_BROKEN.at(JOURNAL, seq=each.seq, what=each.told) for each in problems]
    if any(problem.defect in _UNREADABLE for problem in problems):
        return checked
    events = list(journal.events())
    checked.events = len(events)
    checked.findings += check_numbers(events)
    if problems:
        return checked
    projection, owed = project(events), owed_by(journal, events)
    snapshot = checked.snapshot = with_tabs(desk, snapshot, projection.tabs)
    checked.rows, checked.documents = rows_count(projection.tabs), len(projection.documents)
    state = compare_documents(documents_folder(desk.path), projection.documents, owed.documents)
    checked.findings += check_owed(owed, desk.path)
    checked.findings += check_sums(projection.books)
    checked.findings += check_goods(projection.books.stock)
    checked.findings += check_tabs(snapshot, projection.tabs, owed.keys)
    checked.findings += check_documents(state, snapshot)
    checked.findings += check_attachments(desk.path, events, snapshot)
    checked.findings += check_received_files(desk.path, projection.books)
    return checked


def with_tabs(desk: Desk, snapshot: Snapshot, tabs: Collection[str]) -> Snapshot:
    """The same with the tabs of goods, which a book without goods need not have. Refused where one is missing."""
    more = [SCHEMA_OF_TAB[tab] for tab in tabs if tab not in snapshot.tabs]
    return replace(snapshot, tabs={**snapshot.tabs, **desk.read(more).tabs}) if more else snapshot


def _report(checked: _Checked) -> Report:
    errors = sum(finding.is_error for finding in checked.findings)
    counts: dict[str, int | str] = {
        "events": checked.events,
        "rows": checked.rows,
        "documents": checked.documents,
        "errors": errors,
        "notes": len(checked.findings) - errors,
    }
    found = {"errors": Counted(errors, *_ERRORS), "notes": Counted(len(checked.findings) - errors, *_NOTES)}
    summary = (NOT_FINE if checked.findings else FINE).bind(**{**counts, **found})
    outcome = Outcome(summary, tuple(checked.findings), counts=counts)
    names, language = place_names(checked.snapshot), checked.snapshot.language
    return Report("check", False, outcome, NO_CHANGES, language, names)


def place_names(snapshot: Snapshot) -> dict[str, str]:
    """What tabs are called in this workbook, and the places outside it."""
    language: Language = snapshot.language
    names = {tab: raw.sheet for tab, raw in snapshot.tabs.items()}
    return {**names, **{place: label.text(language) for place, label in PLACES.items()}}
