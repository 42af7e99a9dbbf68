"""What will change in one sheet: every cell with its new content, decided and checked before a byte is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

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

_COLUMN_BITS = 15
"""A row and a column make one number, the cheapest key there is."""
_FAR = 200
"""How many rows are searched for a cell of the same column with a date style."""


class CellChange(NamedTuple):
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
    changes: dict[int, dict[int, CellChange]] = field(default_factory=dict)
    """By row, then by column."""
    row_models: dict[int, int] = field(default_factory=dict)
    """For a row to be made: the row whose height and style it takes."""
    grown: dict[str, Area] = field(default_factory=dict)
    """New area by table name."""
    appended: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """For each table as named in the edits: the rows its new rows get, in their order."""
    formulas_changed: bool = False
    heights: Mapping[int, float | None] = field(default_factory=dict)
    """In points, for the rows whose wrapped texts change; None for the usual height."""

    def __post_init__(self) -> None:
        data = self.book.sheet_xml(self.sheet)
        self.text = SheetText(data, self.sheet.part)
        # A sheet that had to be put into plain UTF-8 first would not come back byte for byte.
        if self.text.data is not data or not self.text.is_sorted:
            raise refusals.UNUSUAL.because(sheet=self.sheet.name)
        self.formulas = SheetFormulas(self.text)
        self._cells: dict[int, dict[int, Cell]] = {}
        self._found: dict[int, Cell | None] = {}
        self._layouts: dict[int, tuple[int, tuple[int, ...] | None]] = {}
        self._models: dict[int, bytes] = {}
        self._lost_masters: list[tuple[Formula, int, int]] = []

    def layout(self, row: int) -> tuple[int, tuple[int, ...] | None]:
        """The row's place and the columns of its cells; None where they must be read one by one."""
        if row not in self._layouts:
            index = self.text.index(row)
            self._layouts[row] = (-1, ()) if index is None else (index, self.text.layout(index))
        return self._layouts[row]

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
        index, columns = self.layout(row)
        if columns is None:
            return self.cells(row).get(column)
        if column not in columns:
            return None
        spot = row << _COLUMN_BITS | column
        if spot not in self._found:
            self._found[spot] = self.text.usual_cell(index, column) or self.cells(row).get(column)
        return self._found[spot]

    def gap(self, row: int, column: int) -> int | None:
        """Where in a row that is present a missing cell belongs; None where no cell stands before or behind it."""
        _, layout = self.layout(row)
        columns = list(self.cells(row)) if layout is None else layout
        after = next((each for each in columns if each > column), None)
        beside = self.cell(row, after) if after else self.cell(row, columns[-1]) if columns else None
        return None if beside is None else beside.start if after else beside.end

    def row_attributes(self, model: int) -> bytes:
        """What a new row takes over from that one: its style and a chosen height, not that it is hidden."""
        if model not in self._models:
            index = self.text.index(model)
            attributes = self.text.row_tag(self.text.row_bytes(index))[1] if index is not None else b""
            fitted = () if _is_chosen(attributes) else (b"ht",)
            for name in (b"r", b"hidden", b"collapsed", *fitted):
                attributes = markup.drop_attribute(attributes, name)
            self._models[model] = attributes.rstrip()
        return self._models[model]

    def with_height(self, attributes: bytes, row: int) -> bytes:
        """A row's attributes with the height it needs now; one that a person chose stays."""
        if row not in self.heights or _is_chosen(attributes):
            return attributes
        height = self.heights[row]
        if height is None:
            return markup.drop_attribute(attributes, b"ht")
        return markup.set_attribute(attributes, b"ht", b"%g" % height)

    def style(self, row: int, column: int) -> int | None:
        """The style's number of a cell that is present."""
        cell = self.cell(row, column)
        return None if cell is None else self._style_of(cell)

    def _style_of(self, cell: Cell) -> int:
        return markup.whole(cell.attributes, b"s", self.sheet.part)

    def write(self, edit: WriteCell) -> None:
        """Take up a value. Raises E_CELL_VALUE, E_MERGED_CELL, E_ARRAY_FORMULA or E_FORMULA_CELL, naming the cell."""
        row, column = edit.row, edit.column
        self.check_cell(row, column, edit.value)
        cell = self.cell(row, column)
        formula = self.formulas.of(cell)
        if formula:
            if not edit.over_formula:
                raise self.refuse(refusals.FORMULA_CELL, row, column)
            self.formulas_changed = True
            if self.formulas.is_master(formula):
                self._lost_masters.append((formula, row, column))
        style = self.new_style(row, column) if cell is None else self._style_of(cell)
        change = CellChange(edit.value, "value", self.fitting(style, edit.value, row, column))
        self._add(row, column, change)

    def write_cached(self, edit: WriteCached) -> None:
        """Take up a formula's result. Raises E_CELL_VALUE or E_NO_FORMULA."""
        self.check_value(edit.row, edit.column, edit.value)
        if not self.formulas.of(self.cell(edit.row, edit.column)):
            raise self.refuse(refusals.NO_FORMULA, edit.row, edit.column)
        self._add(edit.row, edit.column, CellChange(edit.value, "cached", None))

    def place(self, row: int, column: int, change: CellChange) -> None:
        """Take up a cell of an appended row."""
        self.check_cell(row, column, change.value)
        self.formulas_changed = self.formulas_changed or change.kind == "formula"
        self._add(row, column, change)

    def place_below(self, row: int, changes: dict[int, CellChange]) -> None:
        """Take up a whole row below a table; its values and the area it grows into were checked."""
        if any(change.kind == "formula" for change in changes.values()):
            self.formulas_changed = True
        of_row = self.changes.setdefault(row, changes)
        if of_row is not changes:
            assert not of_row.keys() & changes.keys(), f"two edits in row {row} of {self.sheet.name}"
            of_row.update(changes)

    def _add(self, row: int, column: int, change: CellChange) -> None:
        of_row = self.changes.setdefault(row, {})
        assert column not in of_row, f"two edits for {self.sheet.name}!{address(row, column)}"
        of_row[column] = change

    def check_cell(self, row: int, column: int, value: Writable) -> None:
        """That the cell exists, can hold the value, and is neither merged away nor part of an array formula."""
        self.check_value(row, column, value)
        if not self._guarded:
            return
        if any(area.holds(row, column) for area in self.formulas.fixed_areas):
            raise self.refuse(refusals.ARRAY_FORMULA, row, column)
        if any(area.holds(row, column) and (row, column) != (area.top, area.left) for area in self.merged):
            raise self.refuse(refusals.MERGED_CELL, row, column)

    def check_value(self, row: int, column: int, value: Writable) -> None:
        """That the cell exists and can hold the value."""
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise refusals.CELL_VALUE.because(sheet=self.sheet.name, cell=f"R{row}C{column}", why=_OUTSIDE)
        why = _why_not(value, self.book.date1904)
        if why:
            raise refusals.CELL_VALUE.because(sheet=self.sheet.name, cell=address(row, column), why=why)

    @cached_property
    def _guarded(self) -> bool:
        """Whether there is any area in which single cells must not be written."""
        return bool(self.formulas.fixed_areas or self.merged)

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
            return markup.whole(attributes, b"s", self.sheet.part)
        return next((style for first, last, style in self.column_styles if first <= column <= last), 0)

    @cached_property
    def column_styles(self) -> list[tuple[int, int, int]]:
        """(first column, last column, style) as the sheet says it."""
        tags = (tag[2] for tag in markup.start_tag(b"col").finditer(self.text.head))
        names = (b"min", b"max", b"style")
        found = [[markup.whole(tag, name, self.sheet.part) for name in names] for tag in tags]
        return [(first, last, style) for first, last, style in found]

    def rehome_masters(self) -> None:
        """Hand every shared formula whose master is overwritten on to the first cell left in its group."""
        for formula, row, column in sorted(self._lost_masters, key=lambda lost: lost[1:]):
            self._rehome(formula, (row, column))

    def _rehome(self, formula: Formula, at: tuple[int, int]) -> None:
        cells = self.formulas.group_cells(formula.group or b"")
        left = [(row, column) for row, column in cells if not self._is_overwritten(row, column)]
        if not left:
            return
        element = self.formulas.new_master(formula, at, left)
        present = self.changes.get(left[0][0], {}).get(left[0][1])
        kept: Writable = present.value if present else None
        kind: Literal["formula", "master"] = "formula" if present else "master"
        self.changes.setdefault(left[0][0], {})[left[0][1]] = CellChange(kept, kind, None, element)

    def _is_overwritten(self, row: int, column: int) -> bool:
        change = self.changes.get(row, {}).get(column)
        return change is not None and change.kind == "value"


_DIGITS = 300
"""What Excel's numbers have before the point, at most."""
_OUTSIDE = Label("it lies outside the sheet", "sie liegt außerhalb des Blatts")


def _is_chosen(attributes: bytes) -> bool:
    """Whether a row has the height that a person gave it."""
    return markup.attribute(attributes, b"customHeight") in (b"1", b"true")


def _why_not(value: Writable, date1904: bool) -> Label | None:
    """Why a cell cannot hold this value; None where it can."""
    if value is None or (type(value) is str and len(value) <= TEXT_LIMIT):
        return None
    if isinstance(value, str) and len(value) > TEXT_LIMIT:
        count = len(value)
        return Label(f"{count} characters, {TEXT_LIMIT} fit", f"{count} Zeichen, {TEXT_LIMIT} passen hinein")
    if isinstance(value, date) and not is_writable_date(value, date1904):
        return Label("Excel's calendar has no such day", "Excels Kalender kennt diesen Tag nicht")
    if isinstance(value, Decimal) and not (value.is_finite() and (not value or value.adjusted() < _DIGITS)):
        return Label("it is no number", "es ist keine Zahl")
    return None
