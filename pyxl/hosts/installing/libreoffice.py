"""LibreOffice: its own program `unopkg` puts the extension in, with the path of pyxl's Python inside it."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from pyxl.core.labels import Sentence, Text
from pyxl.hosts.addin.oxt import EXTENSION_FILE, IDENTIFIER, personal_oxt
from pyxl.hosts.installing import refusals
from pyxl.hosts.installing.computer import Computer, Run, run_program
from pyxl.hosts.installing.notes import drop_note, keep_note, read_notes

PART = "libreoffice"
INTERPRETER_PART = "libreoffice-python"
PUT = Text(
    "The buttons are in LibreOffice. Restart it; they are in the menu “pyxl” and in a toolbar of Calc.",
    "Die Tasten sind in LibreOffice. Neu starten; sie stehen im Menü „pyxl“ und in einer Symbolleiste von Calc.",
)
PUT_FOR_ALL = Text(
    "You are root, so the buttons are in LibreOffice for all users of this computer. Restart it.",
    "Sie sind root, daher sind die Tasten in LibreOffice für alle Benutzer dieses Computers. Neu starten.",
)
TAKEN_OUT = Text("pyxl is removed from LibreOffice.", "pyxl ist aus LibreOffice entfernt.")
NOT_THERE = Text("There was no pyxl in LibreOffice.", "In LibreOffice war kein pyxl.")
_VERSION = re.compile(rf"Identifier:\s*{re.escape(IDENTIFIER)}\s+Version:\s*(\S+)")


def find_unopkg(computer: Computer) -> str | None:
    """LibreOffice's program for extensions, where it is on this computer."""
    places: list[Path]
    match computer.system:
        case "windows":
            roots = (computer.environment.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)"))
            places = [Path(root, "LibreOffice", "program", "unopkg.com") for root in roots if root]
        case "macos":
            places = [computer.applications / "LibreOffice.app/Contents/MacOS/unopkg"]
        case _:
            places = []
    found = next((str(place) for place in places if place.is_file()), None)
    return found or shutil.which("unopkg", path=computer.environment.get("PATH", ""))


def install_libreoffice(computer: Computer, extension: bytes, run: Run = run_program) -> list[Sentence]:
    """Puts this extension in; an older one is replaced. Raises `Refused`: E_NO_LIBREOFFICE, E_EXTENSION."""
    unopkg = _unopkg(computer)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, EXTENSION_FILE)
        path.write_bytes(personal_oxt(extension, computer.interpreter))
        _obey(run, [unopkg, "add", "--force", "--suppress-license", *_scope(computer), str(path)])
    keep_note(computer.note_folder, PART, unopkg)
    keep_note(computer.note_folder, INTERPRETER_PART, computer.interpreter)
    return [(PUT_FOR_ALL if computer.is_root else PUT).bind()]


def uninstall_libreoffice(computer: Computer, run: Run = run_program) -> list[Sentence]:
    """Takes the extension out. Raises `Refused`: E_NO_LIBREOFFICE, E_EXTENSION."""
    unopkg = _unopkg(computer)
    if installed_version(computer, unopkg, run) is None:
        return [NOT_THERE.bind()]
    _obey(run, [unopkg, "remove", *_scope(computer), IDENTIFIER])
    for part in (PART, INTERPRETER_PART):
        drop_note(computer.note_folder, part)
    return [TAKEN_OUT.bind()]


def installed_version(computer: Computer, unopkg: str, run: Run = run_program) -> str | None:
    """The version of the extension in LibreOffice, for this user or else for all; None where it is not."""
    for scope in (["--shared"],) if computer.is_root else ([], ["--shared"]):
        found = _VERSION.search(run([unopkg, "list", *scope, IDENTIFIER]).text)
        if found:
            return found[1]
    return None


def noted_interpreter(computer: Computer) -> str | None:
    """The Python that the extension was given."""
    return read_notes(computer.note_folder).get(INTERPRETER_PART)


def _unopkg(computer: Computer) -> str:
    found = find_unopkg(computer)
    if found is None:
        raise refusals.NO_LIBREOFFICE.because()
    return found


def _scope(computer: Computer) -> list[str]:
    """unopkg refuses root unless it works for all users."""
    return ["--shared"] if computer.is_root else []


def _obey(run: Run, command: list[str]) -> None:
    answer = run(command)
    if not answer.is_fine:
        lines = [line.strip() for line in answer.text.splitlines() if line.strip()]
        raise refusals.EXTENSION_REFUSED.because(answer=lines[-1] if lines else "?")
