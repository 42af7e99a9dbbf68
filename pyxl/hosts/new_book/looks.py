"""How a new workbook looks: one font, a few calm colours, and what each kind of cell gets.

The font is Arial: Excel has it on Windows and macOS, and LibreOffice on Linux has Liberation Sans, which is exactly as
wide. Calibri is missing there and its stand-in is so much wider that numbers turn into ###.

    >>> date_format("de"), date_format("en")
    ('dd.mm.yyyy', 'yyyy-mm-dd')
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.core.labels import Language
from pyxl.core.schema import CHECK_COLUMN, DAY, Column, Kind, TableSchema

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.dimensions import ColumnDimension

FONT, SIZE = "Arial", 10
ACCENT, SLATE, INK, MUTED, LINE, PALE_GREY = "1F4E79", "5E738A", "222B35", "66707B", "DDE3EA", "F4F5F7"
HERS, PYXLS = "E3A33B", "9FB3C8"
"""The tab colours: where people type, and what pyxl keeps."""
TABLE_STYLE = "TableStyleLight2"
HEADER_HEIGHT = 31
"""Points; two lines of the header."""
TABS_TO_TYPE_IN = frozenset(
    {"Settings", "Review", "Ageing", "Dunning", "Stock", "PickList", "Deliveries", "PurchaseProposals"}
)
"""Besides the input tabs, those in which a person decides something."""
WRAP_FROM = 40
"""Columns declared this wide hold sentences; they wrap."""

_OPTIONAL_PLACES_ONLY = re.compile(r"[^.]*\.#+")
_NUMBERS = (Kind.WHOLE, Kind.NUMBER, Kind.MONEY)


@dataclass(frozen=True)
class Look:
    """The style of a cell; whatever is left out is as in every other cell."""

    font: Font
    alignment: Alignment
    number_format: str = "General"
    fill: PatternFill | None = None
    border: Border | None = None

    def on(self, cell: Cell | ColumnDimension) -> None:
        """Gives the cell, or a whole column, this style.

        openpyxl compares each part of a style with all that the book has; a look it has seen is a copy of numbers.
        """
        sheet = cell.parent
        assert isinstance(sheet, Worksheet)
        assert sheet.parent is not None
        known = _KNOWN.setdefault(sheet.parent, {})
        parts = (id(self.font), id(self.alignment), id(self.fill), id(self.border), self.number_format)
        styled: Any = cell  # openpyxl names no other way than `_style`
        if parts not in known:
            styled._style = StyleArray()
            self._put_on(cell)
            known[parts] = self, copy(styled._style)
        styled._style = copy(known[parts][1])

    def _put_on(self, cell: Cell | ColumnDimension) -> None:
        cell.font, cell.alignment, cell.number_format = self.font, self.alignment, self.number_format
        if self.fill:
            cell.fill = self.fill
        if self.border:
            cell.border = self.border

    def for_empty_cells(self) -> Look:
        """The same for the cells below the table: no fill and no line, or every print would have a million rows."""
        return replace(self, fill=None, border=None)


_KNOWN: WeakKeyDictionary[Workbook, dict[tuple[object, ...], tuple[Look, StyleArray]]] = WeakKeyDictionary()
"""What openpyxl made of a look in a book. It holds the look, whose parts must live as long as they are known by id."""


@cache
def font(*, size: float = SIZE, bold: bool = False, italic: bool = False, colour: str = INK, name: str = FONT) -> Font:
    """A font of the workbook's family."""
    return Font(name=name, size=size, bold=bold, italic=italic, color=colour)


@cache
def fill(colour: str) -> PatternFill:
    """A plain background."""
    return PatternFill("solid", start_color=colour, end_color=colour)


@cache
def line_below(colour: str = LINE) -> Border:
    """A hairline under the row; LibreOffice draws no table styles, so this is what guides the eye there."""
    return Border(bottom=Side("thin", color=colour))


@cache
def aligned(
    horizontal: Literal["left", "center", "right"],
    vertical: Literal["top", "center"],
    *,
    wraps: bool = False,
    indent: int = 0,
) -> Alignment:
    """Where the text stands in its cell."""
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=wraps, indent=indent)


@cache
def _line_between() -> Border:
    """White, between two headings."""
    return Border(right=Side("thin", color="FFFFFF"))


def is_for_typing(schema: TableSchema) -> bool:
    """Whether people write in that tab."""
    return schema.is_input or schema.tab in TABS_TO_TYPE_IN


def is_pyxls(schema: TableSchema, column: Column) -> bool:
    """Whether pyxl fills the column, not a person."""
    is_line_id = schema.surrogate_key is not None and column.name == schema.key
    return column.is_frozen or column.formula is not None or column.name == CHECK_COLUMN or is_line_id


def is_for_sentences(column: Column) -> bool:
    """Whether the column keeps its declared width whatever stands in it."""
    return column.kind is Kind.TEXT and column.width >= WRAP_FROM


def wraps(schema: TableSchema, column: Column) -> bool:
    """Whether long texts go over several lines.

    A last column that is filled later (a Check, the reason of a bank line) runs on to the right, where nothing stands:
    the rows stay as high as they were.
    """
    return is_for_sentences(column) and (column.is_frozen or column is not schema.columns[-1])


def header_look(schema: TableSchema, column: Column) -> Look:
    """White on the accent colour; where people type, pyxl's own columns are slate and in italics."""
    apart = is_for_typing(schema) and is_pyxls(schema, column)
    return Look(
        font(bold=True, italic=apart, colour="FFFFFF"),
        aligned("left", "center", wraps=True),
        fill=fill(SLATE if apart else ACCENT),
        border=_line_between(),
    )


def body_look(schema: TableSchema, column: Column, language: Language) -> Look:
    """Numbers to the right, sentences wrapped, pyxl's columns on pale grey where people type."""
    place = schema.columns.index(column)
    before = schema.columns[place - 1] if place else None
    apart = is_for_typing(schema) and is_pyxls(schema, column)
    is_link = column.formula is not None and "HYPERLINK" in column.formula.text
    side: Literal["left", "center", "right"] = "right" if column.kind in _NUMBERS else "center" if is_link else "left"
    # Room between a number and the text beside it. Not an indent of the number: LibreOffice paints that now and then.
    indent = 1 if side == "left" and before is not None and before.kind in _NUMBERS else 0
    return Look(
        font(colour=ACCENT if is_link else MUTED if apart else INK, bold=is_link),
        aligned(side, "top", wraps=wraps(schema, column), indent=indent),
        number_format_of(column, language),
        fill(PALE_GREY) if apart else None,
        line_below(),
    )


def number_format_of(column: Column, language: Language) -> str:
    """The column's format in the language; `General` where all places are optional, for Excel shows `5.` in those.

    A computed text cell must not have the text format: typing into it would turn the formula into its own text.
    """
    if column.number_format == DAY:
        return date_format(language)
    if column.formula is not None and column.kind is Kind.TEXT:
        return "General"
    return "General" if _OPTIONAL_PLACES_ONLY.fullmatch(column.number_format) else column.number_format


def date_format(language: Language) -> str:
    """Day, month and year as the language's people write them."""
    return DAY if language == "de" else "yyyy-mm-dd"
