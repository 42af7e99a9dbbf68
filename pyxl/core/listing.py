"""Tabs that are written anew each time: a row is known by its place, so that the order is always that of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pyxl.core.changes import CellValue, ChangeList, Why
from pyxl.core.labels import Label
from pyxl.core.schema import Row
from pyxl.core.tables import Table
from pyxl.core.text import clean

R = TypeVar("R", bound=Row)


def write_list(present: Table[R], rows: Sequence[dict[str, CellValue]], changes: ChangeList, why: Why) -> None:
    """Brings the tab, whose key is its place from 1, to these rows; what says so already is not touched."""
    tab, key = present.schema.tab, present.schema.key
    names = [column.name for column in present.schema.columns]
    there = {present.key_of(row): {name: getattr(row, name) for name in names} for row in present}
    for place, values in enumerate(rows, 1):
        old = there.pop(str(place), None)
        if old is None:
            changes.append(tab, str(place), {key: str(place), **values}, why)
            continue
        for name, value in values.items():
            if not _is_there(old[name], value):
                changes.set(tab, str(place), name, old[name], value, why)
    for left, values in there.items():
        changes.clear(tab, left, values, why)


def _is_there(old: CellValue, value: CellValue) -> bool:
    """Words are there in either language."""
    if isinstance(value, Label) and isinstance(old, str):
        return clean(old) in {clean(value.en), clean(value.de)}
    return old == value
