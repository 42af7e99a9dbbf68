"""Cases due: what must be done today for customers who complained, late ones first, and what has waited too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.listing import write_list
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.dunning.surveying import place_of
from pyxl.ledger.cases.rows import Case, CaseStatus
from pyxl.masterdata.customers import Customer
from pyxl.service.cases import rules
from pyxl.service.cases.due_dates import days_after, days_between, within
from pyxl.service.cases.due_rows import CaseDueRow, CaseTask
from pyxl.settings import Settings

_WHY = Label("as of today", "nach heutigem Stand")
_SUMMARY = Text(
    "{tasks} to do: {late} late, {escalated} escalated.", "{tasks}: {late} verspätet, {escalated} eskaliert."
)
_TASKS = Label("case", "Fall zu bearbeiten"), Label("cases", "Fälle zu bearbeiten")


@dataclass(frozen=True)
class Task:
    """One thing to do for one case, due today or before."""

    case: Case
    what: CaseTask
    due_on: date
    days_late: int
    is_escalated: bool = False


def cases_due(
    cases: Table[Case], customers: Table[Customer], due: Table[CaseDueRow], settings: Settings, as_of: date
) -> Outcome:
    """Writes the tab Cases due anew: what is due on the day or was before, with how late it is."""
    tasks = due_tasks(cases.rows, settings, as_of)
    changes = ChangeList()
    rows = [_row(task, customers, settings) for task in tasks]
    write_list(due, rows, changes, _WHY)
    findings = [*cases.findings, *(_escalation(task, cases) for task in tasks if task.is_escalated)]
    late, escalated = sum(task.days_late > 0 for task in tasks), sum(task.is_escalated for task in tasks)
    return Outcome(
        _SUMMARY.bind(tasks=Counted(len(tasks), *_TASKS), late=late, escalated=escalated),
        tuple(findings),
        (),
        changes.done(),
        {"due": len(tasks), "late": late, "escalated": escalated},
    )


def due_tasks(cases: Sequence[Case], settings: Settings, as_of: date) -> list[Task]:
    """What is due, the latest first; then by day, and by number."""
    place = place_of(settings)
    tasks = []
    for case in cases:
        for what, day in _open_tasks(case, settings):
            if day > as_of:
                continue
            late = days_between(place, day, as_of)
            is_escalated = what is not CaseTask.FOLLOW_UP and late > within(settings.escalation_days)
            tasks.append(Task(case, what, day, late, is_escalated))
    return sorted(tasks, key=lambda task: (-task.days_late, task.due_on, task.case.case_number, task.case.line_id))


def _open_tasks(case: Case, settings: Settings) -> Iterator[tuple[CaseTask, date]]:
    """What is still to be done, whenever it is due. A case that waits for the customer is not late."""
    if case.status is CaseStatus.SETTLED and case.solved_on and not case.followed_up_on:
        yield CaseTask.FOLLOW_UP, days_after(place_of(settings), case.solved_on, within(settings.follow_up_days))
    if not case.is_open:
        return
    if not case.case_number and case.received_on:
        yield CaseTask.REGISTER, case.received_on
    if case.answer_due and not case.answered_on:
        yield CaseTask.ANSWER, case.answer_due
    if case.solution_due and case.status is not CaseStatus.WAITING:
        yield CaseTask.SOLUTION, case.solution_due


def _row(task: Task, customers: Table[Customer], settings: Settings) -> dict[str, CellValue]:
    case = task.case
    customer = customers.get(case.customer_number)
    return {
        "case_number": case.case_number,
        "task": task.what,
        "due_on": task.due_on,
        "days_late": task.days_late or None,
        "responsible": case.responsible,
        "escalated_to": (settings.escalate_to) if task.is_escalated else "",
        "customer_number": case.customer_number,
        "customer_name": customer.name if customer else "",
        "complaint": case.complaint,
    }


def _escalation(task: Task, cases: Table[Case]) -> Finding:
    """SER013."""
    name = "received_on" if task.what is CaseTask.REGISTER else f"{task.what.name.lower()}_due"
    return rules.ESCALATED.at(
        cases.cell(task.case, name),
        number=task.case.case_number or task.case.line_id,
        task=task.what.label,
        day=task.due_on,
        days=task.days_late,
    )
