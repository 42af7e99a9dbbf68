"""What xlwings does not offer alike in every program: to be left alone for a moment, protection, own properties.

`Excel` asks Excel's own objects, on Windows by COM and on a Mac by Apple events; `Calc` asks LibreOffice.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    import xlwings

T = TypeVar("T")
TEXT_PROPERTY = 4
"""msoPropertyTypeString."""


class Program(Protocol):
    """The spreadsheet program that has the workbook open."""

    name: str

    def undisturbed(self, work: Callable[[], T], title: str) -> T:
        """Runs `work` while nobody can type."""

    def is_protected(self, sheet: xlwings.Sheet) -> bool:
        """Whether the sheet is protected."""

    def is_readonly(self) -> bool:
        """Whether the workbook was opened for reading only."""

    def property(self, name: str) -> str:
        """One of the workbook's own properties; empty where there is none."""

    def set_property(self, name: str, value: str) -> None:
        """Sets one of the workbook's own properties."""

    def save(self) -> bool:
        """Saves the workbook where that is the program's habit; whether what is on the screen is on the disk."""

    def ask_files(self, title: str, folder: Path) -> list[Path]:
        """Lets the person choose files; none where they choose none."""


def program_of(book: xlwings.Book) -> Program:
    """The program of an open workbook."""
    return Calc(book) if book.app.engine.name == "calc" else Excel(book)


class Excel:
    """Microsoft Excel. It saves by itself after a run, so that the disk has what the journal says."""

    name = "Excel"

    def __init__(self, book: xlwings.Book, *, is_mac: bool = sys.platform == "darwin") -> None:
        self._book, self._is_mac = book, is_mac

    def undisturbed(self, work: Callable[[], T], title: str) -> T:
        """`Application.Interactive`: keyboard and mouse are shut off; refused by Excel while a cell is edited."""
        app = self._book.app
        app.interactive = False
        try:
            return work()
        finally:
            app.interactive = True

    def is_protected(self, sheet: xlwings.Sheet) -> bool:
        """Worksheet.ProtectContents."""
        return bool(sheet.api.protect_contents.get() if self._is_mac else sheet.api.ProtectContents)

    def is_readonly(self) -> bool:
        """Workbook.ReadOnly."""
        return bool(self._book.api.read_only.get() if self._is_mac else self._book.api.ReadOnly)

    def property(self, name: str) -> str:
        """Workbook.CustomDocumentProperties; Excel for Mac shows them to nobody, so there it is always empty."""
        found = self._property(name)
        return str(found.Value) if found is not None else ""

    def set_property(self, name: str, value: str) -> None:
        """The same, written; nothing on a Mac: an anchor that lags behind the journal is no harm."""
        found = self._property(name)
        if found is not None:
            found.Value = value
        elif not self._is_mac:
            self._book.api.CustomDocumentProperties.Add(name, False, TEXT_PROPERTY, value)

    def _property(self, name: str) -> Any:
        if self._is_mac:
            return None
        return next((each for each in self._book.api.CustomDocumentProperties if each.Name == name), None)

    def save(self) -> bool:
        """Workbook.Save, by Excel itself; the run is no less valid where that fails, it is only owed still."""
        try:
            self._book.save()
        except Exception:
            return False
        return True

    def ask_files(self, title: str, folder: Path) -> list[Path]:
        """Excel's own box; on a Mac the system's."""
        if self._is_mac:
            return _mac_files(title)
        chosen = self._book.app.api.GetOpenFilename("Alle Dateien / All files (*.*),*.*", 1, title, None, True)
        return [Path(each) for each in chosen] if chosen else []


def _mac_files(title: str) -> list[Path]:
    quoted = title.replace("\\", "").replace('"', "'")
    script = (
        f'set chosen to choose file with prompt "{quoted}" with multiple selections allowed\n'
        'set found to ""\nrepeat with one in chosen\nset found to found & POSIX path of one & linefeed\nend repeat\n'
        "return found"
    )
    answer = subprocess.run(["osascript", "-e", script], capture_output=True, text=True, check=False)
    return [Path(line) for line in answer.stdout.splitlines() if line]


class Calc:
    """LibreOffice. It never saves by itself: stored as .xlsx by LibreOffice, a workbook made in Excel loses things."""

    name = "LibreOffice"

    def __init__(self, book: xlwings.Book) -> None:
        self._office, self._id = book.app.api, book.api

    def undisturbed(self, work: Callable[[], T], title: str) -> T:
        """On the office's main thread, as one step of its undo list."""
        result: T = self._office.undisturbed(work, self._id, title)
        return result

    def is_protected(self, sheet: xlwings.Sheet) -> bool:
        """XProtectable.isProtected."""
        return bool(self._office.is_protected(self._id, sheet.name))

    def is_readonly(self) -> bool:
        """XStorable.isReadonly."""
        return bool(self._office.is_readonly(self._id))

    def property(self, name: str) -> str:
        """DocumentProperties.UserDefinedProperties."""
        return str(self._office.properties(self._id).get(name, ""))

    def set_property(self, name: str, value: str) -> None:
        """The same, written."""
        self._office.set_property(self._id, name, value)

    def save(self) -> bool:
        """Only looks whether all is saved; until the person saves, the journal keeps the cells as owed."""
        return not self._office.is_modified(self._id)

    def ask_files(self, title: str, folder: Path) -> list[Path]:
        """LibreOffice's own box."""
        return [Path(each) for each in self._office.ask_files(self._id, title, str(folder))]
