"""Changes as the journal's outbox keeps them: plain data that still means the same after a crash or in ten years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from pyxl.core.changes import AppendRow, CellValue, Change, ChangeSet, ClearRow, SetCell, Why
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.plain import Plain, from_plain, to_plain

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
    """The changes as plain data; reasons are kept as sentences in both languages."""
    return to_plain(StoredChanges(tuple(_packed(change) for change in changes)))


def unpack(data: Plain) -> ChangeSet:
    """The changes again."""
    return ChangeSet(tuple(_unpacked(stored) for stored in from_plain(StoredChanges, data).changes))


def _packed(change: Change) -> StoredCell | StoredRow:
    why = _worded(change.why)
    if isinstance(change, SetCell):
        return StoredCell(change.tab, change.key, change.column, _plainer(change.old), _plainer(change.new), why)
    values = {name: _plainer(value) for name, value in change.values.items()}
    return StoredRow(change.tab, change.key, isinstance(change, AppendRow), values, why)


def _unpacked(stored: StoredCell | StoredRow) -> Change:
    if isinstance(stored, StoredCell):
        return SetCell(stored.tab, stored.key, stored.column, stored.old, stored.new, stored.why)
    row = AppendRow if stored.is_new else ClearRow
    return row(stored.tab, stored.key, stored.values, stored.why)


def _plainer(value: CellValue) -> StoredValue:
    if isinstance(value, Enum):
        label = value.value
        assert isinstance(label, Label), f"{value!r} has no label to be written"
        return label
    return value


def _worded(why: Why) -> Label:
    return why if isinstance(why, Label) else Label(why.text("en"), why.text("de"))
