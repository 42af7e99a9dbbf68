"""How every form looks: an empty workbook in the firm's hand, headings, and cells with a thin frame."""

from __future__ import annotations

from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, NamedStyle, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.core.labels import Label, Language
from pyxl.core.schema import Column, Kind
from pyxl.hosts.book_marks import LANGUAGE_PROPERTY
from pyxl.hosts.new_book.cells import put
from pyxl.hosts.new_book.looks import ACCENT, INK, LINE, MUTED, PALE_GREY, date_format, fill, font

FORM_PROPERTY = "pyxl.form"
FIRST_FIELD = 4
"""The row of the first field: above are the title and what to do."""


def form_book(title: Label, language: Language) -> Workbook:
    """A workbook with one empty sheet; the same every time."""
    book = Workbook()
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # widths count in the digits of this font
    assert isinstance(normal, NamedStyle)
    normal.font = font()
    book._fonts[0] = font()  # type: ignore[attr-defined]
    about = book.properties
    about.creator = about.lastModifiedBy = "pyxl"
    about.title, about.language = title.text(language), language
    about.created = datetime(2026, 1, 1)
    for name, value in ((FORM_PROPERTY, "1"), (LANGUAGE_PROPERTY, language)):
        book.custom_doc_props.append(StringProperty(name=name, value=value))  # type: ignore[attr-defined]
    return book


def cell_at(sheet: Worksheet, row: int, column: int, value: object = None) -> Cell:
    """The cell, with that value in it: a text stays a text whatever it begins with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    put(cell, value)  # type: ignore[arg-type]
    return cell


def add_title(sheet: Worksheet, title: str, told: str, colour: str = MUTED, *, bold: bool = False) -> None:
    """What the form is, and what to do with it."""
    cell_at(sheet, 1, 1, title).font = font(size=15, bold=True, colour=ACCENT)
    cell_at(sheet, 2, 1, told).font = font(bold=bold, colour=colour)
    sheet.row_dimensions[1].height = 24


def add_field(sheet: Worksheet, row: int, column: Column, value: object, language: Language) -> Cell:
    """A label with its cell to fill in and its help beside it; the cell is given back."""
    label = cell_at(sheet, row, 1, column.label.text(language))
    label.font, label.fill, label.border = font(bold=column.required), fill(PALE_GREY), frame()
    label.alignment = Alignment(horizontal="left", vertical="top")
    cell = add_input(sheet, row, 2, column, value, language)
    if column.help:
        cell_at(sheet, row, 3, column.help.text(language)).font = font(italic=True, colour=MUTED)
    return cell


def add_input(sheet: Worksheet, row: int, place: int, column: Column, value: object, language: Language) -> Cell:
    """A cell to fill in."""
    cell = cell_at(sheet, row, place, value)
    cell.font, cell.border = font(colour=INK), frame()
    is_number = column.kind is Kind.NUMBER
    cell.alignment = Alignment(horizontal="right" if is_number else "left", vertical="top", wrap_text=False)
    cell.number_format = format_of(column, language)
    cell.protection = Protection(locked=False)
    return cell


def add_heading(cell: Cell) -> None:
    """White on the firm's colour."""
    cell.font, cell.fill = font(bold=True, colour="FFFFFF"), fill(ACCENT)
    cell.alignment = Alignment(horizontal="left", vertical="center")


def frame() -> Border:
    """A thin line all around."""
    side = Side("thin", color=LINE)
    return Border(left=side, right=side, top=side, bottom=side)


def format_of(column: Column, language: Language) -> str:
    """How a cell shows what is typed into it."""
    if column.kind is Kind.DATE:
        return date_format(language)
    if column.kind is Kind.NUMBER:
        return "General" if column.name == "quantity" or column.number_format.startswith("0.") else column.number_format
    return "@"


def set_page(sheet: Worksheet) -> None:
    """On A4 across, as wide as one page."""
    sheet.sheet_view.showGridLines = False
    page = sheet.page_setup
    page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "landscape", 9, 1, 0
    properties = sheet.sheet_properties.pageSetUpPr
    assert properties is not None
    properties.fitToPage = True
