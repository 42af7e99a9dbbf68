"""The contract of `install`, `uninstall` and `doctor`: sentences with a next step, exit codes, two languages, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pyxl import __version__
from pyxl.core.labels import LANGUAGES, Language
from pyxl.hosts.addin.oxt import IDENTIFIER

from .small_firm import pyxl

UNOPKG = f"""#!/bin/sh
echo "$@" >> "$HOME/ran"
case "$1" in
  add) touch "$HOME/there" ;;
  remove) rm "$HOME/there" ;;
  list) test -e "$HOME/there" || exit 1
        printf 'Identifier: {IDENTIFIER}\\n  Version: {__version__}\\n' ;;
esac
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Linux user without Excel and LibreOffice."""
    for name, value in {"HOME": tmp_path, "XDG_DATA_HOME": tmp_path / "data", "PATH": tmp_path / "bin"}.items():
        monkeypatch.setenv(name, str(value))
    return tmp_path


@pytest.fixture
def office(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same user with a program `unopkg` that keeps extensions in a file; returns what it was asked."""
    (home / "bin").mkdir()
    (home / "bin" / "unopkg").write_text(UNOPKG)
    (home / "bin" / "unopkg").chmod(0o755)
    monkeypatch.setenv("PATH", f"{home / 'bin'}:/usr/bin:/bin")
    return home / "ran"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", ["install", "uninstall"])
def test_without_a_spreadsheet_program_it_refuses_in_words(home: Path, action: str, language: Language) -> None:
    ran = pyxl(action, "--lang", language)
    assert ran.code == 2
    assert ran.err.startswith("E_NO_PROGRAM: ")
    assert ("weder" in ran.err) is (language == "de")
    assert not list(home.iterdir())


def test_what_is_asked_for_and_missing_is_named(home: Path) -> None:
    ran = pyxl("install", "--excel", "--libreoffice", "--lang", "en")
    assert ran.code == 2
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["E_NO_EXCEL", "E_NO_LIBREOFFICE"]


def test_install_doctor_uninstall(office: Path) -> None:
    assert pyxl("doctor", "--lang", "de").code == 1
    installed = pyxl("install", "--lang", "de")
    assert installed.code == 0, installed.text
    assert "LibreOffice" in installed.out
    well = pyxl("doctor", "--lang", "de")
    assert well.code == 0, well.text
    assert all(": in Ordnung. " in line for line in well.out.splitlines())
    assert pyxl("uninstall", "--lang", "en").code == 0
    assert "add --force --suppress-license" in office.read_text()
    assert "Run: pyxl install" in pyxl("doctor", "--lang", "en").out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doctor_speaks_json(office: Path, language: Language) -> None:
    ran = pyxl("doctor", "--json", "--lang", language)
    told = json.loads(ran.out)
    assert ran.code == 1
    assert told["action"] == "doctor"
    for look in told["looks"]:
        assert look.keys() == {"what", "fine", "message", "next_step"}
        assert look["message"]
        assert look["fine"] or look["next_step"]
