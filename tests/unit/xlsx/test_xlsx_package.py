"""What a workbook consists of, and the packages that are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from pyxl.core.refusal import Refused
from pyxl.hosts.xlsx import open_book, read_properties

Maker = Callable[..., bytes]


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with a piece of text of one part replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        for info in before.infolist():
            content = before.read(info).decode()
            if info.filename == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(info, content)
    return file.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        open_book(data)
    return caught.value.code


def test_sheets_tables_and_properties_of_a_rich_book(rich_book: bytes) -> None:
    book = open_book(rich_book)
    assert [(sheet.name, sheet.visibility) for sheet in book.sheets] == [
        ("Orders", "visible"),
        ("Items", "visible"),
        ("Müller & Söhne", "hidden"),
    ]
    orders, items = book.tables
    assert (orders.name, orders.sheet, str(orders.area), str(orders.body)) == ("Orders", "Orders", "A1:E4", "A2:E4")
    assert [column.name for column in orders.columns] == ["Order no.", "Date", "Qty", "Price", "Total"]
    assert orders.columns[4].formula == "Orders[[#This Row],[Qty]]*Orders[[#This Row],[Price]]"
    assert (str(items.area), str(items.body), items.totals_rows) == ("B3:D6", "B4:D5", 1)
    assert read_properties(book.archive) == {"Checked by": "Anna"}
    assert book.table("ORDERS") is orders
    assert book.sheet("items").name == "Items"
    assert not book.date1904


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        ("xl/workbook.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
         "http://purl.oclc.org/ooxml/spreadsheetml/main", "E_STRICT_OOXML"),
        ("xl/workbook.xml", "<workbook ", "<!DOCTYPE workbook [<!ENTITY a 'b'>]><workbook ", "E_PACKAGE"),
        ("xl/workbook.xml", "</workbook>", "", "E_PACKAGE"),
        ("xl/workbook.xml", "rId1", "rId7", "E_PACKAGE"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets/sheet9.xml", "E_PACKAGE"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../etc/passwd", "E_PACKAGE"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "file:///etc/passwd", "E_PACKAGE"),
        ("_rels/.rels", "officeDocument\"", "other\"", "E_NOT_XLSX"),
        ("[Content_Types].xml", "spreadsheetml.sheet.main+xml", "wordprocessingml.document.main+xml", "E_NOT_XLSX"),
        ("[Content_Types].xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
         "application/vnd.ms-excel.sheet.binary.macroEnabled.main", "E_NOT_XLSX"),
    ],
)  # fmt: skip
def test_packages_that_are_refused(small_book: Maker, part: str, old: str, new: str, code: str) -> None:
    assert code_of(changed(small_book(), part, old, new)) == code


@pytest.mark.parametrize(("mimetype", "words"), [(True, ".ods"), (False, "without a workbook")])
def test_other_zip_files_are_named(mimetype: bool, words: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype" if mimetype else "readme", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(Refused, match=words):
        open_book(file.getvalue())


def test_an_excel4_macro_sheet_is_reported_and_not_read(small_book: Maker) -> None:
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    data = small_book('<row r="1"><c r="A1"><v>1</v></c></row>', parts={"xl/macrosheets/sheet1.xml": "<macrosheet/>"})
    link = f'<Relationship Id="rId9" Type="{kind}" Target="macrosheets/sheet1.xml"/></Relationships>'
    data = changed(data, "xl/_rels/workbook.xml.rels", "</Relationships>", link)
    data = changed(data, "xl/workbook.xml", "</sheets>", '<sheet name="M" sheetId="2" r:id="rId9"/></sheets>')
    book = open_book(data)
    assert [(sheet.name, sheet.kind) for sheet in book.sheets] == [("S", "worksheet"), ("M", "macrosheet")]
    assert book.active_content == ("excel4_macros",)
    with pytest.raises(Refused, match="E_NO_SHEET"):
        book.sheet("M")


@pytest.mark.parametrize("area", ["A1:B", "", "A1:C2"])
def test_a_table_that_makes_no_sense(small_book: Maker, area: str) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/tables/table1.xml": f'<table xmlns="{main}" displayName="T" ref="{area}"><tableColumns>'
        '<tableColumn name="a"/><tableColumn name="b"/></tableColumns></table>',
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r" Type="{office}/table" Target="/xl/tables/table1.xml"/></Relationships>',
    }
    with pytest.raises(Refused, match="E_PACKAGE"):
        _ = open_book(small_book(parts=parts)).tables


def test_a_missing_table_is_named(small_book: Maker) -> None:
    with pytest.raises(Refused, match=r"E_NO_TABLE.*Orders"):
        open_book(small_book()).table("Orders")
