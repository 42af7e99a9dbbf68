"""The tab of what is to be done for customers who complained: written anew each time, late ones first."""

from __future__ import annotations

from datetime import date

from pyxl.core.labels import Label
from pyxl.core.schema import LabelledEnum, Row, column, table


class CaseTask(LabelledEnum):
    """What is to be done."""

    REGISTER = Label("register", "erfassen")
    ANSWER = Label("first answer", "erste Antwort")
    SOLUTION = Label("solution", "Lösung")
    FOLLOW_UP = Label("ask whether all is well", "nachfragen, ob alles gut ist")


@table(
    tab="CasesDue",
    key="place",
    label=Label("Cases due", "Fällige Fälle"),
    purpose=(
        "What is to be done for customers who complained, late ones first.",
        "Was für Kunden zu tun ist, die reklamiert haben, Verspätetes zuerst.",
    ),
)
class CaseDueRow(Row):
    """One thing to do for one case."""

    place: str = column("Place", "Rang", frozen=True, required=True, width=8)
    case_number: str = column("Case no.", "Fallnr.", frozen=True, width=15, default="")
    task: CaseTask = column("To do", "Zu tun", frozen=True, width=26)
    due_on: date = column("Due on", "Fällig am", frozen=True, width=13)
    days_late: int | None = column(
        "Days late",
        "Tage verspätet",
        frozen=True,
        width=11,
        default=None,
        help=("Working days.", "Arbeitstage."),
    )
    responsible: str = column("Responsible", "Zuständig", frozen=True, width=14, default="")
    escalated_to: str = column("Escalated to", "Eskaliert an", frozen=True, width=18, default="")
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, width=12, default="")
    customer_name: str = column("Customer", "Kunde", frozen=True, width=50, default="")
    complaint: str = column("Complaint", "Beschwerde", frozen=True, width=60, default="")
