"""The tab Report: each figure in a row that stays where it is, so that charts and formulas find it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.schema import Formula, Row, column, table

FIGURE_FORMAT = "#,##0.00"


@table(
    tab="Report",
    key="key",
    label=Label("Report", "Bericht"),
    purpose=(
        "The manager's figures of a month beside last month and last year, and why they changed.",
        "Die Kennzahlen eines Monats neben Vormonat und Vorjahr, und warum sie sich änderten.",
    ),
)
class ReportRow(Row):
    """One figure."""

    section: str = column("About", "Worum es geht", frozen=True, width=20, default="")
    figure: str = column("Figure", "Kennzahl", frozen=True, width=36, default="")
    part: str = column("Part", "Teil", frozen=True, width=44, default="")
    value: Decimal | None = column("Value", "Wert", frozen=True, number_format=FIGURE_FORMAT, width=15, default=None)
    unit: str = column("Unit", "Einheit", frozen=True, width=10, default="")
    month_before: Decimal | None = column(
        "Last month", "Vormonat", frozen=True, number_format=FIGURE_FORMAT, width=15, default=None
    )
    year_before: Decimal | None = column(
        "Last year", "Vorjahr", frozen=True, number_format=FIGURE_FORMAT, width=15, default=None
    )
    live: Decimal | None = column(
        "As of now",
        "Jetziger Stand",
        number_format=FIGURE_FORMAT,
        width=15,
        default=None,
        help=(
            "A formula over the tabs: what the figure is now, after the report.",
            "Eine Formel über die Blätter: was die Kennzahl jetzt ist, nach dem Bericht.",
        ),
    )
    first_on: date | None = column("From", "Von", frozen=True, width=13, default=None)
    last_on: date | None = column("To", "Bis", frozen=True, width=13, default=None)
    sheet: str = column("Tab", "Blatt", frozen=True, width=20, default="")
    cell: str = column("Cell", "Zelle", frozen=True, width=10, default="")
    link: str = column(
        "Go to",
        "Gehe zu",
        width=9,
        default="",
        formula=Formula('IF({cell}="","",HYPERLINK("#\'"&{sheet}&"\'!"&{cell},"→"))'),
    )
    rows: str = column("Rows", "Zeilen", frozen=True, width=40, default="")
    sentence: str = column("What changed, and why", "Was sich änderte, und warum", frozen=True, width=80, default="")
    key: str = column("Key", "Kennung", frozen=True, required=True, width=24)
