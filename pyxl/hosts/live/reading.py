"""The tabs of an open workbook as they stand: each table is read as one block.

Only whole blocks are asked for: one question to Excel costs a millisecond whether it is about a cell or a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pyxl.app.tabs import SCHEMAS
from pyxl.core.cells import RawValue
from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.core.schema import TableSchema
from pyxl.core.tables import RawTable, missing_tab
from pyxl.core.text import squash
from pyxl.hosts.live.values import plain_value
from pyxl.hosts.tab_names import TAB_MISSING, tab_names
from pyxl.hosts.xlsx.addresses import LAST_ROW

if TYPE_CHECKING:
    import xlwings

NO_HEADER = RefusalKind(
    "E_NO_HEADER_ROW",
    Text("The table {table} shows no header row.", "Die Tabelle {table} zeigt keine Überschriften."),
    Text("Switch the header row on under “Table Design”.", "Die Kopfzeile unter „Tabellenentwurf“ einschalten."),
)


FEW_ROWS = 20
"""So many rows below a table are looked at first."""


@dataclass(frozen=True)
class OpenTab:
    """One tab of the open workbook, read at one moment."""

    schema: TableSchema
    sheet: xlwings.Sheet
    table: xlwings.main.Table
    raw: RawTable
    bottom: int
    """The last row of the table's body."""
    has_totals: bool

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.raw.headers)


def read_tabs(book: xlwings.Book, schemas: Sequence[TableSchema]) -> dict[str, OpenTab]:
    """These tabs by English name; without those that may be missing and are. Refused E_TAB_MISSING."""
    if not schemas:
        return {}
    tables = [(sheet, table) for sheet in book.sheets for table in sheet.tables]
    found = {}
    for schema in schemas:
        try:
            found[schema.tab] = _read_tab(schema, *_find(schema, tables))
        except Refused as refused:
            if not (schema.may_be_missing and refused.code == TAB_MISSING.code):
                raise
    return found


def read_raws(book: xlwings.Book, schemas: Sequence[TableSchema]) -> dict[str, RawTable]:
    """The cells of these tabs; one that may be missing is empty where it is. Refused E_TAB_MISSING."""
    raws = {name: replace(tab.raw, below=_rows_below(tab)) for name, tab in read_tabs(book, schemas).items()}
    return {schema.tab: raws[schema.tab] if schema.tab in raws else missing_tab(schema) for schema in schemas}


def tab_of(book: xlwings.Book, schema: TableSchema) -> OpenTab:
    """One tab. Refused E_TAB_MISSING."""
    tabs = read_tabs(book, [schema])
    if schema.tab not in tabs:
        raise TAB_MISSING.because(tab=schema.label)
    return tabs[schema.tab]


def tab_on(book: xlwings.Book, sheet: str) -> OpenTab | None:
    """The tab on that sheet; None where there is none of ours."""
    tables = [(own, table) for own in book.sheets if own.name == sheet for table in own.tables]
    for schema in SCHEMAS:
        with suppress(Refused):
            return _read_tab(schema, *_find(schema, tables))
    return None


def _find(
    schema: TableSchema, tables: Sequence[tuple[xlwings.Sheet, xlwings.main.Table]]
) -> tuple[xlwings.Sheet, xlwings.main.Table]:
    """By the name of the table or else by that of the sheet, as in a closed workbook."""
    names = tab_names(schema)
    for found in tables:
        if squash(found[1].name) in names:
            return found
    for found in tables:
        if squash(found[0].name) in names:
            return found
    raise TAB_MISSING.because(tab=schema.label)


def _read_tab(schema: TableSchema, sheet: xlwings.Sheet, table: xlwings.main.Table) -> OpenTab:
    area = table.range
    top, left, (height, width) = area.row, area.column, area.shape
    if not table.show_headers:
        raise NO_HEADER.because(table=table.name)
    rows = block(area)
    has_totals = bool(table.show_totals)
    bottom = top + height - 1 - has_totals
    body = _up_to_last_filled(rows[1 : bottom - top + 1])
    if schema.is_transposed:
        names = tuple(str(row[0] or "") for row in body)
        values = [row[1] if width > 1 else None for row in body]
        raw = RawTable(schema.tab, sheet.name, top, left, names, [values], is_transposed=True)
        return OpenTab(schema, sheet, table, raw, bottom, has_totals)
    headers = tuple(str(value or "") for value in rows[0])
    last = top + len(body)
    hidden = frozenset(_rows_where(top + 1, last, lambda a, b: _rows(sheet, a, b, left).rows.hidden))
    merged = tuple(_merged(sheet, top, left, last, left + width - 1))
    raw = RawTable(schema.tab, sheet.name, top, left, headers, body, hidden, merged)
    return OpenTab(schema, sheet, table, raw, bottom, has_totals)


def _rows_below(tab: OpenTab) -> dict[int, list[RawValue]]:
    """The rows right under a table that people type in, up to the first empty one: mostly one question, for none."""
    found: dict[int, list[RawValue]] = {}
    if not tab.schema.is_input or tab.has_totals or tab.raw.is_transposed:
        return found
    left, right = tab.raw.first_column, tab.raw.first_column + tab.width - 1
    first, is_more = tab.bottom + 1, True
    while is_more and first <= LAST_ROW:
        last = min(first + max(FEW_ROWS, len(found)) - 1, LAST_ROW)
        rows = block(tab.sheet.range((first, left), (last, right)))
        filled = list(takewhile(lambda row: any(value is not None for value in row), rows))
        found |= enumerate(filled, first)
        first, is_more = last + 1, len(filled) == len(rows)
    return found


def _up_to_last_filled(rows: list[list[RawValue]]) -> list[list[RawValue]]:
    while rows and all(value is None for value in rows[-1]):
        rows.pop()
    return rows


def block(area: xlwings.Range) -> list[list[RawValue]]:
    """The values of an area, row by row, in plain types."""
    values = area.options(ndim=2, err_to_str=True).value
    return [[plain_value(value) for value in row] for row in values]


def _rows(sheet: xlwings.Sheet, first: int, last: int, column: int) -> xlwings.Range:
    return sheet.range((first, column), (last, column))


def _rows_where(first: int, last: int, ask: Callable[[int, int], bool | None]) -> Iterator[int]:
    """The rows for which the answer is yes; a mixed answer (None) is asked again for each half.

    >>> list(_rows_where(1, 9, lambda a, b: True if a == b == 4 else None if a <= 4 <= b else False))
    [4]
    """
    if first > last:
        return
    answer = ask(first, last)
    if answer:
        yield from range(first, last + 1)
    elif answer is None and first < last:
        middle = (first + last) // 2
        yield from _rows_where(first, middle, ask)
        yield from _rows_where(middle + 1, last, ask)


def _merged(sheet: xlwings.Sheet, top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int, int, int]]:
    """The merged areas as (first row, first column, last row, last column)."""

    def has_some(first: int, last: int) -> bool | None:
        answer = sheet.range((first, left), (last, right)).merge_cells
        return False if answer is False else True if first == last else None

    seen: set[tuple[int, int, int, int]] = set()
    for row in _rows_where(top, bottom, has_some):
        for column in range(left, right + 1):
            area = sheet.range((row, column)).merge_area
            height, width = area.shape
            place = (area.row, area.column, area.row + height - 1, area.column + width - 1)
            if height * width > 1 and place not in seen:
                seen.add(place)
                yield place
