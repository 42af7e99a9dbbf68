"""Commands that put the buttons into Excel and LibreOffice: install, uninstall, doctor."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from pyxl.core.labels import LANGUAGES, Label, Language, Sentence
from pyxl.core.refusal import Refused
from pyxl.hosts.cli.command_line import ERRORS_FOUND, FINE, REFUSED, guarded, leave, main
from pyxl.hosts.cli.language import computer_language
from pyxl.hosts.cli.options import AS_JSON, OneOf, option
from pyxl.hosts.cli.text import printable

if TYPE_CHECKING:
    from pyxl.hosts.installing.computer import Computer
    from pyxl.hosts.installing.doctor import Look

Job = Callable[[], list[Sentence]]
EXCEL = option("--excel", "only_excel", is_flag=True, label=Label("Only Excel.", "Nur Excel."))
LIBREOFFICE = option(
    "--libreoffice", "only_libreoffice", is_flag=True, label=Label("Only LibreOffice.", "Nur LibreOffice.")
)
LANG = option(
    "--lang",
    type=OneOf(LANGUAGES),
    label=Label("Language of the buttons and messages.", "Sprache der Tasten und Meldungen."),
)
WELL, NOT_WELL = Label("fine", "in Ordnung"), Label("not fine", "nicht in Ordnung")


@main.command("install")
@EXCEL
@LIBREOFFICE
@LANG
@guarded
def install(only_excel: bool, only_libreoffice: bool, lang: Language | None) -> None:
    """Puts the buttons into Excel and LibreOffice, whichever is there. Run it again after each update of pyxl."""
    from pyxl.hosts.installing.computer import this_computer
    from pyxl.hosts.installing.excel import install_excel
    from pyxl.hosts.installing.libreoffice import install_libreoffice
    from pyxl.hosts.installing.shipped import shipped_addin, shipped_extension

    computer, language = this_computer(), lang or computer_language(os.environ)
    wants_excel, wants_libreoffice = _wanted(computer, only_excel, only_libreoffice)
    jobs: list[Job] = []
    if wants_excel:
        jobs.append(lambda: install_excel(computer, language, shipped_addin()))
    if wants_libreoffice:
        jobs.append(lambda: install_libreoffice(computer, shipped_extension()))
    _do_all("install", jobs, language)


@main.command("uninstall")
@EXCEL
@LIBREOFFICE
@LANG
@guarded
def uninstall(only_excel: bool, only_libreoffice: bool, lang: Language | None) -> None:
    """Takes the buttons out of Excel and LibreOffice; your workbooks stay as they are."""
    from pyxl.hosts.installing.computer import this_computer
    from pyxl.hosts.installing.excel import uninstall_excel
    from pyxl.hosts.installing.libreoffice import uninstall_libreoffice

    computer, language = this_computer(), lang or computer_language(os.environ)
    wants_excel, wants_libreoffice = _wanted(computer, only_excel, only_libreoffice)
    jobs: list[Job] = []
    if wants_excel:
        jobs.append(lambda: uninstall_excel(computer))
    if wants_libreoffice:
        jobs.append(lambda: uninstall_libreoffice(computer))
    _do_all("uninstall", jobs, language)


@main.command("doctor")
@LANG
@AS_JSON
@guarded
def doctor(lang: Language | None, as_json: bool) -> None:
    """Looks at everything a click needs, and says for each what to do. Exit code 1 where something is not fine."""
    from pyxl.hosts.installing.computer import this_computer
    from pyxl.hosts.installing.doctor import examine

    language = lang or computer_language(os.environ)
    looks = examine(this_computer())
    if as_json:
        print(json.dumps({"action": "doctor", "looks": [_look_object(look, language) for look in looks]}, indent=2))
    else:
        for look in looks:
            _say(_look_line(look, language))
    leave(FINE if all(look.is_fine for look in looks) else ERRORS_FOUND)


def _wanted(computer: Computer, only_excel: bool, only_libreoffice: bool) -> tuple[bool, bool]:
    """What was asked for, else what is there; E_NO_PROGRAM where nothing is."""
    if only_excel or only_libreoffice:
        return only_excel, only_libreoffice
    from pyxl.hosts.installing.excel import has_excel
    from pyxl.hosts.installing.libreoffice import find_unopkg
    from pyxl.hosts.installing.refusals import NOTHING_FOUND

    found = has_excel(computer), find_unopkg(computer) is not None
    if not any(found):
        raise NOTHING_FOUND.because()
    return found


def _do_all(action: str, jobs: list[Job], language: Language) -> None:
    """One program that refuses does not keep the other from its buttons."""
    from pyxl.hosts.cli.output import show_refusal

    code = FINE
    for job in jobs:
        try:
            for sentence in job():
                _say(sentence.text(language))
        except Refused as refused:
            show_refusal(action, refused, language, as_json=False)
            code = REFUSED
    leave(code)


def _look_line(look: Look, language: Language) -> str:
    state = (WELL if look.is_fine else NOT_WELL).text(language)
    step = f" {look.next_step.text(language)}" if look.next_step else ""
    return f"{look.what.text(language)}: {state}. {look.said.text(language)}{step}"


def _look_object(look: Look, language: Language) -> dict[str, object]:
    return {
        "what": look.what.text(language),
        "fine": look.is_fine,
        "message": look.said.text(language),
        "next_step": look.next_step.text(language) if look.next_step else None,
    }


def _say(sentence: str) -> None:
    click.echo(printable(sentence, sys.stdout.encoding))
