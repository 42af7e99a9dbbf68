"""What every run does around its own work: make sure that the journal fits the workbook, finish what a killed run
owes, take the next run number, record the run with its line in the Log, and put everything into effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyxl.app.desk import Desk, Snapshot
from pyxl.app.recording import RUN, Stamp, owed_cells
from pyxl.app.settling import Settled, settle
from pyxl.core.changes import NO_CHANGES, AppendRow, CellValue, ChangeSet
from pyxl.core.labels import LANGUAGES, Label, Language, Sentence, Text, show
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.core.schema import TableSchema
from pyxl.journal.journal import Journal
from pyxl.journal.place import book_folder, journal_place, open_journal
from pyxl.journal.records import Anchor, Event, EventDraft, OutboxDraft
from pyxl.journal.refusals import MISSING
from pyxl.journal.run_lock import run_lock
from pyxl.ledger.events import CANCELLATION

ANCHOR_UNREADABLE = RefusalKind(
    "E_ANCHOR_UNREADABLE",
    Text(
        "The workbook's property pyxl.journal, which names the journal, was changed: {found}",
        "Die Eigenschaft pyxl.journal der Mappe, die das Journal nennt, wurde verändert: {found}",
    ),
    Text(
        "Take the last copy of the workbook from the folder backups, or `pyxl journal adopt`, which is recorded.",
        "Die letzte Kopie der Mappe aus dem Ordner backups nehmen, oder `pyxl journal adopt`; das wird vermerkt.",
    ),
)
INTERRUPTED = Label("finished after an interruption", "nach einer Unterbrechung zu Ende gebracht")
_LOGGED = Label("logged", "protokolliert")


@dataclass(frozen=True, slots=True)
class RunEntry:
    """What the journal and the Log tab keep of a run."""

    action: str
    """The id of the action, such as `create-invoices`."""
    label: Label
    summary: Label
    user: str
    as_of: str = ""
    """The day it worked as of, as ISO text."""
    undoes: str = ""
    """The run it took back, if it is an undo."""
    files: tuple[str, ...] = ()


@contextmanager
def opened_for_run(desk: Desk, *, writes: bool, create: bool = False) -> Iterator[Journal]:
    """The journal of the workbook, open; for who `writes`, while no other run can start. Refused E_BUSY, E_JOURNAL_...

    `writes`: refused, too, when the workbook could not be written; before any journal is made.
    """
    desk.read(())  # What is no workbook is refused as that, before its journal is looked for.
    if writes:
        desk.demand_writable()
    if not create and not journal_place(desk.path).path.exists():
        open_journal(desk.path, create=False)  # Refused, and no folder is made for a workbook that has none.
    # Who only looks takes no lock: the lock is a file, and a preview writes nothing.
    with run_lock(book_folder(desk.path)) if writes else nullcontext():
        if writes:
            desk.demand_writable()
        journal, place = open_journal(desk.path, create=create)
        with journal:
            yield journal
            if writes and place.copy_path:  # The journal lies elsewhere: its copy stays beside the workbook.
                journal.keep_copy(place.copy_path)


def existing_journal(book: Path, stack: ExitStack) -> Journal | None:
    """The workbook's journal for who only looks; None where pyxl never recorded anything. `stack` closes it."""
    if not journal_place(book).path.exists():
        return None
    try:
        journal, _ = open_journal(book, create=False)
    except Refused as refused:
        if refused.code == MISSING.code:  # Making it was interrupted: there is nothing in it.
            return None
        raise
    return stack.enter_context(journal)


def read_fitting(desk: Desk, journal: Journal, schemas: Sequence[TableSchema]) -> Snapshot:
    """Reads the tabs. Refused E_JOURNAL_ROLLBACK or E_JOURNAL_FORK when the workbook knows another journal."""
    snapshot = desk.read(schemas)
    anchor = anchor_of(snapshot)
    if anchor:
        journal.demand_anchor(anchor)
    return snapshot


def demand_known_journal(book: Path, snapshot: Snapshot) -> None:
    """Refused E_JOURNAL_MISSING where the workbook knows a journal and there is none; a new one would start afresh."""
    if anchor_of(snapshot) and not journal_place(book).path.exists():
        open_journal(book, create=False)


