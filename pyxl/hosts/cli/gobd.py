"""Commands for the tax office: gobd-export (Z3), archive, verify-archive, docs gobd."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from pyxl.core.labels import Label, Language, show
from pyxl.hosts.cli.accounting import LEFT_OUT
from pyxl.hosts.cli.command_line import ERRORS_FOUND, FINE, guarded, leave, main
from pyxl.hosts.cli.files import demand_new, write_file, write_zip_file
from pyxl.hosts.cli.language import help_language
from pyxl.hosts.cli.options import BOOK, FROM, LANG, OUT, OVERWRITE, TO, Year, argument
from pyxl.hosts.cli.text import printable

Z3_MADE = Label(
    "{count} tables from {start} to {end} and their description (index.xml) are in {path}.",
    "{count} Tabellen vom {start} bis {end} und ihre Beschreibung (index.xml) liegen in {path}.",
)
ARCHIVED = Label("{count} files of {year} are in {path}.", "{count} Dateien von {year} liegen in {path}.")
FINGERPRINT = Label(
    "Fingerprint of the archive (note it elsewhere): {fingerprint}",
    "Prüfsumme des Archivs (bitte anderswo notieren): {fingerprint}",
)
WHOLE = Label(
    "{count} files are as they were archived; the journal's chain is whole.",
    "{count} Dateien sind, wie sie archiviert wurden; die Kette des Journals ist ganz.",
)
WRITTEN = Label("The description of the procedure is in {path}.", "Die Verfahrensdokumentation steht in {path}.")
YEAR = argument(
    "year",
    type=Year(),
    called=Label("YEAR", "JAHR"),
    label=Label("The year, such as 2026.", "Das Jahr, zum Beispiel 2026."),
)
ARCHIVE = argument(
    "file",
    type=click.Path(path_type=Path),
    called=Label("FILE", "DATEI"),
    label=Label("The archive, such as backoffice-2026.zip.", "Das Archiv, zum Beispiel backoffice-2026.zip."),
)


@main.command("gobd-export")
@BOOK
@FROM
@TO
@OUT
@OVERWRITE
@LANG
@guarded
def gobd_export(book: Path, start: date, end: date, out: Path | None, overwrite: bool, lang: Language | None) -> None:
    """Writes postings, accounts, documents, bank lines and the journal as CSV with index.xml, in one ZIP."""
    from pyxl.app.exporting import accounting_desk
    from pyxl.app.gobd.desk import z3_of
    from pyxl.hosts.files import ClosedBook

    path = out or book.with_name(f"Z3_{start:%Y%m%d}_{end:%Y%m%d}.zip")
    if not overwrite:
        demand_new(path)
    desk = accounting_desk(ClosedBook(book))
    made, language = z3_of(book, desk, start, end), lang or desk.language
    write_zip_file(path, made.parts)
    told = Z3_MADE.text(language).format(
        count=len(made.package.tables), start=show(start, language), end=show(end, language), path=path
    )
    _tell((told, *(LEFT_OUT.text(language).format(sentence=each.text(language)) for each in made.left_out)))
    leave(ERRORS_FOUND if made.left_out else FINE)


@main.command("archive")
@BOOK
@YEAR
@OUT
@OVERWRITE
@LANG
@guarded
def archive(book: Path, year: int, out: Path | None, overwrite: bool, lang: Language | None) -> None:
    """Puts every document issued or received in YEAR into a ZIP, with the journal and a list of hashes."""
    from pyxl.app.exporting import accounting_desk
    from pyxl.app.gobd.desk import archive_of
    from pyxl.hosts.files import ClosedBook

    path = out or book.with_name(f"{book.stem}-{year}.zip")
    if not overwrite:
        demand_new(path)
    desk = accounting_desk(ClosedBook(book))
    language = lang or desk.language
    with archive_of(book, desk, year, date.today()) as made:
        write_zip_file(path, made.parts())
    told = [ARCHIVED.text(language).format(count=made.count, year=year, path=path)]
    told.append(FINGERPRINT.text(language).format(fingerprint=made.fingerprint))
    _tell((*told, *(each.text(language) for each in made.told)))
    leave(ERRORS_FOUND if made.told else FINE)


@main.command("verify-archive")
@ARCHIVE
@LANG
@guarded
def verify_archive(file: Path, lang: Language | None) -> None:
    """Holds every file of the archive against its list of hashes, and follows the journal's chain."""
    from pyxl.app.gobd.archiving import verify_archive as verify

    found, language = verify(file), lang or help_language()
    told = [each.text(language) for each in found.problems] or [WHOLE.text(language).format(count=found.count)]
    _tell((*told, FINGERPRINT.text(language).format(fingerprint=found.fingerprint)))
    leave(ERRORS_FOUND if found.problems else FINE)


@main.group("docs")
def docs() -> None:
    """Documents that are made from the configuration."""


@docs.command("gobd")
@BOOK
@OUT
@OVERWRITE
@LANG
@guarded
def docs_gobd(book: Path, out: Path | None, overwrite: bool, lang: Language | None) -> None:
    """Writes the Verfahrensdokumentation (German, Markdown) from settings, number ranges, tabs, actions and journal."""
    from pyxl.app.exporting import accounting_desk
    from pyxl.app.gobd.desk import procedure_of
    from pyxl.hosts.files import ClosedBook

    path = out or book.with_name("Verfahrensdokumentation.md")
    if not overwrite:
        demand_new(path)
    desk = accounting_desk(ClosedBook(book))
    write_file(path, procedure_of(book, desk, date.today()).encode("utf-8"))
    _tell((WRITTEN.text(lang or desk.language).format(path=path),))
    leave(FINE)


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(printable(line, sys.stdout.encoding))
