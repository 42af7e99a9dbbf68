"""A copy of the journal that was read again before it counts as one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from pyxl.core.crash_points import crash_point
from pyxl.core.durable_files import sweep_temps, sync_folder, temp_name
from pyxl.journal import chain, refusals
from pyxl.journal.connection import make_private_file


def write_backup(connection: sqlite3.Connection, path: Path, uuid: str) -> tuple[int, str]:
    """Copy by SQLite's own backup (a plain file copy may catch half a transaction), verify, then take the name."""
    draft = temp_name(path)
    make_private_file(draft)
    sweep_temps(path)
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            connection.backup(copy)
            crash_point("journal:backup-written")
            tip = _prove(copy, draft, uuid)
        _flush(draft)
        os.replace(draft, path)
        crash_point("journal:backup-replaced")
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)
    return tip


def ends_with(path: Path, tip: tuple[int, str]) -> bool:
    """Whether there is a copy and its last event is that one."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        row = copy.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        return tuple(row or ()) == tip
    return False


def _prove(copy: sqlite3.Connection, draft: Path, uuid: str) -> tuple[int, str]:
    (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise refusals.BROKEN.because(path=str(draft), reason=refusals.damage(verdict))
    problems = chain.verify(copy, uuid)
    if problems:
        raise refusals.TAMPERED.because(seq=problems[0].seq, what=problems[0].told)
    row = copy.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    return row or (0, chain.first_link(uuid))


def _flush(path: Path) -> None:
    """Wait until the file is on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
