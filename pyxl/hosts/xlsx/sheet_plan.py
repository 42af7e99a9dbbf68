"""What will change in one sheet: every cell with its new content, decided and checked before a byte is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pyxl.core.labels import Label
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.hosts.xlsx import markup, refusals
from pyxl.hosts.xlsx.addresses import LAST_COLUMN, LAST_ROW, Area, address
from pyxl.hosts.xlsx.edits import WriteCached, WriteCell
from pyxl.hosts.xlsx.facts import merged_areas
from pyxl.hosts.xlsx.package import Book, Sheet
from pyxl.hosts.xlsx.sheet_formulas import Formula, SheetFormulas
from pyxl.hosts.xlsx.sheet_text import Cell, SheetText
from pyxl.hosts.xlsx.styles import Styles
from pyxl.hosts.xlsx.tables import Table
from pyxl.hosts.xlsx.values import TEXT_LIMIT, Writable, is_writable_date

_FAR = 200
"""How many rows are searched for a cell of the same column with a date style."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """The new content of one cell."""

    value: Writable
    kind: Literal["value", "cached", "formula", "master"]
    """`value` replaces all, `cached` only the result, `formula` both, `master` only re-homes a shared formula."""
    style: int | None
    """The style's number; None keeps what is there."""
    formula: bytes = b""
    """The `<f>` element for `formula` and `master`."""
    attributes: bytes = b""
    """Further attributes that go with the formula (`cm` of a dynamic array)."""


