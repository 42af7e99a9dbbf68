"""Workbooks as a firm has made them herself: with openpyxl or XlsxWriter, with everything beside our tables."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from pyxl.hosts.xlsx import Area, open_book

from .her_layout import SPARE_ROWS, HerColumn, HerTab, her_tabs

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def png() -> bytes:
    """A picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def xlsxwriter_book(tabs: list[HerTab] | None = None) -> bytes:
    """Made by XlsxWriter: sparklines, a button, a text box, pictures, a chart, rich text, notes, colours by rule."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    formats = {
        "day": book.add_format({"num_format": "dd.mm.yyyy"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "loud": book.add_format({"bold": True, "bg_color": "#FFEE00"}),
    }
    hers = book.add_worksheet("Übersicht & Ziele")
    places = tabs or her_tabs()
    for place in places:
        sheet = book.add_worksheet(place.sheet)
        _xlsxwriter_table(sheet, place, formats)
        if place.top > 1:
            sheet.write(0, 0, f"{place.sheet}, meine Fassung", formats["loud"])
    orders = next(place for place in places if place.tab == "Orders")
    items = next(place for place in places if place.tab == "Receivables")
    _xlsxwriter_extras(book, hers, book.get_worksheet_by_name(orders.sheet), orders, items, formats)
    book.define_name("Ziel", "='Übersicht & Ziele'!$B$2")
    book.set_custom_property("Checked by", "Anna")
    book.close()
    return file.getvalue()


def _xlsxwriter_table(sheet: Any, place: HerTab, formats: Mapping[str, Any]) -> None:
    columns = [
        {"header": column.heading} | ({"formula": f"={column.formula}"} if column.formula else {})
        for column in place.columns
    ]
    area = (place.top - 1, place.left - 1, place.bottom - 1, place.right - 1)
    sheet.add_table(*area, {"name": place.table, "columns": columns, "style": "Table Style Light 9"})
    for at, row in enumerate((*place.rows, *({},) * SPARE_ROWS)):
        for column_at, column in enumerate(place.columns):
            spot = (place.top + at, place.left - 1 + column_at)
            value = row.get(column.field or "")
            if column.formula:
                sheet.write_formula(*spot, f"={column.formula}", formats["money"], 2 * (spot[0] + 1))
            elif column.field is None:
                value = column.values[at] if at < len(column.values) else None
            if isinstance(value, str):
                sheet.write_string(*spot, value)
            elif isinstance(value, date):
                sheet.write_datetime(*spot, value, formats["day"])
            elif value is not None:
                sheet.write_number(*spot, _number(value), formats["money"])


def _xlsxwriter_extras(
    book: Any, hers: Any, sheet: Any, orders: HerTab, items: HerTab, formats: Mapping[str, Any]
) -> None:
    first, last, beside = orders.top, orders.top + len(orders.rows) - 1, orders.right + 2
    hers.write("A1", "Ziel")
    hers.write("B2", 100_000)
    area = f"'{items.sheet}'!$A$1:$ZZ$99"
    hers.write_formula("B3", f"=COUNTA({area})", None, 44)
    hers.write_array_formula("D1:D3", "{=ROW(A1:A3)*2}", None, 2)
    hers.write_rich_string("A9", "wichtig: ", formats["loud"], "bitte lesen", " danke")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Übersicht & Ziele'!$B$2:$B$3"})
    hers.insert_chart("F2", chart)
    hers.insert_image("F20", "dot.png", {"image_data": io.BytesIO(png())})
    hers.insert_textbox("A20", "Nicht vergessen")
    hers.protect("geheim")
    sheet.insert_button(first, beside, {"macro": "Run", "caption": "Los"})
    sheet.insert_image(first + 5, beside, "dot.png", {"image_data": io.BytesIO(png())})
    sheet.add_sparkline(first + 1, beside, {"range": f"'{orders.sheet}'!A{first}:C{first}"})
    sheet.write_comment(first, orders.left - 1, "a note of hers", {"author": "Anna"})
    quantity = orders.field("quantity") - 1
    sheet.data_validation(first, quantity, last, quantity, {"validate": "decimal", "criteria": ">", "value": 0})
    sheet.conditional_format(first, quantity, last, quantity, {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        first, quantity, last, quantity, {"type": "cell", "criteria": ">", "value": 5, "format": formats["loud"]}
    )
    sheet.write_rich_string(first + 8, beside, "plain ", formats["loud"], "bold", " end")
    sheet.write_url(first + 9, beside, "https://example.com/", string="Seite")
    sheet.set_column(beside + 1, beside + 1, 3, None, {"hidden": True})
    sheet.set_row(last + SPARE_ROWS + 9, 44, formats["loud"])
    sheet.freeze_panes(orders.top, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_footer("&L&D &RSeite &P")
    sheet.set_tab_color("#FF0000")


def openpyxl_book(tabs: list[HerTab] | None = None) -> bytes:
    """Made by openpyxl: charts, pictures, notes, drop-downs, colours by rule, names, hidden columns, frozen panes."""
    from openpyxl import Workbook
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.drawing.image import Image
    from openpyxl.formatting import rule as rules
    from openpyxl.styles import Font, PatternFill
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    hers: Any = book.active
    hers.title = "Ziele"
    places = tabs or her_tabs()
    for place in places:
        sheet: Any = book.create_sheet(place.sheet)
        _openpyxl_table(sheet, place)
        sheet.freeze_panes = sheet.cell(place.top + 1, place.left + 1)
    orders = next(place for place in places if place.tab == "Orders")
    sheet = book[orders.sheet]
    first, last, beside = orders.top + 1, orders.top + len(orders.rows), orders.right + 2
    hers["A1"], hers["B1"] = "Ziel", 100_000
    hers["A1"].font, hers["A1"].fill = Font(bold=True, color="FFFF0000"), PatternFill("solid", "FF00FF00")
    chart = BarChart()
    chart.add_data(Reference(hers, min_col=2, min_row=1, max_row=3))
    hers.add_chart(chart, "D2")
    hers.add_image(Image(io.BytesIO(png())), "D20")
    sheet.add_image(Image(io.BytesIO(png())), f"A{last + 20}")
    sheet.cell(first, orders.left).comment = Comment("a note of hers", "Anna")
    letter = sheet.cell(first, orders.field("quantity")).column_letter
    rule = DataValidation(type="decimal", operator="greaterThan", formula1="0")
    rule.add(f"{letter}{first}:{letter}{orders.bottom}")
    sheet.add_data_validation(rule)
    ruled, made = f"{letter}{first}:{letter}{orders.bottom}", cast("Any", rules)
    loud = made.CellIsRule("greaterThan", ["5"], fill=PatternFill("solid", bgColor="FFFF00"))
    sheet.conditional_formatting.add(ruled, loud)
    sheet.conditional_formatting.add(ruled, made.DataBarRule("min", 0, "max", 9, color="FF638EC6"))
    sheet.column_dimensions[sheet.cell(1, beside).column_letter].hidden = True
    sheet.row_dimensions[last].height = 33
    sheet.cell(last + 30, beside, "unter der Tabelle").font = Font(italic=True)
    book.defined_names["Ziel"] = DefinedName("Ziel", attr_text="Ziele!$B$1")
    book.properties.creator = "Anna"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _openpyxl_table(sheet: Any, place: HerTab) -> None:
    from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo

    for column_at, column in enumerate(place.columns):
        sheet.cell(place.top, place.left + column_at, column.heading)
        for at, row in enumerate(place.rows):
            cell = sheet.cell(place.top + 1 + at, place.left + column_at)
            _fill(cell, column, at, row)
    area = Area(place.top, place.left, place.bottom, place.right)
    table: Any = Table(displayName=place.table, ref=str(area), tableStyleInfo=TableStyleInfo(name="TableStyleLight9"))
    sheet.add_table(table)
    table._initialise_columns()
    for head, column in zip(table.tableColumns, place.columns, strict=True):
        head.name = column.heading
        if column.formula:
            head.calculatedColumnFormula = TableFormula(attr_text=column.formula)


def _fill(cell: Any, column: HerColumn, at: int, row: Mapping[str, Any]) -> None:
    value = row.get(column.field or "")
    if column.formula:
        value = f"={column.formula}"
    elif column.field is None:
        value = column.values[at] if at < len(column.values) else None
    cell.value = value
    if isinstance(value, str) and not column.formula:
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = "dd.mm.yyyy"


def with_shared_formulas(data: bytes, tab: HerTab) -> bytes:
    """The book with her calculating column as Excel itself writes it: one formula, shared by the rows below."""
    book = open_book(data)
    part = book.sheet(tab.sheet).part
    column = tab.column("Doppelt")
    letters = str(Area(1, column, 1, column))[:-1]
    first, last = tab.top + 1, tab.top + len(tab.rows)
    xml = book.archive.read(part).decode()
    for row in range(first, last + 1):
        whole = f'<f t="shared" ref="{letters}{first}:{letters}{last}" si="0">ROW()*2</f>'
        shared = whole if row == first else '<f t="shared" si="0"/>'
        xml, count = re.subn(rf'(<c r="{letters}{row}"[^>]*>)<f>[^<]*</f>', rf"\g<1>{shared}", xml)
        assert count == 1, (letters, row)
    return replaced(data, {part: xml.encode()})


def replaced(data: bytes, parts: Mapping[str, bytes], links: Mapping[str, str] | None = None) -> bytes:
    """The package with these parts put in, and links added to the `.rels` parts named."""
    file = io.BytesIO()
    waiting, more = dict(parts), dict(links or {})
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = waiting.pop(info.filename, old.read(info))
            added = more.pop(info.filename, "")
            if added:
                content = content.replace(b"</Relationships>", added.encode() + b"</Relationships>")
                content = content.replace(b"</Types>", added.encode() + b"</Types>")
            new.writestr(info.filename, content)
        for name, content in waiting.items():
            new.writestr(name, content)
        assert not more, more
    return file.getvalue()


def with_opaque_parts(data: bytes, tab: HerTab) -> bytes:
    """The book with what newer Excels put in and nobody here understands, all linked and declared."""
    sheet = open_book(data).sheet(tab.sheet).part
    name = sheet.rpartition("/")[2]
    found = {
        "xl/threadedComments/threadedComment1.xml": (
            "threadedComment",
            f"{MICROSOFT}/2017/10/relationships/threadedComment",
        ),
        "xl/persons/person.xml": ("person", f"{MICROSOFT}/2017/10/relationships/person"),
        "xl/slicers/slicer1.xml": ("slicer", f"{MICROSOFT}/2007/relationships/slicer"),
        "xl/slicerCaches/slicerCache1.xml": ("slicerCache", f"{MICROSOFT}/2007/relationships/slicerCache"),
        "xl/pivotTables/pivotTable1.xml": ("pivotTable", f"{OFFICE}/pivotTable"),
        "xl/pivotCache/pivotCacheDefinition1.xml": ("pivotCacheDefinition", f"{OFFICE}/pivotCacheDefinition"),
        "xl/printerSettings/printerSettings1.bin": ("printerSettings", f"{OFFICE}/printerSettings"),
        "customXml/item1.xml": ("customXml", f"{OFFICE}/customXml"),
        "customUI/customUI14.xml": ("extensibility", f"{MICROSOFT}/2007/relationships/ui/extensibility"),
        "xl/queryTables/queryTable1.xml": ("queryTable", f"{OFFICE}/queryTable"),
        "xl/ctrlProps/ctrlProp1.xml": ("ctrlProp", f"{OFFICE}/ctrlProp"),
        "xl/calcChain.xml": ("calcChain", f"{OFFICE}/calcChain"),
    }
    of_book = {
        "xl/persons/person.xml",
        "xl/slicerCaches/slicerCache1.xml",
        "xl/pivotCache/pivotCacheDefinition1.xml",
        "xl/calcChain.xml",
    }
    of_package = {"customXml/item1.xml", "customUI/customUI14.xml"}
    chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="1"/></calcChain>'
    parts = {part: f"<{kind}/>".encode() for part, (kind, _) in found.items()}
    parts |= {"xl/calcChain.xml": chain.encode(), "xl/printerSettings/printerSettings1.bin": bytes(range(256))}
    links: dict[str, str] = {}
    for number, (part, (_, relation)) in enumerate(found.items(), 900):
        place = (
            "xl/_rels/workbook.xml.rels"
            if part in of_book
            else "_rels/.rels"
            if part in of_package
            else f"xl/worksheets/_rels/{name}.rels"
        )
        links[place] = links.get(place, "") + f'<Relationship Id="rId{number}" Type="{relation}" Target="/{part}"/>'
    kinds = '<Default Extension="bin" ContentType="application/octet-stream"/>'
    kinds += f'<Override PartName="/xl/calcChain.xml" ContentType="{MAIN_TYPE}.calcChain+xml"/>'
    return replaced(data, parts, links | {"[Content_Types].xml": kinds})
