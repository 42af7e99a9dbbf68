"""Why are the buttons missing? Each line says what was looked at, whether it is well, and what to do.

Nothing is changed by looking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyxl import __version__
from pyxl.core.labels import Label, Sentence, Text
from pyxl.core.refusal import Refused
from pyxl.hosts.addin.parts import read_conf
from pyxl.hosts.installing import doctor_words as words
from pyxl.hosts.installing import excel, libreoffice
from pyxl.hosts.installing.computer import Computer, Run, run_program
from pyxl.hosts.installing.notes import read_notes
from pyxl.hosts.installing.refusals import FILE_GONE
from pyxl.hosts.installing.shipped import missing_files
from pyxl.hosts.installing.trust import are_locations_off

Trust = Callable[[], bool]
"""Whether the firm switched Excel's trusted locations off."""
Missing = Callable[[], list[str]]
"""Which of pyxl's own files are gone."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at."""

    what: Label
    is_fine: bool
    said: Sentence
    next_step: Sentence | None = None


def examine(
    computer: Computer,
    run: Run = run_program,
    is_trust_off: Trust = are_locations_off,
    missing: Missing = missing_files,
) -> list[Look]:
    """All there is to say about this computer, in the order in which one thing needs the other."""
    gone = [_bad(words.OWN_FILES, FILE_GONE.cause, FILE_GONE.next_step, path=path) for path in missing()]
    return [*gone, *_look_at_excel(computer, run, is_trust_off), *_look_at_libreoffice(computer, run)]


def _look_at_excel(computer: Computer, run: Run, is_trust_off: Trust) -> Iterator[Look]:
    if not excel.has_excel(computer):
        yield Look(words.EXCEL, True, words.NO_EXCEL.bind())
        return
    path = excel.addin_path(computer)
    conf = _conf_of(path)
    yield _presence(path, conf, is_noted=excel.PART in read_notes(computer.note_folder))
    if conf is None:
        return
    yield _version(words.EXCEL_VERSION, conf.get("VERSION", "?"))
    interpreter = conf.get("INTERPRETER_MAC" if computer.system == "macos" else "INTERPRETER_WIN", "")
    yield _interpreter(words.EXCEL_PYTHON, interpreter, run)
    if computer.system == "windows":
        yield (
            _bad(words.TRUST, words.TRUST_OFF, words.ASK_TRUST)
            if is_trust_off()
            else _good(words.TRUST, words.TRUSTED, folder=str(path.parent))
        )
    else:
        yield _script(computer)
        yield _good(words.PERMISSION, words.PERMISSION_HINT)


def _presence(path: Path, conf: dict[str, str] | None, *, is_noted: bool) -> Look:
    if conf is not None:
        return _good(words.EXCEL, words.ADDIN_THERE, path=str(path))
    if path.exists():
        return _bad(words.EXCEL, words.ADDIN_FOREIGN, words.MOVE_AWAY, path=str(path))
    if is_noted:
        return _bad(words.EXCEL, words.ADDIN_REMOVED, words.ASK_ANTIVIRUS, path=str(path))
    return _bad(words.EXCEL, words.ADDIN_MISSING, words.RUN_INSTALL)


def _conf_of(path: Path) -> dict[str, str] | None:
    try:
        conf = read_conf(path.read_bytes())
    except (Refused, OSError):
        return None
    return conf if "VERSION" in conf else None


def _version(what: Label, version: str) -> Look:
    if version == __version__:
        return _good(what, words.SAME_VERSION, version=version)
    return _bad(what, words.OTHER_VERSION, words.RUN_INSTALL, version=version, own=__version__)


def _interpreter(what: Label, path: str, run: Run) -> Look:
    if not path or not Path(path).is_file():
        return _bad(what, words.PYTHON_GONE, words.RUN_INSTALL, path=path or "–")
    answer = run([path, "-E", "-P", "-c", "import pyxl; print(pyxl.__version__)"])
    if not answer.is_fine:
        return _bad(what, words.PYTHON_WITHOUT_PYXL, words.INSTALL_PYXL, path=path)
    found = answer.text.strip().splitlines()[-1:]
    if found != [__version__]:
        return _bad(
            what, words.PYTHON_OTHER_PYXL, words.RUN_INSTALL, path=path, version=" ".join(found), own=__version__
        )
    return _good(what, words.PYTHON_FINE, path=path)


def _script(computer: Computer) -> Look:
    path = excel.script_path(computer)
    try:
        is_same = path.read_bytes() == excel.script_source()
    except OSError:
        is_same = False
    if is_same:
        return _good(words.SCRIPT, words.SCRIPT_THERE, path=str(path))
    return _bad(words.SCRIPT, words.SCRIPT_MISSING, words.RUN_INSTALL, path=str(path))


def _look_at_libreoffice(computer: Computer, run: Run) -> Iterator[Look]:
    unopkg = libreoffice.find_unopkg(computer)
    if unopkg is None:
        yield Look(words.LIBREOFFICE, True, words.NO_LIBREOFFICE.bind())
        return
    version = libreoffice.installed_version(computer, unopkg, run)
    if version is None:
        is_noted = libreoffice.PART in read_notes(computer.note_folder)
        yield _bad(words.LIBREOFFICE, words.EXTENSION_GONE if is_noted else words.EXTENSION_MISSING, words.RUN_INSTALL)
        return
    yield _version(words.LIBREOFFICE, version)
    interpreter = libreoffice.noted_interpreter(computer)
    if interpreter is not None:
        yield _interpreter(words.LIBREOFFICE_PYTHON, interpreter, run)


def _good(what: Label, said: Text, **facts: object) -> Look:
    return Look(what, True, said.bind(**facts))


def _bad(what: Label, said: Text, step: Text, **facts: object) -> Look:
    return Look(what, False, said.bind(**facts), step.bind(**facts))
