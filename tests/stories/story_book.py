"""The workbook of a story, in memory: its tabs, read and changed as a host would do it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any

from pyxl.core.cell_writing import still_says
from pyxl.core.cells import NoValue, RawValue, parse_text
from pyxl.core.changes import AppendRow, CellValue, Change, ChangeSet, SetCell
from pyxl.core.findings import Finding
from pyxl.core.labels import Label, Language
from pyxl.core.money import Money
from pyxl.core.schema import TABLES, Kind, LabelledEnum, Row, TableSchema, schema_of
from pyxl.core.tables import RawTable, Table, read_table
from pyxl.core.text import squash
from pyxl.settings import Settings

from .story_text import Cells, StoryError, typed_cell

# A tab is known by name once the module of its row class is imported.
for _module in (
    "pyxl.masterdata.customers",
    "pyxl.masterdata.items",
    "pyxl.orders.rows",
    "pyxl.orders.heads",
    "pyxl.orders.price_lists",
    "pyxl.masterdata.suppliers",
    "pyxl.invoicing.self_bill_rows",
    "pyxl.ledger.rows",
    "pyxl.ledger.batches.rows",
    "pyxl.dunning.rows",
    "pyxl.dunning.instalments",
    "pyxl.dunning.ageing_rows",
    "pyxl.ledger.payables.rows",
    "pyxl.ledger.cases.rows",
    "pyxl.banking.rows",
    "pyxl.accounting.account_rows",
    "pyxl.accounting.listing_rows",
    "pyxl.service.cases.due_rows",
    "pyxl.service.customer_files.rows",
    "pyxl.service.statistics.rows",
    "pyxl.app.desk_rows",
):
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
    hidden: set[int] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    """Rows whose first two cells are one."""
    below: set[int] = field(default_factory=set)
    """Rows that stand under the table and do not belong to it."""


@dataclass(frozen=True)
class Kept:
    """A cell that an undo left alone, since a person changed it."""

    change: SetCell
    found: RawValue


class StoryBook:
    """The tabs of one story; what a step changed is there for the next one."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.sheets: dict[str, Sheet] = {}
        self.settings = dict(FIRM)

    def give(self, name: str, cells: Cells, *, is_more: bool, times: int = 1) -> None:
        """Lays out a tab as the story tells it."""
        schema = schema_named(name)
        if schema.is_transposed:
            words = schema.heading_words
            for label, value in cells[1:]:
                self.settings[words[squash(label)]] = typed_cell(value)
            return
        if is_more and schema.tab in self.sheets:
            sheet = self.sheets[schema.tab]
        else:
            sheet = self.sheets[schema.tab] = Sheet(list(cells[0]))
        fields = [_field(schema, header) for header in cells[0]]
        for number in range(1, times + 1):
            for row in cells[1:]:
                if len(row) != len(cells[0]):
                    raise StoryError(f"{name}: {len(row)} cells under {len(cells[0])} headings in {row}")
                given = dict(zip(fields, row, strict=True))
                is_alike = sheet.headers == cells[0]
                texts = row if is_alike else [given.get(_field(schema, each), "") for each in sheet.headers]
                sheet.rows.append([typed_cell(text.replace("{n}", str(number))) for text in texts])

    def change(self, name: str, cells: Cells) -> None:
        """Types into the one row whose cell of the first column is the given one."""
        schema = schema_named(name)
        sheet = self._sheet(schema)
        places = [self._column(schema, sheet, _field(schema, header)) for header in cells[0]]
        for wanted, *texts in cells[1:]:
            meant = typed_cell(wanted)
            rows = [row for row in sheet.rows if row[places[0]] == meant]
            if len(rows) != 1:
                raise StoryError(f"{name}: {len(rows)} rows have {wanted!r} under {cells[0][0]}")
            for place, text in zip(places[1:], texts, strict=True):
                rows[0][place] = typed_cell(text)

    def give_look(self, look: str, name: str, row: int) -> None:
        """Hides a row, merges its first two cells, or leaves it out of the table."""
        sheet = self._sheet(schema_named(name))
        {"hidden": sheet.hidden, "merged": sheet.merged, "below": sheet.below}[look].add(row)

    def apply(self, changes: ChangeSet, *, keep_hers: bool = False) -> tuple[Kept, ...]:
        """Writes changes by key. A cell that is not what the job saw is an error of the job; an undo lets it be."""
        kept = (self._apply(change, keep_hers) for change in changes)
        return tuple(each for each in kept if each)

    def table(self, row_class: type[Row]) -> Table[Any]:
        """A tab as typed rows; one that the story does not give is empty."""
        schema = schema_of(row_class)
        sheet = self._sheet(schema)
        self._give_line_ids(schema, sheet)
        raw = RawTable(
            schema.tab,
            schema.label.text(self.language),
            1,
            1,
            tuple(sheet.headers),
            [list(row) for number, row in enumerate(sheet.rows, 2) if number not in sheet.below],
            frozenset(sheet.hidden),
            tuple((row, 1, row, 2) for row in sorted(sheet.merged)),
            below={number: row for number, row in enumerate(sheet.rows, 2) if number in sheet.below},
        )
        return read_table(row_class, raw, self.language)

    def read_settings(self) -> tuple[Settings, tuple[Finding, ...]]:
        """The settings and what was wrong with them."""
        raw = RawTable(
            "Settings", "Settings", 1, 1, tuple(self.settings), [list(self.settings.values())], is_transposed=True
        )
        table = read_table(Settings, raw, self.language)
        if not table.rows:
            raise StoryError(f"the settings cannot be read: {[each.message('en') for each in table.findings]}")
        return table.rows[0], table.findings

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
        words = schema.heading_words
        for place, header in enumerate(sheet.headers):
            if words.get(squash(header)) == name:
                return place
        sheet.headers.append(schema.column(name).label.text(self.language))
        for row in sheet.rows:
            row.append(None)
        return len(sheet.headers) - 1

    def _apply(self, change: Change, keep_hers: bool = False) -> Kept | None:
        schema = schema_named(change.tab)
        sheet = self._sheet(schema)
        key_place = self._column(schema, sheet, schema.key)
        if isinstance(change, AppendRow):
            row: list[RawValue] = [None] * len(sheet.headers)
            sheet.rows.append(row)
            for name, value in {**change.values, schema.key: change.key}.items():
                row[self._column(schema, sheet, name)] = raw_of(value, self.language)
            return None
        rows = [row for row in sheet.rows if parse_text(row[key_place]).value == change.key]
        if not rows:
            raise StoryError(f"{change} names a row that is not there")
        if isinstance(change, SetCell):
            place = self._column(schema, sheet, change.column)
            held, column = rows[0][place], schema.column(change.column)
            is_there = _is_same(held, raw_of(change.old, self.language))
            if not is_there and not (column.kind is Kind.FLAG and still_says(column, held, change.old, self.language)):
                if keep_hers:
                    return Kept(change, rows[0][place])
                raise StoryError(f"{change}: the cell holds {rows[0][place]!r}")
            rows[0][place] = raw_of(change.new, self.language)
        else:
            rows[0][:] = [None] * len(rows[0])
        return None


def _field(schema: TableSchema, header: str) -> str:
    """The field a heading means, in either language; a heading of her own means itself."""
    return schema.heading_words.get(squash(header), header)


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
    """Whether the cell holds what the job saw; a formula's cell has no value here, and stray blanks are read away.

    No amount is the same as an amount of nothing, as the hosts have it.
    """
    if held == seen or isinstance(held, NoValue) or (held in (None, 0) and seen in (None, 0)):
        return True
    return isinstance(held, str) and isinstance(seen, str) and squash(held) == squash(seen)
