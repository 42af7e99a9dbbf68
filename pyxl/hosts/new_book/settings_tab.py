"""The Settings tab: one line per setting, with its value and what it is for."""

from __future__ import annotations

from functools import cache

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.core.cell_writing import cell_value
from pyxl.core.changes import CellValue
from pyxl.core.labels import Label, Language
from pyxl.core.schema import Column, TableSchema, schema_of
from pyxl.hosts.new_book.cells import put
from pyxl.hosts.new_book.entry import REQUIRED, entry_rule
from pyxl.hosts.new_book.looks import (
    ACCENT,
    HERS,
    INK,
    LINE,
    MUTED,
    Look,
    fill,
    font,
    header_look,
    number_format_of,
)
from pyxl.hosts.new_book.tabs import add_table, set_up_print
from pyxl.settings import BookLanguage, Settings

SETTING, VALUE, EXPLANATION = Label("Setting", "Einstellung"), Label("Value", "Wert"), Label("Explanation", "Erklärung")
WIDTHS = (34, 40, 96)
SECTION_STARTS = ("vat_id", "contact_name", "iban", "logo", "language", "invoice_number_pattern", "payment_days",
                  "max_discount_percent", "opening_date", "bill_by", "chart")  # fmt: skip
"""A stronger line is drawn above these; an empty line or a heading would break the table."""
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)


def fill_settings(sheet: Worksheet, settings: Settings, language: Language) -> None:
    """Builds the tab in an empty sheet. Without a language of their own the settings take the book's."""
    schema = schema_of(Settings)
    for number, (label, width) in enumerate(zip((SETTING, VALUE, EXPLANATION), WIDTHS, strict=True), 1):
        top = _cell(sheet, 1, number)
        put(top, label.text(language))
        header_look(schema, schema.columns[0]).on(top)
        sheet.column_dimensions["ABC"[number - 1]].width = width
    for line, column in enumerate(schema.columns, 2):
        _fill_line(sheet, schema, column, line, settings, language)
    add_table(sheet, schema.tab, [each.text(language) for each in (SETTING, VALUE, EXPLANATION)], len(schema.columns))
    sheet.freeze_panes = "B2"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = HERS
    set_up_print(sheet, language)


def _fill_line(
    sheet: Worksheet, schema: TableSchema, column: Column, line: int, settings: Settings, language: Language
) -> None:
    value: CellValue = getattr(settings, column.name)
    if column.name == "language" and value is None:
        value = BookLanguage[language.upper()]
    explanation = column.help.text(language) if column.help else ""
    if column.required:
        explanation = f"{explanation} {REQUIRED.text(language)}".strip()
    border = _ruled(starts_section=column.name in SECTION_STARTS)
    looks = (
        Look(font(bold=True), _TOP, "@", border=border),
        Look(font(colour=INK), _TOP, number_format_of(column, language), fill("FFFBF2"), border),
        Look(font(colour=MUTED), _TOP, "@", border=border),
    )
    values = (column.label.text(language), cell_value(value, language), explanation or None)
    for number, (look, each) in enumerate(zip(looks, values, strict=True), 1):
        cell = _cell(sheet, line, number)
        put(cell, each)
        look.on(cell)
    rule = entry_rule(schema, column, language)
    if rule:
        rule.add(f"B{line}")
        sheet.add_data_validation(rule)


@cache
def _ruled(*, starts_section: bool) -> Border:
    """A hairline below, and a stronger line above where a section starts."""
    return Border(top=Side("thin", color=ACCENT) if starts_section else None, bottom=Side("thin", color=LINE))


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell
