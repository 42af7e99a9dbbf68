"""The order form: a small workbook that salespeople or customers fill in, with the firm's items to choose from.

Made from the declarations in `pyxl.intake.form_rows`, empty for new orders or filled in again with the wrong cells
marked: coloured, with a note, and with the sentence beside them, so that it can be read on paper too.
"""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.core.labels import Label
from pyxl.core.plain import PlainData, from_plain
from pyxl.core.schema import schema_of
from pyxl.hosts.new_book.cells import put
from pyxl.hosts.new_book.finishing import finish
from pyxl.hosts.new_book.form_looks import (
    FIRST_FIELD,
    add_field,
    add_heading,
    add_input,
    add_title,
    cell_at,
    form_book,
    frame,
    set_page,
)
from pyxl.hosts.new_book.highlights import PALE_RED, PALE_YELLOW, RED
from pyxl.hosts.new_book.looks import MUTED, PALE_GREY, fill, font
from pyxl.hosts.new_book.widths import row_height
from pyxl.hosts.xlsx import WriteCached, patch
from pyxl.intake.copies import FilledForm, FormMark
from pyxl.intake.form_rows import FormHead, FormLine

HEAD, LINES = schema_of(FormHead), schema_of(FormLine)
TITLE = Label("Order form", "Bestellformular")
INTRODUCTION = Label(
    "Fill in the white cells, save and send the file back. Items are chosen from the list.",
    "Weiße Felder ausfüllen, speichern und zurücksenden. Artikel aus der Liste wählen.",
)
PLEASE_CORRECT = Label(
    "Please correct the coloured cells and send the file back; nothing of the order was taken over.",
    "Bitte die farbigen Felder berichtigen und die Datei zurücksenden; von der Bestellung wurde nichts übernommen.",
)
ITEMS = Label("Items", "Artikel")
DESCRIPTION, UNIT = Label("Description", "Bezeichnung"), Label("Unit", "Einheit")
REMARK = Label("Remark", "Hinweis")
EMPTY_LINES = 40
"""Lines that are laid out; the rules for typing reach further."""
_FIRST_LINES = FIRST_FIELD + len(HEAD.columns) + 2
"""The row of the first item."""
_LAST_LINE = 1_000 + _FIRST_LINES
_WIDTHS = {"A": 22, "B": 44, "C": 12, "D": 12, "E": 14, "F": 13, "G": 70}
_LAYOUT: tuple[str | Label, ...] = (
    "item_number",
    DESCRIPTION,
    "quantity",
    UNIT,
    "unit_price",
    "discount_percent",
    REMARK,
)
"""The columns of the items. Description and unit are looked up, the remark is ours."""
_COLUMN_OF = {name: number for number, name in enumerate(_LAYOUT, 1) if isinstance(name, str)}
_LIST = "Items_list"


def render_order_form(content: PlainData) -> bytes:
    """The form that the journal keeps as plain data."""
    return build_order_form(from_plain(FilledForm, content["form"]))


def build_order_form(form: FilledForm) -> bytes:
    """The .xlsx of a form; the same content gives the same bytes."""
    book = form_book(TITLE, form.language)
    sheet, items = book.active, book.create_sheet(ITEMS.text(form.language))
    assert isinstance(sheet, Worksheet)
    sheet.title = HEAD.label.text(form.language)
    made = _Form(form, sheet, items, book)
    made.fill()
    saved = BytesIO()
    book.save(saved)
    cached = [WriteCached(sheet.title, row, column, value) for (row, column), value in made.cached.items()]
    areas = {"xl/worksheets/sheet1.xml": f"A1:G{_LAST_LINE}", "xl/worksheets/sheet2.xml": "A1:C9999"}
    return finish(patch(saved.getvalue(), cached), areas)


