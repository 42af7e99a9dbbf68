"""The open workbook: read and written through xlwings while people go on working in it.

A row is found by its key at the very moment of writing, while the program is left undisturbed: whoever sorted,
inserted or edited rows since the plan was made loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pyxl.app.desk import Conflict, Snapshot, Written
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.changes import ChangeSet
from pyxl.core.labels import Label, Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import TableSchema
from pyxl.core.tables import RawTable
from pyxl.hosts.book_marks import ANCHOR_PROPERTY
from pyxl.hosts.edit_plan import CellEdit, TabPlan, by_tab, plan_tab
from pyxl.hosts.line_ids import missing_line_ids
from pyxl.hosts.live.patience import patiently
from pyxl.hosts.live.program import Program, program_of
from pyxl.hosts.live.reading import OpenTab, read_raws, read_tabs, tab_of
from pyxl.hosts.live.writing import demand_room, write_tab
from pyxl.hosts.tab_names import book_language

if TYPE_CHECKING:
    import xlwings

T = TypeVar("T")
UNDO_TITLE = Label("pyxl", "pyxl")
NOT_SAVED_YET = RefusalKind(
    "E_NOT_SAVED_YET",
    Text("The workbook {name} was never saved.", "Die Mappe {name} wurde noch nie gespeichert."),
    Text(
        "Save it in a folder of its own, then click again: the journal lies beside it.",
        "In einem eigenen Ordner speichern und noch einmal klicken: das Journal liegt daneben.",
    ),
)
ON_THE_WEB = RefusalKind(
    "E_ON_THE_WEB",
    Text(
        "The workbook is open from the web ({name}), not from a folder.",
        "Die Mappe ist aus dem Netz geöffnet ({name}), nicht aus einem Ordner.",
    ),
    Text(
        "Open it from the synchronised folder in Explorer or Finder, then click again.",
        "Aus dem synchronisierten Ordner im Explorer oder Finder öffnen und noch einmal klicken.",
    ),
)
READ_ONLY = RefusalKind(
    "E_READ_ONLY_BOOK",
    Text("The workbook {name} is open for reading only.", "Die Mappe {name} ist nur zum Lesen geöffnet."),
    Text(
        "Allow editing (bar above the sheet), or close it where else it is open, and open it again.",
        "Die Bearbeitung erlauben (Leiste über dem Blatt) oder die Mappe anderswo schließen und neu öffnen.",
    ),
)
PROTECTED = RefusalKind(
    "E_PROTECTED",
    Text("The sheet {sheet} is protected.", "Das Blatt {sheet} ist geschützt."),
    Text(
        "Take the protection off and click again. Excel: Review, Unprotect Sheet. LibreOffice: Sheet, Protect Sheet.",
        "Den Schutz aufheben und noch einmal klicken. Excel: Überprüfen, Blattschutz aufheben. LibreOffice: Tabelle, "
        "Tabelle schützen.",
    ),
)


class LiveBook:
    """A workbook that is open in Excel or LibreOffice."""

    def __init__(self, book: xlwings.Book, program: Program | None = None) -> None:
        self.book = book
        self.program = program or program_of(book)
        self._moments = count(1)

    @property
    def path(self) -> Path:
        """Where it lies. Refused E_NOT_SAVED_YET, E_ON_THE_WEB."""
        place = self.book.fullname
        if "://" in place:
            raise ON_THE_WEB.because(name=place.split("://")[1].split("/")[0])
        if not Path(place).is_absolute():
            raise NOT_SAVED_YET.because(name=place or self.book.name)
        return Path(place)

    def read(self, schemas: Sequence[TableSchema]) -> Snapshot:
        """Reads these tabs as they stand. No two readings have one stamp: people go on typing."""
        return patiently(lambda: self._snapshot(read_raws(self.book, schemas)))

    def _snapshot(self, raws: dict[str, RawTable]) -> Snapshot:
        return Snapshot(str(next(self._moments)), raws, book_language(raws), self.program.property(ANCHOR_PROPERTY))

    def demand_writable(self) -> None:
        """Refused where nothing could be written."""
        if not self.path.is_file():
            raise NOT_SAVED_YET.because(name=self.book.name)
        if patiently(self.program.is_readonly):
            raise READ_ONLY.because(name=self.book.name)

    def rehearse(self, changes: ChangeSet, language: Language) -> None:
        """Refused where these changes could not be written: a protected sheet, a table that cannot grow."""
        patiently(lambda: self._planned(changes, language))

    def write(self, changes: ChangeSet, language: Language, anchor: str = "") -> Written:
        """Plans and writes while the program is undisturbed. What cannot be saved now stays owed by the journal."""

        def work() -> tuple[int, tuple[Conflict, ...]]:
            plans, conflicts = self._planned(changes, language)
            for tab, plan in plans:
                write_tab(tab, plan, language)
            if plans and anchor and anchor != self.program.property(ANCHOR_PROPERTY):
                self.program.set_property(ANCHOR_PROPERTY, anchor)
            return sum(len(plan.cells) + len(plan.rows) for _, plan in plans), conflicts

        size, conflicts = patiently(lambda: self.program.undisturbed(work, UNDO_TITLE.text(language)))
        return Written(size, conflicts, str(next(self._moments)), is_saved=self.program.save())

    def undisturbed(self, work: Callable[[], T]) -> T:
        """Runs `work` while nobody can type. Work that fails half-way is not begun again: it may have been recorded."""
        return self.program.undisturbed(work, UNDO_TITLE.en)

    def give_line_ids(self, schemas: Sequence[TableSchema]) -> int:
        """Gives rows without a line id one."""

        def work() -> int:
            given = 0
            for tab in read_tabs(self.book, schemas).values():
                cells = [CellEdit(*missing) for missing in missing_line_ids(tab.schema, tab.raw)]
                if cells:
                    self._demand_open(tab)
                    write_tab(tab, TabPlan(tab.raw, cells), book_language({}))
                given += len(cells)
            return given

        if not schemas:
            return 0
        return patiently(lambda: self.program.undisturbed(work, UNDO_TITLE.en))

    def _planned(
        self, changes: ChangeSet, language: Language
    ) -> tuple[list[tuple[OpenTab, TabPlan]], tuple[Conflict, ...]]:
        """What is to be written, tab by tab, and the cells left to the person who changed them."""
        of_tabs = by_tab(changes)
        tabs = read_tabs(self.book, [SCHEMA_OF_TAB[tab] for tab in of_tabs])
        tabs |= {tab: tab_of(self.book, SCHEMA_OF_TAB[tab]) for tab in of_tabs if tab not in tabs}
        plans: list[tuple[OpenTab, TabPlan]] = []
        conflicts: list[Conflict] = []
        for name, of_tab in of_tabs.items():
            plan, kept = plan_tab(of_tab, tabs[name].raw, language)
            conflicts += kept
            if plan.cells or plan.rows:
                self._demand_open(tabs[name])
                demand_room(tabs[name], plan.rows)
                plans.append((tabs[name], plan))
        return plans, tuple(conflicts)

    def _demand_open(self, tab: OpenTab) -> None:
        if self.program.is_protected(tab.sheet):
            raise PROTECTED.because(sheet=tab.sheet.name)
