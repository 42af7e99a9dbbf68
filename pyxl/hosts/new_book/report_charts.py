"""The charts of the tab Report, right of its rows: each breakdown, this month beside last month and last year."""

from __future__ import annotations

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.core.labels import Language
from pyxl.core.schema import TableSchema
from pyxl.reporting.catalogue import BREAKDOWNS, BreakdownSpec, keys, part_key

_DARK, _WHITE = "1F4E79", "FFFFFF"
_WIDTH_CM, _HEIGHT_CM, _ROWS_APART = 16, 9, 19
_COLUMNS_APART = 10
_SERIES = ("value", "month_before", "year_before")


def add_report_charts(sheet: Worksheet, schema: TableSchema, language: Language) -> None:
    """Two beside each other; a row that grows with its sentence only moves what is below it further down."""
    lines = {key: line for line, key in enumerate(keys(), 2)}
    for place, spec in enumerate(BREAKDOWNS):
        first = lines[part_key(spec.key, 1)]
        chart = _chart(sheet, schema, spec, first, language)
        column = len(schema.columns) + 2 + _COLUMNS_APART * (place % 2)
        sheet.add_chart(chart, f"{get_column_letter(column)}{2 + _ROWS_APART * (place // 2)}")
    sheet.print_area = f"A1:{get_column_letter(len(schema.columns))}{len(lines) + 1}"


def _chart(
    sheet: Worksheet, schema: TableSchema, spec: BreakdownSpec, first: int, language: Language
) -> BarChart | LineChart:
    last, numbers = first + spec.drawn - 1, {column.name: place for place, column in enumerate(schema.columns, 1)}
    chart: BarChart | LineChart = LineChart() if spec.shape == "line" else BarChart()
    if isinstance(chart, BarChart):
        chart.type, chart.gapWidth, chart.overlap = ("bar" if spec.shape == "bars" else "col"), 60, 0
    for place, name in enumerate(_SERIES if spec.shape != "line" else _SERIES[:1]):
        series = SeriesFactory(
            Reference(sheet, min_col=numbers[name], min_row=first, max_row=last),
            title=schema.column(name).label.text(language),
        )
        assert isinstance(series, Series)
        series.graphicalProperties = _look(place, is_line=spec.shape == "line")
        if spec.shape == "line":
            series.smooth = False
        else:
            series.invertIfNegative = False
        chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=numbers["part"], min_row=first, max_row=last))
    chart.title = spec.label.text(language)
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.majorGridlines = None
    if spec.is_by_month:
        # An axis that begins at the lowest month would make a drop of a tenth look like one of half.
        chart.y_axis.scaling.min = 0
    if spec.shape == "bars":
        chart.x_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"
    chart.legend = None if spec.shape == "line" else Legend(legendPos="b")
    chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM
    return chart


def _look(place: int, *, is_line: bool) -> GraphicalProperties:
    """Full, hatched, empty: three series that can be told apart without colour."""
    edge = LineProperties(solidFill=_DARK, w=28_575 if is_line else 9_525)
    if is_line:
        return GraphicalProperties(ln=edge)
    if place == 1:
        ink, paper = (ColorChoice(srgbClr=colour) for colour in (_DARK, _WHITE))  # type: ignore[arg-type]  # its stubs
        hatched = PatternFillProperties(prst="wdUpDiag", fgClr=ink, bgClr=paper)
        return GraphicalProperties(pattFill=hatched, ln=edge)
    return GraphicalProperties(solidFill=_DARK if place == 0 else _WHITE, ln=edge)
