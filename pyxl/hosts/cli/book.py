"""Commands around the workbook itself: new, add-tabs, load, undo, demo."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from pyxl.core.labels import LANGUAGES, Label, Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.hosts.cli.command_line import finish, guarded, main, run_action
from pyxl.hosts.cli.language import help_language
from pyxl.hosts.cli.options import (
    APPLY,
    BOOK,
    LANG,
    OVER_STALE_LOCK,
    OVERWRITE,
    OneOf,
    argument,
    common_options,
    file_option,
    option,
)
from pyxl.hosts.cli.text import printable
from pyxl.hosts.seat import now, user_name

EXISTS = RefusalKind(
    "E_EXISTS",
    Text("{name} is there already.", "{name} gibt es schon."),
    Text("Choose another name, or move the file away.", "Einen anderen Namen wählen oder die Datei verschieben."),
)
NO_FOLDER = RefusalKind(
    "E_NO_FOLDER",
    Text("{name} cannot be written: {problem}.", "{name} lässt sich nicht schreiben: {problem}."),
    Text("Choose a folder you may write to.", "Einen Ordner wählen, in den Sie schreiben dürfen."),
)
NOT_XLSX_NAME = RefusalKind(
    "E_NAME",
    Text("{name} does not end in .xlsx.", "{name} endet nicht auf .xlsx."),
    Text("Name the workbook like backoffice.xlsx.", "Die Mappe zum Beispiel backoffice.xlsx nennen."),
)
MADE = Label(
    "{path} is made. Open it and begin with the Start tab.",
    "{path} ist angelegt. Öffnen und mit dem Blatt Start beginnen.",
)
FORM_MADE = Label(
    "{path} is made. Copies of it, filled in, come back with {reader}.",
    "{path} ist angelegt. Ausgefüllte Kopien liest {reader} ein.",
)
READER_OF_FORM = {"order-form": "import-orders", "case-form": "import-cases"}
NO_TAB_MISSING = Label("The workbook has all tabs.", "Die Mappe hat alle Blätter.")
WOULD_ADD = Label(
    "Would add these empty tabs: {tabs}. --apply adds them.",
    "Diese leeren Blätter kämen dazu: {tabs}. Mit --apply werden sie angelegt.",
)
ADDED = Label("Added at the end of the workbook: {tabs}.", "Am Ende der Mappe angelegt: {tabs}.")
LANG_OF_BOOK = option(
    "--lang",
    type=OneOf(LANGUAGES),
    default=help_language,
    label=Label("Language of the workbook; else the computer's.", "Sprache der Mappe; sonst die des Computers."),
)
LANG_OF_DEMO = option(
    "--lang",
    type=OneOf(LANGUAGES),
    default=help_language,
    label=Label(
        "Language of the workbook and the messages; else the computer's.",
        "Sprache der Mappe und der Meldungen; sonst die des Computers.",
    ),
)
DEMO = option(
    "--demo",
    is_flag=True,
    label=Label(
        "With the demo firm's month and its bank files.", "Mit dem Monat der Beispielfirma und ihren Bankdateien."
    ),
)
DEMO_FOLDER = argument(
    "folder",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    called=Label("FOLDER", "ORDNER"),
    label=Label("A new folder; else demo.", "Ein neuer Ordner; sonst demo."),
)
TO_ORDER_FORM = file_option(
    "--to", "target", Label("Another file than order_form.xlsx.", "Andere Datei als order_form.xlsx.")
)
TO_CASE_FORM = file_option(
    "--to", "target", Label("Another file than complaint_form.xlsx.", "Andere Datei als complaint_form.xlsx.")
)
TAB = argument(
    "tab",
    called=Label("TAB", "BLATT"),
    label=Label(
        "Such as Customers, Items, Orders, Receivables; a wrong name is answered with all of them.",
        "Etwa Kunden, Artikel, Aufträge, „Offene Posten“; auf einen falschen Namen hin werden alle genannt.",
    ),
)
LIST = argument(
    "file",
    type=click.Path(path_type=Path),
    called=Label("FILE", "DATEI"),
    label=Label("The list: a CSV or Excel file.", "Die Liste: eine CSV- oder Excel-Datei."),
)
RUN = argument(
    "run",
    required=False,
    called=Label("RUN", "LAUF"),
    label=Label(
        "The run, such as R-0007, from the Log tab; else the last.",
        "Der Lauf, zum Beispiel R-0007, aus dem Blatt Protokoll; sonst der letzte.",
    ),
)


@main.command("new")
@BOOK
@LANG_OF_BOOK
@DEMO
@guarded
def new(book: Path, lang: Language, demo: bool) -> None:
    """Makes a new workbook, with templates beside it that you may change."""
    if book.suffix.lower() != ".xlsx":
        raise NOT_XLSX_NAME.because(name=book.name)
    if book.exists():
        raise EXISTS.because(name=book.name)
    from pyxl.hosts.new_files import write_new_book

    try:
        write_new_book(book, lang, demo=demo)
    except OSError as error:
        raise NO_FOLDER.because(name=str(book), problem=error.strerror or str(error)) from error
    click.echo(printable(MADE.text(lang).format(path=book), sys.stdout.encoding))


@main.command("add-tabs")
@BOOK
@APPLY
@LANG
@OVER_STALE_LOCK
@guarded
def add_tabs(book: Path, apply: bool, lang: Language | None, over_stale_lock: bool) -> None:
    """Adds the tabs that this version has and an older workbook lacks, empty; nothing else in it changes."""
    from pyxl.hosts.adding_tabs import add_missing_tabs

    spoken, missing = add_missing_tabs(book, apply=apply, over_stale_lock=over_stale_lock)
    language = lang or spoken
    told = (ADDED if apply else WOULD_ADD) if missing else NO_TAB_MISSING
    tabs = ", ".join(schema.label.text(language) for schema in missing)
    click.echo(printable(told.text(language).format(tabs=tabs), sys.stdout.encoding))


@main.command("order-form")
@BOOK
@TO_ORDER_FORM
@OVERWRITE
@LANG
@guarded
def order_form(book: Path, target: Path | None, overwrite: bool, lang: Language | None) -> None:
    """Lays an order form beside the workbook, with your items to choose from; `import-orders` reads it filled in."""
    _make_form("order-form", book, target, overwrite, lang)


@main.command("case-form")
@BOOK
@TO_CASE_FORM
@OVERWRITE
@LANG
@guarded
def case_form(book: Path, target: Path | None, overwrite: bool, lang: Language | None) -> None:
    """Lays a complaint form beside the workbook; `import-cases` reads it filled in."""
    _make_form("case-form", book, target, overwrite, lang)


def _make_form(kind: str, book: Path, target: Path | None, overwrite: bool, lang: Language | None) -> None:
    from pyxl.hosts.empty_forms import FORMS
    from pyxl.hosts.files import ClosedBook

    form = FORMS[kind]
    path = target or form.path(book)
    if path.suffix.lower() != ".xlsx":
        raise NOT_XLSX_NAME.because(name=path.name)
    try:
        language = form.write(ClosedBook(book), path, overwrite=overwrite)
    except OSError as error:
        raise NO_FOLDER.because(name=str(path), problem=error.strerror or str(error)) from error
    told = FORM_MADE.text(lang or language).format(path=path, reader=READER_OF_FORM[kind])
    click.echo(printable(told, sys.stdout.encoding))


@main.command("load")
@BOOK
@TAB
@LIST
@common_options
@guarded
def load(book: Path, tab: str, file: Path, **options: Any) -> None:
    """Adds the rows of another program's FILE to TAB, such as Customers."""
    from pyxl.app.load_action import load_action
    from pyxl.app.tabs import SCHEMA_OF_TAB
    from pyxl.hosts.files import ClosedBook

    language = ClosedBook(book).read([SCHEMA_OF_TAB["Settings"]]).language
    run_action(load_action(tab, file, language), book, **options)


@main.command("undo")
@BOOK
@RUN
@common_options
@guarded
def undo(book: Path, run: str | None, **options: Any) -> None:
    """Takes back RUN (such as R-0007, see the Log tab), or the last run. Issued invoices are cancelled, not deleted."""
    from pyxl.app.undo import UndoRequest
    from pyxl.app.undo import undo as take_back
    from pyxl.hosts.files import ClosedBook

    request = UndoRequest(run, options["as_of"] or date.today(), now(), user_name(), options["apply"])
    finish(
        take_back(ClosedBook(book, over_stale_lock=options["over_stale_lock"]), request),
        book,
        options["lang"],
        options["as_json"],
    )


@main.command("demo")
@DEMO_FOLDER
@LANG_OF_DEMO
@guarded
def demo(folder: Path, lang: Language) -> None:
    """Writes a demo firm into FOLDER and runs its month: check, invoice, import the bank, reconcile."""
    from pyxl.hosts.cli.demo_month import play_month

    try:
        play_month(folder, lang)
    except OSError as error:
        raise NO_FOLDER.because(name=str(folder), problem=error.strerror or str(error)) from error
