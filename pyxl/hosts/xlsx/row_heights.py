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
from pyxl.hosts.xlsx.looked_up import LookedUp, lookup_in
from pyxl.hosts.xlsx.values import unescape_markup

if TYPE_CHECKING:
    from pyxl.hosts.xlsx.package import Book
    from pyxl.hosts.xlsx.sheet_plan import CellChange, SheetPlan
    from pyxl.hosts.xlsx.sheet_text import Cell

_ARIAL = {
    4: "'ijlįĵĺļłſ‘’‚",
    5: " !,./:;I[\\]ft|¦ÌÍÎÏìíîïĨĩĪīĬĭĮİıţŧ",
    6: "()-`r¡¨²³´·¸¹ľŕŗř“”„‹›",
    7: '"*{}ªºŀť•',
    8: "°ĳ",
    9: "J^cksvxyzçýÿćĉċčĴķĸśŝşšŷźżž",
    10: "–†€√≥≤",
    11: "+<=>FTZ~¬µ¿×ßøŉŢŤŦŹŻŽ−",
    12: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞĀĂĄďĒĔĖĘĚĶŚŜŞŠŶŸ",
    13: "CDHNRUwÇÐÑÙÚÛÜĆĈĊČĎĐĤĦŃŅŇŔŖŘŨŪŬŮŰŲŵ",
    14: "GOQ©®ÒÓÔÕÖØĜĞĠĢĲŊŌŎŐ",
    15: "Mm¼½¾",
    16: "%æ",
    17: "WœŴ",
    18: "ÆŒ—…‰→",
    19: "@",
}
"""Widths of letters in tenths of a digit, rounded up; ten for all other Latin ones. Calibri's are smaller still."""
_LATIN_ENDS, _WIDE_BEGINS = 0x180, 0x2E80
_OTHER, _WIDE = chr(15), chr(20)
"""Greek and Cyrillic letters, and those that take a square: Chinese, Korean, pictures."""


class _Widths(dict[int, str]):
    def __missing__(self, letter: int) -> str:
        return _WIDE if letter >= _WIDE_BEGINS else _OTHER


_WIDTHS = _Widths(dict.fromkeys(range(_LATIN_ENDS), "\n"))
_WIDTHS.update((ord(letter), chr(width)) for width, letters in _ARIAL.items() for letter in letters)
_COLUMNS = 256
USUAL_WIDTH, MARGIN, INDENT, SAFE = 8.43, 0.8, 1.6, 0.97
"""A column's width where the sheet says none, what the cell's margins take of it and what each step of an indent does,
in digits of the usual font; the share of the rest that is filled: programs round the letters' widths."""
LINE_PER_POINT, ROOM = 1.3, 2.0
"""A line's height in sizes of its font, and what the row needs besides, in points."""
HIGHEST = 409.0
"""Excel's highest row in points."""
_PIECE = re.compile(r"[^-]*-+|[^-]+")
_TEXT = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<")
_VALUE = re.compile(rb"v>([^<]*)<")
_NUMBER = re.compile(rb"-?\d{1,30}(?:\.\d{1,30})?")
_TEXT_OF_FORMULA = re.compile(rb"<[^>]*>([^<]*)<")


def room_in(width: float, indent: int = 0) -> float:
    """What a column of that width has for a line of text, in digits.

    >>> room_in(60) > room_in(60, 1) > room_in(0)
    True
    """
    return max((width - MARGIN - INDENT * indent) * SAFE, 1.0)


def lines_of(text: str, width: float) -> int:
    """How many lines the text takes in a room of that width, in digits; words stay whole where they fit.

    Lines are broken at blanks only. Programs break some words at their hyphens too; then a line is left over. A word
    that fits on no line may be broken behind each of its hyphens, with room to spare on every line.

    >>> lines_of("-00000000", 7)
    3
    """
    return sum(_lines_of_paragraph(line, width) for line in text.split("\n"))


