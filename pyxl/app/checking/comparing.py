"""The tabs beside what the journal says of them: cells that differ, rows that are missing, unknown or there twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from pyxl.app.expected import ExpectedRow, ExpectedTab
from pyxl.app.inputs import UNUSABLE_TAB
from pyxl.app.sheet_findings import key_text
from pyxl.core.cell_writing import says_exactly, still_says
from pyxl.core.cells import CellError, NoValue, RawValue, excel_number
from pyxl.core.changes import CellValue
from pyxl.core.findings import CellRef
from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.core.parsers import parser_of
from pyxl.core.schema import TABLES
from pyxl.core.tables import RawTable, column_letter, map_columns

OWN_TABS = frozenset(
    {
        *("Invoices", "Batches", "Collections", "Bank", "Allocations", "BillLines"),
        *("Stock", "Reservations", "PickList", "Deliveries"),
    }
)
"""Every row in these comes from the journal."""
OWN_MARKS = {"Movements": "change"}
"""In these, every row that has something in this column."""


@dataclass(frozen=True, slots=True)
class DifferingCell:
    """A cell that says something else than the journal."""

    cell: CellRef
    found: CellValue
    expected: CellValue


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A row of the journal that is not in its tab."""

    tab: str
    key: str
    row: ExpectedRow


@dataclass(frozen=True)
class Differences:
    """All that differs in one tab."""

    cells: list[DifferingCell] = field(default_factory=list)
    missing: list[MissingRow] = field(default_factory=list)
    unknown: list[CellRef] = field(default_factory=list)
    """Rows that the journal does not know."""
    doubled: list[CellRef] = field(default_factory=list)
    """Rows whose key stands further up already."""


def compare_tab(
    raw: RawTable, expected: ExpectedTab, language: Language, skipped: Collection[str] = frozenset()
) -> Differences:
    """Where the tab differs from the journal; rows whose key is in `skipped` are left alone. Refused E_TAB_UNUSABLE."""
    comparer = _Comparer(raw, language)
    found = Differences()
    first = raw.header_row + 1
    seen: set[str] = set()
    for number, cells in enumerate(raw.rows, first):
        key = comparer.key(cells)
        if key in skipped:
            continue
        wanted = expected.get(key)
        if wanted is None:
            if comparer.is_pyxls(cells):
                found.unknown.append(comparer.place(number, key, comparer.schema.key))
        elif key in seen:
            if not wanted.is_hers:  # A copied order line is a new one: it gets an id of its own at the next run.
                found.doubled.append(comparer.place(number, key, comparer.schema.key))
        else:
            seen.add(key)
            found.cells.extend(comparer.differing(number, key, cells, wanted))
    for key, wanted in expected.items():
        if key not in seen and key not in skipped and (wanted.must_stay or not wanted.is_hers):
            found.missing.append(MissingRow(raw.tab, key, wanted))
    return found


class _Comparer:
    """Compares the rows of one tab, cell by cell, by meaning: how a number is typed does not matter."""

    def __init__(self, raw: RawTable, language: Language) -> None:
        self.raw, self.language, self.schema = raw, language, TABLES[raw.tab]
        mapped = map_columns(self.schema, raw)
        if not mapped.is_usable:
            broken = next(finding for finding in mapped.findings if finding.is_error)
            raise UNUSABLE_TAB.because(tab=raw.sheet, problem=broken.message(language), step=broken.hint(language))
        self.positions = mapped.positions
        self.read = {name: parser_of(self.schema.column(name), language) for name in self.positions}

    def key(self, cells: Sequence[RawValue]) -> str:
        return key_text(cells[self.positions[self.schema.key]])

    def is_pyxls(self, cells: Sequence[RawValue]) -> bool:
        """Whether only pyxl can have written the row."""
        if self.raw.tab in OWN_MARKS:
            return not _is_blank(self._raw(cells, OWN_MARKS[self.raw.tab]))
        return self.raw.tab in OWN_TABS and self.is_filled(cells)

    def is_filled(self, cells: Sequence[RawValue]) -> bool:
        """Whether anything stands in the row that is not a formula's result, in the columns that are pyxl's."""
        columns = (column for column in self.schema.columns if column.formula is None)
        return any(not _is_blank(self._raw(cells, column.name)) for column in columns)

    def place(self, number: int, key: str, column: str) -> CellRef:
        letter = column_letter(self.raw.first_column + self.positions[column])
        return CellRef(self.raw.tab, number, column, key, f"{letter}{number}")

    def differing(self, number: int, key: str, cells: Sequence[RawValue], row: ExpectedRow) -> Iterator[DifferingCell]:
        settled = row.sum_only if row.sum_only and self._sum_agrees(cells, row) else ()
        for name, value in row.values.items():
            if name not in self.positions or name in settled:
                continue
            found = self._raw(cells, name)
            if says_exactly(found, value) or (name in row.or_empty and _is_blank(found)):
                continue
            if not self._means(name, found, value):
                yield DifferingCell(self.place(number, key, name), as_value(found), value)
        for name, value in row.never.items():
            if name in self.positions and self._means(name, found := self._raw(cells, name), value):
                yield DifferingCell(self.place(number, key, name), as_value(found), row.when_new[name])

    def _raw(self, cells: Sequence[RawValue], name: str) -> RawValue:
        position = self.positions.get(name, len(cells))
        return cells[position] if position < len(cells) else None

    def _means(self, name: str, found: RawValue, value: CellValue) -> bool:
        return still_says(self.schema.column(name), found, value, self.language)

    def _sum_agrees(self, cells: Sequence[RawValue], row: ExpectedRow) -> bool:
        """Whether the amounts add up to what the journal knows of them together."""
        found = [self.read[name](self._raw(cells, name)) for name in row.sum_only if name in self.read]
        amounts = [amount for amount in found if isinstance(amount, Decimal)]
        expected = [value.amount for name in row.sum_only if isinstance(value := row.values[name], Money)]
        is_readable = all(amount is None or isinstance(amount, Decimal) for amount in found)
        return is_readable and sum(amounts) == sum(expected)


def _is_blank(raw: RawValue) -> bool:
    return raw is None or raw == "" or (isinstance(raw, str) and not raw.strip())


def as_value(raw: RawValue) -> CellValue:
    """What stands in a cell, as a value that can be kept and put back."""
    match raw:
        case CellError():
            return raw.text
        case NoValue():
            return ""
        case float():
            return excel_number(raw)
        case datetime():
            return raw.date()
        case _:
            return raw


def rows_count(tabs: Mapping[str, ExpectedTab]) -> int:
    """How many rows the journal knows in all tabs."""
    return sum(len(rows) for rows in tabs.values())