@dataclass
class SheetPlan:
    """The changes of one sheet, gathered edit by edit; each is checked when it is added."""

    book: Book
    sheet: Sheet
    styles: Styles
    text: SheetText = field(init=False)
    formulas: SheetFormulas = field(init=False)
    changes: dict[tuple[int, int], CellChange] = field(default_factory=dict)
    row_models: dict[int, int] = field(default_factory=dict)
    """For a row to be made: the row whose height and style it takes."""
    grown: dict[str, Area] = field(default_factory=dict)
    """New area by table name."""
    formulas_changed: bool = False

    def __post_init__(self) -> None:
        data = self.book.sheet_xml(self.sheet)
        self.text = SheetText(data, self.sheet.part)
        # A sheet that had to be put into plain UTF-8 first would not come back byte for byte.
        if self.text.data is not data or not self.text.is_sorted:
            raise refusals.UNUSUAL.because(sheet=self.sheet.name)
        self.formulas = SheetFormulas(self.text)
        self._cells: dict[int, dict[int, Cell]] = {}

    def cells(self, row: int) -> dict[int, Cell]:
        """The cells of a row as they stand, by column."""
        if row not in self._cells:
            cells = self.text.cells(row)
            self._cells[row] = {cell.column: cell for cell in cells}
            if list(self._cells[row]) != sorted({cell.column for cell in cells}) or len(self._cells[row]) != len(cells):
                raise refusals.UNUSUAL.because(sheet=self.sheet.name)
        return self._cells[row]

    def cell(self, row: int, column: int) -> Cell | None:
        """One cell as it stands."""
        return self.cells(row).get(column)

    def style(self, row: int, column: int) -> int | None:
        """The style's number of a cell that is present."""
        cell = self.cell(row, column)
        return None if cell is None else int(markup.attribute(cell.attributes, b"s") or 0)

    def write(self, edit: WriteCell) -> None:
        """Take up a value. Raises E_CELL_VALUE, E_MERGED_CELL, E_ARRAY_FORMULA or E_FORMULA_CELL, naming the cell."""
        row, column = edit.row, edit.column
        self.check_cell(row, column, edit.value)
        formula = self.formulas.of(self.cell(row, column))
        if formula:
            if not edit.over_formula:
                raise self.refuse(refusals.FORMULA_CELL, row, column)
            self.formulas_changed = True
        base = self.style(row, column)
        style = self.new_style(row, column) if base is None else base
        change = CellChange(edit.value, "value", self.fitting(style, edit.value, row, column))
        self._add(row, column, change)

    def write_cached(self, edit: WriteCached) -> None:
        """Take up a formula's result. Raises E_CELL_VALUE or E_NO_FORMULA."""
        self._check_value(edit.row, edit.column, edit.value)
        if not self.formulas.of(self.cell(edit.row, edit.column)):
            raise self.refuse(refusals.NO_FORMULA, edit.row, edit.column)
        self._add(edit.row, edit.column, CellChange(edit.value, "cached", None))

    def place(self, row: int, column: int, change: CellChange) -> None:
        """Take up a cell of an appended row."""
        self.check_cell(row, column, change.value)
        self.formulas_changed = self.formulas_changed or change.kind == "formula"
        self._add(row, column, change)

    def _add(self, row: int, column: int, change: CellChange) -> None:
        assert (row, column) not in self.changes, f"two edits for {self.sheet.name}!{address(row, column)}"
        self.changes[row, column] = change

    def check_cell(self, row: int, column: int, value: Writable) -> None:
        """That the cell exists, can hold the value, and is neither merged away nor part of an array formula."""
        self._check_value(row, column, value)
        if any(area.holds(row, column) for area in self.formulas.fixed_areas):
            raise self.refuse(refusals.ARRAY_FORMULA, row, column)
        if any(area.holds(row, column) and (row, column) != (area.top, area.left) for area in self.merged):
            raise self.refuse(refusals.MERGED_CELL, row, column)

    def _check_value(self, row: int, column: int, value: Writable) -> None:
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise refusals.CELL_VALUE.because(sheet=self.sheet.name, cell=f"R{row}C{column}", why=_OUTSIDE)
        why = _why_not(value, self.book.date1904)
        if why:
            raise refusals.CELL_VALUE.because(sheet=self.sheet.name, cell=address(row, column), why=why)

    @cached_property
    def merged(self) -> tuple[Area, ...]:
        """The merged areas of the sheet."""
        return merged_areas(self.text)

    def refuse(self, kind: RefusalKind, row: int, column: int) -> Refused:
        """The refusal that names the cell."""
        return kind.because(sheet=self.sheet.name, cell=address(row, column))

    def fitting(self, style: int, value: Writable, row: int, column: int) -> int:
        """The style in which this value shows as what it is."""
        if isinstance(value, str):
            return self.styles.for_text(style, value)
        if value is None:
            return style
        style = self.styles.for_value(style)
        if self.styles.is_date(style):
            return style if isinstance(value, date) else self._number_style(style, row, column)
        if not isinstance(value, date):
            return style
        nearest = self._date_style(row, column)
        with_time = isinstance(value, datetime) and value.time() != time()
        return self.styles.as_date(style, with_time) if nearest is None else nearest

    def _date_style(self, row: int, column: int) -> int | None:
        """The date style of the nearest row of the same table column."""
        return next((style for style in self._near_styles(row, column) if self.styles.is_date(style)), None)

    def _number_style(self, style: int, row: int, column: int) -> int:
        """For a number in a cell that shows dates: the nearest style of its table column that shows none.

        So a date that was written into a column of numbers by mistake leaves no trace when it is taken back.
        """
        return next((near for near in self._near_styles(row, column) if not self.styles.is_date(near)), style)

    def _near_styles(self, row: int, column: int) -> Iterator[int]:
        """The styles of the same table column, from the next row above upwards, then downwards."""
        table = self.table_at(row, column)
        if table is None:
            return
        body = table.body
        above = range(row - 1, max(body.top, row - _FAR) - 1, -1)
        below = range(row + 1, min(body.bottom, row + _FAR) + 1)
        for near in (*above, *below):
            style = self.style(near, column)
            if style is not None:
                yield style

    def table_at(self, row: int, column: int) -> Table | None:
        """The table whose body, as it will be, holds the cell."""
        tables = [table for table in self.book.tables if table.sheet == self.sheet.name]
        for table in tables:
            area = self.grown.get(table.name, table.area)
            if column in area.columns and table.body.top <= row <= area.bottom - table.totals_rows:
                return table
        return None

    def new_style(self, row: int, column: int) -> int:
        """The style of a cell that is not there yet: of the table row above, else of its row, else of its column."""
        table = self.table_at(row, column)
        if table is not None:
            found = next(self._near_styles(row, column), None)
            if found is not None:
                return found
        index = self.text.index(row)
        attributes = self.text.row_tag(self.text.row_bytes(index))[1] if index is not None else b""
        if markup.attribute(attributes, b"customFormat") in (b"1", b"true"):
            return int(markup.attribute(attributes, b"s") or 0)
        return next((style for first, last, style in self._column_styles if first <= column <= last), 0)

    @cached_property
    def _column_styles(self) -> list[tuple[int, int, int]]:
        tags = (tag[2] for tag in markup.start_tag(b"col").finditer(self.text.head))
        found = [[int(markup.attribute(tag, name) or 0) for name in (b"min", b"max", b"style")] for tag in tags]
        return [(first, last, style) for first, last, style in found]

    def rehome_masters(self) -> None:
        """Hand every shared formula whose master is overwritten on to the first cell left in its group."""
        over = {spot for spot, change in self.changes.items() if change.kind == "value"}
        for row, column in sorted(over):
            formula = self.formulas.of(self.cell(row, column))
            if formula is not None and self.formulas.is_master(formula):
                self._rehome(formula, (row, column), over)

    def _rehome(self, formula: Formula, at: tuple[int, int], over: set[tuple[int, int]]) -> None:
        left = [spot for spot in self.formulas.group_cells(formula.group or b"") if spot not in over]
        if not left:
            return
        element = self.formulas.new_master(formula, at, left)
        present = self.changes.get(left[0])
        kept: Writable = present.value if present else None
        kind: Literal["formula", "master"] = "formula" if present else "master"
        self.changes[left[0]] = CellChange(kept, kind, None, element)


_OUTSIDE = Label("it lies outside the sheet", "sie liegt außerhalb des Blatts")


def _why_not(value: Writable, date1904: bool) -> Label | None:
    """Why a cell cannot hold this value; None where it can."""
    if isinstance(value, str) and len(value) > TEXT_LIMIT:
        count = len(value)
        return Label(f"{count} characters, {TEXT_LIMIT} fit", f"{count} Zeichen, {TEXT_LIMIT} passen hinein")
    if isinstance(value, date) and not is_writable_date(value, date1904):
        return Label("Excel's calendar has no such day", "Excels Kalender kennt diesen Tag nicht")
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value) < Decimal("1e300")):
        return Label("it is no number", "es ist keine Zahl")
    return None
