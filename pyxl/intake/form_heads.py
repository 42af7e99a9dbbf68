"""Fields of a form that stand below each other, each right of its label: found by the label, in either language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyxl.core.cells import NO_VALUE, CellError, RawValue
from pyxl.core.labels import LANGUAGES, Language
from pyxl.core.schema import TableSchema
from pyxl.core.table_file import FileCell
from pyxl.core.tables import RawTable
from pyxl.core.text import squash
from pyxl.formats.order_records import FormSheet

LABELS_NEEDED = 3
"""Labels that must stand below each other; fewer may be chance."""
Grid = Sequence[Sequence[RawValue]]


def grid_of(form: FormSheet) -> list[list[RawValue]]:
    """The cells as they are read everywhere, all rows equally wide."""
    width = max((len(row) for row in form.rows), default=0)
    grid: list[list[RawValue]] = [[*row, *[None] * (width - len(row))] for row in form.rows]
    for fault in form.faults:
        grid[fault.row - 1][fault.column - 1] = CellError(fault.text) if fault.text else NO_VALUE
    return grid


def texts(cells: Iterable[RawValue]) -> tuple[str, ...]:
    """The cells that are text, the others empty."""
    return tuple(cell if isinstance(cell, str) else "" for cell in cells)


def label_column(grid: Grid, schema: TableSchema) -> int | None:
    """The index of the column with the most labels of the head; None where they are too few to be one."""
    words = schema.heading_words
    width = len(grid[0]) if grid else 0
    counts = [sum(squash(str(row[column] or "")) in words for row in grid) for column in range(width - 1)]
    best = max(range(len(counts)), key=lambda column: counts[column], default=0)
    return best if counts and counts[best] >= LABELS_NEEDED else None


def language_of(found: Iterable[str], schemas: Sequence[TableSchema]) -> Language:
    """The language of most of these labels."""
    squashed = {squash(text) for text in found}
    count = {
        language: sum(squash(each.label.text(language)) in squashed for schema in schemas for each in schema.columns)
        for language in LANGUAGES
    }
    return max(LANGUAGES, key=lambda language: count[language])


def head_table(grid: Grid, sheet: str, column: int, schema: TableSchema) -> RawTable:
    """The head as a table of one row. Only what is a label counts: a title that says `Order` is none of the fields."""
    words = schema.heading_words
    seen: set[str] = set()
    headers = []
    for row in grid:
        text = str(row[column] or "")
        field = words.get(squash(text), "")
        headers.append(text if field and field not in seen else "")
        seen.add(field)
    values = [tuple(row[column + 1] for row in grid)]
    return RawTable(schema.tab, sheet, 0, column + 1, tuple(headers), values, is_transposed=True)


def shown(form: FormSheet, row: int, column: int) -> FileCell:
    """What a person sees in the cell."""
    fault = next((each for each in form.faults if (each.row, each.column) == (row, column)), None)
    if fault is not None:
        return fault.text or None
    cells = form.rows[row - 1] if row <= len(form.rows) else ()
    return cells[column - 1] if column <= len(cells) else None
