"""Copies of the workbook as it was before each change: the last 20, and one a day for 30 days (SAFETY 3b, step 7).

>>> from datetime import datetime, timedelta
>>> days = [datetime(2026, 1, 31, 12) - timedelta(hours=8 * n) for n in range(200)]
>>> kept = kept_copies([(day, Path(f"{day:%Y%m%d%H}")) for day in days], datetime(2026, 1, 31, 12))
>>> len(kept)
43
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from pyxl.core.crash_points import crash_point
from pyxl.core.durable_files import sweep_folder, sync_folder, temp_name

LAST, DAYS = 20, 30
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"(?P<stem>.+)\.(?P<stamp>\d{8}-\d{6})\.[0-9a-f]{12}(?P<suffix>\.\w+)")


def keep_backup(path: Path, data: bytes, sha256: str, folder: Path, now: datetime) -> Path:
    """Lay a copy of the workbook's bytes into the folder and let go of copies that are too old.

    The copy is written under another name first, so a half copy is never taken for one. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copies = list_copies(path, folder)
    same = [copy for _, copy in copies if f".{sha256[:12]}." in copy.name]
    if same:
        return same[0]
    target = folder / f"{path.stem}.{now.strftime(_STAMP)}.{sha256[:12]}{path.suffix}"
    sweep_folder(folder)
    waiting = temp_name(target)
    try:
        write_private(waiting, data)
        crash_point("save:backup-written")
        os.replace(waiting, target)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    crash_point("save:backup-placed")
    kept = kept_copies([*copies, (now, target)], now)
    for _, copy in copies:
        if copy not in kept:
            with suppress(OSError):
                copy.unlink()
    return target


def list_copies(path: Path, folder: Path) -> list[tuple[datetime, Path]]:
    """The copies of that workbook with their times, newest first."""
    found = ((_NAME.fullmatch(copy.name), copy) for copy in folder.glob("*") if folder.is_dir())
    dated = [
        (datetime.strptime(name["stamp"], _STAMP), copy)
        for name, copy in found
        if name and name["stem"] == path.stem and name["suffix"] == path.suffix
    ]
    return sorted(dated, reverse=True)


def kept_copies(copies: Iterable[tuple[datetime, Path]], now: datetime) -> set[Path]:
    """The copies that stay: the newest ones, and the newest of each of the last days."""
    ordered = sorted(copies, reverse=True)
    kept = {copy for _, copy in ordered[:LAST]}
    oldest = (now - timedelta(days=DAYS)).date()
    days: dict[date, Path] = {}
    for moment, copy in ordered:
        if moment.date() > oldest:
            days.setdefault(moment.date(), copy)
    return kept | set(days.values())


def write_private(path: Path, data: bytes) -> None:
    """A new file only its owner can read, whole and on the disk when this returns. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(path, flags, 0o600), "wb") as file:
        crash_point("save:temp-created")
        file.write(data[: len(data) // 2])
        file.flush()
        crash_point("save:temp-half-written")
        file.write(data[len(data) // 2 :])
        file.flush()
        crash_point("save:temp-written")
        os.fsync(file.fileno())
