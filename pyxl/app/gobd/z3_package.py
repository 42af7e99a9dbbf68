"""The data carrier for an audit (Z3, § 147 (6) AO): all tables of a period and their description, in one ZIP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.from_journal import postings_of
from pyxl.app.exporting import AccountingDesk
from pyxl.app.gobd.z3_accounts import account_tables
from pyxl.app.gobd.z3_documents import document_tables
from pyxl.app.recording import booked
from pyxl.app.zip_files import ZipPart
from pyxl.core.labels import Sentence
from pyxl.formats.bookkeeping.gdpdu import GdpduPackage, all_files
from pyxl.journal.records import Event

COMMENT = "Buchführung aus pyxl, {chart}; Belege unter den genannten Dateinamen im Archiv des Jahres."


@dataclass(frozen=True)
class Z3Package:
    """The files, and what could not be posted."""

    package: GdpduPackage
    left_out: tuple[Sentence, ...]

    @property
    def parts(self) -> tuple[ZipPart, ...]:
        """What goes into the ZIP."""
        return tuple(ZipPart(name, content) for name, content in all_files(self.package))


def z3_package(events: Sequence[Event], desk: AccountingDesk, start: date, end: date) -> Z3Package:
    """The tables of that period."""
    accounts, settings = postings_of(booked(events)), desk.settings
    books = ChartBooks.of(accounts.postings, desk.chart, desk.own)
    tables = (
        *account_tables(books, start, end, desk.parties.everybody),
        *document_tables(events, start, end),
    )
    place = f"{settings.street}, {settings.postcode} {settings.city}"
    comment = COMMENT.format(chart=desk.chart.value)
    package = GdpduPackage(settings.company_name, place, comment, start, end, tables)
    return Z3Package(package, tuple(each.reason for each in accounts.unposted))
