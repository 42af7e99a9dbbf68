"""Rows from another program's export into a tab: customers, items, opening receivables, orders.

Columns are found by heading or alias, as in the workbook. A row whose key is there already is left alone; what
differs is said. Loading the same file twice adds nothing the second time.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pyxl.core.cell_rules import DATE_AS_TEXT, NUMBER_AS_TEXT, REQUIRED_MISSING
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.findings import CellRef, Finding, Rule, Severity
from pyxl.core.labels import Language, Text
from pyxl.core.outcome import Outcome
from pyxl.core.schema import CHECK_COLUMN, Row, TableSchema
from pyxl.core.tables import RawTable, Table, map_columns, read_table
from pyxl.core.text import squash

ALREADY_THERE = Rule(
    "LOD001",
    "differs-from-workbook",
    Severity.WARNING,
    Text(
        "{label} {key} is in the workbook with other values: {fields}.",
        "{label} {key} steht mit anderen Werten in der Mappe: {fields}.",
    ),
    Text(
        "The workbook's row was kept. Change it there if the file is right.",
        "Die Zeile der Mappe bleibt. Dort ändern, wenn die Datei recht hat.",
    ),
)
KEY_MISSING = Rule(
    "LOD002",
    "key-missing",
    Severity.ERROR,
    Text("{label} is missing in this row.", "{label} fehlt in dieser Zeile."),
    Text("Fill it in in the file and load again.", "In der Datei ergänzen und erneut laden."),
)
ROW_TOO_LONG = Rule(
    "LOD003",
    "more-cells-than-headings",
    Severity.ERROR,
    Text(
        "The row has {found} cells, but there are {expected} headings: its values may stand in the wrong columns.",
        "Die Zeile hat {found} Zellen, es gibt aber {expected} Überschriften: Werte können in falschen Spalten stehen.",
    ),
    Text(
        "Put a text that holds the separator into quotation marks, and load again.",
        "Einen Text, der das Trennzeichen enthält, in Anführungszeichen setzen und erneut laden.",
    ),
)
COLUMNS_NOT_READ = Rule(
    "LOD004",
    "columns-not-read",
    Severity.INFO,
    Text(
        "Not read, for {tab} has no such column: {found}.",
        "Nicht gelesen, weil {tab} keine solche Spalte hat: {found}.",
    ),
    Text(
        "Where it is needed, head the column as in the tab before loading; rows that are there already stay.",
        "Wo nötig, die Spalte vor dem Laden wie im Blatt nennen; Zeilen, die schon da sind, bleiben, wie sie sind.",
    ),
)
SUMMARY = Text(
    "{file}: {added} rows will be added to {tab}, {known} are there already, {errors} have errors and stay out.",
    "{file}: {added} Zeilen kommen nach {tab}, {known} sind schon da, {errors} haben Fehler und bleiben draußen.",
)
_SPELT_OUT = ((re.compile("nummer$", re.IGNORECASE), "nr"), (re.compile("number$", re.IGNORECASE), "no"))
LOADED = Text("from {file}", "aus {file}")


@dataclass(frozen=True)
class LoadedFile:
    """The rows of a file from another program; `is_text` where the format knows only text (CSV)."""

    name: str
    rows: RawTable
    is_text: bool
    language: Language


def load_rows(existing: Table[Row], file: LoadedFile) -> Outcome:
    """Adds the file's rows whose key the tab does not have yet."""
    schema = existing.schema
    read = read_table(schema.row_class, with_key_heading(schema, file.rows), file.language)
    findings = [_told_for_file(finding, schema) for finding in read.findings if not _is_usual(finding, file)]
    findings += _too_long(schema, file)
    findings += _not_read(schema, file)
    bad_rows = {finding.cell.row for finding in findings if finding.is_error}
    changes, known = ChangeList(), 0
    for key, row in _keyed(schema, read):
        if row.sheet_row in bad_rows:
            continue
        there = existing.get(key)
        if there is None:
            changes.append(schema.tab, key, row_values(schema, row), LOADED.bind(file=file.name))
        else:
            known += 1
            findings += _differences(schema, read, there, row, key)
    planned = changes.done()
    facts = {"file": file.name, "added": len(planned), "known": known, "errors": len(bad_rows), "tab": schema.label}
    counts = {"rows_added": len(planned), "rows_known": known, "rows_with_errors": len(bad_rows)}
    return Outcome(SUMMARY.bind(**facts), tuple(_in_file(finding, file) for finding in findings), (), planned, counts)


def _in_file(finding: Finding, file: LoadedFile) -> Finding:
    """The finding with the file as its place: it stands in no cell of the workbook."""
    return replace(finding, cell=replace(finding.cell, tab=file.name))


