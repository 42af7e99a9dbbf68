"""The bytes of a sheet with its planned changes: touched rows are put together anew, everything else is copied.

One pass over the touched rows; between them the old bytes are taken as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.addresses import Area, around
from pyxl.hosts.xlsx.cells import cell_xml, formula_cell_xml, value_xml
from pyxl.hosts.xlsx.sheet_formulas import formula_pattern
from pyxl.hosts.xlsx.sheet_plan import CellChange, SheetPlan
from pyxl.hosts.xlsx.sheet_text import Cell, SheetText, letters_of
from pyxl.hosts.xlsx.tables import Table

_ATTRIBUTES = rb"((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)"
_RANGED = re.compile(rb"(<(?:[\w.-]+:)?(?:conditionalFormatting|dataValidation))" + _ATTRIBUTES + rb"(?=\s*/?>)")
_RANGED_LATER = re.compile(rb"(<(?:[\w.-]+:)?sqref>)([^<]*)(</(?:[\w.-]+:)?sqref>)(?!\s*</(?:[\w.-]+:)?sparkline>)")
"""Rules kept in the extension list (drop-downs that refer to another sheet); a sparkline's own cell is none."""


def patched_sheet(plan: SheetPlan) -> bytes:
    """The sheet part as it will be."""
    text = plan.text
    head = _head(plan)
    tail = _tail(plan)
    rows = b"".join(_rows(plan))
    if not text.is_empty_tag:
        opening = text.data[text.data_tag[0] : text.data_tag[1]]
        return b"".join((head, opening, rows, tail))
    name = text.prefix
    if not rows:
        return b"".join((head, text.data[text.data_tag[0] : text.data_tag[1]], tail))
    return b"".join((head, b"<%bsheetData>" % name, rows, b"</%bsheetData>" % name, tail))


def _rows(plan: SheetPlan) -> Iterator[bytes]:
    text, data = plan.text, plan.text.data
    at = text.rows_start
    for row in sorted(plan.changes):
        index = text.index(row)
        if index is not None:
            start, end = text.span(index)
            yield data[at:start]
            yield _changed_row(plan, row, data[start:end])
            at = end
        else:
            start = next_start(text, row)
            yield data[at:start]
            yield _new_row(plan, row)
            at = start
    yield data[at : text.rows_end]


def next_start(text: SheetText, row: int) -> int:
    """Where a missing row belongs: before the first row with a higher number."""
    from bisect import bisect_left

    index = bisect_left(text.numbers, row)
    return text.starts[index] if index < len(text.starts) else text.rows_end


def _changed_row(plan: SheetPlan, row: int, data: bytes) -> bytes:
    text, changes = plan.text, plan.changes[row]
    tag = text.row_tag(data)
    pieces: list[bytes] = []
    at = tag.end()
    for column in sorted(changes):
        cell = plan.cell(row, column)
        if cell is None:
            gap = plan.gap(row, column)
            start = end = tag.end() if gap is None else gap
            piece = _new_cell(plan, row, column, changes[column])
        else:
            start, end = cell.start, cell.end
            piece = _changed_cell(plan, row, cell, changes[column])
        pieces += (data[at:start], piece)
        at = end
    attributes = plan.with_height(_spanned(tag[1], changes), row)
    name = text.prefix
    if tag[2]:
        return b"<%brow%b>%b</%brow>" % (name, attributes, b"".join(pieces), name) + data[tag.end() :]
    return b"<%brow%b>%b%b" % (name, attributes, b"".join(pieces), data[at:])


def _new_row(plan: SheetPlan, row: int) -> bytes:
    """A row that was not there: an appended one takes height and style of its model, without being hidden."""
    changes, prefix = plan.changes[row], plan.text.prefix
    cells = b"".join([_new_cell(plan, row, column, changes[column]) for column in sorted(changes)])
    attributes = plan.with_height(_spanned(plan.row_attributes(plan.row_models.get(row, 0)), changes), row)
    return b'<%brow r="%d"%b>%b</%brow>' % (prefix, row, attributes, cells, prefix)


def _spanned(attributes: bytes, columns: Collection[int]) -> bytes:
    """`spans` is a hint for the reader; where it stands it must be true."""
    spans = markup.attribute(attributes, b"spans")
    if not spans or b":" not in spans:
        return attributes
    first_last = re.fullmatch(rb"(\d{1,5}):(\d{1,5})", spans.split()[0]) if spans.split() else None
    if first_last is None:
        return markup.drop_attribute(attributes, b"spans")
    first, last = int(first_last[1]), int(first_last[2])
    if b" " in spans.strip() or (first <= min(columns) and max(columns) <= last):
        return attributes if b" " not in spans.strip() else markup.drop_attribute(attributes, b"spans")
    widened = b"%d:%d" % (min(first, *columns), max(last, *columns))
    return markup.set_attribute(attributes, b"spans", widened)


