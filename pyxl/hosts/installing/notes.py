"""pyxl's own note of what it installed: without it nobody could tell a removed add-in from one that never was.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     keep_note(Path(folder), "excel", "C:/XLSTART/pyxl.xlam")
...     read_notes(Path(folder))
{'excel': 'C:/XLSTART/pyxl.xlam'}
"""

from __future__ import annotations

import json
from pathlib import Path

from pyxl.core.durable_files import write_durably

NOTE_FILE = "installed.json"


def read_notes(folder: Path) -> dict[str, str]:
    """Where each part was put; a note that cannot be read is none."""
    try:
        found = json.loads((folder / NOTE_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(place) for name, place in found.items()} if isinstance(found, dict) else {}


def keep_note(folder: Path, part: str, place: str) -> None:
    """Notes where a part was put."""
    _write(folder, read_notes(folder) | {part: place})


def drop_note(folder: Path, part: str) -> None:
    """Forgets a part that was taken out."""
    _write(folder, {name: place for name, place in read_notes(folder).items() if name != part})


def _write(folder: Path, notes: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / NOTE_FILE, json.dumps(notes, indent=2, sort_keys=True).encode())
