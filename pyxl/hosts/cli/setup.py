"""The command that sets a firm up: setup. It asks, checks every answer at once, and writes when all is said."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pyxl.app import setting_up
from pyxl.app.registry import Action
from pyxl.core.cells import RawValue
from pyxl.core.labels import LANGUAGES, Label, Language, Text, show
from pyxl.core.refusal import Refused
from pyxl.core.schema import Column
from pyxl.core.tables import RawTable
from pyxl.hosts.cli.book import NOT_XLSX_NAME
from pyxl.hosts.cli.command_line import guarded, main, report_of
from pyxl.hosts.cli.language import help_language
from pyxl.hosts.cli.options import BOOK, OneOf, option
from pyxl.hosts.cli.text import printable, quoted

if TYPE_CHECKING:
    from pyxl.app.runner import Report

INTRODUCTION = Label(
    "Enter keeps what stands in brackets, - empties it, Ctrl+C stops; your answers are written at the end.",
    "Die Eingabetaste behält, was in Klammern steht; - leert es, Strg+C bricht ab; geschrieben wird am Ende.",
)
STOPPED = Label("Stopped; what was written before stays.", "Abgebrochen; was vorher geschrieben wurde, bleibt.")
NOTHING_NEW = Label("Nothing was changed.", "Nichts wurde geändert.")
WRITE = Label("Write these settings into {book}?", "Diese Einstellungen in {book} schreiben?")
WRITTEN = Label("{count} settings are written.", "{count} Einstellungen sind geschrieben.")
STILL = Label("Still to be done:", "Noch zu tun:")
A_LIST = Label(
    "{tab} from another program: a CSV or Excel file (Enter: none)",
    "{tab} aus einem anderen Programm: CSV- oder Excel-Datei (Eingabetaste: keine)",
)
LOAD = Label("Load these rows?", "Diese Zeilen laden?")
NO_FILE = Text("There is no file {name}.", "Die Datei {name} gibt es nicht.")
DONE = Label(
    "The workbook is ready: open it and begin with the Start tab, or see `pyxl status {book}`.",
    "Die Mappe ist bereit: öffnen und beim Blatt Start beginnen, oder `pyxl status {book}`.",
)
NOT_YET = Label(
    "The workbook can be used; what is still to be done: again `pyxl setup {book}`, or the tab Settings.",
    "Die Mappe lässt sich benutzen; was noch zu tun ist: noch einmal `pyxl setup {book}`, oder im Blatt Einstellungen.",
)
MADE = Label(
    "{book} is new, in English (in German: --lang de).", "{book} ist neu, auf Deutsch (in English: --lang en)."
)
YES_OR_NO = Label(" [Y/n]", " [J/n]")
_EMPTY = "-"
LANG = option(
    "--lang",
    type=OneOf(LANGUAGES),
    label=Label(
        "Language of a new workbook (else the computer's) and of what you see.",
        "Sprache einer neuen Mappe (sonst die des Computers) und dessen, was Sie sehen.",
    ),
)


@main.command("setup")
@BOOK
@LANG
@guarded
def setup(book: Path, lang: Language | None) -> None:
    """Asks for your firm, taxes, bank account, numbers and terms, then loads your lists. Makes BOOK if it is new."""
    from pyxl.hosts.new_files import write_new_book
    from pyxl.hosts.writing_settings import read_settings_tab

    if book.suffix.lower() != ".xlsx":
        raise NOT_XLSX_NAME.because(name=book.name)
    if not book.exists():
        of_book = lang or help_language()
        write_new_book(book, of_book, demo=False)
        _say(MADE.text(of_book).format(book=book.name))
    raw, spoken = read_settings_tab(book)
    language = lang or spoken
    try:
        _talk(book, raw, language)
    except click.Abort:
        _say("")
        _say(STOPPED.text(language))


def _talk(book: Path, raw: RawTable, language: Language) -> None:
    from pyxl.hosts.writing_settings import write_settings

    _say(INTRODUCTION.text(language))
    values = _ask_all(raw, language)
    if values and _agrees(WRITE.text(language).format(book=book.name), language):
        write_settings(book, values)
        _say(WRITTEN.text(language).format(count=len(values)))
    else:
        _say(NOTHING_NEW.text(language))
    is_ready = _tell_what_is_left(book, language)
    for tab in setting_up.LISTS:
        _load(book, tab, language)
    _say((DONE if is_ready else NOT_YET).text(language).format(book=quoted(book)))


def _ask_all(raw: RawTable, language: Language) -> dict[str, object]:
    """The answers that change something, by field."""
    values: dict[str, object] = {}
    for section in setting_up.SECTIONS:
        _say("")
        _say(section.title.text(language))
        for field in section.fields:
            before = setting_up.current(raw, field)
            raw, value = _ask(raw, field, language)
            if setting_up.current(raw, field) != before:
                values[field] = value
    return values


def _ask(raw: RawTable, field: str, language: Language) -> tuple[RawTable, object]:
    """Asks until the answer can stand."""
    column, now = setting_up.SCHEMA.column(field), setting_up.current(raw, field)
    _explain(column, language)
    while True:
        text = click.prompt(_printable("  " + column.label.text(language)), default=_shown(now, language))
        if text == _shown(now, language):
            return raw, now
        answer = setting_up.answered(raw, field, "" if text == _EMPTY else text, language, date.today().year)
        if not answer.problems:
            return answer.raw, answer.value
        for problem in answer.problems:
            _say(f"    {problem.message(language)} {problem.hint(language)}")


def _explain(column: Column, language: Language) -> None:
    if column.help:
        _say(f"  {column.help.text(language)}")
    if setting_up.is_number_range(column.name):
        _say(f"  {setting_up.LAST_NUMBER.text(language)}")
    for place, word in enumerate(setting_up.choices(column.name, language), 1):
        _say(f"    {place} {word}")


def _tell_what_is_left(book: Path, language: Language) -> bool:
    """Says what still keeps invoices from being issued, each cell once; whether there is nothing."""
    from pyxl.hosts.writing_settings import read_settings_tab

    raw, _ = read_settings_tab(book)
    left = {each.cell.column: each for each in setting_up.left_to_say(raw, language) if each.is_error}.values()
    if left:
        _say(STILL.text(language))
    for each in left:
        _say(f"  {each.message(language)} {each.hint(language)}")
    return not left


def _load(book: Path, tab: str, language: Language) -> None:
    """Shows what would be loaded, asks, loads; a file that does not fit is told, and asked for again."""
    from pyxl.app.load_action import load_action
    from pyxl.app.tabs import SCHEMA_OF_TAB
    from pyxl.hosts.cli.output import print_after_asking, refusal_text

    title = SCHEMA_OF_TAB[tab].label.text(language)
    while name := click.prompt(_printable(A_LIST.text(language).format(tab=title)), default="", show_default=False):
        path = Path(name.strip().strip('"')).expanduser()
        if not path.exists():
            _say(NO_FILE.render(language, name=path.name))
            continue
        try:
            action = load_action(tab, path, language)
            if _has_rows(action, book, language) and _agrees(LOAD.text(language), language):
                print_after_asking(_run(action, book, apply=True), book, language)
                return
        except Refused as refused:
            _say(refusal_text(refused, language))


def _has_rows(action: Action, book: Path, language: Language) -> bool:
    """Shows what would be loaded; whether there is anything."""
    from pyxl.hosts.cli.output import print_before_asking

    report = _run(action, book, apply=False)
    print_before_asking(report, book, language)
    return bool(report.changes)


def _run(action: Action, book: Path, *, apply: bool) -> Report:
    return report_of(action, book, apply=apply, as_of=None, as_json=False, over_stale_lock=False)


def _agrees(question: str, language: Language) -> bool:
    """Yes is j in German; Enter is yes."""
    answer = click.prompt(_printable(question + YES_OR_NO.text(language)), default="", show_default=False)
    return answer.strip().casefold()[:1] in ("", "y", "j")


def _shown(value: RawValue, language: Language) -> str:
    return "" if value is None else show(value, language)


def _printable(text: str) -> str:
    return printable(text, sys.stdout.encoding)


def _say(text: str) -> None:
    click.echo(_printable(text))
