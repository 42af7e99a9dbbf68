"""Which computer a journal was made on, without saying which: a hash that differs for every firm."""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import getnode


def machine_id(journal_uuid: str) -> str:
    """16 hex digits that stand for this computer in this journal; a copied folder shows by it."""
    return sha256(f"{journal_uuid}/{_raw()}".encode()).hexdigest()[:16]


def _raw() -> str:
    """The system's own id where it has one, else the network card's."""
    with suppress(OSError, ValueError, StopIteration):
        if sys.platform == "win32":
            import winreg

            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        elif sys.platform == "darwin":
            return _mac()
        else:
            return _linux()
    return f"{getnode():012x}"


def _linux() -> str:
    places = map(Path, ("/etc/machine-id", "/var/lib/dbus/machine-id"))
    return next(place for place in places if place.is_file()).read_text("ascii").strip()


def _mac() -> str:
    from subprocess import run

    told = run(["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"], capture_output=True, text=True, check=False)
    return next(line.split('"')[3] for line in told.stdout.splitlines() if "IOPlatformUUID" in line)
