"""Order forms and exports of shops as plain records. Runs in the child process with limits; it judges nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from pyxl.core.labels import Label, Sentence, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.table_file import FileCell
from pyxl.formats.bank_values import decode
from pyxl.formats.order_csv.reading import read_order_csv
from pyxl.formats.order_records import FormSheet, OrderFileContent, SheetFault
from pyxl.formats.zip_door import ArchiveLimits
from pyxl.hosts.xlsx import NO_VALUE, CellError, Grid, open_book, read_grid

FORM_LIMITS = ArchiveLimits(packed=5 << 20, unpacked=50 << 20, parts=200)
"""A form has two sheets and no pictures; with 5,000 items it is 200 kB."""
ROWS_MOST, COLUMNS_MOST = 3_000, 40
CSV_MOST = 20 << 20
"""Bytes of an export: 50,000 rows of Shopify's eighty columns."""
_BINARY = b"\x00"
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MACROS = Text(
    "the workbook contains macros; they were not run", "die Mappe enthält Makros; sie wurden nicht ausgeführt"
)
E_ORDER_FILE = RefusalKind(
    "E_ORDER_FILE",
    Text("It is {what}.", "Es ist {what}."),
    Text(
        "Take an order form (.xlsx) or the CSV export of the shop.",
        "Bitte ein Bestellformular (.xlsx) oder den CSV-Export des Shops nehmen.",
    ),
)
_EMPTY = Label("empty", "leer")
_TOO_BIG = Label("larger than a file of orders can be", "größer, als eine Datei mit Bestellungen sein kann")
_NO_SHEET = Label("a workbook without a sheet", "eine Mappe ohne Blatt")


def read_order_file(data: bytes) -> OrderFileContent:
    """What the file says, by its content, whatever it is called.

    Raises Refused: E_ORDER_FILE, E_ORDER_CSV, E_CSV_SHAPE, and for a workbook what reading one may raise (E_TOO_BIG,
    E_NOT_XLSX, E_PASSWORD, E_PACKAGE ...).
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise E_ORDER_FILE.because(what=_EMPTY)
    # The door of workbooks names everything that is no text for what it is: a PDF, a picture, an old .xls.
    if data.startswith(b"PK") or (_BINARY in data[:4096] and not data.startswith(_TEXT_MARKS)):
        return _form(data)
    if data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        return _form(data)
    if len(data) > CSV_MOST:
        raise E_ORDER_FILE.because(what=_TOO_BIG)
    text, notes = decode(data)
    return replace(read_order_csv(text), notes=notes)


def _form(data: bytes) -> OrderFileContent:
    form, notes = read_form_sheet(data)
    return OrderFileContent("", form=form, notes=notes)


def read_form_sheet(data: bytes) -> tuple[FormSheet, tuple[Sentence, ...]]:
    """The first visible sheet of a form, and what is to be said of it. Raises Refused as reading a workbook may."""
    book = open_book(data, FORM_LIMITS)
    sheet = next((each for each in book.sheets if each.kind == "worksheet" and each.visibility == "visible"), None)
    if sheet is None:
        raise E_ORDER_FILE.because(what=_NO_SHEET)
    grid = read_grid(book, sheet.name)
    last = max(grid.rows, default=0)
    if last > ROWS_MOST or any(len(row) > COLUMNS_MOST for row in grid.rows.values()):
        raise E_ORDER_FILE.because(what=_TOO_BIG)
    has_macros = bool({"macros", "excel4_macros"} & set(book.active_content))
    form = FormSheet(sheet.name, _rows(grid, last), tuple(_faults(grid)), has_macros)
    return form, (_MACROS.bind(),) if has_macros else ()


def _rows(grid: Grid, last: int) -> tuple[tuple[FileCell, ...], ...]:
    return tuple(tuple(_plain(value) for value in grid.row(number)) for number in range(1, last + 1))


def _faults(grid: Grid) -> list[SheetFault]:
    return [
        SheetFault(row, column, "" if value == NO_VALUE else value.code)
        for row, values in grid.rows.items()
        for column, value in enumerate(values, 1)
        if isinstance(value, CellError)
    ]


def _plain(value: object) -> FileCell:
    match value:
        case float():
            return Decimal(f"{value:.15g}")
        case datetime():
            return value.date()
        case None | str() | int() | bool() | date():
            return value
        case CellError():
            return None
        case _:
            return str(value)
