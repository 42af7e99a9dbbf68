"""The manual's page of buttons: what each is called, what it does, what it asks for, what it reads.

>>> "### Reconcile" in buttons_page("en")
True
"""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.app.registry import Action, Group
from pyxl.core.labels import Label, Language
from pyxl.core.schema import TABLES, schema_of
from pyxl.hosts.manifests.buttons import grouped, key_tips
from pyxl.hosts.manual.markdown import head, link

PAGE = "buttons.md"
SOURCES = "pyxl/app/actions.py"
TITLE = Label("The buttons", "Die Tasten")
INTRODUCTION = Label(
    "The same buttons are on Excel's tab “pyxl”, in LibreOffice's menu “pyxl”, and on the command line. "
    "A button asks before it does what cannot be undone, with counts and amounts; everything else is taken back by "
    "“Undo last run”. A command shows what it would write, and writes with `--apply`.",
    "Dieselben Tasten gibt es in Excel auf der Registerkarte „pyxl“, in LibreOffice im Menü „pyxl“ und als Befehl. "
    "Eine Taste fragt, bevor sie etwas Unwiderrufliches tut, mit Anzahl und Betrag; alles andere nimmt „Letzten Lauf "
    "zurücknehmen“ zurück. Ein Befehl zeigt, was er schreiben würde, und schreibt mit `--apply`.",
)
KEYS, COMMAND, READS, FILES = (
    Label("Keys in Excel", "Tasten in Excel"),
    Label("Command", "Befehl"),
    Label("Reads the tabs", "Liest die Blätter"),
    Label("Asks for", "Fragt nach"),
)
A_FILE = Label("one or more files", "einer oder mehreren Dateien")
REPAIRS = Label("whether to repair what is safe to repair", "ob Ungefährliches gleich repariert werden soll")
SHOWS = Label("Its result is to be seen in", "Das Ergebnis steht in")
EXAMPLE_FILES = {
    "statement": "export.xml",
    "order": "orders.xlsx",
    "bill": "bills/",
    "answer": "answer.xml",
    "case": "mails/",
}


def buttons_page(language: Language) -> str:
    """The whole page."""
    return "\n".join(_lines(language))


def _lines(language: Language) -> Iterator[str]:
    yield from head(TITLE.text(language), SOURCES, language, PAGE)
    yield from (INTRODUCTION.text(language), "")
    for group, actions in grouped().items():
        yield from _group(group, actions, language)


def _group(group: Group, actions: tuple[Action, ...], language: Language) -> Iterator[str]:
    yield from (f"## {group.value.text(language)}", "")
    for action in actions:
        yield from (f"### {action.label.text(language)}", "", action.purpose.text(language), "")
        yield from (f"- {label.text(language)}: {text}" for label, text in _facts(action, language))
        yield ""


def _facts(action: Action, language: Language) -> Iterator[tuple[Label, str]]:
    yield KEYS, f"Alt, Y, {key_tips()[action.id]}"
    file = f" {EXAMPLE_FILES[action.file_kind]}" if action.takes_files else " D10001" if action.takes_number else ""
    file += " --month 2026-10" if action.takes_month else ""
    yield COMMAND, f"`pyxl {action.id} backoffice.xlsx{file}`"
    asked = [
        label.text(language)
        for label, is_asked in ((A_FILE, action.takes_files), (REPAIRS, action.repairs))
        if is_asked
    ]
    if asked:
        yield FILES, "; ".join(asked)
    if action.job:
        yield READS, ", ".join(link(schema_of(tab).label.text(language), "tabs.md") for tab in action.tabs)
    if action.shows:
        yield SHOWS, link(TABLES[action.shows].label.text(language), "tabs.md")
