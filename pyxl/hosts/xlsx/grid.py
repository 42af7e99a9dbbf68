"""The values of sheets, read by calamine from a small workbook made of the parts that passed the door.

calamine never sees the user's file: it would drop errors, take 29 Feb 1900 for the 28th, cut a value at a comment
and ask for the memory of a full sheet when one cell stands in XFD1048576. So it is given only the wanted sheets,
cut into bands of rows that lie close together, and what it loses is put back from the bytes.

    >>> from io import BytesIO
    >>> from openpyxl import Workbook
    >>> book, file = Workbook(), BytesIO()
    >>> book.active.append(["Müller", 19.99, 3, True])
    >>> book.save(file)
    >>> from pyxl.hosts.xlsx.package import open_book
    >>> grid = read_grid(open_book(file.getvalue()), "Sheet")
    >>> grid.row(1), grid.value(9, 9)
    (('Müller', 19.99, 3, True), None)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from pyxl.core.labels import Label
from pyxl.formats.zip_door import TOO_BIG
from pyxl.hosts.xlsx import markup, refusals
from pyxl.hosts.xlsx.facts import SheetFacts, read_facts
from pyxl.hosts.xlsx.mini_book import pack_bands
from pyxl.hosts.xlsx.package import Book
from pyxl.hosts.xlsx.sheet_text import SheetText
from pyxl.hosts.xlsx.values import NO_DATE, NO_NUMBER, NO_VALUE, CellError, Value, clean_text

ROWS_LIMIT, COLUMNS_LIMIT = 200_000, 256
"""Rows with content, and columns of an ordinary row (SAFETY 3f); a few stray cells further out are still read."""
_GAP, _WIDE_ROWS = 2_000, 500
_WHOLE = 1e15
"""Below it a whole number is exact in a float."""
_SAFE_YEAR = 1905
"""From here on the day that calamine gives is the right one in either date system."""
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The values of one sheet by row number; rows without content are not among them."""

    sheet: str
    rows: Mapping[int, Row]
    """By row number (from 1, ascending); the tuple starts in column A and ends with the row's last value."""
    facts: SheetFacts
    cleaned: frozenset[tuple[int, int]]
    """Cells whose text held control characters, which were taken out (SAFETY F35)."""

    def row(self, row: int) -> Row:
        """The values of a row from column A on; empty where there is nothing."""
        return self.rows.get(row, ())

    def value(self, row: int, column: int) -> Value:
        """One value; None where there is nothing."""
        values = self.rows.get(row, ())
        return values[column - 1] if column <= len(values) else None


def read_grid(book: Book, sheet: str, text: SheetText | None = None) -> Grid:
    """The values of that sheet. Raises `Refused`: E_NO_SHEET, E_PACKAGE, E_TOO_BIG, E_UNREADABLE.

    `text` spares the unpacking where the caller has cut the sheet already.
    """
    found = book.sheet(sheet)
    text = text or SheetText(book.sheet_xml(found), found.part)
    facts = read_facts(text)
    bands = tuple(_bands(facts, found.name))
    read = _Reader(book, found.name, text, facts)
    rows = read.rows(bands)
    return Grid(found.name, rows, facts, frozenset(read.cleaned))


def _bands(facts: SheetFacts, sheet: str) -> Iterator[tuple[int, int]]:
    """First and last row of each run of rows that calamine may hold in memory as one rectangle."""
    wide = [row for row, last in facts.filled_rows.items() if last > COLUMNS_LIMIT]
    if len(facts.filled_rows) > ROWS_LIMIT or len(wide) > _WIDE_ROWS:
        size = f"{sheet}: {len(facts.filled_rows)} × {facts.last_column}"
        raise TOO_BIG.because(why=size)
    alone = set(wide)
    first = last = 0
    for row in facts.filled_rows:
        if first and (row in alone or last in alone or row - last > _GAP):
            yield first, last
            first = row
        first, last = first or row, row
    if first:
        yield first, last


