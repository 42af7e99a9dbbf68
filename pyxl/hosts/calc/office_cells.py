"""The cells of the open workbooks, always in whole blocks. See `office.py`, of which this is a part."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import uno

if TYPE_CHECKING:
    Area = list[int]
    Rows = list[list[Any]]

DATE, TIME, LOGICAL, TEXT = 2, 4, 1024, 256
"""NumberFormat types (com.sun.star.util.NumberFormat)."""
ERRORS = {32767: "#N/A", 503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!"}
FORMULA_ERROR = 4
DATE_VALUES, FORMULAS = 2, 16
"""Kinds of content (com.sun.star.sheet.CellFlags): numbers shown as dates or times, and formulas."""
PARSED = re.compile(r"[=+@-]|[-+]?[\d.,]")
"""Texts that a spreadsheet program would take for a formula, a number or a date when they are entered."""
NO_COLOUR = -1


class Cells:
    """What can be asked about cells, and done to them. `document` gives the document of a workbook by its id."""

    def __init__(self, document: Callable[[str], Any]) -> None:
        self._document = document
        self._sheets: dict[tuple[str, str], Any] = {}

    def _sheet(self, book: str, sheet: str) -> Any:
        if (book, sheet) not in self._sheets:
            self._sheets[book, sheet] = self._document(book).Sheets.getByName(sheet)
        return self._sheets[book, sheet]

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
        if any(isinstance(value, float) for row in rows for value in row):
            self._give_types(book, cells, area, rows, start)
        for row, column in _spots(cells.queryFormulaCells(FORMULA_ERROR), area):
            code = cells.getCellByPosition(column, row).getError()
            rows[row][column] = {"error": ERRORS.get(code, "#VALUE!")}
        return rows

    def _give_types(self, book: str, cells: Any, area: Area, rows: Rows, start: datetime.datetime) -> None:
        """Dates and truth values instead of numbers. The format is asked for only where a number may be one of them:

        each question to the office costs as much as reading a hundred cells.
        """
        for row, column in _spots(cells.queryContentCells(DATE_VALUES), area):
            rows[row][column] = _typed(rows[row][column], DATE, start)
        computed = set(_spots(cells.queryContentCells(FORMULAS), area))
        unclear = {spot for spot in computed if isinstance(rows[spot[0]][spot[1]], float)}
        unclear |= {spot for spot in _all_spots(rows) if rows[spot[0]][spot[1]] in (0.0, 1.0)}
        for column in sorted({column for _, column in unclear}):
            whole = cells.getCellRangeByPosition(column, 0, column, len(rows) - 1)
            for kind, spots in self._kinds(book, whole, area, {spot for spot in unclear if spot[1] == column}):
                for spot in spots if kind & (DATE | TIME | LOGICAL) else ():
                    rows[spot[0]][spot[1]] = _typed(rows[spot[0]][spot[1]], kind, start)

    def _kinds(
        self, book: str, column: Any, area: Area, asked: set[tuple[int, int]]
    ) -> Iterator[tuple[int, set[tuple[int, int]]]]:
        """These cells of a column by the type of their number format, which mostly is one for all."""
        key = column.NumberFormat
        if key is not None:
            yield self._document(book).NumberFormats.getByKey(key).Type, asked
            return
        for kind, group in self._by_format(book, column):
            yield kind, asked & set(_spots(group, area))

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
        cell = own.getCellByPosition(column - 1, row - 1)
        if text is None:
            cell.clearContents(8)  # CellFlags.ANNOTATION
        else:
            own.getAnnotations().insertNew(cell.getCellAddress(), text)

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
