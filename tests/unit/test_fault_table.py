"""docs/safety.md names for each fault and attack the tests that show it, or says that nothing does."""

from __future__ import annotations

import pytest

from tests.safety.pieces import PIECES
from tests.safety.scoreboard import FAULTS, PAGE
from tests.safety.scoreboard_rows import ROWS

from .named_tests import NAMED, ROOT, demand_there, named_tests, rows_of

GROUPS = {"F": 37, "N": 28, "A": 32}
"""Files and cells; numbers, people at once and money; attacks."""
TEXT = FAULTS.read_text("utf-8")


def test_every_fault_has_a_row() -> None:
    assert [number for number, _, _ in rows_of(TEXT)] == [
        f"{group}{number}" for group, count in GROUPS.items() for number in range(1, count + 1)
    ]


def test_each_is_shown_or_said_not_to_be() -> None:
    rows = list(rows_of(TEXT))
    assert [number for number, _, by in rows if not NAMED.search(by) and "not shown" not in by] == []
    assert [number for number, _, by in rows if NAMED.search(by) and by.startswith("not shown")] == []


@pytest.mark.parametrize(("path", "name"), sorted(named_tests(TEXT)))
def test_the_named_test_is_there(path: str, name: str) -> None:
    demand_there(path, name)


def test_the_page_has_this_very_table() -> None:
    assert PAGE.read_text("utf-8").endswith(TEXT), "make it anew: make safety"


def test_pieces_and_rows_name_files_that_are_there() -> None:
    named = {file for files in PIECES.values() for file in files} | {
        test.partition("::")[0] for row in ROWS for test in row.tests
    }
    assert sorted(file for file in named if not (ROOT / file).exists()) == []
