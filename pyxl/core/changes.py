"""What a job wants written: single cells and whole rows, each with its reason, nothing written yet.

A change names its row by key, never by position: a row that was sorted meanwhile is still the same row.
`SetCell.old` is what the job saw; a cell that a person changed meanwhile keeps the person's value.

    >>> why = Label("paid", "bezahlt")
    >>> paid = SetCell("Receivables", "RE-2026-00007", "amount_paid", Decimal(0), Decimal("119.00"), why)
    >>> ChangeSet((paid,)).inverse().changes[0].new
    Decimal('0')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from pyxl.core.labels import Label, Sentence
from pyxl.core.money import Money

CellValue = str | int | Decimal | bool | date | Money | Label | Enum | None
"""What a cell can be given; a `Label` or a labelled `Enum` is written in the workbook's language."""

Why = Label | Sentence


@dataclass(frozen=True, slots=True)
class SetCell:
    """One cell gets a new value."""

    tab: str
    key: str
    column: str
    old: CellValue
    new: CellValue
    why: Why

    def inverse(self) -> SetCell:
        """The change that takes this one back."""
        return SetCell(self.tab, self.key, self.column, self.new, self.old, UNDONE)


@dataclass(frozen=True, slots=True)
class AppendRow:
    """A new row below the others. Running it twice adds one row: the key is known by then."""

    tab: str
    key: str
    values: Mapping[str, CellValue]
    why: Why

    def inverse(self) -> ClearRow:
        """The change that takes this row away."""
        return ClearRow(self.tab, self.key, self.values, UNDONE)


@dataclass(frozen=True, slots=True)
class ClearRow:
    """A row that pyxl appended is emptied; the next append uses it again."""

    tab: str
    key: str
    values: Mapping[str, CellValue]
    why: Why

    def inverse(self) -> AppendRow:
        """The change that puts the row back."""
        return AppendRow(self.tab, self.key, self.values, UNDONE)


Change = SetCell | AppendRow | ClearRow
UNDONE = Label("taken back", "zurückgenommen")


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that belong together, in the order they are to be written."""

    changes: tuple[Change, ...] = ()

    def inverse(self) -> ChangeSet:
        """The undo: every change taken back, last one first."""
        return ChangeSet(tuple(change.inverse() for change in reversed(self.changes)))

    def __add__(self, other: ChangeSet) -> ChangeSet:
        return ChangeSet(self.changes + other.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)


NO_CHANGES = ChangeSet()


def joined(parts: Iterable[ChangeSet]) -> ChangeSet:
    """Many change sets as one, in their order."""
    return ChangeSet(tuple(change for part in parts for change in part.changes))


@dataclass(frozen=True, slots=True)
class Fix:
    """A proposed repair. A safe one may be applied with all the others, another is asked one by one."""

    changes: ChangeSet
    is_safe: bool


@dataclass(slots=True)
class ChangeList:
    """Collects changes while a job plans; `done()` gives the frozen set."""

    _changes: list[Change] = field(default_factory=list)

    def set(self, tab: str, key: str, column: str, old: CellValue, new: CellValue, why: Why) -> None:
        """Notes a cell change, unless the cell has that value already."""
        if old != new:
            self._changes.append(SetCell(tab, key, column, old, new, why))

    def append(self, tab: str, key: str, values: Mapping[str, CellValue], why: Why) -> None:
        """Notes a new row."""
        self._changes.append(AppendRow(tab, key, values, why))

    def clear(self, tab: str, key: str, values: Mapping[str, CellValue], why: Why) -> None:
        """Notes that a row of pyxl's own goes."""
        self._changes.append(ClearRow(tab, key, values, why))

    def extend(self, changes: Iterable[Change]) -> None:
        """Takes over changes planned elsewhere."""
        self._changes.extend(changes)

    def done(self) -> ChangeSet:
        """The changes noted so far."""
        return ChangeSet(tuple(self._changes))
