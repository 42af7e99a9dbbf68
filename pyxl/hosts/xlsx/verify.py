"""The second look at a changed workbook: what differs from before is exactly what was wanted.

The new bytes go through the same door as any file. Untouched rows are compared as bytes; the cells of touched rows
are read back with an XML parser, which the writing did not use. SAFETY 3b, step 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from lxml import etree

from pyxl.core.refusal import Refused
from pyxl.formats.zip_door import Archive
from pyxl.hosts.xlsx import markup, refusals
from pyxl.hosts.xlsx.addresses import address
from pyxl.hosts.xlsx.book_parts import CUSTOM, TYPES, custom_part, read_properties
from pyxl.hosts.xlsx.edits import Edit
from pyxl.hosts.xlsx.package import Book, open_book, relations_part
from pyxl.hosts.xlsx.patch import Plan, plan_edits
from pyxl.hosts.xlsx.sheet_plan import CellChange, SheetPlan
from pyxl.hosts.xlsx.sheet_text import Cell, SheetText
from pyxl.hosts.xlsx.values import Writable, clean_text, serial_of

_SQREF = re.compile(rb"sqref=(?:\"[^\"]*\"|'[^']*')|sqref>[^<]*<")
_DIMENSION = re.compile(rb"<(?:[\w.-]+:)?dimension\s[^>]*>")
_REF = re.compile(rb"ref=(?:\"[^\"]*\"|'[^']*')")


def verify(before: bytes | Book, after: bytes, edits: Sequence[Edit]) -> None:
    """Nothing where `after` is `before` with exactly these edits; else raises E_VERIFY naming the place."""
    book = open_book(before) if isinstance(before, bytes) else before
    verify_plan(plan_edits(book, edits), after)


def verify_plan(plan: Plan, after: bytes) -> None:
    """The same for edits that were planned already; spares planning them twice."""
    try:
        new = open_book(after)
        _check_parts(plan, new)
        for sheet in plan.sheets.values():
            _check_sheet(sheet, SheetText(new.sheet_xml(sheet.sheet), sheet.sheet.part))
    except Refused as refused:
        if refused.code == refusals.NOT_VERIFIED.code:
            raise
        raise refusals.NOT_VERIFIED.because(where=refused.code) from refused


def _wrong(where: str) -> Refused:
    return refusals.NOT_VERIFIED.because(where=where)


def _check_parts(plan: Plan, new: Book) -> None:
    """All parts but the expected ones are the very same bytes, in the same order."""
    old, now = plan.book.archive, new.archive
    may_change = _may_change(plan)
    gone = [name for name in old.names if name not in now]
    added = [name for name in now.names if name not in old]
    if set(gone) - may_change or set(added) - may_change:
        raise _wrong(", ".join((*gone, *added)))
    kept = [name for name in old.names if name in now]
    if [name for name in now.names if name in old] != kept:
        raise _wrong("order")
    for name in kept:
        if name not in may_change and not _same_bytes(old, now, name):
            raise _wrong(name)
    if [sheet.name for sheet in new.sheets] != [sheet.name for sheet in plan.book.sheets]:
        raise _wrong(plan.book.part)
    _check_tables(plan, new)
    _check_styles(plan, now)
    properties = read_properties(now)
    if properties != {**read_properties(old), **{n: clean_text(text) for n, text in plan.properties.items()}}:
        raise _wrong(CUSTOM)


def _may_change(plan: Plan) -> set[str]:
    book = plan.book
    names = {sheet.sheet.part for sheet in plan.sheets.values()} | {book.part, plan.styles.part}
    names |= {book.table(name).part for sheet in plan.sheets.values() for name in sheet.grown}
    if any(sheet.formulas_changed for sheet in plan.sheets.values()):
        names |= {book.related("calcChain") or "", relations_part(book.part), TYPES}
    if plan.properties:
        part = custom_part(book.archive)
        names |= {part} if part else {CUSTOM, "_rels/.rels", TYPES}
    return names


def _same_bytes(old: Archive, new: Archive, name: str) -> bool:
    return old.raw(old.member(name)) == new.raw(new.member(name))


def _check_tables(plan: Plan, new: Book) -> None:
    grown = {name: area for sheet in plan.sheets.values() for name, area in sheet.grown.items()}
    for table in plan.book.tables:
        after = new.table(table.name)
        if after.area != grown.get(table.name, table.area):
            raise _wrong(table.part)
        old, now = plan.book.archive.read(table.part), new.archive.read(table.part)
        if _REF.sub(b"", old) != _REF.sub(b"", now):
            raise _wrong(table.part)


def _check_styles(plan: Plan, now: Archive) -> None:
    """The old styles are still there in the old order; every cell that kept its style keeps its looks."""
    if not plan.styles.is_changed:
        return
    part = plan.styles.part
    old, new = (markup.parse_xml(archive.read(part), part) for archive in (plan.book.archive, now))
    styles = f"{{{markup.MAIN}}}cellXfs/{{{markup.MAIN}}}xf"
    old_xfs, new_xfs = ([etree.tostring(xf, with_tail=False) for xf in root.iterfind(styles)] for root in (old, new))
    if new_xfs[: len(old_xfs)] != old_xfs or len(new_xfs) == len(old_xfs):
        raise _wrong(part)


def _check_sheet(plan: SheetPlan, new: SheetText) -> None:
    old, name = plan.text, plan.sheet.name
    if _DIMENSION.sub(b"", old.head) != _DIMENSION.sub(b"", new.head):
        raise _wrong(name)
    tails = (old.tail, new.tail)
    if old.is_empty_tag and not new.is_empty_tag:
        tails = (b"</" + old.prefix + b"sheetData>" + old.tail, new.tail)
    if plan.grown:
        tails = (_SQREF.sub(b"", tails[0]), _SQREF.sub(b"", tails[1]))
    if tails[0] != tails[1] or not new.is_sorted:
        raise _wrong(name)
    touched = {row for row, _ in plan.changes}
    if b"".join(_untouched(old, touched)) != b"".join(_untouched(new, touched)):
        raise _wrong(name)
    changes: dict[int, dict[int, CellChange]] = {}
    for (row, column), change in plan.changes.items():
        changes.setdefault(row, {})[column] = change
    for row in touched:
        _check_row(plan, new, row, changes[row])


def _untouched(text: SheetText, touched: set[int]) -> Iterator[bytes]:
    """The stretches of the sheet between the touched rows, as bytes."""
    at = text.rows_start
    for row in sorted(touched):
        index = text.index(row)
        if index is not None:
            start, end = text.span(index)
            if start > at:
                yield text.data[at:start]
            at = end
    if text.rows_end > at:
        yield text.data[at : text.rows_end]


def _check_row(plan: SheetPlan, new: SheetText, row: int, changes: dict[int, CellChange]) -> None:
    old_row = plan.cells(row)
    index = new.index(row)
    data = new.row_bytes(index) if index is not None else b""
    new_row = {cell.column: cell for cell in new.cells_of(data)} if data else {}
    for column in old_row.keys() | new_row.keys() | changes.keys():
        before, after, change = old_row.get(column), new_row.get(column), changes.get(column)
        is_right = _is_same(before, after) if change is None else _is_wanted(plan, before, after, change)
        if not is_right:
            raise _wrong(f"{plan.sheet.name}!{address(row, column)}")


def _is_same(before: Cell | None, after: Cell | None) -> bool:
    return before is not None and after is not None and _content(before) == _content(after)


def _content(cell: Cell) -> tuple[bytes, bytes | None]:
    return cell.attributes, cell.inner


def _is_wanted(plan: SheetPlan, before: Cell | None, after: Cell | None, change: CellChange) -> bool:
    if after is None:
        return _is_nothing(change.value) and change.kind == "value" and before is None
    style = int(markup.attribute(after.attributes, b"s") or 0)
    wanted = change.style if change.style is not None else int(_attribute(before, b"s") or 0)
    if style != wanted:
        return False
    element = _parsed(plan.text.prefix, after)
    formula = element.find("f")
    if change.kind == "value":
        return formula is None and _holds(element, change.value, plan.book.date1904)
    if change.kind == "master":
        old = etree.fromstring(_wrapped(plan.text.prefix, before)) if before else None
        return formula is not None and old is not None and element.findtext("v") == old.findtext("v")
    return formula is not None and _holds(element, change.value, plan.book.date1904)


def _attribute(cell: Cell | None, name: bytes) -> bytes | None:
    return markup.attribute(cell.attributes, name) if cell else None


def _wrapped(prefix: bytes, cell: Cell) -> bytes:
    """The cell as a document of its own, its names without prefix."""
    inner = re.sub(rb"(</?)" + re.escape(prefix), rb"\1", cell.inner or b"") if prefix else cell.inner or b""
    return b"<c%b>%b</c>" % (re.sub(rb"\s[\w.-]+:[\w.-]+=", b" other=", cell.attributes), inner)


def _parsed(prefix: bytes, cell: Cell) -> etree._Element:
    return markup.parse_xml(_wrapped(prefix, cell), "cell")


def _holds(element: etree._Element, value: Writable, date1904: bool) -> bool:
    """Whether the cell shows that value."""
    kind, stored = element.get("t", "n"), element.findtext("v")
    if _is_nothing(value):
        return not stored and element.find("is") is None
    if isinstance(value, str):
        text = element.findtext("is/t") if kind == "inlineStr" else stored
        return kind in ("inlineStr", "str") and text is not None and _unescaped(text) == clean_text(value)
    if stored is None:
        return False
    match value:
        case bool():
            return kind == "b" and stored == str(int(value))
        case date():
            return kind == "n" and stored == serial_of(value, date1904)
        case int() | Decimal():
            return kind == "n" and Decimal(stored) == value
    return False


def _is_nothing(value: Writable) -> bool:
    """Whether the cell is empty with it; so it is with a text of which nothing is left."""
    return value is None or (isinstance(value, str) and not clean_text(value))


def _unescaped(text: str) -> str:
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
