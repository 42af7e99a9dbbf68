"""Replacing a workbook: old or new after a crash at every step, and a plain sentence for all that can be in the way."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from pyxl.core.durable_files import is_alive, sweep_temps
from pyxl.core.refusal import Refused
from pyxl.hosts.saving.backups import DAYS, LAST, kept_copies, list_copies
from pyxl.hosts.saving.office_locks import libreoffice_fields, office_lock
from pyxl.hosts.saving.saving import Stale, read_bytes_and_hash, refuse_if_open, refuse_unwritable, save_atomically
from pyxl.hosts.saving.synced_folders import is_conflict_copy

OLD, NEW = b"old" * 9_000, b"new!" * 9_000
OLD_HASH = hashlib.sha256(OLD).hexdigest()
ROOT = Path(__file__).resolve().parents[2]
SAVE = """
import hashlib, sys
from pathlib import Path
from pyxl.hosts.saving.saving import read_bytes_and_hash, save_atomically
path = Path(sys.argv[1])
data, sha256 = read_bytes_and_hash(path)
save_atomically(path, sha256, b"new!" * 9_000, path.parent / "backups", verify=lambda data: None)
"""
STEPS = (
    "save:start",
    "save:temp-created",
    "save:temp-half-written",
    "save:temp-written",
    "save:temp-synced",
    "save:temp-verified",
    "save:temp-created:2",
    "save:temp-half-written:2",
    "save:backup-written",
    "save:backup-placed",
    "save:before-replace",
    "save:replaced",
    "save:folder-synced",
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook file in a folder of its own, which has a dollar sign and a blank in its name."""
    folder = tmp_path / "My $ books"
    folder.mkdir()
    path = folder / "Bücher 2026.xlsx"
    path.write_bytes(OLD)
    return path


def save(book: Path, data: bytes = NEW, **more: object) -> None:
    save_atomically(book, OLD_HASH, data, book.parent / "backups", **more)  # type: ignore[arg-type]


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.text("de") != caught.value.text("en")
    return caught.value.code


def beside(book: Path) -> set[str]:
    """What lies in the folder beside the workbook and its backups."""
    return {path.name for path in book.parent.iterdir()} - {book.name, "backups"}


def test_the_new_workbook_takes_the_place_and_the_old_one_is_kept(book: Path) -> None:
    book.chmod(0o640)
    save(book, now=datetime(2026, 3, 4, 10, 11, 12))
    assert read_bytes_and_hash(book) == (NEW, hashlib.sha256(NEW).hexdigest())
    assert stat.S_IMODE(book.stat().st_mode) == 0o640
    assert beside(book) == set()
    (moment, copy), *more = list_copies(book, book.parent / "backups")
    assert not more
    assert moment == datetime(2026, 3, 4, 10, 11, 12)
    assert copy.read_bytes() == OLD
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_every_step_leaves_the_old_or_the_new(book: Path, step: str) -> None:
    command = [sys.executable, "-c", SAVE, str(book)]
    crashed = subprocess.run(command, env={**os.environ, "PYXL_CRASH_AT": step}, cwd=ROOT, timeout=120, check=False)
    assert crashed.returncode == -9, "the step was never reached"
    is_new = step in ("save:replaced", "save:folder-synced")
    assert book.read_bytes() == (NEW if is_new else OLD)
    assert all(copy.read_bytes() == OLD for _, copy in list_copies(book, book.parent / "backups"))
    subprocess.run(command, cwd=ROOT, timeout=120, check=True)
    assert book.read_bytes() == NEW
    assert beside(book) == set()


@pytest.mark.skipif(os.name == "nt", reason="the limit on a file's size is POSIX")
def test_a_full_disk_at_any_point_leaves_the_old(book: Path) -> None:
    script = """
import resource, sys
from pathlib import Path
from pyxl.core.refusal import Refused
from pyxl.hosts.saving.saving import read_bytes_and_hash, save_atomically
path = Path(sys.argv[1])
data, sha256 = read_bytes_and_hash(path)
for limit in range(0, 36_000, 4_096):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        save_atomically(path, sha256, b"new!" * 9_000, path.parent / "backups")
    except Refused as refused:
        assert refused.code == "E_DISK_FULL", refused
    else:
        raise AssertionError(limit)
    assert path.read_bytes() == data
    assert not [each for each in path.parent.rglob("*") if each.is_file() and each != path], limit
"""
    subprocess.run([sys.executable, "-c", script, str(book)], cwd=ROOT, timeout=120, check=True)


def test_a_workbook_that_changed_meanwhile_is_stale(book: Path) -> None:
    book.write_bytes(b"hers")
    with pytest.raises(Stale):
        save(book)
    assert book.read_bytes() == b"hers"
    assert beside(book) == set()


