"""LibreOffice's side of a conversation, as the extension holds it, with somebody who answers every box at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from pyxl import __version__
from pyxl.hosts.calc.wire import Wire, uno_at_hand


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


def press(wire: Wire, book: str, tag: str, clerk: Clerk, version: str = __version__) -> None:
    """Presses a button of the open workbook `book` and lets the clerk answer."""
    talk = component()
    before = _children_cpu()
    child = talk._start(sys.executable, tag, version, book)
    clerk.child = child  # type: ignore[attr-defined]
    assert talk._converse(Answering(wire, clerk), child)
    clerk.cpu_in_all = _children_cpu() - before


class Answering:
    """The real office, but for its boxes."""

    def __init__(self, wire: Wire, clerk: Clerk) -> None:
        self._wire, self._clerk = wire, clerk

    def __getattr__(self, name: str) -> Callable[..., Any]:
        asked: Callable[..., Any] = getattr(self._wire, name)
        return asked

    def status(self, book: str, text: str | None) -> None:
        if text and not self._clerk.cpu_at_first_word:
            self._clerk.cpu_at_first_word = _cpu_of(self._clerk.child)  # type: ignore[attr-defined]
        self._clerk.said.append(("status", text or ""))

    def alert(self, book: str, prompt: str, title: str, buttons: str) -> str:
        self._clerk.said.append((buttons, prompt))
        return self._clerk.answers[buttons]

    def ask_files(self, book: str, title: str, folder: str) -> list[str]:
        return [str(path) for path in self._clerk.files]

    def select(self, book: str, sheet: str, area: list[int]) -> None:
        self._clerk.said.append(("goes to", sheet))


def _cpu_of(child: subprocess.Popen[str]) -> float:
    """CPU seconds of a running process."""
    fields = Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children_cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system