def anchor_of(snapshot: Snapshot) -> Anchor | None:
    """The journal's tip as the workbook knows it; None in a book pyxl never wrote in. Refused when it is no anchor."""
    if not snapshot.anchor:
        return None
    try:
        return Anchor.parse(snapshot.anchor)
    except ValueError:
        raise ANCHOR_UNREADABLE.because(found=snapshot.anchor[:80]) from None


def finish_interrupted(desk: Desk, journal: Journal, language: Language, now: str, user: str) -> Settled:
    """What a killed run still owes is done now; the run gets its line in the Log."""
    for run_id in interrupted_runs(journal):
        # Only a run that draws numbers can be killed half-way; one that cancelled invoices was an undo.
        was_undo = any(event.kind == CANCELLATION for event in journal.events(run_id=run_id))
        entry = RunEntry("undo" if was_undo else "interrupted", INTERRUPTED, INTERRUPTED, user)
        record_run(journal, Stamp(run_id, now), entry)
    return settle(desk, journal, language, Stamp("", now))


def interrupted_runs(journal: Journal) -> list[str]:
    """Runs that recorded something and were killed before their own record, in their order."""
    return journal.runs_without(RUN)


def unfinished_runs(events: Iterable[Event]) -> list[str]:
    """The same, from all events of a journal that was read already."""
    begun: dict[str, None] = {}
    finished: set[str] = set()
    for event in events:
        if event.kind == RUN:
            finished.add(event.run_id)
        elif event.run_id:
            begun[event.run_id] = None
    return [run_id for run_id in begun if run_id not in finished]


def next_run_id(journal: Journal, taken: int = 0) -> str:
    """The number of the next run: `R-0001`, `R-0002`, ...; above `taken`."""
    runs = [run_count(event.run_id) for event in journal.events(kinds=(RUN,))]
    return f"R-{max([taken, *runs]) + 1:04d}"


def run_count(run_id: str) -> int:
    """Which run this is.

    >>> run_count("R-0007"), run_count("hers")
    (7, 0)
    """
    _, _, digits = run_id.partition("R-")
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def record_run(
    journal: Journal,
    stamp: Stamp,
    entry: RunEntry,
    changes: ChangeSet = NO_CHANGES,
    documents: tuple[OutboxDraft, ...] = (),
) -> None:
    """Records the run itself, the documents and the cells that follow from no other event, and its line in the Log."""
    draft = run_draft(stamp, entry, changes, documents)
    journal.record([draft], run_id=stamp.run_id, recorded_at=stamp.recorded_at)


def run_draft(
    stamp: Stamp, entry: RunEntry, changes: ChangeSet = NO_CHANGES, documents: tuple[OutboxDraft, ...] = ()
) -> EventDraft:
    """The record of a run, as `record_run` makes it."""
    payload = {
        "action": entry.action,
        "label": {"en": entry.label.en, "de": entry.label.de},
        "as_of": entry.as_of,
        "user": entry.user,
        "undoes": entry.undoes,
        "files": list(entry.files),
        "summary": {"en": entry.summary.en, "de": entry.summary.de},
    }
    log = AppendRow("Log", stamp.run_id, log_values(stamp, entry.user, entry.label, entry.summary), _LOGGED)
    outbox = (*documents, *owed_cells(changes + ChangeSet((log,))))
    return EventDraft(RUN, f"run:{stamp.run_id}", payload, (), outbox)


def log_values(stamp: Stamp, user: str, label: Label, summary: Label) -> dict[str, CellValue]:
    """The run's line in the Log tab.

    >>> log_values(Stamp("R-0001", "2026-11-26T11:40:05+01:00"), "sb", Label("Pay", "Zahlen"), Label("", ""))["time"]
    Label(en='2026-11-26 11:40', de='26.11.2026 11:40')
    """
    # Earlier versions wrote the English form in German workbooks too: as one of the two, it still counts.
    day, clock = date.fromisoformat(stamp.recorded_at[:10]), stamp.recorded_at[11:16]
    time = Label(*(f"{show(day, language)} {clock}" for language in LANGUAGES))
    return {"run_id": stamp.run_id, "time": time, "user": user, "action": label, "summary": summary}


def both(sentence: Sentence) -> Label:
    """A sentence said in both languages, as it is kept."""
    return Label(sentence.text("en"), sentence.text("de"))
