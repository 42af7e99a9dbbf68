"""Rows for a table: where they land, what they take over from the row above, and when the table cannot grow."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from pyxl.core.refusal import Refused
from pyxl.formats.zip_door import open_archive
from pyxl.hosts.xlsx import (
    AppendRows,
    Edit,
    Writable,
    WriteCell,
    open_book,
    patch,
    plan_edits,
    read_grid,
    shift_formula,
    verify,
)

Maker = Callable[..., bytes]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROW: Mapping[int, Writable] = {0: "A-9", 1: date(2026, 4, 1), 2: 3, 3: Decimal("1.50"), 4: Decimal("4.50")}


def done(data: bytes, *edits: Edit) -> bytes:
    after = patch(data, edits)
    verify(data, after, edits)
    return after


def loaded(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))


def refusal(data: bytes, *edits: Edit) -> Refused:
    with pytest.raises(Refused) as caught:
        patch(data, edits)
    return caught.value


def table_book(
    small_book: Maker, rows: str, area: str = "A1:C3", *, table: str = "", column: str = "", **more: Any
) -> bytes:
    """A small workbook with the table `T` of the columns a, b, c; `column` is the content of column c's element."""
    element = (
        f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="{area}" {table}><autoFilter ref="{area}"/>'
        f'<tableColumns count="3"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"/>'
        f'<tableColumn id="3" name="c">{column}</tableColumn></tableColumns></table>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/table" Target="../tables/table1.xml"/></Relationships>'
    )
    parts = {"xl/tables/table1.xml": element, "xl/worksheets/_rels/sheet1.xml.rels": links}
    data = small_book(rows, parts=parts, **more)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
    return with_type(data, f'<Override PartName="/xl/tables/table1.xml" ContentType="{kind}"/>')


