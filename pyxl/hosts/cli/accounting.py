"""Commands for the tax adviser: export-postings, vat-return, ec-sales-list, trial-balance."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pyxl.core.findings import Finding, has_errors
from pyxl.core.labels import Label, Language, show, show_decimal
from pyxl.core.money import Money
from pyxl.hosts.cli.command_line import ERRORS_FOUND, FINE, guarded, leave, main
from pyxl.hosts.cli.files import demand_new, write_file, write_zip_file
from pyxl.hosts.cli.options import (
    BOOK,
    FROM,
    LANG,
    NUMBER,
    OUT,
    OVERWRITE,
    TO,
    Number,
    OneOf,
    day_option,
    option,
)
from pyxl.hosts.cli.text import printable

if TYPE_CHECKING:
    from pyxl.accounting.charts import Chart
    from pyxl.app.exporting import AccountingDesk, Wanted

CHART = option(
    "--chart",
    type=OneOf(["SKR03", "SKR04"]),
    label=Label("Chart of accounts; else that in Settings.", "Kontenrahmen; sonst der aus den Einstellungen."),
)
FORM = option(
    "--format",
    "form",
    type=OneOf(["datev", "hledger", "csv"]),
    default="datev",
    label=Label("What kind of file; else datev.", "Art der Datei; sonst datev."),
)
FROM_OR_YEAR = day_option(
    "--from",
    "start",
    Label("First day; else that of the fiscal year.", "Erster Tag; sonst der des Wirtschaftsjahres."),
)
TO_OR_TODAY = day_option("--to", "end", Label("Last day; else today.", "Letzter Tag; sonst heute."))
CONSULTANT = option(
    "--consultant",
    type=Number(),
    value=NUMBER,
    label=Label(
        "DATEV: number of the tax adviser; else that in Settings.",
        "DATEV: Beraternummer; sonst die aus den Einstellungen.",
    ),
)
CLIENT = option(
    "--client",
    type=Number(),
    value=NUMBER,
    label=Label(
        "DATEV: your number there; else that in Settings.", "DATEV: Mandantennummer; sonst die aus den Einstellungen."
    ),
)
YEAR_START = day_option(
    "--year-start",
    "year_start",
    Label(
        "First day of the fiscal year; else by Settings.", "Beginn des Wirtschaftsjahres; sonst nach den Einstellungen."
    ),
)
WRITTEN = Label("{count} postings are in {path}.", "{count} Buchungen stehen in {path}.")
WRITTEN_ONE = Label("1 posting is in {path}.", "1 Buchung steht in {path}.")
MASTER_DATA = Label(
    "Master data of {count} customers and suppliers are in {path}.",
    "Stammdaten von {count} Kunden und Lieferanten stehen in {path}.",
)
DOCUMENTS = Label("{count} documents are in {path}.", "{count} Belege liegen in {path}.")
PERIOD = Label("Advance VAT return {start} to {end}", "Umsatzsteuer-Voranmeldung {start} bis {end}")
PAYABLE = Label("To be paid", "Zahllast")
EC_PERIOD = Label("EC sales list {start} to {end}", "Zusammenfassende Meldung {start} bis {end}")
NO_EC_SALES = Label("Nothing to declare.", "Nichts zu melden.")
NOT_IN_EURO = Label("Not in it, for it is not in euros: {number}", "Nicht enthalten, weil nicht in Euro: {number}")
BALANCE = Label("Trial balance up to {day}, {chart}", "Summen und Salden bis {day}, {chart}")
BALANCE_HEAD = (Label("Debit", "Soll"), Label("Credit", "Haben"), Label("Balance", "Saldo"))
SUM = Label("Sum", "Summe")
LEFT_OUT = Label("Not in it: {sentence}", "Nicht enthalten: {sentence}")


@main.command("export-postings")
@BOOK
@FORM
@FROM_OR_YEAR
@TO_OR_TODAY
@CHART
@CONSULTANT
@CLIENT
@YEAR_START
@OUT
@OVERWRITE
@LANG
@guarded
def export_postings(book: Path, form: str, out: Path | None, overwrite: bool, **options: Any) -> None:
    """Writes every posting of a period: invoices, credit notes, bills, bank lines and what they settle."""
    from pyxl.app.exporting import export_postings as export
    from pyxl.app.exporting import file_name, files_beside

    wanted, language, found = _wanted(book, **options)
    path = out or book.with_name(file_name(form, wanted))
    beside = files_beside(path) if form == "datev" else ()
    if not overwrite:
        demand_new(path, *beside)
    made = export(book, form, wanted)
    write_file(path, made.content)
    told = WRITTEN_ONE if made.count == 1 else WRITTEN
    lines = [told.text(language).format(count=made.count, path=path)]
    if beside and made.documents:
        write_file(beside[0], made.master_data)
        write_zip_file(beside[1], made.documents.parts)
        lines.append(MASTER_DATA.text(language).format(count=len(wanted.parties.records), path=beside[0]))
        lines.append(DOCUMENTS.text(language).format(count=made.documents.count, path=beside[1]))
    lines += [LEFT_OUT.text(language).format(sentence=each.text(language)) for each in made.left_out]
    lines += [each.text(language) for each in made.told]
    _tell((*lines, *_told(found, language)))
    leave(ERRORS_FOUND if made.left_out or has_errors(found) else FINE)


@main.command("vat-return")
@BOOK
@FROM
@TO
@LANG
@guarded
def vat_return(book: Path, start: date, end: date, lang: Language | None) -> None:
    """Shows each Kennzahl with its base in whole euros and its tax, from what was invoiced in the period."""
    from pyxl.app.exporting import vat_return_of

    language = lang or _language_of(book)
    figures, left_out = vat_return_of(book, start, end)
    head = PERIOD.text(language).format(start=show(start, language), end=show(end, language))
    rows = [
        _figures(
            row.codes, row.label.text(language), show_decimal(Decimal(row.base), language), _euros(row.tax, language)
        )
        for row in figures.rows
    ]
    payable = _figures("83", PAYABLE.text(language), "", _euros(figures.payable, language))
    told = [LEFT_OUT.text(language).format(sentence=each.text(language)) for each in left_out]
    _tell((head, *rows, payable, *told))
    leave(ERRORS_FOUND if left_out else FINE)


@main.command("ec-sales-list")
@BOOK
@FROM
@TO
@LANG
@guarded
def ec_sales_list(book: Path, start: date, end: date, lang: Language | None) -> None:
    """Shows goods (L) and services (S) in whole euros for each VAT ID, as the Zusammenfassende Meldung wants them."""
    from pyxl.accounting.ec_sales import KINDS
    from pyxl.app.exporting import ec_sales_of

    language = lang or _language_of(book)
    sales = ec_sales_of(book, start, end)
    head = EC_PERIOD.text(language).format(start=show(start, language), end=show(end, language))
    rows = []
    for row in sales.rows:
        euros = show_decimal(Decimal(row.euros), language)
        rows.append(f"  {row.vat_id:<18}{row.kind} {KINDS[row.kind].text(language):<24}{euros:>12}")
    told = [NOT_IN_EURO.text(language).format(number=number) for number in sales.left_out]
    _tell((head, *(rows or [f"  {NO_EC_SALES.text(language)}"]), *told))
    leave(ERRORS_FOUND if told else FINE)


@main.command("trial-balance")
@BOOK
@TO_OR_TODAY
@CHART
@LANG
@guarded
def trial_balance(book: Path, end: date | None, chart: str | None, lang: Language | None) -> None:
    """Shows what was posted to each account and what it stands at; a balance below zero is a credit."""
    from pyxl.app.exporting import trial_balance_of

    desk, in_chart = _desk(book, chart)
    language, day = lang or desk.language, end if end else date.today()
    balances, left_out = trial_balance_of(book, day, in_chart, desk.own)
    _tell((BALANCE.text(language).format(day=show(day, language), chart=in_chart.value),))
    _tell((_account_line("", "", *(each.text(language) for each in BALANCE_HEAD)),))
    for each in balances:
        figures = (each.balance.debit, each.balance.credit, each.balance.cents)
        _tell((_account_line(each.number, each.name.text(language), *(_euros(cents, language) for cents in figures)),))
    debit, credit = (sum(getattr(each.balance, side) for each in balances) for side in ("debit", "credit"))
    sums = (debit, credit, debit - credit)
    _tell((_account_line("", SUM.text(language), *(_euros(each, language) for each in sums)),))
    _tell(LEFT_OUT.text(language).format(sentence=each.text(language)) for each in left_out)
    _tell(_told(desk.findings, language))
    leave(ERRORS_FOUND if left_out or has_errors(desk.findings) else FINE)


def _told(findings: Iterable[Finding], language: Language) -> list[str]:
    return [f"{each.cell.tab}!{each.cell.address}: {each.code} {each.message(language)}" for each in findings]


def _account_line(number: str, label: str, *figures: str) -> str:
    return f"  {number:<5}{label:<46}" + "".join(f"{figure:>16}" for figure in figures)


def _figures(code: str, label: str, base: str, tax: str) -> str:
    return f"{code:>4}  {label:<62}{base:>14}{tax:>16}"


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(printable(line, sys.stdout.encoding))


def _euros(cents: int, language: Language) -> str:
    return show_decimal(Money.from_cents(cents).amount, language)


def _language_of(book: Path) -> Language:
    """The workbook's."""
    from pyxl.app.tabs import SCHEMA_OF_TAB
    from pyxl.hosts.files import ClosedBook

    return ClosedBook(book).read([SCHEMA_OF_TAB["Settings"]]).language


