"""What a run owes comes back from the journal as it was given to it, and as the plain data of its declaration."""

from __future__ import annotations

import json
from datetime import date
from enum import Enum

from hypothesis import given
from hypothesis import strategies as st

from pyxl.app.stored_changes import StoredCell, StoredChanges, StoredRow, pack, unpack
from pyxl.core.changes import AppendRow, CellValue, Change, ChangeSet, ClearRow, SetCell
from pyxl.core.labels import Label, Sentence, Text
from pyxl.core.money import Money
from pyxl.core.plain import canonical_json, from_plain, to_plain
from pyxl.ledger.rows import BankStatus

TEXTS = st.text(max_size=8)
LABELS = st.builds(Label, TEXTS, TEXTS)
REASONS = LABELS | st.builds(lambda count: Text("{n} open", "{n} offen").bind(n=count), st.integers(0, 3))
VALUES: st.SearchStrategy[CellValue] = st.one_of(
    TEXTS,
    st.integers(),
    st.booleans(),
    st.none(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.integers(-(10**9), 10**9).map(Money.from_cents),
    LABELS,
    st.sampled_from(BankStatus),
)
ROWS = st.dictionaries(TEXTS, VALUES, max_size=4)
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(SetCell, TEXTS, TEXTS, TEXTS, VALUES, VALUES, REASONS),
    st.builds(AppendRow, TEXTS, TEXTS, ROWS, REASONS),
    st.builds(ClearRow, TEXTS, TEXTS, ROWS, REASONS),
)


def worded(change: Change) -> Change:
    """The change as it is kept: choices and sentences as their words."""
    why = Label(change.why.text("en"), change.why.text("de")) if isinstance(change.why, Sentence) else change.why
    if isinstance(change, SetCell):
        return SetCell(change.tab, change.key, change.column, kept(change.old), kept(change.new), why)
    values = {name: kept(value) for name, value in change.values.items()}
    return type(change)(change.tab, change.key, values, why)


def kept(value: CellValue) -> CellValue:
    return value.value if isinstance(value, Enum) else value


@given(st.lists(CHANGES, max_size=6))
def test_changes_come_back(changes: list[Change]) -> None:
    data = json.loads(canonical_json(pack(ChangeSet(tuple(changes)))))
    assert unpack(data) == ChangeSet(tuple(worded(change) for change in changes))


@given(st.lists(CHANGES, max_size=6))
def test_they_are_packed_as_declared(changes: list[Change]) -> None:
    packed = pack(ChangeSet(tuple(changes)))
    declared = from_plain(StoredChanges, packed)
    assert to_plain(declared) == packed
    assert {type(change) for change in declared.changes} <= {StoredCell, StoredRow}
    assert len(set(declared.reasons)) == len(declared.reasons)
