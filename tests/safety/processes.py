"""`pyxl` as people start it: a process of its own that can be killed at a named point or at any instant."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

KILLED = -int(getattr(signal, "SIGKILL", signal.SIGTERM))
FINE, FOUND_ERRORS, REFUSED = 0, 1, 2
PATIENCE = 120.0
IS_STORM = os.environ.get("PYXL_STORM") == "full"
"""The long run: every hit of every point, fifty kills, and no preloaded process."""


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    code: int
    printed: str


class Pyxl(Protocol):
    """Something that runs one command in one process."""

    def __call__(self, folder: Path, *arguments: str, crash_at: str = "") -> Ended:
        """Runs `pyxl ARGUMENTS` in the folder; killed at the crash point when the command comes there."""


def start(
    folder: Path, *arguments: str, environment: dict[str, str] | None = None, **options: object
) -> subprocess.Popen[str]:
    """Starts `python -m pyxl ARGUMENTS` and does not wait."""
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "pyxl", *arguments],
        cwd=folder,
        env=os.environ | profile_of(folder) | (environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        **options,
    )


def profile_of(folder: Path) -> dict[str, str]:
    """The user's profile and temporary files of a test lie beside the book's folder, never in the real ones."""
    beside = {"XDG_DATA_HOME": "profile", "XDG_STATE_HOME": "profile", "TMPDIR": "temporary"}
    return {name: str(folder.parent / f"{folder.name}-{what}") for name, what in beside.items()} | {"PYTHONUTF8": "1"}


def wait(process: subprocess.Popen[str]) -> Ended:
    """Waits for the end."""
    printed, _ = process.communicate(timeout=PATIENCE)
    return Ended(process.returncode, printed)


def cold(folder: Path, *arguments: str, crash_at: str = "") -> Ended:
    """A fresh interpreter: the whole command as people start it."""
    return wait(start(folder, *arguments, environment={"PYXL_CRASH_AT": crash_at}))


def start_at_once(folder: Path, *commands: Sequence[str]) -> list[Ended]:
    """Starts all commands together and waits for all."""
    started = [start(folder, *arguments) for arguments in commands]
    return [wait(process) for process in started]


def killed_after(seconds: float, folder: Path, *arguments: str, since: Path | None = None) -> Ended:
    """Starts the command and kills it after that time, unless it ended before.

    With `since` the time runs from the moment that file is written: what comes before is only Python starting.
    """
    before = _written(since)
    process = start(folder, *arguments)
    while since and _written(since) == before and process.poll() is None:
        time.sleep(0.001)
    time.sleep(seconds)
    process.kill()
    return wait(process)


def _written(path: Path | None) -> int:
    return path.stat().st_mtime_ns if path and path.exists() else 0


class Warm:
    """Commands in forks of one preloaded process."""

    def __init__(self, folder: Path) -> None:
        self._printed = folder / "printed.txt"
        self._server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("warm_pyxl.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, folder: Path, *arguments: str, crash_at: str = "") -> Ended:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        order = {
            "arguments": arguments,
            "folder": str(folder),
            "environment": profile_of(folder) | {"PYXL_CRASH_AT": crash_at},
            "printed": str(self._printed),
        }
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        return Ended(code, self._printed.read_text("utf-8"))

    def close(self) -> None:
        """Ends the process."""
        self._server.communicate(timeout=PATIENCE)
