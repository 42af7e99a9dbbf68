"""Putting values into the cells of a new workbook.

>>> from openpyxl import Workbook
>>> sheet = Workbook().active
>>> put(sheet["A1"], "=1+1")
>>> sheet["A1"].value, sheet["A1"].data_type
('=1+1', 's')
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyxl.core.cell_writing import Plain
from pyxl.hosts.xlsx.values import TEXT_LIMIT, clean_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell

_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def put(cell: Cell, value: Plain) -> None:
    """Writes the value; text is always text, even when it begins with `=` or looks like an error."""
    if isinstance(value, str):
        cell.value = _LOOKS_ESCAPED.sub("_x005F_", clean_text(value))[:TEXT_LIMIT]
        cell.data_type = "s"
    else:
        cell.value = value
