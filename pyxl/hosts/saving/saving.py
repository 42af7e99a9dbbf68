"""Put a changed workbook in the place of the old one so that a crash at any instant leaves the old or the new.

The new bytes go into a file beside it, are brought to disk and read back; only when nobody has the workbook open
and it is still the one that was read, a backup is laid down and the new file takes its name (SAFETY 3b, F1-F11).

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     book = Path(folder) / "book.xlsx"
    ...     _ = book.write_bytes(b"old")
    ...     data, sha256 = read_bytes_and_hash(book)
    ...     save_atomically(book, sha256, b"new", Path(folder) / "backups")
    ...     book.read_bytes(), [copy.read_bytes() for copy in Path(folder, "backups").iterdir()]
    (b'new', [b'old'])
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from pyxl.core.crash_points import crash_point
from pyxl.core.durable_files import sweep_temps, sync_folder, temp_name
from pyxl.core.refusal import Refused
from pyxl.formats.zip_door import TOO_BIG, XLSX_LIMITS
from pyxl.hosts.saving.backups import keep_backup, write_private
from pyxl.hosts.saving.office_locks import LockHolder, office_lock
from pyxl.hosts.saving.refusals import (
    CONFLICT_COPY,
    DISK_FULL,
    NO_FILE,
    OPEN_ELSEWHERE,
    READ_ONLY,
    REPLACE_BLOCKED,
    STALE_LOCK,
    UNREADABLE_FILE,
)
from pyxl.hosts.saving.synced_folders import conflict_copies

__all__ = [
    "LockHolder",
    "Stale",
    "office_lock",
    "read_bytes_and_hash",
    "refuse_if_open",
    "refuse_unwritable",
    "save_atomically",
]

_WAITS = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)
"""Seconds between attempts: virus scanner, indexer and OneDrive let go of a file within moments (F8)."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class Stale(Exception):
    """The workbook is no longer the one that was read: read and plan again. Nothing was written."""


def read_bytes_and_hash(path: Path) -> tuple[bytes, str]:
    """The workbook's bytes and their SHA-256 in hex. Raises E_NO_FILE, E_TOO_BIG, E_UNREADABLE_FILE."""
    try:
        size = path.stat().st_size
        if size > XLSX_LIMITS.packed:
            raise TOO_BIG.because(why=f"{path.name}: {size >> 20} MB")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NO_FILE.because(path=str(path)) from error
    except OSError as error:
        raise UNREADABLE_FILE.because(path=str(path)) from error
    return data, hashlib.sha256(data).hexdigest()


def refuse_unwritable(path: Path) -> None:
    """Raise E_READ_ONLY or E_CONFLICT_COPY where the workbook could not be replaced; to be asked before numbering."""
    path = path.resolve()
    copies = conflict_copies(path)
    if copies:
        raise CONFLICT_COPY.because(path=path.name, copies=tuple(copy.name for copy in copies))
    try:
        is_locked = not path.stat().st_mode & 0o222
        # On Windows the mark on a folder means something else.
        is_locked |= os.name != "nt" and not path.parent.stat().st_mode & 0o222
    except FileNotFoundError as error:
        raise NO_FILE.because(path=str(path)) from error
    if is_locked or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise READ_ONLY.because(path=str(path))


def save_atomically(
    path: Path,
    expected_sha256: str,
    new_bytes: bytes,
    backups_dir: Path,
    *,
    verify: Callable[[bytes], None] | None = None,
    over_stale_lock: bool = False,
    now: datetime | None = None,
    replace: Callable[[Path, Path], None] = os.replace,
) -> None:
    """Replace the workbook by the new bytes. `verify` gets them as they were read back from the disk.

    Raises `Stale` when the workbook changed since it was read, and `Refused`: E_READ_ONLY, E_CONFLICT_COPY,
    E_DISK_FULL, E_OPEN_ELSEWHERE, E_STALE_LOCK (pass `over_stale_lock` when the user said so), E_REPLACE_BLOCKED.
    Whatever is raised, the workbook is as it was; `now` names the backup (the clock, where it is not given).
    """
    path = path.resolve()
    crash_point("save:start")
    refuse_unwritable(path)
    sweep_temps(path)
    waiting = temp_name(path)
    with _answering(path, waiting):
        write_private(waiting, new_bytes)
        crash_point("save:temp-synced")
        if verify is not None:
            verify(waiting.read_bytes())
        crash_point("save:temp-verified")
        seen = _signature(path)
        old, sha256 = read_bytes_and_hash(path)
        refuse_if_open(path, over_stale_lock=over_stale_lock)
        if sha256 != expected_sha256:
            raise Stale(path.name)
        keep_backup(path, old, sha256, backups_dir, now or datetime.now())
        _take_looks(path, waiting)
        crash_point("save:before-replace")
        _replace(path, waiting, seen, replace)
        crash_point("save:replaced")
    sync_folder(path.parent)
    crash_point("save:folder-synced")


@contextmanager
def _answering(path: Path, waiting: Path) -> Iterator[None]:
    """Leave no temporary file behind, and say what the operating system's refusal means."""
    try:
        yield
    except OSError as error:
        _drop(waiting)
        if error.errno in _FULL:
            raise DISK_FULL.because(path=str(path.parent)) from error
        if error.errno in _FORBIDDEN:
            raise READ_ONLY.because(path=str(path)) from error
        raise UNREADABLE_FILE.because(path=str(path)) from error
    except BaseException:
        _drop(waiting)
        raise


def _drop(waiting: Path) -> None:
    with suppress(OSError):
        waiting.unlink(missing_ok=True)


def _signature(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def refuse_if_open(path: Path, *, over_stale_lock: bool = False) -> None:
    """Raise E_OPEN_ELSEWHERE, or E_STALE_LOCK where the program that had the workbook open is gone."""
    holder = office_lock(path.resolve())
    if holder is None or (holder.is_stale and over_stale_lock):
        return
    kind = STALE_LOCK if holder.is_stale else OPEN_ELSEWHERE
    user = holder.user or "?"
    raise kind.because(path=path.name, program=holder.program, user=user, since=holder.since.strftime("%d.%m.%Y %H:%M"))


def _take_looks(path: Path, waiting: Path) -> None:
    """Who may read the workbook stays as it was; until now only the owner could read the new one."""
    found = path.stat()
    if os.name == "posix" and (found.st_uid, found.st_gid) != (os.getuid(), os.getgid()):
        with suppress(OSError):
            os.chown(waiting, found.st_uid, found.st_gid)
    os.chmod(waiting, stat.S_IMODE(found.st_mode))


def _replace(path: Path, waiting: Path, seen: tuple[int, int, int], replace: Callable[[Path, Path], None]) -> None:
    for wait in (*_WAITS, None):
        if _signature(path) != seen:
            raise Stale(path.name)
        try:
            replace(waiting, path)
            return
        except PermissionError as error:
            if wait is None:
                raise _blocked(path, waiting) from error
            time.sleep(wait)


def _blocked(path: Path, waiting: Path) -> Refused:
    """The new workbook stays beside the old one under a name people understand; it is never copied into place."""
    left = path.with_name(f"{path.stem}.pyxl-new{path.suffix}")
    os.replace(waiting, left)
    return REPLACE_BLOCKED.because(path=path.name, left=left.name)
