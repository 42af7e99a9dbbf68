"""Change sets: what is noted, what is not, and that the undo takes it all back."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.cell_rules import STRAY_CHARACTERS
from pyxl.core.changes import AppendRow, ChangeList, ChangeSet, ClearRow, Fix, SetCell
from pyxl.core.findings import CellRef, Finding, Rule
from pyxl.core.fixes import is_fixable, safe_fixes
from pyxl.core.labels import Label

WHY = Label("because", "weil")


def cell(key: str, column: str, old: str, new: str) -> SetCell:
    return SetCell("Orders", key, column, old, new, WHY)


def found(*changes: SetCell, is_safe: bool = True, rule: Rule = STRAY_CHARACTERS) -> Finding:
    return rule.at(CellRef("Orders", 2), Fix(ChangeSet(changes), is_safe))


def test_a_cell_that_has_the_value_is_not_noted() -> None:
    changes = ChangeList()
    changes.set("Orders", "L1", "quantity", Decimal("1.0"), Decimal(1), WHY)
    changes.set("Orders", "L1", "unit", "Stk", "kg", WHY)
    assert changes.done().changes == (SetCell("Orders", "L1", "unit", "Stk", "kg", WHY),)


def test_the_undo_runs_backwards() -> None:
    changes = ChangeList()
    changes.set("Orders", "L1", "unit", "", "kg", WHY)
    changes.append("Bank", "B1", {"amount": Decimal(5)}, WHY)
    changes.clear("Review", "P1", {"reason": "x"}, WHY)
    undo = changes.done().inverse().changes
    assert [type(change) for change in undo] == [AppendRow, ClearRow, SetCell]
    assert undo[2] == SetCell("Orders", "L1", "unit", "kg", "", undo[2].why)


def test_undo_of_the_undo_is_the_change() -> None:
    changes = ChangeSet((cell("L1", "unit", "", "kg"), AppendRow("Bank", "B1", {"amount": Decimal(5)}, WHY)))
    again = changes.inverse().inverse()
    assert [(type(each), each.tab, each.key) for each in again] == [
        (type(each), each.tab, each.key) for each in changes
    ]
    first = again.changes[0]
    assert isinstance(first, SetCell)
    assert (first.old, first.new) == ("", "kg")


def test_sets_are_joined_in_order() -> None:
    one, two = ChangeSet((cell("L1", "unit", "", "a"),)), ChangeSet((cell("L2", "unit", "", "b"),))
    assert [change.key for change in one + two] == ["L1", "L2"]
    assert len(one + two) == 2


def test_safe_fixes_are_taken_and_others_are_not() -> None:
    safe, asked = found(cell("L1", "unit", "kg ", "kg")), found(cell("L2", "unit", "g", "kg"), is_safe=False)
    bare = STRAY_CHARACTERS.at(CellRef("Orders", 2))
    assert safe_fixes([safe, asked, bare]).changes == (cell("L1", "unit", "kg ", "kg"),)
    assert [is_fixable(each) for each in (safe, asked, bare)] == [True, False, False]


def test_one_cell_is_mended_once() -> None:
    first, second = found(cell("L1", "unit", " stk", "stk")), found(cell("L1", "unit", "stk", "Stk"))
    assert safe_fixes([first, second]).changes == (cell("L1", "unit", " stk", "stk"),)


def test_a_fix_is_whole_or_not_at_all() -> None:
    first = found(cell("L1", "unit", "a", "b"))
    both = found(cell("L1", "unit", "a", "c"), cell("L1", "currency", "eur", "EUR"))
    assert safe_fixes([first, both]).changes == (cell("L1", "unit", "a", "b"),)
