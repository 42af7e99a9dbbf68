"""Text from outside on its way to a terminal: nothing in it may move the cursor, change colours or hide letters.

A bank text or a file name can carry escape sequences, and turn the reading direction so that an amount reads
differently from what it is (SAFETY A1, F26). They become a visible mark.

>>> printable("RE-1\\x1b[2J\\r\\nMüller\\u202e", "utf-8")
'RE-1�[2J Müller�'
>>> printable("100 → 200 €", "cp1252")
'100 ? 200 €'
"""

from __future__ import annotations

import re
from pathlib import Path

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_COMMANDS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str, encoding: str | None) -> str:
    """One line that is safe to print in that encoding; what it cannot carry becomes a question mark."""
    line = _COMMANDS.sub("\ufffd", _BREAKS.sub(" ", text))
    name = encoding or "ascii"
    return line.encode(name, "replace").decode(name)


def quoted(path: Path) -> str:
    """A path as it is typed on a command line."""
    return f'"{path}"' if " " in str(path) else str(path)
