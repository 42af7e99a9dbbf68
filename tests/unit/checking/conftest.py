"""A small firm whose month is done: invoices issued, the bank read and reconciled. Each test gets a copy to break."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pyxl.app.actions import BY_ID
from pyxl.app.checking import check_book
from pyxl.app.rebuilding import rebuild
from pyxl.app.runner import Report, Request, run
from pyxl.app.sheet_findings import key_text
from pyxl.app.tabs import SCHEMA_OF_TAB, SCHEMAS
from pyxl.core.cells import RawValue
from pyxl.core.findings import Finding
from pyxl.core.schema import Row
from pyxl.core.tables import map_columns
from pyxl.demo.bank import demo_statement
from pyxl.demo.book import demo_tables
from pyxl.demo.firm import demo_settings
from pyxl.formats.camt053_writer import write_camt053
from pyxl.hosts.demo_files import invoices_to_come
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.new_book import build_book
from pyxl.hosts.xlsx import WriteCell, patch
from pyxl.hosts.xlsx.values import Writable

NOW = "2026-10-31T12:00:00+01:00"
TODAY = date(2026, 10, 31)
ORDER_LINES = 24


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
        return [key for key in self._rows(tab) if key]

    def cell(self, tab: str, key: str, column: str) -> RawValue:
        raw = self.book.read(SCHEMAS).tabs[tab]
        row, position = self._place(tab, key, column)
        return raw.rows[row - raw.header_row - 1][position - raw.first_column]

    def cells(self, tab: str) -> list[list[RawValue]]:
        return [list(row) for row in self.book.read(SCHEMAS).tabs[tab].rows]

    def edit(self, tab: str, key: str, values: Mapping[str, Writable]) -> None:
        """A person types into a row and saves."""
        sheet = self.book.read(SCHEMAS).tabs[tab].sheet
        self.write([WriteCell(sheet, *self._place(tab, key, name), value) for name, value in values.items()])

    def empty_row(self, tab: str, key: str) -> None:
        """A person deletes what stands in a row."""
        schema = SCHEMA_OF_TAB[tab]
        self.edit(tab, key, {column.name: None for column in schema.columns if column.formula is None})

    def write(self, edits: Sequence[WriteCell]) -> None:
        self.path.write_bytes(patch(self.path.read_bytes(), edits))

    def sql(self, *statements: str) -> None:
        """Somebody opens the journal with another program, and takes the triggers away first."""
        with closing(sqlite3.connect(self.journal)) as connection:
            names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for statement in (*(f"DROP TRIGGER {name}" for (name,) in names), *statements):
                connection.execute(statement)
            connection.commit()

    def _rows(self, tab: str) -> dict[str, int]:
        raw = self.book.read(SCHEMAS).tabs[tab]
        position = map_columns(SCHEMA_OF_TAB[tab], raw).positions[SCHEMA_OF_TAB[tab].key]
        return {key_text(row[position]): number for number, row in enumerate(raw.rows, raw.header_row + 1)}

    def _place(self, tab: str, key: str, column: str) -> tuple[int, int]:
        raw = self.book.read(SCHEMAS).tabs[tab]
        return self._rows(tab)[key], raw.first_column + map_columns(SCHEMA_OF_TAB[tab], raw).positions[column]


def small_book() -> bytes:
    """The demo firm's book with the first order lines only, so that few invoices are printed."""
    tables: dict[str, Sequence[Row]] = dict(demo_tables())
    tables["Orders"] = tables["Orders"][:ORDER_LINES]
    return build_book("de", tables, demo_settings("de"))


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The month, done once."""
    firm = Firm(tmp_path_factory.mktemp("month"))
    firm.path.write_bytes(small_book())
    bank = firm.folder / "bank.xml"
    bank.write_bytes(write_camt053(demo_statement(invoices_to_come(firm.path.read_bytes()))))
    firm.run("create-invoices", as_of=date(2026, 9, 30))
    shutil.copytree(firm.folder, firm.folder / "before-the-bank")
    firm.run("import-bank", files=(bank,))
    firm.run("reconcile")
    return firm.folder


@pytest.fixture
def firm(month: Path, tmp_path: Path) -> Firm:
    """A copy of the firm to break."""
    return Firm(Path(shutil.copytree(month, tmp_path / "firm")))
