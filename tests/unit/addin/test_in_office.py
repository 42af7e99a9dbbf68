"""The built files in a real LibreOffice: it opens the Excel add-in and runs its callback, and takes the extension."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from pyxl import __version__
from pyxl.app.actions import BUTTONS
from pyxl.formats.zip_door import open_archive
from pyxl.hosts.addin.oxt import IDENTIFIER, build_oxt, component_files
from pyxl.hosts.addin.xlam import module_source
from pyxl.hosts.installing.computer import Answer, Computer, run_program
from pyxl.hosts.installing.doctor import examine
from pyxl.hosts.installing.libreoffice import (
    install_libreoffice,
    installed_version,
    uninstall_libreoffice,
)
from pyxl.hosts.installing.notes import read_notes
from pyxl.hosts.manifests.buttons import daily
from pyxl.hosts.xlsx.zip_writer import rewrite

SCRIPT = Path(__file__).with_name("in_office.py")
NOBODY = 65534
NEEDED = ("soffice", "unopkg", "setpriv", "/usr/bin/python3")
COMPONENT = b"""
import unohelper
from com.sun.star.task import XJobExecutor
from pyxl_office import write

class Ribbon(unohelper.Base, XJobExecutor):
    def __init__(self, context):
        self.context = context

    def trigger(self, tag):
        write(tag)

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Ribbon, "org.pyxl.Ribbon", ("org.pyxl.Ribbon",))
"""
TELL = 'ThisWorkbook.Worksheets("pyxl.conf").Cells(30, 1).Value = '
CLICK_TEST = f"""
Public Sub ClickTest()
    Dim pressed As New Control
    pressed.Tag = "validate_orders"
    OnAction pressed
End Sub

Public Sub SaidTest()
    {TELL}Said("LANGUAGE") & "/" & CommandLine("python", "import pyxl", "a b.xlsx", "Excel", "1")
End Sub
"""


class Person:
    """A user of this computer with a home and a LibreOffice profile of their own, and without any rights."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.chmod(0o755)
        if os.geteuid() == 0:
            os.chown(home, NOBODY, NOBODY)

    def command(self, words: Sequence[str]) -> list[str]:
        change = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
        return ["setpriv", *change, "env", f"--chdir={self.home}", f"HOME={self.home}", *words]

    def run(self, words: Sequence[str]) -> Answer:
        """Runs a program as that user; a file of ours is first laid where that user may read it."""
        readable = [self.lend(Path(word)) if word.endswith((".oxt", ".xlsm")) else word for word in words]
        return run_program(self.command(readable))

    def lend(self, path: Path) -> str:
        copy = self.home / path.name
        shutil.copyfile(path, copy)
        copy.chmod(0o644)
        return str(copy)

    def in_office(self, *arguments: str) -> Any:
        """Does one thing in a LibreOffice of that user; see in_office.py."""
        script = self.home / SCRIPT.name
        shutil.copyfile(SCRIPT, script)
        script.chmod(0o644)
        answer = self.run(["/usr/bin/python3", str(script), *arguments])
        assert answer.is_fine, answer.text
        return json.loads(answer.text.splitlines()[-1])


@pytest.fixture(scope="module")
def person() -> Iterator[Person]:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing or subprocess.run(["/usr/bin/python3", "-c", "import uno"], capture_output=True, check=False).returncode:
        pytest.skip(f"LibreOffice with Python is not installed ({', '.join(missing) or 'uno'})")
    with tempfile.TemporaryDirectory(prefix="pyxl-office-", ignore_cleanup_errors=True) as folder:
        yield Person(Path(folder))


def as_workbook(addin: bytes) -> bytes:
    """The add-in under the type of a workbook: this LibreOffice does not open the type of an add-in."""
    archive = open_archive(addin)
    types = archive.read("[Content_Types].xml")
    assert b"ms-excel.addin.macroEnabled" in types
    types = types.replace(b"ms-excel.addin.macroEnabled", b"ms-excel.sheet.macroEnabled")
    return rewrite(archive, {"[Content_Types].xml": types})


