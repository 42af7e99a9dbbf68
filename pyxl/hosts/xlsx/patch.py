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
from pyxl.hosts.xlsx.package import Book, Sheet, open_book
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
    appended: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """For each table as named in the edits: the sheet rows its new rows get, in their order."""
    properties: dict[str, str] = field(default_factory=dict)

    def of(self, sheet: Sheet) -> SheetPlan:
        """The plan of that sheet, opened when first asked for."""
        if sheet.name not in self.sheets:
            self.sheets[sheet.name] = SheetPlan(self.book, sheet, self.styles)
        return self.sheets[sheet.name]


def plan_edits(book: Book, edits: Sequence[Edit]) -> Plan:
    """Every edit checked against the workbook and given its cells; appended rows come after the single cells.

    Raises `Refused` (see refusals.py) at the first edit that cannot be done; nothing is written then.
    """
    part = book.related("styles")
    plan = Plan(book, Styles(book.archive.read(part) if part else _PLAIN_STYLES, part or ""))
    rows: dict[str, list[Mapping[int, Writable]]] = {}
    results: dict[str, frozenset[int]] = {}
    for edit in edits:
        match edit:
            case WriteCell():
                plan.of(book.sheet(edit.sheet)).write(edit)
            case WriteCached():
                plan.of(book.sheet(edit.sheet)).write_cached(edit)
            case AppendRows():
                rows.setdefault(edit.table, []).extend(edit.rows)
                results[edit.table] = results.get(edit.table, frozenset()) | edit.results
            case WriteProperty():
                plan.properties[edit.name] = edit.text
    for name, added in rows.items():
        table = book.table(name)
        plan.appended[name] = Appending(plan.of(book.sheet(table.sheet)), table, results[name]).place(added)
    for sheet in plan.sheets.values():
        sheet.rehome_masters()
    return plan


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
