"""The two files that come with pyxl and go into the spreadsheet programs. Virus scanners like to take them away."""

from __future__ import annotations

from importlib.resources import files

from pyxl.hosts.addin.oxt import EXTENSION_FILE
from pyxl.hosts.addin.parts import ADDIN_FILE
from pyxl.hosts.installing import refusals


def shipped_addin() -> bytes:
    """The Excel add-in; E_FILE_GONE where it is no longer there."""
    return _read(ADDIN_FILE)


def shipped_extension() -> bytes:
    """The LibreOffice extension; E_FILE_GONE where it is no longer there."""
    return _read(EXTENSION_FILE)


def missing_files() -> list[str]:
    """The paths of those that are no longer there."""
    paths = (files("pyxl.workbook").joinpath(name) for name in (ADDIN_FILE, EXTENSION_FILE))
    return [str(path) for path in paths if not path.is_file()]


def _read(name: str) -> bytes:
    path = files("pyxl.workbook").joinpath(name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise refusals.FILE_GONE.because(path=str(path)) from error
