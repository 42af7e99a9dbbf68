"""Changes as the journal's outbox keeps them: plain data that still means the same after a crash or in ten years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from pyxl.core.changes import AppendRow, CellValue, Change, ChangeSet, ClearRow, SetCell, Why
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.plain import Plain, coder_of, from_plain

StoredValue = str | int | Decimal | bool | date | Money | Label | None


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell change. The class names are part of what is stored: they stay as they are."""

    tab: str
    key: str
    column: str
    old: StoredValue
    new: StoredValue
    why: Label


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row that comes or goes."""

    tab: str
    key: str
    is_new: bool
    values: dict[str, StoredValue]
    why: Label


@dataclass(frozen=True, slots=True)
class StoredChanges:
    """Changes in their order."""

    changes: tuple[StoredCell | StoredRow, ...]


def pack(changes: ChangeSet) -> Plain:
    """The changes as plain data; reasons are kept as sentences in both languages.

    It is what `to_plain` makes of `StoredChanges`, put together here by hand: a run may owe a hundred thousand cells.
    """
    return {"changes": [_packed(change) for change in changes]}


def unpack(data: Plain) -> ChangeSet:
    """The changes again."""
    return ChangeSet(tuple(_unpacked(stored) for stored in from_plain(StoredChanges, data).changes))


def _packed(change: Change) -> Plain:
    assert type(change.tab) is str and type(change.key) is str, f"{change!r} names no row"
    why = _worded(change.why)
    if isinstance(change, SetCell):
        old, new = _value(change.old), _value(change.new)
        cell = {"tab": change.tab, "key": change.key, "column": change.column, "old": old, "new": new, "why": why}
        return {"$StoredCell": cell}
    values = {name: _value(value) for name, value in change.values.items()}
    is_new = isinstance(change, AppendRow)
    return {"$StoredRow": {"tab": change.tab, "key": change.key, "is_new": is_new, "values": values, "why": why}}


def _unpacked(stored: StoredCell | StoredRow) -> Change:
    if isinstance(stored, StoredCell):
        return SetCell(stored.tab, stored.key, stored.column, stored.old, stored.new, stored.why)
    row = AppendRow if stored.is_new else ClearRow
    return row(stored.tab, stored.key, stored.values, stored.why)


def _value(value: CellValue) -> Plain:
    if value is None or type(value) is str:
        return value
    if isinstance(value, Enum):
        label = value.value
        assert isinstance(label, Label), f"{value!r} has no label to be written"
        value = label
    return _STORED.encode(value)


def _worded(why: Why) -> Plain:
    label = why if isinstance(why, Label) else Label(why.text("en"), why.text("de"))
    return {"en": label.en, "de": label.de}


_STORED: Final = coder_of(StoredValue)
