"""What pyxl says in an open workbook: the status bar while it works, one plain box in the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyxl.app.actions import BUTTONS
from pyxl.app.registry import Action
from pyxl.core.labels import Label, Language, Text

if TYPE_CHECKING:
    import xlwings

BY_TAG = {action.id.replace("-", "_"): action for action in BUTTONS}
ENGLISH_TABS = frozenset({"Settings", "Customers", "Orders", "Invoices", "Receivables"})
WORKING = Text("pyxl: {action} …", "pyxl: {action} …")
PROGRESS = Text("pyxl: {action}, {done} of {all}", "pyxl: {action}, {done} von {all}")
GO_ON = Label("Go on?", "Fortfahren?")
NOTHING_DONE = Label("Nothing was changed.", "Es wurde nichts geändert.")
MARKED = Text(
    "What is wrong is in the tab Findings; the cells are marked.",
    "Was nicht stimmt, steht im Blatt Befunde; die Zellen sind markiert.",
)
KEPT = Text(
    "{count} cells were changed by someone meanwhile and keep what they say.",
    "{count} Zellen hat inzwischen jemand geändert; sie behalten ihren Inhalt.",
)
DOCUMENTS = Text("{count} documents are in {folder}", "{count} Belege liegen in {folder}")
SAVE = Text("Please save the workbook.", "Bitte die Mappe speichern.")
UNDO_WITH = Text(
    "Run {run}; “Undo last run” takes it back.", "Lauf {run}; „Letzten Lauf zurücknehmen“ macht ihn rückgängig."
)
NOTHING_TO_WRITE = Text("Nothing had to be changed.", "Es war nichts zu ändern.")
REPAIR = Text(
    "{count} cells can be repaired safely (blanks, real dates, digits). Repair them now?",
    "{count} Zellen lassen sich gefahrlos berichtigen (Leerzeichen, echte Daten, Ziffern). Jetzt berichtigen?",
)
REPLACE_FORM = Text(
    "{name} is there already and will be replaced by an empty form.",
    "{name} gibt es schon und wird durch ein leeres Formular ersetzt.",
)
FORM_MADE = Text("The form is {path}", "Das Formular ist {path}")
CHOOSE_FILES = Label("Which files?", "Welche Dateien?")
UNFORESEEN = Text(
    "Something went wrong that pyxl did not foresee. What was recorded is safe; click again and pyxl goes on. "
    "For support: {reference} in {folder}",
    "Es ist etwas schiefgegangen, womit pyxl nicht gerechnet hat. Was gebucht ist, ist sicher; noch einmal klicken, "
    "pyxl macht weiter. Für den Support: {reference} in {folder}",
)
BOX_LIMIT = 900
"""Letters: Excel's box cuts off at about a thousand."""


def language_of(sheets: Iterable[str]) -> Language:
    """The language of a workbook by its tabs, before anything of it was read.

    >>> language_of(["Start", "Kunden", "Aufträge"]), language_of(["Start", "Customers", "Orders"])
    ('de', 'en')
    """
    return "en" if ENGLISH_TABS & set(sheets) else "de"


def say_started(book: xlwings.Book, tag: str, language: Language) -> None:
    """The first sign of life."""
    action = BY_TAG.get(tag)
    book.app.status_bar = WORKING.render(language, action=action.label if action else tag)


def say_progress(book: xlwings.Book, action: Action, language: Language, done: int, of: int) -> None:
    """How far long work has come."""
    book.app.status_bar = PROGRESS.render(language, action=action.label, done=done, all=of)


def boxed(sentences: Iterable[str]) -> str:
    """Sentences for one box, the first ones whole.

    >>> boxed(["Done.", "", "Save."])
    'Done.\\n\\nSave.'
    """
    text = "\n\n".join(sentence for sentence in sentences if sentence)
    return text if len(text) <= BOX_LIMIT else f"{text[: BOX_LIMIT - 1]}…"