@pytest.fixture(scope="module")
def talking_addin(xlam: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built add-in, with a cell written where Python would be started, and a test beside it that clicks."""
    from pyopenvba import ExcelFile
    from pyopenvba.vba import VBAModuleKind

    path = tmp_path_factory.mktemp("talking") / "pyxl.xlsm"
    path.write_bytes(as_workbook(xlam))
    source = module_source("PyxlRun")
    start = "Public Sub RunPython(ByVal statement As String)\r\n"
    assert source.count(start) == 1
    with ExcelFile(path) as file:
        file.set_module("PyxlRun", source.replace(start, f"{start}    {TELL}statement\r\n    Exit Sub\r\n"))
        file.vba_project().add_module("Control", "Public Tag As String\r\n", kind=VBAModuleKind.other)
        file.vba_project().add_module("ClickTests", CLICK_TEST.replace("\n", "\r\n"))
        file.save()
    return path


def test_libreoffice_opens_the_addin_and_runs_its_callback(person: Person, talking_addin: Path) -> None:
    """Asserted on a cell: a macro of a library that does not compile returns nothing, and says nothing."""
    seen = person.in_office("macro", str(talking_addin), "pyxl.ClickTests.ClickTest", "A30")
    assert {"PyxlRibbon", "PyxlRun"} <= set(seen["libraries"]["pyxl"])
    assert seen["cell"] == f"import pyxl.hosts.ribbon; pyxl.hosts.ribbon.click('validate_orders','{__version__}')"


def test_libreoffice_runs_the_code_that_reads_the_settings(person: Person, talking_addin: Path) -> None:
    seen = person.in_office("macro", str(talking_addin), "pyxl.ClickTests.SaidTest", "A30")
    assert seen["cell"] == (
        'de/"python" -E -P -B -W ignore -c "import pyxl" "--wb=a b.xlsx" --from_xl=1 "--app=Excel" --hwnd=1'
    )


def test_libreoffice_takes_every_part_of_the_shipped_extension(person: Person, tmp_path: Path) -> None:
    computer = Computer("linux", tmp_path, os.environ, os.path.abspath(shutil.which("python3") or ""))
    install_libreoffice(computer, build_oxt(component_files()), person.run)
    told = person.run(["unopkg", "list", IDENTIFIER]).text
    uninstall_libreoffice(computer, person.run)
    for part in ("pyxl.oxt", "Addons.xcu", "CalcWindowState.xcu", "component.py"):
        assert re.search(rf"/{re.escape(part)}\s+is registered: yes", told), told


def test_the_extension_is_installed_pressed_examined_and_removed(person: Person, tmp_path: Path) -> None:
    computer = Computer("linux", tmp_path, os.environ, os.path.abspath(shutil.which("python3") or ""))
    pressed = person.home / "pressed"
    office = f"def write(tag):\n    open({str(pressed)!r}, 'w').write(tag)\n".encode()
    extension = build_oxt({"component.py": COMPONENT, "pythonpath/pyxl_office.py": office})
    for _ in range(2):  # Installing again is an update.
        (said,) = install_libreoffice(computer, extension, person.run)
        assert "Menü „pyxl“" in said.text("de")
    assert installed_version(computer, "unopkg", person.run) == __version__
    (look,) = (each for each in examine(computer, person.run) if each.what.en == "Buttons in LibreOffice")
    assert look.is_fine
    titles = person.in_office("addons", "validate_orders")
    assert pressed.read_text() == "validate_orders"
    every = sorted(action.label.en for action in BUTTONS)
    assert {place: sorted(found) for place, found in titles.items()} == {
        "OfficeMenuBar": every,
        "OfficeToolBar": sorted(action.label.en for group in daily() for action in group),
        "OfficeNotebookBar": every,
    }
    uninstall_libreoffice(computer, person.run)
    assert installed_version(computer, "unopkg", person.run) is None
    assert read_notes(computer.note_folder) == {}
