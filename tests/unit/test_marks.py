"""Red cells with notes in an open workbook: those of the last run go, wherever their rows went meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pyxl.hosts.live.marks import RED, Marked, clear_marks


@dataclass
class Note:
    """A note on a cell."""

    text: str
    cell: Cell

    def delete(self) -> None:
        """The cell has none then."""
        self.cell.note = None


@dataclass
class Cell:
    """One cell, with its colour and its note."""

    color: tuple[int, int, int] | None = None
    note: Note | None = None


@dataclass
class Area:
    """Some cells of the sheet, none of them hidden or merged."""

    row: int
    column: int
    shape: tuple[int, int]
    value: list[list[str | None]] = field(default_factory=list)
    hidden: bool = False
    merge_cells: bool = False

    @property
    def rows(self) -> Area:
        """Its rows."""
        return self

    def options(self, **_: object) -> Area:
        """As it is."""
        return self


class Book:
    """An open workbook with the tab Payments and no other; it is its own sheet."""

    name = "Payments"

    def __init__(self, *keys: str) -> None:
        values: list[list[str | None]] = [["Bill ID", "Pay"], *([key, None] for key in keys)]
        self.area, self.sheets = Area(1, 1, (len(values), 2), values), [self]
        self.tables, self.cells = [Table(self.area)], dict[tuple[int, int], Cell]()

    def range(self, first: tuple[int, int], last: tuple[int, int] | None = None) -> Cell | Area:
        """A cell, or an area of them."""
        return self.area if last else self.cells.setdefault(first, Cell())

    def mark(self, row: int, text: str) -> Cell:
        """A red cell with a note."""
        cell = self.cells[row, 2] = Cell(RED)
        cell.note = Note(text, cell)
        return cell


@dataclass
class Table:
    """The Excel table of the tab."""

    range: Area
    name: str = "Payments"
    show_headers: bool = True
    show_totals: bool = False


def test_a_row_that_moved_up_leaves_no_mark_beside_another() -> None:
    book: Any = Book("B", "C")
    left, hers = book.mark(3, "pyxl error: B is not paid."), book.mark(2, "ask Wilma")
    clear_marks(book, [Marked("Payments", "B3", "B")])
    assert (left.note, left.color) == (None, None)
    assert (hers.note.text, hers.color) == ("ask Wilma", RED)


def test_a_mark_is_found_where_its_row_was_sorted_to() -> None:
    book: Any = Book("C", "B")
    cell = book.mark(3, "pyxl error: B is not paid.")
    clear_marks(book, [Marked("Payments", "B2", "B")])
    assert (cell.note, cell.color) == (None, None)
