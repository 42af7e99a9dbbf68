"""Real processes, pulled plugs, full disks and broken files: no number lost, none given twice."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pyxl.core.refusal import Refused
from pyxl.journal.journal import Journal
from pyxl.journal.records import NumberedDraft

Start = Callable[..., subprocess.Popen[str]]
MakeInvoice = Callable[..., NumberedDraft]

ISSUER = """
import sys
from pathlib import Path
from pyxl.journal import *
path, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
series = NumberSeries.of("RE-{year}-{00001}", 2026)
with Journal.open(path, create=True) as journal:
    for n in range(count):
        key = f"{who}-{n}"
        complete = lambda number: Completed({"number": number})
        draft = NumberedDraft("INVOICE", key, series, {"key": key}, complete, (key,))
        recorded = journal.issue(draft, run_id=who, recorded_at="t")
        print(key, recorded.number, flush=True)
"""
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="limits and kill -9 are POSIX")


def numbers_of(path: Path) -> dict[str, str]:
    """Key -> number, after everything was proven: whole chain, no gap, no double."""
    with Journal.open(path, create=False) as journal:
        assert journal.verify_chain() == ()
        given = {event.key: event.number.text for event in journal.events() if event.number}
    assert sorted(given.values()) == [f"RE-2026-{n:05d}" for n in range(1, len(given) + 1)]
    return given


@pytest.mark.parametrize(("processes", "each"), [(4, 50), pytest.param(8, 100, marks=pytest.mark.slow)])
def test_processes_at_once_leave_no_gap_and_no_double(
    path: Path, start: Start, processes: int, each: int, record_property: Callable[[str, object], None]
) -> None:
    """The first of them also creates the file, all at the same time."""
    running = [start(ISSUER, path, f"p{process}", each) for process in range(processes)]
    outputs = [process.communicate(timeout=120) for process in running]
    assert [error for _, error in outputs if error] == []
    printed = dict(line.split() for output, _ in outputs for line in output.splitlines())
    record_property("numbers", len(printed))
    record_property("twice", len(printed) - len(set(printed.values())))
    record_property("missing", processes * each - len(printed))
    assert len(printed) == processes * each
    assert numbers_of(path) == printed


@posix_only
def test_the_plug_pulled_at_random_instants(
    path: Path, start: Start, record_property: Callable[[str, object], None]
) -> None:
    """Kill -9 again and again; what a process had printed is there afterwards, with that very number."""
    kills = 200 if os.environ.get("PYXL_STORM") == "full" else 8
    chance, promised = random.Random(1), {}
    for round_ in range(kills):
        process = start(ISSUER, path, f"p{round_ % 3}", 400)
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.08))
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()  # Not communicate(): it skips what readline() already holds, and begins mid-line.
        whole_lines = (first + rest).rpartition("\n")[0].splitlines()
        promised.update(dict(line.split() for line in whole_lines))
    given = numbers_of(path)
    record_property("kills", kills)
    record_property("numbers", len(given))
    assert promised
    assert promised.items() <= given.items()


STEPS = {
    "journal:before-begin": 0,
    "journal:begun": 0,
    "journal:number-drawn": 0,
    "journal:number-listed": 0,
    "journal:before-commit": 0,
    "journal:committed": 1,
}


@posix_only
@pytest.mark.parametrize(("step", "recorded"), STEPS.items())
def test_a_crash_at_every_step_leaves_the_old_or_the_new_state(
    path: Path, start: Start, step: str, recorded: int
) -> None:
    Journal.open(path, create=True).close()
    crashed = start(ISSUER, path, "p", 1, PYXL_CRASH_AT=step)
    crashed.communicate(timeout=120)
    assert crashed.returncode == -signal.SIGKILL
    assert len(numbers_of(path)) == recorded
    again = start(ISSUER, path, "p", 3)
    output, _ = again.communicate(timeout=120)
    assert output.split() == ["p-0", "RE-2026-00001", "p-1", "RE-2026-00002", "p-2", "RE-2026-00003"]
    assert len(numbers_of(path)) == 3


@posix_only
@pytest.mark.parametrize(
    "step", ["journal:before-begin", "journal:begun", "journal:before-commit", "journal:committed"]
)
def test_a_crash_while_the_journal_is_made_loses_nothing(path: Path, start: Start, step: str) -> None:
    crashed = start(ISSUER, path, "p", 1, PYXL_CRASH_AT=step)
    crashed.communicate(timeout=120)
    assert crashed.returncode == -signal.SIGKILL
    start(ISSUER, path, "p", 2).communicate(timeout=120)
    assert len(numbers_of(path)) == 2


@posix_only
@pytest.mark.parametrize("step", ["journal:backup-written", "journal:backup-replaced"])
def test_a_crash_during_a_backup_leaves_a_whole_backup(
    path: Path, tmp_path: Path, start: Start, step: str, make_invoice: MakeInvoice
) -> None:
    backup = tmp_path / "backup.sqlite"
    with Journal.open(path, create=True) as journal:
        journal.backup_to(backup)
        journal.issue(make_invoice("a"), run_id="r", recorded_at="t")
    code = "import sys; from pathlib import Path; from pyxl.journal.journal import Journal\n"
    code += "Journal.open(Path(sys.argv[1]), create=False).backup_to(Path(sys.argv[2]))"
    start(code, path, backup, PYXL_CRASH_AT=step).communicate(timeout=120)
    with Journal.open(backup, create=False) as copy:
        assert copy.verify_chain() == ()
        assert copy.tip().seq == (0 if step == "journal:backup-written" else 1)


FILLER = """
import resource, sys
from pathlib import Path
from pyxl.core.refusal import Refused
from pyxl.journal import *
path, limit = Path(sys.argv[1]), int(sys.argv[2])
series = NumberSeries.of("RE-{year}-{00001}", 2026)
with Journal.open(path, create=True) as journal:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for n in range(1000):
        text = "x" * 3000
        complete = lambda number: Completed({"number": number, "text": text})
        draft = NumberedDraft("INVOICE", f"k{n}", series, {}, complete)
        try:
            journal.issue(draft, run_id="r", recorded_at="t")
        except Refused as refused:
            print(n, refused.code, len(list(journal.events())))
            break