def _new_cell(plan: SheetPlan, row: int, column: int, change: CellChange) -> bytes:
    reference, prefix = b"%b%d" % (letters_of(column), row), plan.text.prefix
    style = change.style or 0
    if change.kind == "formula":
        styled = b' s="%d"' % style if style else b""
        attributes = b' r="%b"%b%b' % (reference, styled, change.attributes)
        return formula_cell_xml(prefix, attributes, change.formula, change.value, plan.book.date1904)
    kind, inner = value_xml(change.value, prefix, plan.book.date1904)
    return cell_xml(prefix, reference, style, kind, inner) if inner or style else b""


def _changed_cell(plan: SheetPlan, row: int, cell: Cell, change: CellChange) -> bytes:
    text = plan.text
    if change.kind == "value" and change.style is not None:
        written = _new_cell(plan, row, cell.column, change)
        # An emptied cell without a style of its own may as well go; a reader counts the next one from its address.
        return written or b'<%bc r="%b%d"/>' % (text.prefix, letters_of(cell.column), row)
    pattern = formula_pattern(text.prefix)
    present = pattern.search(cell.inner or b"")
    if change.kind == "master" and present:
        moved = pattern.sub(lambda _: change.formula, cell.inner or b"", count=1)
        return b"<%bc%b>%b</%bc>" % (text.prefix, cell.attributes, moved, text.prefix)
    if change.kind == "cached" and present:
        return formula_cell_xml(text.prefix, cell.attributes, present[0], change.value, plan.book.date1904)
    if change.kind == "formula" and change.style is None:
        return formula_cell_xml(text.prefix, cell.attributes, change.formula, change.value, plan.book.date1904)
    assert change.kind == "formula", "a value without a style"
    return _new_cell(plan, row, cell.column, change)


def _head(plan: SheetPlan) -> bytes:
    """The head, with the dimension widened where cells came to lie outside it."""
    head = plan.text.head
    written = [spot for row, of_row in plan.changes.items() for spot in _ends(row, of_row)]
    found = markup.start_tag(b"dimension").search(head)
    reference = markup.attribute(found[2], b"ref") if found else None
    if not found or not reference or not written:
        return head
    old, new = markup.area(found[2], plan.sheet.part), around(written)
    joined = around([(old.top, old.left), (old.bottom, old.right), (new.top, new.left), (new.bottom, new.right)])
    if joined == old:
        return head
    attributes = markup.set_attribute(found[2], b"ref", str(joined).encode())
    tag = b"<%bdimension%b%b>" % (found[1], attributes, found[3])
    return head[: found.start()] + tag + head[found.end() :]


def _ends(row: int, changes: Mapping[int, CellChange]) -> Iterator[tuple[int, int]]:
    """The first and the last cell of the row that get something."""
    columns = [column for column, change in changes.items() if change.value is not None or change.formula]
    if columns:
        yield row, min(columns)
        yield row, max(columns)


def _tail(plan: SheetPlan) -> bytes:
    """The tail, with the rules of a table's last row going on to its new last row."""
    tail = plan.text.tail
    tables = {table.name: table for table in plan.book.tables}
    for name, area in plan.grown.items():
        widen = _widener(tables[name], area.bottom)
        tail = _RANGED.sub(lambda found, widen=widen: found[1] + _widened(found[2], widen), tail)  # type: ignore[misc]
        tail = _RANGED_LATER.sub(lambda found, widen=widen: found[1] + widen(found[2]) + found[3], tail)  # type: ignore[misc]
    return tail


def _widened(attributes: bytes, widen: Callable[[bytes], bytes]) -> bytes:
    ranges = markup.attribute(attributes, b"sqref")
    return markup.set_attribute(attributes, b"sqref", widen(ranges)) if ranges else attributes


def _widener(table: Table, bottom: int) -> Callable[[bytes], bytes]:
    def widen(ranges: bytes) -> bytes:
        return b" ".join(_grown(part, table, bottom) for part in ranges.split())

    return widen


def _grown(reference: bytes, table: Table, bottom: int) -> bytes:
    """A range that ended with the table's last row ends with its new one."""
    try:
        area = Area.parse(reference.decode())
    except ValueError:
        return reference
    ends_here = area.bottom == table.body.bottom and area.top >= table.area.top
    if not ends_here or area.left > table.area.right or area.right < table.area.left:
        return reference
    return str(area.down_to(bottom)).encode()
