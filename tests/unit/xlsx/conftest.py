"""Workbooks for these tests: small ones written by hand, a rich one made by XlsxWriter, and a running LibreOffice."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="165" formatCode="dd.mm.yyyy"/></numFmts><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/>'
    '<xf numFmtId="165"/><xf numFmtId="49"/></cellXfs></styleSheet>'
)
Maker = Callable[..., bytes]


@pytest.fixture(scope="session")
def small_book() -> Maker:
    """A function that makes a workbook with the sheet `S` from the XML of its rows.

    Styles: 1 date, 2 percent, 3 hours, 4 German date, 5 text.
    """
    return make_small_book


def make_small_book(
    rows: str = "",
    *,
    sheet: str | None = None,
    before: str = "",
    after: str = "",
    strings: str = "",
    book: str = "",
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """`rows` go into sheetData; `sheet` replaces the whole part; `before`, `after` stand around sheetData."""
    content = sheet or f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    types = (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        for name, kind in (*types, ("sharedStrings", "sharedStrings"))
    )
    links = (("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        )
        archive.writestr("_rels/.rels", _links((("officeDocument", "xl/workbook.xml"),)))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}'
            '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr("xl/_rels/workbook.xml.rels", _links(links))
        archive.writestr("xl/worksheets/sheet1.xml", content)
        archive.writestr("xl/styles.xml", STYLES)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        for name, text in (parts or {}).items():
            archive.writestr(name, text)
    return file.getvalue()


def _links(links: tuple[tuple[str, str], ...]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


@pytest.fixture(scope="session")
def rich_book() -> bytes:
    """What a firm's book has: two tables, chart, picture, sparklines, button, notes, drop-downs, colours, names.

    Sheet `Orders`: table `Orders` in A1:E4 with dates in B and a calculated column E. Sheet `Items`: table `Items`
    in B3:D6 with a total row. Pivot and threaded comments are put in as parts nobody here understands.
    """
    return _with_opaque_parts(_rich())


def _rich() -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    orders, items, other = (book.add_worksheet(name) for name in ("Orders", "Items", "Müller & Söhne"))
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    money = book.add_format({"num_format": "#,##0.00", "bold": True})
    columns = [
        {"header": "Order no."}, {"header": "Date", "format": day}, {"header": "Qty"},
        {"header": "Price", "format": money},
        {"header": "Total", "formula": "=Orders[[#This Row],[Qty]]*Orders[[#This Row],[Price]]", "format": money},
    ]  # fmt: skip
    orders.add_table("A1:E4", {"name": "Orders", "columns": columns})
    for row in range(1, 4):
        orders.write_string(row, 0, f"A-{row}")
        orders.write_datetime(row, 1, date(2026, 3, row), day)
        orders.write_number(row, 2, row)
        orders.write_number(row, 3, 9.99 * row, money)
        orders.write_formula(row, 4, "=Orders[[#This Row],[Qty]]*Orders[[#This Row],[Price]]", money, 9.99 * row * row)
    orders.data_validation("A2:A4", {"validate": "list", "source": "='Müller & Söhne'!$A$1:$A$3"})
    orders.data_validation("C2:C4", {"validate": "integer", "criteria": ">", "value": 0, "error_message": "a > b"})
    orders.conditional_format("A2:E4", {"type": "formula", "criteria": '=$A2=""', "format": money})
    orders.conditional_format("D2:D4", {"type": "data_bar", "data_bar_2010": True})
    orders.write_comment("A2", "a note of hers")
    orders.insert_button("H2", {"macro": "Run", "caption": "Go"})
    orders.add_sparkline("G2", {"range": "Orders!C2:D2"})
    orders.write_rich_string("G8", "plain ", money, "bold", " end")
    orders.merge_range("G10:H11", "merged")
    orders.freeze_panes(1, 0)
    total = {"total_string": "Sum"}, {"total_function": "sum"}, {"total_function": "sum"}
    heads = [{"header": name, **extra} for name, extra in zip(("Item", "Stock", "Sold"), total, strict=True)]
    items.add_table("B3:D6", {"name": "Items", "total_row": True, "columns": heads, "data": [["Screw", 5, 1]]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Orders!$C$2:$C$4"})
    items.insert_chart("F2", chart)
    items.insert_image("F20", "dot.png", {"image_data": io.BytesIO(_png())})
    other.write_column("A1", ["A-1", "A-2", "A-3"])
    other.write_formula("C1", "=SUM(Orders!C2:C4)", None, 6)
    other.hide()
    book.define_name("Prices", "=Orders!$D$2:$D$4")
    book.set_custom_property("Checked by", "Anna")
    book.close()
    return file.getvalue()


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")


def _with_opaque_parts(data: bytes) -> bytes:
    """The book with a threaded comment, a pivot cache, a calculation chain and printer settings put in as they are."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "xl/_rels/workbook.xml.rels":
                link = f'<Relationship Id="rId99" Type="{OFFICE}/calcChain" Target="calcChain.xml"/>'
                content = content.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            if info.filename == "[Content_Types].xml":
                kind = f'<Override PartName="/xl/calcChain.xml" ContentType="{TYPE}.calcChain+xml"/>'
                content = content.replace(b"</Types>", kind.encode() + b"</Types>")
            new.writestr(info, content)
        new.writestr("xl/calcChain.xml", f'<calcChain xmlns="{MAIN}"><c r="E2" i="1"/></calcChain>')
        new.writestr("xl/threadedComments/threadedComment1.xml", "<ThreadedComments/>")
        new.writestr("xl/pivotCache/pivotCacheDefinition1.xml", "<pivotCacheDefinition/>")
        new.writestr("xl/printerSettings/printerSettings1.bin", bytes(range(256)), zipfile.ZIP_STORED)
    return file.getvalue()


@pytest.fixture(scope="session")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """A function that lets LibreOffice open a workbook, recalculate it and save it as xlsx."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def resave(data: bytes) -> bytes:
        folder = tmp_path_factory.mktemp("resaved")
        source = folder / "book.xlsx"
        source.write_bytes(data)
        target = folder / "out"
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
        subprocess.run([*command, "--outdir", str(target), str(source)], check=True, timeout=120, capture_output=True)
        return Path(target, "book.xlsx").read_bytes()

    return resave