def with_type(data: bytes, override: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "[Content_Types].xml":
                content = content.replace(b"</Types>", override.encode() + b"</Types>")
            new.writestr(info, content)
    return file.getvalue()


def row(number: int, *cells: str) -> str:
    """A row whose cells are given as the content of `<c>`, from column A on."""
    inner = "".join(f'<c r="{letter}{number}"{cell}</c>' for letter, cell in zip("ABCDEF", cells, strict=False) if cell)
    return f'<row r="{number}">{inner}</row>'


HEAD = row(1, *(f' t="inlineStr"><is><t>{name}</t></is>' for name in "abc"))
BODY = HEAD + row(2, "><v>1</v>", "><v>2</v>", "><v>3</v>") + row(3, "><v>4</v>", "><v>5</v>", "><v>6</v>")


def test_the_rich_table_grows_with_everything_that_belongs_to_it(
    rich_book: bytes, resaved: Callable[[bytes], bytes]
) -> None:
    after = done(rich_book, AppendRows("Orders", [ROW, {0: "=A-10"}]))
    for data in (after, resaved(after)):
        book = loaded(data)
        sheet = book["Orders"]
        assert [cell.value for cell in sheet[5]][:4] == ["A-9", datetime(2026, 4, 1), 3, 1.5]
        assert sheet["A6"].value == "=A-10"
        assert sheet["A6"].data_type == "s"
        assert sheet["E5"].value.startswith("=")
        assert sheet["E6"].value.startswith("=")
        assert sheet["B5"].number_format.lower().replace("\\", "") == "dd.mm.yyyy"
        assert sheet["D5"].font.bold
        assert sheet.tables["Orders"].ref == "A1:E6"
        assert sheet.tables["Orders"].autoFilter.ref == "A1:E6"
        assert {str(rule.sqref) for rule in sheet.conditional_formatting} >= {"A2:E6", "D2:D6"}
        assert "C2:C6" in {str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    # A result given for the calculated column stands beside the formula until Excel calculates.
    assert read_grid(open_book(after), "Orders").value(5, 5) == 4.5
    sheet_xml = open_archive(after).read("xl/worksheets/sheet1.xml").decode()
    assert "Orders[[#This Row],[Qty]]*Orders[[#This Row],[Price]]</f><v>4.5</v>" in sheet_xml
    assert "<xm:sqref>G2</xm:sqref>" in sheet_xml
    assert "<xm:sqref>D2:D6</xm:sqref>" in sheet_xml


def test_only_sheet_table_and_book_parts_change(rich_book: bytes) -> None:
    after = done(rich_book, AppendRows("Orders", [ROW]))
    old, new = open_archive(rich_book), open_archive(after)
    changed = {name for name in new.names if old.raw(old.member(name)) != new.raw(new.member(name))}
    gone = {"xl/calcChain.xml"}
    assert set(old.names) - set(new.names) == gone
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/tables/table1.xml",
    }


def test_a_total_row_is_kept(rich_book: bytes) -> None:
    # The body has one filled and one empty row: one more fits, two do not.
    after = done(rich_book, AppendRows("Items", [{0: "Nut", 1: 7}]))
    items = loaded(after)["Items"]
    assert [cell.value for cell in items[5]][1:4] == ["Nut", 7, None]
    assert items["B6"].value == "Sum"
    refused = refusal(rich_book, AppendRows("Items", [{0: "Nut"}, {0: "Bolt"}]))
    assert refused.code == "E_TABLE_TOTALS"
    assert "1 " in refused.text("de")


def test_empty_rows_are_filled_first_but_not_hidden_ones(small_book: Maker) -> None:
    rows = HEAD + row(2, "><v>1</v>") + row(3) + '<row r="4" hidden="1"/>' + row(5, ' s="2">', ' s="2">')
    data = table_book(small_book, rows, "A1:C6")
    plan = plan_edits(open_book(data), [AppendRows("T", [{0: value} for value in range(4)])])
    assert plan.appended == {"T": (3, 5, 6, 7)}
    grid = read_grid(open_book(done(data, AppendRows("T", [{0: value} for value in range(4)]))), "S")
    assert {number: values[0] for number, values in grid.rows.items() if number > 1} == {2: 1, 3: 0, 5: 1, 6: 2, 7: 3}


def test_a_row_with_only_calculated_cells_counts_as_empty(small_book: Maker) -> None:
    rows = HEAD + row(2, "><v>1</v>", "><v>2</v>", "><f>A2+B2</f><v>3</v>") + row(3, "", "", "><f>A3+B3</f><v>0</v>")
    column = "<calculatedColumnFormula>A2+B2</calculatedColumnFormula>"
    data = table_book(small_book, rows, column=column)
    after = done(data, AppendRows("T", [{0: 4, 1: 5, 2: 9}, {0: 6, 1: 7, 2: 13}]))
    sheet = loaded(after)["S"]
    assert [sheet["C3"].value, sheet["C4"].value] == ["=A3+B3", "=A4+B4"]
    assert [read_grid(open_book(after), "S").value(number, 3) for number in (3, 4)] == [9, 13]


@pytest.mark.parametrize(
    ("formulas", "given", "expected"),
    [
        (("A2*2", "A3*2"), None, "=A4*2"),
        (("A2*2", "A3*2"), 7, 7),
        (("A2*3", "A3*2"), None, None),
        (("", "A3*2"), None, None),
        (("100*3", "100*3"), 50, 50),
    ],
)
def test_an_undeclared_formula_is_copied_only_when_it_was_filled_down(
    small_book: Maker, formulas: tuple[str, str], given: int | None, expected: object
) -> None:
    cells = [f"><f>{formula}</f><v>1</v>" if formula else "><v>1</v>" for formula in formulas]
    data = table_book(small_book, HEAD + row(2, "><v>1</v>", "", cells[0]) + row(3, "><v>2</v>", "", cells[1]))
    values = {0: 5} if given is None else {0: 5, 2: given}
    assert loaded(done(data, AppendRows("T", [values])))["S"]["C4"].value == expected


def test_results_may_be_named_where_the_table_declares_nothing(small_book: Maker) -> None:
    cell = "><f>A{0}*2</f><v>1</v>"
    data = table_book(
        small_book, HEAD + row(2, "><v>1</v>", "", cell.format(2)) + row(3, "><v>2</v>", "", cell.format(3))
    )
    after = done(data, AppendRows("T", [{0: 5, 2: 10}], frozenset({2})))
    assert loaded(after)["S"]["C4"].value == "=A4*2"
    assert read_grid(open_book(after), "S").value(4, 3) == 10


def test_a_shared_formula_is_written_out(small_book: Maker) -> None:
    rows = (
        HEAD
        + row(2, "><v>1</v>", "", '><f t="shared" ref="C2:C3" si="4">A2*2</f><v>2</v>')
        + row(3, "><v>2</v>", "", '><f t="shared" si="4"/><v>4</v>')
    )
    data = table_book(small_book, rows, column="<calculatedColumnFormula>A2*2</calculatedColumnFormula>")
    sheet = loaded(done(data, AppendRows("T", [{0: 3}, {0: 4}])))["S"]
    assert [sheet[f"C{number}"].value for number in (2, 3, 4, 5)] == ["=A2*2", "=A3*2", "=A4*2", "=A5*2"]


def test_an_array_formula_of_one_cell_moves_its_area(small_book: Maker) -> None:
    cell = ' cm="1"><f t="array" ref="C{0}">SUM(A{0}:B{0}*2)</f><v>1</v>'
    rows = HEAD + row(2, "><v>1</v>", "", cell.format(2)) + row(3, "><v>2</v>", "", cell.format(3))
    data = table_book(small_book, rows)
    xml = open_archive(done(data, AppendRows("T", [{0: 3}]))).read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="C4" cm="1"><f t="array" ref="C4">SUM(A4:B4*2)</f></c>' in xml


@pytest.mark.parametrize(
    ("below", "after", "cell"),
    [
        (row(5, "><v>9</v>"), "", "S!A5"),
        (row(5, "", "", "><f>1</f>"), "", "S!C5"),
        (row(5, "", "", "", "><v>9</v>"), "", None),
        (row(5, "", ' s="2">'), "", None),
        ("", '<mergeCells count="1"><mergeCell ref="B5:C6"/></mergeCells>', "S!B5"),
        (row(6, "><v>9</v>"), "", None),
    ],
)
def test_what_stands_below_blocks_the_table(small_book: Maker, below: str, after: str, cell: str | None) -> None:
    data = table_book(small_book, BODY + below, after=after)
    edit = AppendRows("T", [{0: 1}, {0: 2}])
    if cell is None:
        assert read_grid(open_book(done(data, edit)), "S").value(5, 1) == 2
    else:
        refused = refusal(data, edit)
        assert refused.code == "E_TABLE_BLOCKED"
        assert cell in refused.text("en")


def test_cells_beside_the_table_stay(small_book: Maker) -> None:
    data = table_book(small_book, BODY + row(4, "", "", "", "><v>77</v>"))
    grid = read_grid(open_book(done(data, AppendRows("T", [{0: 1, 2: 3}]))), "S")
    assert grid.row(4) == (1, None, 3, 77)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A2:A3", "A2:A5"),
        ("$B$3", "B3:B5"),
        ("A2:C3 F1:F9", "A2:C5 F1:F9"),
        ("A2:A1048576", "A2:A1048576"),
        ("E2:E3", "E2:E3"),
        ("A2:A2", "A2:A2"),
        ("A1:C2", "A1:C2"),
    ],
)
def test_rules_that_ended_with_the_table_go_on(small_book: Maker, old: str, new: str) -> None:
    rules = (
        f'<conditionalFormatting sqref="{old}"><cfRule type="duplicateValues" priority="1"/></conditionalFormatting>'
        f'<dataValidations count="1"><dataValidation type="whole" prompt="a > b" sqref="{old}"/></dataValidations>'
    )
    data = table_book(small_book, BODY, after=rules)
    after = done(data, AppendRows("T", [{0: 1}, {0: 2}]))
    xml = open_archive(after).read("xl/worksheets/sheet1.xml").decode()
    assert xml.count(f'sqref="{new}"') == 2


