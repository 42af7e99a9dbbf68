"""The tab Customer file: everything about one customer, for whoever has him on the phone."""

from __future__ import annotations

from datetime import date

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import LabelledEnum, Row, column, table


class FileSection(LabelledEnum):
    """What a line of the file is about, in the order of the file."""

    CUSTOMER = Label("Customer", "Kunde")
    FIGURES = Label("Figures", "Kennzahlen")
    CASES = Label("Complaints", "Reklamationen")
    ORDERS = Label("Open orders", "Offene Aufträge")
    INVOICES = Label("Open invoices", "Offene Rechnungen")
    DELIVERIES = Label("Deliveries", "Lieferungen")
    PAYMENTS = Label("Payments", "Zahlungen")
    DUNNING = Label("Dunning", "Mahnungen")
    PROMISES = Label("Promises", "Zusagen")


@table(
    tab="CustomerFile",
    key="place",
    label=Label("Customer file", "Kundenakte"),
    purpose=(
        "Everything about one customer at a glance. Tick “File” in Customers, then the button.",
        "Alles zu einem Kunden auf einen Blick. In „Kunden“ unter „Akte“ ankreuzen, dann die Taste.",
    ),
)
class CustomerFileRow(Row):
    """One line of the file."""

    place: str = column("Place", "Rang", frozen=True, required=True, width=8)
    section: FileSection = column("About", "Worum es geht", frozen=True, width=20)
    day: date | None = column("Date", "Datum", frozen=True, width=13, default=None)
    number: str = column("Number", "Nummer", frozen=True, width=18, default="")
    text: str = column("What", "Was", frozen=True, width=60, default="")
    due_date: date | None = column("Due", "Fällig", frozen=True, width=13, default=None)
    amount: Money | None = column("Amount", "Betrag", frozen=True, width=13, default=None)
    amount_open: Money | None = column("Open", "Offen", frozen=True, width=13, default=None)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="")
