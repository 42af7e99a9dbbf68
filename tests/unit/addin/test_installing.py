"""`pyxl install`, `uninstall` and `doctor` on a Windows, a macOS and a Linux computer: folders of a test, no mocks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pyxl import __version__
from pyxl.core.labels import LANGUAGES
from pyxl.core.refusal import Refused
from pyxl.formats.zip_door import ZIP_OF_XML_LIMITS, open_archive
from pyxl.hosts.addin.oxt import IDENTIFIER, INTERPRETER_FILE, build_oxt
from pyxl.hosts.addin.parts import CONF_PART, conf_sheet, personal_addin, read_conf
from pyxl.hosts.installing.computer import (
    Answer,
    Computer,
    System,
    run_program,
    this_computer,
)
from pyxl.hosts.installing.doctor import Look, examine
from pyxl.hosts.installing.excel import (
    addin_path,
    install_excel,
    script_path,
    script_source,
    uninstall_excel,
)
from pyxl.hosts.installing.libreoffice import (
    find_unopkg,
    install_libreoffice,
    uninstall_libreoffice,
)
from pyxl.hosts.installing.notes import NOTE_FILE, read_notes
from pyxl.hosts.new_book import build_book
from pyxl.hosts.xlsx.zip_writer import rewrite

EXTENSION = build_oxt({"component.py": b"", "pythonpath/pyxl_office.py": b""})
PYXL_FOUND = Answer(True, f"{__version__}\n")


@dataclass
class Programs:
    """Programs of a computer that does not exist: what was run, and a LibreOffice that keeps extensions in memory."""

    ran: list[Sequence[str]] = field(default_factory=list)
    extension: bytes = b""
    version: str = __version__
    is_busy: bool = False
    python: Answer = PYXL_FOUND

    def __call__(self, command: Sequence[str]) -> Answer:
        self.ran.append(command)
        if "unopkg" not in command[0]:
            return self.python
        if self.is_busy:
            return Answer(False, "\nERROR: The lock file indicates it is already running.\n\n")
        match command[1]:
            case "add":
                self.extension = Path(command[-1]).read_bytes()
            case "remove":
                self.extension = b""
            case _ if self.extension:
                return Answer(True, f"Identifier: {IDENTIFIER}\n  Version: {self.version}\n  URL: x\n")
            case _:
                return Answer(False, "ERROR: There is no such extension deployed\n")
        return Answer(True, "")


def computer(system: System, root: Path) -> Computer:
    """A computer of that system on which Excel was started, and LibreOffice is installed where the system keeps it."""
    home, python = root / "home", root / "pyxl" / "python"
    roaming, programs = home / "AppData" / "Roaming", root / "Program Files"
    environment = {"APPDATA": str(roaming), "LOCALAPPDATA": str(root / "local"), "ProgramFiles": str(programs)}
    found = Computer(system, home, environment if system == "windows" else {}, str(python), applications=root / "Apps")
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    if found.excel_folder:
        found.excel_folder.mkdir(parents=True)
    office = {
        "windows": programs / "LibreOffice/program/unopkg.com",
        "macos": root / "Apps/LibreOffice.app/Contents/MacOS/unopkg",
        "linux": root / "bin/unopkg",
    }[system]
    office.parent.mkdir(parents=True)
    office.write_text("#!/bin/sh\n")
    office.chmod(0o755)
    return replace(found, environment={"PATH": str(root / "bin")}) if system == "linux" else found


@pytest.fixture
def windows(tmp_path: Path) -> Computer:
    return computer("windows", tmp_path)


@pytest.fixture
def macos(tmp_path: Path) -> Computer:
    return computer("macos", tmp_path)


@pytest.fixture
def linux(tmp_path: Path) -> Computer:
    return computer("linux", tmp_path)


def aged(addin: bytes) -> bytes:
    """The add-in of an older version of pyxl."""
    return rewrite(open_archive(addin), {CONF_PART: conf_sheet({"VERSION": "0.0.9"})})


def files_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def faults(looks: Iterable[Look]) -> dict[str, str]:
    """What is not fine, with the next step: every fault has one."""
    return {look.what.en: look.next_step.text("en") if look.next_step else "" for look in looks if not look.is_fine}


def test_windows_gets_the_addin_with_the_path_of_our_python(windows: Computer, xlam: bytes) -> None:
    said = install_excel(windows, "en", xlam)
    path = windows.home / "AppData/Roaming/Microsoft/Excel/XLSTART/pyxl.xlam"
    assert read_conf(path.read_bytes())["INTERPRETER_WIN"] == windows.interpreter
    assert path.read_bytes() == personal_addin(xlam, "en", windows=windows.interpreter)
    assert str(path) in said[0].text("en")
    assert files_of(path.parent) == {"pyxl.xlam"}


def test_macos_gets_the_addin_and_the_script_of_this_version(macos: Computer, xlam: bytes) -> None:
    said = install_excel(macos, "de", xlam)
    folder = macos.home / "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
    conf = read_conf((folder / "pyxl.xlam").read_bytes())
    assert (conf["INTERPRETER_MAC"], conf["INTERPRETER_WIN"]) == (macos.interpreter, "")
    script = macos.home / f"Library/Application Scripts/com.microsoft.Excel/pyxl-{__version__}.applescript"
    assert script.read_bytes() == script_source()
    assert len(said) == 2


def test_installing_twice_is_an_update_in_the_other_language(windows: Computer, xlam: bytes) -> None:
    install_excel(windows, "en", xlam)
    install_excel(windows, "de", xlam)
    assert read_conf(addin_path(windows).read_bytes())["LANGUAGE"] == "de"


@pytest.mark.parametrize(
    "act", [lambda there, addin: install_excel(there, "de", addin), lambda there, _: uninstall_excel(there)]
)
@pytest.mark.parametrize("content", [b"her own macros", b"", build_book("de", {}, None)])
def test_a_file_that_is_not_ours_stays(
    windows: Computer, xlam: bytes, act: Callable[[Computer, bytes], object], content: bytes
) -> None:
    path = addin_path(windows)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        act(windows, xlam)
    assert refused.value.code == "E_FOREIGN_FILE"
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(windows: Computer, xlam: bytes) -> None:
    path = addin_path(windows)
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(Refused) as refused:
        install_excel(windows, "de", xlam)
    assert refused.value.code == "E_NO_ACCESS"
    assert str(path) in refused.value.text("de")


@pytest.mark.parametrize("system", ["windows", "macos", "linux"])
def test_without_an_excel_that_was_ever_started_it_says_so(system: System, tmp_path: Path, xlam: bytes) -> None:
    there = computer(system, tmp_path)
    if there.excel_folder:
        there.excel_folder.rmdir()
    with pytest.raises(Refused) as refused:
        install_excel(there, "de", xlam)
    assert refused.value.code == "E_NO_EXCEL"


@pytest.mark.parametrize("system", ["windows", "macos"])
def test_uninstalling_takes_out_everything_that_was_put_in(system: System, tmp_path: Path, xlam: bytes) -> None:
    there = computer(system, tmp_path)
    before = files_of(tmp_path)
    install_excel(there, "de", xlam)
    said = uninstall_excel(there)
    assert len(said) == (2 if system == "macos" else 1)
    assert {name for name in files_of(tmp_path) - before if NOTE_FILE not in name} == set()
    assert read_notes(there.note_folder) == {}
    assert "kein pyxl" in uninstall_excel(there)[0].text("de")


@pytest.mark.parametrize("system", ["windows", "macos", "linux"])
def test_libreoffice_is_found_and_given_the_path_of_our_python(system: System, tmp_path: Path) -> None:
    there, programs = computer(system, tmp_path), Programs()
    install_libreoffice(there, EXTENSION, programs)
    (command,) = programs.ran
    assert command[0] == find_unopkg(there)
    assert list(command[1:-1]) == ["add", "--force", "--suppress-license"]
    inside = open_archive(programs.extension, ZIP_OF_XML_LIMITS)
    assert inside.read(INTERPRETER_FILE).decode() == f"{there.interpreter}\n"
    uninstall_libreoffice(there, programs)
    assert programs.extension == b""


def test_root_installs_for_all_users_and_is_told_so(linux: Computer) -> None:
    programs = Programs()
    (said,) = install_libreoffice(replace(linux, is_root=True), EXTENSION, programs)
    assert "--shared" in programs.ran[0]
    assert "alle Benutzer" in said.text("de")


def test_a_libreoffice_that_is_open_is_named_as_the_reason(linux: Computer) -> None:
    with pytest.raises(Refused) as refused:
        install_libreoffice(linux, EXTENSION, Programs(is_busy=True))
    assert refused.value.code == "E_EXTENSION"
    assert "already running" in refused.value.text("en")
    assert "Alle LibreOffice-Fenster schließen" in refused.value.text("de")


def test_without_libreoffice_it_says_so(linux: Computer) -> None:
    shutil.rmtree(linux.home.parent / "bin")
    with pytest.raises(Refused) as refused:
        install_libreoffice(linux, EXTENSION, Programs())
    assert refused.value.code == "E_NO_LIBREOFFICE"


@pytest.mark.parametrize("system", ["windows", "macos", "linux"])
def test_the_doctor_is_content_after_installing(system: System, tmp_path: Path, xlam: bytes) -> None:
    there, programs = computer(system, tmp_path), Programs()
    if system != "linux":
        install_excel(there, "de", xlam)
    install_libreoffice(there, EXTENSION, programs)
    looks = examine(there, programs, lambda: False, list)
    assert faults(looks) == {}
    assert len(looks) == {"windows": 6, "macos": 7, "linux": 3}[system]
    for look in looks:
        assert all(look.said.text(language) for language in LANGUAGES)


def test_the_doctor_tells_removed_from_never_installed(windows: Computer, xlam: bytes) -> None:
    never = faults(examine(windows, Programs()))
    assert never["Buttons in Excel"] == "Run: pyxl install"
    install_excel(windows, "de", xlam)
    addin_path(windows).unlink()
    looks = examine(windows, Programs())
    assert faults(looks)["Buttons in Excel"] == "Ask your IT to allow this file, then run: pyxl install"
    assert "Virenscanner" in looks[0].said.text("de")


def test_the_doctor_sees_a_foreign_file_in_our_place(windows: Computer) -> None:
    addin_path(windows).parent.mkdir()
    addin_path(windows).write_bytes(b"x")
    assert faults(examine(windows, Programs()))["Buttons in Excel"].startswith(f"Move {addin_path(windows)} away")


def test_the_doctor_sees_another_version(windows: Computer, xlam: bytes) -> None:
    programs = Programs(version="0.0.9")
    install_excel(windows, "de", xlam)
    addin_path(windows).write_bytes(aged(xlam))
    install_libreoffice(windows, EXTENSION, programs)
    found = faults(examine(windows, programs, lambda: False))
    assert found["Version in Excel"] == found["Buttons in LibreOffice"] == "Run: pyxl install"


@pytest.mark.parametrize(
    ("python", "step"),
    [
        (Answer(False, "ModuleNotFoundError: No module named 'pyxl'"), "-m pip install pyxl-backoffice"),
        (Answer(True, "0.0.1\n"), "Run: pyxl install"),
    ],
)
def test_the_doctor_asks_the_python_itself(windows: Computer, xlam: bytes, python: Answer, step: str) -> None:
    programs = Programs(python=python)
    install_excel(windows, "de", xlam)
    assert step in faults(examine(windows, programs, lambda: False))["Python for Excel"]
    assert programs.ran[0] == [windows.interpreter, "-E", "-P", "-c", "import pyxl; print(pyxl.__version__)"]


def test_the_doctor_sees_that_a_file_of_pyxl_itself_is_gone(linux: Computer) -> None:
    path = "/opt/pyxl/workbook/pyxl.xlam"
    (look, *_) = examine(linux, Programs(), missing=lambda: [path])
    assert not look.is_fine
    assert path in look.said.text("de")
    assert "Die IT bitten" in (look.next_step.text("de") if look.next_step else "")


def test_the_doctor_sees_that_the_python_is_gone(macos: Computer, xlam: bytes) -> None:
    install_excel(macos, "de", xlam)
    Path(macos.interpreter).unlink()
    assert faults(examine(macos, Programs()))["Python for Excel"] == "Run: pyxl install"


def test_the_doctor_sees_that_excel_trusts_no_folder(windows: Computer, xlam: bytes) -> None:
    install_excel(windows, "de", xlam)
    assert "Trust Center" in faults(examine(windows, Programs(), lambda: True))["Trust of Excel"]


def test_the_doctor_sees_a_missing_script_on_macos_and_names_the_permission(macos: Computer, xlam: bytes) -> None:
    install_excel(macos, "de", xlam)
    script_path(macos).unlink()
    looks = examine(macos, Programs())
    assert faults(looks)["Script for Excel on macOS"] == "Run: pyxl install"
    assert any("Automation" in look.said.text("de") for look in looks)


def test_a_note_that_cannot_be_read_is_none(linux: Computer) -> None:
    linux.note_folder.mkdir(parents=True)
    for text in ("{", "[1]", "\x00"):
        (linux.note_folder / NOTE_FILE).write_text(text)
        assert read_notes(linux.note_folder) == {}
    (linux.note_folder / NOTE_FILE).write_text(json.dumps({"excel": "x"}))
    assert read_notes(linux.note_folder) == {"excel": "x"}


def test_this_computer_names_a_python_that_finds_pyxl() -> None:
    here = this_computer()
    assert Path(here.interpreter).is_absolute()
    answer = run_program([here.interpreter, "-E", "-P", "-c", "import pyxl; print(pyxl.__version__)"])
    assert answer == Answer(True, f"{__version__}\n")


def test_a_program_that_is_not_there_is_an_answer(tmp_path: Path) -> None:
    assert not run_program([str(tmp_path / "nothing")]).is_fine
