"""The buttons of customer service."""

from __future__ import annotations

from pyxl.app.registry import Action, Group
from pyxl.core.labels import Label

SERVICE: tuple[Action, ...] = (
    Action(
        "open-cases",
        Group.SERVICE,
        Label("Register cases", "Reklamationen erfassen"),
        "ReviewNewComment",
        "pyxl.service.opening:open_cases",
        Label(
            "Gives each new complaint in Cases its number and the days by which it is answered and solved.",
            "Gibt jeder neuen Reklamation ihre Nummer und die Tage, bis zu denen sie beantwortet und gelöst ist.",
        ),
        shows="Cases",
    ),
    Action(
        "cases-due",
        Group.SERVICE,
        Label("Cases due", "Fällige Fälle"),
        "SortDown",
        "pyxl.service.due:cases_due",
        Label(
            "Lists what must be answered, solved or asked again today, late ones first, and what is escalated.",
            "Nennt, was heute zu beantworten, zu lösen oder nachzufragen ist, Verspätetes zuerst, und was eskaliert.",
        ),
        shows="CasesDue",
    ),
)
