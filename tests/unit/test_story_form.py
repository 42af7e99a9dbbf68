"""The story runner itself: a false story fails, and says where and how."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORY = """
## Background

Given Customers

| Customer no. | Name | Street | Postcode | City   |
|--------------|------|--------|----------|--------|
| D1           | Nord | Kai 2  | '20095   | Bremen |

Given Items

| Item no. | Description | Unit | Price |
|----------|-------------|------|-------|
| I1       | Nail        | kg   | 4.50  |

Given Orders

| Order no. | Order date | Customer no. | Item no. | Quantity |
|-----------|------------|--------------|----------|----------|
| A-1       | 2026-10-01 | D1           | I1       | 0        |

When: validate-orders

## The story

"""
RIGHT = "Then findings\n\n| code   | row |\n|--------|-----|\n| ORD007 | 2   |\n"


CASES = [
    (RIGHT, "1 passed"),
    (RIGHT.replace("ORD007", "ORD008"), "- | ORD008 | 2 |"),
    (RIGHT.replace("| 2 ", "| 3 "), "+ | ORD007 | 2 |"),
    (RIGHT + "| ORD009 | 2 |\n", "- | ORD009 | 2 |"),
    (RIGHT.replace("row", "line"), "findings have no column ['line']"),
    ("Then no findings\n", "no findings expected"),
    ("Then changes\n\n| tab | key |\n|---|---|\n| Orders | L1 |\n", "- | Orders | L1 |"),
    ("Then summary\n\n> … 2 errors …\n", "came:     1 order line checked"),
    ("Then findings\n", "is followed by nothing"),
    ("When: dance\n", "there is no action 'dance'"),
    ("When validate-orders\n", "a colon is missing"),
    ("Given Orderz\n\n| a |\n|---|\n| b |\n", "there is no tab 'Orderz'"),
]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> str:
    """All cases played in one go, by the runner as it is."""
    root = tmp_path_factory.mktemp("checkout")
    folder = root / "tests" / "stories"
    folder.mkdir(parents=True)
    for source in (ROOT / "tests" / "stories").glob("*.py"):
        shutil.copy(source, folder)
    for number, (then, _) in enumerate(CASES):
        (folder / f"case{number:02}.md").write_text(STORY + then, encoding="utf-8")
    options = ["--import-mode=importlib", "-p", "no:cacheprovider", "-q", "-rA", "--continue-on-collection-errors"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(folder)],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    return ran.stdout


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_story_is_told_apart(played: str, number: int) -> None:
    then, told = CASES[number]
    assert told in played
    passed = re.search(rf"^PASSED .*case{number:02}\.md", played, re.MULTILINE)
    assert (passed is not None) == (then == RIGHT)
