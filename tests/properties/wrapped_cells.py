"""The cells of a workbook whose text goes over several lines, and those of which something is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import openpyxl
from openpyxl.utils import get_column_letter

from .arial import real_lines, real_room

_USUAL_HEIGHT, _LINE = 12.75, 1.15
"""Of a row in points, and of a line in sizes of its font."""


def cut_off(data: bytes) -> list[str]:
    """What a cell shows, what it needs, and how many lines its row has room for."""
    return [
        f"{place}: {text!r} needs {lines} lines, {room} fit"
        for place, text, lines, room in _wrapped(data)
        if lines > room
    ]


def _wrapped(data: bytes) -> Iterator[tuple[str, str, int, int]]:
    book, shown = (openpyxl.load_workbook(BytesIO(data), data_only=only) for only in (False, True))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for number, cell in enumerate(row, 1):
                letter, line = get_column_letter(number), cell.row or 0
                text = shown[sheet.title][cell.coordinate].value
                if not (isinstance(text, str) and cell.alignment.wrap_text) or cell.coordinate in sheet.merged_cells:
                    continue
                size = cell.font.size or 10
                room = real_room(sheet.column_dimensions[letter].width, int(cell.alignment.indent))
                height = sheet.row_dimensions[line].height or _USUAL_HEIGHT
                fit = max(int((height - 0.5) // (size * _LINE)), 1)
                yield f"{sheet.title}!{cell.coordinate}", text, real_lines(text, room * 10 / size), fit
