"""When Python looks for objects that only refer to each other: seldom, in a program that does one thing and ends.

A run makes some millions of small objects that all live until its end. Looking through them again and again, as Python
does from 700 new ones on, takes a fifth of its time and finds nothing: 10.0 s against 8.0 s CPU for 10,000 bank lines
against 10,000 open items, with the same memory. Where a program stays open (Excel, LibreOffice) nothing is changed.
"""

from __future__ import annotations

import gc
from typing import Final

YOUNG_OBJECTS: Final = 1_000_000
"""New objects before the young ones are looked through; rings of them are still found, only later."""


def collect_seldom() -> None:
    """For a process of its own: the command line, an isolated child."""
    gc.set_threshold(YOUNG_OBJECTS, 20, 100)