class _Reader:
    """Turns what calamine gives into values, and puts back what it loses."""

    def __init__(self, book: Book, sheet: str, text: SheetText, facts: SheetFacts) -> None:
        self.book, self.sheet, self.text, self.facts = book, sheet, text, facts
        self.cleaned: set[tuple[int, int]] = set()
        shared = book.related("sharedStrings")
        self.strings = markup.plain(book.archive.read(shared), shared) if shared else b""
        self.has_escapes = any(mark in part for mark in (b"_x00", b"&#") for part in (self.strings, text.data))

    def rows(self, bands: tuple[tuple[int, int], ...]) -> dict[int, Row]:
        """The values of every row with content in these bands, by row number."""
        found: dict[int, list[Value]] = {row: [] for row in self.facts.filled_rows}
        for number, values in self._read(bands):
            if number in found:
                found[number] = values
        for (number, column), value in self._lost():
            row = found[number]
            row += [None] * (column - len(row))
            row[column - 1] = value
        return {number: kept for number, row in found.items() if (kept := _without_end(row))}

    def _read(self, bands: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, list[Value]]]:
        if not bands:
            return
        packed = pack_bands(self.book, self.text, self.strings, bands)
        is_usual = not self.has_escapes
        for rows in _calamine(packed, len(bands), self.sheet):
            for number, left, values in rows:
                row: list[Value] = [None] * left
                # Runs for every cell of the sheet: what is usual is taken here, without a call.
                row += [
                    value or None
                    if (kind := type(value)) is str and (is_usual or value.isprintable())
                    else value
                    if kind is date and value.year >= _SAFE_YEAR
                    else int(value)
                    if kind is float and value.is_integer() and -_WHOLE < value < _WHOLE
                    else self._plain(value, number, at)
                    for at, value in enumerate(values, left + 1)
                ]
                yield number, row

    def _lost(self) -> Iterator[tuple[tuple[int, int], CellError]]:
        """Errors and formulas without a result: calamine gives an empty text for both."""
        yield from ((spot, CellError(code)) for spot, code in self.facts.errors.items())
        yield from ((spot, NO_VALUE) for spot in self.facts.no_value)

    def _plain(self, value: object, row: int, column: int) -> Value:
        """One value of calamine's as one of ours. The usual types come first: this runs for every cell."""
        kind = type(value)
        if kind is str:
            assert isinstance(value, str)
            return self._text(value, row, column) if value and self.has_escapes else value or None
        if kind is float:
            assert isinstance(value, float)
            if value.is_integer() and -_WHOLE < value < _WHOLE:
                return int(value)
            return value if -1e308 < value < 1e308 else NO_NUMBER
        if kind is bool or kind is int:
            return value  # type: ignore[return-value]
        return self._moment(value, row, column)

    def _text(self, value: str, row: int, column: int) -> str | None:
        cleaned = clean_text(value)
        if cleaned != value.replace("\r\n", "\n").replace("\r", "\n"):
            self.cleaned.add((row, column))
        return cleaned or None

    def _moment(self, value: object, row: int, column: int) -> Value:
        """A date, unless the number behind it is none: calamine gives a wrong day for those (SAFETY F25)."""
        if isinstance(value, timedelta):
            return value
        if isinstance(value, time):
            return value if 0 <= self._serial(row, column) < 1 else NO_DATE
        assert isinstance(value, date), value
        if value.year < _SAFE_YEAR and not self._is_day(row, column):
            return NO_DATE
        return value if isinstance(value, datetime) else date(value.year, value.month, value.day)

    def _is_day(self, row: int, column: int) -> bool:
        serial = self._serial(row, column)
        return serial >= 0 if self.book.date1904 else serial >= 1 and int(serial) != 60

    def _serial(self, row: int, column: int) -> float:
        """The number in the cell as it stands in the file."""
        cell = self.text.cell(row, column)
        found = re.search(rb"v>\s*(-?[\d.]+(?:[eE][+-]?\d+)?)\s*<", cell.inner or b"") if cell else None
        return float(found[1]) if found else 1.0


def _without_end(row: list[Value]) -> Row:
    """The row up to its last value."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return tuple(row[:end])


def _calamine(packed: bytes, count: int, sheet: str) -> Iterator[Iterator[tuple[int, int, list[Any]]]]:
    """For each band its rows: (row number, empty columns before the first value, values)."""
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    # calamine is Rust: what it did not foresee comes as PanicException, which is no Exception.
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(packed))
        for index in range(count):
            read = book.get_sheet_by_index(index)
            if read.start is not None:
                top, left = read.start
                yield ((top + 1 + at, left, list(row)) for at, row in enumerate(read.to_python()))
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        why = Label("its cells are damaged", "die Zellen sind beschädigt")
        raise refusals.UNREADABLE.because(sheet=sheet, why=why) from error
