"""The bytes of one sheet, cut at its rows: head, rows, tail. Rows are only parsed where somebody asks for them.

One pass over the `<row` tags is all it costs, so a sheet of 10,000 rows is cut in a few milliseconds. Rows and
cells may lack their address (`r=`); then they follow the one before. The main namespace may have a prefix (`x:`).

    >>> text = SheetText(b"<worksheet><sheetData><row><c><v>5</v></c></row><row r='4'/></sheetData></worksheet>", "s")
    >>> list(text.numbers), text.cells(1)[0].column, text.cells(1)[0].inner
    ([1, 4], 1, b'<v>5</v>')
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number

_ROOT = re.compile(rb"<((?:[\w.-]+:)?)(?:worksheet|dialogsheet|macrosheet)[\s>]")
_ADDRESS = rb"(?=\s+r=\"([A-Z]{1,3})\d+\"|)"
"""Looks ahead for the address as every program writes it; other ways of writing it are read more slowly."""
_DIGITS = 7
"""The last row has seven."""
_LETTERS = re.compile(rb"\s*\$?([A-Za-z]{1,3})\$?\d+\s*")


class Cell(NamedTuple):
    """One `<c>` as it stands; `inner` is None for an empty element, offsets count from the row's start."""

    column: int
    start: int
    end: int
    attributes: bytes
    inner: bytes | None

    @property
    def has_content(self) -> bool:
        """Whether there is a value or a formula; a style alone is none."""
        return self.inner is not None and CONTENT.search(self.inner) is not None


FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
CONTENT = re.compile(rb"<(?:[\w.-]+:)?(?:f[\s/>]|v>[^<]|v\s[^>]*>[^<]|is[\s>])")


@lru_cache(maxsize=LAST_COLUMN)
def column_of(letters: bytes) -> int:
    """The column of these letters, as the file has them."""
    return column_number(letters.decode())


@lru_cache(maxsize=LAST_COLUMN)
def letters_of(column: int) -> bytes:
    """The column's letters as the file has them."""
    return column_letters(column).encode()


