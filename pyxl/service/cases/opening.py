"""Open cases: each new row of the tab Cases gets its number and its due dates; what does not fit is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pyxl.core.changes import ChangeList
from pyxl.core.findings import Finding, has_errors, rows_with_errors
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome, Series
from pyxl.core.tables import Table
from pyxl.dunning.surveying import place_of
from pyxl.ledger.books import Books, Find
from pyxl.ledger.cases.events import CaseOpened
from pyxl.ledger.cases.rows import Case, CaseStatus, Cause
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine
from pyxl.service.cases.checking import Register, check_case
from pyxl.service.cases.due_dates import days_after, within
from pyxl.service.cases.known import Known
from pyxl.service.cases.posting import TAB, CasePosting
from pyxl.service.cases.worth import invoiced, worth_of
from pyxl.settings import Settings
from pyxl.settings.checks import check_pattern

_SUMMARY = Text("{opened} registered; with errors: {left}.", "{opened} erfasst; mit Fehlern liegen geblieben: {left}.")
_CASES = Label("case", "Fall"), Label("cases", "Fälle")
_BEGUN = Label("a new case", "ein neuer Fall")


@dataclass(frozen=True)
class _Numbering:
    settings: Settings
    books: Books
    as_of: date
    user: str
    find: Find

    def posting(self, case: Case) -> CasePosting:
        """The case with its due dates and what is disputed; what she typed stays."""
        settings, day = self.settings, case.received_on or self.as_of
        worth = None if case.disputed_amount else self._worth(case)
        place = place_of(settings)
        opened = CaseOpened(
            line_id=case.line_id,
            received_on=day,
            customer_number=case.customer_number,
            complaint=case.complaint,
            answer_due=case.answer_due or days_after(place, day, within(settings.first_answer_days)),
            solution_due=case.solution_due or days_after(place, day, within(settings.solution_days)),
            channel=case.channel.name if case.channel else "",
            wish=case.wish.name if case.wish else "",
            cause=case.cause,
            order_number=case.order_number,
            delivery_number=case.delivery_number,
            invoice_number=case.invoice_number,
            item_number=case.item_number,
            quantity=case.quantity,
            disputed_amount=case.disputed_amount or worth,
            opened_by=self.user,
            is_disputed_by_quantity=worth is not None,
        )
        series = Series(settings.case_number_pattern, self.as_of.year)
        rounds = self.books.cases.rounds[case.line_id]
        return CasePosting(opened, rounds, series, (case.answer_due, case.solution_due, case.disputed_amount))

    def _worth(self, case: Case) -> Money | None:
        """What was charged for so many of that item; None where that is not known, and then all is disputed."""
        if not case.item_number or not case.quantity or case.quantity <= 0:
            return None
        of = invoiced(case.invoice_number, case.customer_number, self.books, self.find)
        worth = worth_of(of, case.item_number, case.quantity) if of else None
        return worth if of and worth and worth <= of.item.facts.gross_amount else None


def open_cases(
    cases: Table[Case],
    causes: Table[Cause],
    customers: Table[Customer],
    items: Table[Item],
    orders: Table[OrderLine],
    receivables: Table[OpenItem],
    settings: Settings,
    books: Books,
    as_of: date,
    find: Find,
    user: str = "",
) -> Outcome:
    """Registers the rows that have no number yet and are right; all rows are checked."""
    register = Register(cases, customers, items, causes, Known(orders, receivables, books))
    findings: list[Finding] = list(cases.findings)
    broken, no_pattern = rows_with_errors(cases.findings, TAB), check_pattern(settings, "case_number_pattern")
    numbering, changes = _Numbering(settings, books, as_of, user, find), ChangeList()
    postings: list[CasePosting] = []
    for case in cases:
        found = check_case(case, register, as_of)
        findings += found
        if case.sheet_row in broken or has_errors(found) or no_pattern:
            continue
        if case.line_id not in books.cases.cases:
            postings.append(numbering.posting(case))
        if case.status is None:
            changes.set(TAB, case.line_id, "status", None, CaseStatus.NEW, _BEGUN)
        if not case.responsible:
            changes.set(TAB, case.line_id, "responsible", "", user, _BEGUN)
    left = len(rows_with_errors(findings, TAB))
    findings += [no_pattern] if no_pattern else []
    return Outcome(
        _SUMMARY.bind(opened=Counted(len(postings), *_CASES), left=left),
        tuple(findings),
        tuple(postings),
        changes.done(),
        {"opened": len(postings), "rows_with_errors": left},
        checked_tabs=(TAB,),
    )
