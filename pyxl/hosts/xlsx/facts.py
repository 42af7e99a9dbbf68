"""What must be known of a sheet before it is touched: its real size, formulas, errors, hidden rows, merged cells.

The part's bytes are searched, never parsed whole: a dimension that lies, a stray cell in XFD1048576 or a million
formatted blank rows cost nothing (SAFETY F16-F22).

    >>> text = SheetText(b'<worksheet><sheetData><row r="2" hidden="1"><c r="C2"><f>1/0</f></c></row></sheetData>'
    ...                  b'<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>', "sheet1.xml")
    >>> facts = read_facts(text)
    >>> facts.last_row, facts.last_column, sorted(facts.hidden_rows), sorted(facts.no_value), str(facts.merged[0])
    (2, 3, [2], [(2, 3)], 'A1:B1')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.addresses import LAST_COLUMN, Area
from pyxl.hosts.xlsx.sheet_text import CONTENT, FORMULA, SheetText, column_of

Spot = tuple[int, int]
"""(row, column), both from 1."""
_REFERENCE = re.compile(rb"\sr=\"([A-Z]{1,3})(\d+)\"")
_USUAL_VALUE = re.compile(rb"<c r=\"([A-Z]{1,3})(\d+)\"[^<>]*><(?:v>[^<]|is>)")
"""A cell with a value and no formula, as most programs write it."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What was found in one sheet."""

    last_row: int
    """The last row with a value or formula; 0 in an empty sheet. Formatting alone does not count."""
    last_column: int
    """The last column with a value or formula in any row; 0 in an empty sheet."""
    filled_rows: dict[int, int]
    """For each row with content, in order: its last column with content."""
    hidden_rows: frozenset[int]
    """Hidden by hand, by a filter or by an outline."""
    merged: tuple[Area, ...]
    formulas: frozenset[Spot]
    """Every cell with a formula of its own; cells an array formula spills into are not among them."""
    no_value: frozenset[Spot]
    """Formulas without a stored result (the book was never calculated)."""
    errors: dict[Spot, str]
    """Cells that show an error, with it: `#N/A`."""

    def hidden_content_rows(self) -> tuple[int, ...]:
        """The hidden rows that hold something, to be told in the preview (SAFETY F18)."""
        return tuple(row for row in self.filled_rows if row in self.hidden_rows)

    def covered(self, row: int, column: int) -> bool:
        """Whether the cell is hidden behind the top left cell of merged cells (SAFETY F19)."""
        return any(area.holds(row, column) and (row, column) != (area.top, area.left) for area in self.merged)


def read_facts(text: SheetText) -> SheetFacts:
    """The facts of one sheet. Raises E_PACKAGE where the part makes no sense."""
    filled = dict(_filled_rows(text))
    if max(filled.values(), default=0) > LAST_COLUMN:
        raise markup.broken(text.part)
    formulas, no_value = _formulas(text)
    return SheetFacts(
        last_row=max(filled, default=0),
        last_column=max(filled.values(), default=0),
        filled_rows=filled,
        hidden_rows=frozenset(_hidden_rows(text)),
        merged=merged_areas(text),
        formulas=frozenset(formulas),
        no_value=frozenset(no_value),
        errors=dict(_errors(text)),
    )


def merged_areas(text: SheetText) -> tuple[Area, ...]:
    """The merged areas."""
    found = markup.start_tag(b"mergeCell").finditer(text.data, text.rows_end)
    return tuple(markup.area(match[2], text.part) for match in found)


def _filled_rows(text: SheetText) -> Iterator[Spot]:
    """(row, last column with content): a row is looked at from its end, only as far as needed."""
    data, closing = text.data, b"</" + text.prefix + b"c>"
    at = data.find(closing, text.rows_start, text.rows_end)
    while at >= 0:
        index = text.index_at(at)
        start, end = text.span(index)
        column = _last_filled(text, index)
        if column is None:
            column = max((cell.column for cell in text.cells_of(data[start:end]) if cell.has_content), default=0)
        if column:
            yield text.numbers[index], column
        at = data.find(closing, end, text.rows_end)


