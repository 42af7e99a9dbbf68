"""Excel: the add-in goes into the folder that Excel opens at its start, with the path of pyxl's Python in it.

On macOS a small script goes beside it: Excel may start a program only through a script in a folder of its own.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pyxl import __version__
from pyxl.core.durable_files import write_durably
from pyxl.core.labels import Language, Sentence, Text
from pyxl.core.refusal import Refused
from pyxl.hosts.addin.parts import ADDIN_FILE, personal_addin, read_conf
from pyxl.hosts.installing import refusals
from pyxl.hosts.installing.computer import Computer
from pyxl.hosts.installing.notes import drop_note, keep_note

PART = "excel"
PUT = Text(
    "The buttons are in Excel: {path}. Restart Excel; they are on the tab “pyxl”.",
    "Die Tasten sind in Excel: {path}. Excel neu starten; sie stehen auf der Registerkarte „pyxl“.",
)
SCRIPT_PUT = Text(
    "Excel may start pyxl through {path}. At the first click macOS asks whether Excel may be controlled: allow it.",
    "Excel darf pyxl über {path} starten. Beim ersten Klick fragt macOS, ob Excel gesteuert werden darf: erlauben.",
)
TAKEN_OUT = Text("{path} is removed. Restart Excel.", "{path} ist entfernt. Excel neu starten.")
NOT_THERE = Text("There was no pyxl in Excel.", "In Excel war kein pyxl.")


def has_excel(computer: Computer) -> bool:
    """Whether Excel was ever started here."""
    return computer.excel_folder is not None and computer.excel_folder.is_dir()


def addin_path(computer: Computer) -> Path:
    """Where the add-in belongs; E_NO_EXCEL where there is no Excel for this system."""
    if computer.start_folder is None:
        raise refusals.NO_EXCEL.because()
    return computer.start_folder / ADDIN_FILE


def script_path(computer: Computer) -> Path:
    """Where macOS looks for the script of this version."""
    return computer.script_folder / f"pyxl-{__version__}.applescript"


def script_source() -> bytes:
    """The script that starts pyxl for Excel on macOS."""
    return files("pyxl.hosts.addin").joinpath("RunPyxl.applescript").read_bytes()


def is_ours(path: Path) -> bool:
    """Whether that file is a pyxl add-in of any version."""
    try:
        return "VERSION" in read_conf(path.read_bytes())
    except (Refused, OSError):
        return False


def install_excel(computer: Computer, language: Language, addin: bytes) -> list[Sentence]:
    """Puts this add-in in place. Raises `Refused`: E_NO_EXCEL, E_FOREIGN_FILE, E_NO_ACCESS."""
    path = addin_path(computer)
    if not has_excel(computer):
        raise refusals.NO_EXCEL.because()
    _refuse_foreign(path)
    is_mac = computer.system == "macos"
    paths = {"macos": computer.interpreter} if is_mac else {"windows": computer.interpreter}
    _write(path, personal_addin(addin, language, **paths))
    keep_note(computer.note_folder, PART, str(path))
    said = [PUT.bind(path=str(path))]
    if is_mac:
        _write(script_path(computer), script_source())
        said.append(SCRIPT_PUT.bind(path=str(script_path(computer))))
    return said


def uninstall_excel(computer: Computer) -> list[Sentence]:
    """Takes the add-in and its scripts out. Raises `Refused`: E_FOREIGN_FILE, E_NO_ACCESS."""
    path = addin_path(computer)
    _refuse_foreign(path)
    scripts = list(computer.script_folder.glob("pyxl-*.applescript")) if computer.system == "macos" else []
    found = [each for each in (path, *scripts) if each.exists()]
    for each in found:
        try:
            each.unlink()
        except OSError as error:
            raise _no_access(each, error) from error
    drop_note(computer.note_folder, PART)
    return [TAKEN_OUT.bind(path=str(each)) for each in found] or [NOT_THERE.bind()]


def _refuse_foreign(path: Path) -> None:
    if path.exists() and not is_ours(path):
        raise refusals.FOREIGN_FILE.because(path=str(path))


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, data)
    except OSError as error:
        raise _no_access(path, error) from error


def _no_access(path: Path, error: OSError) -> Refused:
    return refusals.NO_ACCESS.because(path=str(path), problem=error.strerror or str(error))
