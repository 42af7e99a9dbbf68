"""`pyxl demo`: the demo firm's month, step by step, and a table of what happened and where to look."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyxl.app.actions import BY_ID
from pyxl.app.inputs import read_tab
from pyxl.app.runner import Report, Request, run
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.changes import ChangeList
from pyxl.core.labels import Label, Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import schema_of
from pyxl.demo.month import STEPS
from pyxl.demo.stage import DemoStep
from pyxl.hosts.cli.output import console, progress_bar, say
from pyxl.hosts.cli.text import printable, quoted
from pyxl.hosts.demo_files import BOOK_FILE
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.new_files import write_new_book
from pyxl.hosts.seat import now, user_name

if TYPE_CHECKING:
    from rich.console import Console

MARKER = ".pyxl-demo"
NOT_OURS = RefusalKind(
    "E_NOT_A_DEMO",
    Text(
        "The folder {folder} has files in it and is no pyxl demo.",
        "Der Ordner {folder} enthält Dateien und ist keine pyxl-Demo.",
    ),
    Text("Name another folder: pyxl demo FOLDER.", "Einen anderen Ordner nennen: pyxl demo ORDNER."),
)
TYPED = Label("typed by hand", "von Hand eingetragen")
TITLE = Label("The demo firm's month", "Der Monat der Demo-Firma")
COLUMNS = Label("Step|What happened", "Schritt|Was geschah")
LOOK = Label("Where to look", "Wo es zu sehen ist")
PLACES = (
    (
        Label("The workbook, with all tabs", "Die Mappe mit allen Blättern"),
        BOOK_FILE,
    ),
    (
        Label("Invoices, delivery notes, dunning letters … as PDF", "Rechnungen, Lieferscheine, Mahnungen … als PDF"),
        "backoffice.pyxl/documents/2026",
    ),
    (
        Label("The manager's report, as page and PDF", "Der Chefbericht, als Seite und PDF"),
        "backoffice.pyxl/documents/2026/BER-2026-10.html",
    ),
    (
        Label("Suppliers' bills as they came", "Eingangsrechnungen, wie sie kamen"),
        "bills",
    ),
    (
        Label("The bank's files as they came", "Die Dateien der Bank, wie sie kamen"),
        "bank",
    ),
    (
        Label("The journal, from which all can be rebuilt", "Das Journal, aus dem sich alles wiederherstellen lässt"),
        "backoffice.pyxl/journal.sqlite",
    ),
)
NEXT = Label(
    "Next: tick a proposal in the tab Review with an x, save, and run: pyxl accept {book} --apply",
    "Weiter: im Blatt Klärung einen Vorschlag mit x ankreuzen, speichern und starten: pyxl accept {book} --apply",
)


@dataclass(frozen=True)
class Played:
    """A step of the month and its report."""

    step: DemoStep
    report: Report


def play_month(folder: Path, language: Language) -> tuple[Played, ...]:
    """Writes the demo firm into the folder, plays its month and shows it."""
    prepare(folder)
    book = folder / BOOK_FILE
    write_new_book(book, language, demo=True)
    out = console()
    played = []
    for number, step in enumerate(STEPS, 1):
        say(out, f"[{number}/{len(STEPS)}] {step.comment.render(language)}")
        played.append(Played(step, play_step(step, book)))
        say(out, f"      {played[-1].report.outcome.summary.text(language)}", "green")
    _print_table(played, folder, language)
    return tuple(played)


def prepare(folder: Path) -> None:
    """An empty folder, or that of an earlier demo, which starts afresh. Anything else is left alone."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not (folder / MARKER).is_file():
            raise NOT_OURS.because(folder=str(folder))
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("pyxl demo\n", "ascii")


def _type(step: DemoStep, desk: ClosedBook) -> None:
    """What she types before the click: new rows, and cells of those that are there."""
    if step.new_rows:
        rows = ChangeList()
        schema = schema_of(type(step.new_rows[0]))
        for row in step.new_rows:
            filled = {column.name: getattr(row, column.name) for column in schema.columns}
            values = {name: value for name, value in filled.items() if value not in (None, "")}
            rows.append(schema.tab, str(values[schema.key]), values, TYPED)
        desk.write(rows.done(), desk.read([schema]).language)
    for typed in step.typed:
        schema = SCHEMA_OF_TAB[typed.tab]
        snapshot = desk.read([schema])
        table, changes = read_tab(snapshot, schema.row_class), ChangeList()
        for place, row in enumerate(table, 1):
            value = typed.value(place, row)
            if value is not None:
                old = getattr(row, typed.column)
                changes.set(typed.tab, table.key_of(row), typed.column, old, value, TYPED)
        desk.write(changes.done(), snapshot.language)


def play_step(step: DemoStep, book: Path) -> Report:
    """One click of the month: what she types before, then the action, written."""
    desk = ClosedBook(book)
    _type(step, desk)
    files = tuple(book.parent / name for name in step.files)
    with progress_bar(quiet=False) as progress:
        return run(
            desk,
            Request(
                action=BY_ID[step.action_id],
                as_of=step.as_of,
                now=now(),
                user=step.user or user_name(),
                apply=True,
                files=files,
                progress=progress,
            ),
        )


def _print_table(played: list[Played], folder: Path, language: Language) -> None:
    out = console()
    rows = [(BY_ID[each.step.action_id].label, each.report.outcome.summary) for each in played]
    if out.is_terminal:
        _print_grid(out, [(label.text(language), summary.text(language)) for label, summary in rows], language)
    else:  # A grid is for the eye: in a pipe or a log every step is one line.
        say(out, f"{TITLE.text(language)}:")
        for label, summary in rows:
            say(out, f"  {label.text(language)}: {summary.text(language)}")
    say(out, "")
    say(out, f"{LOOK.text(language)}:", "bold")
    for place, path in PLACES:
        say(out, f"  {folder / path}   {place.text(language)}")
    say(out, NEXT.text(language).format(book=quoted(folder / BOOK_FILE)))


def _print_grid(out: Console, rows: list[tuple[str, str]], language: Language) -> None:
    from rich.table import Table
    from rich.text import Text as Words

    step_title, result_title = COLUMNS.text(language).split("|")
    grid = Table(title=TITLE.text(language), title_justify="left")
    grid.add_column(step_title, no_wrap=True)
    grid.add_column(result_title)
    for row in rows:
        grid.add_row(*(Words(printable(cell, sys.stdout.encoding)) for cell in row))
    out.print(grid)
