"""The tabs of the cash forecast: what recurs, which she types, and the weeks, which pyxl works out."""

from __future__ import annotations

from datetime import date

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import LabelledEnum, Row, column, table


class Rhythm(LabelledEnum):
    """How often something is paid."""

    WEEKLY = Label("weekly", "wöchentlich")
    MONTHLY = Label("monthly", "monatlich")
    QUARTERLY = Label("quarterly", "vierteljährlich")
    HALF_YEARLY = Label("half-yearly", "halbjährlich")
    YEARLY = Label("yearly", "jährlich")
    ONCE = Label("once", "einmalig")


@table(
    tab="RecurringCosts",
    key="cost_id",
    label=Label("Recurring costs", "Laufende Kosten"),
    purpose=(
        "Rent, wages, insurance, taxes: what is paid again and again.",
        "Miete, Löhne, Versicherung, Steuern: was immer wieder gezahlt wird.",
    ),
    is_input=True,
    surrogate_key="K",
)
class RecurringCost(Row):
    """One payment that comes again."""

    cost_id: str = column(
        "Line ID",
        "Zeilen-ID",
        width=15,
        default="",
        help=("Given by pyxl. Leave it as it is.", "Vergibt pyxl. Bitte nicht ändern."),
    )
    name: str = column("What for", "Wofür", required=True, width=34)
    amount: Money | None = column(
        "Amount",
        "Betrag",
        required=True,
        width=13,
        default=None,
        help=(
            "In EUR, as the bank debits it. Negative: money that comes in.",
            "In EUR, wie die Bank ihn abbucht. Negativ: Geld, das hereinkommt.",
        ),
    )
    rhythm: Rhythm | None = column("How often", "Wie oft", required=True, width=16, default=None)
    first_on: date | None = column(
        "First on",
        "Erstmals am",
        required=True,
        width=13,
        default=None,
        help=("Its day of the month counts for all later ones.", "Der Tag des Monats gilt auch für alle späteren."),
    )
    last_on: date | None = column("Last on", "Letztmals am", width=13, default=None)
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


@table(
    tab="Forecast",
    key="week",
    label=Label("Cash forecast", "Liquiditätsvorschau"),
    purpose=(
        "What will be in the bank in each of the next 13 weeks, and why.",
        "Was in jeder der nächsten 13 Wochen auf der Bank sein wird, und warum.",
    ),
)
class ForecastWeek(Row):
    """Seven days; the first begin today."""

    week: str = column("Week", "Woche", frozen=True, required=True, width=9)
    starts_on: date | None = column("From", "Von", frozen=True, width=13, default=None)
    ends_on: date | None = column("To", "Bis", frozen=True, width=13, default=None)
    opening: Money | None = column("Opening balance", "Anfangsbestand", frozen=True, width=15, default=None)
    receivables: Money | None = column(
        "From receivables",
        "Aus offenen Posten",
        frozen=True,
        width=15,
        default=None,
        help=(
            "Due date and how late the customer usually pays.",
            "Fälligkeit und wie verspätet der Kunde sonst zahlt.",
        ),
    )
    orders: Money | None = column(
        "From orders",
        "Aus Aufträgen",
        frozen=True,
        width=14,
        default=None,
        help=(
            "Not invoiced yet: delivery date, payment days and how late the customer pays.",
            "Noch nicht berechnet: Liefertermin, Zahlungsziel und wie verspätet der Kunde zahlt.",
        ),
    )
    bills: Money | None = column("Bills", "Rechnungen", frozen=True, width=14, default=None)
    purchases: Money | None = column(
        "Purchases",
        "Bestellungen",
        frozen=True,
        width=14,
        default=None,
        help=(
            "Ordered from suppliers and not billed yet.",
            "Bei Lieferanten bestellt und noch nicht berechnet.",
        ),
    )
    recurring: Money | None = column("Recurring", "Laufende Kosten", frozen=True, width=14, default=None)
    closing: Money | None = column("Closing balance", "Endbestand", frozen=True, width=15, default=None)
    reason: str = column("Largest amounts", "Größte Beträge", frozen=True, width=60, default="")
