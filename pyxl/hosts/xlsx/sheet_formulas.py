"""The formulas of one sheet as the file groups them: shared ones with their master, array formulas with their area."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.addresses import Area, around
from pyxl.hosts.xlsx.formulas import shift_formula
from pyxl.hosts.xlsx.sheet_text import Cell, SheetText
from pyxl.hosts.xlsx.values import escape_markup, unescape_markup

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Formula:
    """The `<f>` of a cell: its attributes and its text (empty where a shared master has it)."""

    attributes: bytes
    text: str

    @property
    def kind(self) -> bytes:
        """`normal`, `shared`, `array` or `dataTable`."""
        return markup.attribute(self.attributes, b"t") or b"normal"

    @property
    def group(self) -> bytes | None:
        """The number of its shared group."""
        return markup.attribute(self.attributes, b"si") if self.kind == b"shared" else None


def formula_pattern(prefix: bytes) -> re.Pattern[bytes]:
    """An `<f>` element: group 1 attributes, 2 the text."""
    name = re.escape(prefix)
    return re.compile(rb"<%bf((?:\s[^>]*?)?)(?:/>|>([^<]*)</%bf\s*>)" % (name, name))


class SheetFormulas:
    """Formulas of one sheet, looked up as they are needed."""

    def __init__(self, text: SheetText) -> None:
        self._text = text
        self._pattern = formula_pattern(text.prefix)

    def of(self, cell: Cell | None) -> Formula | None:
        """The cell's formula as it stands."""
        found = self._pattern.search(cell.inner or b"") if cell else None
        return Formula(found[1], unescape_markup((found[2] or b"").decode())) if found else None

    def written_out(self, formula: Formula, row: int, column: int) -> str:
        """The formula's text as if it stood alone: a shared one is taken from its master."""
        if formula.text or formula.group is None:
            return formula.text
        master = self._masters.get(formula.group)
        if master is None:
            raise markup.broken(self._text.part)
        (top, left), text = master
        return shift_formula(text, row - top, column - left)

    def group_cells(self, group: bytes) -> list[Spot]:
        """The cells of a shared group in the order of the sheet."""
        found = []
        for match in re.finditer(rb"si=[\"']%b[\"']" % re.escape(group), self._rows):
            place = self._text.cell_at(self._text.rows_start + match.start())
            formula = self.of(place[1]) if place else None
            if place and formula and formula.group == group:
                found.append((place[0], place[1].column))
        return found

    def is_master(self, formula: Formula) -> bool:
        """Whether other cells take their text from this one."""
        return formula.group is not None and bool(formula.text)

    def new_master(self, formula: Formula, at: Spot, left: list[Spot]) -> bytes:
        """The `<f>` for the first of the cells left in the group when its master at `at` is overwritten."""
        home, prefix = left[0], self._text.prefix
        text = shift_formula(formula.text, home[0] - at[0], home[1] - at[1])
        group = formula.group or b""
        body = escape_markup(text).encode()
        area = str(around(left)).encode()
        return b'<%bf t="shared" ref="%b" si="%b">%b</%bf>' % (prefix, area, group, body, prefix)

    @cached_property
    def fixed_areas(self) -> tuple[Area, ...]:
        """The areas of array formulas and data tables: no single cell of them may be written."""
        if b"array" not in self._rows and b"dataTable" not in self._rows:
            return ()
        tags = self._pattern.finditer(self._rows)
        found = (Formula(tag[1], "") for tag in tags if tag[1])
        return tuple(
            markup.area(formula.attributes, self._text.part)
            for formula in found
            if formula.kind in (b"array", b"dataTable") and markup.attribute(formula.attributes, b"ref")
        )

    @cached_property
    def _rows(self) -> bytes:
        return self._text.data[self._text.rows_start : self._text.rows_end]

    @cached_property
    def _masters(self) -> dict[bytes, tuple[Spot, str]]:
        found: dict[bytes, tuple[Spot, str]] = {}
        for tag in self._pattern.finditer(self._rows):
            formula = Formula(tag[1], unescape_markup((tag[2] or b"").decode()))
            if formula.group is not None and formula.text:
                place = self._text.cell_at(self._text.rows_start + tag.start())
                if place:
                    found[formula.group] = ((place[0], place[1].column), formula.text)
        return found
