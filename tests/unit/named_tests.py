"""Tables in docs that name a test for each row: reading them, and looking whether the named tests are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[\w/.]+)`\s*([^`;]*)")


def rows_of(text: str) -> Iterator[tuple[str, str, str]]:
    """Number, what it says and what shows it, of each row that begins with a number: 7 or F7."""
    yield from re.findall(r"^\| ([A-Z]?\d+) \| (.+) \| (.+) \|$", text, re.MULTILINE)


def named_tests(text: str) -> set[tuple[str, str]]:
    """File and name of every test that a table names."""
    return {(path, name.strip(" ,")) for _, _, shown_by in rows_of(text) for path, name in NAMED.findall(shown_by)}


def demand_there(path: str, name: str) -> None:
    """A story is named by the beginning of its heading, any other test by its function or class."""
    text = (ROOT / path).read_text("utf-8")
    if path.endswith(".md"):
        assert name, f"{path}: which story?"
        assert any(line.startswith(f"## {name}") for line in text.splitlines()), f"{path} has no story {name!r}"
    else:
        assert re.search(rf"^(def|class) {name}\b", text, re.MULTILINE), f"{path} has no {name!r}"
