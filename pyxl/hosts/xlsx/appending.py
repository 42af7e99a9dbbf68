"""Rows for the end of a table: first its empty body rows are filled, then it grows downwards.

A new row takes the looks and the formulas of the row above. Nothing beside or below the table is touched; where it
cannot grow it is refused (E_TABLE_TOTALS, E_TABLE_BLOCKED).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyxl.hosts.xlsx import markup, refusals
from pyxl.hosts.xlsx.addresses import LAST_ROW, Area, address, column_letters
from pyxl.hosts.xlsx.formulas import shift_formula
from pyxl.hosts.xlsx.sheet_plan import CellChange, SheetPlan
from pyxl.hosts.xlsx.sheet_text import CONTENT, Cell
from pyxl.hosts.xlsx.tables import Table
from pyxl.hosts.xlsx.values import Writable, escape_markup

_FAR = 200
"""How many rows up a calculated column's formula is looked for."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a column's formula is copied from: its row, its text, whether it is an array formula of one cell."""

    row: int
    text: str
    is_array: bool
    marks: bytes
    """The `cm` attribute of a dynamic array."""


class Appending:
    """The growth of one table by some rows."""

    def __init__(self, plan: SheetPlan, table: Table, results: frozenset[int] = frozenset()) -> None:
        self.plan, self.table, self.results = plan, table, results
        self.body = table.body

    def place(self, rows: Sequence[Mapping[int, Writable]]) -> tuple[int, ...]:
        """Plan the rows; the row numbers they get, in their order."""
        places = list(self._empty_rows(len(rows)))
        missing = len(rows) - len(places)
        if missing:
            self._grow(missing)
            places += range(self.body.bottom + 1, self.body.bottom + missing + 1)
        indexes = frozenset(range(len(self.table.columns)))
        for row, values in zip(places, rows, strict=True):
            assert values.keys() <= indexes, "a column outside the table"
            if row > self.body.bottom:
                self._place_below(row, values)
            else:
                self._place_within(row, values)
        return tuple(places)

    def _empty_rows(self, most: int) -> Iterator[int]:
        """Visible body rows that hold nothing but formulas of calculated columns, from the top."""
        columns = self.body.columns
        taken = {row for row, of_row in self.plan.changes.items() if any(column in columns for column in of_row)}
        for row in self.body.rows:
            if not most:
                return
            if row not in taken and self._is_empty(row):
                yield row
                most -= 1

    def _is_empty(self, row: int) -> bool:
        text = self.plan.text
        index = text.index(row)
        if index is None:
            return True
        data, prefix = text.data, text.prefix
        start, end = text.span(index)
        first = data.find(b"</" + prefix + b"c>", start, end)
        if first < 0:
            return not self._is_hidden(data[start:end])
        # The usual full row begins with a value of the table: no need to look at the rest of it.
        begin = data.rfind(b"<" + prefix + b"c ", start, first)
        if begin >= 0 and data.find(b"<" + prefix + b"f", begin, first) < 0 and self._begins_table(data[begin:first]):
            return False
        cells = text.cells_of(data[start:end])
        return not self._is_hidden(data[start:end]) and not any(self._counts(cell) for cell in cells)

    def _begins_table(self, cell: bytes) -> bool:
        """Whether the cell stands in the table's first column and holds something."""
        reference = markup.attribute(cell[: cell.find(b">")], b"r") or b""
        letters, digits = reference[: len(self._first_letters)], reference[len(self._first_letters) :]
        return letters == self._first_letters and digits.isdigit() and CONTENT.search(cell) is not None

    @cached_property
    def _first_letters(self) -> bytes:
        return column_letters(self.body.left).encode()

    def _is_hidden(self, row: bytes) -> bool:
        tag = self.plan.text.row_tag(row)[1]
        return markup.attribute(tag, b"hidden") in (b"1", b"true")

    def _counts(self, cell: Cell) -> bool:
        """Whether the cell makes its row one of the user's."""
        if cell.column not in self.body.columns or not cell.has_content:
            return False
        is_formula = self.plan.formulas.of(cell) is not None
        return not (is_formula and self._source(cell.column) is not None)

    def _grow(self, count: int) -> None:
        table, plan = self.table, self.plan
        if table.totals_rows:
            raise refusals.TABLE_TOTALS.because(table=table.name, count=count)
        new = Area(self.body.bottom + 1, self.body.left, self.body.bottom + count, self.body.right)
        blocked = self._blocking_cell(new)
        if blocked:
            cell = address(*blocked)
            raise refusals.TABLE_BLOCKED.because(table=table.name, sheet=plan.sheet.name, cell=cell)
        plan.grown[table.name] = table.area.down_to(new.bottom)
        for row in new.rows:
            plan.row_models[row] = self.body.bottom

    def _blocking_cell(self, new: Area) -> tuple[int, int] | None:
        if new.bottom > LAST_ROW:
            return LAST_ROW, new.left
        neighbours = [table.area for table in self.plan.book.tables if table.sheet == self.table.sheet]
        for area in (*self.plan.merged, *self.plan.formulas.fixed_areas, *neighbours):
            if area != self.table.area and area.meets(new):
                return area.top, area.left
        for row in new.rows:
            for cell in self.plan.cells(row).values() if self.plan.text.index(row) is not None else ():
                if cell.column in new.columns and cell.has_content:
                    return row, cell.column
            planned = (column for column in self.plan.changes.get(row, ()) if column in new.columns)
            if (column := next(planned, None)) is not None:
                return row, column
        return None

    def _place_within(self, row: int, values: Mapping[int, Writable]) -> None:
        """Fill an empty row of the body: its formulas and styles are there."""
        for index, column in enumerate(self.body.columns):
            present, value, is_given = self.plan.cell(row, column), values.get(index), index in values
            if present is not None and self.plan.formulas.of(present) is not None:
                if is_given:
                    self.plan.place(row, column, CellChange(value, "cached", None))
                continue
            source = self._source(column)
            if source is not None and (not is_given or self._is_result(column)):
                self.plan.place(row, column, self._with_formula(source, row, column, self._style(row, column), value))
            elif is_given:
                style = self.plan.fitting(self._style(row, column), value, row, column)
                self.plan.place(row, column, CellChange(value, "value", style))

    def _place_below(self, row: int, values: Mapping[int, Writable]) -> None:
        """Make a new row. What it takes from the last one is looked up once, not for every row."""
        changes = {}
        for index, column, style, source, is_result in self._columns_below:
            value = values.get(index)
            if value is not None:
                self.plan.check_value(row, column, value)
            if source is not None and (is_result or index not in values):
                changes[column] = self._with_formula(source, row, column, style, value)
            else:
                changes[column] = CellChange(value, "value", self._fitting_below(style, value, column))
        self.plan.place_below(row, changes)

    @cached_property
    def _columns_below(self) -> list[tuple[int, int, int, Source | None, bool]]:
        """For each column: its place in the table and in the sheet, its style in the last row, its formula."""
        last, columns = self.body.bottom, enumerate(self.body.columns)
        return [
            (index, column, self._style(last, column), self._source(column), self._is_result(column))
            for index, column in columns
        ]

    def _fitting_below(self, style: int, value: Writable, column: int) -> int:
        """As the first new row has it, so has the thousandth."""
        return style if value is None else self.plan.fitting(style, value, self.body.bottom + 1, column)

    def _with_formula(self, source: Source, row: int, column: int, style: int, value: Writable) -> CellChange:
        fitting = self.plan.fitting(style, value, min(row, self.body.bottom + 1), column)
        return CellChange(value, "formula", fitting, self._copied(source, row, column), source.marks)

    def _style(self, row: int, column: int) -> int:
        """The style of what is there, or of what would be."""
        own = self.plan.style(row, column)
        return self.plan.new_style(row, column) if own is None else own

    def _is_result(self, column: int) -> bool:
        """Whether a value given for the column is the result of its formula."""
        return self._is_declared(column) or column - self.body.left in self.results

    def _is_declared(self, column: int) -> bool:
        return bool(self.table.columns[column - self.body.left].formula)

    def _source(self, column: int) -> Source | None:
        """The formula a new row gets in that column; None where the column is typed by hand."""
        if column not in self._sources:
            self._sources[column] = self._find_source(column)
        return self._sources[column]

    @cached_property
    def _sources(self) -> dict[int, Source | None]:
        return {}

    def _find_source(self, column: int) -> Source | None:
        last = self.body.bottom
        if self._is_declared(column):
            rows = range(last, max(self.body.top, last - _FAR) - 1, -1)
            found = next((source for row in rows if (source := self._written(row, column))), None)
            declared = self.table.columns[column - self.body.left].formula
            # Only a formula that means the same in every row can be taken from the declaration itself.
            if found is None and shift_formula(declared, 1) == declared:
                return Source(last, declared, False, b"")
            return found
        return self._filled_down(column)

    def _filled_down(self, column: int) -> Source | None:
        """An undeclared column counts as calculated when its last rows hold one formula, filled down."""
        last = self._last_filled
        source = self._written(last, column)
        if source is None:
            return None
        above = self._written(last - 1, column) if last > self.body.top else None
        if above is not None:
            return source if shift_formula(above.text, 1) == source.text else None
        moves = shift_formula(source.text, 1) != source.text or "[@" in source.text or "[#This Row]" in source.text
        return source if last == self.body.top and moves else None

    @cached_property
    def _last_filled(self) -> int:
        """The last body row with anything in it."""
        rows = range(self.body.bottom, max(self.body.top, self.body.bottom - _FAR) - 1, -1)
        filled = (row for row in rows if self._has_content(row))
        return next(filled, self.body.bottom)

    def _has_content(self, row: int) -> bool:
        cells = self.plan.cells(row)
        return any(cell.has_content for column, cell in cells.items() if column in self.body.columns)

    def _written(self, row: int, column: int) -> Source | None:
        cell = self.plan.cell(row, column)
        formula = self.plan.formulas.of(cell)
        if cell is None or formula is None:
            return None
        is_array = formula.kind == b"array"
        area = markup.attribute(formula.attributes, b"ref") or b""
        if formula.kind == b"dataTable" or (is_array and b":" in area):
            raise self.plan.refuse(refusals.ARRAY_FORMULA, row, column)
        marks = markup.attribute(cell.attributes, b"cm") if is_array else None
        text = self.plan.formulas.written_out(formula, row, column)
        return Source(row, text, is_array, b' cm="%b"' % marks if marks else b"")

    def _copied(self, source: Source, row: int, column: int) -> bytes:
        moved = source.text if self._stays(source.text) else shift_formula(source.text, row - source.row)
        text = escape_markup(moved).encode()
        prefix = self.plan.text.prefix
        kind = b' t="array" ref="%b"' % address(row, column).encode() if source.is_array else b""
        kept = b' xml:space="preserve"' if text != text.strip() else b""
        return b"<%bf%b%b>%b</%bf>" % (prefix, kind, kept, text, prefix)

    def _stays(self, formula: str) -> bool:
        """Whether the formula reads the same in every row, as those do that name their columns."""
        if formula not in self._same:
            self._same[formula] = shift_formula(formula, 1) == formula
        return self._same[formula]

    @cached_property
    def _same(self) -> dict[str, bool]:
        return {}
