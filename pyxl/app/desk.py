"""What the runner asks of a workbook, wherever it is: a closed file, an open Excel, LibreOffice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from pyxl.core.changes import ChangeSet, SetCell
from pyxl.core.labels import Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import TableSchema
from pyxl.core.tables import RawTable

T = TypeVar("T")
KEEPS_CHANGING = RefusalKind(
    "E_KEEPS_CHANGING",
    Text(
        "{name} was changed again and again while pyxl worked on it.",
        "{name} wurde immer wieder geändert, während pyxl daran arbeitete.",
    ),
    Text("Close the other program and run pyxl again.", "Das andere Programm schließen und pyxl erneut starten."),
)


@dataclass(frozen=True)
class Snapshot:
    """The tabs as they stood at one moment. `stamp` changes whenever the workbook does."""

    stamp: str
    tabs: Mapping[str, RawTable]
    language: Language
    anchor: str = ""
    """The journal's tip when pyxl last wrote here; empty in a new book."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that a person changed meanwhile: it keeps the person's value."""

    change: SetCell
    found: str
    address: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: how many cells and rows, and which cells were left to the person who changed them."""

    cells: int
    conflicts: tuple[Conflict, ...]
    stamp: str
    is_saved: bool = True
    """Whether it is on the disk; in an open workbook that may be up to the person."""


class Desk(Protocol):
    """A workbook that pyxl works in."""

    @property
    def path(self) -> Path:
        """Where the workbook lies."""

    def read(self, schemas: Sequence[TableSchema]) -> Snapshot:
        """Reads these tabs. Refused when the file is none, or a tab is missing."""

    def demand_writable(self) -> None:
        """Refused when nothing could be written now; asked before anything is recorded."""

    def rehearse(self, changes: ChangeSet, language: Language) -> None:
        """Refused when these changes could not be written; asked before anything is recorded."""

    def write(self, changes: ChangeSet, language: Language, anchor: str = "") -> Written:
        """Writes the changes by key: a cell that has the new value already is done, one that a person changed stays."""

    def undisturbed(self, work: Callable[[], T]) -> T:
        """Runs `work` while nobody can change the workbook, where the program sees to that; otherwise just runs it."""

    def give_line_ids(self, schemas: Sequence[TableSchema]) -> int:
        """Gives rows without a key of their own a line id; says how many."""
