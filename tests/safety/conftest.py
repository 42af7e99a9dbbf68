"""The states of the small firm, made once by the commands themselves, and a preloaded pyxl."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyxl.app.settling import documents_folder

from .firm import bank_file, book_without_ids, order_form, small_book, tick_payments, ticked_letters
from .processes import IS_STORM, Pyxl, Warm, cold
from .proofs import State, check_opens_whole, check_sound, state_of
from .stories import BANK, BOOK, GOOD_FORM, HERS, MADE_BY, OCCUPIED, STORIES, WRONG_FORM, lay_out


@pytest.fixture(scope="session")
def pyxl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pyxl]:
    """Runs a command in a process of its own: preloaded in the short run, fresh in the long one."""
    if IS_STORM or not hasattr(os, "fork"):
        yield cold
        return
    warm = Warm(tmp_path_factory.mktemp("warm"))
    yield warm
    warm.close()


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory, pyxl: Pyxl) -> Path:
    """A folder with one folder per state: new, invoiced, imported, reconciled, ticked, and three odd ones."""
    root = tmp_path_factory.mktemp("states")
    book, bank = small_book(), bank_file()
    books = {"new": book, "synced": book, "occupied": book, "without-ids": book_without_ids(book)}
    books["ticked"] = small_book(ticked_letters())
    for state, data in books.items():
        (root / state).mkdir()
        (root / state / BOOK).write_bytes(data)
        (root / state / BANK).write_bytes(bank)
        (root / state / GOOD_FORM).write_bytes(order_form("PO 1", 3))
        (root / state / WRONG_FORM).write_bytes(order_form("PO 2", "drei"))
    (root / "synced" / ".dropbox").touch()
    hers = documents_folder(root / "occupied" / BOOK) / OCCUPIED
    hers.parent.mkdir(parents=True)
    hers.write_bytes(HERS)
    for state, story in MADE_BY.items():
        lay_out(root, story.start, root / state)
        ended = pyxl(root / state, *story.command)
        assert ended.code in (0, 1), ended.printed
        if state == "proposed":
            tick_payments(root / state / BOOK)
    return root


class Undisturbed(dict[str, State]):
    """What each command leaves behind when nobody kills it, by the story's name; found out when it is asked for."""

    def __init__(self, root: Path, states: Path, pyxl: Pyxl) -> None:
        super().__init__()
        self._root, self._states, self._pyxl = root, states, pyxl

    def __missing__(self, name: str) -> State:
        story = next(story for story in STORIES if story.name == name)
        book = lay_out(self._states, story.start, self._root / name)
        ended = self._pyxl(book.parent, *story.command)
        assert ended.code in (0, 1), ended.printed
        check_sound(book)
        check_opens_whole(book)
        self[name] = state_of(book)
        return self[name]


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, states: Path, pyxl: Pyxl) -> dict[str, State]:
    """The state after each command that was not killed."""
    return Undisturbed(tmp_path_factory.mktemp("undisturbed"), states, pyxl)
