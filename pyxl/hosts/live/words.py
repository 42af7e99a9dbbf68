"""What pyxl says in an open workbook: the status bar while it works, one plain box in the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pyxl.app.actions import BUTTONS
from pyxl.app.registry import Action
from pyxl.core.labels import Label, Language, Text
from pyxl.hosts.cli.language import computer_language

if TYPE_CHECKING:
    import xlwings

    from pyxl.app.runner import Report

BY_TAG = {action.id.replace("-", "_"): action for action in BUTTONS}
ENGLISH_TABS = frozenset({"Settings", "Customers", "Orders", "Invoices", "Receivables"})
GERMAN_TABS = frozenset({"Einstellungen", "Kunden", "Aufträge", "Rechnungen", "Offene Posten"})
WORKING = Text("pyxl: {action} …", "pyxl: {action} …")
PROGRESS = Text("pyxl: {action}, {done} of {all}", "pyxl: {action}, {done} von {all}")
GO_ON = Label("Go on?", "Fortfahren?")
NOTHING_DONE = Label("Nothing was changed.", "Es wurde nichts geändert.")
NO_FILE = Label("No file was chosen. Nothing was changed.", "Es wurde keine Datei gewählt und nichts geändert.")
MARKED = Text(
    "What is wrong is in the tab Findings; the cells are marked.",
    "Was nicht stimmt, steht im Blatt Befunde; die Zellen sind markiert.",
)
FIRST = Text("First{place}: {message}\n{hint}", "Zuerst{place}: {message}\n{hint}")
IN_FILE = Text(", {file}", ", {file}")
IN_ROW = Text(", {sheet}, row {row}", ", {sheet}, Zeile {row}")
KEPT = Text(
    "Changed by someone meanwhile, and left as it is: {cells}.",
    "Inzwischen von jemandem geändert und so gelassen: {cells}.",
)
CELLS = Label("cell", "Zelle"), Label("cells", "Zellen")
DOCUMENTS = Text("{documents} in {folder}", "{documents} in {folder}")
PAPERS = Label("document", "Beleg"), Label("documents", "Belege")
SAVE = Text("Please save the workbook.", "Bitte die Mappe speichern.")
UNDO_WITH = Text(
    "Run {run}; “Undo last run” takes it back.", "Lauf {run}; „Letzten Lauf zurücknehmen“ macht ihn rückgängig."
)
NOTHING_TO_WRITE = Text("Nothing had to be changed.", "Es war nichts zu ändern.")
IS_FOR = Text("What this button is for: {purpose}", "Wozu die Taste da ist: {purpose}")
REPAIR = Text(
    "Can be repaired safely (blanks, real dates, digits): {cells}. Repair now?",
    "Gefahrlos zu berichtigen (Leerzeichen, echte Daten, Ziffern): {cells}. Jetzt berichtigen?",
)
REPAIRED = Text(
    "Repaired: {cells}. Press the button again to see what is left.",
    "Berichtigt: {cells}. Die Taste noch einmal drücken, um zu sehen, was bleibt.",
)
MORE = Text(
    "Not shown here: {count} more; `pyxl check {book}` names all.",
    "Hier nicht gezeigt: {count} weitere; `pyxl check {book}` nennt alle.",
)
REPLACE_FORM = Text(
    "{name} is there already and will be replaced by an empty form.",
    "{name} gibt es schon und wird durch ein leeres Formular ersetzt.",
)
FORM_MADE = Text(
    "The empty form is {path}\n“{reader}” reads it when it is filled in.",
    "Das leere Formular ist {path}\nAusgefüllt liest es „{reader}“.",
)
CHOOSE_FILES = Text("pyxl – {action}: which files?", "pyxl – {action}: welche Dateien?")
UNFORESEEN = Text(
    "Something went wrong that pyxl did not foresee. What was recorded is safe; click again and pyxl goes on. "
    "For support: {reference} in {folder}",
    "Es ist etwas schiefgegangen, womit pyxl nicht gerechnet hat. Was gebucht ist, ist sicher; noch einmal klicken, "
    "pyxl macht weiter. Für den Support: {reference} in {folder}",
)
BOX_LIMIT = 900
"""Letters: Excel's box cuts off at about a thousand."""


def language_of(sheets: Iterable[str], environment: Mapping[str, str]) -> Language:
    """The language of a workbook by its tabs, before anything of it was read; the computer's where it has none of them.

    >>> german = {"LANG": "de_DE.UTF-8"}
    >>> [language_of(sheets, german) for sheets in (["Start", "Kunden"], ["Start", "Customers"], ["Sheet1"])]
    ['de', 'en', 'de']
    >>> language_of(["Sheet1"], {"LANG": "en_GB.UTF-8"})
    'en'
    """
    named = set(sheets)
    if ENGLISH_TABS & named:
        return "en"
    return "de" if GERMAN_TABS & named else computer_language(environment)


def say_started(book: xlwings.Book, tag: str, language: Language) -> None:
    """The first sign of life."""
    action = BY_TAG.get(tag)
    book.app.status_bar = WORKING.render(language, action=action.label if action else tag)


def say_progress(book: xlwings.Book, action: Action, language: Language, done: int, of: int) -> None:
    """How far long work has come."""
    book.app.status_bar = PROGRESS.render(language, action=action.label, done=done, all=of)


def action_of(report: Report) -> Action:
    """The button whose run it was."""
    return BY_TAG[report.action.replace("-", "_")]


def boxed(sentences: Iterable[str]) -> str:
    """Sentences for one box; where they are too long no word is cut, and the last sentence stays: it says how to go on.

    >>> boxed(["Done.", "", "Save."])
    'Done.\\n\\nSave.'
    """
    said = [sentence for sentence in sentences if sentence]
    text = "\n\n".join(said)
    if len(text) <= BOX_LIMIT:
        return text
    end = f"\n\n{said[-1]}" if len(said) > 1 and len(said[-1]) < BOX_LIMIT // 2 else ""
    start = text.removesuffix(end)[: BOX_LIMIT - len(end) - 2].rsplit(maxsplit=1)[0]
    return f"{start} …{end}"


def question(sentence: str, language: Language) -> str:
    """What is to be answered with yes or no: one question, not two.

    >>> question("To be issued: 4 invoices.", "en"), question("Was it handed in? It stays so.", "en")
    ('To be issued: 4 invoices.\\n\\nGo on?', 'Was it handed in? It stays so.')
    """
    return sentence if "?" in sentence else boxed([sentence, GO_ON.text(language)])
