"""Areas of cells and their notes, as xlwings knows them: the lower half of `engine.py`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pyxl.core.tables import column_letter

if TYPE_CHECKING:
    from pyxl.hosts.calc.engine import Sheet

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.ASCII)
_MOST_CELLS = 2_000_000
"""Cells read or written in one call."""


class Range:
    """An area of cells."""

    max_cells_per_read = max_cells_per_write = _MOST_CELLS

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet, self.row, self.column = sheet, top, left
        self.area = [top, left, bottom, right]
        self.shape = (bottom - top + 1, right - left + 1)
        self.options: dict[str, Any] = {}
        self._office, self._at = sheet.book.app.office, (sheet.book.id, sheet.name)

    @property
    def api(self) -> list[int]:
        """Its corners."""
        return self.area

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        """One cell of it: by row and column, or counted row by row; from 1."""
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        top, left = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, top, left, top, left)

    @property
    def address(self) -> str:
        """Where it is, as `$A$1:$C$9`."""
        first, last = (f"${column_letter(right)}${row}" for row, right in (self.area[:2], self.area[2:]))
        return first if first == last else f"{first}:{last}"

    @property
    def raw_value(self) -> list[list[Any]]:
        """The values, row by row."""
        rows: list[list[Any]] = self._office.values(*self._at, self.area)
        return rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        rows = data if isinstance(data, list) else [[data] * self.shape[1]] * self.shape[0]
        self._office.set_values(*self._at, self.row, self.column, rows)

    @property
    def formula(self) -> Any:
        """The formulas; one text for a single cell."""
        rows = self._office.formulas(*self._at, self.area)
        return rows[0][0] if len(self) == 1 else tuple(tuple(row) for row in rows)

    @property
    def number_format(self) -> str | None:
        """The format all its cells share."""
        code: str | None = self._office.number_format(*self._at, self.area)
        return code

    @number_format.setter
    def number_format(self, code: str) -> None:
        self._office.set_number_format(*self._at, self.area, code)

    @property
    def row_hidden(self) -> bool | None:
        """Whether its rows are hidden; None where some are."""
        hidden = len(self._office.hidden_rows(*self._at, self.area))
        return None if 0 < hidden < self.shape[0] else hidden > 0

    @property
    def merge_cells(self) -> bool | None:
        """Whether its cells are merged; None where some are."""
        merged = self._office.merged(*self._at, self.area)
        return False if not merged else True if merged[0] == self.area else None

    @property
    def merge_area(self) -> Range:
        """The merged area its first cell belongs to."""
        merged = self._office.merged(*self._at, self.area[:2] * 2)
        return Range(self.sheet, *merged[0]) if merged else self

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The background, as red, green and blue."""
        found = self._office.colour(*self._at, self.area)
        return None if found is None else (found >> 16, found >> 8 & 255, found & 255)

    @color.setter
    def color(self, colour: tuple[int, int, int] | None) -> None:
        number = None if colour is None else colour[0] << 16 | colour[1] << 8 | colour[2]
        self._office.set_colour(*self._at, self.area, number)

    @property
    def note(self) -> Note | None:
        """The note of its first cell."""
        text = self._office.note(*self._at, self.row, self.column)
        return None if text is None else Note(self, text)

    def add_note(self, text: str) -> Note:
        """Gives its cell a note."""
        self._office.set_note(*self._at, self.row, self.column, text)
        return Note(self, text)

    def copy(self, destination: Any) -> None:
        """Copies it with formats, formulas and input checks; a larger destination is filled with copies."""
        target: Range = destination.impl
        for row in range(target.row, target.area[2] + 1, self.shape[0]):
            self._office.copy(*self._at, self.area, row, target.column)

    def select(self) -> None:
        """Goes there."""
        self._office.select(*self._at, self.area)


class Note:
    """A cell's note."""

    def __init__(self, cell: Range, text: str) -> None:
        self._cell, self.text = cell, text

    def delete(self) -> None:
        """Takes it away."""
        self._cell._office.set_note(*self._cell._at, self._cell.row, self._cell.column, None)


def corner(place: tuple[int, int]) -> tuple[int, int, int, int]:
    return (*place, *place)


def area_of(address: Any) -> tuple[int, int, int, int]:
    if isinstance(address, Range):
        top, left, bottom, right = address.area
        return top, left, bottom, right
    corners = [_CELL.fullmatch(part) for part in str(address).upper().split(":")]
    assert 1 <= len(corners) <= 2, address
    assert all(corners), address
    places = [(int(found[2]), _column(found[1])) for found in corners if found]
    return (*places[0], *places[-1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
