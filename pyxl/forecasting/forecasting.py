"""Cash forecast: what will be in the bank in each of the next thirteen weeks, and which amounts make the difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from pyxl.banking.items import ReceivablesDesk
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Language, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.core.text import clean
from pyxl.dunning.instalments import Instalment
from pyxl.forecasting import rules
from pyxl.forecasting.flows import Flow
from pyxl.forecasting.money_in import MoneyIn
from pyxl.forecasting.money_out import MoneyOut
from pyxl.forecasting.rows import ForecastWeek, RecurringCost
from pyxl.ledger.bank_balances import all_balances
from pyxl.ledger.books import Books
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings

TAB = "Forecast"
WEEKS, WEEK = 13, timedelta(7)
COLUMNS = ("receivables", "orders", "bills", "purchases", "recurring")
OLD_BALANCE_DAYS = 7
_NAME_LENGTH = 60
_SHOWN = 3
"""So many amounts are named in a week."""
_WHY = Label("cash forecast", "Liquiditätsvorschau")
_AMOUNT = Text("{amount} {what}", "{amount} {what}")
_SUMMARY = Text(
    "From {opening} to {closing} in {weeks}; lowest in week {week}: {lowest}.",
    "Von {opening} auf {closing} in {weeks}; am wenigsten in Woche {week}: {lowest}.",
)
_WEEKS = Label("week", "Woche"), Label("weeks", "Wochen")


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """A week with the amounts that fall into it."""

    place: int
    """From 1."""
    first: date
    opening: Money
    flows: tuple[Flow, ...]

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first + WEEK - timedelta(1)

    @property
    def closing(self) -> Money:
        """What is left at its end."""
        return self.opening + total([each.amount for each in self.flows])

    def sum_of(self, column: str) -> Money:
        """What comes or goes under that heading."""
        return total([each.amount for each in self.flows if each.column == column])

    def largest(self, language: Language) -> str:
        """The largest amounts in words, each order or invoice once."""
        sums: dict[str, Money] = {}
        for each in self.flows:
            what = each.what[:_NAME_LENGTH]
            sums[what] = sums.get(what, Money.zero()) + each.amount
        ordered = sorted(sums.items(), key=lambda entry: (-abs(entry[1]).cents, entry[0]))
        named = (_AMOUNT.render(language, amount=_kept_whole(amount, language), what=what) for what, amount in ordered)
        return clean("; ".join(islice(named, _SHOWN)))


def _kept_whole(amount: Money, language: Language) -> str:
    """With a minus sign in place of the hyphen, behind which a line might break."""
    return amount.show(language).replace("-", "\N{MINUS SIGN}")


def cash_forecast(
    receivables: Table[OpenItem],
    customers: Table[Customer],
    instalments: Table[Instalment],
    orders: Table[OrderLine],
    items: Table[Item],
    incoming: Table[IncomingLine],
    suppliers: Table[Supplier],
    recurring_costs: Table[RecurringCost],
    forecast: Table[ForecastWeek],
    settings: Settings,
    books: Books,
    as_of: date,
) -> Outcome:
    """Works out the next thirteen weeks: who pays when, what is due, what recurs; says which week ends too low."""
    sources = (receivables, customers, instalments, orders, items, incoming, suppliers, recurring_costs)
    planned = planned_weeks(*sources, settings, books, as_of)
    weeks = planned.weeks
    changes = ChangeList()
    _write(forecast, weeks, changes)
    findings = (
        *_check_balance(books, as_of),
        *planned.findings,
        *_check_weeks(weeks, settings),
    )
    lowest = min(weeks, key=lambda week: week.closing.cents)
    facts = {
        "opening": weeks[0].opening,
        "closing": weeks[-1].closing,
        "weeks": Counted(WEEKS, *_WEEKS),
        "week": lowest.place,
        "lowest": lowest.closing,
    }
    counts: dict[str, int | str] = {
        "opening_eur": str(weeks[0].opening.amount),
        "closing_eur": str(weeks[-1].closing.amount),
        "lowest_eur": str(lowest.closing.amount),
        "lowest_week": lowest.place,
    }
    return Outcome(
        _SUMMARY.bind(**facts), findings, (), changes.done(), counts, checked_tabs=(recurring_costs.schema.tab,)
    )


@dataclass(frozen=True, slots=True)
class Planned:
    """The thirteen weeks, and what is to be said of the amounts in them."""

    weeks: list[PlannedWeek]
    findings: tuple[Finding, ...]


def planned_weeks(
    receivables: Table[OpenItem],
    customers: Table[Customer],
    instalments: Table[Instalment],
    orders: Table[OrderLine],
    items: Table[Item],
    incoming: Table[IncomingLine],
    suppliers: Table[Supplier],
    recurring_costs: Table[RecurringCost],
    settings: Settings,
    books: Books,
    as_of: date,
    desk: ReceivablesDesk | None = None,
) -> Planned:
    """Who pays when, what is due, what recurs, from that day on; `desk` where the open items were gone through."""
    money_in = MoneyIn(settings, books, as_of)
    desk = desk or ReceivablesDesk(receivables, customers, settings, books)
    money_in.add_receivables(receivables, customers, instalments, desk)
    money_in.add_orders(orders, customers, items)
    money_out = MoneyOut(settings, books, as_of, as_of + WEEKS * WEEK)
    money_out.add_bills()
    money_out.add_purchases(incoming, items, suppliers)
    money_out.add_recurring(recurring_costs)
    weeks = list(plan_weeks(_opening(books), [*money_in.flows, *money_out.flows], as_of))
    return Planned(weeks, (*money_in.told(), *money_out.told()))


def _opening(books: Books) -> Money:
    balance = all_balances(books)
    return balance.amount if balance else Money.zero()


def plan_weeks(opening: Money, flows: Sequence[Flow], as_of: date) -> Iterator[PlannedWeek]:
    """The weeks from that day on; what should have gone before falls into the first, what comes later into none."""
    for place in range(WEEKS):
        first = as_of + place * WEEK
        chosen = tuple(each for each in flows if min(max((each.day - as_of).days, 0) // 7, WEEKS) == place)
        week = PlannedWeek(place + 1, first, opening, chosen)
        yield week
        opening = week.closing


def _check_balance(books: Books, as_of: date) -> Iterator[Finding]:
    """FOR001 and FOR002."""
    balance, cell = all_balances(books), CellRef(TAB)
    if balance is None:
        yield rules.BALANCE_UNKNOWN.at(cell)
    elif (as_of - balance.day).days > OLD_BALANCE_DAYS:
        yield rules.BALANCE_OLD.at(cell, day=balance.day, days=(as_of - balance.day).days)


def _check_weeks(weeks: Sequence[PlannedWeek], settings: Settings) -> Iterator[Finding]:
    """FOR003, of the first week that ends too low: the others follow from it."""
    floor = Money.rounded(settings.bank_floor, EURO) if settings.bank_floor is not None else Money.zero()
    low = next((week for week in weeks if week.closing < floor), None)
    if low:
        cell = CellRef(TAB, None, "closing", str(low.place))
        yield rules.TOO_LITTLE.at(
            cell, week=low.place, first=low.first, last=low.last, closing=low.closing, floor=floor
        )


def _write(present: Table[ForecastWeek], weeks: Sequence[PlannedWeek], changes: ChangeList) -> None:
    """The tab as it is to be: the rows stay where they are, so that the chart shows them."""
    by_key = {row.week: row for row in present}
    for week in weeks:
        key, values = str(week.place), _values(week)
        there = by_key.get(key)
        if there is None:
            changes.append(TAB, key, {"week": key, **values}, _WHY)
            continue
        for column, value in values.items():
            old = getattr(there, column)
            if not (isinstance(value, Label) and old in (value.en, value.de)):
                changes.set(TAB, key, column, old, value, _WHY)


def _values(week: PlannedWeek) -> dict[str, CellValue]:
    return {
        "starts_on": week.first,
        "ends_on": week.last,
        "opening": week.opening,
        **{column: week.sum_of(column) or None for column in COLUMNS},
        "closing": week.closing,
        "reason": Label(week.largest("en"), week.largest("de")),
    }
