"""Bank files of our own with the expected reading beside them, in words a bookkeeper can check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from pyxl.core.labels import show
from pyxl.core.refusal import Refused
from pyxl.formats.statement_files import read_statement_file
from pyxl.formats.statements.statement import Statement, StatementLine

FOLDER = Path(__file__).parent / "bank"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_the_reading_is_the_expected_one(path: Path, golden: Callable[[Path, str], None]) -> None:
    golden(path, "\n".join(_reading(path)) + "\n")


def _reading(path: Path) -> Iterator[str]:
    try:
        file = read_statement_file(path.name, path.read_bytes())
    except Refused as refusal:
        yield f"{refusal.code}: {refusal.text('de')}"
        return
    yield file.format
    for statement in file.statements:
        yield from _statement(statement)
    yield from (f"note: {note.text('de')}" for note in file.notes)


def _statement(statement: Statement) -> Iterator[str]:
    yield ""
    yield from _facts(statement, "statement ")
    for line in statement.lines:
        yield ""
        yield from _facts(line, "  ")


def _facts(record: Statement | StatementLine, indent: str) -> Iterator[str]:
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name != "lines" and value not in (None, "", 0, False):
            yield f"{indent}{each.name}: {show(value, 'en')}"
