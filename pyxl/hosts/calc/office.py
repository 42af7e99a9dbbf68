"""What pyxl asks of a running LibreOffice: whole blocks of cells, notes, the status bar, a question.

This file is plain PyUNO and knows nothing of pyxl: it runs in pyxl's own interpreter over a pipe to the office, and
inside the office itself, where the extension's component serves it to pyxl's interpreter. LibreOffice brings Pythons
as old as 3.8, so it is written for that. Everything that goes in and out is JSON: areas are `[top, left, bottom,
right]` counted from 1, a date is `{"date": ISO text}`, an error `{"error": "#N/A"}`.
"""

from __future__ import annotations

import datetime
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import uno
import unohelper
from com.sun.star.awt import XCallback

Area = list[int]
Rows = list[list[Any]]
DATE, TIME, LOGICAL, TEXT = 2, 4, 1024, 256
"""NumberFormat types (com.sun.star.util.NumberFormat)."""
ERRORS = {32767: "#N/A", 503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!"}
FORMULA_ERROR = 4
PARSED = re.compile(r"[=+@-]|[-+]?[\d.,]")
"""Texts that a spreadsheet program would take for a formula, a number or a date when they are entered."""
NO_COLOUR = -1
BUTTONS = {"ok": (1, "INFOBOX"), "ok_cancel": (2, "QUERYBOX"), "yes_no": (3, "QUERYBOX")}
ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}


