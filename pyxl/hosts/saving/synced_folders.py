"""Second copies that OneDrive, Dropbox and their like lay beside a workbook when two people changed it (SAFETY F9).

>>> is_conflict_copy("book", "book (Anna's conflicted copy 2026-03-04)", "pc7")
True
>>> is_conflict_copy("book", "book-DESKTOP-4F2K1", "pc7"), is_conflict_copy("book", "book 2025", "pc7")
(True, False)
"""

from __future__ import annotations

import re
import socket
from pathlib import Path

_DROPBOX = re.compile(r" \(.*(?:conflict|konflikt).*\)", re.IGNORECASE)
_SYNCTHING = re.compile(r"\.sync-conflict-\d{8}-\d{6}.*")
_ONEDRIVE = re.compile(r"-(?:DESKTOP|LAPTOP|PC|NB|NOTEBOOK|WIN|MACBOOK)-?[A-Z0-9-]+(?:-\d+)?")


def conflict_copies(path: Path) -> tuple[Path, ...]:
    """The conflict copies of that workbook in its folder."""
    here = socket.gethostname()
    beside = (other for other in path.parent.glob(f"*{path.suffix}") if other.name != path.name)
    return tuple(sorted(other for other in beside if is_conflict_copy(path.stem, other.stem, here)))


def is_conflict_copy(stem: str, other: str, computer: str) -> bool:
    """Whether the second name is what a sync program makes of the first."""
    if not other.startswith(stem) or other == stem:
        return False
    rest = other[len(stem) :]
    is_from_here = rest.casefold() == f"-{computer}".casefold()
    return is_from_here or any(shape.fullmatch(rest) for shape in (_DROPBOX, _SYNCTHING, _ONEDRIVE))