def _too_long(schema: TableSchema, file: LoadedFile) -> Iterator[Finding]:
    """Rows with something behind the last heading: a separator in a text has moved what follows (SAFETY F28)."""
    width = len(file.rows.headers)
    for number, row in enumerate(file.rows.rows, file.rows.header_row + 1):
        if len(row) > width and any(cell not in (None, "") for cell in row[width:]):
            yield ROW_TOO_LONG.at(CellRef(schema.tab, number), found=len(row), expected=width)


def _not_read(schema: TableSchema, file: LoadedFile) -> Iterator[Finding]:
    """Columns with something in them that the tab does not have."""
    known = map_columns(schema, with_key_heading(schema, file.rows)).positions.values()
    places = [place for place, heading in enumerate(file.rows.headers) if heading.strip() and place not in known]
    found = tuple(
        file.rows.headers[place]
        for place in places
        if any(len(row) > place and row[place] not in (None, "") for row in file.rows.rows)
    )
    if found:
        yield COLUMNS_NOT_READ.at(CellRef(schema.tab, file.rows.header_row), tab=schema.label, found=found)


def _with_known_headings(schema: TableSchema, headers: tuple[str, ...]) -> tuple[str, ...]:
    """Other programs write numbers out: “Kundennummer”, “Item number”. Each is read as the tab's short heading.

    >>> from pyxl.masterdata.customers import Customer
    >>> from pyxl.core.schema import schema_of
    >>> _with_known_headings(schema_of(Customer), ("Kundennummer", "Name", "Hausnummer"))
    ('Kundennr', 'Name', 'Hausnummer')
    """
    words = schema.heading_words
    return tuple(heading if squash(heading) in words else _shortened(heading, words) for heading in headers)


def _shortened(heading: str, words: Mapping[str, str]) -> str:
    for long, short in _SPELT_OUT:
        shorter = long.sub(short, heading.strip())
        if squash(shorter) in words:
            return shorter
    return heading


def with_key_heading(schema: TableSchema, rows: RawTable) -> RawTable:
    """Its headings as the tab's. Another program has no line ids of pyxl's: the column for them stands empty behind."""
    rows = replace(rows, headers=_with_known_headings(schema, rows.headers))
    if schema.surrogate_key is None or schema.key in map_columns(schema, rows).positions:
        return rows
    width = max((len(row) for row in rows.rows), default=0)
    padding = ("",) * max(width - len(rows.headers), 0)
    return replace(rows, headers=(*rows.headers, *padding, schema.key))


def _told_for_file(finding: Finding, schema: TableSchema) -> Finding:
    """A row without its key is told in the words of a file: it is to be mended there, not in the workbook."""
    if finding.rule is not REQUIRED_MISSING or finding.cell.column != schema.key:
        return finding
    return KEY_MISSING.at(finding.cell, label=schema.column(schema.key).label)


def _is_usual(finding: Finding, file: LoadedFile) -> bool:
    """In a CSV every number is text: that is no defect there."""
    return file.is_text and finding.rule in (NUMBER_AS_TEXT, DATE_AS_TEXT)


def _keyed(schema: TableSchema, table: Table[Row]) -> Iterator[tuple[str, Row]]:
    """Each row with its key. A line without an id of its own gets one from its content, so that the same file loaded
    again gives the same ids."""
    seen: Counter[str] = Counter()
    for row in table.rows:
        key = table.key_of(row)
        if not key and schema.surrogate_key:
            content = "|".join(str(value) for value in row_values(schema, row).values())
            seen[content] += 1
            digest = hashlib.sha256(f"{content}|{seen[content]}".encode()).hexdigest()
            key = f"{schema.surrogate_key}-{digest[:10].upper()}"
        yield key, row


def row_values(schema: TableSchema, row: Row) -> dict[str, CellValue]:
    """The typed cells of a row by field name: no computed column, no Check, nothing empty."""
    values = {}
    for column in schema.columns:
        value = getattr(row, column.name)
        if column.formula is None and column.name != CHECK_COLUMN and value not in (None, "", False):
            values[column.name] = value
    return values


def _differences(schema: TableSchema, read: Table[Row], there: Row, row: Row, key: str) -> Iterator[Finding]:
    own = row_values(schema, row)
    fields = tuple(schema.column(name).label for name, value in own.items() if getattr(there, name) != value)
    if fields and schema.key in own:
        label = schema.column(schema.key).label
        yield ALREADY_THERE.at(read.cell(row, schema.key), label=label, key=key, fields=fields)
