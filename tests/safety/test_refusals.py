"""No room, no right, no free workbook: a clear refusal, nothing half done, and a later run completes (SAFETY 1a)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from .processes import FINE, FOUND_ERRORS, IS_STORM, REFUSED, Ended, Pyxl, start, wait
from .proofs import State, check_opens, check_sound, journal_of, state_of
from .stories import CREATE, RECONCILE, Story, lay_out, sweep

BOTH = pytest.mark.parametrize(
    "story", [CREATE, pytest.param(RECONCILE, marks=pytest.mark.long)], ids=lambda story: story.name
)
needs_posix = pytest.mark.skipif(os.name == "nt", reason="limits and rights are set as POSIX has them")
FULL = {"E_DISK_FULL", "E_JOURNAL_IO", "E_DOCUMENT_UNWRITABLE", "E_TEMPORARY_FOLDER"}


def excel_lock(book: Path) -> Path:
    """As Excel lays it beside an open workbook: 165 bytes with the user's name."""
    lock = book.with_name(f"~${book.name}")
    lock.write_bytes(bytes([4]) + b"Anna" + b" " * 50 + bytes([4, 0]) + "Anna".encode("utf-16-le") + b" \0" * 51)
    return lock


def libreoffice_lock(book: Path) -> Path:
    """As LibreOffice lays it on another computer."""
    lock = book.with_name(f".~lock.{book.name}#")
    lock.write_text(",Anna Amsel,another-pc,04.03.2026 10:15,file:///home/anna;", "utf-8")
    return lock


@BOTH
@pytest.mark.parametrize("lay_lock", [excel_lock, libreoffice_lock])
def test_a_workbook_that_is_open_elsewhere(
    lay_lock: Any, story: Story, states: Path, undisturbed: dict[str, State], pyxl: Pyxl, tmp_path: Path
) -> None:
    book = lay_out(states, story.start, tmp_path / "book")
    before = _traces(book)
    lock: Path = lay_lock(book)
    assert _refusal(pyxl(book.parent, *story.command, "--json")) == "E_OPEN_ELSEWHERE"
    lock.unlink()
    assert _traces(book) == before
    _check_completes(story, book, undisturbed, pyxl)


@needs_posix
@BOTH
@pytest.mark.parametrize("place", ["book.xlsx", "."])
def test_a_workbook_or_folder_that_is_read_only(
    place: str, story: Story, states: Path, undisturbed: dict[str, State], pyxl: Pyxl, tmp_path: Path
) -> None:
    book = lay_out(states, story.start, tmp_path / "book")
    before, path = _traces(book), book.parent / place
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222)
    try:
        assert _refusal(pyxl(book.parent, *story.command, "--json")) == "E_READ_ONLY"
        assert _traces(book) == before
    finally:
        path.chmod(mode)
    _check_completes(story, book, undisturbed, pyxl)


@BOTH
def test_a_file_where_the_folder_of_the_book_should_be(story: Story, states: Path, pyxl: Pyxl, tmp_path: Path) -> None:
    book = lay_out(states, story.start, tmp_path / "book")
    data, place = book.read_bytes(), book.with_suffix(".pyxl")
    shutil.rmtree(place, ignore_errors=True)
    place.write_bytes(b"in the way")
    assert _refusal(pyxl(book.parent, *story.command, "--json")).startswith("E_JOURNAL_")
    assert book.read_bytes() == data


@pytest.mark.parametrize("in_the_way", ["documents", "documents/2026"])
def test_documents_that_cannot_be_written(
    in_the_way: str, states: Path, undisturbed: dict[str, State], pyxl: Pyxl, tmp_path: Path
) -> None:
    """A file lies where the folder should be. It is seen before a number is drawn."""
    book = lay_out(states, CREATE.start, tmp_path / "book")
    obstacle = book.with_suffix(".pyxl") / in_the_way
    obstacle.parent.mkdir(parents=True)
    obstacle.write_bytes(b"in the way")
    assert _refusal(pyxl(book.parent, *CREATE.command, "--json")) == "E_DOCUMENT_UNWRITABLE"
    assert _events(book) == []
    obstacle.unlink()
    _check_completes(CREATE, book, undisturbed, pyxl)


@needs_posix
@BOTH
def test_a_full_disk(
    story: Story,
    states: Path,
    undisturbed: dict[str, State],
    pyxl: Pyxl,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """No file may grow beyond a limit; the limit goes from nothing to enough."""
    refused = 0
    for limit in range(0, 400_000, 4096) if IS_STORM else (0, 40_000, 75_000):
        book = lay_out(states, story.start, tmp_path / f"{limit}")
        ended = _limited(book.parent, limit, *story.command, "--json")
        if ended.code != REFUSED:
            assert ended.code in (FINE, FOUND_ERRORS), ended.printed
            break
        refused += 1
        assert _refusal(ended) in FULL, ended.printed
        check_opens(book)
        _check_completes(story, book, undisturbed, pyxl)
        sweep(book.parent)
    record_property("full", refused)
    assert refused


@needs_posix
@BOTH
def test_a_really_full_disk(
    story: Story,
    states: Path,
    undisturbed: dict[str, State],
    pyxl: Pyxl,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """A small disk with a file on it that leaves less and less room."""
    for spare in range(0, 600_000, 16_384) if IS_STORM else (0, 200_000):
        with _small_disk(tmp_path / f"{spare}") as disk:
            book = lay_out(states, story.start, disk / "book")
            ballast = disk / "ballast"
            room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            ballast.write_bytes(b"x" * max(0, room - spare))
            ended = pyxl(book.parent, *story.command, "--json")
            check_opens(book)
            if ended.code == REFUSED:
                assert _refusal(ended) in FULL, ended.printed
                record_property("full", 1)
            ballast.unlink()
            _check_completes(story, book, undisturbed, pyxl)


@contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.getuid() != 0:
        pytest.skip("only root can make a small disk")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", "size=4m", "pyxl", str(place)], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this computer does not let root make a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _limited(folder: Path, limit: int, *arguments: str) -> Ended:
    def limit_files() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    environment = {"PYTHONDONTWRITEBYTECODE": "1"}
    return wait(start(folder, *arguments, environment=environment, preexec_fn=limit_files))


def _refusal(ended: Ended) -> str:
    assert ended.code == REFUSED, ended.printed
    refused = json.loads(ended.printed)["refused"]
    assert refused["cause"]
    assert refused["next_step"]
    code: str = refused["code"]
    return code


def _traces(book: Path) -> tuple[bytes, list[str]]:
    """The workbook and what is recorded."""
    return book.read_bytes(), _events(book)


def _events(book: Path) -> list[str]:
    path = book.with_suffix(".pyxl") / "journal.sqlite"
    if not path.exists() or not path.stat().st_size:
        return []
    with journal_of(book) as journal:
        return [event.key for event in journal.events()]


def _check_completes(story: Story, book: Path, undisturbed: dict[str, State], pyxl: Pyxl) -> None:
    ended = pyxl(book.parent, *story.command)
    assert ended.code in (FINE, FOUND_ERRORS), ended.printed
    check_sound(book)
    assert state_of(book) == undisturbed[story.name]
