"""Rows are high enough for the names that a formula looks up, in the closed file and in the open office."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pyxl.hosts.live.book import LiveBook
from pyxl.hosts.xlsx.row_heights import lines_of, room_in

from .goods_firm import TODAY, buyers, goods_tables
from .hosts import Seat, calc_seat, closed_seat, copied
from .inside_office import InsideWire
from .small_firm import book_of

NAME = "Bildungswerk des nordhessischen Tischler- und Schreinerhandwerks e. V., Überbetriebliche Ausbildungsstätte"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A firm one of whose customers has a long name."""
    named = [replace(buyers()[0], name=NAME), *buyers()[1:]]
    path = tmp_path / "book.xlsx"
    path.write_bytes(book_of({**goods_tables(), "Customers": named}))
    return path


def _listed(seat: Seat) -> None:
    seat.act("book-movements", TODAY)
    seat.act("check-availability", TODAY)
    seat.act("pick-list", TODAY)


def _high_enough(book: Path) -> int:
    """How many rows show the name; each must have the lines it needs."""
    sheet = openpyxl.load_workbook(book)["Kommissionierung"]
    heading = next(cell for cell in sheet[1] if cell.value == "Kunde")
    number = next(cell.column for cell in sheet[1] if cell.value == "Kundennr.")
    lines = lines_of(NAME, room_in(sheet.column_dimensions[heading.column_letter].width))
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, number).value == buyers()[0].customer_number]
    for row in rows:
        height = sheet.row_dimensions[row].height
        assert height is not None, row
        assert height >= lines * 10 * 1.15, row
    return len(rows)


def test_names_that_are_looked_up_are_not_cut(book: Path, office: InsideWire, tmp_path: Path) -> None:
    places = [copied(book, tmp_path / name) for name in ("closed", "open")]
    with closed_seat(places[0]) as closed, calc_seat(places[1], office) as opened:
        for seat in (closed, opened):
            _listed(seat)
        assert isinstance(opened.desk, LiveBook)
        opened.desk.book.save()
    assert [_high_enough(place) for place in places] == [2, 2]
