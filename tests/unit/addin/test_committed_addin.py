"""The committed ribbon, add-in and extension are those that the list of actions gives."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pyxl.hosts.addin_files import MAKERS

ROOT = Path(__file__).resolve().parents[3]
STALE = "run `make workbook` and commit what it writes"


def content(path: str, data: bytes) -> object:
    """The parts of a ZIP file, unpacked: another zlib may pack the same content otherwise."""
    if not path.endswith((".xlam", ".oxt")):
        return data
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("path", MAKERS)
def test_what_is_committed_is_up_to_date(path: str) -> None:
    assert content(path, (ROOT / path).read_bytes()) == content(path, MAKERS[path]()), STALE


def test_the_sources_of_the_addin_are_found_as_an_installed_package_finds_them() -> None:
    found = {each.name for each in files("pyxl.hosts.addin").iterdir() if not each.name.endswith(".py")}
    assert found - {"__pycache__"} == {"PyxlRibbon.bas", "PyxlRun.bas", "RunPyxl.applescript"}
