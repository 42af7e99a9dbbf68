"""`pyxl journal adopt`: going on with this journal although the workbook knows another one. Recorded for ever.

It is the last resort after E_JOURNAL_ROLLBACK or E_JOURNAL_FORK, when the newest copy is lost; and the answer to the
question "moved or copied?" when the journal came to another computer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pyxl.app.checking import rules
from pyxl.app.checking.checking import place_names
from pyxl.app.checking.comparing import compare_tab
from pyxl.app.desk import Desk, Snapshot
from pyxl.app.projection import PROJECTED, project
from pyxl.app.recording import Stamp
from pyxl.app.registry import Action, Group
from pyxl.app.runner import Report
from pyxl.app.runs import (
    RunEntry,
    anchor_of,
    both,
    interrupted_runs,
    next_run_id,
    opened_for_run,
    record_run,
    run_count,
)
from pyxl.app.settling import settle
from pyxl.app.sheet_findings import key_text
from pyxl.core.changes import NO_CHANGES
from pyxl.core.findings import Finding
from pyxl.core.labels import Label, Text
from pyxl.core.outcome import Outcome
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.core.schema import TABLES
from pyxl.core.tables import map_columns
from pyxl.core.text import clean
from pyxl.journal.journal import Journal
from pyxl.journal.records import Anchor

ADOPT = Action(
    "journal-adopt",
    Group.HELP,
    Label("Adopt journal", "Journal übernehmen"),
    "FileCheckIn",
    "",
    Label(
        "Goes on with this journal although the workbook knows another one; recorded with your reason.",
        "Arbeitet mit diesem Journal weiter, obwohl die Mappe ein anderes kennt; mit Begründung vermerkt.",
    ),
)
NO_REASON = RefusalKind(
    "E_NO_REASON",
    Text("Adopting a journal needs a reason.", "Ein Journal wird nur mit Begründung übernommen."),
    Text(
        "Write in a few words what happened to the newest copy: it stays in the journal for the auditor.",
        "In wenigen Worten schreiben, was aus der neuesten Kopie wurde: Es bleibt für die Prüfung im Journal.",
    ),
)
NOTHING_TO_ADOPT = Text(
    "The journal fits the workbook and this computer: there is nothing to adopt.",
    "Das Journal passt zur Mappe und zu diesem Rechner: Es gibt nichts zu übernehmen.",
)
SUMMARY = Text(
    "The journal counts from event {here} on; the workbook knew event {there}. Reason: {reason}",
    "Das Journal gilt ab Ereignis {here}; die Mappe kannte Ereignis {there}. Grund: {reason}",
)


def adopt(desk: Desk, *, reason: str, as_of: date, now: str, user: str, apply: bool = False) -> Report:
    """Takes the journal beside the workbook for the right one; without `apply` it only says what that means.

    Its findings name the numbers that this journal would give again. Refused E_NO_REASON without a reason,
    E_JOURNAL_TAMPERED when the journal was changed from outside: such a one is never adopted.
    """
    why = clean(reason)
    if not why:
        raise NO_REASON.because()
    with opened_for_run(desk, writes=apply) as journal:
        journal.demand_untampered()
        snapshot = desk.read(PROJECTED)
        anchor, fits = _anchor(snapshot, journal)
        if fits and not journal.moved:
            return _report(snapshot, Outcome(NOTHING_TO_ADOPT.bind()), applied=apply)
        there = anchor.seq if anchor else Label("none", "keines")
        summary = SUMMARY.bind(here=journal.tip().seq, there=there, reason=why)
        report = _report(snapshot, Outcome(summary, lost_numbers(snapshot, journal)), applied=False)
        if not apply:
            return report
        stamp = Stamp(_free_run_id(snapshot, journal), now)
        anchors = [anchor] if anchor and not fits else []
        journal.adopt(anchors, reason=why, run_id=stamp.run_id, recorded_at=now)
        record_run(journal, stamp, RunEntry(ADOPT.id, ADOPT.label, both(summary), user, as_of.isoformat()))
        settled = settle(desk, journal, snapshot.language, stamp)
    return replace(report, applied=True, run_id=stamp.run_id, conflicts=settled.conflicts)


def _report(snapshot: Snapshot, outcome: Outcome, *, applied: bool) -> Report:
    return Report(ADOPT.id, applied, outcome, NO_CHANGES, snapshot.language, place_names(snapshot))


def _anchor(snapshot: Snapshot, journal: Journal) -> tuple[Anchor | None, bool]:
    """What the workbook knows of a journal, and whether this one is it. An unreadable anchor fits none."""
    try:
        anchor = anchor_of(snapshot)
    except Refused:
        return None, False
    return anchor, anchor is None or journal.compare_anchor(anchor) == "ok"


def lost_numbers(snapshot: Snapshot, journal: Journal) -> tuple[Finding, ...]:
    """Documents of the Invoices tab that this journal does not know: it would give their numbers again."""
    expected = project(list(journal.events())).tabs["Invoices"]
    unknown = compare_tab(snapshot.tabs["Invoices"], expected, snapshot.language).unknown
    return tuple(rules.NUMBER_LOST.at(cell, key=cell.key) for cell in unknown if cell.key)


def _free_run_id(snapshot: Snapshot, journal: Journal) -> str:
    """Above every run that the Log tab still tells of: the lines of lost runs are what shows what was lost."""
    raw = snapshot.tabs["Log"]
    position = map_columns(TABLES["Log"], raw).positions["run_id"]
    known = [key_text(row[position]) for row in raw.rows] + interrupted_runs(journal)
    return next_run_id(journal, max(map(run_count, known), default=0))
