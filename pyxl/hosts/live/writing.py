"""Edits by cell put into an open workbook: whole blocks, text as text, new rows with the looks of the row above.

Runs while the program is undisturbed, on tabs that were read a moment ago; whatever was written is read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from pyxl.core.cell_writing import Plain, says_exactly
from pyxl.core.labels import Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.tables import column_letter, map_columns
from pyxl.hosts.computed import with_computed
from pyxl.hosts.edit_plan import CellEdit, NewRow, TabPlan
from pyxl.hosts.live.reading import OpenTab, block
from pyxl.hosts.live.values import office_value
from pyxl.hosts.xlsx.refusals import TABLE_BLOCKED, TABLE_TOTALS

TEXT_FORMAT = "@"
NOT_TAKEN = RefusalKind(
    "E_NOT_TAKEN",
    Text(
        "{sheet}!{cell} does not show what pyxl wrote there; the entry itself is recorded.",
        "{sheet}!{cell} zeigt nicht, was pyxl dort eingetragen hat; gebucht ist es.",
    ),
    Text(
        "Look at the cell (its format, its input check), then click again: pyxl goes on.",
        "Die Zelle ansehen (Format, Eingabeprüfung), dann noch einmal klicken: pyxl macht weiter.",
    ),
)


def write_tab(tab: OpenTab, plan: TabPlan, language: Language) -> None:
    """Writes what is planned for one tab and reads it back. Refused E_NOT_TAKEN where a cell shows something else."""
    edits = [*plan.cells, *_in_rows(tab, plan, language)]
    for column, top, values in runs(edits):
        _put(tab, top, column, [[value] for value in values])
    _read_back(tab, edits)


def demand_room(tab: OpenTab, rows: Sequence[NewRow]) -> None:
    """Refused E_TABLE_TOTALS or E_TABLE_BLOCKED where the table cannot take so many rows more."""
    missing = len(rows) - len(_empty_rows(tab, _computed(tab)))
    if missing <= 0:
        return
    if tab.table.show_totals:
        raise TABLE_TOTALS.because(table=tab.table.name, count=missing)
    left, first, last = tab.raw.first_column, tab.bottom + 1, tab.bottom + missing
    below = block(tab.sheet.range((first, left), (last, left + tab.width - 1)))
    for row, values in enumerate(below, first):
        for column, value in enumerate(values, left):
            if value is not None:
                cell = f"{column_letter(column)}{row}"
                raise TABLE_BLOCKED.because(table=tab.table.name, sheet=tab.sheet.name, cell=cell)


def runs(edits: Sequence[CellEdit]) -> Iterator[tuple[int, int, list[Plain]]]:
    """The edits as vertical runs: (column, first row, values), each written with one call.

    >>> list(runs([CellEdit(3, 1, "a"), CellEdit(4, 1, "b"), CellEdit(9, 1, "c"), CellEdit(3, 2, 7)]))
    [(1, 3, ['a', 'b']), (1, 9, ['c']), (2, 3, [7])]
    """
    column = top = 0
    values: list[Plain] = []
    for edit in sorted(edits, key=lambda each: (each.column, each.row)):
        if values and (edit.column, edit.row) == (column, top + len(values)):
            values.append(edit.value)
            continue
        if values:
            yield column, top, values
        column, top, values = edit.column, edit.row, [edit.value]
    if values:
        yield column, top, values


def _in_rows(tab: OpenTab, plan: TabPlan, language: Language) -> list[CellEdit]:
    """The cells of the new rows: the table's empty rows are filled first, then it grows."""
    rows = plan.rows
    if not rows:
        return []
    demand_room(tab, rows)
    computed = _computed(tab)
    places = _empty_rows(tab, computed)[: len(rows)]
    grown = len(rows) - len(places)
    if grown:
        _grow(tab, grown)
        places += range(tab.bottom + 1, tab.bottom + grown + 1)
    positions = map_columns(tab.schema, tab.raw).positions
    edits = []
    # Where her column holds no formula, the result itself is written.
    for place, row in zip(places, with_computed(tab.schema, plan, positions, language), strict=True):
        values = _by_position(row, positions)
        for position in range(tab.width):
            if position not in computed:
                edits.append(CellEdit(place, tab.raw.first_column + position, values.get(position)))
    return edits


