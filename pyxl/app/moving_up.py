"""Rows that move up where rows above them were emptied, so that a list stands without holes.

A job says so by taking a row away and adding it again as it is; such a row takes the first gap. A row that is hidden
or merged, or has something of hers beside it, stays where it is, and nothing is put into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pyxl.app.sheet_findings import key_text
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.cells import CellError, NoValue
from pyxl.core.changes import AppendRow, Change, ChangeSet, ClearRow, SetCell
from pyxl.core.findings import CellRef, Finding
from pyxl.core.tables import RawTable, map_columns


class Gaps:
    """The rows of one tab that can take another row, and those that can leave theirs."""

    def __init__(self, raw: RawTable) -> None:
        self._raw, self._schema = raw, SCHEMA_OF_TAB[raw.tab]
        self._known = frozenset(map_columns(self._schema, raw).positions.values())
        self._kept = raw.hidden_rows | raw.noted_rows
        self._has_formulas = any(column.formula for column in self._schema.columns)

    def is_fixed(self, index: int) -> bool:
        """Whether nothing of pyxl's may go from that row or come into it."""
        if self._has_formulas:  # A new row's formulas are known to who adds it below the others.
            return True
        number = self._raw.header_row + 1 + index
        if number in self._kept or any(first <= number <= last for first, _, last, _ in self._raw.merged):
            return True
        row = self._raw.rows[index]
        # What an error stands for cannot be written elsewhere.
        return any(
            isinstance(value, CellError | NoValue) if place in self._known else value is not None
            for place, value in enumerate(row)
        )

    def free(self, emptied: Iterable[int]) -> list[int]:
        """The rows to be filled, from the top: those that are emptied now, and those that were empty before."""
        empty = (index for index, row in enumerate(self._raw.rows) if set(row) <= {None})
        return sorted(index for index in {*emptied, *empty} if not self.is_fixed(index))


def has_moves(changes: ChangeSet) -> bool:
    """Whether a row is to move up."""
    return bool(_moved(changes))


def without_moves(changes: ChangeSet) -> ChangeSet:
    """The changes but for rows that merely moved: where they stand now is as good."""
    moved = _moved(changes)
    if not moved:
        return changes
    left = (each for each in changes if isinstance(each, SetCell) or _place(each) not in moved)
    return ChangeSet(tuple(left))


def where_they_stand(
    findings: Iterable[Finding], changes: ChangeSet, tabs: Mapping[str, RawTable]
) -> tuple[Finding, ...]:
    """The findings at the places that their rows have once these changes are made."""
    moved = _moved(changes)
    placed = {tab: _new_rows(tabs[tab], changes, moved) for tab in {tab for tab, _ in moved} if tab in tabs}
    return tuple(_at(found, placed.get(found.cell.tab, {}).get(found.cell.key)) for found in findings)


def _moved(changes: Iterable[Change]) -> set[tuple[str, str]]:
    """Tab and key of the rows that are taken away and added again as they were."""
    cleared: dict[tuple[str, str], ClearRow] = {}
    moved: set[tuple[str, str]] = set()
    for change in changes:
        if isinstance(change, ClearRow):
            cleared[_place(change)] = change
        elif isinstance(change, AppendRow) and (gone := cleared.get(_place(change))) and gone.values == change.values:
            moved.add(_place(change))
    return moved


def _place(change: Change) -> tuple[str, str]:
    return change.tab, change.key


def _new_rows(raw: RawTable, changes: ChangeSet, moved: set[tuple[str, str]]) -> dict[str, int]:
    """By key the row of the sheet in which a moved row comes to stand."""
    position, gaps = map_columns(SCHEMA_OF_TAB[raw.tab], raw).positions[SCHEMA_OF_TAB[raw.tab].key], Gaps(raw)
    at = {key_text(row[position]): index for index, row in reversed(list(enumerate(raw.rows)))}
    of_tab = [each for each in changes if each.tab == raw.tab and each.key in at]
    cleared = {at[each.key] for each in of_tab if isinstance(each, ClearRow)}
    added = dict.fromkeys(each.key for each in of_tab if isinstance(each, AppendRow) and _place(each) in moved)
    movable = [key for key in added if not gaps.is_fixed(at[key])]
    free = gaps.free(cleared)
    return {key: raw.header_row + 1 + index for key, index in zip(movable, free, strict=False)}


def _at(found: Finding, row: int | None) -> Finding:
    old = found.cell
    if row is None or old.row is None or row == old.row:
        return found
    address = old.address.removesuffix(str(old.row)) + str(row) if old.address else ""
    return replace(found, cell=CellRef(old.tab, row, old.column, old.key, address))
