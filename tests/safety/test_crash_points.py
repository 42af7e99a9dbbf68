"""Killed at every write step, started once more: as if nothing had happened (SAFETY 3d, scoreboard 3)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import pyxl as package

from .processes import FINE, FOUND_ERRORS, IS_STORM, KILLED, Ended, Pyxl
from .proofs import State, check_opens, check_sound, state_of
from .stories import (
    CREATE,
    DELIVER,
    DUN,
    FIRST_LINES,
    IMPORT,
    ORDERS_IN,
    PAY,
    RECONCILE,
    STORIES,
    UNDO_INVOICES,
    Story,
    lay_out,
    sweep,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a hard kill at a point needs POSIX signals")

NO_POINT = {"docs:nothing-happens-here"}
"""Named in a doctest only."""
TURNING_POINTS = {"journal:before-commit", "journal:committed", "save:replaced", "settle:cells-written"}
"""Where the state changes; the short run looks here more closely."""
SEEN_HERE = (CREATE, IMPORT, RECONCILE, UNDO_INVOICES, DELIVER, DUN, PAY, ORDERS_IN, FIRST_LINES)
"""The commands that the short run kills there; their undos and the rest go the same way."""
SEEN_TWICE = (CREATE, PAY)
"""The commands that the short run starts once more there, to see that it changes nothing."""
SAVING = {"save:temp-half-written", "save:before-replace", "save:replaced"}
"""The steps of saving that the short run kills at."""
SEEN_OFTEN = {"journal:committed"}
"""Where the short run kills every command."""


def points_in_source() -> set[str]:
    """Every name at which the source lets a test pull the plug."""
    root = Path(package.__file__).parent
    sources = (path.read_text("utf-8") for path in root.rglob("*.py"))
    return {name for text in sources for name in re.findall(r'crash_point\("([^"]+)"\)', text)} - NO_POINT


_JOURNAL = {f"journal:{step}" for step in ("before-begin", "begun", "events-written", "before-commit", "committed")}
_NUMBER = {"journal:number-drawn", "journal:number-listed"}
_NOTE = {"file:written", "file:replaced"}
_COPY = {"journal:backup-written", "journal:backup-replaced"}
_SAVE = {
    f"save:{step}"
    for step in (
        "start",
        "temp-created",
        "temp-half-written",
        "temp-written",
        "temp-synced",
        "temp-verified",
        "backup-written",
        "backup-placed",
        "before-replace",
        "replaced",
        "folder-synced",
    )
}
_CELLS = {"settle:before-cells", "settle:cells-written", "settle:cells-marked"}
_PAPERS = {f"settle:{step}" for step in ("document-temp", "document-placed", "documents-recorded", "documents-marked")}
_EVERY = _JOURNAL | _SAVE | _CELLS
REACHED = {
    "create-invoices": _EVERY | _NUMBER | _PAPERS,
    "import-bank": _EVERY,
    "reconcile": _EVERY,
    "undo-invoices": _EVERY | _NUMBER | _PAPERS,
    "undo-reconcile": _EVERY,
    "undo-import": _EVERY,
    "pick-list": _EVERY | _NUMBER | _PAPERS,
    "deliver": _EVERY | _NUMBER | _PAPERS,
    "undo-delivery": _EVERY,
    "order-purchases": _EVERY | _NUMBER | _PAPERS,
    "dun": _EVERY | _NUMBER | _PAPERS,
    "pay": _EVERY | _NUMBER | _PAPERS,
    "undo-payment": _EVERY,
    "import-orders": _EVERY | _NUMBER | _PAPERS,
    "undo-orders": _EVERY,
    "create-invoices-over-a-document": {"settle:document-kept", "settle:document-temp"},
    "create-invoices-in-a-synced-folder": _COPY | _NOTE | {"journal:committed", "settle:cells-marked"},
    "create-invoices-without-line-ids": _SAVE,
}
"""Which points each command is killed at."""


def is_tried(story: Story, point: str) -> bool:
    """The short run kills invoicing at all but the small steps of one and the same save, and the rest, which goes
    through the same journal and the same save, in the middle: recorded, and nothing of it in the workbook yet."""
    if IS_STORM:
        return True
    if story is CREATE:
        return not point.startswith("save:") or point in SAVING
    return (point in SEEN_OFTEN and story in SEEN_HERE) or point.startswith(("journal:backup", "file:"))


CASES = [
    pytest.param(story, point, id=f"{story.name}-{point}")
    for story in STORIES
    for point in sorted(REACHED[story.name])
    if is_tried(story, point)
]


def hits_of(story: Story, point: str) -> Sequence[int]:
    """Which hits of a point are tried: all, or the first, and one in the middle of issuing invoices."""
    if IS_STORM:
        return range(1, 200)
    return (1, 4) if point == "journal:committed" and story in (CREATE, UNDO_INVOICES, DELIVER) else (1,)


def test_every_point_in_the_source_has_a_story() -> None:
    assert points_in_source() == set.union(*REACHED.values())


@pytest.mark.parametrize(("story", "point"), CASES)
def test_killed_at_a_point_and_started_again(
    story: Story,
    point: str,
    states: Path,
    undisturbed: dict[str, State],
    pyxl: Pyxl,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    for attempt, hit in enumerate(hits_of(story, point)):
        book = lay_out(states, story.start, tmp_path / f"{hit}")
        ended = pyxl(book.parent, *story.command, crash_at=f"{point}:{hit}")
        if ended.code != KILLED:
            assert attempt, f"{story.name} does not come to {point}: {ended}"
            return
        record_property("kills", 1)
        check_opens(book)
        check_restart(story, book, undisturbed[story.name], pyxl)
        if IS_STORM or (point in TURNING_POINTS and story in SEEN_TWICE):
            check_rest(story, book, pyxl)
        sweep(book.parent)


def check_restart(story: Story, book: Path, undisturbed: State, pyxl: Pyxl) -> None:
    """One restart makes everything right."""
    again = pyxl(book.parent, *story.command)
    assert is_well(again, story), again.printed
    check_sound(book)
    if story is not FIRST_LINES:  # New ids are drawn by lot.
        assert state_of(book) == undisturbed


def check_rest(story: Story, book: Path, pyxl: Pyxl) -> None:
    """One more run changes nothing."""
    data, found = book.read_bytes(), state_of(book)
    once_more = pyxl(book.parent, *story.command)
    assert is_well(once_more, story), once_more.printed
    assert book.read_bytes() == data
    assert state_of(book) == found


def is_well(ended: Ended, story: Story) -> bool:
    """An undo that was complete when the process died says so; everything else just works."""
    return ended.code in (FINE, FOUND_ERRORS) or (story.is_undo and "E_ALREADY_UNDONE" in ended.printed)
