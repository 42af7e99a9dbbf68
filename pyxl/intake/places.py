"""Where in a file something stands: a finding names the file, the line and, in a form, the cell."""

from __future__ import annotations

from typing import Protocol

from pyxl.core.findings import CellRef


class Places(Protocol):
    """Tells the place of a field; `row` 0 means what holds for the whole order."""

    def cell(self, row: int, field: str) -> CellRef:
        """The place in the file."""


class CsvPlaces:
    """A line of a CSV file; fields have no address of their own there."""

    def __init__(self, file: str, head_row: int, order: str) -> None:
        self.file, self.head_row, self.order = file, head_row, order

    def cell(self, row: int, field: str) -> CellRef:
        """The line of the file."""
        return CellRef(self.file, row or self.head_row, field, self.order)
