"""From changes by key to edits by cell: rows are found by key, and what a person changed meanwhile stays.

The plan is made against one reading of the tabs; if the workbook changes before it is written, it is made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyxl.app.desk import Conflict
from pyxl.app.sheet_findings import key_text
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.cell_writing import Plain, cell_value, says_exactly, still_says
from pyxl.core.cells import RawValue
from pyxl.core.changes import AppendRow, CellValue, Change, ClearRow, SetCell
from pyxl.core.labels import Language
from pyxl.core.schema import Column, TableSchema
from pyxl.core.tables import RawTable, column_letter, map_columns


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A value for the cell in that row and column of a tab."""

    row: int
    column: int
    value: Plain


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row below the others: values by field name."""

    key: str
    values: Mapping[str, Plain]


@dataclass
class TabPlan:
    """What is to be written in one tab."""

    raw: RawTable
    cells: list[CellEdit] = field(default_factory=list)
    rows: list[NewRow] = field(default_factory=list)


def plan_tab(changes: Iterable[Change], raw: RawTable, language: Language) -> tuple[TabPlan, list[Conflict]]:
    """The edits of one tab, and the cells left to the person who changed them."""
    planner = _TabPlanner(raw, language)
    planner.take(changes)
    return planner.plan, planner.conflicts


def by_tab(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes of each tab, in their order."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.tab, []).append(change)
    return found


class _TabPlanner:
    """Plans one tab. Changes are folded first: two changes of one cell are one, from the first old to the last new.

    Each value in between is pyxl's own too: an open workbook may show it, though it was never saved with it.
    """

    def __init__(self, raw: RawTable, language: Language) -> None:
        self.raw, self.language = raw, language
        self.schema: TableSchema = SCHEMA_OF_TAB[raw.tab]
        self.positions = map_columns(self.schema, raw).positions
        self.plan = TabPlan(raw)
        self.conflicts: list[Conflict] = []
        self.rows = self._rows_by_key()

    def _rows_by_key(self) -> dict[str, int]:
        position = self.positions[self.schema.key]
        found: dict[str, int] = {}
        for index, row in enumerate(self.raw.rows):
            key = key_text(row[position])
            if key:
                found.setdefault(key, index)
        return found

    def take(self, changes: Iterable[Change]) -> None:
        """Plans all changes of this tab."""
        cells: dict[str, dict[str, list[SetCell]]] = {}
        new: dict[str, dict[str, CellValue]] = {}
        cleared: dict[str, ClearRow] = {}
        gone: dict[str, dict[str, list[SetCell]]] = {}
        for change in changes:
            match change:
                case AppendRow():
                    if change.key not in self.rows or change.key in cleared:
                        new[change.key] = dict(change.values)
                case ClearRow():
                    if new.pop(change.key, None) is None:
                        cleared[change.key] = change
                    # What was set before goes with the row; an open workbook may show any of it.
                    gone.setdefault(change.key, {}).update(cells.pop(change.key, {}))
                case SetCell() if change.key in new:
                    new[change.key][change.column] = change.new
                case SetCell():
                    cells.setdefault(change.key, {}).setdefault(change.column, []).append(change)
        for clear in cleared.values():
            again = new.get(clear.key)
            # What is cleared and added with the same values moves up; else the row stays and says something new.
            stays = again is not None and again != clear.values and clear.key in self.rows
            self._clear(clear, gone[clear.key], new.pop(clear.key) if stays else {})
        for chain in (chain for of_row in cells.values() for chain in of_row.values()):
            self._set(replace(chain[-1], old=chain[0].old), [each.old for each in chain])
        self.plan.rows += [NewRow(key, self._written(key, values)) for key, values in new.items()]

    def _written(self, key: str, values: Mapping[str, CellValue]) -> dict[str, Plain]:
        named = {name: cell_value(value, self.language) for name, value in values.items()}
        return {self.schema.key: key, **named}

    def _set(self, change: SetCell, olds: Sequence[CellValue]) -> None:
        index, position = self.rows.get(change.key), self.positions.get(change.column)
        if position is None:
            return
        if index is None:
            self.conflicts.append(Conflict(change, "", ""))
            return
        raw = self._cell(index, position)
        if says_exactly(raw, change.new):
            return
        column = self._column(change.column)
        if any(still_says(column, raw, old, self.language) for old in olds):
            self.plan.cells.append(self._edit(index, position, cell_value(change.new, self.language)))
        else:
            place = f"{column_letter(self.raw.first_column + position)}{self.raw.header_row + 1 + index}"
            self.conflicts.append(Conflict(change, "" if raw is None else str(raw), place))

    def _clear(self, change: ClearRow, gone: Mapping[str, Sequence[SetCell]], renewed: Mapping[str, CellValue]) -> None:
        """Empties a row of pyxl's own, or gives it its new values, unless a person changed one it was given."""
        index = self.rows.get(change.key)
        if index is None:
            return
        for name, value in change.values.items():
            position = self.positions.get(name)
            if position is None:
                continue
            own = [value, *(each.old for each in gone.get(name, ())), *([renewed[name]] if name in renewed else ())]
            raw = self._cell(index, position)
            if not any(still_says(self._column(name), raw, each, self.language) for each in own):
                wanted = SetCell(change.tab, change.key, name, value, None, change.why)
                self.conflicts.append(Conflict(wanted, str(raw), ""))
                return
        self._refill(index, {self.schema.key: change.key, **renewed} if renewed else {})

    def _refill(self, index: int, values: Mapping[str, CellValue]) -> None:
        """Just these values in the row, but for what the sheet works out itself."""
        for column in self.schema.columns:
            position = self.positions.get(column.name)
            if position is None or column.formula is not None:
                continue
            raw, value = self._cell(index, position), values.get(column.name)
            if not says_exactly(raw, value):
                self.plan.cells.append(self._edit(index, position, cell_value(value, self.language)))

    def _edit(self, index: int, position: int, value: Plain) -> CellEdit:
        return CellEdit(self.raw.header_row + 1 + index, self.raw.first_column + position, value)

    def _cell(self, index: int, position: int) -> RawValue:
        row = self.raw.rows[index]
        return row[position] if position < len(row) else None

    def _column(self, name: str) -> Column:
        return self.schema.column(name)


def rows_touched(plan: TabPlan) -> Iterator[int]:
    """The sheet rows whose cells change."""
    yield from sorted({edit.row for edit in plan.cells})
