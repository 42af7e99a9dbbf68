"""The tab Report: each figure's own number format, and the formula that says what it is now."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.core.labels import Label, Language
from pyxl.core.schema import Row, TableSchema
from pyxl.hosts.new_book.formulas import in_sheet
from pyxl.reporting.catalogue import BreakdownSpec, spec_of
from pyxl.reporting.model import Unit
from pyxl.reporting.rows import ReportRow

TAB = "Report"
_FORMATS = {Unit.MONEY: "#,##0.00", Unit.COUNT: "#,##0", Unit.PERCENT: "0.0", Unit.DAYS: "0.0"}
_NUMBERS = ("value", "month_before", "year_before", "live")


def add_live_figures(sheet: Worksheet, schema: TableSchema, rows: Sequence[Row], language: Language) -> None:
    """Where the sheet is that tab. The results are not stored: whoever opens the workbook works them out."""
    if schema.tab != TAB:
        return
    columns = {column.name: number for number, column in enumerate(schema.columns, 1)}
    for line, row in enumerate(rows, 2):
        assert isinstance(row, ReportRow)
        for name in _NUMBERS:
            _cell(sheet, line, columns[name]).number_format = _FORMATS[spec_of(row.key).unit]
        formula = _formula(row.key)
        if formula:
            _cell(sheet, line, columns["live"]).value = f"={_when_reported(formula, schema, language)}"


def _formula(key: str) -> Label | None:
    spec = spec_of(key)
    if not isinstance(spec, BreakdownSpec):
        return spec.live
    return spec.live[int(key.rpartition(".")[2]) - 1] if spec.live else None


def _when_reported(formula: Label, schema: TableSchema, language: Language) -> str:
    """Nothing as long as the row has no days."""
    return in_sheet(f'IF({{last_on}}="","",{formula.text(language)})', schema, language)


def _cell(sheet: Worksheet, line: int, column: int) -> Cell:
    cell = sheet.cell(line, column)
    assert isinstance(cell, Cell)
    return cell
