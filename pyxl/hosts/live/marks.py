"""Red cells with notes: what is wrong stands where it is wrong, and goes away when it was put right.

A cell that has a colour or a note of her own keeps it; the Check column and the Findings tab say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyxl.app.sheet_findings import MARKS, key_text
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.findings import Finding, Severity
from pyxl.core.labels import Language
from pyxl.core.refusal import Refused
from pyxl.core.tables import map_columns
from pyxl.hosts.action_names import as_buttons
from pyxl.hosts.live.reading import OpenTab, tab_of, tab_on

if TYPE_CHECKING:
    import xlwings

SIGN = "pyxl "
"""How every note of ours begins."""
RED, YELLOW = (244, 182, 176), (255, 224, 138)
COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW}
MOST = 100
"""Cells marked in one run: each costs a few calls, and nobody puts more right at once. The Check column has all."""
_CELL = re.compile(r"([A-Z]+)([0-9]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Marked:
    """Where a mark is or shall be: the row by its key, since people sort."""

    sheet: str
    address: str
    key: str


def marked_cells(book: xlwings.Book) -> list[Marked]:
    """The cells that the last run may have marked, from the Findings tab."""
    try:
        raw = tab_of(book, SCHEMA_OF_TAB["Findings"]).raw
    except Refused:
        return []
    at = map_columns(SCHEMA_OF_TAB["Findings"], raw).positions
    if not {"sheet", "cell", "key"} <= at.keys():
        return []
    rows = (tuple(str(row[at[name]] or "") for name in ("sheet", "cell", "key")) for row in raw.rows)
    return [Marked(*row) for row in rows if row[1]][:MOST]


def clear_marks(book: xlwings.Book, marked: Iterable[Marked]) -> None:
    """Takes our notes and colours away, also those that a row left behind when it moved up in its list."""
    known = list(marked)
    left_behind = [replace(each, key="") for each in known]
    for cell in {(each.sheet, at): cell for each, at, cell in _cells(book, [*known, *left_behind])}.values():
        note = cell.note
        if note is not None and note.text.startswith(SIGN):
            note.delete()
            if cell.color in COLOURS.values():
                cell.color = None


def set_marks(
    book: xlwings.Book, findings: Iterable[Finding], sheets: Mapping[str, str], language: Language
) -> xlwings.Range | None:
    """Marks the cells of these findings; gives the first error's cell."""
    said: dict[Marked, list[Finding]] = {}
    for finding in findings:
        place = Marked(sheets.get(finding.cell.tab, finding.cell.tab), finding.cell.address, finding.cell.key)
        if place.address and finding.severity in COLOURS:
            said.setdefault(place, []).append(finding)
    first = None
    for place, _, cell in _cells(book, list(said)[:MOST]):
        worst = min(said[place], key=lambda each: list(COLOURS).index(each.severity))
        lines = (f"{each.message(language)} {as_buttons(each.hint(language), language)}" for each in said[place])
        with suppress(ValueError):  # There is a note of hers.
            cell.add_note(f"{SIGN}{MARKS[worst.severity]} " + "\n".join(lines))
            if cell.color is None:
                cell.color = COLOURS[worst.severity]
        if first is None and worst.is_error:
            first = cell
    return first


def _cells(book: xlwings.Book, marked: Iterable[Marked]) -> Iterator[tuple[Marked, tuple[int, int], xlwings.Range]]:
    """The cells where these marks belong now, each with its row and column."""
    wanted: dict[str, list[Marked]] = {}
    for each in marked:
        wanted.setdefault(each.sheet, []).append(each)
    for sheet in book.sheets:
        if sheet.name in wanted:
            rows = _rows_by_key(tab_on(book, sheet.name))
            for each in wanted[sheet.name]:
                for place in _place(each, rows):
                    yield each, place, sheet.range(place)


def _rows_by_key(tab: OpenTab | None) -> dict[str, int]:
    if tab is None or tab.raw.is_transposed:
        return {}
    at = map_columns(tab.schema, tab.raw).positions.get(tab.schema.key)
    if at is None:
        return {}
    rows = enumerate(tab.raw.rows, tab.raw.header_row + 1)
    return {key: number for number, row in reversed(list(rows)) if (key := key_text(row[at]))}


def _place(mark: Marked, rows: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    found = _CELL.fullmatch(mark.address)
    if found:
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        yield rows.get(mark.key, int(found[2])), column
