"""Where the journal of a workbook lies.

Beside the workbook, in `<name>.pyxl/`, so that her own backup of the folder has everything. If that folder is on a
network drive or synchronised, the journal lies in the local profile, under the firm's identity, and a proven copy is
laid beside the workbook after every run. The identity is noted beside the workbook, so the two find each other again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from pyxl.core.durable_files import write_durably
from pyxl.core.labels import Sentence, Text
from pyxl.journal import refusals
from pyxl.journal.connection import told
from pyxl.journal.journal import Journal
from pyxl.journal.remote import Surroundings, why_remote

JOURNAL_NAME: Final = "journal.sqlite"
COPY_NAME: Final = "journal-copy.sqlite"
IDENTITY_NAME: Final = "journal-id.txt"
NOTED: Final = Text(
    "the journal was put into your profile earlier", "das Journal wurde früher in Ihr Benutzerprofil gelegt"
)
_IDENTITY: Final = re.compile(r"[0-9a-f-]{32,36}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the journal lies; `reason` says why it is not beside the workbook."""

    path: Path
    is_fallback: bool
    reason: Sentence | None
    copy_path: Path | None
    """Where the proven copy goes after each run, when the journal lies in the profile."""
    journal_uuid: str | None
    """The identity of a journal in the profile."""


def book_folder(book_path: Path) -> Path:
    """The folder that belongs to a workbook: `backoffice.xlsx` has `backoffice.pyxl`."""
    return book_path.with_suffix(".pyxl")


def journal_place(book_path: Path, around: Surroundings | None = None) -> Place:
    """The journal's place for that workbook. Looks, and writes nothing: see `open_journal` for the rest."""
    folder = book_folder(book_path)
    noted = _noted_identity(folder / IDENTITY_NAME)
    reason = NOTED.bind() if noted else why_remote(folder, around or Surroundings.here())
    if reason is None:
        return Place(folder / JOURNAL_NAME, False, None, None, None)
    identity = noted or str(uuid4())
    return Place(_profile_folder() / identity / JOURNAL_NAME, True, reason, folder / COPY_NAME, identity)


def open_journal(book_path: Path, *, create: bool, around: Surroundings | None = None) -> tuple[Journal, Place]:
    """The workbook's journal, wherever it lies.

    Refused E_JOURNAL_REMOTE when a journal lies beside a workbook that was moved to a network or synchronised folder,
    E_JOURNAL_ELSEWHERE when it lies in the profile of another computer; a new one would start the numbers again.
    """
    place = journal_place(book_path, around)
    if place.is_fallback:
        _refuse_second_journal(book_path, place)
    journal = Journal.open(place.path, create=create, journal_uuid=place.journal_uuid)
    if place.journal_uuid is not None:
        noted = _note_identity(book_folder(book_path) / IDENTITY_NAME, place.journal_uuid)
        if noted != place.journal_uuid:  # Two first starts at once: the other one was first, its journal counts.
            journal.close()
            return open_journal(book_path, create=create, around=around)
    return journal, place


def _note_identity(note: Path, identity: str) -> str:
    """The identity noted first. An empty note is one whose writing was interrupted."""
    with told(note):
        if not note.exists() or not note.stat().st_size:
            note.parent.mkdir(parents=True, exist_ok=True)
            write_durably(note, f"{identity}\n".encode("ascii"))
    noted = _noted_identity(note)
    if noted is None:
        raise refusals.BROKEN.because(path=str(note), reason=refusals.NO_IDENTITY)
    return noted


def _refuse_second_journal(book_path: Path, place: Place) -> None:
    folder = book_folder(book_path)
    if place.path.exists():
        return
    if (folder / JOURNAL_NAME).exists() and place.reason is not None:
        raise refusals.REMOTE.because(path=str(folder), reason=place.reason)
    if (folder / IDENTITY_NAME).exists():
        raise refusals.ELSEWHERE.because(path=str(place.path))


def _noted_identity(note: Path) -> str | None:
    with told(note):
        text = note.read_text("ascii", "replace").strip() if note.is_file() else ""
    return text if _IDENTITY.fullmatch(text) else None


def _profile_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("pyxl", appauthor=False)
