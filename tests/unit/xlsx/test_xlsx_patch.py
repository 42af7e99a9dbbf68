"""Writing into closed workbooks: the wanted cells change, everything else stays byte for byte."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from pyxl.core.refusal import Refused
from pyxl.formats.zip_door import open_archive
from pyxl.hosts.xlsx import (
    Edit,
    Value,
    Writable,
    WriteCached,
    WriteCell,
    WriteProperty,
    open_book,
    patch,
    read_grid,
    read_properties,
    verify,
)

Maker = Callable[..., bytes]
SHEET = "xl/worksheets/sheet1.xml"


def done(data: bytes, *edits: Edit) -> bytes:
    """The workbook with these edits, verified."""
    after = patch(data, edits)
    verify(data, after, edits)
    return after


def sheet_of(data: bytes, part: str = SHEET) -> str:
    return open_archive(data).read(part).decode()


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The names of the parts whose packed bytes differ, were added or left out."""
    old, new = open_archive(before), open_archive(after)
    both = set(old.names) & set(new.names)
    different = {name for name in both if old.raw(old.member(name)) != new.raw(new.member(name))}
    return different | (set(old.names) ^ set(new.names))


def refusal(data: bytes, *edits: Edit) -> Refused:
    with pytest.raises(Refused) as caught:
        patch(data, edits)
    return caught.value


