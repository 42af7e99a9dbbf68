"""What is said of a command that was typed wrongly: what is wrong, how it is typed, where there is more.

Fehler: Den Befehl „dnu“ gibt es nicht. Meinten Sie dun?
So geht es: pyxl dun backoffice.xlsx --apply
Mehr dazu: pyxl --help
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

import click

from pyxl.core.labels import Label, Language
from pyxl.hosts.cli import words
from pyxl.hosts.cli.help import name_of
from pyxl.hosts.cli.options import Argument, Option
from pyxl.hosts.cli.overview import all_said

LIKE_IT = 0.6
"""How alike a word must be to be proposed; `dnu` and `dun` are 0.67."""


@dataclass(frozen=True, slots=True)
class WrongUsage:
    """The sentences, each on a line of its own."""

    sentence: str
    form: str
    more: str


def wrong_usage(error: click.UsageError, language: Language) -> WrongUsage:
    """What to say of it."""
    name = name_of(error.ctx) if error.ctx else ""
    sentence, near = _sentence(error, name, language)
    said = all_said().get(near or name)
    return WrongUsage(sentence, said.line(language) if said else "", " ".join(filter(None, ("pyxl", name, "--help"))))


def _sentence(error: click.UsageError, name: str, language: Language) -> tuple[str, str]:
    """What is wrong, and the command that was probably meant where the one that was typed is none."""
    match error:
        case click.exceptions.NoSuchCommand():
            return _no_command(error.command_name, name, language)
        case click.MissingParameter(param=Argument() as param):
            text = words.MISSING.text(language)
            return text.format(name=param.called.text(language), meaning=param.label.text(language)), ""
        case click.MissingParameter(param=Option() as param):
            text = words.MISSING.text(language)
            return text.format(name=param.form, meaning=param.label.text(language)), ""
        case click.NoSuchOption():
            return _with_proposals(words.NO_OPTION, error.option_name, error.possibilities or (), language), ""
        case click.BadParameter(param=Option() as param):
            return words.WRONG_VALUE.text(language).format(name=param.opts[-1], sentence=error.message), ""
        case click.BadParameter(param=Argument() as param):
            called = param.called.text(language)
            return words.WRONG_VALUE.text(language).format(name=called, sentence=error.message), ""
        case click.BadOptionUsage():
            return words.OPTION_FORM.text(language).format(name=error.option_name, form=_form(error)), ""
        case _ if isinstance(error.cmd, click.Group):
            return words.MISSING_COMMAND.text(language), ""
        case _:  # The sentence is our own already, such as that of words too many.
            return error.message, ""


def _no_command(typed: str, group: str, language: Language) -> tuple[str, str]:
    names = {each.removeprefix(f"{group} "): each for each in all_said()} if group else {n: n for n in all_said()}
    near = get_close_matches(typed.lower(), names, cutoff=LIKE_IT)
    return _with_proposals(words.NO_COMMAND, typed, near, language), names[near[0]] if near else ""


def _with_proposals(label: Label, typed: str, near: Iterable[str], language: Language) -> str:
    sentence = label.text(language).format(name=typed)
    names = words.OR.text(language).join(near)
    return f"{sentence} {words.DID_YOU_MEAN.text(language).format(names=names)}" if names else sentence


def _form(error: click.BadOptionUsage) -> str:
    """How the option is typed."""
    params = error.ctx.command.params if error.ctx else []
    return next((each.form for each in params if isinstance(each, Option) and error.option_name in each.opts), "")