def _lines_of_paragraph(text: str, width: float) -> int:
    if _length(text) <= width:
        return 1
    lines, filled, blank = 1, 0.0, _length(" ")
    for word in text.split(" "):
        for piece in _PIECE.findall(word) if "-" in word and _length(word) > width else (word,):
            length = _length(piece)
            if filled and filled + length > width:
                lines, filled = lines + 1, 0.0
            broken = int(length // width)  # What is longer than the column goes on in the next line.
            lines += broken
            filled += length - broken * width
        filled += blank
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
        self._looked_up = LookedUp(plan.book)

    def fitted(self) -> Mapping[int, float | None]:
        """By row its height in points, None for the usual one; only rows in which a wrapped text comes or goes."""
        found: dict[int, float | None] = {}
        owners = self._owners()
        for row, changes in self._plan.changes.items():
            columns = [column for column, change in changes.items() if change.style in self._wrapping]
            if columns or not owners.isdisjoint(changes):
                found[row] = self._height(row, changes, self._beside.union(columns))
        return found

    def _height(self, row: int, changes: Mapping[int, CellChange], columns: Iterable[int]) -> float | None:
        highest, is_high = 0.0, False
        for column in columns:
            change = changes.get(column)
            style = self._plan.style(row, column) if change is None or change.style is None else change.style
            shown = self._wrapping.get(style or 0)
            text = self._shown(row, column, change) if shown is not None else ""
            if not text or shown is None:
                continue
            room = room_in(self._width(column), shown.indent)
            lines = lines_of(text, room * self._plan.styles.usual_size / shown.size)
            is_high |= lines > 1
            highest = max(highest, lines * shown.size * LINE_PER_POINT + ROOM)
        return min(round(highest, 2), HIGHEST) if is_high else None

    def _shown(self, row: int, column: int, change: CellChange | None) -> str:
        """The text that the cell will show; what a formula looks up is looked up here too."""
        cell = self._plan.cell(row, column)
        if change is not None and change.kind == "value":
            return change.value if isinstance(change.value, str) else ""
        formula = _TEXT_OF_FORMULA.search(change.formula) if change is not None else None
        present = self._plan.formulas.of(cell)
        written = unescape_markup(formula[1].decode()) if formula else ""
        if not written and present is not None:
            written = self._plan.formulas.written_out(present, row, column)
        looked_up = self._looked(written, row, column)
        if looked_up:
            return looked_up
        if change is not None and change.value is not None:
            return change.value if isinstance(change.value, str) else ""
        stored = self._stored(cell) if cell is not None else ""
        return stored if isinstance(stored, str) else ""

    def _looked(self, formula: str, row: int, column: int) -> str:
        lookup, table = lookup_in(formula) if formula else None, self._plan.table_at(row, column)
        if lookup is None or table is None:
            return ""
        names = [each.name for each in table.columns]
        if lookup.own not in names:
            return ""
        own = table.area.left + names.index(lookup.own)
        change, cell = self._plan.changes.get(row, {}).get(own), self._plan.cell(row, own)
        if change is not None and change.kind == "value":
            return self._looked_up.text(lookup, change.value if isinstance(change.value, str | int | float) else None)
        return self._looked_up.text(lookup, self._stored(cell) if cell is not None else None)

    def _owners(self) -> frozenset[int]:
        """The columns whose values are looked up for a column that wraps."""
        found = set()
        for table in self._plan.book.tables:
            lookups = (
                [lookup_in(each.formula) for each in table.columns] if table.sheet == self._plan.sheet.name else []
            )
            names = {each.name: column for column, each in enumerate(table.columns, table.area.left)}
            wrapped = (each for column, each in enumerate(lookups, table.area.left) if column in self._beside)
            found |= {names[each.own] for each in wrapped if each is not None and each.own in names}
        return frozenset(found)

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
        return next((width for first, last, width in self._widths if first <= column <= last), USUAL_WIDTH)

    def _stored(self, cell: Cell) -> str | float:
        """The text or the number of a cell that is not changed; empty where it holds neither."""
        kind, inner = markup.attribute(cell.attributes, b"t"), cell.inner or b""
        if kind == b"inlineStr":
            return "".join(unescape_markup(part.decode()) for part in _TEXT.findall(inner))
        stored = _VALUE.search(inner)
        if stored is None or kind not in (b"s", b"str", b"n", None):
            return ""
        if kind == b"str":
            return unescape_markup(stored[1].decode())
        if kind != b"s":
            return float(stored[1]) if _NUMBER.fullmatch(stored[1]) else ""
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
