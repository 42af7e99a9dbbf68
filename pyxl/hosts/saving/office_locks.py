"""Is the workbook open in Excel or LibreOffice, and who has it? Read from the lock files both lay beside it.

Excel: `~$book.xlsx`, 165 bytes with the user's name. LibreOffice: `.~lock.book.xlsx#`, a line of text; it stays
behind when the program dies, which is told apart here (SAFETY F5-F7, E15).

    >>> excel_user(bytes([4]) + b"Anna" + b" " * 50 + bytes([4, 0]) + "Änna".encode("utf-16-le") + b" " * 100)
    'Änna'
    >>> libreoffice_fields(",Anna Amsel,pc7,04.03.2026 10:15,file:///home/anna;")[1:4]
    ['Anna Amsel', 'pc7', '04.03.2026 10:15']
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

_WIDE_NAME_AT = 55
"""Where Excel writes the length of the UTF-16 name; the one-byte name before it is cut and without umlauts."""


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who has the workbook open."""

    program: Literal["Excel", "LibreOffice"]
    user: str
    """Empty where the lock file does not say."""
    since: datetime
    """Local time."""
    is_stale: bool
    """The program that left the lock is no longer running: ask, then go on."""


def office_lock(path: Path) -> LockHolder | None:
    """Who has that workbook open; None when nobody has. A lock without a living program comes as stale."""
    excel = path.with_name(f"~${path.name}")
    if excel.exists():
        return LockHolder("Excel", _excel_user_of(excel), _since(excel), _is_let_go(excel))
    office = path.with_name(f".~lock.{path.name}#")
    if office.exists():
        return _libreoffice(office)
    return None


def excel_user(data: bytes) -> str:
    """The user's name in Excel's lock file."""
    if len(data) > _WIDE_NAME_AT + 2:
        length = data[_WIDE_NAME_AT]
        wide = data[_WIDE_NAME_AT + 2 : _WIDE_NAME_AT + 2 + 2 * length]
        if 0 < length <= 52 and len(wide) == 2 * length:
            return wide.decode("utf-16-le", "replace").strip("\0 ")
    return data[1 : 1 + data[0]].decode("cp1252", "replace").strip("\0 ") if data else ""


def libreoffice_fields(line: str) -> list[str]:
    """The fields of LibreOffice's lock file: system user, user, host, since when, profile."""
    fields = re.findall(r"((?:[^,;\\]|\\.)*)[,;]", line)
    return [re.sub(r"\\(.)", r"\1", field) for field in fields]


def _excel_user_of(lock: Path) -> str:
    try:
        return excel_user(lock.read_bytes())
    except OSError:
        return ""


def _since(lock: Path) -> datetime:
    try:
        return datetime.fromtimestamp(lock.stat().st_mtime)
    except OSError:
        return datetime.fromtimestamp(0)


def _is_let_go(lock: Path) -> bool:
    """On Windows a living Excel keeps its lock file open against writing; elsewhere there is no telling."""
    if os.name != "nt":
        return False
    try:
        lock.open("r+b").close()
    except OSError:
        return False
    return True


def _libreoffice(lock: Path) -> LockHolder:
    try:
        fields = libreoffice_fields(lock.read_text("utf-8", "replace"))
    except OSError:
        fields = []
    fields += [""] * (5 - len(fields))
    try:
        since = datetime.strptime(fields[3], "%d.%m.%Y %H:%M")
    except ValueError:
        since = _since(lock)
    is_here = fields[2].casefold() == socket.gethostname().casefold()
    is_stale = is_here and not _libreoffice_runs()
    return LockHolder("LibreOffice", fields[1] or fields[0], since, is_stale)


def _libreoffice_runs() -> bool:
    """Whether any LibreOffice runs on this computer; when in doubt, yes."""
    processes = Path("/proc")
    if (processes / "self").exists():
        return any(_name_of(process).startswith("soffice") for process in processes.glob("[0-9]*"))
    command = ["tasklist", "/FO", "CSV", "/NH"] if sys.platform == "win32" else ["ps", "-axco", "command"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return True
    return "soffice" in listed.casefold()


def _name_of(process: Path) -> str:
    """A process' name; one that has ended but was not yet collected no longer counts."""
    try:
        stat = (process / "stat").read_text(errors="replace")
    except OSError:
        return ""
    before, _, after = stat.rpartition(")")
    return "" if after.split()[:1] == ["Z"] else before.partition("(")[2]
