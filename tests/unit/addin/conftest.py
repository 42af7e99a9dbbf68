"""The built add-in, and a clerk's computer in memory that runs its code without Excel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from pyxl.hosts.addin.parts import personal_addin
from pyxl.hosts.addin.xlam import build_xlam, module_source

STAND_INS = {
    'CreateObject("WScript.Shell").Run(': "Listen(",
    "Dir(path)": "path",
    'Application.Path & "\\" & Application.Name': '"Excel"',
    "Application.Hwnd": "77",
}
"""Where the add-in asks Windows for something, and what stands there in memory. All else is the real code."""
EVIL = r"\\evil\x.exe"


@pytest.fixture(scope="session")
def xlam() -> bytes:
    """The add-in as it is shipped."""
    return build_xlam()


@dataclass
class Excel:
    """An Excel in memory with the add-in loaded: what it started, and the boxes it showed."""

    application: Any
    boxes: list[str] = field(default_factory=list)

    def open(self, path: Path) -> None:
        """Opens a workbook and makes it the active one."""
        self.application.activate_workbook(self.application.open_workbook(path))

    def run(self, macro: str, *arguments: object) -> Any:
        """Runs a macro of the add-in."""
        return self.application.run(macro, *arguments)

    def press(self, tag: str) -> str:
        """Presses the button with that tag; the command line that Windows would have been given."""
        self.run("Press", tag)
        self.boxes = [box[1] for box in self.application.dialogs]
        return str(self.run("Started"))


Start = Callable[[str], Excel]


@pytest.fixture
def start_excel(xlam: bytes, tmp_path: Path) -> Start:
    """Starts such an Excel; its add-in names that interpreter."""
    from pyopenvba.apps.excel import ExcelApplication

    def start(interpreter: str) -> Excel:
        path = tmp_path / "pyxl.xlam"
        path.write_bytes(personal_addin(xlam, "en", windows=interpreter))
        application = ExcelApplication.open(path, with_vba=False)
        run = module_source("PyxlRun")
        for real, stand_in in STAND_INS.items():
            assert run.count(real) == 1, real
            run = run.replace(real, stand_in)
        application.add_module(run, name="PyxlRun")
        application.add_module(module_source("PyxlRibbon"), name="PyxlRibbon")
        application.add_module(LISTENER, name="Listener")
        application.add_module("Public Tag As String\n", name="Control", kind="class")
        return Excel(application)

    return start


LISTENER = """
Private heard As String

Public Function Listen(ByVal command As String, ByVal style As Integer, ByVal waits As Boolean) As Long
    heard = command
End Function

Public Function Started() As String
    Started = heard
End Function

Public Sub Press(ByVal what As String)
    Dim pressed As New Control
    pressed.Tag = what
    OnAction pressed
End Sub
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A workbook as it may come by mail: settings in a sheet and in a file beside it, code in a sheet and beside it."""
    folder = tmp_path / "mail $(touch pwned) & 'x'"
    folder.mkdir()
    book = Workbook()
    settings, code = book.active, book.create_sheet("run.py")
    assert settings is not None
    settings.title = "pyxl.conf"
    for name in ("INTERPRETER_WIN", "INTERPRETER_MAC", "Interpreter_Win", "PYTHONPATH", "LICENSE_KEY", "STARTING"):
        settings.append([name, EVIL])
    code.append(["open('pwned', 'w')"])
    book.save(folder / "book.xlsx")
    (folder / "pyxl.conf").write_text(f'"INTERPRETER_WIN","{EVIL}"\n"PYTHONPATH","."\n')
    for name in ("openpyxl", "xlwings", "pyxl", "click", "sitecustomize", "usercustomize", "json"):
        (folder / f"{name}.py").write_text(f"open({str(folder / 'pwned')!r}, 'w').write({name!r})\n")
    return folder / "book.xlsx"
