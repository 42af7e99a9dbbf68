"""The rows of a changed sheet, read back: each wanted cell holds its value, and all between them is as it was.

Nothing here is shared with the writing: a cell is taken to pieces again, its text decoded and compared with the wanted
value. What a row holds besides its wanted cells, blanks and tags included, is compared as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.addresses import address
from pyxl.hosts.xlsx.sheet_formulas import formula_pattern
from pyxl.hosts.xlsx.sheet_plan import CellChange, SheetPlan
from pyxl.hosts.xlsx.sheet_text import Cell, SheetText, letters_of
from pyxl.hosts.xlsx.values import Writable, clean_text, serial_of, unescape_markup

_ATTRIBUTES = re.compile(rb' r="[A-Z]{1,3}\d{1,7}"(?: s="(\d{1,6})")?(?: t="(\w+)")?')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class RowCheck:
    """Compares the rows of a sheet before and after."""

    def __init__(self, plan: SheetPlan, new: SheetText) -> None:
        self._plan, self._new = plan, new
        self._date1904 = plan.book.date1904
        name = re.escape(new.prefix)
        inner = (
            rb"(<%bf(?:\s[^>]*)?(?:/>|>[^<]*</%bf>))?"
            rb"(?:<%bv>([^<]*)</%bv>|<%bis><%bt xml:space=\"preserve\">([^<]*)</%bt></%bis>)?" % ((name,) * 8)
        )
        attributes = rb" r=\"([A-Z]{1,3})(\d{1,7})\"(?: s=\"(\d{1,6})\")?(?: t=\"(\w+)\")?"
        self._inner = re.compile(inner)
        self._cell = re.compile(rb"<%bc%b(?:/>|>%b</%bc>)" % (name, attributes, inner, name))
        self._formula = formula_pattern(new.prefix)

    def find_wrong(self, row: int) -> str:
        """The address of a cell that is not as wanted, of the row where it is none of these; empty if all is right."""
        changes = self._plan.changes[row]
        if self._is_right(row, changes):
            return ""
        columns = sorted(changes)
        old_cells = [self._plan.cell(row, column) for column in columns]
        new_cells = self._new_cells(row, columns)
        if new_cells is None:
            return f"{row}:{row}"
        for column, before, after in zip(columns, old_cells, new_cells, strict=True):
            if not self._is_wanted(before, after, changes[column]):
                return address(row, column)
        return "" if self._is_rest_same(row, old_cells, new_cells) else f"{row}:{row}"

    def _is_right(self, row: int, changes: Mapping[int, CellChange]) -> bool:
        """The short way: both rows are walked together, and every wanted cell taken to pieces where it must stand.

        It says yes only when all is as every program writes it; else the long way tells.
        """
        index = self._new.index(row)
        if index is None:
            return False
        after = self._new.row_bytes(index)
        tag = self._new.row_tag(after)
        before, at_before, is_empty = self._old_body(row, tag[1])
        at, is_new = tag.end(), self._plan.text.index(row) is None
        if before is None:
            return False
        for column in sorted(changes):
            change = changes[column]
            start, end = (at_before, at_before) if is_new else self._place(row, column, at_before)
            found = self._cell.match(after, at + start - at_before)
            if after[at : at + start - at_before] != before[at_before:start]:
                return False
            if found is None or found[1] != letters_of(column) or found[2] != b"%d" % row:
                # The cell of nothing that has no style is left out.
                if change.style or not _is_nothing(change.value) or start < end:
                    return False
                at, at_before = at + start - at_before, start
                continue
            if not self._is_right_cell(found, change, before[start:end]):
                return False
            at, at_before = found.end(), end
        closing = b"</%brow>" % self._new.prefix if is_empty else b""
        return after[at:] == closing + before[at_before:]

    def _old_body(self, row: int, new_tag: bytes) -> tuple[bytes | None, int, bool]:
        """The old row, where its cells begin, and whether it had no closing tag; no row where the tags differ."""
        index = self._plan.text.index(row)
        if index is None:
            return b"" if self._is_tag_right(row, new_tag) else None, 0, True
        before = self._plan.text.row_bytes(index)
        tag = self._plan.text.row_tag(before)
        is_same = _settled(self._plan.with_height(tag[1], row)) == _settled(new_tag)
        return before if is_same else None, tag.end(), bool(tag[2])

    def _place(self, row: int, column: int, behind: int) -> tuple[int, int]:
        """Start and end of the old cell in its row; the same twice where there was none."""
        cell = self._plan.cell(row, column)
        if cell is not None:
            return cell.start, cell.end
        gap = self._plan.gap(row, column)
        return (behind, behind) if gap is None else (gap, gap)

    def _is_right_cell(self, found: re.Match[bytes], change: CellChange, before: bytes) -> bool:
        _, _, style, kind, formula, stored, inline = found.groups()
        if change.kind == "value":
            if formula is not None or int(style or 0) != change.style:
                return False
        elif change.kind == "formula" and change.style is not None:
            if formula != change.formula or int(style or 0) != change.style:
                return False
        elif change.kind == "cached":
            old = self._cell.fullmatch(before)
            if formula is None or old is None or (old[3], old[5]) != (style, formula):
                return False
        else:
            return False
        return _holds(stored, inline, kind or b"n", change.value, self._date1904)

    def _is_tag_right(self, row: int, tag: bytes) -> bool:
        model = self._plan.row_attributes(self._plan.row_models.get(row, 0))
        return _settled(tag) == _settled(b' r="%d"%b' % (row, self._plan.with_height(model, row)))

    def _new_cells(self, row: int, columns: Sequence[int]) -> list[Cell | None] | None:
        """The new cells in these columns; None where the row's cells do not ascend."""
        index = self._new.index(row)
        if index is None:
            return [None for _ in columns]
        layout = self._new.layout(index)
        if layout is None:
            found = self._new.cells_of(self._new.row_bytes(index))
            cells = {cell.column: cell for cell in found}
            is_ascending = [cell.column for cell in found] == sorted(cells)
            return [cells.get(column) for column in columns] if is_ascending else None
        return [self._new.usual_cell(index, column) if column in layout else None for column in columns]

    def _is_rest_same(self, row: int, old_cells: Sequence[Cell | None], new_cells: Sequence[Cell | None]) -> bool:
        """Whether the row without its wanted cells, and its tag, are what they were."""
        old_tag, old_rest = self._rest(self._plan.text, row, old_cells)
        new_tag, new_rest = self._rest(self._new, row, new_cells)
        # The rows' own closing tags: an empty row had none, a new one was not there.
        closing = b"</%brow>" % self._new.prefix
        same = new_rest in (old_rest, closing + old_rest)
        if not same or new_tag is None:
            return False
        if old_tag is None:
            return self._is_tag_right(row, new_tag)
        return _settled(self._plan.with_height(old_tag, row)) == _settled(new_tag)

    def _rest(self, text: SheetText, row: int, cells: Sequence[Cell | None]) -> tuple[bytes | None, bytes]:
        """The attributes of the row's tag, and what is left behind it without these cells."""
        index = text.index(row)
        if index is None:
            return None, b""
        data = text.row_bytes(index)
        tag = text.row_tag(data)
        pieces, at = [], tag.end()
        for cell in cells:
            if cell is not None:
                pieces.append(data[at : cell.start])
                at = cell.end
        return tag[1], b"".join((*pieces, data[at:]))

    def _is_wanted(self, before: Cell | None, after: Cell | None, change: CellChange) -> bool:
        if after is None:
            return _is_nothing(change.value) and change.kind == "value" and before is None
        attributes = _ATTRIBUTES.fullmatch(after.attributes)
        style, kind = attributes.groups() if attributes else _looked_up(after)
        wanted = change.style if change.style is not None else int(_looked_up(before)[0] or 0) if before else 0
        if int(style or 0) != wanted:
            return False
        read = self._inner.fullmatch(after.inner or b"")
        if change.kind == "master":
            return before is not None and self._is_rehomed(before, after, change)
        if read is None:
            return False
        formula, stored, inline = read.groups()
        if change.kind == "value":
            is_fine = attributes is not None and formula is None
        else:
            is_fine = formula is not None and self._is_formula_kept(before, after, change, formula)
        return is_fine and _holds(stored, inline, kind or b"n", change.value, self._date1904)

    def _is_formula_kept(self, before: Cell | None, after: Cell, change: CellChange, formula: bytes) -> bool:
        """Under a new result the old formula stands, and all that was said of the cell but the result's type."""
        if change.kind == "formula":
            return formula == change.formula
        found = self._formula.search(before.inner or b"") if before else None
        return (
            before is not None
            and found is not None
            and found[0] == formula
            and markup.drop_attribute(before.attributes, b"t").rstrip()
            == markup.drop_attribute(after.attributes, b"t").rstrip()
        )

    def _is_rehomed(self, before: Cell, after: Cell, change: CellChange) -> bool:
        """Only the formula was written out; the result beside it is the very same."""
        found = self._formula.search(after.inner or b"")
        rests = [self._formula.sub(b"", cell.inner or b"", count=1) for cell in (before, after)]
        is_written = found is not None and found[0] == change.formula
        return is_written and rests[0] == rests[1] and before.attributes == after.attributes


