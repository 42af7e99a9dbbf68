"""A workbook that came by mail cannot make the add-in start anything but pyxl's own Python with pyxl's own code.

Each of the ways that the add-in template of xlwings leaves open is tried with a hostile workbook: a sheet `pyxl.conf`,
a file `pyxl.conf` and Python modules beside the workbook, a sheet with code, a name that is a command. The add-in's
code runs in an Excel in memory; the command line it gives to Windows is then really run, in the hostile folder.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pyxl.hosts.addin.xlam import module_source
from pyxl.hosts.installing.excel import script_source

from .conftest import EVIL, Start

PRINT = "import sys, openpyxl, xlwings, click, json, pyxl; print(pyxl.__file__); print(sys.argv); print(sys.path)"


@pytest.fixture
def python() -> str:
    return sys.executable


def run_there(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command line with the hostile folder as the current one, and on PYTHONPATH."""
    environment = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run(
        shlex.split(command), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_a_sheet_of_the_active_workbook_is_never_asked(start_excel: Start, hostile: Path, python: str) -> None:
    excel = start_excel(python)
    excel.open(hostile)
    assert excel.run("Said", "INTERPRETER_WIN") == python
    assert excel.run("Said", "LICENSE_KEY") == ""
    started = excel.press("validate_orders")
    assert shlex.split(started)[0] == python
    assert EVIL not in started
    assert excel.boxes == []


def test_without_an_interpreter_of_its_own_it_asks_nobody_else(start_excel: Start, hostile: Path) -> None:
    excel = start_excel("")
    excel.open(hostile)
    assert excel.press("validate_orders") == ""
    (box,) = excel.boxes
    assert "pyxl install" in box


def test_a_settings_file_beside_the_workbook_is_never_read() -> None:
    """Source only: there is no statement left that opens or reads a file."""
    code = module_source("PyxlRun") + module_source("PyxlRibbon")
    assert not re.search(r"\bOpen\b|\bInput\b|FileSystemObject|GetSetting|QueryTables", code)
    assert set(re.findall(r"ActiveWorkbook\b[.\w]*", code)) == {"ActiveWorkbook", "ActiveWorkbook.Name"}


def test_a_sheet_with_code_changes_nothing(start_excel: Start, hostile: Path, python: str) -> None:
    excel = start_excel(python)
    excel.open(hostile)
    with_code = excel.press("undo")
    assert "xlwings.pro" not in with_code
    assert "import pyxl.hosts.ribbon; pyxl.hosts.ribbon.click('undo','" in with_code


def test_modules_beside_the_workbook_are_not_imported(start_excel: Start, hostile: Path, python: str) -> None:
    excel = start_excel(python)
    command = excel.run("CommandLine", python, PRINT, hostile.name, "Excel", "1")
    ran = run_there(command, hostile.parent)
    assert ran.returncode == 0, ran.stderr
    assert not (hostile.parent / "pwned").exists()
    place, arguments, path = ran.stdout.splitlines()
    assert str(hostile.parent) not in place
    assert str(hostile.parent) not in path
    assert f"'--wb={hostile.name}', '--from_xl=1', '--app=Excel', '--hwnd=1'" in arguments


def test_the_same_trap_closes_on_the_command_line_of_xlwings(hostile: Path) -> None:
    """The counter-proof: without `-P` and `-E` the module beside the workbook is what Python imports."""
    run_there(f'{shlex.quote(sys.executable)} -B -c "import openpyxl"', hostile.parent)
    assert (hostile.parent / "pwned").exists()


@pytest.mark.parametrize("name", ["50% & more.xlsx", "a' $(touch pwned) `touch pwned`.xlsx", "%TEMP%;|x.xlsx"])
def test_the_name_of_a_workbook_is_one_argument(start_excel: Start, tmp_path: Path, python: str, name: str) -> None:
    excel = start_excel(python)
    command = excel.run("CommandLine", python, PRINT, name, "Excel", "1")
    assert f"--wb={name}" in shlex.split(command)
    assert not command.lower().startswith(("cmd", '"cmd'))


def test_macos_quotes_every_word_for_the_shell() -> None:
    """Source only, there is no AppleScript here: whatever comes from outside is `quoted form of` something."""
    script = script_source().decode()
    shell = [line for line in script.splitlines() if "do shell script" in line]
    assert len(shell) == 2
    outside = r"(pythonPath|pythonStatement|bookName|logFile)"
    for line in shell:
        bare = re.sub(rf'quoted form of (\("--wb=" & )?{outside}', "", line)
        assert not re.search(outside, bare), line
        assert " -E -P " in line or "test -x" in line


def test_a_name_with_the_separator_stays_the_last_field(start_excel: Start, python: str) -> None:
    fields = start_excel(python).run("MacFields", "/python", "import pyxl", "/log", "a|b.xlsx").split("|", 3)
    assert fields == ["/python", "import pyxl", "/log", "a|b.xlsx"]