"""


@posix_only
@pytest.mark.parametrize("limit_kb", [84, 100, 128, 201])
def test_a_full_disk_spends_no_number(path: Path, start: Start, limit_kb: int) -> None:
    output, error = start(FILLER, path, limit_kb * 1024).communicate(timeout=120)
    assert error == ""
    issued, code, events = output.split()
    assert code in {"E_JOURNAL_IO", "E_DISK_FULL"}
    assert int(issued) == int(events) == len(numbers_of(path))
    assert start(ISSUER, path, "later", 2).communicate(timeout=120)[0].split()[1] == f"RE-2026-{int(issued) + 1:05d}"


@posix_only
def test_a_disk_that_is_really_full(tmp_path: Path, start: Start) -> None:
    """SQLite's own limit stands for the disk: the same error as a full one."""
    path = tmp_path / "journal.sqlite"
    code = FILLER.replace("resource.setrlimit", "(lambda *_: None)").replace(
        "    for n in", "    journal._connection.execute(f'PRAGMA max_page_count = {limit // 4096}')\n    for n in"
    )
    output, error = start(code, path, 120 * 1024).communicate(timeout=120)
    assert (error, output.split()[1]) == ("", "E_DISK_FULL")
    assert len(numbers_of(path)) == int(output.split()[0])


def test_a_writer_that_hangs_is_named_after_the_wait(path: Path, make_invoice: MakeInvoice) -> None:
    with Journal.open(path, create=True, busy_seconds=0.2) as journal:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match="E_JOURNAL_BUSY"):
            journal.issue(make_invoice("a"), run_id="r", recorded_at="t")
        other.execute("ROLLBACK")
        other.close()
        assert journal.issue(make_invoice("a"), run_id="r", recorded_at="t").number == "RE-2026-00001"


def test_a_missing_journal_is_not_silently_started_anew(path: Path) -> None:
    with pytest.raises(Refused, match="E_JOURNAL_MISSING"):
        Journal.open(path, create=False)
    assert not path.exists()


def broken_header(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + path.read_bytes()[4:])


def broken_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 4] = b"\xff" * 4096 * 2
    path.write_bytes(data)


def cut_file(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 3])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def foreign_database(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (uuid, machine)")
    connection.close()


def wal_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def stray_wal(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"x")


def newer_format(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (broken_header, "E_JOURNAL_BROKEN"),
        (broken_pages, "E_JOURNAL_BROKEN"),
        (cut_file, "E_JOURNAL_BROKEN"),
        (emptied, "E_JOURNAL_MISSING"),
        (foreign_database, "E_JOURNAL_BROKEN"),
        (wal_database, "E_JOURNAL_WAL"),
        (stray_wal, "E_JOURNAL_WAL"),
        (newer_format, "E_JOURNAL_NEWER"),
    ],
)
def test_a_damaged_file_is_told_in_words(
    path: Path, make_invoice: MakeInvoice, damage: Callable[[Path], None], code: str
) -> None:
    with Journal.open(path, create=True) as journal:
        journal.issue(make_invoice("a"), run_id="r", recorded_at="t")
    damage(path)
    with pytest.raises(Refused) as caught:
        Journal.open(path, create=False)
    assert caught.value.code == code
    assert "{" not in caught.value.text("de") + caught.value.text("en")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Refused, match="E_JOURNAL_IO"):
        Journal.open(tmp_path / "file" / "journal.sqlite", create=True)
