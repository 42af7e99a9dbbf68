"""A workbook in memory: the tabs of a story, changed as a host would change them, and its journal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any

from pyxl.app.actions import BY_ID
from pyxl.app.registry import Action, call
from pyxl.core.cells import NoValue, RawValue, parse_text
from pyxl.core.changes import AppendRow, CellValue, Change, ChangeSet, SetCell
from pyxl.core.labels import Label, Language, Text
from pyxl.core.money import Money
from pyxl.core.outcome import DocumentRequest, Outcome, Posting
from pyxl.core.schema import TABLES, LabelledEnum, Row, TableSchema, schema_of
from pyxl.core.tables import RawTable, Table, header_words, read_table
from pyxl.core.text import squash
from pyxl.formats.statement_files import read_statement_file
from pyxl.invoicing.cancelling import cancellation_posting
from pyxl.journal.series import NumberSeries
from pyxl.ledger.books import Books
from pyxl.settings import Settings

from .story_text import Cells, StoryError, typed_cell

# A tab is known by name once the module of its row class is imported.
for _module in ("pyxl.masterdata", "pyxl.orders.rows", "pyxl.ledger.rows", "pyxl.desk"):
    import_module(_module)

FIRM: dict[str, RawValue] = {
    "company_name": "Muster GmbH",
    "street": "Hauptstraße 1",
    "postcode": "34117",
    "city": "Kassel",
    "vat_id": "DE136695976",
    "iban": "DE89370400440532013000",
}
"""The firm of every story that says nothing else."""


@dataclass
class Sheet:
    """One tab: headings, and rows of raw cells."""

    headers: list[str]
    rows: list[list[RawValue]] = field(default_factory=list)


@dataclass(frozen=True)
class Recorded:
    """An event as the books read it."""

    kind: str
    key: str
    number: str
    run_id: str
    payload: Mapping[str, object]


@dataclass
class Done:
    """What one step gave: the outcome, the changes that were applied, and the documents asked for."""

    outcome: Outcome
    changes: ChangeSet
    recorded: list[Recorded]
    documents: tuple[DocumentRequest, ...]


class StoryDesk:
    """Runs actions on the tabs of one story; what a step changed is there for the next one."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.sheets: dict[str, Sheet] = {}
        self.settings = dict(FIRM)
        self.files: dict[str, str] = {}
        self.events: list[Recorded] = []
        self.claims: set[str] = set()
        self.counters: dict[str, int] = {}

    def give(self, name: str, cells: Cells, *, is_more: bool) -> None:
        """Lays out a tab as the story tells it."""
        schema = schema_named(name)
        if schema.is_transposed:
            words = header_words(schema)
            for label, value in cells[1:]:
                self.settings[words[squash(label)]] = typed_cell(value)
            return
        if is_more and schema.tab in self.sheets:
            sheet = self.sheets[schema.tab]
        else:
            sheet = self.sheets[schema.tab] = Sheet(list(cells[0]))
        for row in cells[1:]:
            if len(row) != len(cells[0]):
                raise StoryError(f"{name}: {len(row)} cells under {len(cells[0])} headings in {row}")
            given = dict(zip(cells[0], row, strict=True))
            sheet.rows.append([typed_cell(given.get(header, "")) for header in sheet.headers])

    def run(self, action_id: str, files: tuple[str, ...], as_of: date) -> Done:
        """Runs an action and applies what comes of it."""
        if action_id.startswith("cancel "):
            return self.cancel(action_id.removeprefix("cancel "), as_of)
        if action_id not in BY_ID:
            raise StoryError(f"there is no action {action_id!r}; there are {', '.join(BY_ID)}")
        action = BY_ID[action_id]
        tables = {row_class: self.table(row_class) for row_class in self._row_classes(action)}
        given: dict[str, object] = {"books": Books.from_events(self.events), "settings": self._settings()}
        if action.takes_files:
            given["files"] = tuple(self._file(name) for name in files)
        return self._done(call(action, tables, as_of, **given))

    def _done(self, outcome: Outcome) -> Done:
        recorded, changes, documents = self._record(outcome.postings)
        changes = changes + outcome.changes
        self.apply(changes)
        return Done(outcome, changes, recorded, documents)

    def cancel(self, number: str, as_of: date) -> Done:
        """Takes back an invoice, as the undo of its run does."""
        invoices = [event for event in self.events if event.number == number]
        if not invoices:
            raise StoryError(f"no invoice {number} was issued")
        books = Books.from_events(self.events)
        posting = cancellation_posting(invoices[0].payload, books, self._settings(), as_of)
        summary = Text("{number} is cancelled.", "{number} ist storniert.").bind(number=number)
        return self._done(Outcome(summary, postings=(posting,) if posting else ()))

    def apply(self, changes: ChangeSet) -> None:
        """Writes changes by key; a cell that is not what the job saw is an error of the job."""
        for change in changes:
            self._apply(change)

    def table(self, row_class: type[Row]) -> Table[Any]:
        """A tab as typed rows; one that the story does not give is empty."""
        schema = schema_of(row_class)
        sheet = self._sheet(schema)
        self._give_line_ids(schema, sheet)
        raw = RawTable(
            schema.tab, schema.label.text(self.language), 1, 1, tuple(sheet.headers), [list(row) for row in sheet.rows]
        )
        return read_table(row_class, raw, self.language)

    def _row_classes(self, action: Action) -> tuple[type[Row], ...]:
        return action.tabs

    def _settings(self) -> Settings:
        raw = RawTable(
            "Settings", "Settings", 1, 1, tuple(self.settings), [list(self.settings.values())], is_transposed=True
        )
        table = read_table(Settings, raw, self.language)
        if not table.rows:
            raise StoryError(f"the settings cannot be read: {[each.message('en') for each in table.findings]}")
        return table.rows[0]

    def _file(self, name: str) -> object:
        from pyxl.banking.importing import BankFile

        if name not in self.files:
            raise StoryError(f"the story gives no file {name!r}")
        data = self.files[name].encode()
        return BankFile(name, hashlib.sha256(data).hexdigest(), read_statement_file(name, data))

    def _sheet(self, schema: TableSchema) -> Sheet:
        if schema.tab not in self.sheets:
            self.sheets[schema.tab] = Sheet([column.label.text(self.language) for column in schema.columns])
        return self.sheets[schema.tab]

    def _give_line_ids(self, schema: TableSchema, sheet: Sheet) -> None:
        """Rows without a key of their own have got one from pyxl before: L1, L2 ... by row."""
        if schema.surrogate_key is None:
            return
        place = self._column(schema, sheet, schema.key)
        for number, row in enumerate(sheet.rows, 1):
            if row[place] is None and any(cell is not None for cell in row):
                row[place] = f"{schema.surrogate_key}{number}"

    def _column(self, schema: TableSchema, sheet: Sheet, name: str) -> int:
        words = header_words(schema)
        for place, header in enumerate(sheet.headers):
            if words.get(squash(header)) == name:
                return place
        sheet.headers.append(schema.column(name).label.text(self.language))
        for row in sheet.rows:
            row.append(None)
        return len(sheet.headers) - 1

    def _record(self, postings: tuple[Posting, ...]) -> tuple[list[Recorded], ChangeSet, tuple[DocumentRequest, ...]]:
        recorded: list[Recorded] = []
        changes, documents = ChangeSet(), tuple[DocumentRequest, ...]()
        for posting in postings:
            if posting.key in {event.key for event in self.events}:
                continue
            if taken := self.claims & set(posting.claims):
                raise StoryError(f"{posting.key} claims once more: {sorted(taken)}")
            self.claims |= set(posting.claims)
            number = self._draw(posting)
            run_id = f"R{len(self.events) + 1}"
            recorded.append(Recorded(posting.kind, posting.key, number, run_id, posting.payload(number)))
            self.events.append(recorded[-1])
            changes = changes + posting.changes(number)
            documents += posting.documents(number)
        return recorded, changes, documents

    def _draw(self, posting: Posting) -> str:
        if posting.series is None:
            return ""
        series = NumberSeries.of(posting.series.pattern, posting.series.year)
        self.counters[series.name] = self.counters.get(series.name, series.first - 1) + 1
        return series.text(self.counters[series.name])

    def _apply(self, change: Change) -> None:
        schema = schema_named(change.tab)
        sheet = self._sheet(schema)
        key_place = self._column(schema, sheet, schema.key)
        if isinstance(change, AppendRow):
            row: list[RawValue] = [None] * len(sheet.headers)
            sheet.rows.append(row)
            for name, value in {**change.values, schema.key: change.key}.items():
                row[self._column(schema, sheet, name)] = raw_of(value, self.language)
            return
        rows = [row for row in sheet.rows if parse_text(row[key_place]).value == change.key]
        if not rows:
            raise StoryError(f"{change} names a row that is not there")
        if isinstance(change, SetCell):
            place = self._column(schema, sheet, change.column)
            if not _is_same(rows[0][place], raw_of(change.old, self.language)):
                raise StoryError(f"{change}: the cell holds {rows[0][place]!r}")
            rows[0][place] = raw_of(change.new, self.language)
        else:
            rows[0][:] = [None] * len(rows[0])


def schema_named(name: str) -> TableSchema:
    """The tab of that name, English or German."""
    for schema in TABLES.values():
        if squash(name) in {squash(schema.tab), squash(schema.label.en), squash(schema.label.de)}:
            return schema
    raise StoryError(f"there is no tab {name!r}; there are {', '.join(TABLES)}")


def raw_of(value: CellValue, language: Language) -> RawValue:
    """The value as it comes back from a cell: numbers as floats, labels as words."""
    match value:
        case Money():
            return float(value.amount)
        case Decimal():
            return float(value)
        case Label():
            return value.text(language)
        case LabelledEnum():
            return value.label.text(language)
        case Enum():
            return str(value.value)
        case "":
            return None
        case bool():
            return value
        case int():
            return float(value)
        case _:
            return value


def _is_same(held: RawValue, seen: RawValue) -> bool:
    """Whether the cell holds what the job saw; a formula's cell has no value here, and stray blanks are read away."""
    if held == seen or isinstance(held, NoValue):
        return True
    return isinstance(held, str) and isinstance(seen, str) and squash(held) == squash(seen)
