"""The journal file opened with care, and SQLite's errors told as refusals.

A rollback journal (DELETE) with EXTRA synchronising survives a power cut on a local disk. WAL does not belong here:
a copied main file may be empty then, and several SQLite releases could damage it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pyxl.core.crash_points import crash_point
from pyxl.core.refusal import Refused
from pyxl.journal import refusals, schema

BUSY_SECONDS: Final = 30.0
CHECKED_BELOW_BYTES: Final = 50 * 1024 * 1024
"""Larger journals are checked by `pyxl check`, not at every click."""

_PRAGMAS: Final = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)
_CODE = 0xFF
"""SQLite's primary result code is the low byte."""


def connect(path: Path, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection with our settings; Refused when the file is no journal of ours, damaged, or in WAL mode."""
    _refuse_wal(path)
    with told(path, busy_seconds):
        connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            _check(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _refuse_wal(path: Path) -> None:
    """Bytes 18 and 19 of the header are 2 in WAL mode; SQLite would silently join in."""
    with suppress(FileNotFoundError):
        with path.open("rb") as file:
            header = file.read(20)
        if header[18:20] == b"\x02\x02" or Path(f"{path}-wal").exists():
            raise refusals.WAL.because(path=str(path))


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """An empty file passes: its creation was interrupted before the first commit, there is nothing to lose."""
    # Asked first: another process may be making the tables, and with them, in one transaction, the marks read below.
    (is_used,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if not is_used:
        return
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (format_,) = connection.execute("PRAGMA user_version").fetchone()
    if application != schema.APPLICATION_ID:
        raise refusals.BROKEN.because(path=str(path), reason=refusals.NOT_OURS)
    if format_ > schema.FORMAT:
        raise refusals.NEWER.because(format=format_)
    if path.stat().st_size < CHECKED_BELOW_BYTES:
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise refusals.BROKEN.because(path=str(path), reason=refusals.damage(verdict))


@contextmanager
def told(path: Path, busy_seconds: float = BUSY_SECONDS) -> Iterator[None]:
    """SQLite's and the system's errors as refusals a bookkeeper can act on. Errors of ours stay errors."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        refused = _refusal(error, path, busy_seconds)
        if refused is None:
            raise
        raise refused from error
    except OSError as error:
        raise refusals.IO.because(path=str(path), reason=error.strerror or str(error)) from error


def _refusal(error: sqlite3.DatabaseError, path: Path, busy_seconds: float) -> Refused | None:
    code = getattr(error, "sqlite_errorcode", 0) & _CODE
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return refusals.BUSY.because(seconds=round(busy_seconds))
        case sqlite3.SQLITE_FULL:
            return refusals.DISK_FULL.because()
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_FORMAT:
            return refusals.BROKEN.because(path=str(path), reason=refusals.damage(str(error)))
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return refusals.IO.because(path=str(path), reason=str(error))
        case sqlite3.SQLITE_NOMEM:
            return refusals.IO.because(path=str(path), reason=refusals.NO_MEMORY)
        case _ if "no such table" in str(error):
            return refusals.BROKEN.because(path=str(path), reason=refusals.damage(str(error)))
        case _:
            return None


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path, busy_seconds: float) -> Iterator[None]:
    """One all-or-nothing step. The write lock is taken at once, so two processes queue instead of colliding."""
    with told(path, busy_seconds):
        crash_point("journal:before-begin")
        connection.execute("BEGIN IMMEDIATE")
        try:
            crash_point("journal:begun")
            yield
            crash_point("journal:before-commit")
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            raise
        crash_point("journal:committed")


def make_private_file(path: Path) -> None:
    """An empty file that only its owner can read (0600); SQLite's own rollback file takes over these rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
