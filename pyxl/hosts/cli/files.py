"""Files that commands write: never over another one unasked, and whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.core.durable_files import write_durably
from pyxl.hosts.cli.book import EXISTS, NO_FOLDER

if TYPE_CHECKING:
    from pyxl.app.zip_files import ZipPart


def demand_new(*paths: Path) -> None:
    """Refused E_EXISTS where one of them is there."""
    for path in paths:
        if path.exists():
            raise EXISTS.because(name=str(path))


def write_file(path: Path, content: bytes) -> None:
    """Refused E_NO_FOLDER where it cannot be written."""
    try:
        write_durably(path, content)
    except OSError as error:
        raise NO_FOLDER.because(name=str(path), problem=error.strerror or str(error)) from error


def write_zip_file(path: Path, parts: Iterable[ZipPart]) -> None:
    """Refused E_NO_FOLDER where it cannot be written."""
    from pyxl.app.zip_files import write_zip

    try:
        write_zip(path, parts)
    except OSError as error:
        raise NO_FOLDER.because(name=str(path), problem=error.strerror or str(error)) from error