class SheetText:
    """A sheet part, cut at its rows."""

    def __init__(self, data: bytes, part: str) -> None:
        self.data = markup.plain(data, part)
        self.part = part
        found = _ROOT.search(self.data)
        if not found:
            raise markup.broken(part)
        self.prefix = found[1]
        self._find_rows()
        name = re.escape(self.prefix)
        self._cell = re.compile(
            rb"<" + name + rb"c" + _ADDRESS + rb"((?:\s[^>]*?)?)(?:/>|>(.*?)</" + name + rb"c\s*>)", re.DOTALL
        )
        self._row = re.compile(rb"<" + name + rb"row((?:\s[^>]*?)?)(/?)>")
        self._usual = re.compile(rb"<" + name + rb"c(?: r=\"([A-Z]{1,3})\d+\"(?=[ />])|(?=[\s/>]))")
        self._layouts: dict[tuple[bytes, ...], tuple[int, ...] | None] = {}

    def _find_rows(self) -> None:
        data, name = self.data, re.escape(self.prefix)
        opened = re.search(rb"<" + name + rb"sheetData\s*(/?)>", data)
        if not opened:
            raise markup.broken(self.part)
        self.data_tag = opened.span()
        self.is_empty_tag = opened[1] == b"/"
        self.rows_start = opened.end()
        self.rows_end = opened.end() if opened[1] else data.rfind(b"</" + self.prefix + b"sheetData")
        if self.rows_end < 0:
            raise markup.broken(self.part)
        self.starts = array("q")
        self.numbers = array("q")
        number = 0
        shape = re.compile(rb"<" + name + rb"row(?:\s+r=\"(\d+)\"|(?=[\s/>]))")
        for found in shape.finditer(data, self.rows_start, self.rows_end):
            number = self._row_number(found[1] or self._late_number(found.end()), number)
            self.starts.append(found.start())
            self.numbers.append(number)

    def _row_number(self, written: bytes | None, before: int) -> int:
        if written is None:
            return before + 1
        if not written.isdigit() or len(written) > _DIGITS or not 1 <= int(written) <= LAST_ROW:
            raise markup.broken(self.part)
        return int(written)

    def _late_number(self, at: int) -> bytes | None:
        """`r=` where it is not the first attribute, or stands in single quotes."""
        return markup.attribute(self.data[at : self.data.find(b">", at)], b"r")

    @property
    def is_sorted(self) -> bool:
        """Whether the rows ascend, as they must before anything is changed."""
        numbers = self.numbers
        return all(numbers[at] < numbers[at + 1] for at in range(len(numbers) - 1))

    def index(self, row: int) -> int | None:
        """The place of that row among the rows present; None where there is no `<row>` for it."""
        at = bisect_left(self.numbers, row)
        return at if at < len(self.numbers) and self.numbers[at] == row else None

    def span(self, index: int) -> tuple[int, int]:
        """Start and end of the row at that place, blanks up to the next one included."""
        return self.starts[index], self.starts[index + 1] if index + 1 < len(self.starts) else self.rows_end

    def index_at(self, offset: int) -> int:
        """The place of the row that holds that byte."""
        at = bisect_left(self.starts, offset)
        return at if at < len(self.starts) and self.starts[at] == offset else at - 1

    def row_bytes(self, index: int) -> bytes:
        """The row at that place as it stands."""
        start, end = self.span(index)
        return self.data[start:end]

    def row_tag(self, row: bytes) -> re.Match[bytes]:
        """The row's start tag: group 1 attributes, group 2 the slash of an empty row."""
        found = self._row.match(row)
        if not found:
            raise markup.broken(self.part)
        return found

    def cells_of(self, row: bytes) -> list[Cell]:
        """The cells in the bytes of one row, with their columns."""
        found: list[Cell] = []
        column = 0
        for cell in self._cell.finditer(row):
            letters, attributes, inner = cell.groups()
            column = column_of(letters) if letters else self._late_column(attributes, column)
            found.append(Cell(column, cell.start(), cell.end(), attributes, inner))
        if column > LAST_COLUMN:
            raise markup.broken(self.part)
        return found

    def _late_column(self, attributes: bytes, before: int) -> int:
        """The column of a cell without address: the next one; or with an address written in an unusual way."""
        reference = markup.attribute(attributes, b"r")
        letters = _LETTERS.fullmatch(reference) if reference else None
        if reference and not letters:
            raise markup.broken(self.part)
        return column_number(letters[1].decode()) if letters else before + 1

    def layout(self, index: int) -> tuple[int, ...] | None:
        """The columns of a row's cells where they are written as every program does and ascend; else None.

        Then `usual_cell` finds each by its address, which costs a tenth of taking the row apart.
        """
        start, end = self.span(index)
        closing = b"</" + self.prefix + b"c"
        if self.data.count(closing, start, end) != self.data.count(closing + b">", start, end):
            return None
        letters = tuple(self._usual.findall(self.data, start, end))
        if letters not in self._layouts:
            columns = tuple(column_of(each) if each else 0 for each in letters)
            is_usual = 0 not in columns and list(columns) == sorted(set(columns))
            self._layouts[letters] = columns if is_usual and max(columns, default=0) <= LAST_COLUMN else None
        return self._layouts[letters]

    def usual_cell(self, index: int, column: int) -> Cell | None:
        """The cell of a row with a `layout`; None where its address is not what its row says."""
        row, (start, end) = self.numbers[index], self.span(index)
        opening = b'<%bc r="%b%d"' % (self.prefix, letters_of(column), row)
        at = self.data.find(opening, start, end)
        if at < 0:
            return None
        tag_end = self.data.find(b">", at)
        inside = at + 2 + len(self.prefix)
        if self.data[tag_end - 1 : tag_end] == b"/":
            return Cell(column, at - start, tag_end + 1 - start, self.data[inside : tag_end - 1], None)
        closing = b"</%bc>" % self.prefix
        close = self.data.find(closing, tag_end, end)
        if close < 0:
            return None
        inner = self.data[tag_end + 1 : close]
        return Cell(column, at - start, close + len(closing) - start, self.data[inside:tag_end], inner)

    def cells(self, row: int) -> list[Cell]:
        """The cells of a row by its number; none where the row is not present."""
        index = self.index(row)
        return [] if index is None else self.cells_of(self.row_bytes(index))

    def cell(self, row: int, column: int) -> Cell | None:
        """One cell; None where there is no `<c>` for it."""
        return next((cell for cell in self.cells(row) if cell.column == column), None)

    def cell_at(self, offset: int) -> tuple[int, Cell] | None:
        """Row number and cell that hold that byte; None where it lies in no cell."""
        index = self.index_at(offset)
        start, _ = self.span(index)
        for cell in self.cells_of(self.row_bytes(index)):
            if cell.start <= offset - start < cell.end:
                return self.numbers[index], cell
        return None

    @property
    def head(self) -> bytes:
        """Everything before the rows."""
        return self.data[: self.data_tag[0]]

    @property
    def tail(self) -> bytes:
        """Everything after the rows."""
        return self.data[self.rows_end :]
