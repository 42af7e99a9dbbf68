"""The complaint form: a small workbook in which a customer, a driver or a salesperson writes down what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.core.labels import Label, Language
from pyxl.core.schema import Kind
from pyxl.core.table_file import FileCell
from pyxl.hosts.new_book.finishing import finish
from pyxl.hosts.new_book.form_looks import FIRST_FIELD, add_field, add_title, form_book, set_page
from pyxl.ledger.cases.rows import Wish
from pyxl.service.incoming.forms import HEAD

TITLE = Label("Complaint", "Reklamation")
INTRODUCTION = Label(
    "Please fill in the white cells, save and send the file back. What you do not know stays empty.",
    "Bitte die weißen Felder ausfüllen, speichern und zurücksenden. Was Sie nicht wissen, bleibt leer.",
)
_WIDTHS = {"A": 22, "B": 60, "C": 40}
_STORY_HEIGHT = 120


def build_case_form(company_name: str, language: Language, filled: Mapping[str, FileCell] | None = None) -> bytes:
    """The .xlsx of a form; the same content gives the same bytes."""
    book = form_book(TITLE, language)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = TITLE.text(language)
    firm = f" – {company_name}" if company_name else ""
    add_title(sheet, TITLE.text(language) + firm, INTRODUCTION.text(language))
    for row, column in enumerate(HEAD.columns, FIRST_FIELD):
        cell = add_field(sheet, row, column, (filled or {}).get(column.name), language)
        if column.name == "complaint":
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            sheet.row_dimensions[row].height = _STORY_HEIGHT
        if column.kind is Kind.CHOICE:
            words = ",".join(wish.label.text(language) for wish in Wish)
            choice = DataValidation("list", f'"{words}"', allow_blank=True, showErrorMessage=True)
            choice.errorStyle = "warning"
            choice.add(cell.coordinate)
            sheet.add_data_validation(choice)
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    set_page(sheet)
    saved = BytesIO()
    book.save(saved)
    return finish(saved.getvalue(), {"xl/worksheets/sheet1.xml": f"A1:C{FIRST_FIELD + len(HEAD.columns)}"})