def test_a_workbook_that_changes_in_the_last_moment_is_stale(book: Path) -> None:
    def meddle(source: Path, target: Path) -> None:
        target.write_bytes(b"hers")
        raise PermissionError(13, "held by another program")

    with pytest.raises(Stale):
        save(book, replace=meddle)
    assert book.read_bytes() == b"hers"
    assert beside(book) == set()


def test_what_was_written_is_read_back_before_it_counts(book: Path) -> None:
    seen: list[bytes] = []

    def refuse(data: bytes) -> None:
        seen.append(data)
        raise ValueError("not what was wanted")

    with pytest.raises(ValueError, match="wanted"):
        save(book, verify=refuse)
    assert (seen, book.read_bytes(), beside(book)) == ([NEW], OLD, set())


def test_a_short_block_is_waited_out_and_a_long_one_leaves_the_new_file_beside(book: Path) -> None:
    attempts: list[Path] = []

    def blocked_twice(source: Path, target: Path) -> None:
        attempts.append(source)
        if len(attempts) < 3:
            raise PermissionError(13, "held by a virus scanner")
        os.replace(source, target)

    save(book, replace=blocked_twice)
    assert (len(attempts), book.read_bytes()) == (3, NEW)

    def blocked(source: Path, target: Path) -> None:
        attempts.append(source)
        raise PermissionError(13, "held")

    book.write_bytes(OLD)
    assert code_of(lambda: save(book, replace=blocked)) == "E_REPLACE_BLOCKED"
    assert (len(attempts), book.read_bytes()) == (10, OLD)
    assert beside(book) == {"Bücher 2026.pyxl-new.xlsx"}
    assert book.with_name("Bücher 2026.pyxl-new.xlsx").read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="a folder has no such mark on Windows")
@pytest.mark.parametrize("which", ["file", "folder"])
def test_a_read_only_file_or_folder_is_refused_first(book: Path, which: str) -> None:
    marked = book if which == "file" else book.parent
    mode = marked.stat().st_mode
    marked.chmod(0o444 if which == "file" else 0o555)
    try:
        assert code_of(lambda: refuse_unwritable(book)) == "E_READ_ONLY"
        assert code_of(lambda: save(book)) == "E_READ_ONLY"
        assert beside(book) == set()
    finally:
        marked.chmod(mode)


@pytest.mark.parametrize(
    ("other", "is_copy"),
    [
        ("book (conflicted copy 2026-03-04)", True),
        ("book (Anna's conflicted copy 2026-03-04)", True),
        ("book (In Konflikt stehende Kopie von Anna 2026-03-04)", True),
        ("book-DESKTOP-4F2K1", True),
        ("book-LAPTOP-9-2", True),
        ("book-pc7", True),
        ("book.sync-conflict-20260304-101112-ABCDEFG", True),
        ("book-2025", False),
        ("book (1)", False),
        ("book-old", False),
        ("bookkeeping", False),
        ("book", False),
    ],
)
def test_conflict_copies_are_known_by_their_names(other: str, is_copy: bool) -> None:
    assert is_conflict_copy("book", other, "PC7") is is_copy


def test_a_conflict_copy_stops_the_saving_and_both_are_named(book: Path) -> None:
    book.with_name("Bücher 2026-DESKTOP-4F2K1.xlsx").write_bytes(OLD)
    with pytest.raises(Refused, match=r"E_CONFLICT_COPY.*Bücher 2026\.xlsx.*DESKTOP-4F2K1") as caught:
        save(book)
    assert caught.value.code == "E_CONFLICT_COPY"


def excel_lock(book: Path, user: str) -> Path:
    """The 165 bytes Excel writes: the name in one-byte letters, then its length and the name in UTF-16."""
    narrow = user.encode("cp1252", "replace")
    data = bytes([len(narrow)]) + narrow.ljust(54) + bytes([len(user), 0])
    lock = book.with_name(f"~${book.name}")
    lock.write_bytes((data + user.encode("utf-16-le") + b" \0" * 60)[:165])
    assert lock.stat().st_size == 165
    return lock


@pytest.mark.parametrize("user", ["Anna Amsel", "Jürgen Größer", "Łukasz Żak", "x" * 52])
def test_a_workbook_open_in_excel_names_the_user(book: Path, user: str) -> None:
    excel_lock(book, user)
    holder = office_lock(book)
    assert holder is not None
    assert (holder.program, holder.user) == ("Excel", user)
    with pytest.raises(Refused, match=f"E_OPEN_ELSEWHERE.*{user}"):
        save(book)
    assert book.read_bytes() == OLD
    assert beside(book) == {f"~${book.name}"}


def libreoffice_lock(book: Path, host: str) -> Path:
    lock = book.with_name(f".~lock.{book.name}#")
    lock.write_text(f",Anna\\, Amsel,{host},04.03.2026 10:15,file:///home/anna/.config;", "utf-8")
    return lock