class _Form:
    """Fills the two sheets of one form."""

    def __init__(self, form: FilledForm, sheet: Worksheet, items: Worksheet, book: Workbook) -> None:
        self.form, self.sheet, self.items, self.book = form, sheet, items, book
        self.language = form.language
        self.cached: dict[tuple[int, int], str] = {}

    def fill(self) -> None:
        self._fill_items()
        self._fill_title()
        for row, column in enumerate(HEAD.columns, FIRST_FIELD):
            add_field(self.sheet, row, column, self.form.head.get(column.name), self.language)
        self._fill_headings()
        for place in range(max(EMPTY_LINES, len(self.form.lines))):
            self._fill_line(_FIRST_LINES + place, place)
        lines = max(EMPTY_LINES, len(self.form.lines))
        _add_table(self.sheet, "OrderLines", f"A{_FIRST_LINES - 1}:G{_FIRST_LINES + lines - 1}")
        self._help_typing()
        for spot, marks in self._marks_by_cell().items():
            self._mark(*spot, marks)
        self._set_up()

    def _fill_items(self) -> None:
        for column, (label, width) in enumerate(
            ((LINES.column("item_number").label, 16), (DESCRIPTION, 60), (UNIT, 12)), 1
        ):
            add_heading(cell_at(self.items, 1, column, label.text(self.language)))
            self.items.column_dimensions[get_column_letter(column)].width = width
        for row, item in enumerate(self.form.items, 2):
            for column, text in enumerate((item.number, item.description, item.unit), 1):
                cell = cell_at(self.items, row, column, text)
                cell.font, cell.number_format = font(), "@"
        last = max(len(self.form.items) + 1, 2)
        sheet = self.items.title
        self.book.defined_names[_LIST] = DefinedName(_LIST, attr_text=f"'{sheet}'!$A$2:$A${last}")
        _add_table(self.items, "ItemList", f"A1:C{last}")
        self.items.freeze_panes = "A2"

    def _fill_title(self) -> None:
        firm = self.form.company_name
        title = TITLE.text(self.language) + (f" – {firm}" if firm else "")
        has_marks = any(mark.is_error for mark in self.form.marks)
        told = (PLEASE_CORRECT if has_marks else INTRODUCTION).text(self.language)
        add_title(self.sheet, title, told, RED if has_marks else MUTED, bold=has_marks)

    def _fill_headings(self) -> None:
        for number, name in enumerate(_LAYOUT, 1):
            label = LINES.column(name).label if isinstance(name, str) else name
            add_heading(cell_at(self.sheet, _FIRST_LINES - 1, number, label.text(self.language)))
        self.sheet.row_dimensions[_FIRST_LINES - 1].height = 20

    def _fill_line(self, row: int, place: int) -> None:
        values = self.form.lines[place] if place < len(self.form.lines) else {}
        for number, name in enumerate(_LAYOUT, 1):
            if isinstance(name, str):
                add_input(self.sheet, row, number, LINES.column(name), values.get(name), self.language)
            elif name in (DESCRIPTION, UNIT):
                self._look_up(row, number, "description" if name is DESCRIPTION else "unit", values.get("item_number"))

    def _look_up(self, row: int, column: int, name: str, item_number: object) -> None:
        """Description and unit appear by themselves, so that a wrong number is seen while typing."""
        letter = "B" if name == "description" else "C"
        sheet = self.items.title
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.value = f"=IFERROR(INDEX('{sheet}'!{letter}:{letter},MATCH(A{row},'{sheet}'!A:A,0)),\"\")"
        cell.font, cell.fill, cell.border = font(colour=MUTED), fill(PALE_GREY), frame()
        cell.alignment = Alignment(horizontal="left", vertical="top")
        known = next((item for item in self.form.items if item.number == item_number), None)
        self.cached[row, column] = getattr(known, name) if known else ""

    def _help_typing(self) -> None:
        rules = (
            (DataValidation("list", _LIST), f"A{_FIRST_LINES}:A{_LAST_LINE}"),
            (DataValidation("decimal", "0", "1000000000", operator="between"), f"C{_FIRST_LINES}:C{_LAST_LINE}"),
            (DataValidation("decimal", "0", "1000000000", operator="between"), f"E{_FIRST_LINES}:E{_LAST_LINE}"),
            (DataValidation("decimal", "0", "100", operator="between"), f"F{_FIRST_LINES}:F{_LAST_LINE}"),
        )
        for rule, area in rules:
            rule.allow_blank, rule.errorStyle = True, "warning"
            rule.showErrorMessage = True
            rule.add(area)
            self.sheet.add_data_validation(rule)

    def _marks_by_cell(self) -> dict[tuple[int, int], list[FormMark]]:
        found: dict[tuple[int, int], list[FormMark]] = {}
        names = [column.name for column in HEAD.columns]
        for mark in self.form.marks:
            if mark.line < 0:
                spot = (FIRST_FIELD + names.index(mark.field), 2)
            else:
                spot = (_FIRST_LINES + mark.line, _COLUMN_OF.get(mark.field, 1))
            found.setdefault(spot, []).append(mark)
        return found

    def _mark(self, row: int, column: int, marks: list[FormMark]) -> None:
        """Colour and note at the cell; the sentence stands beside it, in the column that is ours."""
        colour = PALE_RED if any(mark.is_error for mark in marks) else PALE_YELLOW
        cell = self.sheet.cell(row, column)
        cell.fill = fill(colour)
        note = Comment("\n".join(mark.sentence for mark in marks), "pyxl")
        note.width, note.height = 340, 90
        cell.comment = note
        beside = 3 if column == 2 and row < _FIRST_LINES else len(_LAYOUT)
        told = self.sheet.cell(row, beside)
        before = str(told.value) + " " if beside == len(_LAYOUT) and told.value else ""
        said = before + " ".join(mark.sentence for mark in marks)
        put(told, said)  # type: ignore[arg-type]
        told.font = font(colour=RED)
        if beside == len(_LAYOUT):
            told.alignment = Alignment(wrap_text=True, vertical="top")
            height = row_height([(said, float(_WIDTHS["G"]), 0)])
            if height:
                self.sheet.row_dimensions[row].height = height

    def _set_up(self) -> None:
        for letter, width in _WIDTHS.items():
            self.sheet.column_dimensions[letter].width = width
        set_page(self.sheet)
        self.sheet.freeze_panes = f"A{FIRST_FIELD}"


def _add_table(sheet: Worksheet, name: str, area: str) -> None:
    """An Excel table grows by itself when somebody types below it, with rules and look-ups."""
    table = Table(displayName=name, name=name, ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    table._initialise_columns()  # type: ignore[attr-defined]  # openpyxl does it too late for headings of ours
    for column, cell in zip(table.tableColumns, sheet[area][0], strict=True):
        column.name = str(cell.value)
    table.autoFilter = None
    sheet.add_table(table)
