"""From changes by key to edits by cell: rows are found by key, and what a person changed meanwhile stays.

The plan is made against one reading of the tabs; if the workbook changes before it is written, it is made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pyxl.app.desk import Conflict
from pyxl.app.moving_up import Gaps
from pyxl.app.sheet_findings import key_text
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.cell_writing import Plain, cell_value, says_exactly, still_says
from pyxl.core.cells import CellError, NoValue, RawValue
from pyxl.core.changes import AppendRow, CellValue, Change, ClearRow, SetCell
from pyxl.core.labels import Language
from pyxl.core.schema import Column, Kind, TableSchema
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


@dataclass(slots=True)
class RowStory:
    """What the changes do to one row, in their order: only its end counts.

    An open workbook shows changes that were never saved, and they are written again with the next ones. So a row that
    was appended, cleared and appended again may be there already, with what a person typed into it since.
    """

    begins_new: bool = False
    """Whether it was appended before anything else happened to it."""
    moves: bool = False
    """Whether it was cleared last to be appended as it was: gaps are closed so."""
    appended: AppendRow | None = None
    """The row is to be there; None where it was cleared last, or was there before all changes."""
    values: dict[str, CellValue] = field(default_factory=dict)
    """Of the appended row, with what was set in it since."""
    clears: list[ClearRow] = field(default_factory=list)
    """Every clearing: any of these states may be in the sheet."""
    cells: dict[str, list[SetCell]] = field(default_factory=dict)
    """What was set since the row was appended or cleared last, by field."""
    olds: dict[str, list[CellValue]] = field(default_factory=dict)
    """What the fields said before settings that a clearing made idle."""

    def take(self, change: Change) -> None:
        """One more change of the row."""
        match change:
            case AppendRow():
                self.begins_new = self.begins_new or not (self.clears or self.cells)
                cleared = self.clears[-1].values if self.clears and self.appended is None else {}
                # A row that was cleared whatever it said, as those of Findings are, is told by no value.
                self.moves = bool(cleared) and cleared == change.values
                self._forget_cells()
                self.appended, self.values = change, dict(change.values)
            case ClearRow():
                self._forget_cells()
                self.appended, self.values, self.moves = None, {}, False
                self.clears.append(change)
            case SetCell():
                self.values[change.column] = change.new
                self.cells.setdefault(change.column, []).append(change)

    def _forget_cells(self) -> None:
        for name, chain in self.cells.items():
            self.olds.setdefault(name, []).extend(each.old for each in chain)
        self.cells = {}


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
        self.gaps = Gaps(raw)
        self.emptied: set[int] = set()
        self.new: dict[str, Mapping[str, CellValue]] = {}
        """Values of the rows to be added, by key."""
        self.closes_gaps = False

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
        stories: dict[str, RowStory] = {}
        for change in changes:
            if isinstance(change, AppendRow) and change.key in stories:
                stories[change.key] = stories.pop(change.key)  # New rows come in the order in which they were appended.
            stories.setdefault(change.key, RowStory()).take(change)
        for key, story in stories.items():
            index = self.rows.get(key)
            if index is None and story.appended:
                self.new[key] = story.values
            elif index is not None and story.moves:
                self._move(index, key, story)
            elif index is not None and story.clears and not self._is_there(index, story):
                self._take_again(index, key, story)
            else:
                self._set_all(story)
        self._place()

    def _set_all(self, story: RowStory) -> None:
        for chain in story.cells.values():
            self._set(replace(chain[-1], old=chain[0].old), [each.old for each in chain])

    def _take_again(self, index: int, key: str, story: RowStory) -> None:
        """A row that was cleared: it goes, or says something new."""
        if not self._is_pyxls(index, story):
            return
        if story.appended:
            self._refill(index, {self.schema.key: key, **story.values})
        else:
            self.emptied.add(index)

    def _move(self, index: int, key: str, story: RowStory) -> None:
        """A row that moves up into the first gap, with what a person typed into it; that is told where pyxl set it."""
        present = {name: self._cell(index, position) for name, position in self.positions.items()}
        values: dict[str, CellValue] = {}
        for name, raw in present.items():
            if name in story.values and self._says(index, name, _own_values(story, name)):
                values[name] = story.values[name]
            elif name != self.schema.key and (story.olds.get(name) or story.cells.get(name)):
                self._left_to_her(story, index, name)
            if name not in values and not isinstance(raw, CellError | NoValue):
                values[name] = Decimal(f"{raw:.15g}") if isinstance(raw, float) else raw
        if self.gaps.is_fixed(index) or len(values) < len(present):
            self._put(index, values)
        else:
            self.emptied.add(index)
            self.closes_gaps, self.new[key] = True, values

    def _place(self) -> None:
        """The new rows: below the others, or in the first gaps where rows move up."""
        free = self.gaps.free(self.emptied) if self.closes_gaps else []
        filled = dict(zip(free, self.new, strict=False))
        for index in sorted({*self.emptied, *filled}):
            key = filled.get(index)
            self._refill(index, {self.schema.key: key, **self.new[key]} if key else {})
        below = list(self.new)[len(filled) :]
        self.plan.rows += [NewRow(key, self._written(key, self.new[key])) for key in below]

    def _is_there(self, index: int, story: RowStory) -> bool:
        """Whether the row is the one that was appended last; what a person may type or tick in it does not count.

        Where it was there before all changes, that is so only if nothing but ticks would tell the two apart.
        """
        if story.appended is None:
            return False
        if not story.begins_new and self._without_ticks(story.clears[0].values) != self._without_ticks(story.values):
            return False
        frozen = {name: value for name, value in story.appended.values.items() if self._column(name).is_frozen}
        return bool(frozen) and all(
            self._says(index, name, [value, *(each.new for each in story.cells.get(name, ()))])
            for name, value in frozen.items()
        )

    def _without_ticks(self, values: Mapping[str, CellValue]) -> dict[str, CellValue]:
        return {name: value for name, value in values.items() if self._column(name).kind is not Kind.FLAG}

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

    def _is_pyxls(self, index: int, story: RowStory) -> bool:
        """Whether no person changed a value that the row was given; else that is a conflict."""
        for name in story.clears[-1].values:
            if not self._says(index, name, _own_values(story, name)):
                self._left_to_her(story, index, name)
                return False
        return True

    def _left_to_her(self, story: RowStory, index: int, name: str) -> None:
        last = story.clears[-1]
        wanted = SetCell(last.tab, last.key, name, last.values.get(name), None, last.why)
        self.conflicts.append(Conflict(wanted, str(self._cell(index, self.positions[name])), ""))

    def _says(self, index: int, name: str, values: Iterable[CellValue]) -> bool:
        """Whether the cell says one of these; a column that is not there says nothing else."""
        position = self.positions.get(name)
        if position is None:
            return True
        raw, column = self._cell(index, position), self._column(name)
        return any(still_says(column, raw, each, self.language) for each in values)

    def _refill(self, index: int, values: Mapping[str, CellValue]) -> None:
        """Just these values in the row, but for what the sheet works out itself."""
        self._put(index, {column.name: values.get(column.name) for column in self.schema.columns})

    def _put(self, index: int, values: Mapping[str, CellValue]) -> None:
        for name, value in values.items():
            position = self.positions.get(name)
            if position is None or self._column(name).formula is not None:
                continue
            if not says_exactly(self._cell(index, position), value):
                self.plan.cells.append(self._edit(index, position, cell_value(value, self.language)))

    def _edit(self, index: int, position: int, value: Plain) -> CellEdit:
        return CellEdit(self.raw.header_row + 1 + index, self.raw.first_column + position, value)

    def _cell(self, index: int, position: int) -> RawValue:
        row = self.raw.rows[index]
        return row[position] if position < len(row) else None

    def _column(self, name: str) -> Column:
        return self.schema.column(name)


def _own_values(story: RowStory, name: str) -> list[CellValue]:
    """All that pyxl may have written into that field of the row."""
    own = [each.values[name] for each in story.clears if name in each.values]
    return [*own, *story.olds.get(name, ()), *([story.values[name]] if name in story.values else ())]


def rows_touched(plan: TabPlan) -> Iterator[int]:
    """The sheet rows whose cells change."""
    yield from sorted({edit.row for edit in plan.cells})