def test_a_new_row_looks_like_the_one_above_but_is_not_hidden(small_book: Maker) -> None:
    rows = HEAD + '<row r="2" spans="1:3" ht="33" customHeight="1" hidden="1"><c r="A2" s="4"><v>46085</v></c></row>'
    data = table_book(small_book, rows, "A1:C2")
    xml = open_archive(done(data, AppendRows("T", [{0: date(2026, 1, 1), 1: "x"}]))).read("xl/worksheets/sheet1.xml")
    assert b'<row r="3" spans="1:3" ht="33" customHeight="1"><c r="A3" s="4"><v>46023</v></c>' in xml


def test_a_date_takes_the_date_style_of_its_column(small_book: Maker) -> None:
    rows = HEAD + row(2, ' s="4"><v>46085</v>') + row(3, ' t="inlineStr"><is><t>soon</t></is>')
    data = table_book(small_book, rows)
    after = done(data, AppendRows("T", [{0: date(2026, 1, 1)}]), WriteCell("S", 3, 1, date(2026, 2, 2)))
    sheet = loaded(after)["S"]
    assert [sheet[f"A{number}"].number_format for number in (3, 4)] == ["dd.mm.yyyy", "dd.mm.yyyy"]


def test_two_tables_and_single_cells_in_one_go(rich_book: bytes) -> None:
    edits: list[Edit] = [
        AppendRows("Orders", [ROW]),
        AppendRows("Items", [{0: "Nut"}]),
        WriteCell("Orders", 2, 1, "B"),
        AppendRows("orders", []),
        AppendRows("Orders", [ROW]),
    ]
    after = done(rich_book, *edits)
    assert str(open_book(after).table("Orders").area) == "A1:E6"


