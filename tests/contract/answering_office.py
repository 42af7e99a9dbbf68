"""LibreOffice's side of a conversation, as the extension holds it, with somebody who answers every box at once."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from pyxl import __version__
from pyxl.hosts.calc.wire import PipeWire, uno_at_hand


def component() -> ModuleType:
    """The extension's component, which finds `office.py` under the name it has inside the extension."""
    with uno_at_hand():
        sys.modules.setdefault("pyxl_office.office", import_module("pyxl.hosts.calc.office"))
        return import_module("pyxl.hosts.calc.component")


@dataclass
class Clerk:
    """What the person answers, and what she saw."""

    answers: dict[str, str] = field(default_factory=lambda: {"ok": "ok", "yes_no": "yes"})
    files: list[Path] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    """(kind of box or `status`, text)."""
    cpu_at_first_word: float = 0.0
    cpu_in_all: float = 0.0


def press(wire: PipeWire, book: str, tag: str, clerk: Clerk, version: str = __version__) -> None:
    """Presses a button of the open workbook `book` and lets the clerk answer."""
    talk = component()
    office = _answering(talk, wire, clerk)
    before = _children_cpu()
    child = talk._start(sys.executable, tag, version, book)
    clerk.child = child  # type: ignore[attr-defined]
    assert talk._converse(office, child)
    clerk.cpu_in_all = _children_cpu() - before


def _answering(talk: ModuleType, wire: PipeWire, clerk: Clerk) -> Any:
    class Answering(talk.Office):  # type: ignore[name-defined,misc]
        """The real office, but for its boxes."""

        def status(self, book: str, text: str | None) -> None:
            if text and not clerk.cpu_at_first_word:
                clerk.cpu_at_first_word = _cpu_of(clerk.child)  # type: ignore[attr-defined]
            clerk.said.append(("status", text or ""))

        def alert(self, book: str, prompt: str, title: str, buttons: str) -> str:
            clerk.said.append((buttons, prompt))
            return clerk.answers[buttons]

        def ask_files(self, book: str, title: str, folder: str) -> list[str]:
            return [str(path) for path in clerk.files]

        def select(self, book: str, sheet: str, area: list[int]) -> None:
            clerk.said.append(("goes to", sheet))

    return Answering(wire.office.context)


def _cpu_of(child: subprocess.Popen[str]) -> float:
    """CPU seconds of a running process."""
    fields = Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children_cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system