def _settled(tag: bytes) -> bytes:
    """A row's attributes without the hint how far it reaches, which follows its cells."""
    return (markup.drop_attribute(tag, b"spans") if b"spans" in tag else tag).rstrip()


def _looked_up(cell: Cell) -> tuple[bytes | None, bytes | None]:
    """Style and type of a cell, in whatever order its attributes stand."""
    return markup.attribute(cell.attributes, b"s"), markup.attribute(cell.attributes, b"t")


def _holds(stored: bytes | None, inline: bytes | None, kind: bytes, value: Writable, date1904: bool) -> bool:
    """Whether a cell of that type with that `<v>` or that `<is><t>` shows the value."""
    if type(value) is str and value:
        text = inline if kind == b"inlineStr" else stored if kind == b"str" else None
        if text is not None:
            return _decoded(text) == clean_text(value)
    if _is_nothing(value):
        return not stored and inline is None
    if isinstance(value, str) or stored is None or inline is not None:
        return False
    if isinstance(value, bool):
        return kind == b"b" and stored == (b"1" if value else b"0")
    if isinstance(value, date):
        return kind == b"n" and stored.decode() == serial_of(value, date1904)
    return kind == b"n" and isinstance(value, int | Decimal) and Decimal(stored.decode()) == value


def _decoded(text: bytes) -> str:
    """The characters a reader of the file sees."""
    shown = unescape_markup(text.decode())
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), shown) if "_x" in shown else shown


def _is_nothing(value: Writable) -> bool:
    """Whether the cell is empty with it; so it is with a text of which nothing is left."""
    return value is None or (isinstance(value, str) and not clean_text(value))
