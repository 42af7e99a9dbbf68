"""How a value stands in a cell: kept in the core, where the check of the workbook uses it, too."""

from __future__ import annotations

from pyxl.core.cell_writing import Plain, cell_value, says_exactly, still_says

__all__ = ["Plain", "cell_value", "says_exactly", "still_says"]
