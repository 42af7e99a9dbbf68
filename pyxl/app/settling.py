"""What the journal still owes the outside: documents into place, cells into the workbook. Safe to do again at any time.

After a commit this finishes a run; after a crash the next start calls the same function.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pyxl.app.desk import Conflict, Desk
from pyxl.app.printed import CHUNK, Printed, Progress
from pyxl.app.recording import CELLS, DOCUMENT, Stamp
from pyxl.app.stored_changes import unpack
from pyxl.core.changes import ChangeSet, joined
from pyxl.core.crash_points import crash_point
from pyxl.core.durable_files import sweep_folder, sync_folder, temp_name
from pyxl.core.labels import Language, Text
from pyxl.core.outcome import DocumentRequest
from pyxl.core.plain import from_plain
from pyxl.core.refusal import RefusalKind
from pyxl.journal.journal import Journal
from pyxl.journal.records import EventDraft, OutboxItem

DOCUMENT_PLACED = "DOCUMENT"
BOOK_WRITTEN = "BOOK_WRITTEN"

DOCUMENT_UNWRITABLE = RefusalKind(
    "E_DOCUMENT_UNWRITABLE",
    Text("{path} cannot be written: {problem}.", "{path} lässt sich nicht schreiben: {problem}."),
    Text(
        "Close the file if it is open, make room on the disk, and run pyxl again: nothing is lost.",
        "Die Datei schließen, falls sie offen ist, Platz schaffen und pyxl erneut starten: es geht nichts verloren.",
    ),
)
NOTHING_FRESH: Mapping[int, ChangeSet] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    """A document that lies where it belongs."""

    kind: str
    number: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done of what was owed."""

    documents: tuple[PlacedDocument, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    cells: int = 0
    is_saved: bool = True
    """Whether all of it is on the disk."""


def settle(
    desk: Desk,
    journal: Journal,
    language: Language,
    stamp: Stamp,
    progress: Progress | None = None,
    fresh: Mapping[int, ChangeSet] = NOTHING_FRESH,
    printed: Printed | None = None,
) -> Settled:
    """Does everything that is still owed, documents before cells, and marks it done.

    `fresh`: the cells of events recorded a moment ago, by their seq; they need not be read from the journal again.
    `printed`: documents that were printed before they were recorded.
    """
    pending = journal.pending(fresh, CELLS)
    if not pending:
        return Settled()
    papers = [item for item in pending if item.target == DOCUMENT]
    documents = _place_documents(desk, journal, papers, stamp, progress, printed or Printed())
    cells = [item for item in pending if item.target == CELLS]
    changes = joined(fresh[item.event_seq] if item.event_seq in fresh else unpack(item.payload) for item in cells)
    written = _write_cells(desk, journal, changes, cells, language, stamp)
    return Settled(documents, written.conflicts, written.cells, written.is_saved)


def _write_cells(
    desk: Desk, journal: Journal, changes: ChangeSet, items: Sequence[OutboxItem], language: Language, stamp: Stamp
) -> Settled:
    if not items:
        return Settled()
    crash_point("settle:before-cells")
    written = desk.write(changes, language, journal.tip().text)
    crash_point("settle:cells-written")
    # What is only on the screen stays owed: should it never be saved, the next run writes it again.
    if written.is_saved:
        journal.mark_done([item.id for item in items], stamp.recorded_at)
    crash_point("settle:cells-marked")
    # The list of findings is written anew by every run: what another one put there is nobody's change.
    conflicts = tuple(each for each in written.conflicts if each.change.tab != "Findings")
    return Settled((), conflicts, written.cells, written.is_saved)


def documents_folder(book: Path) -> Path:
    """Where the documents of a workbook lie."""
    return book.with_suffix(".pyxl") / "documents"


def _place_documents(
    desk: Desk,
    journal: Journal,
    items: Sequence[OutboxItem],
    stamp: Stamp,
    progress: Progress | None,
    printed: Printed,
) -> tuple[PlacedDocument, ...]:
    placed: list[PlacedDocument] = []
    for start in range(0, len(items), CHUNK):
        chunk = items[start : start + CHUNK]
        requests = [from_plain(DocumentRequest, item.payload) for item in chunk]
        folders = {(documents_folder(desk.path) / request.path).parent for request in requests}
        for folder in folders:
            sweep_folder(folder)
        for request, data in zip(requests, printed.files(desk.path, requests), strict=True):
            placed.append(_place(desk.path, request, data))
        for folder in folders:
            sync_folder(folder)
        _record_documents(journal, placed[start:], stamp, documents_folder(desk.path))
        journal.mark_done([item.id for item in chunk], stamp.recorded_at)
        crash_point("settle:documents-marked")
        if progress:
            progress(len(placed), len(items))
    return tuple(placed)


def demand_documents_writable(book: Path, requests: Sequence[DocumentRequest]) -> None:
    """Refused E_DOCUMENT_UNWRITABLE where no file could be laid; asked before a number is drawn."""
    for folder in {(documents_folder(book) / request.path).parent for request in requests}:
        probe = temp_name(folder / "probe")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe.touch(exist_ok=False)
            probe.unlink()
        except OSError as error:
            raise DOCUMENT_UNWRITABLE.because(path=str(folder), problem=error.strerror or str(error)) from error


def _place(book: Path, request: DocumentRequest, data: bytes) -> PlacedDocument:
    """Writes the document under a temporary name and renames it into place; an equal one is left alone."""
    root = documents_folder(book)
    path = (root / request.path).resolve()
    assert path.is_relative_to(root.resolve()), request.path
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and (found := hashlib.sha256(path.read_bytes()).hexdigest()) != sha256:
            # What lies there is not what the journal says: it is kept beside, never overwritten.
            os.replace(path, kept_path(path, found))
            crash_point("settle:document-kept")
        if not path.exists():
            _write_through(path, data)
    except OSError as error:
        raise DOCUMENT_UNWRITABLE.because(path=path.name, problem=error.strerror or str(error)) from error
    return PlacedDocument(request.kind, request.number, path, sha256)


def kept_path(path: Path, sha256: str) -> Path:
    """Where a document goes that is not the one the journal tells of: beside it, the start of its hash in its name."""
    return path.with_name(f"{path.stem}-{sha256[:8]}{path.suffix}")


def _write_through(path: Path, data: bytes) -> None:
    temporary = temp_name(path)
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        crash_point("settle:document-temp")
        os.replace(temporary, path)
        crash_point("settle:document-placed")
    finally:
        temporary.unlink(missing_ok=True)


def _record_documents(journal: Journal, placed: Sequence[PlacedDocument], stamp: Stamp, root: Path) -> None:
    drafts = []
    for document in placed:
        path = document.path.relative_to(root.resolve()).as_posix()
        payload = {"kind": document.kind, "number": document.number, "path": path, "sha256": document.sha256}
        drafts.append(EventDraft(DOCUMENT_PLACED, f"document:{path}:{document.sha256[:16]}", payload))
    journal.record(drafts, run_id=stamp.run_id, recorded_at=stamp.recorded_at)
    crash_point("settle:documents-recorded")
