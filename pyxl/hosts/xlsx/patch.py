"""Changing a closed workbook: only the parts concerned are written anew, everything else stays byte for byte.

openpyxl would drop what it does not know (slicers, buttons, sparklines, comments, stored results); so nothing is
loaded and saved here. SAFETY 3b, steps 2 and 3.

    >>> from io import BytesIO
    >>> from openpyxl import Workbook
    >>> book, file = Workbook(), BytesIO()
    >>> book.save(file)
    >>> after = patch(file.getvalue(), [WriteCell("Sheet", 2, 1, "=1+1")])
    >>> from pyxl.hosts.xlsx.grid import read_grid
    >>> read_grid(open_book(after), "Sheet").value(2, 1)
    '=1+1'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyxl.hosts.xlsx.appending import Appending
from pyxl.hosts.xlsx.book_parts import has_formulas, recalculated, with_properties, without_chain
from pyxl.hosts.xlsx.edits import AppendRows, Edit, WriteCached, WriteCell, WriteProperty
from pyxl.hosts.xlsx.package import Book, open_book
from pyxl.hosts.xlsx.row_heights import RowHeights
from pyxl.hosts.xlsx.sheet_patch import patched_sheet
from pyxl.hosts.xlsx.sheet_plan import SheetPlan
from pyxl.hosts.xlsx.styles import Styles
from pyxl.hosts.xlsx.table_patch import grown_table
from pyxl.hosts.xlsx.values import Writable
from pyxl.hosts.xlsx.zip_writer import rewrite

_PLAIN_STYLES = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></styleSheet>'


@dataclass
class Plan:
    """What a set of edits comes to in one workbook, checked but not written."""

    book: Book
    styles: Styles
    sheets: dict[str, SheetPlan] = field(default_factory=dict)
    """By the sheet's own name."""
    asked: dict[str, list[Edit]] = field(default_factory=dict)
    """The edits of each sheet, in their order."""
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def appended(self) -> dict[str, tuple[int, ...]]:
        """For each table as named in the edits: the sheet rows its new rows get, in their order."""
        return {name: rows for sheet in self.sheets.values() for name, rows in sheet.appended.items()}


def plan_edits(book: Book, edits: Sequence[Edit], rehearsed: Plan | None = None) -> Plan:
    """Every edit checked against the workbook and given its cells; appended rows come after the single cells.

    What was `rehearsed` for the very same book is not planned again, sheet by sheet.

    Raises `Refused` (see refusals.py) at the first edit that cannot be done; nothing is written then.
    """
    if rehearsed is None or rehearsed.book is not book:
        part = book.related("styles")
        rehearsed = Plan(book, Styles(book.archive.read(part) if part else _PLAIN_STYLES, part or ""))
    plan = Plan(book, rehearsed.styles)
    names: dict[str, str] = {}
    for edit in edits:
        if isinstance(edit, WriteProperty):
            plan.properties[edit.name] = edit.text
            continue
        name = edit.table if isinstance(edit, AppendRows) else edit.sheet
        if name not in names:
            names[name] = book.table(name).sheet if isinstance(edit, AppendRows) else book.sheet(name).name
        plan.asked.setdefault(names[name], []).append(edit)
    for sheet, asked in plan.asked.items():
        is_known = rehearsed.asked.get(sheet) == asked
        plan.sheets[sheet] = rehearsed.sheets[sheet] if is_known else _planned_sheet(plan, sheet, asked)
    return plan


def _planned_sheet(plan: Plan, name: str, edits: Sequence[Edit]) -> SheetPlan:
    sheet = SheetPlan(plan.book, plan.book.sheet(name), plan.styles)
    rows: dict[str, list[Mapping[int, Writable]]] = {}
    results: dict[str, frozenset[int]] = {}
    for edit in edits:
        match edit:
            case WriteCell():
                sheet.write(edit)
            case WriteCached():
                sheet.write_cached(edit)
            case AppendRows():
                rows.setdefault(edit.table, []).extend(edit.rows)
                results[edit.table] = results.get(edit.table, frozenset()) | edit.results
    for table, added in rows.items():
        sheet.appended[table] = Appending(sheet, plan.book.table(table), results[table]).place(added)
    sheet.rehome_masters()
    sheet.heights = RowHeights(sheet).fitted()
    return sheet


def patch(data: bytes | Book, edits: Sequence[Edit]) -> bytes:
    """The workbook with these edits; no edit gives the same bytes back.

    Raises `Refused`; the codes are those of `open_book` and of refusals.py.
    """
    book = open_book(data) if isinstance(data, bytes) else data
    return write_plan(plan_edits(book, edits))


def write_plan(plan: Plan) -> bytes:
    """The workbook's bytes with the plan carried out."""
    parts, dropped = changed_parts(plan)
    return rewrite(plan.book.archive, parts, dropped) if parts else plan.book.archive.data


def changed_parts(plan: Plan) -> tuple[dict[str, bytes], set[str]]:
    """The parts that are written anew, by name, and those that are left out."""
    book = plan.book
    parts: dict[str, bytes] = {}
    dropped: set[str] = set()
    for sheet in plan.sheets.values():
        if sheet.changes:
            parts[sheet.sheet.part] = patched_sheet(sheet)
        for name, area in sheet.grown.items():
            table = book.table(name)
            parts[table.part] = grown_table(book.archive.read(table.part), table.area, area)
    if plan.styles.is_changed:
        parts[plan.styles.part] = plan.styles.data()
    if any(sheet.formulas_changed for sheet in plan.sheets.values()):
        changed, dropped = without_chain(book)
        parts.update(changed)
    if any(sheet.changes for sheet in plan.sheets.values()) and _will_have_formulas(plan):
        old = book.archive.read(book.part)
        new = recalculated(old, book.part)
        parts.update({book.part: new} if new != old else {})
    if plan.properties:
        parts.update(with_properties(book.archive, plan.properties, parts))
    return parts, dropped


def _will_have_formulas(plan: Plan) -> bool:
    return any(sheet.formulas_changed for sheet in plan.sheets.values()) or has_formulas(plan.book)
