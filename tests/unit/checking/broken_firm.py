"""A small firm with a workbook, a journal and documents, and the ways in which people break them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.table import TableColumn

from pyxl.app.actions import BY_ID
from pyxl.app.checking.checking import check_book
from pyxl.app.checking.rebuilding import rebuild
from pyxl.app.runner import Report, Request, run
from pyxl.app.sheet_findings import key_text
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.cells import RawValue
from pyxl.core.findings import Finding
from pyxl.core.schema import Row
from pyxl.core.tables import RawTable, map_columns
from pyxl.demo.book import demo_tables
from pyxl.demo.firm import demo_settings
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.new_book import build_book
from pyxl.hosts.xlsx import WriteCell, patch
from pyxl.hosts.xlsx.values import Writable

NOW = "2026-10-31T12:00:00+01:00"
TODAY = date(2026, 10, 31)
ORDER_LINES = 24
OWN_COLUMN = "Meine Notiz"


@dataclass(frozen=True)
class Firm:
    """One folder with a workbook, its journal and its documents."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "backoffice.xlsx"

    @property
    def book(self) -> ClosedBook:
        return ClosedBook(self.path)

    @property
    def journal(self) -> Path:
        return self.folder / "backoffice.pyxl" / "journal.sqlite"

    @property
    def documents(self) -> Path:
        return self.folder / "backoffice.pyxl" / "documents"

    def run(self, action: str, *, files: tuple[Path, ...] = (), as_of: date = TODAY) -> Report:
        return run(self.book, Request(BY_ID[action], as_of, NOW, "anna", apply=True, files=files))

    def check(self) -> tuple[Finding, ...]:
        return check_book(self.book).outcome.findings

    def codes(self) -> list[str]:
        return [finding.code for finding in self.check()]

    def rebuild(self, *, apply: bool = True) -> Report:
        return rebuild(self.book, as_of=TODAY, now=NOW, user="anna", apply=apply)

    def keys(self, tab: str) -> list[str]:
        return list(self.column(tab, SCHEMA_OF_TAB[tab].key))

    def column(self, tab: str, column: str) -> dict[str, RawValue]:
        """The cells of a column by the keys of their rows."""
        raw, rows = self._rows(tab)
        position = map_columns(SCHEMA_OF_TAB[tab], raw).positions[column]
        return {key: raw.rows[number - raw.header_row - 1][position] for key, number in rows.items()}

    def values(self, tab: str) -> dict[str, dict[str, RawValue]]:
        """Every cell of the tab's own columns that is not empty, by the keys of the rows."""
        raw, rows = self._rows(tab)
        positions = map_columns(SCHEMA_OF_TAB[tab], raw).positions
        cells = {key: raw.rows[number - raw.header_row - 1] for key, number in rows.items()}
        return {key: {n: row[at] for n, at in positions.items() if row[at] is not None} for key, row in cells.items()}

    def notes(self, tab: str) -> list[RawValue]:
        """What stands in her own column, row by row."""
        raw, _ = self._rows(tab)
        position = raw.headers.index(OWN_COLUMN)
        return [row[position] for row in raw.rows]

    def write_notes(self, tab: str, notes: Sequence[str]) -> None:
        """She fills her own column from the first row on."""
        raw, _ = self._rows(tab)
        column = raw.first_column + raw.headers.index(OWN_COLUMN)
        self.write([WriteCell(raw.sheet, raw.header_row + 1 + at, column, note) for at, note in enumerate(notes)])

    def edit(self, tab: str, key: str, values: Mapping[str, Writable]) -> None:
        """A person types into a row and saves."""
        raw, rows = self._rows(tab)
        positions = map_columns(SCHEMA_OF_TAB[tab], raw).positions
        places = {raw.first_column + positions[name]: value for name, value in values.items()}
        self.write([WriteCell(raw.sheet, rows[key], column, value) for column, value in places.items()])

    def empty_row(self, tab: str, key: str) -> None:
        """A person deletes what stands in a row."""
        schema = SCHEMA_OF_TAB[tab]
        self.edit(tab, key, {column.name: None for column in schema.columns if column.formula is None})

    def empty_tab(self, tab: str, keys: Collection[str]) -> None:
        """Somebody empties pyxl's own columns in these rows."""
        raw, rows = self._rows(tab)
        positions = map_columns(SCHEMA_OF_TAB[tab], raw).positions
        typed = [positions[column.name] for column in SCHEMA_OF_TAB[tab].columns if column.formula is None]
        self.write([WriteCell(raw.sheet, rows[key], raw.first_column + each, None) for key in keys for each in typed])

    def write(self, edits: Sequence[WriteCell]) -> None:
        self.path.write_bytes(patch(self.path.read_bytes(), edits))

    def sql(self, *statements: str) -> None:
        """Somebody opens the journal with another program, and takes the triggers away first."""
        with closing(sqlite3.connect(self.journal)) as connection:
            names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for statement in (*(f"DROP TRIGGER {name}" for (name,) in names), *statements):
                connection.execute(statement)
            connection.commit()

    def _rows(self, tab: str) -> tuple[RawTable, dict[str, int]]:
        raw = self.book.read([SCHEMA_OF_TAB[tab]]).tabs[tab]
        position = map_columns(SCHEMA_OF_TAB[tab], raw).positions[SCHEMA_OF_TAB[tab].key]
        numbers = {key_text(row[position]): number for number, row in enumerate(raw.rows, raw.header_row + 1)}
        return raw, {key: number for key, number in numbers.items() if key}


def small_book() -> bytes:
    """The demo firm's book with the first order lines only, so that few invoices are printed, and a column of hers."""
    tables: dict[str, Sequence[Row]] = dict(demo_tables())
    tables["Orders"] = tables["Orders"][:ORDER_LINES]
    return with_own_column(build_book("de", tables, demo_settings("de")), ("Rechnungen", "Offene Posten", "Bank"))


def with_own_column(data: bytes, sheets: Sequence[str]) -> bytes:
    """She adds a column at the right edge of these tabs' tables, as one does in Excel."""
    book = load_workbook(BytesIO(data))
    for name in sheets:
        (table,) = book[name].tables.values()
        area = CellRange(table.ref)
        book[name].cell(area.min_row, area.max_col + 1, OWN_COLUMN)
        area.expand(right=1)
        table.ref = table.autoFilter.ref = area.coord
        table.tableColumns.append(TableColumn(id=len(table.tableColumns) + 1, name=OWN_COLUMN))
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
