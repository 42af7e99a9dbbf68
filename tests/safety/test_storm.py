"""Killed at any instant, started once more: nothing is lost, nothing is there twice (SAFETY scoreboard 1, 2, 6)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pyxl.app.recording import RUN
from pyxl.core.refusal import Refused

from .clerk import COLUMN, FIRST_ROW, SHEET
from .processes import IS_STORM, KILLED, Ended, Pyxl, cold, killed_after
from .proofs import State, check_opens, check_sound, journal_of, state_of
from .stories import CREATE, IMPORT, RECONCILE, UNDO_INVOICES, Story, lay_out, sweep

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="the sudden end of a process is tried on POSIX"),
]
KILLS = 50 if IS_STORM else 3
"""In the short run one of each kind: at any instant, after the lock was taken, and while the clerk types."""


KILLED_STORIES = [CREATE, *([IMPORT, RECONCILE, UNDO_INVOICES] if IS_STORM else [])]


@pytest.mark.parametrize("story", KILLED_STORIES, ids=lambda story: story.name)
def test_killed_at_random_instants(
    story: Story,
    states: Path,
    undisturbed: dict[str, State],
    pyxl: Pyxl,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    dice, seen = random.Random(story.name), Counter[str]()
    whole = _duration(story, states, tmp_path)
    for kill in range(KILLS):
        book = lay_out(states, story.start, tmp_path / f"{kill}")
        before = _events(book)
        with clerk(book) if kill % 3 == 2 else _nobody() as typed:
            ended = _killed(book, story, dice.random(), whole, is_late=bool(kill % 2))
        seen[_stage(book, before, ended.code)] += 1
        check_opens(book)
        _check_remarks(book, typed)
        again = pyxl(book.parent, *story.command)
        assert again.code in (0, 1) or "E_ALREADY_UNDONE" in again.printed, again.printed
        check_sound(book)
        _check_remarks(book, typed)
        assert state_of(book) == undisturbed[story.name]
        record_property("remarks", len(typed))
        sweep(book.parent)
    record_property("kills", KILLS - seen["4 ended before"])
    with capsys.disabled():
        print(f"\n{story.name}: {KILLS} kills within {whole:.2f} s: {dict(sorted(seen.items()))}")


def _killed(book: Path, story: Story, chance: float, whole: float, *, is_late: bool) -> Ended:
    """At any instant of the command; every other time at any instant after it has taken the lock."""
    lock = book.with_suffix(".pyxl") / "run.lock"
    share = 0.7 * chance if is_late else 1.05 * chance
    return killed_after(share * whole, book.parent, *story.command, since=lock if is_late else None)


def _duration(story: Story, states: Path, tmp_path: Path) -> float:
    book = lay_out(states, story.start, tmp_path / "whole")
    begun = time.monotonic()
    cold(book.parent, *story.command)
    return time.monotonic() - begun


def _stage(book: Path, before: int, code: int) -> str:
    """How far the killed process had come, for the figures."""
    if code != KILLED:
        return "4 ended before"
    if _events(book) == before:
        return "0 nothing recorded"
    with journal_of(book) as opened:
        new = list(opened.events(after=before))
        if not any(event.kind == RUN for event in new):
            return "1 some numbers drawn"
        return "2 recorded, work owed" if opened.pending() else "3 all done"


def _events(book: Path) -> int:
    """How many events there are; a journal whose making was interrupted has none."""
    try:
        with journal_of(book) as journal:
            return journal.tip().seq
    except Refused:
        return 0


@contextmanager
def clerk(book: Path) -> Iterator[list[int]]:
    """She types while the block runs; afterwards the list holds the remarks that she saved."""
    command = [sys.executable, str(Path(__file__).with_name("clerk.py")), str(book), str(book.parent / "hers")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        saved = [int(process.stdout.readline())]
        yield saved
        process.stdin.close()
        saved += map(int, process.stdout.read().split())  # communicate() would skip what readline() already holds.
    assert process.returncode == 0


@contextmanager
def _nobody() -> Iterator[list[int]]:
    yield []


def _check_remarks(book: Path, typed: list[int]) -> None:
    remarks = _remarks(book.read_bytes())
    assert [remarks[number] for number in typed] == [f"typed {number}" for number in typed]


@lru_cache(maxsize=16)
def _remarks(data: bytes) -> list[object]:
    """Her column as it stands in the workbook; one that was not changed need not be opened again."""
    sheet = load_workbook(BytesIO(data), read_only=True)[SHEET]
    return [row[0] for row in sheet.iter_rows(FIRST_ROW, min_col=COLUMN, max_col=COLUMN, values_only=True)]
