"""Complaints: how many came in, why, what they cost, and how many are open. Rejected ones do not count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pyxl.core.labels import Label
from pyxl.core.money import EURO
from pyxl.ledger.cases.rows import CLOSED, Case, CaseStatus
from pyxl.reporting.building import Compare, parts_by_name, sum_of
from pyxl.reporting.catalogue import NO_CAUSE
from pyxl.reporting.facts import Fact, facts_of
from pyxl.reporting.model import RowList, SectionReport, Unit
from pyxl.reporting.periods import Periods
from pyxl.reporting.sources import Sources

ROWS, COST_ROWS, OPEN_ROWS = "complaints", "complaint_cost", "complaints_open"
_RECEIVED = Label("Complaints of the month", "Reklamationen des Monats")
_COST = Label("Complaints of the month that cost something", "Reklamationen des Monats mit Kosten")
_OPEN = Label("Open complaints", "Offene Reklamationen")


def complaints_section(sources: Sources, periods: Periods) -> tuple[SectionReport, list[RowList]]:
    """Counted by the day they came in."""
    rows = [row for row in sources.cases if row.complaint and row.received_on and row.status is not CaseStatus.REJECTED]
    begin = min((row.received_on for row in rows if row.received_on), default=None)
    sheet = sources.cases.sheet
    received = Compare.flow(facts_of(sheet, (_fact(row, 1) for row in rows)), periods)
    costs = ((row, row.cost) for row in rows if row.cost and row.cost.currency == EURO)
    cost = Compare.flow(facts_of(sheet, (_fact(row, amount.cents) for row, amount in costs), begin), periods)
    days = [span.last for span in (periods.now, periods.month_before, periods.year_before)]
    unsolved = Compare.state([facts_of(sheet, _open(rows, day), begin) for day in days], periods)
    figures = (
        sum_of("complaints", received, ROWS),
        sum_of("complaint_cost", cost, COST_ROWS),
        sum_of("complaints_open", unsolved, OPEN_ROWS),
    )
    lists = [
        received.now.listed(ROWS, _RECEIVED, Unit.COUNT),
        cost.now.listed(COST_ROWS, _COST),
        unsolved.now.listed(OPEN_ROWS, _OPEN, Unit.COUNT),
    ]
    return SectionReport(
        key="COMPLAINTS", figures=figures, breakdowns=(parts_by_name("causes", received, ROWS),)
    ), lists


def _fact(row: Case, value: int) -> Fact:
    cause = row.cause or NO_CAUSE.en
    return Fact(row.sheet_row, row.case_number or row.line_id, row.received_on, row.complaint, cause, value)


def _open(rows: list[Case], day: date) -> Iterator[Fact]:
    """Those that had come in by that day and were solved later or not yet."""
    for row in rows:
        if row.received_on is None or row.received_on > day:
            continue
        is_solved = row.solved_on <= day if row.solved_on else row.status in CLOSED
        if not is_solved:
            yield _fact(row, 1)