def test_a_row_that_is_written_otherwise_is_not_taken_for_empty(small_book: Maker) -> None:
    data = table_book(small_book, HEAD, "A1:C2")
    plan = plan_edits(open_book(data), [AppendRows("T", [{0: 1}]), WriteCell("S", 2, 1, 5)])
    assert plan.appended == {"T": (3,)}


@pytest.mark.parametrize(
    ("formula", "down", "right"),
    [
        ("A1+$A1+A$1+$A$1", "A2+$A2+A$1+$A$1", "B1+$A1+B$1+$A$1"),
        ("LOG10(A1)+ATAN2(B1,C1)", "LOG10(A2)+ATAN2(B2,C2)", "LOG10(B1)+ATAN2(C1,D1)"),
        ("'It''s A1'!A1&\"A1 \"\"B2\"\"\"", "'It''s A1'!A2&\"A1 \"\"B2\"\"\"", "'It''s A1'!B1&\"A1 \"\"B2\"\"\""),
        ("T[[#This Row],[A1]]*A1", "T[[#This Row],[A1]]*A2", "T[[#This Row],[A1]]*B1"),
        ("T[@[it''s '[A1']]]*A1", "T[@[it''s '[A1']]]*A2", "T[@[it''s '[A1']]]*B1"),
        ("SUM(A:A)+SUM(1:1)+SUM($2:$2)", "SUM(A:A)+SUM(2:2)+SUM($2:$2)", "SUM(B:B)+SUM(1:1)+SUM($2:$2)"),
        ("Jan:Mar!A1+[1]S1!B2", "Jan:Mar!A2+[1]S1!B3", "Jan:Mar!B1+[1]S1!C2"),
        ("1E5+E5+1.5E+3", "1E5+E6+1.5E+3", "1E5+F5+1.5E+3"),
        ("IF(ISNA(A1),#N/A,#REF!)", "IF(ISNA(A2),#N/A,#REF!)", "IF(ISNA(B1),#N/A,#REF!)"),
        ("A1048576", "#REF!", "B1048576"),
        ("XFD1", "XFD2", "#REF!"),
        ("Rate_A1+XYZ1+Größe1", "Rate_A1+XYZ1+Größe1", "Rate_A1+XYZ1+Größe1"),
        ("A1#+B1%", "A2#+B2%", "B1#+C1%"),
    ],
)  # fmt: skip
def test_shifted_formulas(formula: str, down: str, right: str) -> None:
    assert shift_formula(formula, 1) == down
    assert shift_formula(formula, 0, 1) == right
    assert shift_formula(formula, 0) == formula


def made_by_openpyxl() -> bytes:
    """A table whose calculated column is not declared and whose results were never calculated."""
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Orders"
    sheet.append(["Order no.", "Date", "Qty", "Price", "Total"])
    for number in range(2, 5):
        sheet.append([f"A-{number}", date(2026, 3, number), number, 9.99, f"=C{number}*D{number}"])
        sheet.cell(number, 2).number_format = "dd.mm.yyyy"
    sheet.add_table(Table(displayName="Orders", ref="A1:E4"))
    rule = DataValidation(type="list", formula1='"A-1,A-2"')
    rule.add("A2:A4")
    sheet.add_data_validation(rule)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("maker", ["openpyxl", "LibreOffice"])
def test_books_saved_by_other_programs_grow_too(maker: str, resaved: Callable[[bytes], bytes]) -> None:
    data = made_by_openpyxl()
    if maker == "LibreOffice":
        data = resaved(data)
    after = done(data, AppendRows("Orders", [ROW], frozenset({4})), WriteCell("Orders", 3, 4, Decimal("5.25")))
    sheet = loaded(after)["Orders"]
    assert [cell.value for cell in sheet[5]][:4] == ["A-9", datetime(2026, 4, 1), 3, 1.5]
    assert sheet["E5"].value == "=C5*D5"
    assert sheet["B5"].number_format.lower().replace("\\", "") == "dd.mm.yyyy"
    assert str(sheet.data_validations.dataValidation[0].sqref) == "A2:A5"
    assert read_grid(open_book(after), "Orders").value(5, 5) == 4.5
    again = loaded(resaved(after))["Orders"]
    assert [again["A5"].value, again["D3"].value, again.tables["Orders"].ref] == ["A-9", 5.25, "A1:E5"]
