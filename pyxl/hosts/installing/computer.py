"""The computer the buttons are put on: its system, its folders, where pyxl's Python is.

>>> from pathlib import PurePosixPath
>>> Computer("linux", Path("/home/anna"), {}, "/opt/pyxl/bin/python").excel_folder is None
True
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

System = Literal["windows", "macos", "linux"]
PATIENCE = 180
"""Seconds: LibreOffice makes its profile at the first start, which takes long on an old computer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program that was run said, and whether it was content."""

    is_fine: bool
    text: str


Run = Callable[[Sequence[str]], Answer]


@dataclass(frozen=True, slots=True)
class Computer:
    """Whatever installing needs to know of it; tests give folders of their own."""

    system: System
    home: Path
    environment: Mapping[str, str]
    interpreter: str
    """The absolute path of the Python that pyxl is installed in."""
    is_root: bool = False
    applications: Path = Path("/Applications")
    """Where macOS keeps its programs."""

    @property
    def excel_folder(self) -> Path | None:
        """Excel's own folder of this user; None where Excel does not exist. It need not be there yet."""
        match self.system:
            case "windows":
                roaming = self.environment.get("APPDATA")
                return Path(roaming, "Microsoft", "Excel") if roaming else self.home / "AppData/Roaming/Microsoft/Excel"
            case "macos":
                return self.home / "Library/Group Containers/UBF8T346G9.Office"
            case _:
                return None

    @property
    def start_folder(self) -> Path | None:
        """Where Excel opens every add-in at its start, and trusts it."""
        if self.excel_folder is None:
            return None
        inner = "XLSTART" if self.system == "windows" else "User Content.localized/Startup.localized/Excel"
        return self.excel_folder / inner

    @property
    def script_folder(self) -> Path:
        """The one folder from which macOS lets Excel start a script."""
        return self.home / "Library/Application Scripts/com.microsoft.Excel"

    @property
    def note_folder(self) -> Path:
        """Where pyxl keeps what it installed, for this user."""
        match self.system:
            case "windows":
                local = self.environment.get("LOCALAPPDATA")
                return Path(local) / "pyxl" if local else self.home / "AppData/Local/pyxl"
            case "macos":
                return self.home / "Library/Application Support/pyxl"
            case _:
                data = self.environment.get("XDG_DATA_HOME")
                return Path(data) / "pyxl" if data else self.home / ".local/share/pyxl"


def this_computer() -> Computer:
    """The computer pyxl runs on."""
    system: System = "windows" if sys.platform == "win32" else "macos" if sys.platform == "darwin" else "linux"
    is_root = system == "linux" and os.geteuid() == 0
    return Computer(system, Path.home(), os.environ, os.path.abspath(sys.executable), is_root)


def run_program(command: Sequence[str]) -> Answer:
    """Runs a program without a window and waits for it."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=PATIENCE, creationflags=hidden
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Answer(False, str(error))
    return Answer(done.returncode == 0, done.stdout + done.stderr)
