"""Changes as the journal's outbox keeps them: plain data that still means the same after a crash or in ten years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from pyxl.core.changes import AppendRow, CellValue, Change, ChangeSet, ClearRow, SetCell
from pyxl.core.labels import Coded, Label
from pyxl.core.money import Money
from pyxl.core.plain import Plain, coder_of, from_plain

StoredValue = str | int | Decimal | bool | date | Money | Label | Coded | None


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell change. The class names are part of what is stored: they stay as they are."""

    tab: str
    key: str
    column: str
    old: StoredValue
    new: StoredValue
    why: int
    """Which of the reasons."""


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row that comes or goes."""

    tab: str
    key: str
    is_new: bool
    values: dict[str, StoredValue]
    why: int


@dataclass(frozen=True, slots=True)
class StoredChanges:
    """Changes in their order, and their reasons, each said once: most changes of an event have one in common."""

    changes: tuple[StoredCell | StoredRow, ...]
    reasons: tuple[Label, ...]


def pack(changes: ChangeSet) -> Plain:
    """The changes as plain data; reasons are kept as sentences in both languages.

    It is what `to_plain` makes of `StoredChanges`, put together here by hand: a run may owe a hundred thousand cells.
    """
    places: dict[Label, int] = {}
    packed = [_packed(change, places) for change in changes]
    return {"changes": packed, "reasons": [{"en": reason.en, "de": reason.de} for reason in places]}


def unpack(data: Plain) -> ChangeSet:
    """The changes again; ValueError where the data is none."""
    stored = from_plain(StoredChanges, data)
    if any(not 0 <= change.why < len(stored.reasons) for change in stored.changes):
        raise ValueError("a change without a reason")
    return ChangeSet(tuple(_unpacked(change, stored.reasons[change.why]) for change in stored.changes))


def _packed(change: Change, places: dict[Label, int]) -> Plain:
    assert type(change.tab) is str, f"{change!r} names no tab"
    assert type(change.key) is str, f"{change!r} names no row"
    reason = change.why if isinstance(change.why, Label) else Label(change.why.text("en"), change.why.text("de"))
    why = places.setdefault(reason, len(places))
    if isinstance(change, SetCell):
        old, new = _value(change.old), _value(change.new)
        cell = {"tab": change.tab, "key": change.key, "column": change.column, "old": old, "new": new, "why": why}
        return {"$StoredCell": cell}
    values = {name: _value(value) for name, value in change.values.items()}
    is_new = isinstance(change, AppendRow)
    return {"$StoredRow": {"tab": change.tab, "key": change.key, "is_new": is_new, "values": values, "why": why}}


def _unpacked(stored: StoredCell | StoredRow, why: Label) -> Change:
    if isinstance(stored, StoredCell):
        return SetCell(stored.tab, stored.key, stored.column, stored.old, stored.new, why)
    row = AppendRow if stored.is_new else ClearRow
    return row(stored.tab, stored.key, stored.values, why)


def _value(value: CellValue) -> Plain:
    if value is None or type(value) is str:
        return value
    if isinstance(value, Enum):
        label = value.value
        assert isinstance(label, Label), f"{value!r} has no label to be written"
        value = label
    return _STORED.encode(value)


_STORED: Final = coder_of(StoredValue)
