"""Rules she writes for bank lines that are no customer's payment: rent, tax, fees, refunds of suppliers."""

from __future__ import annotations

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import Row, column, table


@table(
    tab="Rules",
    key="name",
    label=Label("Rules", "Regeln"),
    is_input=True,
    purpose=(
        "Your rules for bank lines that are no customer's payment.",
        "Ihre Regeln für Bankzeilen, die keine Kundenzahlung sind.",
    ),
)
class BankRule(Row):
    """A rule holds when all that is filled in holds. Case, blanks and hyphens play no part."""

    name: str = column(
        "Rule",
        "Regel",
        required=True,
        width=24,
        help=("What such lines are, such as rent.", "Was solche Zeilen sind, zum Beispiel Miete."),
    )
    text_contains: str = column("Purpose contains", "Verwendungszweck enthält", width=34, default="")
    name_contains: str = column("Counterparty contains", "Zahlungspartner enthält", width=34, default="")
    iban: str = column("IBAN", "IBAN", width=32, default="")
    amount_from: Money | None = column(
        "Amount from",
        "Betrag von",
        width=13,
        default=None,
        help=("Signed: money out is negative.", "Mit Vorzeichen: Ausgänge sind negativ."),
    )
    amount_to: Money | None = column("Amount to", "Betrag bis", width=13, default=None)
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")