def _desk(book: Path, chart: str | None) -> tuple[AccountingDesk, Chart]:
    """What the workbook says of accounting, and the chart that is wanted."""
    from pyxl.accounting.charts import Chart
    from pyxl.app.exporting import accounting_desk
    from pyxl.hosts.files import ClosedBook

    wanted = Chart(chart) if chart else None
    desk = accounting_desk(ClosedBook(book), wanted)
    return desk, wanted or desk.chart


def _wanted(
    book: Path,
    start: date | None,
    end: date | None,
    chart: str | None,
    consultant: int | None,
    client: int | None,
    year_start: date | None,
    lang: Language | None,
) -> tuple[Wanted, Language, tuple[Finding, ...]]:
    """What is exported, the language of the answer (the workbook's where none is given), and what her accounts lack."""
    from pyxl.app.exporting import Wanted, datev_number, fiscal_year_start

    desk, in_chart = _desk(book, chart)
    language, settings = lang or desk.language, desk.settings
    last = end if end else date.today()
    first = start if start else fiscal_year_start(settings, last)
    year = year_start if year_start else fiscal_year_start(settings, first)
    numbers = (
        datev_number(settings.consultant_number) if consultant is None else consultant,
        datev_number(settings.client_number) if client is None else client,
    )
    wanted = Wanted(first, last, in_chart, language, *numbers, year, desk.own, desk.parties)
    return wanted, language, desk.findings
