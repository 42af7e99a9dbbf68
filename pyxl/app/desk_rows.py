"""The tabs pyxl talks in: Findings, what is wrong and where, and Log, what was done."""

from __future__ import annotations

from pyxl.core.labels import Label
from pyxl.core.schema import Formula, Row, column, table


@table(
    tab="Findings",
    key="finding_id",
    label=Label("Findings", "Befunde"),
    purpose=(
        "What pyxl found in the last run, with a link to the cell.",
        "Was pyxl im letzten Lauf gefunden hat, mit Verweis zur Zelle.",
    ),
)
class FindingRow(Row):
    """One finding of the last run."""

    finding_id: str = column("No.", "Nr.", frozen=True, required=True, width=7)
    severity: str = column("Severity", "Schwere", frozen=True, width=10, default="")
    code: str = column("Code", "Code", frozen=True, width=9, default="")
    sheet: str = column("Tab", "Blatt", frozen=True, width=14, default="")
    cell: str = column("Cell", "Zelle", frozen=True, width=8, default="")
    link: str = column(
        "Go to",
        "Gehe zu",
        width=9,
        default="",
        formula=Formula('IF({cell}="","",HYPERLINK("#\'"&{sheet}&"\'!"&{cell},"→"))'),
    )
    key: str = column("Row key", "Schlüssel", frozen=True, width=15, default="")
    message: str = column("What was found", "Was gefunden wurde", frozen=True, width=64, default="")
    hint: str = column("What to do", "Was zu tun ist", frozen=True, width=56, default="")


@table(
    tab="Log",
    key="run_id",
    label=Label("Log", "Protokoll"),
    purpose=(
        "What was done, when and by whom. Any run can be undone by its number.",
        "Was wann von wem getan wurde. Jeder Lauf lässt sich über seine Nummer zurücknehmen.",
    ),
)
class LogRow(Row):
    """One run that wrote something."""

    run_id: str = column("Run", "Lauf", frozen=True, required=True, width=12)
    time: str = column("Time", "Zeit", frozen=True, width=17, default="")
    user: str = column("User", "Benutzer", frozen=True, width=14, default="")
    action: str = column("Action", "Aktion", frozen=True, width=26, default="")
    summary: str = column("Summary", "Ergebnis", frozen=True, width=90, default="")
