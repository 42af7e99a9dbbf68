"""What the commands for the tax office do: package, archive and description, each from the workbook and its journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from pyxl.app.exporting import AccountingDesk
from pyxl.app.gobd.archiving import Archive
from pyxl.app.gobd.documentation import procedure_text
from pyxl.app.gobd.journal_facts import journal_facts
from pyxl.app.gobd.z3_package import Z3Package, z3_package
from pyxl.app.runs import existing_journal
from pyxl.journal.place import journal_place, open_journal


def z3_of(book: Path, desk: AccountingDesk, start: date, end: date) -> Z3Package:
    """The tables of that period; empty ones where nothing was recorded yet."""
    with ExitStack() as stack:
        journal = existing_journal(book, stack)
        events = list(journal.events()) if journal else []
    return z3_package(events, desk, start, end)


def procedure_of(book: Path, desk: AccountingDesk, day: date) -> str:
    """The description of the procedure."""
    with ExitStack() as stack:
        journal = existing_journal(book, stack)
        facts = journal_facts(journal_place(book).path, journal.events() if journal else ())
    return procedure_text(desk, facts, day)


@contextmanager
def archive_of(book: Path, desk: AccountingDesk, year: int, day: date) -> Iterator[Archive]:
    """The archive of that year, while its journal is open. Refused where there is no journal or it was changed."""
    journal, _ = open_journal(book, create=False)
    with journal:
        journal.demand_untampered()
        facts = journal_facts(journal.path, journal.events())
        yield Archive(book, journal, desk, year, procedure_text(desk, facts, day))
