"""How high a row must be for its wrapped texts: LibreOffice does not fit rows when it opens a file, Excel does.

A height that was fitted gives way to another text: it is written without `customHeight`, so both programs go on fitting
the row themselves. A row whose height a person chose keeps it.

>>> lines_of("short", 16), lines_of("Rechnung 4711 vom 3. März, abzüglich Skonto", 16), lines_of("one\\ntwo", 16)
(1, 3, 2)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.values import unescape_markup

if TYPE_CHECKING:
    from pyxl.hosts.xlsx.package import Book
    from pyxl.hosts.xlsx.sheet_plan import CellChange, SheetPlan
    from pyxl.hosts.xlsx.sheet_text import Cell
    from pyxl.hosts.xlsx.values import Writable

_ARIAL = {4: "ijl'|", 5: "I.,:;/ft! ", 6: 'r-()[]"', 9: "cksvxyzJ", 11: "FTZ", 12: "ABEKPSVXY&Ä"}
_ARIAL |= {13: "CDHNRUwÜ", 14: "GOQÖ", 15: "mM", 17: "W%@"}
"""Widths of letters in tenths of a digit, ten for all others; those of Calibri are smaller still."""


class _Widths(dict[int, str]):
    def __missing__(self, letter: int) -> str:
        return "\n"


_WIDTHS = _Widths({ord(letter): chr(width) for width, letters in _ARIAL.items() for letter in letters})
_COLUMNS = 256
USUAL_WIDTH, MARGIN, SAFE = 8.43, 0.8, 0.97
"""A column's width where the sheet says none, and what the cell's margins take of it, in digits of the usual font; the
share of the rest that is filled: programs round the letters' widths."""
LINE_PER_POINT, ROOM = 1.3, 2.0
"""A line's height in sizes of its font, and what the row needs besides, in points."""
HIGHEST = 409.0
"""Excel's highest row in points."""
_TEXT = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<")
_VALUE = re.compile(rb"v>([^<]*)<")


def lines_of(text: str, width: float) -> int:
    """How many lines the text takes in a column of that width, in digits; words stay whole where they fit."""
    return sum(_lines_of_paragraph(line, width) for line in text.split("\n"))


def _lines_of_paragraph(text: str, width: float) -> int:
    if _length(text) <= width:
        return 1
    lines, filled, blank = 1, 0.0, _length(" ")
    for word in text.split(" "):
        length = _length(word)
        if filled and filled + length > width:
            lines, filled = lines + 1, 0.0
        broken = int(length // width)  # A word longer than the column goes on in the next line.
        lines += broken
        filled += length - broken * width + blank
    return lines


def _length(text: str) -> float:
    """How wide the text is, in digits: its letters' widths in tenths as bytes, which Python adds up quickly."""
    return sum(text.translate(_WIDTHS).encode("latin-1")) / 10


class RowHeights:
    """The heights of the rows of one sheet that get other texts."""

    def __init__(self, plan: SheetPlan) -> None:
        self._plan = plan
        self._widths = column_widths(plan.text.head)
        self._strings: list[str] | None = None
        self._wrapping = plan.styles.wrapping()
        self._beside = self._wrapping_columns()

    def fitted(self) -> Mapping[int, float | None]:
        """By row its height in points, None for the usual one; only rows in which a wrapped text comes or goes."""
        found: dict[int, float | None] = {}
        for row, changes in self._plan.changes.items():
            columns = [column for column, change in changes.items() if change.style in self._wrapping]
            if columns:
                found[row] = self._height(row, changes, self._beside.union(columns))
        return found

    def _height(self, row: int, changes: Mapping[int, CellChange], columns: Iterable[int]) -> float | None:
        highest, is_high = 0.0, False
        for column in columns:
            change = changes.get(column)
            text: Writable = None
            if change is not None:
                style, text = change.style, change.value
            else:
                cell, style = self._plan.cell(row, column), self._plan.style(row, column)
                text = self._text(cell) if cell is not None and style in self._wrapping else None
            size = self._wrapping.get(style or 0)
            if not text or size is None or not isinstance(text, str):
                continue
            lines = lines_of(text, self._width(column) * self._plan.styles.usual_size / size)
            is_high |= lines > 1
            highest = max(highest, lines * size * LINE_PER_POINT + ROOM)
        return min(round(highest, 2), HIGHEST) if is_high else None

    def _wrapping_columns(self) -> set[int]:
        """The columns in which texts wrap, by their own style and by the first row of each table."""
        wrapped = [(first, last) for first, last, style in self._plan.column_styles if style in self._wrapping]
        found = {column for first, last in wrapped for column in range(first, min(last, first + _COLUMNS) + 1)}
        for table in self._plan.book.tables:
            if table.sheet == self._plan.sheet.name:
                top = table.body.top
                found |= {each for each in table.body.columns if self._plan.style(top, each) in self._wrapping}
        return found

    def _width(self, column: int) -> float:
        width = next((width for first, last, width in self._widths if first <= column <= last), USUAL_WIDTH)
        return max((width - MARGIN) * SAFE, 1.0)

    def _text(self, cell: Cell) -> str:
        """The text of a cell that is not changed; empty where it holds none."""
        kind, inner = markup.attribute(cell.attributes, b"t"), cell.inner or b""
        if kind == b"inlineStr":
            return "".join(unescape_markup(part.decode()) for part in _TEXT.findall(inner))
        stored = _VALUE.search(inner)
        if stored is None or kind not in (b"s", b"str"):
            return ""
        if kind == b"str":
            return unescape_markup(stored[1].decode())
        if self._strings is None:
            self._strings = shared_texts(self._plan.book)
        place = int(stored[1]) if stored[1].isdigit() else -1
        return self._strings[place] if 0 <= place < len(self._strings) else ""


def column_widths(head: bytes) -> list[tuple[int, int, float]]:
    """(first column, last column, width) as the sheet says it."""
    tags = (tag[2] for tag in markup.start_tag(b"col").finditer(head))
    found = [tuple(markup.attribute(tag, name) or b"" for name in (b"min", b"max", b"width")) for tag in tags]
    sizes = re.compile(rb"\d{1,3}(?:\.\d{1,20})?")
    return [
        (int(first), int(last), float(width))
        for first, last, width in found
        if first.isdigit() and last.isdigit() and sizes.fullmatch(width)
    ]


def shared_texts(book: Book) -> list[str]:
    """The texts that cells refer to by number; readings of Asian words left out."""
    part = book.related("sharedStrings")
    if part is None:
        return []
    name = f"{{{markup.MAIN}}}"
    root = markup.parse_xml(book.archive.read(part), part)
    return [
        "".join(text.text or "" for run in (item, *item.iterfind(f"{name}r")) for text in run.iterfind(f"{name}t"))
        for item in root.iterfind(f"{name}si")
    ]
