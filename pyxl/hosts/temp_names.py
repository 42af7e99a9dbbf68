"""The names of files that wait to take the workbook's place; they tell which process made them.

>>> temp_name(Path("book.xlsx"), "ab12").name.startswith(".book.xlsx.pyxl-")
True
"""

from __future__ import annotations

import os
import re
import socket
import sys
from contextlib import suppress
from pathlib import Path


def temp_name(path: Path, token: str) -> Path:
    """A name beside the workbook, of this computer and process."""
    return path.with_name(f".{path.name}.pyxl-{_computer()}-{os.getpid()}-{token}.tmp")


def sweep_temps(path: Path) -> list[Path]:
    """Remove what killed processes of this computer left beside the workbook; the files removed."""
    shape = re.compile(re.escape(f".{path.name}.pyxl-{_computer()}-") + r"(\d+)-[0-9a-f]+\.tmp")
    swept = []
    for candidate in path.parent.iterdir():
        found = shape.fullmatch(candidate.name)
        if found and not is_alive(int(found[1])):
            with suppress(OSError):
                candidate.unlink()
                swept.append(candidate)
    return swept


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
