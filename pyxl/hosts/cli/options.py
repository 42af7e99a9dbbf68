"""Options and arguments of the commands, each with what it means in both languages, and the kinds of their values."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from pyxl.core.labels import LANGUAGES, Label
from pyxl.hosts.cli import words
from pyxl.hosts.cli.language import help_language

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""The years a date in a cell may have too."""

Decorator = Callable[[Any], Any]


class Day(click.ParamType[date]):
    """A date on the command line: 2026-09-30 or 30.09.2026."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
            with suppress(ValueError):
                day = datetime.strptime(value, pattern).date()
                if FIRST_YEAR <= day.year <= LAST_YEAR:
                    return day
        sentence = words.NO_DATE.text(help_language()).format(value=value, first=FIRST_YEAR, last=LAST_YEAR)
        self.fail(sentence, param, ctx)


class Number(click.ParamType[int]):
    """A whole number of the tax adviser's program."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        if value.isascii() and value.isdigit():
            return int(value)
        self.fail(words.NO_NUMBER.text(help_language()).format(value=value), param, ctx)


class Year(click.ParamType[int]):
    """A year that a date in a cell may have."""

    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if str(value).isascii() and str(value).isdigit() and FIRST_YEAR <= int(value) <= LAST_YEAR:
            return int(value)
        sentence = words.NO_YEAR.text(help_language()).format(value=value, first=FIRST_YEAR, last=LAST_YEAR)
        self.fail(sentence, param, ctx)


class OneOf(click.Choice[str]):
    """One of a few words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """The sentence for any other."""
        return words.NOT_ONE_OF.text(help_language()).format(value=value, choices=", ".join(self.choices))


class Option(click.Option):
    """An option that says in both languages what it does, and what its value is."""

    def __init__(self, *names: Any, label: Label, value: Label | None = None, **settings: Any) -> None:
        super().__init__(*names, **settings | {"help": label.en})
        self.label, self.value = label, value

    @property
    def form(self) -> str:
        """How it is typed, such as `--to DATE`."""
        if isinstance(self.type, click.Choice):
            return f"{self.opts[-1]} [{'|'.join(self.type.choices)}]"
        return f"{self.opts[-1]} {self.value.text(help_language())}" if self.value else self.opts[-1]

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Its line in the help."""
        language = help_language()
        must = f" {words.REQUIRED.text(language)}" if self.required else ""
        return self.form, self.label.text(language) + must


class Argument(click.Argument):
    """An argument that says in both languages what it is called and what it stands for."""

    def __init__(self, *names: Any, called: Label, label: Label, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.called, self.label = called, label

    def make_metavar(self, ctx: click.Context | None = None) -> str:
        """Its name, as the line of usage shows it."""
        name = self.called.text(help_language()) + ("" if self.nargs == 1 else " …")
        return name if self.required else f"[{name}]"


def option(*names: str, label: Label, **settings: Any) -> Decorator:
    """Gives a command this option."""
    return click.option(*names, cls=Option, label=label, **settings)


def argument(*names: str, called: Label, label: Label, **settings: Any) -> Decorator:
    """Gives a command this argument."""
    return click.argument(*names, cls=Argument, called=called, label=label, **settings)


def day_option(name: str, variable: str, label: Label, **settings: Any) -> Decorator:
    """An option that takes a day."""
    return option(name, variable, type=Day(), value=DAY, label=label, **settings)


def file_option(name: str, variable: str, label: Label, called: Label | None = None) -> Decorator:
    """An option that names a file, or a folder."""
    return option(name, variable, type=click.Path(path_type=Path), value=called or FILE, label=label)


DAY, FILE, FOLDER = Label("DATE", "DATUM"), Label("FILE", "DATEI"), Label("FOLDER", "ORDNER")
MONTH, NUMBER, TEXT = Label("MONTH", "MONAT"), Label("NUMBER", "NUMMER"), Label("TEXT", "TEXT")

BOOK = argument(
    "book",
    type=click.Path(path_type=Path),
    called=Label("BOOK", "MAPPE"),
    label=Label("The workbook, such as backoffice.xlsx.", "Die Mappe, zum Beispiel backoffice.xlsx."),
)
APPLY = option(
    "--apply",
    is_flag=True,
    label=Label(
        "Write; without it you only see what would be done.", "Schreiben; ohne --apply sehen Sie nur, was geschähe."
    ),
)
AS_JSON = option(
    "--json", "as_json", is_flag=True, label=Label("One JSON object, for scripts.", "Ein JSON-Objekt, für Skripte.")
)
AS_OF = day_option(
    "--as-of",
    "as_of",
    Label("The day to work as of; today if not given.", "Der Tag, zu dem gearbeitet wird; sonst heute."),
)
LANG = option(
    "--lang", type=OneOf(LANGUAGES), label=Label("Language of what you see.", "Sprache dessen, was Sie sehen.")
)
OVER_STALE_LOCK = option(
    "--over-stale-lock",
    is_flag=True,
    label=Label(
        "Write although a crashed program left its lock.",
        "Schreiben, obwohl ein abgestürztes Programm seine Sperre liegen ließ.",
    ),
)
FROM = day_option("--from", "start", Label("First day.", "Erster Tag."), required=True)
TO = day_option("--to", "end", Label("Last day.", "Letzter Tag."), required=True)
OUT = file_option(
    "--out", "out", Label("Another file than beside the workbook.", "Eine andere Datei als neben der Mappe.")
)
OVERWRITE = option(
    "--overwrite",
    is_flag=True,
    label=Label("Replace a file that is there already.", "Eine Datei ersetzen, die es schon gibt."),
)


def files_argument(label: Label) -> Decorator:
    """One or more files."""
    called = Label("FILES", "DATEIEN")
    return argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), called=called, label=label)


def common_options(command: Any) -> Any:
    """The options every action has."""
    for each in reversed((APPLY, AS_JSON, AS_OF, LANG, OVER_STALE_LOCK)):
        command = each(command)
    return command