def _by_position(values: Mapping[str, Plain], positions: Mapping[str, int]) -> dict[int, Plain]:
    return {positions[name]: value for name, value in values.items() if name in positions}


def _computed(tab: OpenTab) -> frozenset[int]:
    """The columns whose last row holds a formula: new rows get it too."""
    left = tab.raw.first_column
    formulas = tab.sheet.range((tab.bottom, left), (tab.bottom, left + tab.width - 1)).formula
    row = formulas[0] if isinstance(formulas, tuple | list) else (formulas,)
    return frozenset(position for position, text in enumerate(row) if str(text).startswith("="))


def _empty_rows(tab: OpenTab, computed: frozenset[int]) -> list[int]:
    """Visible rows of the table that hold nothing but formulas."""
    raw, first = tab.raw, tab.raw.header_row + 1
    found = []
    for row in range(first, tab.bottom + 1):
        values = raw.rows[row - first] if row - first < len(raw.rows) else ()
        is_empty = all(value is None for place, value in enumerate(values) if place not in computed)
        if is_empty and row not in raw.hidden_rows:
            found.append(row)
    return found


def _grow(tab: OpenTab, count: int) -> None:
    """The last row copied downwards, and the table made longer. Her notes on that row stay where they are."""
    left, right, last = tab.raw.first_column, tab.raw.first_column + tab.width - 1, tab.bottom
    source = tab.sheet.range((last, left), (last, right))
    source.copy(tab.sheet.range((last + 1, left), (last + count, right)))
    for column in range(left, right + 1):
        if tab.sheet.range((last, column)).note is not None:
            for row in range(last + 1, last + count + 1):
                copied = tab.sheet.range((row, column)).note
                if copied is not None:
                    copied.delete()
    tab.table.resize(tab.sheet.range((tab.raw.header_row, left), (last + count, right)))


def _put(tab: OpenTab, top: int, left: int, rows: list[list[Plain]]) -> None:
    """Writes one block; cells that shall hold text are made text cells before, or `00123` would become a number."""
    area = tab.sheet.range((top, left), (top + len(rows) - 1, left + len(rows[0]) - 1))
    values = [value for row in rows for value in row if value is not None]
    wanted = _format_for(values, area.number_format)
    if wanted:
        area.number_format = wanted
    area.options(ndim=2).value = [[office_value(value) for value in row] for row in rows]


def _format_for(values: Sequence[Plain], present: str | None) -> str:
    """The number format a block needs before it is written; empty where it has a fitting one."""
    if any(isinstance(value, str) for value in values):
        return "" if present == TEXT_FORMAT or not any(_looks_typed(value) for value in values) else TEXT_FORMAT
    if present != TEXT_FORMAT:
        return ""
    if any(isinstance(value, date) for value in values):
        return "yyyy-mm-dd"
    return "General" if any(isinstance(value, int | Decimal) for value in values) else ""


def _looks_typed(value: Plain) -> bool:
    """Whether a spreadsheet program would read this text as something else when it is entered."""
    return isinstance(value, str) and (not value[:1].isalpha() or value.upper() in _WORDS)


_WORDS = frozenset({"TRUE", "FALSE", "WAHR", "FALSCH"})


def _read_back(tab: OpenTab, edits: Sequence[CellEdit]) -> None:
    if not edits:
        return
    rows, columns = [edit.row for edit in edits], [edit.column for edit in edits]
    top, left = min(rows), min(columns)
    shown = block(tab.sheet.range((top, left), (max(rows), max(columns))))
    for edit in edits:
        if not says_exactly(shown[edit.row - top][edit.column - left], edit.value):
            cell = f"{column_letter(edit.column)}{edit.row}"
            raise NOT_TAKEN.because(sheet=tab.sheet.name, cell=cell)
