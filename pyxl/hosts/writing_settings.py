"""The Settings tab of a closed workbook, read and written without a run: it is hers, and no event follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pyxl.core.labels import Language
from pyxl.core.schema import schema_of
from pyxl.core.tables import RawTable, map_columns
from pyxl.hosts.files import OpenedFile, find_tab
from pyxl.hosts.saving.saving import Stale, read_bytes_and_hash, refuse_if_open, save_atomically
from pyxl.hosts.xlsx import WriteCell, patch
from pyxl.settings import Settings

SCHEMA = schema_of(Settings)
_TRIES = 3


def read_settings_tab(path: Path) -> tuple[RawTable, Language]:
    """The tab as it stands and the workbook's language. Refused as reading a workbook is."""
    snapshot = OpenedFile(*read_bytes_and_hash(path)).snapshot([SCHEMA])
    return snapshot.tabs[SCHEMA.tab], snapshot.language


def write_settings(path: Path, values: Mapping[str, object]) -> None:
    """Writes these values by field; all else stays. Refused as saving a workbook is."""
    for _ in range(_TRIES):
        try:
            _write(path, values)
        except Stale:
            continue
        return
    _write(path, values)


def _write(path: Path, values: Mapping[str, object]) -> None:
    data, stamp = read_bytes_and_hash(path)
    opened = OpenedFile(data, stamp)
    raw, place = opened.snapshot([SCHEMA]).tabs[SCHEMA.tab], find_tab(opened.book, SCHEMA)
    positions = map_columns(SCHEMA, raw).positions
    first = place.body.top
    edits = [
        WriteCell(raw.sheet, first + positions[field], raw.first_column + 1, value)  # type: ignore[arg-type]
        for field, value in values.items()
    ]
    refuse_if_open(path)
    save_atomically(path, stamp, patch(opened.book, edits), path.with_suffix(".pyxl") / "backups")
