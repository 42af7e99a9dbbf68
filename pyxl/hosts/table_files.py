"""Tables from other programs: a CSV or the first filled sheet of an Excel file, as headings and rows.

Runs in the child process with limits; it gives plain data and judges nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.table_file import FileCell, FileTable, Headings
from pyxl.core.text import squash

HEADER_SEARCH = 40
ROWS_MAX = 200_000
NO_HEADINGS = RefusalKind(
    "E_NO_HEADINGS",
    Text(
        "{name} has no row with headings that pyxl knows for {tab}.",
        "{name} hat keine Zeile mit Überschriften, die pyxl für {tab} kennt.",
    ),
    Text(
        "The first row must name the columns as in the tab, such as: {examples}.",
        "Die erste Zeile muss die Spalten wie im Blatt nennen, zum Beispiel: {examples}.",
    ),
)
NOT_A_TABLE = RefusalKind(
    "E_CSV_SHAPE",
    Text("{name} cannot be read as a table: {problem}.", "{name} ist nicht als Tabelle lesbar: {problem}."),
    Text("Export it again as CSV (UTF-8) or as Excel file.", "Neu als CSV (UTF-8) oder als Excel-Datei exportieren."),
)


def read_table_file(data: bytes, *, name: str, wanted: Headings) -> FileTable:
    """The table with such headings in a CSV or Excel file; Refused when it is none."""
    is_text = not data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    rows = _csv_rows(name, data, wanted) if is_text else _excel_rows(data)
    return _below_headings(wanted, name, rows, is_text)


def _below_headings(wanted: Headings, name: str, rows: Sequence[Sequence[FileCell]], is_text: bool) -> FileTable:
    hits = [_known(wanted.fields, row) for row in rows[:HEADER_SEARCH]]
    best = max(range(len(hits)), key=lambda index: hits[index], default=None)
    if best is None or hits[best] < 2:
        raise NO_HEADINGS.because(name=name, tab=wanted.tab, examples=wanted.examples)
    headers = tuple("" if cell is None else str(cell) for cell in rows[best])
    body = tuple(tuple(row) for row in rows[best + 1 :])
    return FileTable(headers, best + 1, body, is_text)


def _known(words: Mapping[str, str], row: Sequence[FileCell]) -> int:
    """How many fields of the tab a row names."""
    return len({words.get(squash(str(cell))) for cell in row if cell} - {None})


def decode(name: str, data: bytes) -> str:
    """The text of a CSV: UTF-8, UTF-16 with mark, else the Windows code page that German Excel writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(name, data, "utf-16")
    if b"\x00" in data:
        raise NOT_A_TABLE.because(name=name, problem=Text("it holds binary data", "sie enthält Binärdaten").bind())
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(name, data, "cp1252")


def _decoded(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        problem = Text("its letters are in an unknown code", "ihre Zeichen sind unbekannt kodiert").bind()
        raise NOT_A_TABLE.because(name=name, problem=problem) from None


def _csv_rows(name: str, data: bytes, wanted: Headings) -> list[list[FileCell]]:
    text = decode(name, data)
    if not text.strip():
        raise NOT_A_TABLE.because(name=name, problem=Text("it is empty", "sie ist leer").bind())
    rows: list[list[FileCell]] = []
    try:
        # newline="": the reader itself takes every kind of line end, that of old Macs too.
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, wanted.fields), strict=True):
            rows.append([cell or None for cell in row])
            if len(rows) > ROWS_MAX:
                problem = Text("it has more than 200,000 rows", "sie hat mehr als 200.000 Zeilen").bind()
                raise NOT_A_TABLE.because(name=name, problem=problem)
    except csv.Error:
        broken = Text(
            "a quotation mark is never closed near line {line}", "ein Anführungszeichen bleibt bei Zeile {line} offen"
        )
        raise NOT_A_TABLE.because(name=name, problem=broken.bind(line=len(rows) + 1)) from None
    return rows


def _delimiter(text: str, words: Mapping[str, str]) -> str:
    """The mark that cuts a line into the most headings of the tab; lines before them may be full of other marks."""
    lines = text[:20_000].splitlines()[:HEADER_SEARCH]

    def headings(mark: str) -> tuple[int, int]:
        cut = (line.split(mark) for line in lines)
        known = max((_known(words, [cell.strip('" ') for cell in cells]) for cells in cut), default=0)
        return known, max((line.count(mark) for line in lines), default=0)

    return max(";\t,|", key=headings)


def _excel_rows(data: bytes) -> list[list[FileCell]]:
    from pyxl.hosts.xlsx import open_book, read_grid

    book = open_book(data)
    for sheet in book.sheets:
        if sheet.kind != "worksheet" or sheet.visibility != "visible":
            continue
        grid = read_grid(book, sheet.name)
        if grid.rows:
            last = max(grid.rows)
            return [[_plain(value) for value in grid.row(number)] for number in range(1, last + 1)]
    return []


def _plain(value: object) -> FileCell:
    if isinstance(value, float):
        return Decimal(f"{value:.15g}")
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, str | int | bool | date):
        return value
    return str(value)
