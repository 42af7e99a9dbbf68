"""A row as the journal has it: the measure for `pyxl check`, the source for `pyxl rebuild`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyxl.core.changes import CellValue


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """One row as the journal has it."""

    values: Mapping[str, CellValue]
    """What must stand there, by field name."""
    when_new: Mapping[str, CellValue] = field(default_factory=dict)
    """What a row is given besides when it is made again; later it is hers, or another job's."""
    or_empty: frozenset[str] = frozenset()
    """Of `values`: the cells that may also be empty."""
    sum_only: tuple[str, ...] = ()
    """Of `values`: amounts of which the journal knows only the sum; how it is split is hers."""
    never: Mapping[str, CellValue] = field(default_factory=dict)
    """What must not stand there, by field name; `when_new` says what instead."""
    is_hers: bool = False
    """She typed the row and may delete it; pyxl keeps some of its cells only."""
    is_settled: bool = False
    """Nothing is open on it: she may have tidied it away."""
    must_stay: bool = False
    """It came in as a file: she may change what is hers, but the row itself must be there."""


ExpectedTab = dict[str, ExpectedRow]
"""The rows of one tab by key, in the order of the journal."""
