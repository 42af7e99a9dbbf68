"""Asking for late money, killed at every step and started once more: as if nothing had happened (SAFETY 3d)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from .late_money import MADE_BY, START_OF, STORIES, late_book, prepare
from .processes import FINE, FOUND_ERRORS, IS_STORM, KILLED, Pyxl
from .proofs import State, check_agrees, is_well, state_of
from .stories import BOOK, Story, lay_out, sweep

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a hard kill at a point needs POSIX signals")

EVERYWHERE = {
    *(f"journal:{step}" for step in ("before-begin", "begun", "events-written", "before-commit", "committed")),
    *("save:start", "save:temp-created", "save:temp-half-written", "save:temp-written", "save:temp-synced"),
    *("save:temp-verified", "save:backup-written", "save:backup-placed", "save:before-replace", "save:replaced"),
    *("save:folder-synced", "settle:before-cells", "settle:cells-written", "settle:cells-marked"),
}
PAPERS = {f"settle:{step}" for step in ("document-temp", "document-placed", "documents-recorded", "documents-marked")}
NUMBERED = {"journal:number-drawn", "journal:number-listed"}
REACHED = {
    "write-statements": EVERYWHERE | PAPERS,
    "dun-and-book": EVERYWHERE | PAPERS | NUMBERED,
    "undo-dunning": EVERYWHERE,
    "write-off": EVERYWHERE,
    "hand-over": EVERYWHERE | PAPERS | NUMBERED,
    "collect-direct-debits": EVERYWHERE | PAPERS | NUMBERED,
    "settle-case": EVERYWHERE | PAPERS | NUMBERED,
}
"""Which points each command is killed at."""
SEEN_OFTEN = {"journal:committed"}
CASES = [
    pytest.param(story, point, id=f"{story.name}-{point}")
    for story in STORIES
    for point in sorted(REACHED[story.name])
    if IS_STORM or point in SEEN_OFTEN
]


@pytest.fixture(scope="module")
def late_states(tmp_path_factory: pytest.TempPathFactory, pyxl: Pyxl) -> Path:
    """A folder with one folder per state."""
    root = tmp_path_factory.mktemp("late-states")
    (root / "late").mkdir()
    (root / "late" / BOOK).write_bytes(late_book())
    for state, story in MADE_BY.items():
        book = lay_out(root, story.start if story else START_OF[state], root / state)
        if story:
            ended = pyxl(root / state, *story.command)
            assert ended.code in (FINE, FOUND_ERRORS), ended.printed
        prepare(state, book)
    return root


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory, late_states: Path, pyxl: Pyxl) -> dict[str, State]:
    """What each command leaves behind when nobody kills it."""
    root, found = tmp_path_factory.mktemp("untouched"), {}
    for story in STORIES:
        book = lay_out(late_states, story.start, root / story.name)
        ended = pyxl(book.parent, *story.command)
        assert ended.code in (FINE, FOUND_ERRORS), ended.printed
        check_agrees(book)
        found[story.name] = state_of(book)
    return found


@pytest.mark.parametrize(("story", "point"), CASES)
def test_killed_at_a_point_and_started_again(
    story: Story,
    point: str,
    late_states: Path,
    untouched: dict[str, State],
    pyxl: Pyxl,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    for attempt, hit in enumerate(range(1, 50) if IS_STORM else (1,)):
        book = lay_out(late_states, story.start, tmp_path / f"{hit}")
        ended = pyxl(book.parent, *story.command, crash_at=f"{point}:{hit}")
        if ended.code != KILLED:
            assert attempt, f"{story.name} does not come to {point}: {ended}"
            return
        record_property("kills", 1)
        again = pyxl(book.parent, *story.command)
        assert is_well(again, story), again.printed
        check_agrees(book)
        assert state_of(book) == untouched[story.name]
        sweep(book.parent)
