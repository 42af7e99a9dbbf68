"""What a formula shows that looks a word up in another table, such as a customer's name: programs work it out when they
open the file, but a row must be high enough before that.

>>> formula = "IFERROR(INDEX(Customers[Name],MATCH(Orders[[#This Row],[Customer '#]],Customers[No.],0)),\\"\\")"
>>> lookup_in(formula)
Lookup(table='Customers', shown='Name', own='Customer #', key='No.')
>>> lookup_in("SUM(Orders[Quantity])")
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pyxl.core.refusal import Refused
from pyxl.hosts.xlsx.grid import Grid, read_grid
from pyxl.hosts.xlsx.package import Book
from pyxl.hosts.xlsx.tables import Table
from pyxl.hosts.xlsx.values import Value

_NAME = r"((?:[^\[\]']|'.)+)"
"""A column as a formula names it: what brackets mean in it is escaped by an apostrophe."""
_LOOKUP = re.compile(
    rf'IFERROR\(INDEX\((\w+)\[{_NAME}\],MATCH\(\w+\[\[#This Row\],\[{_NAME}\]\],\1\[{_NAME}\],0\)\),""\)'
)
_ESCAPED = re.compile("'(.)")
_TABLES = 4
"""So many tables are gone through for one word."""


class Lookup(NamedTuple):
    """The cell of column `shown` in the row of the table whose `key` is this row's `own`."""

    table: str
    shown: str
    own: str
    key: str


@lru_cache(maxsize=256)
def lookup_in(formula: str) -> Lookup | None:
    """The lookup that the formula is; None where it is anything else."""
    found = _LOOKUP.fullmatch(formula)
    return Lookup(found[1], *(_ESCAPED.sub(r"\1", name) for name in found.groups()[1:])) if found else None


class LookedUp:
    """The words of one book, each table read when it is first asked for."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._tables: dict[str, tuple[Table, Grid] | None] = {}
        self._rows: dict[tuple[str, str], dict[Value, int]] = {}

    def text(self, lookup: Lookup, own: Value, tables: int = _TABLES) -> str:
        """What the formula shows beside that value; empty where it shows no text, or where that cannot be told."""
        found = self._table(lookup.table)
        if found is None or own in (None, ""):
            return ""
        table, grid = found
        row = self._index(lookup, table, grid).get(_folded(own))
        if row is None:
            return ""
        shown = _in_row(table, grid, row, lookup.shown)
        if isinstance(shown, str):
            return shown
        further = next((lookup_in(each.formula) for each in table.columns if each.name == lookup.shown), None)
        # Another lookup that no program has worked out yet. Those that lead back to where they began show nothing.
        return self.text(further, _in_row(table, grid, row, further.own), tables - 1) if further and tables > 1 else ""

    def _table(self, name: str) -> tuple[Table, Grid] | None:
        if name not in self._tables:
            try:
                table = self._book.table(name)
                self._tables[name] = (table, read_grid(self._book, table.sheet))
            except Refused:  # Not there, or not to be read: the row keeps the usual height.
                self._tables[name] = None
        return self._tables[name]

    def _index(self, lookup: Lookup, table: Table, grid: Grid) -> dict[Value, int]:
        """Rows by what stands in the key's column; the first one wins, as in MATCH, which does not mind the case."""
        place = (lookup.table, lookup.key)
        if place not in self._rows:
            rows = self._rows[place] = {}
            for row in grid.rows:
                if row in table.body.rows:
                    rows.setdefault(_folded(_in_row(table, grid, row, lookup.key)), row)
        return self._rows[place]


def _in_row(table: Table, grid: Grid, row: int, name: str) -> Value:
    column = next((number for number, each in enumerate(table.columns, table.area.left) if each.name == name), None)
    return None if column is None else grid.value(row, column)


def _folded(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value
