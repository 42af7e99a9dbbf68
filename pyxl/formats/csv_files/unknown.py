"""A CSV file of a layout that is not known: where its header is, and its rows as they stand.

>>> found = find_unknown("Bank X\\n\\nDatum;Text;Betrag\\n01.03.2026;Miete;-5,00\\n02.03.2026;Kunde;7,00\\n")
>>> found.header, len(found.rows), found.rows[0].number
(('Datum', 'Text', 'Betrag'), 2, 4)
>>> find_unknown("Dear Sirs,\\nplease find our statement.\\n") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pyxl.core.refusal import Refused
from pyxl.formats.bank_values import E_STATEMENT_SIZE, LINE_LIMIT, read_date
from pyxl.formats.csv_files.columns import header_names
from pyxl.formats.csv_files.rows import (
    DELIMITERS,
    HEADER_WITHIN,
    MOST_COLUMNS,
    CsvRow,
    account_in,
    row_of,
    split_line,
    split_rows,
)

DATE_ORDERS = (
    "DD.MM.YYYY",
    "DD.MM.YY",
    "D.M.YYYY",
    "YYYY-MM-DD",
    "YYYY/MM/DD",
    "YYYY.MM.DD.",
    "DD-MM-YYYY",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
)
"""The ways in which dates are written that a person may choose from."""


@dataclass(frozen=True, slots=True)
class UnknownCsv:
    """The rows of a file whose columns somebody has to tell."""

    header: tuple[str, ...]
    delimiter: str
    rows: tuple[CsvRow, ...]
    account: str = ""
    """The own account as the lines above the header have it; "" where they name none."""


def find_unknown(text: str, *, multi_line: bool = False) -> UnknownCsv | None:
    """The file's header and rows; None where it is no table with dates. `multi_line`: a field may have line breaks.

    Raises Refused E_CSV_SHAPE where a row has not the header's width, E_STATEMENT_SIZE where there are too many.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for index, line in enumerate(lines[:HEADER_WITHIN]):
        below = next((each for each in lines[index + 1 :] if each.strip()), "")
        for delimiter in DELIMITERS:
            cells = split_line(line, delimiter)
            if _is_header(cells) and _is_row(split_line(below, delimiter), len(cells)):
                return _unknown(lines, index, delimiter, cells, multi_line)
    return None


def _unknown(lines: list[str], index: int, delimiter: str, cells: list[str], multi_line: bool) -> UnknownCsv:
    rows = []
    for number, row in split_rows(lines, index + 1, delimiter, multi_line):
        rows.append(row_of(number, row, len(cells)))
        if len(rows) > LINE_LIMIT:
            raise E_STATEMENT_SIZE.because(what=f"> {LINE_LIMIT}")
    above = [split_line(line, delimiter) for line in lines[:index]]
    return UnknownCsv(tuple(cell.strip("\ufeff ") for cell in cells), delimiter, tuple(rows), account_in(above))


def _is_header(cells: Sequence[str]) -> bool:
    """Three names or more, none of them twice, none of them a date or a figure."""
    if not 3 <= len(cells) <= MOST_COLUMNS:
        return False
    named = [cell for cell in cells if cell.strip()]
    names = header_names(cells)
    is_plain = all(not re.fullmatch(r"[\d.,:/+ -]+", cell.strip()) for cell in named)
    return (
        len(named) >= 3 and len(names) == len(named) and is_plain and not any(name.endswith(" (2)") for name in names)
    )


def _is_row(cells: Sequence[str], width: int) -> bool:
    return len(cells) == width and any(orders_of(cell) for cell in cells)


def orders_of(text: str) -> frozenset[str]:
    """The ways of writing in which the text is a date; `03/04/2026` has two."""
    day = re.split(r"(?<=\d)[ T]", text.strip(), maxsplit=1)[0]
    return frozenset(order for order in DATE_ORDERS if 8 <= len(day) <= 11 and _is_date(day, order))


def _is_date(text: str, order: str) -> bool:
    try:
        read_date(text, order, "")
    except Refused:
        return False
    return True
