"""Cash: what is in the bank, and what the next thirteen weeks will make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pyxl.core.labels import Label, Language, Text
from pyxl.core.money import EURO
from pyxl.core.schema import schema_of
from pyxl.forecasting.forecasting import PlannedWeek, planned_weeks
from pyxl.forecasting.rows import ForecastWeek
from pyxl.ledger.bank_balances import all_balances
from pyxl.ledger.rows import BankLine
from pyxl.reporting.building import figure
from pyxl.reporting.catalogue import part_key
from pyxl.reporting.explaining import Compared
from pyxl.reporting.facts import Fact, Facts, facts_of
from pyxl.reporting.model import Breakdown, Figure, RowList, SectionReport
from pyxl.reporting.periods import Periods
from pyxl.reporting.sources import Sources, both

BANK_ROWS, FLOW_ROWS = "bank", "flows"
_BANK = Label("Bank lines of the month, in EUR", "Bankzeilen des Monats, in EUR")
_FLOWS = Label("What is expected to come and go", "Was erwartet kommt und geht")
_FROM = Text(
    "The forecast begins on {day}; it is worked out anew each time, so there is none of last month.",
    "Die Vorschau beginnt am {day}; sie wird jedes Mal neu gerechnet, darum gibt es keine vom Vormonat.",
)
_LOWEST = Text("Lowest at the end of week {week}, on {day}.", "Am wenigsten am Ende von Woche {week}, am {day}.")
_LARGEST = Text("Largest amounts: {what}.", "Größte Beträge: {what}.")
_NO_BALANCE = Text("No statement with a balance is imported.", "Es ist kein Auszug mit Saldo eingelesen.")


def cash_section(sources: Sources, periods: Periods) -> tuple[SectionReport, list[RowList]]:
    """The balance with its comparisons, and the forecast from the day of the report on."""
    weeks = planned_weeks(
        sources.receivables,
        sources.customers,
        sources.instalments,
        sources.orders,
        sources.items,
        sources.incoming,
        sources.suppliers,
        sources.recurring_costs,
        sources.settings,
        sources.books,
        sources.as_of,
        sources.desk,
    ).weeks
    lines = facts_of(sources.bank.sheet, (_fact(row) for row in sources.bank if row.amount.currency == EURO))
    lines = lines.within(periods.now)
    notes = [_FROM.bind(day=sources.as_of), *(() if all_balances(sources.books) else (_NO_BALANCE.bind(),))]
    section = SectionReport(
        key="CASH",
        figures=(_bank_balance(sources, lines, periods), *_forecast_figures(weeks)),
        breakdowns=(Breakdown(key="forecast", parts=tuple(map(_part, weeks))),),
        notes=tuple(both(note) for note in notes),
    )
    return section, [lines.listed(BANK_ROWS, _BANK), _flows(weeks, sources.language)]


def _bank_balance(sources: Sources, lines: Facts, periods: Periods) -> Figure:
    """What moved it since last month are the lines of the month."""
    days = [span.last for span in (periods.now, periods.month_before, periods.year_before)]
    now, month, year = (all_balances(sources.books, day) for day in days)
    moved = lines.by_name()
    return figure(
        "bank_balance",
        now.amount.cents if now else None,
        Compared(month.amount.cents if month else None),
        Compared(year.amount.cents if year else None, moved),
        moved,
        BANK_ROWS,
        lines.places,
    )


def _forecast_figures(weeks: Sequence[PlannedWeek]) -> tuple[Figure, Figure]:
    lowest, none = min(weeks, key=lambda week: (week.closing.cents, week.place)), Compared(None)
    when = both(_LOWEST.bind(week=lowest.place, day=lowest.last))
    largest = Label(weeks[-1].largest("en"), weeks[-1].largest("de"))
    what = both(_LARGEST.bind(what=largest)) if largest.en else Label("", "")
    return (
        replace(figure("forecast_lowest", lowest.closing.cents, none, none, rows=FLOW_ROWS), sentence=when),
        replace(figure("forecast_closing", weeks[-1].closing.cents, none, none, rows=FLOW_ROWS), sentence=what),
    )


def _part(week: PlannedWeek) -> Figure:
    label = Label(f"{week.last:%m-%d}", f"{week.last:%d.%m.}")
    return Figure(key=part_key("forecast", week.place), label=label, value=week.closing.cents, rows=FLOW_ROWS)


def _fact(row: BankLine) -> Fact:
    name = row.counterparty_name or row.transaction_text
    return Fact(row.sheet_row, row.line_id, row.booking_date, name, name, row.amount.cents)


def _flows(weeks: Sequence[PlannedWeek], language: Language) -> RowList:
    """They are worked out, not rows of a tab: the list has the subject in place of a row."""
    columns = schema_of(ForecastWeek).by_name
    found = (
        Fact(0, columns[flow.column].label.text(language), flow.day, flow.what, flow.column, flow.amount.cents)
        for week in weeks
        for flow in sorted(week.flows, key=lambda each: (each.day, each.what, each.amount.cents))
    )
    return facts_of("", found).listed(FLOW_ROWS, _FLOWS)
