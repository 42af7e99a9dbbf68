"""One tab from its declaration: heading, rows, Excel table, widths, formats and what helps while typing."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.core.cell_writing import Plain, cell_value
from pyxl.core.labels import Label, Language
from pyxl.core.schema import Column, Row, TableSchema
from pyxl.hosts.new_book.cells import put
from pyxl.hosts.new_book.charts import add_chart
from pyxl.hosts.new_book.entry import help_typing
from pyxl.hosts.new_book.formulas import Results, in_sheet
from pyxl.hosts.new_book.highlights import colour_by_contents
from pyxl.hosts.new_book.live_figures import add_live_figures
from pyxl.hosts.new_book.looks import (
    HEADER_HEIGHT,
    HERS,
    PYXLS,
    TABLE_STYLE,
    body_look,
    header_look,
    is_for_typing,
    wraps,
)
from pyxl.hosts.new_book.widths import column_width, row_height

FROZEN_THROUGH = {
    "Customers": "name",
    "Orders": "order_number",
    "Review": "accept",
    "Dunning": "accept",
    "PurchaseProposals": "order",
    "Report": "figure",
}
"""The last column that stays in view, where it is not the key."""
PAGE = Label("Page &P of &N", "Seite &P von &N")
A4 = 9

Cached = dict[tuple[int, int], Plain]
"""Results of formulas by row and column."""


def fill_tab(
    sheet: Worksheet, schema: TableSchema, rows: Sequence[Row], results: Results, language: Language
) -> Cached:
    """Builds the tab in an empty sheet and gives the results of its formulas. An empty table has one empty row."""
    cached: Cached = {}
    for number, column in enumerate(schema.columns, 1):
        _fill_column(sheet, schema, column, number, rows, results, language, cached)
    add_table(sheet, schema.tab, [column.label.text(language) for column in schema.columns], max(len(rows), 1))
    for table_column, column in zip(sheet.tables[schema.tab].tableColumns, schema.columns, strict=True):
        if column.formula:
            text = in_sheet(column.formula.text, schema, language)
            table_column.calculatedColumnFormula = TableFormula(attr_text=text)
    _fit_rows(sheet, schema, rows, results)
    names = [column.name for column in schema.columns]
    frozen = names.index(FROZEN_THROUGH.get(schema.tab, schema.key)) + 1
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}2"
    sheet.sheet_view.showGridLines = is_for_typing(schema)
    sheet.sheet_properties.tabColor = HERS if is_for_typing(schema) else PYXLS
    help_typing(sheet, schema, language)
    colour_by_contents(sheet, schema, language)
    set_up_print(sheet, language)
    add_chart(sheet, schema, language)
    add_live_figures(sheet, schema, rows, language)
    return cached


def _fill_column(
    sheet: Worksheet,
    schema: TableSchema,
    column: Column,
    number: int,
    rows: Sequence[Row],
    results: Results,
    language: Language,
    cached: Cached,
) -> None:
    """Writes heading and cells of one column. The style is made once and shared: that is most of the time saved."""
    letter, heading = get_column_letter(number), column.label.text(language)
    top = sheet.cell(1, number, heading)
    header_look(schema, column).on(top)
    look = body_look(schema, column, language)
    formula = f"={in_sheet(column.formula.text, schema, language)}" if column.formula else None
    values: list[Plain] = []
    style = None
    for line, row in enumerate(rows or (None,), 2):
        cell = sheet.cell(line, number)
        assert isinstance(cell, Cell)
        if formula:
            cell.value = formula
            value = results.of(row, column) if row else ""
            cached[line, number] = value
        else:
            value = cell_value(getattr(row, column.name), language) if row else None
            put(cell, value)
        values.append(value)
        if style is None:
            look.on(cell)
            style = cell._style  # type: ignore[attr-defined]  # openpyxl names no other way
        else:
            cell._style = copy(style)  # type: ignore[attr-defined]
    dimension = sheet.column_dimensions[letter]
    look.for_empty_cells().on(dimension)
    dimension.width = column_width(column, heading, values)


def _fit_rows(sheet: Worksheet, schema: TableSchema, rows: Sequence[Row], results: Results) -> None:
    """Makes the rows with long sentences as high as these need, also those that a formula looks up."""
    wide = [
        (column, sheet.column_dimensions[get_column_letter(number)].width, int(sheet.cell(2, number).alignment.indent))
        for number, column in enumerate(schema.columns, 1)
        if wraps(schema, column)
    ]
    for line, row in enumerate(rows, 2):
        height = row_height((_shown(row, column, results), width, indent) for column, width, indent in wide)
        if height:
            sheet.row_dimensions[line].height = height


def _shown(row: Row, column: Column, results: Results) -> str:
    return str(results.of(row, column) if column.formula else getattr(row, column.name))


def add_table(sheet: Worksheet, name: str, headings: Sequence[str], row_count: int) -> None:
    """Makes an Excel table of the headings in row 1 and the rows below; pyxl finds it by its English name."""
    table = Table(displayName=name, name=name, ref=f"A1:{get_column_letter(len(headings))}{row_count + 1}")
    table.autoFilter = AutoFilter(ref=table.ref)
    table.tableColumns = [TableColumn(id=number, name=heading) for number, heading in enumerate(headings, 1)]
    table.tableStyleInfo = TableStyleInfo(name=TABLE_STYLE, showRowStripes=True)
    sheet.add_table(table)
    sheet.row_dimensions[1].height = HEADER_HEIGHT


def set_up_print(sheet: Worksheet, language: Language) -> None:
    """A4 across, as wide as the page, headings on every page, the tab's name and page numbers below."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.6, 0.7
    footer = sheet.oddFooter
    assert footer is not None
    left, right = footer.left, footer.right
    assert left is not None
    assert right is not None
    left.text, right.text = "&A", PAGE.text(language)
