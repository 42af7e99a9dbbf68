"""The closed workbook: read from the file, written by patching only the cells that change.

Everything else in the file stays byte for byte: her charts, notes, columns and colours.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import time, timedelta
from itertools import count, takewhile
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pyxl.app.desk import KEEPS_CHANGING, Conflict, Snapshot, Written
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.cells import NO_VALUE, CellError, RawValue
from pyxl.core.changes import Change, ChangeSet
from pyxl.core.labels import Language
from pyxl.core.schema import TableSchema, schema_of
from pyxl.core.tables import RawTable, map_columns, missing_tab
from pyxl.core.text import squash
from pyxl.hosts.book_marks import ANCHOR_PROPERTY, BOOK_PROPERTY
from pyxl.hosts.computed import computed_values, with_computed
from pyxl.hosts.edit_plan import TabPlan, by_tab, plan_tab
from pyxl.hosts.line_ids import missing_line_ids
from pyxl.hosts.saving.saving import Stale, read_bytes_and_hash, refuse_if_open, refuse_unwritable, save_atomically
from pyxl.hosts.tab_names import TAB_MISSING, book_language, tab_names
from pyxl.hosts.xlsx import NO_VALUE as NO_STORED_VALUE
from pyxl.hosts.xlsx import (
    AppendRows,
    Area,
    Book,
    Edit,
    Grid,
    Plan,
    SheetText,
    Value,
    WriteCached,
    WriteCell,
    WriteProperty,
    open_book,
    plan_edits,
    read_facts,
    read_grid,
    read_properties,
    verify_plan,
    write_plan,
)
from pyxl.hosts.xlsx import CellError as SheetError
from pyxl.hosts.xlsx.tables import Table as SheetTable
from pyxl.reporting.rows import ReportRow

T = TypeVar("T")
TRIES = 20


class ClosedBook:
    """A workbook file that no program has open."""

    def __init__(self, path: Path, *, over_stale_lock: bool = False) -> None:
        self._path, self._over_stale_lock = path, over_stale_lock
        self._opened: OpenedFile | None = None

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._path

    def read(self, schemas: Sequence[TableSchema]) -> Snapshot:
        """Reads these tabs of the file."""
        return self._open().snapshot(schemas)

    def _open(self) -> OpenedFile:
        """The file as it is now; what was read of this very state is not read again."""
        data, stamp = read_bytes_and_hash(self._path)
        if self._opened is None or self._opened.stamp != stamp:
            self._opened = OpenedFile(data, stamp)
        return self._opened

    def demand_writable(self) -> None:
        """Refused where the file is open elsewhere, read-only or in conflict; asked before a number is drawn."""
        refuse_unwritable(self._path)
        refuse_if_open(self._path, over_stale_lock=self._over_stale_lock)

    def write(self, changes: ChangeSet, language: Language, anchor: str = "") -> Written:
        """Patches the file: read, plan, patch, verify, replace; read again when it changed in between."""
        for _ in range(TRIES):
            opened = self._open()
            size, conflicts, edits = opened.planned(changes, language)
            if edits:
                edits += list(_forgotten_figures(opened.book, edits))
            if anchor and anchor != opened.anchor and edits:
                edits.append(WriteProperty(ANCHOR_PROPERTY, anchor))
            if not edits:
                return Written(0, conflicts, opened.stamp)
            if self._replace(opened, edits):
                return Written(size, conflicts, read_bytes_and_hash(self._path)[1])
        raise KEEPS_CHANGING.because(name=self._path.name)

    def rehearse(self, changes: ChangeSet, language: Language) -> None:
        """Refused where these changes could not be written: a table that cannot grow, a formula in the way.

        What is planned here is kept: as long as the file stays as it is, it is what will be written.
        """
        opened = self._open()
        opened.rehearsed = plan_edits(opened.book, opened.planned(changes, language)[2])

    def undisturbed(self, work: Callable[[], T]) -> T:
        """Nobody can be kept from a closed file; what somebody else saved is noticed when it is replaced."""
        return work()

    def give_line_ids(self, schemas: Sequence[TableSchema]) -> int:
        """Gives rows without a line id one; the second of two equal ids, a row that was copied down, gets a new one."""
        for _ in range(TRIES):
            opened = self._open()
            tabs = opened.snapshot(schemas).tabs
            edits = [
                WriteCell(tabs[schema.tab].sheet, *missing)
                for schema in schemas
                for missing in missing_line_ids(schema, tabs[schema.tab])
            ]
            if not edits:
                return 0
            if self._replace(opened, edits):
                return len(edits)
        raise KEEPS_CHANGING.because(name=self._path.name)

    def _replace(self, opened: OpenedFile, edits: Sequence[Edit]) -> bool:
        plan = plan_edits(opened.book, edits, opened.rehearsed)
        try:
            save_atomically(
                self._path,
                opened.stamp,
                write_plan(plan),
                self._path.with_suffix(".pyxl") / "backups",
                verify=lambda written: verify_plan(plan, written),
                over_stale_lock=self._over_stale_lock,
            )
        except Stale:
            return False
        self._opened = None
        return True


class _Planned(NamedTuple):
    """What was planned for one tab; the same changes are not planned again."""

    changes: list[Change]
    language: Language
    size: int
    conflicts: list[Conflict]
    edits: list[Edit]


class OpenedFile:
    """One state of the file, opened once: its sheets are read when they are first asked for."""

    def __init__(self, data: bytes, stamp: str) -> None:
        self.stamp = stamp
        self.book = open_book(data)
        self._tabs: dict[str, RawTable] = {}
        self._grids: dict[str, Grid] = {}
        self._planned: dict[str, _Planned] = {}
        self.rehearsed: Plan | None = None

    def snapshot(self, schemas: Sequence[TableSchema]) -> Snapshot:
        """These tabs as they stand."""
        tabs = {schema.tab: self._tab(schema) for schema in schemas}
        return Snapshot(self.stamp, tabs, book_language(tabs), self.anchor)

    @property
    def anchor(self) -> str:
        """The journal's tip as the workbook knows it; empty in a book pyxl never wrote in."""
        return read_properties(self.book.archive).get(ANCHOR_PROPERTY, "")

    def planned(self, changes: ChangeSet, language: Language) -> tuple[int, tuple[Conflict, ...], list[Edit]]:
        """How many cells and rows the changes write, which cells stay a person's, and the edits."""
        size = 0
        conflicts: list[Conflict] = []
        edits: list[Edit] = []
        for tab, of_tab in by_tab(changes).items():
            known = self._planned.get(tab)
            if known is None or (known.changes, known.language) != (of_tab, language):
                known = self._planned[tab] = self._plan_tab(tab, of_tab, language)
            size += known.size
            conflicts += known.conflicts
            edits += known.edits
        return size, tuple(conflicts), edits

    def _plan_tab(self, tab: str, changes: list[Change], language: Language) -> _Planned:
        schema = SCHEMA_OF_TAB[tab]
        find_tab(self.book, schema)  # Refused where it is missing: what is to be written needs a place.
        plan, conflicts = plan_tab(changes, self._tab(schema), language)
        formulas = self._grids[plan.raw.sheet].facts.formulas
        edits = list(_tab_edits(self.book, schema, plan, formulas, language)) if plan.cells or plan.rows else []
        return _Planned(changes, language, len(plan.cells) + len(plan.rows), conflicts, edits)

    def _tab(self, schema: TableSchema) -> RawTable:
        if schema.tab not in self._tabs:
            if schema.may_be_missing and not has_tab(self.book, schema):
                return missing_tab(schema)
            place = find_tab(self.book, schema)
            if place.sheet not in self._grids:
                self._grids[place.sheet] = read_grid(self.book, place.sheet)
            self._tabs[schema.tab] = _raw_table(schema, place, self._grids[place.sheet])
        return self._tabs[schema.tab]


