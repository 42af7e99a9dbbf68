"""How a firm's own workbook may look: our tabs among hers, our columns among hers, in her order, under her names."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.app.tabs import SCHEMAS
from pyxl.core.cell_writing import Plain, cell_value
from pyxl.core.labels import Label
from pyxl.core.schema import Column, Row, TableSchema
from pyxl.demo.firm import demo_settings

from .small_firm import tables

SPARE_ROWS = 2
"""Empty rows at the end of every table, as people draw them."""


@dataclass(frozen=True)
class HerColumn:
    """One column of a table: a field of ours, or one of her own with its formula or values."""

    heading: str
    field: str | None = None
    formula: str = ""
    values: tuple[Plain, ...] = ()


@dataclass(frozen=True)
class HerTab:
    """One of our tabs as she has it: name of sheet and table, where it starts, its columns, its rows by field."""

    tab: str
    sheet: str
    table: str
    top: int
    left: int
    columns: tuple[HerColumn, ...]
    rows: tuple[Mapping[str, Plain], ...]

    @property
    def bottom(self) -> int:
        """The last row of the table."""
        return self.top + max(len(self.rows) + SPARE_ROWS, 1)

    @property
    def right(self) -> int:
        """The last column of the table."""
        return self.left + len(self.columns) - 1

    def column(self, heading: str) -> int:
        """The sheet column of that heading."""
        return self.left + next(at for at, column in enumerate(self.columns) if column.heading == heading)

    def field(self, name: str) -> int:
        """The sheet column of that field."""
        return self.left + next(at for at, column in enumerate(self.columns) if column.field == name)


def her_tabs(*, is_shuffled: bool = True, is_renamed: bool = True) -> list[HerTab]:
    """All our tabs in her way; headings German, English or an alias, in turn."""
    found = []
    for number, schema in enumerate(SCHEMAS):
        if schema.is_transposed:
            found.append(_settings(schema, is_renamed))
            continue
        rows = tuple(_row(schema, row) for row in tables().get(schema.tab, ()))
        columns = [HerColumn(_heading(column, at + number), column.name) for at, column in enumerate(schema.columns)]
        if is_shuffled:
            random.Random(number).shuffle(columns)
        columns = _with_hers(columns, schema.tab, len(rows))
        sheet = f"{schema.label.de} ({number})" if is_renamed else schema.label.de
        top, left = (4, 3) if number % 2 else (1, 1)
        found.append(HerTab(schema.tab, sheet, schema.tab, top, left, tuple(columns), rows))
    return found


def _heading(column: Column, turn: int) -> str:
    names = (column.label.de, column.label.en, *column.aliases[:1])
    # English headings of different fields may read alike in German books, so most stay German.
    return names[turn % len(names)] if turn % 3 == 0 else column.label.de


def _with_hers(columns: Sequence[HerColumn], tab: str, count: int) -> list[HerColumn]:
    """Her own columns on the left, in the middle and on the right; one calculates."""
    if tab not in ("Orders", "Receivables", "Customers"):
        return [*columns, HerColumn("Mein Vermerk", values=("hers",) * min(count, 1))]
    middle = len(columns) // 2
    notes: tuple[Plain, ...] = tuple(f"=hers {number}" if number % 2 else Decimal(number) for number in range(count))
    days: tuple[Plain, ...] = tuple(date(2026, 9, 1 + number) for number in range(count))
    return [
        HerColumn("Mein Vermerk", values=notes),
        *columns[:middle],
        HerColumn("Doppelt", formula="ROW()*2"),
        *columns[middle:],
        HerColumn("Angerufen am", values=days),
    ]


def _row(schema: TableSchema, row: Row) -> dict[str, Plain]:
    named = {column.name: getattr(row, column.name) for column in schema.columns if column.formula is None}
    return {name: cell_value(value, "de") for name, value in named.items() if value not in (None, "")}


def _settings(schema: TableSchema, is_renamed: bool) -> HerTab:
    firm = demo_settings("de")
    rows = tuple(
        {"name": _named(column.label, at), "value": cell_value(getattr(firm, column.name), "de")}
        for at, column in enumerate(schema.columns)
    )
    columns = (HerColumn("Einstellung", "name"), HerColumn("Wert", "value"), HerColumn("Erklärung"))
    return HerTab(schema.tab, "Firma" if is_renamed else "Einstellungen", "Settings", 1, 1, columns, rows)


def _named(label: Label, turn: int) -> str:
    return label.en if turn % 5 == 0 else label.de
