"""A screen of our own with a mouse: what a person sees of LibreOffice, and where they click.

Buttons are found the way a screen reader finds them, and pressed with the real pointer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PIL import ImageGrab

T = TypeVar("T")
PATIENCE = 90
"""Seconds until a thing that is waited for must be there; the machine may be busy."""
WIDTH, HEIGHT = 1500, 950
NEEDED = ("Xvfb", "xdotool")
ARTEFACTS = Path(__file__).parents[2] / "artefacts"


def why_no_screen() -> str:
    """Why there is no screen; empty where there may be one."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)}" if missing else ""


@dataclass(frozen=True)
class Screen:
    """A virtual screen."""

    display: str

    @property
    def environment(self) -> dict[str, str]:
        """For programs that shall show themselves on it."""
        return {**os.environ, "DISPLAY": self.display, "SAL_USE_VCLPLUGIN": "gen", "LC_ALL": "C.UTF-8"}

    def _do(self, *words: object) -> None:
        command = ["xdotool", *(str(word) for word in words)]
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=PATIENCE)

    def click(self, x: int, y: int) -> None:
        """Moves the pointer there and presses, as long as a finger does."""
        self._do("mousemove", x - 2, y)
        time.sleep(0.15)
        self._do("mousemove", x, y)
        time.sleep(0.15)
        self._do("mousedown", 1)
        time.sleep(0.12)
        self._do("mouseup", 1)

    def focus(self, title: str) -> None:
        """Gives that window the keyboard, as a window manager does when a box closes; there is none here."""
        self._do("search", "--onlyvisible", "--name", title, "windowfocus")

    def type(self, text: str) -> None:
        """Types, letter by letter."""
        self._do("type", "--delay", 80, text)

    def key(self, name: str) -> None:
        """Presses one key."""
        self._do("key", name)

    def picture(self, name: str) -> Path:
        """Keeps a picture of the screen."""
        ARTEFACTS.mkdir(exist_ok=True)
        path = ARTEFACTS / f"{name}.png"
        ImageGrab.grab(xdisplay=self.display).save(path)
        return path

    def status_bar(self) -> bytes:
        """How the bottom of the screen looks, where a window without a frame has its status bar."""
        return ImageGrab.grab(bbox=(0, HEIGHT - 24, WIDTH // 2, HEIGHT), xdisplay=self.display).tobytes()


@contextmanager
def screen_running() -> Iterator[Screen]:
    """Starts a screen and stops it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as file:
            yield Screen(f":{file.readline().strip()}")
    finally:
        process.kill()
        process.wait()


def wait_for(look: Callable[[], T | None], what: str) -> T:
    """What `look` finds, as soon as it finds something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"not seen in {PATIENCE} s: {what}")


class Windows:
    """The windows of an office as a screen reader knows them."""

    def __init__(self, context: Any) -> None:
        self._toolkit = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
        self._known: dict[str, tuple[int, int]] = {}

    def spot(self, name: str) -> tuple[int, int] | None:
        """The middle of the button with that name. Bars stay where they are, so all are looked up once."""
        if name not in self._known:
            for window in self._tops():
                for each in _below(window):
                    if place := _middle(each):
                        self._known.setdefault(_name(each), place)
        return self._known.get(name)

    def box_with(self, button: str) -> tuple[list[str], tuple[int, int]] | None:
        """All that is written in the box with that button, and where the button is."""
        for window in self._tops():
            inside = [] if _name(window).endswith("LibreOffice Calc") else list(_below(window))
            for each in inside:
                if _name(each) == button and (place := _middle(each)):
                    return [name for one in inside if (name := _name(one))], place
        return None

    def _tops(self) -> list[Any]:
        tops = [self._toolkit.getTopWindow(number) for number in range(self._toolkit.getTopWindowCount())]
        return [top.getAccessibleContext() for top in tops if hasattr(top, "getAccessibleContext")]


MOST_CHILDREN = 200
"""The cells of a sheet are children too; nobody looks for a button among them."""


def _below(context: Any, depth: int = 0) -> Iterator[Any]:
    try:
        count = context.getAccessibleChildCount()
        yield context
        children = range(count) if count <= MOST_CHILDREN and depth < 12 else range(0)
        for number in children:
            yield from _below(context.getAccessibleChild(number).getAccessibleContext(), depth + 1)
    except Exception:  # It was closed while we looked.
        return


def _name(context: Any) -> str:
    try:
        return str(context.getAccessibleName())
    except Exception:
        return ""


def _middle(context: Any) -> tuple[int, int] | None:
    try:
        place, size = context.getLocationOnScreen(), context.getSize()
    except Exception:
        return None
    return (place.X + size.Width // 2, place.Y + size.Height // 2) if size.Width > 0 else None
