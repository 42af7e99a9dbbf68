"""Open items by age, days sales outstanding, and what was done to collect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pyxl.banking.items import ReceivablesDesk
from pyxl.core.labels import Label, Text
from pyxl.core.money import EURO, Money
from pyxl.core.tables import Table
from pyxl.dunning.ageing import (
    BUCKETS,
    SALES_DAYS,
    bucket,
    days_sales_outstanding,
    open_on,
    sales_known_since,
)
from pyxl.dunning.payments import PaymentHistory
from pyxl.dunning.rows import CollectionEntry, CollectionKind, CollectionStatus
from pyxl.ledger.rows import open_amount
from pyxl.reporting.building import Compare, figure, fixed_parts, sum_of
from pyxl.reporting.explaining import Compared
from pyxl.reporting.facts import Fact, Facts, facts_of
from pyxl.reporting.model import Figure, RowList, SectionReport
from pyxl.reporting.periods import Periods
from pyxl.reporting.sources import Sources, both, other_currencies

ROWS, OVERDUE_ROWS, LETTER_ROWS, WRITTEN_OFF_ROWS = "receivables", "overdue", "letters", "written_off"
CREDIT = "credit"
_OPEN = Label("Open items", "Offene Posten")
_OVERDUE = Label("Overdue items", "Überfällige Posten")
_LETTERS = Label("Dunning letters", "Mahnungen")
_WRITTEN_OFF = Label("Write-offs", "Ausbuchungen")
_PAST = Text(
    "Credit notes count as of today, also where the day is past.",
    "Rechnungskorrekturen zählen nach heutigem Stand, auch an vergangenen Tagen.",
)
_NO_DSO = Label(
    f"Not known: pyxl invoiced nothing in the last {SALES_DAYS} days.",
    f"Unbekannt: pyxl hat in den letzten {SALES_DAYS} Tagen nichts berechnet.",
)
_KNOWN_SINCE = Text(
    "Too many days, for sales are known since {day} only, not of the last {days} days.",
    "Zu viele Tage, da Umsatz erst seit {day} bekannt ist, nicht von den letzten {days} Tagen.",
)


def receivables_section(sources: Sources, periods: Periods) -> tuple[SectionReport, list[RowList]]:
    """How much is open, since when, and for how many days of sales."""
    desk = sources.desk
    history = PaymentHistory(sources.books)
    days = [span.last for span in (periods.now, periods.month_before, periods.year_before)]
    begin = min((row.invoice_date for row in sources.receivables), default=None)
    named, aged = [], []
    for day in days:
        found = list(_open_items(sources, desk, history, day))
        named.append(facts_of(sources.receivables.sheet, found, begin))
        ages = [each._replace(by=_age(sources, each, day)) for each in found]
        aged.append(facts_of(sources.receivables.sheet, ages, begin))
    compared, by_age = Compare.state(named, periods), Compare.state(aged, periods)
    overdue = Compare.state(
        [facts.where(~age.frame["by"].isin((BUCKETS[0], CREDIT))) for facts, age in zip(named, aged, strict=True)],
        periods,
    )
    dso = [
        Compared(None if facts is None else _dso(sources, facts, day))
        for facts, day in zip((compared.now, compared.month, compared.year), days, strict=True)
    ]
    figures = (
        sum_of("receivables", compared, ROWS),
        sum_of("overdue", overdue, OVERDUE_ROWS),
        _dso_figure(sources, dso, compared.now.places, periods.now.last),
    )
    notes = [_PAST.bind()] if periods.now.last < sources.as_of else []
    notes += other_currencies(amount for row in sources.receivables if (amount := open_amount(row)))
    section = SectionReport(
        key="RECEIVABLES",
        figures=figures,
        breakdowns=(fixed_parts("ageing", by_age, (*BUCKETS, CREDIT), ROWS),),
        notes=tuple(both(note) for note in notes),
    )
    return section, [compared.now.listed(ROWS, _OPEN), overdue.now.listed(OVERDUE_ROWS, _OVERDUE)]


def _open_items(sources: Sources, desk: ReceivablesDesk, history: PaymentHistory, day: date) -> Iterator[Fact]:
    for row in sources.receivables:
        amount = open_on(row, desk, history, day) if row.invoice_date <= day else None
        if amount is not None and amount.currency == EURO:
            name = row.customer_name or sources.customer_name(row.customer_number)
            yield Fact(row.sheet_row, row.invoice_number, row.due_date, name, name, amount.cents)


def _age(sources: Sources, fact: Fact, day: date) -> str:
    assert fact.day is not None
    return bucket(fact.day, day) if fact.value > 0 else CREDIT


def _dso(sources: Sources, facts: Facts, day: date) -> int | None:
    """In tenths of a day, as the ageing list has it."""
    dso = days_sales_outstanding(Money.from_cents(facts.total), sources.books, day)
    return None if dso is None else int(dso * 10)


def _dso_figure(sources: Sources, dso: list[Compared], places: tuple[int, ...], day: date) -> Figure:
    """The figure, or why there is none; in the first months, what was sold and paid before pyxl came is missing."""
    found = figure("dso", dso[0].value, dso[1], dso[2], rows=ROWS, places=places)
    since = sales_known_since(sources.books)
    if found.value is None or since is None:
        return replace(found, sentence=_NO_DSO)
    if since <= day - timedelta(SALES_DAYS - 1):
        return found
    too_many, said = both(_KNOWN_SINCE.bind(day=since, days=SALES_DAYS)), found.sentence
    return replace(found, sentence=Label(f"{said.en} {too_many.en}", f"{said.de} {too_many.de}"))


def dunning_section(sources: Sources, periods: Periods) -> tuple[SectionReport, list[RowList]]:
    """The letters that were written, what they ask for, and what was given up."""
    letters = Compare.flow(_entries(sources.collections, CollectionKind.LETTER), periods)
    written_off = Compare.flow(_entries(sources.collections, CollectionKind.WRITE_OFF, EURO), periods)
    euros = Compare.flow(_entries(sources.collections, CollectionKind.LETTER, EURO), periods)
    figures = (
        sum_of("letters", letters.counted(), LETTER_ROWS),
        sum_of("asked", euros, LETTER_ROWS),
        sum_of("written_off", written_off, WRITTEN_OFF_ROWS),
    )
    lists = [letters.now.listed(LETTER_ROWS, _LETTERS), written_off.now.listed(WRITTEN_OFF_ROWS, _WRITTEN_OFF)]
    return SectionReport(key="DUNNING", figures=figures), lists


def _entries(collections: Table[CollectionEntry], kind: CollectionKind, currency: str = "") -> Facts:
    rows = [row for row in collections if row.status is CollectionStatus.WRITTEN]
    begin = min((row.day for row in rows), default=None)
    chosen = (row for row in rows if row.kind is kind and currency in ("", row.currency))
    return facts_of(
        collections.sheet,
        (
            Fact(row.sheet_row, row.entry_id, row.day, row.customer_name, row.customer_name, _amount(row).cents)
            for row in chosen
        ),
        begin,
    )


def _amount(row: CollectionEntry) -> Money:
    """What a letter asks for, or what was given up."""
    return row.amount_open if row.kind is CollectionKind.WRITE_OFF else row.amount_asked