def test_a_workbook_open_on_another_computer(book: Path) -> None:
    libreoffice_lock(book, "another-computer")
    holder = office_lock(book)
    assert holder is not None
    assert (holder.program, holder.user, holder.is_stale) == ("LibreOffice", "Anna, Amsel", False)
    assert holder.since == datetime(2026, 3, 4, 10, 15)
    assert code_of(lambda: refuse_if_open(book)) == "E_OPEN_ELSEWHERE"


def libreoffice_runs() -> bool:
    listed = subprocess.run(["ps", "-eo", "stat=,comm="], capture_output=True, text=True, check=True).stdout
    return any("soffice" in line and not line.startswith("Z") for line in listed.splitlines())


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
def test_a_lock_left_by_a_dead_libreoffice_is_told_as_stale(book: Path) -> None:
    if libreoffice_runs():
        pytest.skip("LibreOffice runs on this computer")
    libreoffice_lock(book, socket.gethostname())
    holder = office_lock(book)
    assert holder is not None
    assert holder.is_stale
    assert code_of(lambda: save(book)) == "E_STALE_LOCK"
    save(book, over_stale_lock=True)
    assert book.read_bytes() == NEW


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_open_in_a_real_libreoffice(book: Path, tmp_path: Path) -> None:
    Workbook().save(book)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    office = subprocess.Popen(
        ["soffice", profile, "--headless", "--norestore", str(book)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        holder = None
        until = time.monotonic() + 60
        while holder is None and time.monotonic() < until:
            time.sleep(0.1)
            holder = office_lock(book)
        assert holder is not None
        assert (holder.program, holder.is_stale) == ("LibreOffice", False)
        assert code_of(lambda: refuse_if_open(book)) == "E_OPEN_ELSEWHERE"
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()
    left = office_lock(book)
    assert left is not None
    assert left.is_stale != libreoffice_runs()


def test_a_broken_lock_file_still_locks(book: Path) -> None:
    book.with_name(f".~lock.{book.name}#").write_bytes(b"\xff")
    assert code_of(lambda: refuse_if_open(book)) == "E_OPEN_ELSEWHERE"
    assert libreoffice_fields("") == []


def test_what_cannot_be_read_is_said(book: Path) -> None:
    assert code_of(lambda: read_bytes_and_hash(book.with_name("none.xlsx"))) == "E_NO_FILE"
    assert code_of(lambda: read_bytes_and_hash(book.parent)) == "E_UNREADABLE_FILE"
    with book.with_name("big.xlsx").open("wb") as file:
        file.truncate(51 << 20)
    assert code_of(lambda: read_bytes_and_hash(book.with_name("big.xlsx"))) == "E_TOO_BIG"


def test_a_link_is_followed_not_replaced(book: Path) -> None:
    link = book.parent / "link.xlsx"
    link.symlink_to(book)
    save(link)
    assert link.is_symlink()
    assert book.read_bytes() == NEW


def test_only_the_waiting_files_of_dead_processes_are_swept(book: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    computer = "".join(letter for letter in socket.gethostname() if letter.isascii() and letter.isalnum()) or "pc"
    names = {
        f".{book.name}.pyxl-{computer}-{int(dead.stdout)}-ab12.tmp": True,
        f".{book.name}.pyxl-{computer}-{os.getpid()}-ab12.tmp": False,
        f".{book.name}.pyxl-elsewhere-{int(dead.stdout)}-ab12.tmp": False,
        f".other.xlsx.pyxl-{computer}-{int(dead.stdout)}-ab12.tmp": False,
    }
    for name in names:
        (book.parent / name).write_bytes(b"")
    sweep_temps(book)
    assert {name for name in names if not (book.parent / name).exists()} == {
        name for name, is_swept in names.items() if is_swept
    }
    assert is_alive(os.getpid())


def test_twenty_copies_and_one_a_day_for_thirty_days_are_kept(book: Path) -> None:
    now = datetime(2026, 3, 31, 18)
    moments = [now - timedelta(hours=3 * step) for step in range(400)]
    kept = kept_copies([(moment, Path(moment.isoformat())) for moment in moments], now)
    assert {Path(moment.isoformat()) for moment in moments[:LAST]} <= kept
    days = {datetime.fromisoformat(path.name).date() for path in kept}
    assert days == {(now - timedelta(days=back)).date() for back in range(DAYS)}
    assert Path(datetime(2026, 3, 10, 21).isoformat()) in kept
    assert Path(datetime(2026, 3, 10, 18).isoformat()) not in kept


def test_old_copies_go_and_other_files_in_the_folder_stay(book: Path) -> None:
    folder = book.parent / "backups"
    folder.mkdir()
    (folder / "hers.txt").write_text("stays")
    start = datetime(2026, 3, 1, 8)
    for step in range(25):
        data = str(step).encode()
        save_atomically(
            book, hashlib.sha256(book.read_bytes()).hexdigest(), data, folder, now=start + timedelta(minutes=step)
        )
    copies = list_copies(book, folder)
    assert len(copies) == LAST
    assert copies[0][1].read_bytes() == b"23"
    assert (folder / "hers.txt").read_text() == "stays"