def loaded(data: bytes) -> Any:
    """The workbook as openpyxl sees it; it warns of what it would lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))


VALUES: list[tuple[Writable, Value]] = [
    ("text", "text"),
    ("=1+1", "=1+1"),
    ("+49 30 1234", "+49 30 1234"),
    ("-", "-"),
    ("@SUM(A1)", "@SUM(A1)"),
    ("  blanks  ", "  blanks  "),
    ("<a> & \"b\" 'c' ]]>", "<a> & \"b\" 'c' ]]>"),
    ("two\nlines\r\nthree", "two\nlines\nthree"),
    ("bad\x08\x00\x1f\ud800end", "badend"),
    ("_x0041_ typed", "_x0041_ typed"),
    ("0012", "0012"),
    ("😀 Straße", "😀 Straße"),
    ("x" * 32767, "x" * 32767),
    (0, 0),
    (-12345678901234, -12345678901234),
    (Decimal("19.90"), 19.9),
    (Decimal("1E+3"), 1000),
    (Decimal("-0.01"), -0.01),
    (True, True),
    (False, False),
    (date(2026, 3, 4), date(2026, 3, 4)),
    (datetime(2026, 3, 4, 10, 11, 12), datetime(2026, 3, 4, 10, 11, 12)),
    (None, None),
    ("", None),
    ("\x08", None),
]


@pytest.mark.parametrize(("value", "read"), VALUES)
@pytest.mark.parametrize("place", ["present", "absent", "in an empty row", "in a missing row"])
def test_every_value_comes_back(small_book: Maker, value: Writable, read: Value, place: str) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>4</v></c></row><row r="2"/><row r="9"><c r="A9"/></row>'
    data = small_book(rows)
    spots = {"present": (1, 4), "absent": (1, 3), "in an empty row": (2, 2), "in a missing row": (5, 1)}
    row, column = spots[place]
    after = done(data, WriteCell("S", row, column, value))
    grid = read_grid(open_book(after), "S")
    assert grid.value(row, column) == read
    assert grid.value(1, 1) == 1
    assert loaded(after)["S"].cell(row, column).data_type != "f"


def test_only_the_touched_cell_changes_in_the_sheet(small_book: Maker) -> None:
    rows = (
        '<row r="1" ht="30" customHeight="1" ><c  r="A1" s="2"><v>0.5</v></c>\n <c r="B1" s="1"/></row >\n<!ROW2>'
        '<row r="3" spans="1:2"><c r="A3" t="s" ><v>0</v></c></row>'
    ).replace("<!ROW2>", "  ")
    data = small_book(rows, strings="<si><t>a</t></si>", after="<pageMargins left='1'/>")
    after = done(data, WriteCell("S", 1, 1, 7))
    assert sheet_of(after) == sheet_of(data).replace('<c  r="A1" s="2"><v>0.5</v></c>', '<c r="A1" s="2"><v>7</v></c>')
    assert changed_parts(data, after) == {SHEET}


def test_the_style_stays_and_an_emptied_cell_keeps_it(small_book: Maker) -> None:
    data = small_book('<row r="1"><c r="A1" s="2"><v>0.5</v></c></row>')
    assert '<c r="A1" s="2"/>' in sheet_of(done(data, WriteCell("S", 1, 1, None)))


def test_spans_and_dimension_grow_with_the_cells(small_book: Maker) -> None:
    data = small_book('<row r="2" spans="1:2"><c r="A2"><v>1</v></c></row>', before='<dimension ref="A2:B2"/>')
    sheet = sheet_of(done(data, WriteCell("S", 2, 5, 1), WriteCell("S", 7, 1, 2)))
    assert '<dimension ref="A2:E7"/>' in sheet
    assert 'spans="1:5"' in sheet


@pytest.mark.parametrize("rows", ["<sheetData/>", "<sheetData></sheetData>"])
def test_a_sheet_without_rows(small_book: Maker, rows: str) -> None:
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{rows}</worksheet>'
    after = done(small_book(sheet=sheet), WriteCell("S", 3, 2, "x"), WriteCell("S", 1, 1, 1))
    assert dict(read_grid(open_book(after), "S").rows) == {1: (1,), 3: (None, "x")}


def test_addresses_left_out(small_book: Maker) -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>5</v></c></row>"
    after = done(small_book(rows), WriteCell("S", 1, 2, 20), WriteCell("S", 2, 3, 9), WriteCell("S", 3, 4, 6))
    assert dict(read_grid(open_book(after), "S").rows) == {1: (1, 20), 2: (None, None, 9), 3: (5, None, None, 6)}


def test_a_prefixed_sheet(small_book: Maker) -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:dimension ref="A1"/>'
        '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1"><x:f>A1</x:f><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    after = done(
        small_book(sheet=sheet), WriteCell("S", 1, 1, "a"), WriteCached("S", 1, 2, "a"), WriteCell("S", 2, 1, 3)
    )
    assert dict(read_grid(open_book(after), "S").rows) == {1: ("a", "a"), 2: (3,)}
    assert loaded(after)["S"]["A1"].value == "a"


def test_a_date_in_a_cell_without_date_style_gets_one(small_book: Maker) -> None:
    data = small_book('<row r="1"><c r="A1" s="2"/><c r="B1" s="4"/></row>')
    after = done(data, WriteCell("S", 1, 1, date(2026, 3, 4)), WriteCell("S", 1, 2, date(2026, 3, 4)))
    sheet = loaded(after)["S"]
    assert sheet["A1"].value == datetime(2026, 3, 4)
    assert sheet["B1"].number_format == "dd.mm.yyyy"
    assert changed_parts(data, after) == {SHEET, "xl/styles.xml"}


def test_text_that_looks_like_a_formula_is_marked_as_text_and_unmarked_again(small_book: Maker) -> None:
    data = small_book('<row r="1"><c r="A1" s="2"/><c r="B1" s="5"/></row>')
    after = done(data, WriteCell("S", 1, 1, "=1"), WriteCell("S", 1, 2, "=1"))
    sheet = loaded(after)["S"]
    assert sheet["A1"].quotePrefix
    # A cell formatted as text needs no mark: Excel keeps what is typed there.
    assert not sheet["B1"].quotePrefix
    again = done(after, WriteCell("S", 1, 1, 5))
    assert '<c r="A1" s="2"><v>5</v></c>' in sheet_of(again)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("x" * 32768, "32768"),
        (date(1899, 12, 31), "calendar"),
        (date(1900, 2, 28), "calendar"),
        (Decimal("NaN"), "number"),
    ],
)
def test_values_a_cell_cannot_hold(small_book: Maker, value: Writable, words: str) -> None:
    refused = refusal(small_book(), WriteCell("S", 3, 2, value))
    assert refused.code == "E_CELL_VALUE"
    assert "S!B3" in refused.text("de")
    assert words in refused.text("en")


def test_dates_of_a_1904_book(small_book: Maker) -> None:
    data = small_book('<row r="1"><c r="A1" s="1"/></row>', book='<workbookPr date1904="1"/>')
    after = done(data, WriteCell("S", 1, 1, date(2026, 3, 4)))
    assert read_grid(open_book(after), "S").value(1, 1) == date(2026, 3, 4)
    assert loaded(after)["S"]["A1"].value == datetime(2026, 3, 4)


FORMULAS = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row>'
    '<row r="2"><c r="A2"><v>2</v></c>'
    '<c r="B2"><f t="shared" ref="B2:B5" si="0">A2*$A$1&amp;"&lt;"</f><v>x</v></c></row>'
    '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>'
    '<row r="4"><c r="A4"><v>4</v></c><c r="B4" s="2"><f t="shared" si="0"/><v>4</v></c></row>'
    '<row r="5"><c r="A5"><v>5</v></c><c r="B5"><f t="shared" si="0"/><v>5</v></c></row>'
    '<row r="7"><c r="A7"><f t="array" ref="A7:B8">A1:B2</f><v>1</v></c><c r="B7"><v>2</v></c></row>'
    '<row r="8"><c r="A8"><v>3</v></c><c r="B8"><v>4</v></c></row>'
    '<row r="9"><c r="A9"><f t="dataTable" ref="A9:A9" dt2D="0" dtr="0" r1="A1"/><v>4</v></c></row>'
)


@pytest.mark.parametrize(("row", "column"), [(1, 2), (2, 2), (4, 2)])
def test_a_formula_is_only_replaced_when_asked(small_book: Maker, row: int, column: int) -> None:
    refused = refusal(small_book(FORMULAS), WriteCell("S", row, column, 5))
    assert refused.code == "E_FORMULA_CELL"
    assert f"S!B{row}" in refused.text("en")
    done(small_book(FORMULAS), WriteCell("S", row, column, 5, over_formula=True))


@pytest.mark.parametrize(("row", "column"), [(7, 1), (7, 2), (8, 2), (9, 1)])
def test_array_formulas_and_data_tables_are_never_broken(small_book: Maker, row: int, column: int) -> None:
    refused = refusal(small_book(FORMULAS), WriteCell("S", row, column, 5, over_formula=True))
    assert refused.code == "E_ARRAY_FORMULA"


@pytest.mark.parametrize(
    ("over", "left"),
    [
        ([2], {3: '=A3*$A$1&"<"', 4: '=A4*$A$1&"<"', 5: '=A5*$A$1&"<"'}),
        ([2, 3], {4: '=A4*$A$1&"<"', 5: '=A5*$A$1&"<"'}),
        ([3], {2: '=A2*$A$1&"<"', 4: '=A4*$A$1&"<"', 5: '=A5*$A$1&"<"'}),
        ([2, 3, 4, 5], {}),
    ],
)
def test_a_shared_formula_survives_its_master(small_book: Maker, over: list[int], left: dict[int, str]) -> None:
    edits = [WriteCell("S", row, 2, 50 + row, over_formula=True) for row in over]
    sheet = loaded(done(small_book(FORMULAS), *edits))["S"]
    assert {row: sheet.cell(row, 2).value for row in range(2, 6)} == {**left, **{row: 50 + row for row in over}}


def test_a_result_is_written_beside_the_formula(small_book: Maker) -> None:
    edits = [WriteCached("S", 1, 2, Decimal("2.50")), WriteCached("S", 2, 2, "txt"), WriteCached("S", 3, 2, True)]
    edits += [WriteCached("S", 4, 2, date(2026, 1, 1)), WriteCached("S", 5, 2, None), WriteCached("S", 7, 1, 8)]
    after = done(small_book(FORMULAS), *edits)
    grid = read_grid(open_book(after), "S")
    assert [grid.value(row, 2) for row in range(1, 4)] == [2.5, "txt", True]
    assert (5, 2) in grid.facts.no_value
    formulas = loaded(after)["S"]
    assert [formulas.cell(row, 2).value for row in (1, 3)] == ["=A1*2", '=A3*$A$1&"<"']
    assert refusal(small_book(FORMULAS), WriteCached("S", 1, 1, 5)).code == "E_NO_FORMULA"


def test_a_book_with_formulas_is_recalculated_when_opened(small_book: Maker) -> None:
    book = '<definedNames><definedName name="n">1</definedName></definedNames>'
    after = done(small_book(FORMULAS), WriteCell("S", 1, 1, 5))
    assert '</sheets><calcPr fullCalcOnLoad="1"/>' in sheet_of(after, "xl/workbook.xml")
    assert book not in sheet_of(after, "xl/workbook.xml")
    plain = small_book('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert changed_parts(plain, done(plain, WriteCell("S", 1, 1, 5))) == {SHEET}


def test_the_calculation_chain_goes_only_with_a_formula(rich_book: bytes) -> None:
    kept = done(rich_book, WriteCell("Orders", 2, 1, "B"), WriteCached("Orders", 2, 5, 1))
    assert changed_parts(rich_book, kept) == {SHEET}
    gone = done(rich_book, WriteCell("Orders", 2, 5, 1, over_formula=True))
    assert "xl/calcChain.xml" not in open_archive(gone)
    assert "calcChain" not in sheet_of(gone, "[Content_Types].xml") + sheet_of(gone, "xl/_rels/workbook.xml.rels")
    assert open_archive(gone).names[0] == "[Content_Types].xml"


def test_merged_cells_are_written_at_their_first_cell_only(rich_book: bytes) -> None:
    assert refusal(rich_book, WriteCell("Orders", 11, 8, "x")).code == "E_MERGED_CELL"
    done(rich_book, WriteCell("Orders", 10, 7, "x"))


@pytest.mark.parametrize("piece", ["<!-- note -->", "<row r='1'/><row r='1'/>", "<row r='5'/><row r='2'/>"])
def test_sheets_that_are_not_safe_to_change(small_book: Maker, piece: str) -> None:
    assert refusal(small_book(piece), WriteCell("S", 1, 1, 1)).code == "E_UNUSUAL_XML"


def test_properties_are_added_changed_and_kept(small_book: Maker, rich_book: bytes) -> None:
    new = done(small_book(), WriteProperty("pyxl.tip", "7:<&>{}"), WriteProperty("x", "1"))
    assert read_properties(open_archive(new)) == {"pyxl.tip": "7:<&>{}", "x": "1"}
    assert changed_parts(small_book(), new) == {"docProps/custom.xml", "_rels/.rels", "[Content_Types].xml"}
    again = done(new, WriteProperty("pyxl.tip", "8"))
    assert changed_parts(new, again) == {"docProps/custom.xml"}
    assert read_properties(open_archive(again)) == {"pyxl.tip": "8", "x": "1"}
    rich = done(rich_book, WriteProperty("pyxl.tip", "9"))
    properties = {item.name: item.value for item in loaded(rich).custom_doc_props.props}
    assert properties == {"Checked by": "Anna", "pyxl.tip": "9"}


def test_no_edit_gives_the_same_bytes(rich_book: bytes) -> None:
    assert patch(rich_book, []) == rich_book


def test_zip64_members_and_descriptors_survive(small_book: Maker) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small_book())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            with new.open(zipfile.ZipInfo(info.filename, (2020, 2, 2, 2, 2, 2)), "w", force_zip64=True) as part:
                part.write(old.read(info))
        new.comment = b"made by hand"
    after = done(file.getvalue(), WriteCell("S", 1, 1, "x"))
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(2020, 2, 2, 2, 2, 2)}
        assert archive.comment == b"made by hand"


def wrong_value(before: bytes) -> tuple[bytes, Sequence[Edit]]:
    return patch(before, [WriteCell("Orders", 2, 3, 6)]), [WriteCell("Orders", 2, 3, 5)]


def one_cell_more(before: bytes) -> tuple[bytes, Sequence[Edit]]:
    wanted = WriteCell("Orders", 2, 3, 5)
    return patch(before, [wanted, WriteCell("Orders", 2, 4, 5)]), [wanted]


def one_row_more(before: bytes) -> tuple[bytes, Sequence[Edit]]:
    wanted = WriteCell("Orders", 2, 3, 5)
    return patch(before, [wanted, WriteCell("Orders", 30, 1, 5)]), [wanted]


def another_sheet(before: bytes) -> tuple[bytes, Sequence[Edit]]:
    wanted = WriteCell("Orders", 2, 3, 5)
    return patch(before, [wanted, WriteCell("Items", 30, 1, 5)]), [wanted]


def cut_off(before: bytes) -> tuple[bytes, Sequence[Edit]]:
    edits = [WriteCell("Orders", 2, 3, 5)]
    return patch(before, edits)[:-40], edits


def nothing_done(before: bytes) -> tuple[bytes, Sequence[Edit]]:
    return before, [WriteProperty("pyxl.tip", "1")]


@pytest.mark.parametrize("make", [wrong_value, one_cell_more, one_row_more, another_sheet, cut_off, nothing_done])
def test_verify_finds_what_was_not_wanted(
    rich_book: bytes, make: Callable[[bytes], tuple[bytes, Sequence[Edit]]]
) -> None:
    after, edits = make(rich_book)
    with pytest.raises(Refused, match="E_VERIFY"):
        verify(rich_book, after, edits)


def test_openpyxl_and_libreoffice_see_the_values(rich_book: bytes, resaved: Callable[[bytes], bytes]) -> None:
    after = done(
        rich_book,
        WriteCell("Orders", 2, 1, "=HYPERLINK(1)"),
        WriteCell("Orders", 2, 2, date(2027, 1, 2)),
        WriteCell("Orders", 3, 3, Decimal("2.5")),
        WriteCached("Orders", 3, 5, Decimal("49.95")),
        WriteCell("Orders", 20, 2, "Müller & <Söhne>"),
    )
    for data in (after, resaved(after)):
        sheet = loaded(data)["Orders"]
        assert sheet["A2"].value == "=HYPERLINK(1)"
        assert sheet["A2"].data_type == "s"
        assert sheet["B2"].value == datetime(2027, 1, 2)
        assert sheet["C3"].value == 2.5
        assert sheet["B20"].value == "Müller & <Söhne>"
        assert sheet["E3"].value.startswith("=")
        # LibreOffice shows the stored result of a book that Excel wrote; so it must be right.
        assert read_grid(open_book(data), "Orders").value(3, 5) == 49.95
