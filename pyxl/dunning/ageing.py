"""The ageing list of a day: open items by customer and age, days sales outstanding, how late customers pay.

A past day shows what was open then: what was paid later is open. Credit notes count whenever they were issued.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from pyxl.banking.items import ReceivablesDesk
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.labels import Counted, Label, Sentence, Text
from pyxl.core.money import EURO, Money, round_half_up, total
from pyxl.core.outcome import Outcome
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.dunning.ageing_rows import AgeingRow
from pyxl.dunning.attention import not_marked_doubtful
from pyxl.dunning.levels import DEFAULT_LEVELS, usable_levels
from pyxl.dunning.payments import PaymentHistory
from pyxl.dunning.rows import DunningLevel
from pyxl.ledger.books import Books, ItemState
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.settings import Settings

TAB = "Ageing"
LIMITS = (0, 30, 60, 90)
"""Days overdue up to which an item is in each of the first four buckets: not due, then thirty days each."""
BUCKETS = ("not_due", "days_30", "days_60", "days_90", "older")
SALES_DAYS = 90
"""Days of sales that days sales outstanding are measured by."""
MONTHS_OF_SALES, YEAR = 2, 365
LATE_DAYS = 30
_WHY = Label("ageing list", "Altersliste")
_SUMMARY = Text(
    "{owed} open with {customers}, {overdue} of it overdue{doubtful}{credits}{outstanding}.",
    "{owed} offen bei {customers}, davon {overdue} überfällig{doubtful}{credits}{outstanding}.",
)
_OUTSTANDING = Text("; sales outstanding (DSO): {dso} days", "; Außenstandsdauer (DSO): {dso} Tage")
_DOUBTFUL = Text(", {doubtful} doubtful", ", {doubtful} zweifelhaft")
_CREDITS = Text("; less {credits} of credits, {amount} remain", "; nach Abzug von {credits} Guthaben bleiben {amount}")
_CUSTOMERS = Label("customer", "Kunde"), Label("customers", "Kunden")


@dataclass
class Behaviour:
    """What the books know of a customer: sales of the last year, and how late invoices were paid."""

    sales: Money = field(default_factory=Money.zero)
    paid_cents: int = 0
    late_cent_days: int = 0

    @property
    def days_late(self) -> Decimal | None:
        """Days from due date to payment, weighted by amount; none where nothing was paid in full yet."""
        return round_half_up(Decimal(self.late_cent_days) / self.paid_cents, 1) if self.paid_cents else None


def list_ageing(
    receivables: Table[OpenItem],
    customers: Table[Customer],
    ageing: Table[AgeingRow],
    dunning_levels: Table[DunningLevel],
    settings: Settings,
    books: Books,
    as_of: date,
) -> Outcome:
    """Writes the tab Ageing list anew: what each customer owes by age on the day, and how he pays."""
    desk = ReceivablesDesk(receivables, customers, settings, books)
    history = PaymentHistory(books)
    open_items = [
        (row, amount)
        for row in receivables
        if row.invoice_date <= as_of and (amount := open_on(row, desk, history, as_of))
    ]
    invoices = [each for number, each in books.items.items() if not books.dunning.is_charge(number)]
    known = behaviours(invoices, as_of)
    rows = _rows(open_items, customers, known, as_of)
    changes = ChangeList()
    _write(ageing, rows, changes)
    euros = [(row, amount) for row, amount in open_items if amount.currency == EURO]
    amount = total([each for _, each in euros])
    overdue = total([each for row, each in euros if each.cents > 0 and row.due_date < as_of])
    dso = days_sales_outstanding(amount, invoices, as_of)
    doubtful = total([each for row, each in euros if row.doubtful and each.cents > 0])
    counts: dict[str, int | str] = {
        "customers": len({row.customer_number for row, _ in open_items}),
        "amount_open": str(amount.amount),
        "amount_overdue": str(overdue.amount),
        "amount_doubtful": str(doubtful.amount),
        "days_sales_outstanding": "" if dso is None else str(dso),
    }
    levels, _ = usable_levels(dunning_levels)
    told = not_marked_doubtful(receivables, open_items, books, len(levels or DEFAULT_LEVELS), as_of)
    summary = _summary(open_items, amount, overdue, doubtful, dso)
    return Outcome(summary, (*desk.findings, *told), (), changes.done(), counts)


def _summary(
    open_items: Sequence[tuple[OpenItem, Money]], amount: Money, overdue: Money, doubtful: Money, dso: Decimal | None
) -> Sentence:
    """What is owed, of which some is overdue; credits are told apart, for the amount left may be less than that."""
    owing = {row.customer_number for row, each in open_items if each.cents > 0}
    owed = total([each for _, each in open_items if each.currency == EURO and each.cents > 0])
    credit = owed - amount
    return _SUMMARY.bind(
        owed=owed,
        customers=Counted(len(owing), *_CUSTOMERS),
        overdue=overdue,
        doubtful=_DOUBTFUL.bind(doubtful=doubtful) if doubtful else "",
        credits=_CREDITS.bind(credits=credit, amount=amount) if credit else "",
        outstanding="" if dso is None else _OUTSTANDING.bind(dso=dso),
    )


def open_on(row: OpenItem, desk: ReceivablesDesk, history: PaymentHistory, as_of: date) -> Money | None:
    """What was open on the item at the end of that day; None for nothing, and where the row cannot be used."""
    entry = desk.entries.get(row.invoice_number)
    if entry is None or entry.is_cancelled or row.invoice_number not in desk.cells:
        return None
    later = [paid for day, paid in history.settled(row.invoice_number) if day > as_of]
    if not later and not entry.open:
        return None  # The lot of most items, of which a year has tens of thousands.
    return Money.from_cents(entry.open, entry.currency) + total(later, entry.currency) or None


def bucket(due_date: date, as_of: date) -> str:
    """The column an item belongs in.

    >>> [bucket(date(2026, 5, 1), date(2026, 5, 1) + timedelta(days)) for days in (0, 1, 30, 31, 91)]
    ['not_due', 'days_30', 'days_30', 'days_60', 'older']
    """
    late = (as_of - due_date).days
    return next((name for name, limit in zip(BUCKETS, LIMITS, strict=False) if late <= limit), BUCKETS[-1])


def behaviours(items: Iterable[ItemState], as_of: date) -> dict[str, Behaviour]:
    """How each customer buys and pays, in EUR, by customer number."""
    found: dict[str, Behaviour] = defaultdict(Behaviour)
    for item in items:
        facts, gross = item.facts, item.facts.gross_amount
        if gross.currency != EURO or gross.cents <= 0:
            continue
        behaviour = found[facts.customer_number]
        if as_of - timedelta(YEAR) < facts.invoice_date <= as_of:
            behaviour.sales = behaviour.sales + gross - item.credited
        if not item.amount_open and item.amount_paid and item.last_payment and item.last_payment <= as_of:
            behaviour.paid_cents += gross.cents
            behaviour.late_cent_days += gross.cents * (item.last_payment - facts.due_date).days
    return found


def days_sales_outstanding(amount_open: Money, items: Iterable[ItemState], as_of: date) -> Decimal | None:
    """For how many days of sales money is outstanding: open over sales of the last 90 days, times 90."""
    since = as_of - timedelta(SALES_DAYS)
    sold = total(
        [
            item.facts.gross_amount - item.credited
            for item in items
            if since < item.facts.invoice_date <= as_of and item.facts.gross_amount.currency == EURO
        ]
    )
    return round_half_up(amount_open.amount * SALES_DAYS / sold.amount, 1) if sold.cents > 0 else None


def credit_limit(behaviour: Behaviour, has_old_debts: bool) -> Money | None:
    """What may be open with a customer: two average months, half for late payers, nothing with debts over 90 days.

    >>> credit_limit(Behaviour(Money.of(12_100), 100, 4_000), has_old_debts=False)
    Money('1100.00', 'EUR')
    """
    if has_old_debts or behaviour.sales.cents <= 0:
        return Money.zero() if has_old_debts else None
    limit = behaviour.sales.amount * MONTHS_OF_SALES / 12
    if behaviour.days_late is not None and behaviour.days_late > LATE_DAYS:
        limit /= 2
    return Money.of((limit / 100).to_integral_value(ROUND_CEILING) * 100)


def _rows(
    open_items: Sequence[tuple[OpenItem, Money]],
    customers: Table[Customer],
    known: dict[str, Behaviour],
    as_of: date,
) -> dict[str, dict[str, CellValue]]:
    groups: dict[tuple[str, str], list[tuple[OpenItem, Money]]] = defaultdict(list)
    for row, amount in open_items:
        groups[row.customer_number, amount.currency].append((row, amount))
    ordered = sorted(groups.items(), key=lambda group: (-sum(each.cents for _, each in group[1]), group[0]))
    rows: dict[str, dict[str, CellValue]] = {}
    for (number, currency), items in ordered:
        customer = customers.get(number)
        name = customer.name if customer else items[0][0].customer_name
        key = number if currency == EURO else f"{number}-{currency}"
        sums = _sums(items, currency, as_of)
        behaviour = known.get(number, Behaviour()) if currency == EURO else Behaviour()
        rows[key] = {
            "entry_id": key,
            "as_of": as_of,
            "customer_number": number,
            "customer_name": name,
            "amount_open": total([each for _, each in items], currency),
            **{name: amount or None for name, amount in sums.items()},
            "doubtful": total([each for row, each in items if row.doubtful and each.cents > 0], currency) or None,
            "currency": currency,
            "days_late": behaviour.days_late,
            "credit_limit": credit_limit(behaviour, bool(sums["older"])),
        }
    return rows


def _sums(items: Sequence[tuple[OpenItem, Money]], currency: str, as_of: date) -> dict[str, Money]:
    sums = dict.fromkeys((*BUCKETS, "credit"), Money.zero(currency))
    for row, amount in items:
        name = bucket(row.due_date, as_of) if amount.cents > 0 else "credit"
        sums[name] = sums[name] + amount
    return sums


def _write(present: Table[AgeingRow], rows: dict[str, dict[str, CellValue]], changes: ChangeList) -> None:
    """The tab as it is to be; rows of customers who owe nothing any more go."""
    by_key = {row.entry_id: row for row in present}
    for row in present:
        if row.entry_id not in rows:
            values = {column.name: getattr(row, column.name) for column in schema_of(AgeingRow).columns}
            changes.clear(TAB, row.entry_id, values, _WHY)
    for key, values in rows.items():
        there = by_key.get(key)
        if there is None:
            changes.append(TAB, key, {**values, "statement": False}, _WHY)
            continue
        for column, value in values.items():
            changes.set(TAB, key, column, getattr(there, column), value, _WHY)
