"""What can be asked of a closed workbook: a value, a formula's result, rows at a table's end, a property.

Rows and columns count from 1. Sheets and tables are named as Excel names them.

    >>> WriteCell("Orders", 7, 3, "=SUM(A1)").value
    '=SUM(A1)'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from pyxl.hosts.xlsx.values import Writable


class WriteCell(NamedTuple):
    """A value for one cell; the style stays. A formula there is only replaced when `over_formula` says so."""

    sheet: str
    row: int
    column: int
    value: Writable
    over_formula: bool = False


class WriteCached(NamedTuple):
    """The result of a formula as other programs shall see it before a recalculation; the formula itself stays."""

    sheet: str
    row: int
    column: int
    value: Writable


@dataclass(frozen=True, slots=True)
class AppendRows:
    """Rows for a table: each maps the column's place within the table (from 0) to its value.

    A value for a calculated column becomes the result beside the formula. Columns named in `results` count as
    calculated also where the table does not declare it (LibreOffice leaves the declaration out) but the row above
    holds a formula.
    """

    table: str
    rows: Sequence[Mapping[int, Writable]]
    results: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class WriteProperty:
    """A custom document property (File > Info > Properties), as text."""

    name: str
    text: str


Edit: TypeAlias = WriteCell | WriteCached | AppendRows | WriteProperty
