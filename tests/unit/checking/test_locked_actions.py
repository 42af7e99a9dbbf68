"""Every action, one by one: what records something is refused while its day is locked, with a sentence; what only
looks has a reason why it need not be.

The stories have a case for each action in which it has something to do. The demo firm's month is clicked through the
real runner, each click first with the books locked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pyxl.app.actions import ACTIONS, BUTTONS
from pyxl.app.recording import RUN
from pyxl.core.refusal import Refused
from pyxl.demo.month import STEPS
from pyxl.demo.stage import DemoStep
from pyxl.hosts.cli.demo_month import play_step
from pyxl.hosts.demo_files import BOOK_FILE, demo_files, write_files
from pyxl.hosts.xlsx import WriteCell, patch
from pyxl.journal.place import journal_place, open_journal
from tests.stories.desk import StoryDesk
from tests.stories.story_text import Story, Then, When, read_stories

STORIES = Path(__file__).parents[2] / "stories"
RECORDS = (
    *("import-orders", "check-availability", "confirm-orders", "pick-list", "deliver", "ship", "book-goods-in"),
    *("book-movements", "book-count", "order-purchases", "create-invoices", "bill-contracts", "create-self-bills"),
    *("import-bills", "enter-bills", "approve-bills", "vouch-for-accounts", "pay", "mark-sent", "read-bank-answer"),
    *("import-bank", "reconcile", "accept", "take-back", "collect-direct-debits", "write-statements", "write-off"),
    *("hand-over", "dun", "import-cases", "open-cases", "settle-case", "customer-file"),
    *("receive-return", "write-debit-notes", "report"),
)
"""The actions that put something into the journal."""
LOOKS = {
    "validate-orders": "marks rows; a safe repair changes a cell of hers, which no posting follows from",
    "list-backorders": "a tab that is worked out anew",
    "propose-purchases": "proposals only; what is ordered is recorded by order-purchases",
    "list-unbilled": "findings only",
    "propose-payments": "proposals only; what is paid is recorded by pay",
    "list-ageing": "a tab that is worked out anew",
    "propose-dunning": "proposals only; letters are recorded by dun",
    "propose-debit-notes": "proposals only; what is claimed is recorded by write-debit-notes",
    "cases-due": "a tab that is worked out anew",
    "count-cases": "a tab that is worked out anew",
    "cash-forecast": "a tab that is worked out anew",
    "list-postings": "shows what is recorded",
    "list-balances": "shows what is recorded",
    "list-vat": "shows what is recorded",
}
"""Those that record nothing, and why: closed books may be looked at."""
OTHERS = {
    "undo": "records: refused, see test_period_lock",
    "check": "only looks",
    "rebuild": "shows again what is recorded",
    "order-form": "lays an empty form beside the workbook",
    "case-form": "lays an empty form beside the workbook",
}


def test_every_button_is_in_the_table_once() -> None:
    assert sorted((*RECORDS, *LOOKS)) == sorted(action.id for action in ACTIONS)
    assert sorted((*RECORDS, *LOOKS, *OTHERS)) == sorted(action.id for action in BUTTONS)


@cache
def told() -> tuple[Story, ...]:
    files = (path for path in sorted(STORIES.glob("*.md")) if path.name != "README.md")
    return tuple(story for path in files for story in read_stories(path.read_text(encoding="utf-8")))


def action_of(step: When) -> str:
    return step.action.partition(" ")[0]


def before_each(action: str) -> Iterator[tuple[StoryDesk, When]]:
    """The desks of all stories in which it is clicked, as they stand just before the first click."""
    for story in told():
        clicks = [step for step in story.steps if isinstance(step, When)]
        if action not in map(action_of, clicks) or any(step.action == "apply safe fixes" for step in clicks):
            continue
        desk = StoryDesk(story.language)
        for step in story.steps:
            if isinstance(step, When):
                if action_of(step) == action:
                    yield desk, step
                    break
                desk.run(step.action, step.files, step.as_of)
            elif not isinstance(step, Then):
                desk.give(step)


@pytest.mark.parametrize("action", RECORDS)
def test_what_records_is_refused_while_its_day_is_locked(action: str) -> None:
    for desk, step in before_each(action):
        open_day = desk.book.settings.pop("locked_until", None)
        desk.book.settings["locked_until"] = step.as_of
        before, runs = list(desk.events), len(desk.runs)
        refused = desk.run(step.action, step.files, step.as_of).refused
        if refused and refused.code == "E_LOCKED":
            assert (desk.events, len(desk.runs)) == (before, runs)
            assert "gesperrt" in refused.text("de")
            desk.book.settings["locked_until"] = open_day
            assert desk.run(step.action, step.files, step.as_of).recorded, "on an open day it is recorded"
            return
    raise AssertionError(f"no story has something for {action} to record")


@pytest.mark.parametrize("action", LOOKS)
def test_what_only_looks_records_nothing_and_works_on_a_locked_day(action: str) -> None:
    looked = 0
    for desk, step in before_each(action):
        desk.book.settings["locked_until"] = step.as_of
        done = desk.run(step.action, step.files, step.as_of)
        assert (done.refused, done.recorded) == (None, [])
        looked += 1
        if looked == 5:
            return
    assert looked


def lock(book: Path, until: date | None) -> None:
    sheet = load_workbook(BytesIO(book.read_bytes()), read_only=True)["Einstellungen"]
    label = "Bücher gesperrt bis"
    row = next(number for number, each in enumerate(sheet.iter_rows(), 1) if each[0].value == label)
    book.write_bytes(patch(book.read_bytes(), [WriteCell("Einstellungen", row, 2, until)]))


def recorded_in(book: Path) -> list[str]:
    """What the journal holds, without runs that changed cells only."""
    if not journal_place(book).path.exists():
        return []
    journal, _ = open_journal(book, create=False)
    with journal:
        return [event.key for event in journal.events() if event.kind != RUN]


def is_refused(step: DemoStep, book: Path) -> bool:
    """Clicks, and says whether the books were locked for it."""
    try:
        play_step(step, book)
    except Refused as refusal:
        return refusal.code == "E_LOCKED"
    return False


@pytest.mark.skipif(
    os.environ.get("PYXL_STORM") != "full",
    reason="plays the demo's month twice over; every action is refused above, and the runner in test_period_lock",
)
def test_no_click_of_the_demos_month_gets_through_the_runner_on_a_locked_day(tmp_path: Path) -> None:
    write_files(tmp_path, demo_files("de"))
    book, refused, recorded = tmp_path / BOOK_FILE, set[str](), set[str]()
    for step in STEPS:
        lock(book, step.as_of)
        before = recorded_in(book)
        if is_refused(step, book):
            refused.add(step.action_id)
        assert recorded_in(book) == before, step.action_id
        lock(book, None)
        if play_step(step, book).outcome.postings:
            recorded.add(step.action_id)
    assert refused == recorded
    assert refused <= set(RECORDS)
    assert {"create-invoices", "import-bank", "reconcile", "pay", "dun", "deliver"} <= refused
