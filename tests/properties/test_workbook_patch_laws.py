"""Laws of writing into closed workbooks: any edits, and everything they do not name is byte for byte what it was."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.core.refusal import Refused
from pyxl.formats.zip_door import open_archive
from pyxl.hosts.xlsx import (
    AppendRows,
    Edit,
    Value,
    Writable,
    WriteCell,
    open_book,
    patch,
    plan_edits,
    read_grid,
    shift_formula,
    verify,
)
from pyxl.hosts.xlsx.values import clean_text

SHEET = "xl/worksheets/sheet1.xml"
CELL = re.compile(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


@cache
def book() -> bytes:
    """A table A1:D13 with a calculated column, dates, gaps and empty rows, and something beside and below it."""
    import xlsxwriter

    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, {"strings_to_formulas": False})
    sheet = made.add_worksheet("S")
    day = made.add_format({"num_format": "dd.mm.yyyy"})
    heads = [{"header": "no"}, {"header": "day", "format": day}, {"header": "amount"}]
    heads.append({"header": "double", "formula": "=T[[#This Row],[amount]]*2"})
    sheet.add_table("A1:D13", {"name": "T", "columns": heads})
    for row in (1, 2, 3, 5, 6, 9):
        sheet.write_string(row, 0, f"R-{row}")
        sheet.write_datetime(row, 1, date(2026, 1, row), day)
        sheet.write_number(row, 2, row / 4)
    for row in range(1, 13):
        sheet.write_formula(row, 3, "=T[[#This Row],[amount]]*2", None, row / 2)
    sheet.write_column("F1", ["beside"] * 20)
    sheet.write_row("A40", ["below", 1, True])
    sheet.add_sparkline("G2", {"range": "S!C2:C9"})
    made.add_worksheet("Other").write("A1", "stays")
    made.close()
    return file.getvalue()


TEXTS = st.text(max_size=30) | st.sampled_from(["=1+1", "+1", "-", "@x", "_x000D_", " x ", "]]>", "&amp;", "\t\n"])
VALUES: st.SearchStrategy[Writable] = st.one_of(
    TEXTS,
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**9), 10**9, places=2),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 30)).map(lambda moment: moment.replace(microsecond=0)),
    st.none(),
)
SPOTS = st.tuples(st.integers(1, 60), st.integers(1, 9))
CELLS = st.dictionaries(SPOTS, VALUES, max_size=12)
ROWS = st.lists(st.dictionaries(st.integers(0, 2), VALUES), max_size=14)


def as_read(value: Writable) -> Value:
    """What reading gives for a value that was written."""
    match value:
        case str():
            return clean_text(value) or None
        case bool() | None:
            return value
        case Decimal():
            return int(value) if value == value.to_integral() else float(value)
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date()
    return value


def shows_as_date(column: int, value: Writable) -> bool:
    """A number in column B keeps the date style of its cell, as in Excel, and is read as the day it shows."""
    return column == 2 and type(value) in (int, Decimal)


@settings(max_examples=60, deadline=None)
@given(CELLS)
def test_cells_are_written_and_nothing_else(values: dict[tuple[int, int], Writable]) -> None:
    edits = [WriteCell("S", row, column, value, over_formula=True) for (row, column), value in values.items()]
    after = patch(book(), edits)
    verify(book(), after, edits)
    grid = read_grid(open_book(after), "S")
    for (row, column), value in values.items():
        assert shows_as_date(column, value) or grid.value(row, column) == as_read(value)
    assert_untouched(book(), after, {f"{chr(64 + column)}{row}" for row, column in values})


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_rows_land_in_order_and_nothing_else_changes(rows: list[dict[int, Writable]]) -> None:
    edits = [AppendRows("T", rows)]
    places = plan_edits(open_book(book()), edits).appended["T"]
    after = patch(book(), edits)
    verify(book(), after, edits)
    grid = read_grid(open_book(after), "S")
    assert list(places) == sorted(set(places))
    for row, values in zip(places, rows, strict=True):
        for index, value in values.items():
            assert shows_as_date(index + 1, value) or grid.value(row, index + 1) == as_read(value)
    assert_untouched(book(), after, {f"{letter}{row}" for row in places for letter in "ABCD"})
    assert open_book(after).table("T").body.bottom == max((13, *places))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(2, 10), st.integers(1, 3)), VALUES, max_size=4))
def test_writing_the_old_values_back_is_as_if_nothing_had_been(values: dict[tuple[int, int], Writable]) -> None:
    before = read_grid(open_book(book()), "S")
    plain = {spot: value for spot, value in values.items() if spot not in before.facts.formulas}
    there = patch(book(), [WriteCell("S", row, column, value) for (row, column), value in plain.items()])
    undo: Sequence[Edit] = [WriteCell("S", row, column, old_value(before.value(row, column))) for row, column in plain]
    back = patch(there, undo)
    verify(there, back, undo)
    assert dict(read_grid(open_book(back), "S").rows) == dict(before.rows)


def old_value(value: Value) -> Writable:
    if isinstance(value, float):
        return Decimal(repr(value))
    assert value is None or isinstance(value, str | int | date)
    return value


def assert_untouched(before: bytes, after: bytes, touched: set[str]) -> None:
    """All parts but the sheet's and those around it, and all cells but the touched ones, are the same bytes."""
    old, new = open_archive(before), open_archive(after)
    may_change = {SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/tables/table1.xml"}
    for name in old.names:
        assert name in may_change or old.raw(old.member(name)) == new.raw(new.member(name)), name
    cells = [dict(cells_of(archive.read(SHEET).decode())) for archive in (old, new)]
    for name in cells[0].keys() | cells[1].keys():
        assert name in touched or cells[0].get(name) == cells[1].get(name), name


def cells_of(sheet: str) -> list[tuple[str, str]]:
    return [(found[1], found[0]) for found in CELL.finditer(sheet)]


REFERENCES = st.tuples(
    st.sampled_from(["", "$"]),
    st.sampled_from(["A", "AB", "XFA"]),
    st.sampled_from(["", "$"]),
    st.integers(500, 10_000),
).map(lambda parts: "".join(map(str, parts)))
PIECES = REFERENCES | st.sampled_from(['"A1"', "'A1 x'!A700", "T[[#This Row],[A1]]", "LOG10(A900)", "1E5", "Jan!B600"])


@given(st.lists(PIECES, min_size=1, max_size=5).map("+".join), st.integers(-400, 400), st.integers(-400, 400))
def test_shifting_twice_is_shifting_once(formula: str, first: int, second: int) -> None:
    assert shift_formula(shift_formula(formula, first), second) == shift_formula(formula, first + second)
    assert shift_formula(shift_formula(formula, first), -first) == formula


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 255))
def test_a_damaged_file_is_refused_or_reads_the_same(place: int, flip: int) -> None:
    data = bytearray(book())
    data[place % len(data)] ^= flip
    try:
        grid = read_grid(open_book(bytes(data)), "S")
    except Refused:
        return
    assert dict(grid.rows) == dict(read_grid(open_book(book()), "S").rows)
