"""One contract for all hosts: the closed file, LibreOffice with the workbook open, and Excel where there is one.

Whatever is done in one of them gives the same findings, the same changes, the same documents and the same journal.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from decimal import Decimal
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from pyxl.app.desk import Desk
from pyxl.app.inputs import read_tab
from pyxl.app.tabs import SCHEMA_OF_TAB, SCHEMAS
from pyxl.core.cells import NO_VALUE
from pyxl.core.changes import AppendRow, ChangeSet, SetCell
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.tables import map_columns
from pyxl.orders.rows import OrderLine

from .her_books import xlsxwriter_book
from .hosts import Seat, calc_seat, closed_seat, copied, differences, told_apart
from .small_firm import DAY, Firm, orders, screen_book, small_book

END_OF_OCTOBER = date(2026, 10, 31)
WHY = Label("test", "Test")
MakeSeat = Callable[[Path], AbstractContextManager[Seat]]


@contextmanager
def excel_seat(book: Path) -> Iterator[Seat]:
    """The workbook is open in a real Excel."""
    import xlwings

    from pyxl.hosts.live.book import LiveBook

    with xlwings.App(visible=False) as app:
        yield Seat(LiveBook(app.books.open(str(book))))


def seat_maker(name: str, request: pytest.FixtureRequest) -> MakeSeat:
    """The way to open a workbook in that host; skips where the host is not here."""
    if name == "closed":
        return closed_seat
    if name == "calc":
        return partial(calc_seat, office=request.getfixturevalue("office"))
    if platform.system() not in ("Windows", "Darwin"):
        pytest.skip("Microsoft Excel runs on Windows and macOS only")
    return excel_seat


EXCEL = pytest.param("excel", marks=pytest.mark.excel)


@pytest.fixture(params=["calc", EXCEL])
def make_seat(request: pytest.FixtureRequest) -> MakeSeat:
    """A way to open a workbook in a program."""
    return seat_maker(request.param, request)


@pytest.fixture(params=["closed", "calc", EXCEL])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """The small firm's workbook in each host."""
    make_seat = seat_maker(request.param, request)
    book = tmp_path / "book.xlsx"
    book.write_bytes(screen_book())
    with make_seat(book) as seat:
        yield seat.desk


def month(seat: Seat, bank: Path) -> None:
    """A firm's month: check, bill, click twice, read the bank, settle, think again."""
    seat.act("validate-orders", DAY)
    seat.act("create-invoices", DAY)
    seat.act("create-invoices", DAY)
    seat.act("import-bank", END_OF_OCTOBER, bank)
    seat.act("reconcile", END_OF_OCTOBER)
    seat.undo(END_OF_OCTOBER)
    seat.act("reconcile", END_OF_OCTOBER)
    seat.act("validate-orders", END_OF_OCTOBER, fix=True)


@pytest.mark.parametrize(
    "make_book",
    [pytest.param(small_book, marks=pytest.mark.long, id="ours"), pytest.param(xlsxwriter_book, id="hers")],
)
def test_month_is_the_same_in_every_host(
    make_book: Callable[[], bytes], firm: Firm, make_seat: MakeSeat, tmp_path: Path
) -> None:
    firm.book.write_bytes(make_book())
    places = [copied(firm.book, tmp_path / name) for name in ("closed", "open")]
    with closed_seat(places[0]) as closed, make_seat(places[1]) as opened:
        month(closed, firm.bank)
        month(opened, firm.bank)
        assert differences(closed.transcript, opened.transcript) == []
        assert differences(closed.journal(), opened.journal()) == []
        left, right = closed.cells(), opened.cells()
    assert told_apart(left, right) == {}


