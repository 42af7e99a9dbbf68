"""Values and facts of a sheet: nothing is lost, nothing is guessed, and a strange sheet costs nothing."""

from __future__ import annotations

import time as clock
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from pyxl.core.refusal import Refused
from pyxl.hosts.xlsx import (
    NO_DATE,
    NO_NUMBER,
    NO_VALUE,
    CellError,
    Value,
    open_book,
    read_grid,
)
from pyxl.hosts.xlsx.facts import read_facts
from pyxl.hosts.xlsx.sheet_text import SheetText

Maker = Callable[..., bytes]
STRINGS = (
    '<si><t>plain</t></si><si><r><t xml:space="preserve">rich </t></r><r><rPr><b/></rPr><t>text</t></r>'
    '<rPh sb="0" eb="1"><t>PHON</t></rPh></si><si><t>a_x0008_b _x005F_x0008_ c_x000D_\nd</t></si>'
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>3</v></c>', 3),
        ('<c r="A1"><v>19.99</v></c>', 19.99),
        ('<c r="A1" s="2"><v>0.19</v></c>', 0.19),
        ('<c r="A1"><v>1E5</v></c>', 100000),
        ('<c r="A1"><v>12345678901234567890</v></c>', 1.2345678901234567e19),
        ('<c r="A1" t="s"><v>0</v></c>', "plain"),
        ('<c r="A1" t="s"><v>1</v></c>', "rich text"),
        ('<c r="A1" t="s"><v>2</v></c>', "ab _x0008_ c\nd"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve">  two blanks  </t></is></c>', "  two blanks  "),
        ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>', "a b"),
        ('<c r="A1" t="inlineStr"><is><t>&lt;&amp;&#10;x</t></is></c>', "<&\nx"),
        ('<c r="A1" t="inlineStr"><is><t></t></is></c>', None),
        ('<c r="A1" t="str"><f>B1</f><v>0012</v></c>', "0012"),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', None),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="b"><v>true</v></c>', True),
        ('<c r="A1" t="e"><v>#N/A</v></c>', CellError("#N/A")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
        ("<c r='A1' t='e'><v>#SPILL!</v></c>", CellError("#SPILL!")),
        ('<c r="A1"><f>1+1</f></c>', NO_VALUE),
        ('<c r="A1"><f>1+1</f><v/></c>', NO_VALUE),
        ('<c r="A1"><f>1+1</f><v></v></c>', NO_VALUE),
        ('<c r="A1" s="1"><v>46085</v></c>', date(2026, 3, 4)),
        ('<c r="A1" s="4"><v>46085.5</v></c>', datetime(2026, 3, 4, 12)),
        ('<c r="A1" s="1"><v>61</v></c>', date(1900, 3, 1)),
        ('<c r="A1" s="1"><v>60</v></c>', NO_DATE),
        ('<c r="A1" s="1"><v>59</v></c>', date(1900, 2, 28)),
        ('<c r="A1" s="1"><v>1</v></c>', date(1900, 1, 1)),
        ('<c r="A1" s="1"><v>-5</v></c>', NO_DATE),
        ('<c r="A1" s="1"><v>0.25</v></c>', time(6)),
        ('<c r="A1" s="3"><v>1.5</v></c>', timedelta(hours=36)),
        ('<c r="A1" s="1"><v>3000000</v></c>', 3000000),
        ('<c r="A1" s="1"><v>-106751991169</v></c>', "-106751991169"),
        ('<c r="A1" s="3" t="n"><v>1E+300</v></c>', "1E+300"),
        ('<c r="A1" s="3"><v>NaN</v></c>', "NaN"),
        ('<c r="A1" s="1"><v>4.6085E4</v></c>', date(2026, 3, 4)),
        ('<c r="A1" s="2"><v>4006381333931</v></c>', 4006381333931),
        ('<c r="A1" t="d"><v>2026-03-04</v></c>', date(2026, 3, 4)),
        ('<c r="A1"><v>NaN</v></c>', NO_NUMBER),
        ('<c r="A1"><v>INF</v></c>', NO_NUMBER),
        ('<c r="A1"><v>1E400</v></c>', NO_NUMBER),
        ('<c r="A1"><v>1<!-- x -->2</v></c>', 12),
        ('<c r="A1" t="inlineStr"><is><t>a<![CDATA[<b>]]></t></is></c>', "a<b>"),
        ('<c r="A1" s="2"/>', None),
    ],
)
def test_one_cell(small_book: Maker, cell: str, value: Value) -> None:
    grid = read_grid(open_book(small_book(f'<row r="1">{cell}</row>', strings=STRINGS)), "S")
    assert grid.value(1, 1) == value
    assert type(grid.value(1, 1)) is type(value)


def test_control_characters_are_reported(small_book: Maker) -> None:
    rows = '<row r="1"><c r="B1" t="s"><v>2</v></c><c r="C1" t="s"><v>0</v></c></row>'
    assert read_grid(open_book(small_book(rows, strings=STRINGS)), "S").cleaned == {(1, 2)}


