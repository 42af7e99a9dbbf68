"""A tab as typed rows: headings understood, every cell read once, every defect a finding.

A host hands over a `RawTable`; `read_table` finds the columns by heading or alias, in either language and in any
order, and gives a `Table` whose rows are frozen objects that know their line in the sheet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from pyxl.core import cell_rules as rules
from pyxl.core.cells import RawValue
from pyxl.core.changes import ChangeSet, Fix, SetCell
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Language
from pyxl.core.parsers import Defect, MoneyMaker, parser_of
from pyxl.core.schema import CHECK_COLUMN, Kind, Row, TableSchema, row_of, schema_of
from pyxl.core.table_file import Headings
from pyxl.core.text import clean, squash

if TYPE_CHECKING:
    import pandas

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class RawTable:
    """The cells of one tab as they stand in the file or in the open workbook; rows and columns count from 1."""

    tab: str
    sheet: str
    header_row: int
    first_column: int
    headers: tuple[str, ...]
    rows: Sequence[Sequence[RawValue]]
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges as (first row, first column, last row, last column)."""
    is_transposed: bool = False
    """The fields stand one below the other, names in `first_column`, values right of them; `rows` is one row."""
    below: Mapping[int, Sequence[RawValue]] = field(default_factory=dict)
    """Rows right under an Excel table that do not belong to it, by their number: a program did not let it grow."""
    noted_rows: frozenset[int] = frozenset()
    """Rows with something beside the table, where a program did not let it grow sidewards."""


def missing_tab(schema: TableSchema) -> RawTable:
    """What a tab that may be missing reads as where it is: all its columns, and no row."""
    return RawTable(
        schema.tab,
        schema.label.en,
        1,
        1,
        tuple(each.label.en for each in schema.columns),
        (),
    )


