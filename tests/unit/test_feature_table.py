"""docs/FEATURES.md promises a test for every feature: each one is there, and none is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEFT_OUT = {17, 18, 35}
ROW = re.compile(r"^\| (\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/.]+)`\s*([^`]*)")
TEXT = (ROOT / "docs" / "FEATURES.md").read_text("utf-8")


def named_tests() -> Iterator[tuple[str, str]]:
    for _, _, shown_by in ROW.findall(TEXT):
        for path, name in NAMED.findall(shown_by):
            yield path, name.strip(" ,")


def test_every_feature_has_a_row() -> None:
    numbers = [int(number) for number, _, _ in ROW.findall(TEXT)]
    assert numbers == [number for number in range(1, 95) if number not in LEFT_OUT]
    assert all(NAMED.search(shown_by) for _, _, shown_by in ROW.findall(TEXT))


@pytest.mark.parametrize(("path", "name"), sorted(set(named_tests())))
def test_the_named_test_is_there(path: str, name: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    if path.endswith(".md"):
        assert name, f"{path}: which story?"
        assert any(line.startswith(f"## {name}") for line in text.splitlines()), f"{path} has no story {name!r}"
    else:
        assert re.search(rf"^(def|class) {name}\b", text, re.MULTILINE), f"{path} has no {name!r}"
