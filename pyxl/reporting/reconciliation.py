"""Reconciliation: how much of what the bank booked is settled, by what evidence, and what is still open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pyxl.banking.matching import reasons
from pyxl.core.labels import Label, Text
from pyxl.core.money import EURO
from pyxl.ledger.events import LineAllocated
from pyxl.ledger.rows import BankLine, BankStatus
from pyxl.reporting.building import Compare, figure, parts_by_name, share, sum_of
from pyxl.reporting.catalogue import BY_AMOUNT, BY_HAND, BY_NUMBER, IN_BATCH, OTHER_WAYS
from pyxl.reporting.explaining import Compared
from pyxl.reporting.facts import Fact, Facts, facts_of
from pyxl.reporting.model import RowList, SectionReport, Unit
from pyxl.reporting.periods import Periods
from pyxl.reporting.sources import Sources, both, other_currencies

ROWS, SETTLED_ROWS, PAYMENT_ROWS, OPEN_ROWS = "bank_lines", "settled", "payments", "unsettled"
_ALL = Label("Bank lines of the month", "Bankzeilen des Monats")
_SETTLED = Label("Settled bank lines, with the reason", "Zugeordnete Bankzeilen, mit Begründung")
_PAYMENTS = Label("Money that came in from customers, or may have", "Zahlungseingänge von Kunden, sichere und mögliche")
_OPEN = Label("Bank lines still open, with the reason", "Noch offene Bankzeilen, mit Begründung")
_EVIDENCE: tuple[tuple[Label, tuple[Text, ...]], ...] = (
    (BY_NUMBER, (reasons.NAMED, reasons.NAMED_SEVERAL, reasons.NAMED_IN_PART, reasons.NEARLY_NAMED)),
    (BY_AMOUNT, (reasons.ONLY_ITEM, reasons.ONLY_SUBSET, reasons.ONLY_ITEM_IN)),
)
"""The first that the reason speaks of is what it is counted under."""


def reconciliation_section(sources: Sources, periods: Periods) -> tuple[SectionReport, list[RowList]]:
    """Counted by booking day."""
    rows, sheet = list(sources.bank), sources.bank.sheet
    begin = min((row.booking_date for row in rows), default=None)

    def flow(facts: Iterator[Fact]) -> Compare:
        return Compare.flow(facts_of(sheet, facts, begin), periods)

    settled_rows = [row for row in rows if row.status is BankStatus.SETTLED]
    coming = [row for row in rows if row.amount.cents > 0 and row.status is not BankStatus.NO_CUSTOMER_PAYMENT]
    lines = flow(_fact(row, 1) for row in rows)
    settled = flow(_settled_fact(row, sources) for row in settled_rows)
    payments = flow(_fact(row, int(row.status is BankStatus.SETTLED)) for row in coming)
    unsettled = flow(_fact(row, row.amount.cents) for row in rows if _is_open(row) and row.amount.currency == EURO)
    rates = [_rate(each) for each in (payments.now, payments.month, payments.year)]
    figures = (
        sum_of("bank_lines", lines, ROWS),
        sum_of("settled", settled, SETTLED_ROWS),
        figure("settled_rate", rates[0].value, rates[1], rates[2], rows=PAYMENT_ROWS, places=payments.now.places),
        sum_of("unsettled", unsettled, OPEN_ROWS),
    )
    notes = other_currencies(row.amount for row in rows if _is_open(row))
    section = SectionReport(
        key="RECONCILIATION",
        figures=figures,
        breakdowns=(parts_by_name("matched", settled, SETTLED_ROWS),),
        notes=tuple(both(note) for note in notes),
    )
    lists = [
        lines.now.listed(ROWS, _ALL, Unit.COUNT),
        settled.now.listed(SETTLED_ROWS, _SETTLED, Unit.COUNT),
        payments.now.listed(PAYMENT_ROWS, _PAYMENTS, Unit.COUNT),
        unsettled.now.listed(OPEN_ROWS, _OPEN),
    ]
    return section, lists


def _is_open(row: BankLine) -> bool:
    return row.status in (None, BankStatus.NEW, BankStatus.REVIEW)


def _fact(row: BankLine, value: int) -> Fact:
    name = row.counterparty_name or row.transaction_text
    text = f"{name}: {row.reason}" if row.reason else name
    return Fact(row.sheet_row, row.line_id, row.booking_date, text, name, value)


def _settled_fact(row: BankLine, sources: Sources) -> Fact:
    allocated = sources.books.allocations.get(row.line_id)
    return _fact(row, 1)._replace(by=(evidence(allocated[1]) if allocated else OTHER_WAYS).en)


def evidence(event: LineAllocated) -> Label:
    """What settled the line, in a word: the journal keeps the reason as a sentence."""
    if event.accepted_by_hand:
        return BY_HAND
    if event.batch or any(part.payment_batch for part in event.parts):
        return IN_BATCH
    return next(
        (label for label, texts in _EVIDENCE if any(_says(event.reason.en, text) for text in texts)), OTHER_WAYS
    )


def _says(sentence: str, text: Text) -> bool:
    return _pattern(text).search(sentence) is not None


@cache
def _pattern(text: Text) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", text.en)
    return re.compile(".+?".join(re.escape(part) for part in parts), re.IGNORECASE)


def _rate(facts: Facts | None) -> Compared:
    return Compared(None if facts is None else share(facts.total, facts.count))
