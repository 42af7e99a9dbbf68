"""What an open workbook shows unsaved is planned once more with the next changes: nothing comes twice or is lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pyxl.core.cells import RawValue
from pyxl.core.changes import AppendRow, Change, ClearRow, SetCell
from pyxl.core.labels import Label
from pyxl.core.schema import schema_of
from pyxl.core.tables import RawTable
from pyxl.hosts.edit_plan import plan_tab
from pyxl.ledger.payables.rows import PaymentRow

WHY = Label("why", "warum")
SCHEMA = schema_of(PaymentRow)
HEADERS = ("Bill ID", "Pay", "Supplier no.", "Bill no.")
Cells = dict[str, str | bool]
FIRST: Cells = {"bill_id": "E-1", "pay": False, "supplier_number": "L1", "bill_number": "R-1"}
TICKED: Cells = {**FIRST, "pay": True}
OTHER: Cells = {**FIRST, "bill_number": "R-2"}
SHOWS_FIRST: list[RawValue] = ["E-1", None, "L1", "R-1"]
SHOWS_TICKED: list[RawValue] = ["E-1", "yes", "L1", "R-1"]
SHOWS_OTHER: list[RawValue] = ["E-1", None, "L1", "R-2"]


def append(values: Cells) -> AppendRow:
    return AppendRow("Payments", "E-1", values, WHY)


def clear(values: Cells) -> ClearRow:
    return ClearRow("Payments", "E-1", values, WHY)


def number(old: str, new: str) -> SetCell:
    return SetCell("Payments", "E-1", "bill_number", old, new, WHY)


def after(changes: Sequence[Change], *rows: list[RawValue]) -> tuple[list[list[RawValue]], int]:
    """What the tab shows once the plan is carried out, empty rows left out, and how many conflicts there are."""
    raw = RawTable("Payments", "Payment proposal", 1, 1, HEADERS, [list(row) for row in rows])
    plan, conflicts = plan_tab(changes, raw, "en")
    shown = [list(row) for row in rows]
    for edit in plan.cells:
        shown[edit.row - 2][edit.column - 1] = edit.value
    names = ("bill_id", "pay", "supplier_number", "bill_number")
    shown += [[row.values.get(name) or None for name in names] for row in plan.rows]
    return [row for row in shown if any(row)], len(conflicts)


@pytest.mark.parametrize(
    ("changes", "before", "wanted"),
    [
        # Never saved, so it is all still owed; what she ticked meanwhile stays.
        ([append(FIRST), clear(TICKED), append(FIRST)], [SHOWS_TICKED], [SHOWS_TICKED]),
        ([append(FIRST), clear(TICKED), append(FIRST)], [SHOWS_FIRST], [SHOWS_FIRST]),
        ([append(FIRST), clear(TICKED), append(FIRST)], [], [SHOWS_FIRST]),
        ([append(FIRST), clear(TICKED), append(FIRST), clear(TICKED)], [SHOWS_TICKED], []),
        ([append(FIRST), clear(TICKED), append(FIRST), clear(FIRST)], [SHOWS_FIRST], []),
        ([append(FIRST), clear(TICKED), append(FIRST), clear(FIRST)], [], []),
        # It was there before, saved.
        ([clear(FIRST), append(OTHER)], [SHOWS_FIRST], [SHOWS_OTHER]),
        ([clear(FIRST), append(OTHER)], [SHOWS_OTHER], [SHOWS_OTHER]),
        ([clear(FIRST), append(OTHER), clear(OTHER)], [SHOWS_FIRST], []),
        ([clear(FIRST), append(OTHER), clear(OTHER)], [SHOWS_OTHER], []),
        # Only a tick would tell both rows apart: it is hers. As it was, it moves up.
        ([clear(TICKED), append(FIRST)], [SHOWS_TICKED], [SHOWS_TICKED]),
        ([clear(TICKED), append(FIRST)], [SHOWS_FIRST], [SHOWS_FIRST]),
        ([clear(FIRST), append(FIRST)], [SHOWS_FIRST], [SHOWS_FIRST]),
        # Settings in between are pyxl's own too.
        ([append(FIRST), number("R-1", "R-2"), clear(OTHER)], [SHOWS_OTHER], []),
        ([append(FIRST), number("R-1", "R-2"), clear(OTHER)], [SHOWS_FIRST], []),
        ([append(FIRST), number("R-1", "R-2"), clear(OTHER), append(FIRST)], [SHOWS_FIRST], [SHOWS_FIRST]),
        ([clear(FIRST), append(FIRST), number("R-1", "R-2")], [SHOWS_FIRST], [SHOWS_OTHER]),
        ([clear(FIRST), append(FIRST), number("R-1", "R-2")], [SHOWS_OTHER], [SHOWS_OTHER]),
    ],
)
def test_only_the_end_counts(changes: list[Change], before: list[list[RawValue]], wanted: list[list[RawValue]]) -> None:
    assert after(changes, *before) == (wanted, 0)
    assert after(changes, *wanted) == (wanted, 0)


def test_a_row_that_a_person_changed_stays_and_is_told() -> None:
    hers: list[RawValue] = ["E-1", None, "L1", "mine"]
    assert after([clear(FIRST)], hers) == ([hers], 1)
    assert after([append(FIRST), clear(TICKED), append(OTHER)], hers) == ([hers], 1)


def test_a_sentence_that_was_emptied_and_put_back_is_not_a_persons_change() -> None:
    """Both are pyxl's own, and neither was saved yet: the report's sentences come and go so."""
    emptied = SetCell("Payments", "E-1", "bill_number", "R-1", Label("", ""), WHY)
    shows: list[RawValue] = ["E-1", None, "L1", None]
    assert after([emptied, emptied.inverse()], shows) == ([SHOWS_FIRST], 0)
