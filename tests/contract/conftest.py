"""What the contract tests share: a small firm in a folder of its own, and LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .inside_office import InsideWire, inside_office
from .running_office import why_not
from .small_firm import Firm, bank_file, lines_for, small_book

Convert = Callable[[Path, str], Path]

collect_ignore = ["office_seat.py"]
"""Runs inside LibreOffice only."""


@pytest.fixture(autouse=True)
def _logs(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should pyxl meet something unforeseen, its log file is not to land in the profile of who runs the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "logs"))


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """A small German firm with orders to bill and a bank file that pays them."""
    folder = tmp_path / "firm"
    folder.mkdir()
    (folder / "book.xlsx").write_bytes(small_book("de"))
    (folder / "bank.xml").write_bytes(bank_file(lines_for("RE-2026-00401")))
    return Firm(folder)


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """A function that lets LibreOffice write a workbook as xlsx, csv or pdf; skips where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def run(source: Path, kind: str) -> Path:
        target = tmp_path_factory.mktemp("converted")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(target), str(source)], check=True, timeout=120, capture_output=True)
        return next(target.iterdir())

    return run


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InsideWire]:
    """A LibreOffice without windows; skips where there is none."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    with inside_office(tmp_path_factory.mktemp("office") / "profile", "--headless") as wire:
        yield wire
