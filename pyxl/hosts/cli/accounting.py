"""Commands for the tax adviser: export-postings, vat-return, ec-sales-list, trial-balance."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pyxl.core.findings import Finding, has_errors
from pyxl.core.labels import LANGUAGES, Label, Language, show, show_decimal
from pyxl.core.money import Money
from pyxl.hosts.cli.command_line import BOOK, ERRORS_FOUND, FINE, guarded, leave, main
from pyxl.hosts.cli.files import demand_new, write_file, write_zip_file
from pyxl.hosts.cli.text import printable

if TYPE_CHECKING:
    from pyxl.accounting.charts import Chart
    from pyxl.app.exporting import AccountingDesk, Wanted

CHART = click.option("--chart", type=click.Choice(["SKR03", "SKR04"]), help="Chart of accounts; else that in Settings.")
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
_FORMS = ("datev", "hledger", "csv")


@main.command("export-postings", short_help="Postings for the tax adviser (DATEV) or another program.")
@BOOK
@click.option("--format", "form", type=click.Choice(_FORMS), default="datev", help="What kind of file.")
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="First day; else the fiscal year's.")
@click.option("--to", "end", type=click.DateTime(["%Y-%m-%d"]), help="Last day; else today.")
@CHART
@click.option("--consultant", type=int, help="DATEV: number of the tax adviser; else that in Settings.")
@click.option("--client", type=int, help="DATEV: your number there; else that in Settings.")
@click.option("--year-start", type=click.DateTime(["%Y-%m-%d"]), help="First day of the fiscal year; else by Settings.")
@click.option("--out", type=click.Path(path_type=Path), help="Another file than beside the workbook.")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there already.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of what you see.")
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


@main.command("vat-return", short_help="The figures of the advance VAT return.")
@BOOK
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="First day of the period.")
@click.option("--to", "end", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Last day of the period.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of what you see.")
@guarded
def vat_return(book: Path, start: datetime, end: datetime, lang: Language | None) -> None:
    """Shows each Kennzahl with its base in whole euros and its tax, from what was invoiced in the period."""
    from pyxl.app.exporting import vat_return_of

    language = lang or _language_of(book)
    figures, left_out = vat_return_of(book, start.date(), end.date())
    head = PERIOD.text(language).format(start=show(start.date(), language), end=show(end.date(), language))
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


@main.command("ec-sales-list", short_help="Sales to firms in other EU countries, by VAT ID.")
@BOOK
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="First day of the period.")
@click.option("--to", "end", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Last day of the period.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of what you see.")
@guarded
def ec_sales_list(book: Path, start: datetime, end: datetime, lang: Language | None) -> None:
    """Shows goods (L) and services (S) in whole euros for each VAT ID, as the Zusammenfassende Meldung wants them."""
    from pyxl.accounting.ec_sales import KINDS
    from pyxl.app.exporting import ec_sales_of

    language = lang or _language_of(book)
    sales = ec_sales_of(book, start.date(), end.date())
    head = EC_PERIOD.text(language).format(start=show(start.date(), language), end=show(end.date(), language))
    rows = []
    for row in sales.rows:
        euros = show_decimal(Decimal(row.euros), language)
        rows.append(f"  {row.vat_id:<18}{row.kind} {KINDS[row.kind].text(language):<24}{euros:>12}")
    told = [NOT_IN_EURO.text(language).format(number=number) for number in sales.left_out]
    _tell((head, *(rows or [f"  {NO_EC_SALES.text(language)}"]), *told))
    leave(ERRORS_FOUND if told else FINE)


@main.command("trial-balance", short_help="Debit, credit and balance of every account.")
@BOOK
@click.option("--to", "end", type=click.DateTime(["%Y-%m-%d"]), help="Last day; else today.")
@CHART
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of what you see.")
@guarded
def trial_balance(book: Path, end: datetime | None, chart: str | None, lang: Language | None) -> None:
    """Shows what was posted to each account and what it stands at; a balance below zero is a credit."""
    from pyxl.app.exporting import trial_balance_of

    desk, in_chart = _desk(book, chart)
    language, day = lang or desk.language, end.date() if end else date.today()
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
    start: datetime | None,
    end: datetime | None,
    chart: str | None,
    consultant: int | None,
    client: int | None,
    year_start: datetime | None,
    lang: Language | None,
) -> tuple[Wanted, Language, tuple[Finding, ...]]:
    """What is exported, the language of the answer (the workbook's where none is given), and what her accounts lack."""
    from pyxl.app.exporting import Wanted, datev_number, fiscal_year_start

    desk, in_chart = _desk(book, chart)
    language, settings = lang or desk.language, desk.settings
    last = end.date() if end else date.today()
    first = start.date() if start else fiscal_year_start(settings, last)
    year = year_start.date() if year_start else fiscal_year_start(settings, first)
    numbers = (
        datev_number(settings.consultant_number) if consultant is None else consultant,
        datev_number(settings.client_number) if client is None else client,
    )
    wanted = Wanted(first, last, in_chart, language, *numbers, year, desk.own, desk.parties)
    return wanted, language, desk.findings
