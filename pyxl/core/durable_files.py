"""Files that take another's place whole or not at all: the names they wait under, and what a crash left of them.

A new file waits under a name that tells which process made it; the next start sweeps away what killed processes left.

>>> temp_name(Path("book.xlsx")).name.startswith(".book.xlsx.pyxl-")
True
"""

from __future__ import annotations

import os
import re
import secrets
import socket
import sys
from contextlib import suppress
from pathlib import Path

from pyxl.core.crash_points import crash_point


def temp_name(path: Path) -> Path:
    """A name beside the file, of this computer and process, that no other call gives."""
    return path.with_name(f".{path.name}.pyxl-{_computer()}-{os.getpid()}-{secrets.token_hex(4)}.tmp")


def sweep_temps(path: Path) -> list[Path]:
    """Remove what killed processes of this computer left beside that file; the files removed."""
    return _sweep(path.parent, re.escape(f".{path.name}"))


def sweep_folder(folder: Path) -> list[Path]:
    """Remove what killed processes of this computer left of any file of that folder; the files removed."""
    return _sweep(folder, r"\..+") if folder.is_dir() else []


def _sweep(folder: Path, name: str) -> list[Path]:
    """SQLite lays a journal of its own beside a copy that is being written."""
    shape = re.compile(name + re.escape(f".pyxl-{_computer()}-") + r"(\d+)-[0-9a-f]+\.tmp(-journal)?")
    swept = []
    for candidate in folder.iterdir():
        found = shape.fullmatch(candidate.name)
        if found and not is_alive(int(found[1])):
            with suppress(OSError):
                candidate.unlink()
                swept.append(candidate)
    return swept


def write_durably(path: Path, data: bytes) -> None:
    """The file with these bytes, on the disk when this returns; a crash leaves the old file or none. Raises OSError."""
    sweep_temps(path)
    waiting = temp_name(path)
    try:
        with waiting.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        crash_point("file:written")
        os.replace(waiting, path)
        crash_point("file:replaced")
    finally:
        waiting.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a rename in that folder to the disk; Windows does so by itself and has no handle for it."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_alive(process: int) -> bool:
    """Whether a process with that number runs on this computer."""
    if sys.platform == "win32":
        # os.kill would end the process here.
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, False, process)
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _computer() -> str:
    return re.sub(r"[^A-Za-z0-9]", "", socket.gethostname()) or "pc"
