"""The second look at a changed workbook: what differs from before is exactly what was wanted.

The new bytes go through the same door as any file, and the changed sheet through an XML parser. Untouched rows are
compared as bytes; touched rows are read back cell by cell (`verify_rows`). SAFETY 3b, step 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from pyxl.core.refusal import Refused
from pyxl.formats.zip_door import Archive
from pyxl.hosts.xlsx import markup, refusals
from pyxl.hosts.xlsx.book_parts import CUSTOM, TYPES, custom_part, read_properties
from pyxl.hosts.xlsx.edits import Edit
from pyxl.hosts.xlsx.package import Book, open_book, relations_part
from pyxl.hosts.xlsx.patch import Plan, plan_edits
from pyxl.hosts.xlsx.sheet_plan import SheetPlan
from pyxl.hosts.xlsx.sheet_text import SheetText
from pyxl.hosts.xlsx.values import clean_text
from pyxl.hosts.xlsx.verify_rows import RowCheck

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
    touched = sorted(plan.changes)
    is_same = b"".join(_untouched(old, touched)) == b"".join(_untouched(new, touched))
    if not is_same or not markup.is_well_formed(new.data):
        raise _wrong(name)
    rows = RowCheck(plan, new)
    for row in touched:
        wrong = rows.find_wrong(row)
        if wrong:
            raise _wrong(f"{name}!{wrong}")


def _untouched(text: SheetText, touched: Sequence[int]) -> Iterator[bytes]:
    """The stretches of the sheet between the touched rows, as bytes."""
    at = text.rows_start
    for row in touched:
        index = text.index(row)
        if index is not None:
            start, end = text.span(index)
            if start > at:
                yield text.data[at:start]
            at = end
    if text.rows_end > at:
        yield text.data[at : text.rows_end]
