"""The charts of a new workbook: native ones, so that she may change them. They show cells and follow them."""

from __future__ import annotations

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from pyxl.core.labels import Language
from pyxl.core.schema import TableSchema
from pyxl.forecasting.forecasting import COLUMNS, WEEKS
from pyxl.forecasting.forecasting import TAB as FORECAST
from pyxl.hosts.new_book.live_figures import TAB as REPORT
from pyxl.hosts.new_book.report_charts import add_report_charts

_COLOURS = ("2E75B6", "9DC3E6", "C55A11", "F4B183", "7F7F7F")
"""Of money in, two blues; of money out, two browns and a grey: they differ in light and dark as well."""
_LINE = "1F3864"
_WIDTH_CM, _HEIGHT_CM = 30, 11
_GRID = "D9D9D9"


def add_chart(sheet: Worksheet, schema: TableSchema, language: Language) -> None:
    """Puts the chart of the tab below its rows, where it has one."""
    if schema.tab == FORECAST:
        _add_forecast(sheet, schema, language)
    if schema.tab == REPORT:
        add_report_charts(sheet, schema, language)


def _add_forecast(sheet: Worksheet, schema: TableSchema, language: Language) -> None:
    """Bars for what comes and goes in each week, a line for what is left."""
    bars = BarChart()
    bars.type, bars.grouping, bars.overlap, bars.gapWidth = "col", "stacked", 100, 60
    for name, colour in zip(COLUMNS, _COLOURS, strict=True):
        series = _series(sheet, schema, name)
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.invertIfNegative = False
        bars.series.append(series)
    line = LineChart()
    closing = _series(sheet, schema, "closing")
    closing.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=_LINE, w=28_575))
    closing.smooth = False
    line.series.append(closing)
    bars.set_categories(_cells(sheet, schema, "ends_on"))
    line.set_categories(_cells(sheet, schema, "ends_on"))
    bars.title = schema.label.text(language)
    bars.legend.position = "b"
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.x_axis.number_format = "dd.mm." if language == "de" else "d mmm"
    bars.x_axis.tickLblPos = "low"
    bars.y_axis.number_format = "#,##0"
    bars.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_GRID)))
    bars.layout = Layout(manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0.06, y=0.12, w=0.92, h=0.66))
    bars.width, bars.height = _WIDTH_CM, _HEIGHT_CM
    bars += line
    sheet.add_chart(bars, f"A{WEEKS + 4}")


def _series(sheet: Worksheet, schema: TableSchema, name: str) -> Series:
    """The column under its heading."""
    place = _place(schema, name)
    values = Reference(sheet, min_col=place, min_row=1, max_row=WEEKS + 1)
    made = SeriesFactory(values, title_from_data=True)
    assert isinstance(made, Series)
    return made


def _cells(sheet: Worksheet, schema: TableSchema, name: str) -> Reference:
    return Reference(sheet, min_col=_place(schema, name), min_row=2, max_row=WEEKS + 1)


def _place(schema: TableSchema, name: str) -> int:
    return [column.name for column in schema.columns].index(name) + 1