def read_snapshot(data: bytes, stamp: str, schemas: Sequence[TableSchema]) -> Snapshot:
    """The tabs of a workbook given as bytes."""
    return OpenedFile(data, stamp).snapshot(schemas)


def has_tab(book: Book, schema: TableSchema) -> bool:
    """Whether the workbook has the tab."""
    names = tab_names(schema)
    return any(squash(name) in names for table in book.tables for name in (table.name, table.sheet))


def find_tab(book: Book, schema: TableSchema) -> SheetTable:
    """The Excel table of a tab, by its name or else by the sheet's; a sheet she renamed is found by its table."""
    names = tab_names(schema)
    for table in book.tables:
        if squash(table.name) in names:
            return table
    for table in book.tables:
        if squash(table.sheet) in names:
            return table
    raise TAB_MISSING.because(tab=schema.label)


def _raw_table(schema: TableSchema, place: SheetTable, grid: Grid) -> RawTable:
    area = place.area
    body = place.body
    left, right = area.left - 1, area.right
    rows = [_cells(grid, number, left, right) for number in range(body.top, _last_filled(grid, body) + 1)]
    if schema.is_transposed:
        names = tuple(str(row[0] or "") for row in rows)
        values = [row[1] if len(row) > 1 else None for row in rows]
        return RawTable(schema.tab, place.sheet, area.top, area.left, names, [values], is_transposed=True)
    merged = tuple((m.top, m.left, m.bottom, m.right) for m in grid.facts.merged if m.meets(area))
    headers = tuple(column.name for column in place.columns)
    # A table may do without its heading row; then the first row of the area is one of data.
    below = {} if place.totals_rows else _rows_below(grid, area)
    return RawTable(
        schema.tab,
        place.sheet,
        body.top - 1,
        area.left,
        headers,
        rows,
        grid.facts.hidden_rows,
        merged,
        below=below,
        noted_rows=frozenset(_rows_noted(grid, body)),
    )


