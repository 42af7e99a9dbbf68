"""Cell addresses: `AB12` to numbers and back, and areas such as `A1:F20`. Rows and columns count from 1, as Excel's do.

>>> column_number("AB"), column_letters(28), address(12, 28)
(28, 'AB', 'AB12')
>>> Area.parse("B2:D9").rows, "A1" in str(Area.parse("A1"))
(range(2, 10), True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """The column's number: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(number: int) -> str:
    """The column's letters: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The cell's name as Excel shows it."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; first and last row and column belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> Area:
        """The area `A1:F20` or the single cell `A1`; ValueError where it is neither."""
        found = _AREA.fullmatch(text.strip())
        if not found:
            raise ValueError(text)
        left, top = column_number(found[1]), int(found[2])
        right, bottom = (column_number(found[3]), int(found[4])) if found[3] else (left, top)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    @property
    def rows(self) -> range:
        """The row numbers."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """The column numbers."""
        return range(self.left, self.right + 1)

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether the two areas share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def down_to(self, bottom: int) -> Area:
        """The same area with another last row."""
        return replace(self, bottom=bottom)

    def __str__(self) -> str:
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


def around(cells: Iterable[tuple[int, int]]) -> Area:
    """The smallest area around these (row, column) cells; there must be one."""
    rows, columns = zip(*cells, strict=True)
    return Area(min(rows), min(columns), max(rows), max(columns))