@dataclass(frozen=True)
class Table(Generic[R]):
    """The rows of one tab. `rows` are the readable ones; what could not be read is in `findings`."""

    schema: TableSchema
    rows: tuple[R, ...]
    findings: tuple[Finding, ...] = ()
    sheet: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    """Column number in the sheet by field name, for the columns that are there."""
    key_owner: Mapping[str, R] = field(default_factory=dict)
    unreadable_keys: frozenset[str] = frozenset()
    value_column: int = 0
    """In a transposed tab, the column of the values; `columns` then holds row numbers."""

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def get(self, key: str) -> R | None:
        """The row with that key."""
        return self.key_owner.get(key)

    def key_of(self, row: R) -> str:
        """The row's key as text."""
        return str(getattr(row, self.schema.key))

    def cell(self, row: R, name: str) -> CellRef:
        """Where that field of the row stands."""
        return CellRef(self.schema.tab, row.sheet_row, name, self.key_of(row), self.address(row.sheet_row, name))

    def address(self, row: int, name: str) -> str:
        """The cell's address in the sheet, such as `D7`; empty when there is no such column."""
        if name not in self.columns:
            return ""
        if self.value_column:
            return f"{column_letter(self.value_column)}{self.columns[name]}"
        return f"{column_letter(self.columns[name])}{row}" if row else ""

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a DataFrame for analysis; money as whole cents in columns ending in `_cents`."""
        import pandas

        data: dict[str, list[object]] = {}
        for column in self.schema.columns:
            values = [getattr(row, column.name) for row in self.rows]
            if column.kind is Kind.MONEY:
                data[f"{column.name}_cents"] = [None if value is None else value.cents for value in values]
            elif column.kind is Kind.CHOICE:
                data[column.name] = [None if value is None else value.label.en for value in values]
            else:
                data[column.name] = values
        return pandas.DataFrame(data)


def table_of(row_class: type[R], rows: Sequence[R] = (), *, sheet: str = "") -> Table[R]:
    """A table made from rows at hand: for tests, the demo and tabs that are not there yet."""
    schema = schema_of(row_class)
    owners = {str(getattr(row, schema.key)): row for row in rows}
    columns = {column.name: number for number, column in enumerate(schema.columns, 1)}
    return Table(schema, tuple(rows), (), sheet or schema.tab, columns, owners)


def column_letter(number: int) -> str:
    """Excel's letters of a column number.

    >>> column_letter(1), column_letter(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def headings_of(schema: TableSchema) -> Headings:
    """The headings that tab has, may have, and must have."""
    return Headings(
        schema.label, schema.heading_words, tuple(column.label for column in schema.columns if column.required)
    )


@dataclass(frozen=True)
class ColumnMap:
    """Which heading of a sheet is which field, and what was wrong with the headings."""

    positions: Mapping[str, int]
    """Field name to position in a raw row, from 0."""
    findings: tuple[Finding, ...]

    @property
    def is_usable(self) -> bool:
        """Whether the rows can be read at all."""
        return not any(finding.is_error for finding in self.findings)


def map_columns(schema: TableSchema, raw: RawTable) -> ColumnMap:
    """Finds the fields by heading; a missing required column or a doubled one is a finding."""
    words = schema.heading_words
    found: dict[str, list[int]] = defaultdict(list)
    for position, header in enumerate(raw.headers):
        name = words.get(squash(header))
        if name:
            found[name].append(position)
    place = CellRef(schema.tab, raw.header_row)
    findings = []
    for column in schema.columns:
        positions = found.get(column.name, [])
        if len(positions) > 1:
            letters = tuple(column_letter(raw.first_column + position) for position in positions)
            findings.append(rules.DUPLICATE_HEADER.at(place, tab=raw.sheet, found=letters, label=column.label))
        elif not positions and (column.required or column.name == schema.key):
            findings.append(rules.COLUMN_MISSING.at(place, tab=raw.sheet, label=column.label))
    return ColumnMap({name: positions[0] for name, positions in found.items()}, tuple(findings))


def read_table(row_class: type[R], raw: RawTable, language: Language) -> Table[R]:
    """Reads all rows of a tab. Errors in a cell are findings; the other cells are read all the same."""
    schema = schema_of(row_class)
    mapped = map_columns(schema, raw)
    first = raw.header_row + 1 if raw.is_transposed else raw.first_column
    columns = {name: first + position for name, position in mapped.positions.items()}
    if not mapped.is_usable:
        return Table(schema, (), mapped.findings, raw.sheet, columns)
    reader = _RowReader(row_class, raw, language, mapped.positions, columns)
    rows = reader.read_all()
    findings = [*mapped.findings, *_hidden_rows(schema, raw, rows), *_rows_below(schema, raw, mapped), *reader.findings]
    owners, twice = _owners(schema, raw, rows, columns)
    unreadable = frozenset(reader.unreadable_keys)
    return Table(
        schema,
        tuple(rows),
        (*findings, *twice),
        raw.sheet,
        columns,
        owners,
        unreadable,
        raw.first_column + 1 if raw.is_transposed else 0,
    )


class _RowReader(Generic[R]):
    """Reads the rows of one tab with parsers that were chosen once per column."""

    def __init__(
        self,
        row_class: type[R],
        raw: RawTable,
        language: Language,
        positions: Mapping[str, int],
        columns: Mapping[str, int],
    ) -> None:
        self.row_class, self.raw, self.columns = row_class, raw, columns
        self.schema = schema_of(row_class)
        self.findings: list[Finding] = []
        self.unreadable_keys: set[str] = set()
        read = [column for column in self.schema.columns if column.name in positions and column.name != CHECK_COLUMN]
        parsers = {column.name: parser_of(column, language) for column in read}
        # With what an empty cell means: most cells of a wide tab are empty, and are not parsed one by one.
        self.cells: list[tuple[str, int, Callable[[RawValue], object], object]] = [
            (name, positions[name], parse, parse(None)) for name, parse in parsers.items()
        ]
        self.typed = [positions[column.name] for column in read if column.formula is None]
        defaults = _defaults(self.schema)
        self.absent = {column.name: defaults[column.name] for column in self.schema.columns if column not in read}
        # A list of settings has a line for everything; an empty one is not said, it is as if it were not there.
        self.silent = (
            {name: value for name, value in defaults.items() if value not in (None, "")} if raw.is_transposed else {}
        )
        self.mandatory = {
            column.name
            for column in self.schema.columns
            if not column.is_optional and column.kind not in (Kind.TEXT, Kind.FLAG) and column.formula is None
        }
        self.required = [(column.name, column.label) for column in self.schema.columns if column.required]
        self.money = MoneyMaker(self.schema)
        self.merged = _merged_rows(raw)

    def read_all(self) -> list[R]:
        rows: list[R] = []
        first = self.raw.header_row + 1
        for number, raw_row in enumerate(self.raw.rows, first):
            if any(not _is_blank(raw_row[position]) for position in self.typed if position < len(raw_row)):
                row = self._read_row(number, raw_row)
                if row is not None:
                    rows.append(row)
        return rows

    def _read_row(self, number: int, raw_row: Sequence[RawValue]) -> R | None:
        values: dict[str, object] = dict(self.absent)
        defects: list[tuple[str, Defect]] = []
        width = len(raw_row)
        for name, position, parse, empty in self.cells:
            raw = raw_row[position] if position < width else None
            if raw is None:
                values[name] = empty
                continue
            value = parse(raw)
            if type(value) is Defect:
                defects.append((name, value))
                value = value.value
            values[name] = value
        if self.silent:
            values |= {name: value for name, value in self.silent.items() if values[name] in (None, "")}
        defects += [(name, Defect(None, *defect)) for name, defect in self.money.fill(values)]
        key = str(values.get(self.schema.key) or "")
        is_broken = self._report(number, key, values, defects)
        if is_broken:
            self.unreadable_keys.add(key)
            return None
        values["sheet_row"] = number
        return row_of(self.row_class, values)

    def _report(self, number: int, key: str, values: Mapping[str, object], defects: list[tuple[str, Defect]]) -> bool:
        """Notes the defects of one row; True when a field that the row cannot do without has none."""
        said = {name for name, defect in defects if defect.rule.severity is rules.ERROR} if defects else frozenset()
        for name, defect in defects:
            self.findings.append(self._finding(number, key, name, defect))
        for name, label in self.required:
            if values.get(name) in (None, "") and name not in said:
                self.findings.append(rules.REQUIRED_MISSING.at(self._cell(number, key, name), label=label))
        if number in self.merged:
            self.findings.append(rules.MERGED_CELL.at(self._cell(number, key, None), found=self.merged[number]))
        return any(values[name] is None for name in self.mandatory)

    def _finding(self, number: int, key: str, name: str, defect: Defect) -> Finding:
        fix = None
        if defect.repair is not None and key:
            found = defect.facts.get("found")
            why = defect.rule.message.bind(label=self.schema.column(name).label, **defect.facts)
            old = found if isinstance(found, str) else str(found)
            fix = Fix(ChangeSet((SetCell(self.schema.tab, key, name, old, defect.repair, why),)), is_safe=True)
        facts = {"label": self.schema.column(name).label, **defect.facts}
        return defect.rule.at(self._cell(number, key, name), fix, **facts)

    def _cell(self, number: int, key: str, name: str | None) -> CellRef:
        position = self.columns.get(name or "")
        if position is None:
            return CellRef(self.schema.tab, number, name, key)
        if self.raw.is_transposed:
            return CellRef(
                self.schema.tab, position, name, key, f"{column_letter(self.raw.first_column + 1)}{position}"
            )
        return CellRef(self.schema.tab, number, name, key, f"{column_letter(position)}{number}")


def _defaults(schema: TableSchema) -> dict[str, object]:
    """What holds for a column that is not in the sheet: the default of the field, else nothing."""
    empty = {Kind.TEXT: "", Kind.FLAG: False}
    values: dict[str, object] = {}
    for each in fields(schema.row_class):
        column = schema.by_name.get(each.name)
        if column:
            nothing = None if column.is_optional else empty.get(column.kind)
            values[each.name] = nothing if each.default is MISSING else each.default
    return values


def _is_blank(value: RawValue) -> bool:
    return value is None or (type(value) is str and not clean(value))


def _merged_rows(raw: RawTable) -> dict[int, str]:
    last_column = raw.first_column + len(raw.headers) - 1
    merged = {}
    for first_row, first_column, last_row, end_column in raw.merged:
        if first_column <= last_column and end_column >= raw.first_column:
            shown = f"{column_letter(first_column)}{first_row}:{column_letter(end_column)}{last_row}"
            merged.update(dict.fromkeys(range(first_row, last_row + 1), shown))
    return merged


_ROWS: Final = (Label("row", "Zeile"), Label("rows", "Zeilen"))


def _hidden_rows(schema: TableSchema, raw: RawTable, rows: Sequence[Row]) -> list[Finding]:
    if not schema.is_input:
        return []
    hidden = tuple(row.sheet_row for row in rows if row.sheet_row in raw.hidden_rows)
    if not hidden:
        return []
    shown = (*hidden[:5], "…") if len(hidden) > 5 else hidden
    return [
        rules.HIDDEN_ROWS.at(
            CellRef(schema.tab, hidden[0]), count=Counted(len(hidden), *_ROWS), tab=raw.sheet, rows=shown
        )
    ]


def _rows_below(schema: TableSchema, raw: RawTable, mapped: ColumnMap) -> list[Finding]:
    """Rows that look like rows of the tab, but stand outside of its table; a sum or a note of hers does not."""
    if not schema.is_input or not raw.below:
        return []
    needed = [mapped.positions[each.name] for each in schema.columns if each.required and each.name in mapped.positions]
    alike = [
        number
        for number, row in raw.below.items()
        if sum(row[place] not in (None, "") for place in needed) > len(needed) / 2
    ]
    if not alike:
        return []
    return [
        rules.ROWS_BELOW.at(
            CellRef(schema.tab, alike[0]), count=Counted(len(alike), *_ROWS), tab=raw.sheet, row=alike[0]
        )
    ]


def _owners(
    schema: TableSchema, raw: RawTable, rows: Sequence[R], columns: Mapping[str, int]
) -> tuple[dict[str, R], list[Finding]]:
    by_key: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        key = str(getattr(row, schema.key) or "")
        if key:
            by_key[key].append(row)
    findings = []
    for key, same in by_key.items():
        if len(same) > 1:
            numbers = tuple(row.sheet_row for row in same)
            letter = column_letter(columns[schema.key])
            findings += [
                rules.DUPLICATE_KEY.at(
                    CellRef(schema.tab, row.sheet_row, schema.key, key, f"{letter}{row.sheet_row}"),
                    label=schema.column(schema.key).label,
                    found=key,
                    rows=numbers,
                )
                for row in same[1:]
            ]
    return {key: same[0] for key, same in by_key.items()}, findings