def hidden_and_merged() -> bytes:
    """Our book with a hidden row and two merged areas in the orders, one of them beside the table."""
    book, file = openpyxl.load_workbook(BytesIO(small_book("de"))), BytesIO()
    sheet = book["Aufträge"]
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[6].hidden = True
    sheet.merge_cells("G3:H3")
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("Y2:Z3")
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("make_book", [xlsxwriter_book, hidden_and_merged])
def test_tabs_read_alike(make_book: Callable[[], bytes], make_seat: MakeSeat, tmp_path: Path) -> None:
    """Her layout: moved tables, her columns, hidden rows, merged cells, notes, other headings."""
    book = tmp_path / "book.xlsx"
    book.write_bytes(make_book())
    with closed_seat(book) as closed, make_seat(book) as opened:
        one, other = closed.desk.read(SCHEMAS), opened.desk.read(SCHEMAS)
    assert (one.language, one.anchor) == (other.language, other.anchor)
    for tab, raw in one.tabs.items():
        found = other.tabs[tab]
        assert (raw.sheet, raw.header_row, raw.first_column) == (found.sheet, found.header_row, found.first_column)
        assert (raw.headers, raw.hidden_rows) == (found.headers, found.hidden_rows), tab
        assert set(raw.merged) == set(found.merged)
        for row, same in zip(raw.rows, found.rows, strict=False):
            typed = [(one, two) for one, two in zip(row, same, strict=False) if one is not NO_VALUE]
            assert [type(one) for one, _ in typed] == [type(two) for _, two in typed]


@cache
def rows_below(count: int) -> bytes:
    """Our book with that many orders right below the table, and one more below an empty row."""
    book, file = openpyxl.load_workbook(BytesIO(small_book("de"))), BytesIO()
    sheet = book["Aufträge"]
    first = [cell.value for cell in sheet[2]]
    for row in (*range(count), count + 1):
        for column, value in enumerate(first, 1):
            sheet.cell(len(orders()) + 2 + row, column, value)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("host", ["closed", "calc", EXCEL])
