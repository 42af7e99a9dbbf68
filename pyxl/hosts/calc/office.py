"""What pyxl asks of a running LibreOffice: whole blocks of cells, notes, the status bar, a question.

This file is plain PyUNO and knows nothing of pyxl: it runs in pyxl's own interpreter over a pipe to the office, and
inside the office itself, where the extension's component serves it to pyxl's interpreter. LibreOffice brings Pythons
as old as 3.8, so it is written for that. Everything that goes in and out is JSON: areas are `[top, left, bottom,
right]` counted from 1, a date is `{"date": ISO text}`, an error `{"error": "#N/A"}`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import uno
import unohelper
from com.sun.star.awt import XCallback

from .office_cells import Cells

if TYPE_CHECKING:
    from .office_cells import Area

BUTTONS = {"ok": (1, "INFOBOX"), "ok_cancel": (2, "QUERYBOX"), "yes_no": (3, "QUERYBOX")}
ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}


class Office(Cells):
    """One running office, by its component context."""

    def __init__(self, context: Any, caller: str = "") -> None:
        super().__init__(self._document_of)
        self.context, self._caller = context, caller
        self._desktop = self._service("com.sun.star.frame.Desktop")
        self._indicator: Any = None
        self._found: dict[str, Any] = {}

    def _service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def books(self) -> list[dict[str, str]]:
        """The open spreadsheets; the one whose button was pressed, or else the active one, comes first."""
        found = [document for document in self._documents() if hasattr(document, "Sheets")]
        front = self._caller or getattr(self._desktop.CurrentComponent, "RuntimeUID", "")
        found.sort(key=lambda document: document.RuntimeUID != front)
        return [self._book(document) for document in found]

    def _documents(self) -> Iterator[Any]:
        components = self._desktop.Components.createEnumeration()
        while components.hasMoreElements():
            yield components.nextElement()

    def _book(self, document: Any) -> dict[str, str]:
        path = uno.fileUrlToSystemPath(document.URL) if document.URL.startswith("file:") else document.URL
        name = path.replace("\\", "/").rsplit("/", 1)[-1]
        return {"id": document.RuntimeUID, "name": name or document.Title, "path": path}

    def _document_of(self, book: str) -> Any:
        if book not in self._found:
            self._found.update({each.RuntimeUID: each for each in self._documents() if hasattr(each, "Sheets")})
        return self._found[book]

    def open(self, path: str) -> dict[str, str]:
        """Opens a workbook in a window."""
        document = self._desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, ())
        return self._book(document)

    def save(self, book: str) -> None:
        """Saves the workbook where it lies, in its own format."""
        self._document(book).store()

    def close(self, book: str) -> None:
        """Closes the workbook without asking; what was not saved is gone."""
        document = self._found.pop(book, None) or self._document(book)
        document.setModified(False)
        document.close(True)
        self._found.pop(book, None)

    def is_modified(self, book: str) -> bool:
        """Whether there is something to save."""
        return bool(self._document(book).isModified())

    def is_readonly(self, book: str) -> bool:
        """Whether the workbook was opened for reading only."""
        return bool(self._document(book).isReadonly())

    def sheets(self, book: str) -> list[str]:
        """The names of the sheets, in their order."""
        return list(self._document(book).Sheets.ElementNames)

    def is_protected(self, book: str, sheet: str) -> bool:
        """Whether the sheet is protected."""
        return bool(self._sheet(book, sheet).isProtected())

    def tables(self, book: str) -> list[dict[str, Any]]:
        """The tables (database ranges) with their sheets and areas."""
        ranges, names = self._document(book).DatabaseRanges, self.sheets(book)
        found = []
        for name in ranges.ElementNames:
            at = ranges.getByName(name).DataArea
            area = [at.StartRow + 1, at.StartColumn + 1, at.EndRow + 1, at.EndColumn + 1]
            found.append({"name": name, "sheet": names[at.Sheet], "area": area})
        return found

    def table_marks(self, book: str, name: str) -> dict[str, bool]:
        """Whether a table has a row of headings, and one of totals."""
        one = self._document(book).DatabaseRanges.getByName(name)
        return {"header": bool(one.ContainsHeader), "totals": bool(one.TotalsRow)}

    def resize_table(self, book: str, name: str, area: Area) -> None:
        """Gives a table another area."""
        one = self._document(book).DatabaseRanges.getByName(name)
        at = one.DataArea
        at.StartRow, at.StartColumn, at.EndRow, at.EndColumn = (place - 1 for place in area)
        one.DataArea = at

    def status(self, book: str, text: str | None) -> None:
        """Shows a text in the status bar at once; None gives the bar back to LibreOffice."""
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
        if text is not None:  # Started anew each time: whatever moves in the window takes the bar back.
            self._indicator = self._document(book).CurrentController.Frame.createStatusIndicator()
            self._indicator.start(text, 0)

    def alert(self, book: str, prompt: str, title: str, buttons: str) -> str:
        """Shows a box and gives the answer: ok, cancel, yes or no."""
        number, kind = BUTTONS[buttons]
        window = self._window(book)
        box_type = uno.Enum("com.sun.star.awt.MessageBoxType", kind)
        box = window.Toolkit.createMessageBox(window, box_type, number, title, prompt)
        try:
            return ANSWERS[box.execute()]
        finally:
            box.dispose()

    def select(self, book: str, sheet: str, area: Area) -> None:
        """Goes to that place."""
        controller = self._document(book).CurrentController
        controller.setActiveSheet(self._sheet(book, sheet))
        controller.select(self._cells(book, sheet, area))

    def ask_files(self, book: str, title: str, folder: str) -> list[str]:
        """Lets the person choose files; an empty list when they choose none. The workbook waits behind the box."""
        picker = self._service("com.sun.star.ui.dialogs.FilePicker")
        window = uno.createUnoStruct("com.sun.star.beans.NamedValue", "ParentWindow", self._window(book))
        kind = uno.createUnoStruct("com.sun.star.beans.NamedValue", "TemplateDescription", uno.Any("short", 0))
        picker.initialize((kind, window))
        picker.setTitle(title)
        picker.setMultiSelectionMode(True)
        if folder:
            picker.setDisplayDirectory(uno.systemPathToFileUrl(folder))
        chosen = picker.getSelectedFiles() if picker.execute() == 1 else ()
        return [uno.fileUrlToSystemPath(url) for url in chosen]

    def _window(self, book: str) -> Any:
        return self._document(book).CurrentController.Frame.ContainerWindow

    def undisturbed(self, work: Callable[[], Any], book: str = "", title: str = "") -> Any:
        """Runs `work` while nothing else can happen in the office, neither typing nor another program's call.

        The work is done on the office's main thread, which holds its lock; calls that `work` makes over the pipe are
        served on that same thread.
        """
        turn = _Turn(lambda: self._grouped(work, book, title))
        self._service("com.sun.star.awt.AsyncCallback").addCallback(turn, None)
        turn.done.wait()
        if turn.error is not None:
            raise turn.error
        return turn.result

    def _grouped(self, work: Callable[[], Any], book: str, title: str) -> Any:
        """All of it is one step of the office's own undo list."""
        if not book:
            return work()
        undo = self._document(book).UndoManager
        undo.enterUndoContext(title)
        try:
            return work()
        finally:
            undo.leaveUndoContext()


class _Turn(unohelper.Base, XCallback):  # type: ignore[misc]
    """A piece of work to be done on the main thread."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work, self.done = work, threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None

    def notify(self, data: object) -> None:
        try:
            self.result = self._work()
        except BaseException as error:  # An exception must never cross into the office; it is raised in the caller.
            self.error = error
        finally:
            self.done.set()


def connect(pipe: str) -> Office:
    """The office that listens on that pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return Office(resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"))
