"""What can be said of a report (REP...)."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

NO_MONTH = Rule(
    "REP001",
    "month-unknown",
    ERROR,
    Text("“{found}” is no month.", "„{found}“ ist kein Monat."),
    Text("Write it as year and month, such as 2026-10.", "Als Jahr und Monat schreiben, etwa 2026-10."),
)
MONTH_TO_COME = Rule(
    "REP002",
    "month-to-come",
    ERROR,
    Text("{month} has not begun by {day}.", "{month} hat am {day} noch nicht begonnen."),
    Text("Name a month that has begun.", "Einen Monat nennen, der begonnen hat."),
)
