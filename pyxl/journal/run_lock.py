"""One pyxl at a time on one workbook: the second click waits for the first to end."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from pyxl.core.labels import Label
from pyxl.core.refusal import Refused
from pyxl.journal import refusals
from pyxl.journal.connection import told

LOCK_NAME: Final = "run.lock"
WAIT_SECONDS: Final = 30.0
_POLL_SECONDS: Final = 0.05
_LOCKED_BYTE: Final = 1 << 20
"""Windows locks forbid reading, too: the locked byte lies far behind the words about the holder."""


@contextmanager
def run_lock(folder: Path, wait_seconds: float = WAIT_SECONDS, *, only_looks: bool = False) -> Iterator[None]:
    """Hold `<folder>/run.lock`. Refused E_BUSY naming the holder when it is not free in time.

    Who `only_looks` waits for its turn too, and leaves not even its name behind.

    The system frees the lock when its process ends, however it ends; a file left behind locks nothing.
    """
    path = folder / LOCK_NAME
    with told(path):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        _wait(file, wait_seconds)
        try:
            if not only_looks:
                with suppress(OSError):  # A full disk is told by the step that needs the space.
                    _write_holder(file)
            yield
        finally:
            _unlock(file)


def _wait(file: IO[bytes], wait_seconds: float) -> None:
    until = time.monotonic() + wait_seconds
    while not _lock(file):
        if time.monotonic() >= until:
            raise _busy(file)
        time.sleep(_POLL_SECONDS)


def _busy(file: IO[bytes]) -> Refused:
    holder: dict[str, object] = {}
    with suppress(OSError, ValueError):
        file.seek(0)
        holder = json.loads(file.read(4096))
    known = {name: str(holder.get(name, "?")) for name in ("pid", "user", "host")}
    return refusals.RUN_BUSY.because(since=_moment(holder.get("since")), **known)


def _moment(since: object) -> Label:
    """The moment by the reader's clock, as people write it."""
    try:
        moment = datetime.fromisoformat(str(since)).astimezone()
    except ValueError:
        return Label("?", "?")
    return Label(f"{moment:%Y-%m-%d %H:%M}", f"{moment:%d.%m.%Y, %H:%M}")


def _write_holder(file: IO[bytes]) -> None:
    import getpass
    import platform

    user = "?"
    with suppress(OSError, KeyError, ImportError):
        user = getpass.getuser()
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    words = {"pid": os.getpid(), "user": user, "host": platform.node(), "since": since}
    file.seek(0)
    file.truncate()
    file.write(json.dumps(words, ensure_ascii=False).encode())


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
