"""Rows that move up in a list: no holes are left, in their order, and nothing of hers comes beside another row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pyxl.app.moving_up import where_they_stand, without_moves
from pyxl.core.cells import CellError, RawValue
from pyxl.core.changes import AppendRow, CellValue, Change, ChangeSet, ClearRow
from pyxl.core.findings import CellRef
from pyxl.core.labels import Label
from pyxl.core.tables import RawTable
from pyxl.hosts.edit_plan import plan_tab
from pyxl.payables.payment_rules import PROPOSAL_OUTDATED

WHY = Label("why", "warum")
HEADERS = ("Bill ID", "Bill no.", "Noted by Wilma")


def values(key: str) -> Mapping[str, CellValue]:
    return {"bill_id": key, "bill_number": f"R{key}"}


def row(key: str, note: str | None = None) -> list[RawValue]:
    return [key, f"R{key}", note] if key else [None, None, note]


def gone(key: str) -> list[Change]:
    return [ClearRow("Payments", key, values(key), WHY)]


def moved(key: str) -> list[Change]:
    return [*gone(key), AppendRow("Payments", key, values(key), WHY)]


def tab(rows: Sequence[list[RawValue]], hidden: Sequence[int] = ()) -> RawTable:
    return RawTable("Payments", "Payment proposal", 1, 1, HEADERS, rows, frozenset(hidden))


def after(raw: RawTable, *changes: list[Change]) -> list[list[RawValue]]:
    """The tab once the changes are made; nothing may be left to append, and nobody is in the way."""
    plan, conflicts = plan_tab([each for some in changes for each in some], raw, "en")
    assert (plan.rows, conflicts) == ([], [])
    shown = [list(each) for each in raw.rows]
    for edit in plan.cells:
        shown[edit.row - 2][edit.column - 1] = edit.value
    return shown


def test_rows_below_a_gap_fill_it_in_their_order() -> None:
    raw = tab([row("A"), row("B"), row("C"), row("D")])
    changed = gone("A"), gone("C"), moved("B"), moved("D")
    assert after(raw, *changed) == [row("B"), row("D"), row(""), row("")]
    assert after(replace(raw, rows=after(raw, *changed)), *changed) == [row("B"), row("D"), row(""), row("")]


def test_holes_of_earlier_runs_are_filled_too() -> None:
    assert after(tab([row(""), row("A"), row(""), row("B")]), gone("A"), moved("B"))[0] == row("B")


def test_a_note_of_hers_keeps_its_row_and_no_other_row_comes_beside_it() -> None:
    raw = tab([row("A", "call first"), row("B"), row("C", "disputed"), row("D")])
    shown = after(raw, gone("A"), moved("B"), moved("C"), moved("D"))
    assert shown == [row("", "call first"), row("B"), row("C", "disputed"), row("D")]
    shown = after(raw, gone("A"), gone("B"), moved("C"), moved("D"))
    assert shown == [row("", "call first"), row("D"), row("C", "disputed"), row("")]


def test_hidden_rows_stay_where_they_are() -> None:
    raw = tab([row("A"), row("B"), row("C")], hidden=[3])
    assert after(raw, gone("A"), moved("B"), moved("C")) == [row("C"), row("B"), row("")]


def test_rows_with_something_beside_the_table_stay_where_they_are() -> None:
    raw = replace(tab([row("A"), row("B"), row("C")]), noted_rows=frozenset({3}))
    assert after(raw, gone("A"), moved("B"), moved("C")) == [row("C"), row("B"), row("")]


def test_a_new_row_comes_behind_those_that_move_up() -> None:
    new: list[Change] = [AppendRow("Payments", "N", values("N"), WHY)]
    assert after(tab([row("A"), row("B"), row("C")]), gone("A"), moved("B"), moved("C"), new) == [
        *(row("B"), row("C"), row("N"))
    ]


def test_a_finding_names_the_place_where_its_row_comes_to_stand() -> None:
    raw = tab([row("A"), row("B", "disputed"), row("C")])
    changes = ChangeSet((*gone("A"), *moved("B"), *moved("C")))
    found = [
        PROPOSAL_OUTDATED.at(CellRef("Payments", at, "pay", key, f"B{at}"), bill=key)
        for at, key in ((3, "B"), (4, "C"))
    ]
    told = where_they_stand(found, changes, {"Payments": raw})
    assert [(each.cell.row, each.cell.address) for each in told] == [(3, "B3"), (2, "B2")]


def test_a_row_that_shows_an_error_stays_and_so_does_its_finding() -> None:
    raw = tab([row("A"), ["B", CellError("#N/A"), None], row("C")])
    changes = ChangeSet((*gone("A"), *moved("B"), *moved("C")))
    found = PROPOSAL_OUTDATED.at(CellRef("Payments", 3, "pay", "B", "B3"), bill="B")
    assert where_they_stand([found], changes, {"Payments": raw}) == (found,)
    shown = after(raw, gone("A"), moved("B"), moved("C"))
    assert [each[0] for each in shown] == ["C", "B", None]


def test_what_moved_is_not_taken_back() -> None:
    changes = ChangeSet((*gone("A"), *moved("B")))
    assert without_moves(changes) == ChangeSet(tuple(gone("A")))


def test_what_was_never_saved_moves_up_too() -> None:
    """An open workbook is written again with all that is still owed: first the rows, then the gap."""
    new: list[Change] = [AppendRow("Payments", key, values(key), WHY) for key in "ABC"]
    assert after(tab([row("A"), row("B"), row("C")]), new, gone("A"), moved("B"), moved("C")) == [
        *(row("B"), row("C"), row(""))
    ]


def test_what_she_typed_meanwhile_moves_along() -> None:
    typed: list[RawValue] = ["B", "her number", None]
    assert after(tab([row("A"), typed]), gone("A"), moved("B")) == [typed, row("")]


def test_where_the_sheet_works_something_out_rows_stay() -> None:
    headers = ("No.", "Code")
    raw = RawTable("Findings", "Findings", 1, 1, headers, [["1", "AVL001"], ["2", "CNF001"]])
    said = {"code": "CNF001"}
    plan, _ = plan_tab(
        [
            ClearRow("Findings", "1", {"code": "AVL001"}, WHY),
            ClearRow("Findings", "2", said, WHY),
            AppendRow("Findings", "2", said, WHY),
        ],
        raw,
        "en",
    )
    assert (plan.rows, {edit.row for edit in plan.cells}) == ([], {2})
