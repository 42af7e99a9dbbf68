"""The ageing list: a row per customer, worked out anew each time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import Row, column, table


@table(
    tab="Ageing",
    key="entry_id",
    label=Label("Ageing list", "Altersliste"),
    purpose=(
        "What customers owe by age, and how late they pay; as of the day in the row.",
        "Was Kunden wie lange schulden und wie spät sie zahlen; zum Tag in der Zeile.",
    ),
)
class AgeingRow(Row):
    """One customer in one currency."""

    entry_id: str = column("Row", "Zeile", frozen=True, required=True, width=14)
    statement: bool = column(
        "Statement",
        "Kontoauszug",
        width=13,
        default=False,
        help=("x: write a statement of account.", "x: einen Kontoauszug schreiben."),
    )
    as_of: date = column("As of", "Stand", frozen=True, width=13)
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, refers_to="Customers", width=12)
    customer_name: str = column("Customer", "Kunde", frozen=True, width=50, default="")
    amount_open: Money = column("Open", "Offen", frozen=True, width=13)
    not_due: Money | None = column("Not due", "Nicht fällig", frozen=True, width=13, default=None)
    days_30: Money | None = column("1–30 days", "1–30 Tage", frozen=True, width=12, default=None)
    days_60: Money | None = column("31–60 days", "31–60 Tage", frozen=True, width=12, default=None)
    days_90: Money | None = column("61–90 days", "61–90 Tage", frozen=True, width=12, default=None)
    older: Money | None = column("Over 90 days", "Über 90 Tage", frozen=True, width=13, default=None)
    credit: Money | None = column("Credit", "Guthaben", frozen=True, width=12, default=None)
    doubtful: Money | None = column(
        "Doubtful",
        "Zweifelhaft",
        frozen=True,
        width=13,
        default=None,
        help=("What is marked so in Receivables.", "Was in „Offene Posten“ so vermerkt ist."),
    )
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    days_late: Decimal | None = column(
        "Days late",
        "Tage verspätet",
        frozen=True,
        width=11,
        default=None,
        number_format="0.0",
        help=(
            "Average of paid invoices by amount; negative: before the due date.",
            "Mittel bezahlter Rechnungen nach Betrag; negativ: vor Fälligkeit.",
        ),
    )
    credit_limit: Money | None = column(
        "Credit limit proposed",
        "Kreditlimit (Vorschlag)",
        frozen=True,
        width=16,
        default=None,
        help=(
            "Two average months of a year; half of it over 30 days late, none with anything over 90 days.",
            "Zwei Monatsumsätze eines Jahres; ab 30 Tagen Verspätung die Hälfte, über 90 Tagen Rückstand keins.",
        ),
    )
