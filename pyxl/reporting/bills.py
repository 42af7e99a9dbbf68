"""Suppliers' bills: what is open and when it falls due, and the cash discounts that were gained, lost and granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pyxl.core.labels import Label
from pyxl.core.money import EURO, Money
from pyxl.ledger.events import AllocatedPart
from pyxl.ledger.payables.payables import BillState
from pyxl.reporting.building import Compare, sum_of
from pyxl.reporting.facts import Fact, Facts, facts_of
from pyxl.reporting.model import RowList, SectionReport
from pyxl.reporting.periods import Periods
from pyxl.reporting.sources import Sources, both, other_currencies

SOON = timedelta(30)
OPEN_ROWS, OVERDUE_ROWS, DUE_ROWS = "bills_open", "bills_overdue", "bills_due"
GAINED_ROWS, LOST_ROWS, GRANTED_ROWS = "discount_gained", "discount_lost", "discount_granted"
_LABELS = {
    OPEN_ROWS: Label("Open bills", "Offene Rechnungen"),
    OVERDUE_ROWS: Label("Overdue bills", "Überfällige Rechnungen"),
    DUE_ROWS: Label("Bills due within 30 days", "In 30 Tagen fällige Rechnungen"),
    GAINED_ROWS: Label("Discount taken of bills", "Von Rechnungen gezogenes Skonto"),
    LOST_ROWS: Label("Discount that was offered and not taken", "Angebotenes, nicht gezogenes Skonto"),
    GRANTED_ROWS: Label("Discount that customers took", "Von Kunden gezogenes Skonto"),
}


def bills_section(sources: Sources, periods: Periods) -> tuple[SectionReport, list[RowList]]:
    """What is owed to suppliers, and the discounts of both sides."""
    bills = [bill for bill in sources.books.payables.bills.values() if bill.facts.gross_amount.currency == EURO]
    begin = min((bill.facts.bill_date for bill in bills), default=None)
    days = [span.last for span in (periods.now, periods.month_before, periods.year_before)]
    states = [facts_of(sources.bills.sheet, _open(sources, bills, day), begin) for day in days]
    overdue = [each.where(each.frame["day"] < str(day)) for each, day in zip(states, days, strict=True)]
    due = [
        each.where((each.frame["day"] >= str(day)) & (each.frame["day"] <= str(day + SOON)))
        for each, day in zip(states, days, strict=True)
    ]
    taken = facts_of(sources.bills.sheet, _gained(sources))
    compared = {
        OPEN_ROWS: Compare.state(states, periods),
        OVERDUE_ROWS: Compare.state(overdue, periods),
        DUE_ROWS: Compare.state(due, periods),
        GAINED_ROWS: Compare.flow(Facts(taken.sheet, taken.frame, begin), periods),
        LOST_ROWS: Compare.flow(facts_of(sources.bills.sheet, _lost(bills, sources), begin), periods),
        GRANTED_ROWS: Compare.flow(facts_of(sources.receivables.sheet, _granted(sources), _first(sources)), periods),
    }
    figures = tuple(sum_of(key, each, key) for key, each in compared.items())
    lists = [each.now.listed(key, _LABELS[key]) for key, each in compared.items()]
    notes = other_currencies(bill.amount_open for bill in sources.books.payables.bills.values() if bill.amount_open)
    return SectionReport(key="BILLS", figures=figures, notes=tuple(both(note) for note in notes)), lists


def _row(sources: Sources, bill: BillState) -> int:
    row = sources.bills.get(bill.facts.bill_id)
    return row.sheet_row if row else 0


def _fact(sources: Sources, bill: BillState, day: date, amount: Money) -> Fact:
    name = bill.facts.supplier_name
    return Fact(_row(sources, bill), bill.facts.bill_number, day, name, name, amount.cents)


def _open(sources: Sources, bills: list[BillState], day: date) -> Iterator[Fact]:
    """What was open at the end of that day: what the bank debited later was still open."""
    later: dict[str, int] = {}
    for booked_on, part in _paid(sources):
        if booked_on > day:
            settled = -part.amount.cents + _discount(part)
            later[part.invoice_number] = later.get(part.invoice_number, 0) + settled
    for bill in bills:
        cents = bill.amount_open.cents + later.get(bill.facts.bill_id, 0)
        if bill.facts.bill_date <= day and cents:
            yield _fact(sources, bill, bill.facts.due_date, Money.from_cents(cents))


def _paid(sources: Sources) -> Iterator[tuple[date, AllocatedPart]]:
    """Parts of bank lines that pay bills, in EUR; money out is negative."""
    for _, event in sources.books.allocations.values():
        yield from ((event.booking_date, p) for p in event.parts if p.is_bill and p.amount.currency == EURO)


def _discount(part: AllocatedPart) -> int:
    """What was deducted of a bill, in cents; the books sign it like the money that went out."""
    return -part.discount_taken.cents if part.discount_taken else 0


def _gained(sources: Sources) -> Iterator[Fact]:
    for day, part in _paid(sources):
        bill, cents = sources.books.payables.bills.get(part.invoice_number), _discount(part)
        if bill and cents:
            yield _fact(sources, bill, day, Money.from_cents(cents))


def _lost(bills: list[BillState], sources: Sources) -> Iterator[Fact]:
    """The highest discount of each bill, on the last day for it, where it was not taken and is in no batch."""
    for bill in bills:
        best = max(bill.facts.discounts, key=lambda each: each.amount.cents, default=None)
        if best is None or best.until >= sources.as_of or bill.is_cancelled or bill.discount_taken:
            continue
        if not _takes_discount(bill, sources):
            yield _fact(sources, bill, best.until, best.amount)


def _takes_discount(bill: BillState, sources: Sources) -> bool:
    batch = sources.books.batches.get(bill.batch)
    items = batch.facts.items if batch else ()
    return any(each.invoice_number == bill.facts.bill_id and each.discount for each in items)


def _granted(sources: Sources) -> Iterator[Fact]:
    for _, event in sources.books.allocations.values():
        for part in event.parts:
            discount = part.discount_taken
            if part.is_bill or not discount or discount.currency != EURO:
                continue
            row, name = sources.receivables.get(part.invoice_number), sources.customer_name(part.customer_number)
            place = row.sheet_row if row else 0
            yield Fact(place, part.invoice_number, event.booking_date, name, name, discount.cents)


def _first(sources: Sources) -> date | None:
    return min((line.booking_date for line in sources.books.bank_lines.values()), default=None)
