"""Reads the exports of web shops by their declared layouts: the rows of one order are brought together.

>>> head = "order_number,order_date,status,shipping_total,tax_total,order_total,order_currency,billing_email,"
>>> row = "1001,2026-09-01 10:12,processing,0.00,1.90,11.90,EUR,anna@example.org,K-1,2,10.00,10.00"
>>> text = f"{head}item_sku,item_quantity,item_subtotal,item_total\\n{row}\\n"
>>> order = read_order_csv(text).orders[0]
>>> order.number, order.lines[0].unit_price, order.total
('1001', Decimal('5.00'), Decimal('11.90'))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind
from pyxl.formats.bank_values import shorten
from pyxl.formats.csv_files.columns import header_names
from pyxl.formats.csv_files.rows import DELIMITERS, MOST_COLUMNS, CsvRow, row_of, split_line, split_rows
from pyxl.formats.csv_files.unknown import UnknownCsv, find_unknown
from pyxl.formats.order_csv.layout import OrderLayout
from pyxl.formats.order_csv.layouts import SHOPS
from pyxl.formats.order_csv.rows import OrderReader
from pyxl.formats.order_records import FileOrder, OrderFileContent

ROWS_MOST = 50_000
"""Rows of one export of orders."""
E_ORDER_CSV = RefusalKind(
    "E_ORDER_CSV",
    Text(
        'It is no list of orders with a header line and dates; its first line is "{first}".',
        "Es ist keine Liste von Bestellungen mit Kopfzeile und Datum; die erste Zeile lautet „{first}“.",
    ),
    Text(
        "Take the export of orders of the shop, one row for each item, or an order form.",
        "Bitte den Bestellexport des Shops nehmen, eine Zeile je Artikel, oder ein Bestellformular.",
    ),
)
E_ORDER_CSV_SIZE = RefusalKind(
    "E_ORDER_CSV_SIZE",
    Text("It has more than {most} rows.", "Es sind mehr als {most} Zeilen."),
    Text("Export a shorter period.", "Einen kürzeren Zeitraum exportieren."),
)


def read_order_csv(text: str, layouts: Sequence[OrderLayout] = SHOPS) -> OrderFileContent:
    """The orders of an export; a table of no known layout comes back as `unknown`.

    Raises Refused: E_ORDER_CSV, E_ORDER_CSV_SIZE, E_CSV_SHAPE.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for delimiter in DELIMITERS:
        cells = split_line(lines[first], delimiter)
        names = header_names(cells) if 4 <= len(cells) <= MOST_COLUMNS else {}
        layout = _suiting(names, layouts)
        if layout is not None:
            rows = _rows(lines, first, delimiter, len(cells))
            return content_of(layout, names, rows)
    unknown = find_unknown(text, multi_line=True)
    if unknown is None:
        raise E_ORDER_CSV.because(first=shorten(lines[first]))
    _demand_size(len(unknown.rows))
    return OrderFileContent("", unknown=unknown)


def read_unknown_orders(unknown: UnknownCsv, layout: OrderLayout) -> OrderFileContent:
    """The orders of an unknown file by a layout that somebody told, whose columns are all there."""
    return content_of(layout, header_names(unknown.header), unknown.rows)


def content_of(layout: OrderLayout, names: Mapping[str, int], rows: Sequence[CsvRow]) -> OrderFileContent:
    """The orders in these rows, in the order of the file."""
    positions = layout.found_in(names)
    assert positions is not None, "the layout was found by these names"
    reader = OrderReader(layout, positions)
    by_number: dict[str, list[CsvRow]] = {}
    for row in rows:
        by_number.setdefault(reader.text(row, "number"), []).append(row)
    orders: list[FileOrder] = []
    left_out = 0
    for number, group in by_number.items():
        if reader.is_void(group):
            left_out += 1
        else:
            orders.append(reader.order(number, group))
    return OrderFileContent(layout.name, tuple(orders), left_out)


def _suiting(names: Mapping[str, int], layouts: Sequence[OrderLayout]) -> OrderLayout | None:
    """The layout of a header; of several, the one that asks for the most."""
    found = [layout for layout in layouts if names and layout.found_in(names)]
    return max(found, key=lambda layout: len(layout.needed), default=None)


def _rows(lines: Sequence[str], first: int, delimiter: str, width: int) -> list[CsvRow]:
    rows = []
    for number, cells in split_rows(lines, first + 1, delimiter, multi_line=True):
        rows.append(row_of(number, cells, width))
        _demand_size(len(rows))
    return rows


def _demand_size(count: int) -> None:
    if count > ROWS_MOST:
        raise E_ORDER_CSV_SIZE.because(most=f"{ROWS_MOST:,}")
