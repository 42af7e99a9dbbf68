"""ZIP files that may be larger than memory: written part by part, and in place only when they are whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pyxl.core.durable_files import sweep_temps, sync_folder, temp_name

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ZipPart:
    """A file to be: its name in the ZIP, and its bytes or where they lie."""

    name: str
    source: bytes | Path


def write_zip(path: Path, parts: Iterable[ZipPart]) -> None:
    """The ZIP with these parts in their order; the same parts give the same bytes. Raises OSError."""
    sweep_temps(path)
    waiting = temp_name(path)
    try:
        with waiting.open("xb") as file:
            with ZipFile(file, "w", ZIP_STORED) as archive:
                for part in parts:
                    _add(archive, part)
            file.flush()
            os.fsync(file.fileno())
        os.replace(waiting, path)
    finally:
        waiting.unlink(missing_ok=True)
    sync_folder(path.parent)


def _add(archive: ZipFile, part: ZipPart) -> None:
    """Neither date nor user nor the system's zlib are in the bytes."""
    info = ZipInfo(part.name, _FIRST_DAY)
    info.create_system, info.external_attr = 0, 0
    if isinstance(part.source, bytes):
        archive.writestr(info, part.source)
        return
    info.file_size = part.source.stat().st_size
    with part.source.open("rb") as source, archive.open(info, "w") as target:
        copyfileobj(source, target)