@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "1 Zeile ab"), pytest.param(3, "3 Zeilen ab", marks=pytest.mark.long), (150, "150 Zeilen ab")],
)
def test_rows_below_a_table_are_told(
    count: int, told: str, host: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    make_seat = seat_maker(host, request)
    book = tmp_path / "book.xlsx"
    book.write_bytes(rows_below(count))
    with make_seat(book) as seat:
        found = read_tab(seat.desk.read([SCHEMA_OF_TAB["Orders"]]), OrderLine).findings
    [below] = [each for each in found if each.code == "TAB005"]
    assert below.message("de").endswith(f"{told} Zeile {len(orders()) + 2}.")


def value_of(desk: Desk, tab: str, key: str, column: str) -> object:
    """What that cell of the workbook says now."""
    raw = desk.read([SCHEMA_OF_TAB[tab]]).tabs[tab]
    at = map_columns(SCHEMA_OF_TAB[tab], raw).positions
    row = next(row for row in raw.rows if row[at[SCHEMA_OF_TAB[tab].key]] == key)
    return row[at[column]] if at[column] < len(row) else None


TEXTS = (
    "=1+1",
    "+49 351 1",
    "@SUM(A1)",
    "-12",
    "TRUE",
    "01.02.2026",
    "'quoted",
    "Zeile 1\nZeile 2",
    "00123",
    "1E5",
    "12345678901234567890",
)


def test_text_stays_text(desk: Desk) -> None:
    """Whatever a spreadsheet program would take for a formula, a number or a date when it is typed."""
    for column in ("name", "postcode"):
        for text in TEXTS:
            old = value_of(desk, "Customers", "10002", column)
            assert isinstance(old, str)
            written = desk.write(ChangeSet((SetCell("Customers", "10002", column, old, text, WHY),)), "de")
            assert (written.cells, written.conflicts) == (1, ())
            assert value_of(desk, "Customers", "10002", column) == text


def test_numbers_and_days_are_numbers_and_days(desk: Desk) -> None:
    desk.write(
        ChangeSet(
            (
                SetCell("Items", "0815", "price", Decimal("2.50"), Decimal("2.75"), WHY),
                SetCell("Orders", "L-0002", "delivery_date", date(2026, 9, 10), date(2026, 9, 30), WHY),
                SetCell("Receivables", "RE-2026-00001", "gross_amount", Money.of("119.00"), Money.of("0.10"), WHY),
            )
        ),
        "de",
    )
    assert value_of(desk, "Items", "0815", "price") == 2.75
    assert value_of(desk, "Orders", "L-0002", "delivery_date") == date(2026, 9, 30)
    assert value_of(desk, "Receivables", "RE-2026-00001", "gross_amount") == 0.1


def test_cell_that_somebody_changed_keeps_what_it_says(desk: Desk) -> None:
    planned = ChangeSet(
        (
            SetCell("Customers", "10001", "city", "Leipzig", "Berlin", WHY),
            SetCell("Customers", "10002", "city", "Dresden", "Berlin", WHY),
        )
    )
    written = desk.write(planned, "de")
    assert [each.change.key for each in written.conflicts] == ["10001"]
    assert written.conflicts[0].found == "Dresden"
    assert value_of(desk, "Customers", "10001", "city") == "Dresden"
    assert value_of(desk, "Customers", "10002", "city") == "Berlin"


def test_writing_twice_changes_nothing_the_second_time(desk: Desk) -> None:
    planned = ChangeSet(
        (
            SetCell("Customers", "10001", "city", "Dresden", "Berlin", WHY),
            AppendRow("Customers", "00007", {"customer_number": "00007", "name": "Neu"}, WHY),
        )
    )
    assert desk.write(planned, "de").cells == 2
    assert desk.write(planned, "de").cells == 0
    assert value_of(desk, "Customers", "00007", "name") == "Neu"


def test_earlier_value_of_ours_that_was_never_saved_is_no_conflict(desk: Desk) -> None:
    """An open workbook may show what the journal still counts as owed; the next run goes on from it."""
    first = SetCell("Customers", "10001", "city", "Dresden", "Berlin", WHY)
    second = SetCell("Customers", "10001", "city", "Berlin", "Bonn", WHY)
    desk.write(ChangeSet((first,)), "de")
    written = desk.write(ChangeSet((first, second)), "de")
    assert (written.cells, written.conflicts) == (1, ())
    assert value_of(desk, "Customers", "10001", "city") == "Bonn"


def test_new_rows_take_formulas_and_formats_of_the_row_above(desk: Desk) -> None:
    rows = [
        AppendRow(
            "Orders",
            f"L-9{number}",
            {
                "line_id": f"L-9{number}",
                "order_number": f"=A{number}",
                "order_date": date(2026, 9, 2),
                "customer_number": "10002",
                "item_number": "0815",
                "quantity": Decimal(number),
                "unit_price": Decimal("1.50"),
            },
            WHY,
        )
        for number in range(1, 4)
    ]
    assert desk.write(ChangeSet(tuple(rows)), "de").cells == 3
    assert value_of(desk, "Orders", "L-93", "order_number") == "=A3"
    assert value_of(desk, "Orders", "L-93", "item_number") == "0815"
    assert value_of(desk, "Orders", "L-93", "order_date") == date(2026, 9, 2)
    assert value_of(desk, "Orders", "L-93", "net_amount") == 4.5


def test_rows_without_a_line_id_get_one_each(desk: Desk) -> None:
    blank = [AppendRow("Orders", f"x{number}", {"order_number": f"A-{number}"}, WHY) for number in (8, 9)]
    desk.write(ChangeSet(tuple(blank)), "de")
    cleared = [SetCell("Orders", f"x{number}", "line_id", f"x{number}", None, WHY) for number in (8, 9)]
    desk.write(ChangeSet(tuple(cleared)), "de")
    orders = SCHEMA_OF_TAB["Orders"]
    assert desk.give_line_ids([orders]) == 2
    assert desk.give_line_ids([orders]) == 0
    raw = desk.read([orders]).tabs["Orders"]
    keys = [row[0] for row in raw.rows]
    assert len(set(keys)) == len(keys) == 8