def _last_filled(grid: Grid, body: Area) -> int:
    """The last row of the table that holds something: a table drawn down to the last row of the sheet costs nothing."""
    for number in reversed(list(grid.rows)):
        if number <= body.bottom and any(value is not None for value in grid.row(number)[body.left - 1 : body.right]):
            return number
    return body.top - 1


def _rows_below(grid: Grid, area: Area) -> dict[int, list[RawValue]]:
    """The rows right under the table, up to the first empty one."""
    rows = ((number, _cells(grid, number, area.left - 1, area.right)) for number in count(area.bottom + 1))
    return dict(takewhile(lambda row: any(value is not None for value in row[1]), rows))


def _rows_noted(grid: Grid, body: Area) -> Iterator[int]:
    """The rows of the table with something right or left of it."""
    for number, row in grid.rows.items():
        is_left = body.left > 1 and any(value is not None for value in row[: body.left - 1])
        if body.top <= number <= body.bottom and (is_left or len(row) > body.right):
            yield number


def _cells(grid: Grid, number: int, left: int, right: int) -> list[RawValue]:
    row: list[Any] = list(grid.row(number)[left:right])
    if not _ODD.isdisjoint(map(type, row)):
        row = [_usual(value) for value in row]
    return [*row, *[None] * (right - left - len(row))]


_ODD = frozenset({SheetError, time, timedelta})


def _usual(value: Value) -> RawValue:
    """A value as core takes it: errors in core's own terms, times of day as text."""
    if isinstance(value, SheetError):
        return NO_VALUE if value == NO_STORED_VALUE else CellError(value.code)
    return str(value) if isinstance(value, time | timedelta) else value


START_SHEET = "Start"
REPORT_TABLE = "Report"


def _forgotten_figures(book: Book, edits: Sequence[Edit]) -> Iterator[WriteCached]:
    """The figures of the tabs Start and Report without their stored results: LibreOffice shows what is stored and would
    show yesterday's figures; without a result it works them out when it opens the file. Excel does so anyway."""
    if BOOK_PROPERTY not in read_properties(book.archive):
        return
    written = {edit.sheet for edit in edits if isinstance(edit, WriteCell)}
    live = {table.sheet: _live_column(table) for table in book.tables if table.name == REPORT_TABLE}
    for sheet in book.sheets:
        if sheet.name in (START_SHEET, *live) and sheet.kind == "worksheet":
            facts = read_facts(SheetText(book.sheet_xml(sheet), sheet.part))
            # Links of the report follow its own cells alone.
            only = None if sheet.name in written else live.get(sheet.name)
            for row, column in sorted(facts.formulas - facts.no_value):
                if only in (None, column):
                    yield WriteCached(sheet.name, row, column, None)


def _live_column(table: SheetTable) -> int:
    """The column with what the figures are now; 0 where she took it out."""
    label = schema_of(ReportRow).column("live").label
    names = [column.name for column in table.columns]
    return next((table.area.left + names.index(name) for name in (label.en, label.de) if name in names), 0)


def _tab_edits(
    book: Book, schema: TableSchema, plan: TabPlan, formulas: Container[tuple[int, int]], language: Language
) -> Iterable[Edit]:
    raw, place = plan.raw, find_tab(book, schema)
    positions = map_columns(schema, raw).positions
    for edit in plan.cells:
        yield WriteCell(raw.sheet, edit.row, edit.column, edit.value)
    for row, name, value in computed_values(schema, plan, positions, language):
        column = raw.first_column + positions[name]
        if (row, column) in formulas:  # Where she typed a value over the formula, hers stays.
            yield WriteCached(raw.sheet, row, column, value)
    if plan.rows:
        values = with_computed(schema, plan, positions, language)
        rows = [{positions[name]: value for name, value in row.items() if name in positions} for row in values]
        yield AppendRows(place.name, rows)
