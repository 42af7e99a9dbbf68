"""The postings of the journal as a file for the tax adviser or another program. Only looks: nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyxl.accounting.account_rows import AccountRow
from pyxl.accounting.account_rules import check_accounts, own_accounts
from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.charts import Chart
from pyxl.accounting.determination import NOTHING_OWN, OwnAccounts
from pyxl.accounting.ec_sales import EcSales, ec_sales
from pyxl.accounting.exports import datev_batch, hledger_journal, postings_csv
from pyxl.accounting.from_journal import Accounts, postings_of
from pyxl.accounting.listing import chart_of
from pyxl.accounting.numbered import NumberedBalance, numbered_balances
from pyxl.accounting.vat_return import VatReturn, vat_return
from pyxl.app.datev_exporting import NOBODY, Documents, Parties, documents_of, master_data, parties_of
from pyxl.app.desk import Desk
from pyxl.app.inputs import demand_usable, read_settings, read_tab
from pyxl.app.recording import BookedEvent, booked
from pyxl.app.runs import existing_journal
from pyxl.core.findings import Finding
from pyxl.core.labels import Language, Sentence, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import schema_of
from pyxl.formats.bookkeeping.datev_extf import DatevHead
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.settings import Settings

CONSULTANTS: Final = range(1001, 10_000_000)
CLIENTS: Final = range(1, 100_000)
"""The numbers that DATEV gives (DATEV format, head of a posting batch)."""
NO_DATEV_NUMBERS = RefusalKind(
    "E_DATEV_NUMBERS",
    Text(
        "A DATEV batch needs the consultant's number (1001 to 9999999) and yours (1 to 99999).",
        "Ein DATEV-Buchungsstapel braucht Beraternummer (1001 bis 9999999) und Mandantennummer (1 bis 99999).",
    ),
    Text(
        "Ask your tax adviser for both, and type them into Settings (or give them with --consultant and --client).",
        "Beide nennt Ihre Steuerberatung; in die Einstellungen eintragen (oder mit --consultant und --client angeben).",
    ),
)
TWO_YEARS = RefusalKind(
    "E_DATEV_YEAR",
    Text(
        "{start} to {end} is not within one fiscal year, which begins on {year_start}.",
        "{start} bis {end} liegt nicht in einem Wirtschaftsjahr; dieses beginnt am {year_start}.",
    ),
    Text("Export each year by itself, with --from and --to.", "Jedes Jahr für sich ausgeben, mit --from und --to."),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported, and for whom."""

    start: date
    end: date
    chart: Chart
    language: Language
    consultant: int = 0
    client: int = 0
    year_start: date | None = None
    """First day of the fiscal year; 1 January of the first day's year where none is given."""
    own: OwnAccounts = NOTHING_OWN
    parties: Parties = NOBODY


@dataclass(frozen=True, slots=True)
class Exported:
    """The file's bytes, how many postings are in it, what goes with it, and what could not be posted."""

    content: bytes
    count: int
    left_out: tuple[Sentence, ...]
    master_data: bytes = b""
    documents: Documents | None = None
    told: tuple[Sentence, ...] = ()
    """What is to be said of master data and documents."""


@dataclass(frozen=True, slots=True)
class AccountingDesk:
    """What the workbook says of accounting."""

    language: Language
    settings: Settings
    own: OwnAccounts
    findings: tuple[Finding, ...]
    """What is wrong with her accounts; those with an error do not count."""
    parties: Parties

    @property
    def chart(self) -> Chart:
        """The chart in Settings."""
        return chart_of(self.settings)


def accounting_desk(desk: Desk, chart: Chart | None = None) -> AccountingDesk:
    """Reads the settings and her accounts. Refused where the workbook cannot be read."""
    schemas = [schema_of(row_class) for row_class in (Settings, AccountRow, Item, Customer, Supplier)]
    snapshot = desk.read(schemas)
    demand_usable(snapshot, schemas)
    settings, _ = read_settings(snapshot)
    rows, items = read_tab(snapshot, AccountRow), read_tab(snapshot, Item)
    findings = check_accounts(rows, items, chart or chart_of(settings))
    own = own_accounts(rows, findings)
    parties = parties_of(read_tab(snapshot, Customer), read_tab(snapshot, Supplier))
    return AccountingDesk(snapshot.language, settings, own, (*rows.findings, *findings), parties)