@pytest.mark.parametrize(
    ("serial", "value"), [("1", date(1904, 1, 2)), ("60", date(1904, 3, 1)), ("44623", date(2026, 3, 4))]
)
def test_dates_from_1904(small_book: Maker, serial: str, value: date) -> None:
    data = small_book(f'<row r="1"><c r="A1" s="1"><v>{serial}</v></c></row>', book='<workbookPr date1904="1"/>')
    assert read_grid(open_book(data), "S").value(1, 1) == value


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r="5"><c r="B5"><v>3</v></c></row>'
         '<row><c><v>4</v></c></row>', {1: (1, None, 2), 5: (None, 3), 6: (4,)}),
        ("<row spans='1:1' r='3'><c s='1' r='B3'><f>1</f></c></row>", {3: (None, NO_VALUE)}),
        ('<row r="9000"><c r="A9000"><v>1</v></c></row><row><c><v>2</v></c></row>', {9000: (1,), 9001: (2,)}),
    ],
)  # fmt: skip
def test_addresses_left_out(small_book: Maker, rows: str, expected: dict[int, tuple[Value, ...]]) -> None:
    found = read_grid(open_book(small_book(rows)), "S").rows
    assert {row: values[: len(expected[row])] for row, values in found.items()} == expected


def test_a_prefixed_sheet(small_book: Maker) -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="2" hidden="1"><x:c r="A2"><x:f>1</x:f></x:c><x:c r="B2" t="e"><x:v>#REF!</x:v></x:c>'
        '<x:c r="C2" t="inlineStr"><x:is><x:t>yes</x:t></x:is></x:c></x:row></x:sheetData>'
        '<x:mergeCells><x:mergeCell ref="A4:B5"/></x:mergeCells></x:worksheet>'
    )
    grid = read_grid(open_book(small_book(sheet=sheet)), "S")
    assert grid.row(2) == (NO_VALUE, CellError("#REF!"), "yes")
    assert grid.facts.hidden_content_rows() == (2,)
    assert grid.facts.formulas == {(2, 1)}
    assert grid.facts.covered(5, 2)
    assert not grid.facts.covered(4, 1)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="what"><v>7</v></c></row>',
        '<row r="1"><c r="ZZZZ1"><v>7</v></c></row>',
        '<row r="1"><c r="XFE1"><v>7</v></c></row>',
        '<row r="2"><c r="A3"><v>7</v></c></row>',
        '<row r="2000000"><c><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&nope;</t></is></c></row>',
    ],
)
def test_broken_sheets_are_refused_not_raised(small_book: Maker, rows: str) -> None:
    with pytest.raises(Refused) as caught:
        read_grid(open_book(small_book(rows)), "S")
    assert caught.value.code in ("E_UNREADABLE", "E_PACKAGE")


def facts_of(data: bytes) -> object:
    book = open_book(data)
    return read_facts(SheetText(book.sheet_xml(book.sheets[0]), book.sheets[0].part))


def test_a_stray_value_in_the_last_cell_costs_nothing(small_book: Maker) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    data = small_book(rows, before='<dimension ref="A1:XFD1048576"/>')
    tracemalloc.start()
    start = clock.process_time()
    grid = read_grid(open_book(data), "S")
    assert clock.process_time() - start < 2
    assert tracemalloc.get_traced_memory()[1] < 50 << 20
    tracemalloc.stop()
    assert (grid.facts.last_row, grid.facts.last_column) == (1048576, 16384)
    assert grid.value(1048576, 16384) == 2
    assert list(grid.rows) == [1, 1048576]


def test_a_million_formatted_blank_rows_cost_little(small_book: Maker) -> None:
    blank = "".join(f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>' for row in range(2, 1_000_000))
    data = small_book(f'<row r="1"><c r="B1"><v>1</v></c></row>{blank}')
    start = clock.process_time()
    grid = read_grid(open_book(data), "S")
    # The budget is two seconds on a free machine; the factor leaves room for a busy one.
    assert clock.process_time() - start < 4
    assert (grid.facts.last_row, grid.facts.last_column, dict(grid.rows)) == (1, 2, {1: (None, 1)})


def test_too_many_filled_rows_are_refused(small_book: Maker) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 200_002))
    with pytest.raises(Refused, match="E_TOO_BIG"):
        read_grid(open_book(small_book(rows)), "S")


def test_facts_of_ten_thousand_rows_cost_less_than_a_quarter_second(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "big.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("S")
    for row in range(10_000):
        sheet.write_row(row, 0, [f"text {row}", row, row / 3, "x", True] * 4)
    book.close()
    opened = open_book(path.read_bytes())
    data = opened.sheet_xml(opened.sheets[0])
    best = 9.0
    for _ in range(3):
        start = clock.process_time()
        facts = read_facts(SheetText(data, "sheet1.xml"))
        best = min(best, clock.process_time() - start)
    assert (facts.last_row, facts.last_column) == (10_000, 20)
    assert best < 0.25


def test_the_rich_book(rich_book: bytes) -> None:
    grid = read_grid(open_book(rich_book), "Orders")
    assert grid.row(2)[:5] == ("A-1", date(2026, 3, 1), 1, 9.99, 9.99)
    assert grid.value(8, 7) == "plain bold end"
    assert grid.facts.formulas == {(2, 5), (3, 5), (4, 5)}
    assert not grid.facts.no_value


def test_what_libreoffice_saved_reads_the_same(rich_book: bytes, resaved: Callable[[bytes], bytes]) -> None:
    before, after = (read_grid(open_book(data), "Orders") for data in (rich_book, resaved(rich_book)))
    for row in range(1, 5):
        for left, right in zip(before.row(row)[:5], after.row(row)[:5], strict=True):
            assert left == (pytest.approx(right) if isinstance(right, float) else right)
