"""Complaints settled, goods received, suppliers charged: killed at every step and started again (SAFETY 3d)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from .complaints import MADE_BY, STORIES, prepare, sold_book
from .processes import FINE, FOUND_ERRORS, IS_STORM, KILLED, Pyxl
from .proofs import State, check_agrees, is_well, state_of
from .stories import BOOK, Story, lay_out, sweep
from .test_late_money_crash_points import EVERYWHERE, NUMBERED, PAPERS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a hard kill at a point needs POSIX signals")

REACHED = {
    "settle-goods": EVERYWHERE | PAPERS | NUMBERED,
    "undo-settling": EVERYWHERE | PAPERS | NUMBERED,
    "receive-return": EVERYWHERE | PAPERS | NUMBERED,
    "undo-return": EVERYWHERE | PAPERS | NUMBERED,
    "write-debit-notes": EVERYWHERE | PAPERS | NUMBERED,
    "undo-debit-note": EVERYWHERE,
}
"""Which points each command is killed at."""
SEEN_OFTEN = {"settle-goods": {"journal:committed"}, "receive-return": {"journal:committed", "save:replaced"}}
"""Where the short run kills: between a credit note and what it is for, and in the middle of the rest."""
CASES = [
    pytest.param(story, point, id=f"{story.name}-{point}")
    for story in STORIES
    for point in sorted(REACHED[story.name])
    if IS_STORM or point in SEEN_OFTEN.get(story.name, ())
]


@pytest.fixture(scope="module")
def complaint_states(tmp_path_factory: pytest.TempPathFactory, pyxl: Pyxl) -> Path:
    """A folder with one folder per state."""
    root = tmp_path_factory.mktemp("complaint-states")
    (root / "sold").mkdir()
    (root / "sold" / BOOK).write_bytes(sold_book())
    for state, story in MADE_BY.items():
        book = lay_out(root, story.start, root / state)
        ended = pyxl(root / state, *story.command)
        assert ended.code in (FINE, FOUND_ERRORS), ended.printed
        prepare(state, book)
    return root


@pytest.fixture(scope="module")
def undisturbed_complaints(
    tmp_path_factory: pytest.TempPathFactory, complaint_states: Path, pyxl: Pyxl
) -> dict[str, State]:
    """What each command leaves behind when nobody kills it."""
    root, found = tmp_path_factory.mktemp("undisturbed"), {}
    for story in STORIES:
        book = lay_out(complaint_states, story.start, root / story.name)
        ended = pyxl(book.parent, *story.command)
        assert ended.code == FINE, ended.printed
        check_agrees(book)
        found[story.name] = state_of(book)
    return found


@pytest.mark.parametrize(("story", "point"), CASES)
def test_killed_at_a_point_and_started_again(
    story: Story,
    point: str,
    complaint_states: Path,
    undisturbed_complaints: dict[str, State],
    pyxl: Pyxl,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    for attempt, hit in enumerate(range(1, 50) if IS_STORM else (1, 2)):
        book = lay_out(complaint_states, story.start, tmp_path / f"{hit}")
        ended = pyxl(book.parent, *story.command, crash_at=f"{point}:{hit}")
        if ended.code != KILLED:
            assert attempt, f"{story.name} does not come to {point}: {ended}"
            return
        record_property("kills", 1)
        again = pyxl(book.parent, *story.command)
        assert is_well(again, story), again.printed
        check_agrees(book)
        assert state_of(book) == undisturbed_complaints[story.name]
        sweep(book.parent)