class Office:
    """One running office, by its component context."""

    def __init__(self, context: Any, caller: str = "") -> None:
        self.context, self._caller = context, caller
        self._desktop = self._service("com.sun.star.frame.Desktop")
        self._indicator: Any = None
        self._found: dict[str, Any] = {}

    def _service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    # Books and sheets

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

    def _document(self, book: str) -> Any:
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
            one = ranges.getByName(name)
            at = one.DataArea
            area = [at.StartRow + 1, at.StartColumn + 1, at.EndRow + 1, at.EndColumn + 1]
            facts = {"header": bool(one.ContainsHeader), "totals": bool(one.TotalsRow)}
            found.append({"name": name, "sheet": names[at.Sheet], "area": area, **facts})
        return found

    def resize_table(self, book: str, name: str, area: Area) -> None:
        """Gives a table another area."""
        one = self._document(book).DatabaseRanges.getByName(name)
        at = one.DataArea
        at.StartRow, at.StartColumn, at.EndRow, at.EndColumn = (place - 1 for place in area)
        one.DataArea = at

    # Cells

    def _sheet(self, book: str, sheet: str) -> Any:
        return self._document(book).Sheets.getByName(sheet)

    def _cells(self, book: str, sheet: str, area: Area) -> Any:
        top, left, bottom, right = area
        return self._sheet(book, sheet).getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)

    def used_area(self, book: str, sheet: str) -> Area:
        """The area that holds all there is on the sheet."""
        cursor = self._sheet(book, sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        at = cursor.RangeAddress
        return [1, 1, at.EndRow + 1, at.EndColumn + 1]

    def values(self, book: str, sheet: str, area: Area) -> Rows:
        """The values of an area, row by row; dates and truth values by the format of their cell."""
        cells = self._cells(book, sheet, area)
        rows = [[None if value == "" else value for value in row] for row in cells.getDataArray()]
        start = self._null_date(book)
        has_numbers = any(isinstance(value, float) for row in rows for value in row)
        for kind, group in self._by_format(book, cells) if has_numbers else ():
            if kind & (DATE | TIME | LOGICAL):
                for row, column in _spots(group, area):
                    rows[row][column] = _typed(rows[row][column], kind, start)
        for row, column in _spots(cells.queryFormulaCells(FORMULA_ERROR), area):
            code = cells.getCellByPosition(column, row).getError()
            rows[row][column] = {"error": ERRORS.get(code, "#VALUE!")}
        return rows

    def _by_format(self, book: str, cells: Any) -> Iterator[tuple[int, Any]]:
        """The cells grouped by their format, each group with the type of its number format."""
        formats = self._document(book).NumberFormats
        kinds: dict[Any, int] = {None: 0}
        groups = cells.getUniqueCellFormatRanges()
        for place in range(groups.getCount()):
            group = groups.getByIndex(place)
            key = group.NumberFormat
            if key not in kinds:
                kinds[key] = formats.getByKey(key).Type
            yield kinds[key], group

    def _null_date(self, book: str) -> datetime.datetime:
        day = self._document(book).NullDate
        return datetime.datetime(day.Year, day.Month, day.Day)

    def set_values(self, book: str, sheet: str, top: int, left: int, rows: Rows) -> None:
        """Enters a block of values as a person would: what looks like a number or a formula becomes one, unless the
        cell is formatted as text."""
        area = [top, left, top + len(rows) - 1, left + len(rows[0]) - 1]
        cells = self._cells(book, sheet, area)
        start = self._null_date(book)
        cells.setDataArray(tuple(tuple(_stored(value, start) for value in row) for row in rows))
        formats = self._document(book).NumberFormats
        dated = [spot for spot in _all_spots(rows) if isinstance(rows[spot[0]][spot[1]], dict)]
        logical = [spot for spot in _all_spots(rows) if isinstance(rows[spot[0]][spot[1]], bool)]
        entered = [spot for spot in _all_spots(rows) if _is_parsed(rows[spot[0]][spot[1]])]
        for kind, spots in ((DATE, dated), (LOGICAL, logical)):
            self._give_format(cells, formats, kind, spots)
        text = self._text_spots(book, cells, area) if entered else set()
        for row, column in entered:
            if (row, column) not in text:
                cells.getCellByPosition(column, row).setFormula(rows[row][column])

    def _give_format(self, cells: Any, formats: Any, kind: int, spots: Iterable[tuple[int, int]]) -> None:
        for row, column in spots:
            cell = cells.getCellByPosition(column, row)
            if not formats.getByKey(cell.NumberFormat).Type & kind:
                cell.NumberFormat = formats.getStandardFormat(kind, cell.CharLocale)

    def _text_spots(self, book: str, cells: Any, area: Area) -> set[tuple[int, int]]:
        groups = (group for kind, group in self._by_format(book, cells) if kind & TEXT)
        return {spot for group in groups for spot in _spots(group, area)}

    def formulas(self, book: str, sheet: str, area: Area) -> list[list[str]]:
        """The formulas of an area as typed (`=...`), and the values of the other cells as text."""
        return [list(row) for row in self._cells(book, sheet, area).getFormulaArray()]

    def set_formulas(self, book: str, sheet: str, top: int, left: int, rows: list[list[str]]) -> None:
        """Enters formulas."""
        area = [top, left, top + len(rows) - 1, left + len(rows[0]) - 1]
        self._cells(book, sheet, area).setFormulaArray(tuple(tuple(row) for row in rows))

    def clear(self, book: str, sheet: str, area: Area) -> None:
        """Takes the contents away and leaves the format."""
        self._cells(book, sheet, area).clearContents(1 | 2 | 4 | 16)

    def copy(self, book: str, sheet: str, area: Area, top: int, left: int) -> None:
        """Copies an area with formats, formulas and input checks to another place of the same sheet."""
        own = self._sheet(book, sheet)
        target = own.getCellByPosition(left - 1, top - 1).getCellAddress()
        own.copyRange(target, self._cells(book, sheet, area).RangeAddress)

    def number_format(self, book: str, sheet: str, area: Area) -> str | None:
        """The number format all cells of the area share (text is `@`), or None."""
        cells = self._cells(book, sheet, area)
        groups = cells.getUniqueCellFormatRanges()
        keys = {groups.getByIndex(place).NumberFormat for place in range(groups.getCount())}
        if len(keys) != 1 or None in keys:
            return None
        return str(self._document(book).NumberFormats.getByKey(keys.pop()).FormatString)

    def set_number_format(self, book: str, sheet: str, area: Area, code: str | None) -> None:
        """Gives the area a number format, in the English notation of Excel."""
        formats = self._document(book).NumberFormats
        locale = uno.createUnoStruct("com.sun.star.lang.Locale")
        locale.Language, locale.Country = "en", "US"
        code = "General" if code is None else code
        key = formats.queryKey(code, locale, False)
        self._cells(book, sheet, area).NumberFormat = formats.addNew(code, locale) if key == -1 else key

    def hidden_rows(self, book: str, sheet: str, area: Area) -> list[int]:
        """The row numbers of the area that are hidden or filtered away."""
        seen: set[int] = set()
        for at in self._cells(book, sheet, area).queryVisibleCells().getRangeAddresses():
            seen.update(range(at.StartRow + 1, at.EndRow + 2))
        return [row for row in range(area[0], area[2] + 1) if row not in seen]

    def set_hidden(self, book: str, sheet: str, area: Area, hidden: bool) -> None:
        """Hides the rows of an area, or shows them."""
        self._cells(book, sheet, area).Rows.IsVisible = not hidden

    def merged(self, book: str, sheet: str, area: Area) -> list[Area]:
        """The merged areas that begin in the area."""
        own, (top, left, bottom, right) = self._sheet(book, sheet), area
        if not self._cells(book, sheet, area).getIsMerged():  # True as soon as one cell of it is.
            return []
        if (top, left) == (bottom, right):
            cursor = own.createCursorByRange(own.getCellByPosition(left - 1, top - 1))
            cursor.collapseToMergedArea()
            at = cursor.RangeAddress
            return [[at.StartRow + 1, at.StartColumn + 1, at.EndRow + 1, at.EndColumn + 1]]
        row, column = (top + bottom) // 2, (left + right) // 2
        halves = [[top, left, row, right], [row + 1, left, bottom, right]]
        if top == bottom:
            halves = [[top, left, top, column], [top, column + 1, top, right]]
        return [found for half in halves for found in self.merged(book, sheet, half)]

    def colour(self, book: str, sheet: str, area: Area) -> int | None:
        """The background the area's first cell has of its own, as a number 0xRRGGBB; None where it has none."""
        found = self._cells(book, sheet, area[:2] + area[:2]).CellBackColor
        return None if found == NO_COLOUR else found

    def set_colour(self, book: str, sheet: str, area: Area, colour: int | None) -> None:
        """Gives the area a background, or none."""
        self._cells(book, sheet, area).CellBackColor = NO_COLOUR if colour is None else colour

    def note(self, book: str, sheet: str, row: int, column: int) -> str | None:
        """The text of a cell's note; None where there is none."""
        cell = self._sheet(book, sheet).getCellByPosition(column - 1, row - 1)
        return str(cell.getAnnotation().getString()) or None

    def set_note(self, book: str, sheet: str, row: int, column: int, text: str | None) -> None:
        """Gives a cell a note, or takes it away."""
        own = self._sheet(book, sheet)
        notes, address = own.getAnnotations(), own.getCellByPosition(column - 1, row - 1).getCellAddress()
        for place in range(notes.getCount() - 1, -1, -1):
            at = notes.getByIndex(place).getPosition()
            if (at.Row, at.Column) == (row - 1, column - 1):
                notes.removeByIndex(place)
        if text is not None:
            notes.insertNew(address, text)

    def properties(self, book: str) -> dict[str, str]:
        """The workbook's own properties that hold text."""
        own = self._document(book).DocumentProperties.UserDefinedProperties
        names = [each.Name for each in own.getPropertySetInfo().getProperties()]
        return {name: value for name in names for value in [own.getPropertyValue(name)] if isinstance(value, str)}

    def set_property(self, book: str, name: str, value: str) -> None:
        """Sets one of the workbook's own properties."""
        own = self._document(book).DocumentProperties.UserDefinedProperties
        if own.getPropertySetInfo().hasPropertyByName(name):
            own.setPropertyValue(name, value)
        else:
            own.addProperty(name, 128, value)  # 128: REMOVABLE, or LibreOffice would not store it.

    # The person in front of it

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


def _spots(group: Any, area: Area) -> Iterator[tuple[int, int]]:
    """The cells of a group as (row, column) counted from 0 within the area."""
    for at in group.getRangeAddresses():
        for row in range(at.StartRow + 1 - area[0], at.EndRow + 2 - area[0]):
            for column in range(at.StartColumn + 1 - area[1], at.EndColumn + 2 - area[1]):
                yield row, column


def _all_spots(rows: Rows) -> Iterator[tuple[int, int]]:
    return ((row, column) for row, values in enumerate(rows) for column in range(len(values)))


def _typed(value: Any, kind: int, start: datetime.datetime) -> Any:
    if isinstance(value, bool) or not isinstance(value, float):
        return value
    if kind & LOGICAL:
        return bool(value)
    try:
        return {"date": (start + datetime.timedelta(seconds=round(value * 86400))).isoformat()}
    except OverflowError:
        return value


def _stored(value: Any, start: datetime.datetime) -> Any:
    if value is None:
        return ""
    if isinstance(value, dict):
        return (datetime.datetime.fromisoformat(value["date"]) - start).total_seconds() / 86400
    return float(value) if isinstance(value, (bool, int)) else value


def _is_parsed(value: object) -> bool:
    return isinstance(value, str) and PARSED.match(value) is not None
