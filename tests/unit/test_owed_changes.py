"""Changes of several runs that an open, unsaved workbook shows already are planned once more: nothing is in the way."""

from __future__ import annotations

import pytest

from pyxl.app.desk_rows import FindingRow
from pyxl.core.cells import RawValue
from pyxl.core.changes import AppendRow, CellValue, Change, ClearRow, SetCell
from pyxl.core.labels import Label
from pyxl.core.schema import schema_of
from pyxl.core.tables import RawTable
from pyxl.hosts.edit_plan import CellEdit, plan_tab

WHY = Label("checked", "geprüft")
SCHEMA = schema_of(FindingRow)
HEADERS = tuple(column.label.en for column in SCHEMA.columns)
CODE = [column.name for column in SCHEMA.columns].index("code")
FIRST, SECOND, THIRD = {"code": "AVL001"}, {"code": "CNF001"}, {"code": "AVL004"}
RUNS: tuple[Change, ...] = (
    AppendRow("Findings", "2", FIRST, WHY),
    SetCell("Findings", "2", "code", "AVL001", "CNF001", WHY),
    ClearRow("Findings", "2", {}, WHY),
    AppendRow("Findings", "2", THIRD, WHY),
)
"""What four runs wrote into one row; `ClearRow` without values is a row that only pyxl writes."""


def sheet(code: str | None) -> RawTable:
    """The tab with one row, or none."""
    row: list[RawValue] = [None] * len(HEADERS)
    row[0], row[CODE] = "2", code
    return RawTable("Findings", "Findings", 1, 1, HEADERS, [row] if code else [])


@pytest.mark.parametrize("code", [None, "AVL001", "CNF001", "AVL004"])
def test_whatever_of_it_the_sheet_shows_it_ends_alike(code: str | None) -> None:
    plan, conflicts = plan_tab(RUNS, sheet(code), "en")
    assert conflicts == []
    if code is None:
        assert [(row.key, row.values["code"]) for row in plan.rows] == [("2", "AVL004")]
        assert plan.cells == []
    else:
        assert plan.rows == []
        assert plan.cells == ([] if code == "AVL004" else [CellEdit(2, CODE + 1, "AVL004")])


@pytest.mark.parametrize("values", [FIRST, SECOND])
def test_what_a_person_typed_stays(values: dict[str, CellValue]) -> None:
    changes: tuple[Change, ...] = (
        SetCell("Findings", "2", "code", "AVL001", "CNF001", WHY),
        ClearRow("Findings", "2", SECOND, WHY),
        AppendRow("Findings", "2", values, WHY),
    )
    plan, conflicts = plan_tab(changes, sheet("hers"), "en")
    assert plan.cells == []
    assert len(conflicts) == 1