def _last_filled(text: SheetText, index: int) -> int | None:
    """The last column with content in a row, 0 where it has none; None where its cells must be taken one by one."""
    data, closing, opening = text.data, b"</" + text.prefix + b"c>", b"<" + text.prefix + b"c "
    start, end = text.span(index)
    while (last := data.rfind(closing, start, end)) >= 0:
        begin = data.rfind(opening, start, last)
        if begin < 0 or data.find(closing, begin, last) >= 0:
            return None
        usual = _USUAL_VALUE.match(data, begin, last)
        if usual or CONTENT.search(data, begin, last):
            found = usual or _REFERENCE.search(data, begin, data.find(b">", begin))
            if found and int(found[2]) != text.numbers[index]:
                raise markup.broken(text.part)
            return column_of(found[1]) if found else None
        end = begin
    return 0


def _hidden_rows(text: SheetText) -> Iterator[int]:
    data = text.data
    at = data.find(b"hidden=", text.rows_start, text.rows_end)
    while at >= 0:
        index = text.index_at(at)
        tag = text.row_tag(data[text.starts[index] : data.find(b">", at) + 1])
        if (markup.attribute(tag[1], b"hidden") or b"0") in (b"1", b"true"):
            yield text.numbers[index]
        at = data.find(b"hidden=", at + 7, text.rows_end)


def _formulas(text: SheetText) -> tuple[list[Spot], list[Spot]]:
    """All formula cells, and those of them without a stored result."""
    expected = text.data.count(b"<" + text.prefix + b"f", text.rows_start, text.rows_end)
    if not expected:
        return [], []
    name = re.escape(text.prefix)
    usual = re.compile(
        rb"<%bc r=\"([A-Z]{1,3})(\d+)\"([^>]*)><%bf(?:[^>]*/>|[^>]*>[^<]*</%bf>)(<%bv>(?:[^<]|</)|<%bv/>)?"
        % ((name,) * 5)
    )
    found = list(_formula_cells(text, usual))
    if len(found) != expected:
        return _formulas_one_by_one(text)
    column = {letters: column_of(letters) for letters in {cell[0] for cell in found}}
    spots = [(int(cell[1]), column[cell[0]]) for cell in found]
    without = [spot for spot, cell in zip(spots, found, strict=True) if _is_without(cell[2], cell[3])]
    return spots, without


def _formula_cells(text: SheetText, usual: re.Pattern[bytes]) -> Iterator[tuple[bytes, ...]]:
    """The groups of that pattern for each cell with a formula: gone to from the formula, as most cells have none."""
    data, cell, formula = text.data, b"<" + text.prefix + b"c ", b"><" + text.prefix + b"f"
    at = data.find(formula, text.rows_start, text.rows_end)
    while at >= 0:
        match = usual.match(data, max(data.rfind(cell, text.rows_start, at), text.rows_start), text.rows_end)
        if match:
            yield match.groups(default=b"")
        at = data.find(formula, at + len(formula), text.rows_end)


def _is_without(attributes: bytes, stored: bytes) -> bool:
    """Whether a formula has no result; an empty text is one, an empty number is none."""
    return not stored or (stored.endswith((b"</", b"/>")) and markup.attribute(attributes, b"t") != b"str")


def _formulas_one_by_one(text: SheetText) -> tuple[list[Spot], list[Spot]]:
    """The same for a sheet written in an unusual way (cells without address, blanks between the tags)."""
    spots: list[Spot] = []
    without: list[Spot] = []
    shape = re.compile(rb"<(?:[\w.-]+:)?v\s*(?:/>|>(?:[^<]|</))")
    for index, row in enumerate(text.numbers):
        for cell in text.cells_of(text.row_bytes(index)):
            if FORMULA.search(cell.inner or b""):
                spots.append((row, cell.column))
                stored = shape.search(cell.inner or b"")
                if _is_without(cell.attributes, stored[0] if stored else b""):
                    without.append((row, cell.column))
    return spots, without


def _errors(text: SheetText) -> Iterator[tuple[Spot, str]]:
    data = text.data
    for mark in (b't="e"', b"t='e'"):
        at = data.find(mark, text.rows_start, text.rows_end)
        while at >= 0:
            begin = data.rfind(b"<", text.rows_start, at)
            if data.startswith((b"<" + text.prefix + b"c ", b"<" + text.prefix + b"c\n"), begin):
                found = text.cell_at(begin)
                shown = re.search(rb"v>([^<]+)<", found[1].inner or b"") if found else None
                if found and shown:
                    yield (found[0], found[1].column), shown[1].decode()
            at = data.find(mark, at + 5, text.rows_end)