def datev_number(text: str) -> int:
    """A number of the tax adviser as typed in Settings; 0 where it is none."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= len(str(CONSULTANTS.stop)) else 0


def fiscal_year_start(settings: Settings, day: date) -> date:
    """The first day of the fiscal year in which that day is."""
    month = settings.year_start_month if settings.year_start_month in range(1, 13) else 1
    first = date(day.year, month or 1, 1)
    return first if first <= day else first.replace(year=day.year - 1)


def export_postings(book: Path, form: str, wanted: Wanted) -> Exported:
    """The postings of that period. Refused E_DATEV_NUMBERS, E_DATEV_YEAR, and as every look at the journal."""
    write = FORMS[form]
    accounts = _accounts_of(book)
    everything = ChartBooks.of(accounts.postings, wanted.chart, wanted.own)
    inside = accounts.between(wanted.start, wanted.end)
    books = ChartBooks(inside.postings, wanted.chart, everything.banks, wanted.own)
    content, left_out = write(books, wanted), tuple(each.reason for each in accounts.unposted)
    if form != "datev":
        return Exported(content, len(inside.postings), left_out)
    documents = documents_of(book, inside.postings, wanted.end)
    told = (*wanted.parties.told, *documents.told)
    parties = master_data(wanted.parties, _datev_head(wanted))
    return Exported(content, len(inside.postings), left_out, parties, documents, told)


def _accounts_of(book: Path) -> Accounts:
    return postings_of(_events_of(book))


def _events_of(book: Path) -> list[BookedEvent]:
    with ExitStack() as stack:
        journal = existing_journal(book, stack)
        return list(booked(journal.events())) if journal else []


def _datev(books: ChartBooks, wanted: Wanted) -> bytes:
    return datev_batch(books, _datev_head(wanted))


def _datev_head(wanted: Wanted) -> DatevHead:
    """Refused E_DATEV_NUMBERS, E_DATEV_YEAR."""
    if wanted.consultant not in CONSULTANTS or wanted.client not in CLIENTS:
        raise NO_DATEV_NUMBERS.because()
    year_start = wanted.year_start or date(wanted.start.year, 1, 1)
    if not year_start <= wanted.start <= wanted.end < _year_after(year_start):
        raise TWO_YEARS.because(start=wanted.start, end=wanted.end, year_start=year_start)
    return DatevHead(
        consultant=wanted.consultant,
        client=wanted.client,
        chart=wanted.chart.datev_number,
        year_start=year_start,
        start=wanted.start,
        end=wanted.end,
        name="pyxl",
        created=wanted.end,
    )


def _year_after(day: date) -> date:
    """The same day a year later; 29 February ends its year on 28 February."""
    return date(day.year + 1, day.month, day.day) if (day.month, day.day) != (2, 29) else day + timedelta(days=366)


FORMS: MappingProxyType[str, Callable[[ChartBooks, Wanted], bytes]] = MappingProxyType(
    {
        "datev": _datev,
        "hledger": lambda books, wanted: hledger_journal(books, wanted.language).encode("utf-8"),
        "csv": lambda books, wanted: postings_csv(books, wanted.language).encode("utf-8-sig"),
    }
)
"""Forms of the file, by what they are called on the command line."""
FILE_NAMES: MappingProxyType[str, str] = MappingProxyType(
    {"datev": "EXTF_{start}_{end}.csv", "hledger": "postings.journal", "csv": "postings.csv"}
)


def file_name(form: str, wanted: Wanted) -> str:
    """What the file is called where nobody says otherwise; DATEV wants its own to begin with EXTF_."""
    return FILE_NAMES[form].format(start=f"{wanted.start:%Y%m%d}", end=f"{wanted.end:%Y%m%d}")


def files_beside(path: Path) -> tuple[Path, Path]:
    """Where master data and documents of a DATEV batch go: beside it, under its name."""
    stem = path.stem.removeprefix("EXTF_")
    return path.with_name(f"EXTF_Stammdaten_{stem}.csv"), path.with_name(f"Belege_{stem}.zip")


def vat_return_of(book: Path, start: date, end: date) -> tuple[VatReturn, tuple[Sentence, ...]]:
    """The figures of the advance VAT return for that period, and what could not be posted."""
    accounts = _accounts_of(book)
    inside = accounts.between(start, end)
    return vat_return(inside.postings), tuple(each.reason for each in accounts.unposted)


def ec_sales_of(book: Path, start: date, end: date) -> EcSales:
    """The EC sales list of that period."""
    return ec_sales(_events_of(book), start, end)


def trial_balance_of(
    book: Path, day: date, chart: Chart, own: OwnAccounts = NOTHING_OWN
) -> tuple[tuple[NumberedBalance, ...], tuple[Sentence, ...]]:
    """Every account's turnover and balance up to and including that day, and what could not be posted."""
    accounts = _accounts_of(book)
    balances = numbered_balances(ChartBooks.of(accounts.postings, chart, own), day)
    return balances, tuple(each.reason for each in accounts.unposted)
