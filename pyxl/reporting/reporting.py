"""The manager's report of a month: worked out once, then shown as tab, page and PDF, which agree to the cent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from pyxl.core.changes import ChangeList
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Text
from pyxl.core.outcome import Outcome, Posting
from pyxl.core.tables import Table
from pyxl.dunning.instalments import Instalment
from pyxl.dunning.rows import CollectionEntry
from pyxl.forecasting.rows import RecurringCost
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.goods.delivery_rows import DeliveryRow
from pyxl.ledger.goods.rows import IncomingLine, StockRow
from pyxl.ledger.payables.rows import Bill
from pyxl.ledger.rows import BankLine, InvoiceRow, OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.orders.price_lists import PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.reporting import rules
from pyxl.reporting.bills import bills_section
from pyxl.reporting.cash import cash_section
from pyxl.reporting.catalogue import keys
from pyxl.reporting.complaints import complaints_section
from pyxl.reporting.model import Report, RowList, SectionReport, told_amount
from pyxl.reporting.order_values import OrderValues
from pyxl.reporting.periods import Periods, Span, last_month, periods_of
from pyxl.reporting.posting import report_posting
from pyxl.reporting.receivables import dunning_section, receivables_section
from pyxl.reporting.reconciliation import reconciliation_section
from pyxl.reporting.rows import ReportRow
from pyxl.reporting.sales import deliveries_section, orders_section
from pyxl.reporting.sources import Sources
from pyxl.reporting.stock import stock_section
from pyxl.reporting.tab import plain, write_tab
from pyxl.reporting.turnover import turnover_section
from pyxl.settings import Settings

Section = tuple[SectionReport, list[RowList]]
Progress = Callable[[int, int], None]
_SUMMARY = Text(
    "{month}: turnover {turnover}, open items {open}. {sentence}",
    "{month}: Umsatz {turnover}, offene Posten {open}. {sentence}",
)
_NOTHING = Text("No report.", "Kein Bericht.")


def report(
    customers: Table[Customer],
    items: Table[Item],
    prices: Table[PriceRow],
    orders: Table[OrderLine],
    deliveries: Table[DeliveryRow],
    stock: Table[StockRow],
    incoming: Table[IncomingLine],
    invoices: Table[InvoiceRow],
    receivables: Table[OpenItem],
    instalments: Table[Instalment],
    collections: Table[CollectionEntry],
    bank: Table[BankLine],
    suppliers: Table[Supplier],
    bills: Table[Bill],
    cases: Table[Case],
    recurring_costs: Table[RecurringCost],
    shown: Table[ReportRow],
    settings: Settings,
    books: Books,
    as_of: date,
    number: str = "",
    progress: Progress | None = None,
) -> Outcome:
    """Works out the figures of the month (the last one where none is named) and shows them three times."""
    wanted = number or last_month(as_of)
    periods = periods_of(wanted, as_of)
    if periods is None or periods.now.first > as_of:
        return Outcome(_NOTHING.bind(), (_refused(wanted, periods, as_of),))
    sources = Sources(
        customers=customers,
        items=items,
        prices=prices,
        orders=orders,
        deliveries=deliveries,
        stock=stock,
        incoming=incoming,
        invoices=invoices,
        receivables=receivables,
        instalments=instalments,
        collections=collections,
        bank=bank,
        suppliers=suppliers,
        bills=bills,
        cases=cases,
        recurring_costs=recurring_costs,
        settings=settings,
        books=books,
        as_of=as_of,
    )
    made = work_out(sources, periods, progress)
    changes = ChangeList()
    write_tab(shown, made, _spans(periods), changes)
    posting = report_posting(made, settings, books)
    postings: tuple[Posting, ...] = (posting,) if posting else ()
    return _outcome(made, postings, changes)


def _refused(wanted: str, periods: Periods | None, as_of: date) -> Finding:
    """REP001 and REP002."""
    cell = CellRef("Report")
    if periods is None:
        return rules.NO_MONTH.at(cell, found=wanted)
    return rules.MONTH_TO_COME.at(cell, month=periods.name, day=as_of)


def work_out(sources: Sources, periods: Periods, progress: Progress | None = None) -> Report:
    """All sections, in their order; `progress` is told how many of them are done."""
    values = OrderValues(sources)
    makers: tuple[Callable[[], Section], ...] = (
        lambda: orders_section(sources, values, periods),
        lambda: deliveries_section(sources, values, periods),
        lambda: turnover_section(sources, values, periods),
        lambda: receivables_section(sources, periods),
        lambda: dunning_section(sources, periods),
        lambda: bills_section(sources, periods),
        lambda: cash_section(sources, periods),
        lambda: stock_section(sources, periods),
        lambda: complaints_section(sources, periods),
        lambda: reconciliation_section(sources, periods),
    )
    made = []
    for done, make in enumerate(makers, 1):
        made.append(make())
        if progress:
            progress(done, len(makers))
    return Report(
        firm=sources.settings.company_name,
        month=periods.name,
        first=periods.now.first,
        last=periods.now.last,
        as_of=sources.as_of,
        sections=tuple(section for section, _ in made),
        lists=tuple(each for _, lists in made for each in lists),
    )


def _spans(periods: Periods) -> Mapping[str, Span]:
    """The days of each row: of the month, and in breakdowns by month of each of them."""
    spans = dict.fromkeys(keys(), periods.now)
    for name in ("turnover_by_month", "margin_by_month"):
        spans |= {f"{name}.{place:02}": span for place, span in enumerate(periods.months(), 1)}
    return spans


def _outcome(made: Report, postings: tuple[Posting, ...], changes: ChangeList) -> Outcome:
    found = {figure.key: figure for section in made.sections for figure in section.figures}
    turnover, opened = found["turnover"], found["receivables"]
    summary = _SUMMARY.bind(
        month=made.month,
        turnover=plain(told_amount(turnover.value or 0)),
        open=plain(told_amount(opened.value or 0)),
        sentence=plain(turnover.sentence),
    )
    counts: dict[str, int | str] = {key: "" if each.value is None else each.value for key, each in found.items()}
    return Outcome(summary, (), postings, changes.done(), counts)
