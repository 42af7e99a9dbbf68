"""The tabs that show the accounts: postings of a period, balances up to a day, and the figures of the VAT return."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import AMOUNT, Row, column, table

_WHOLE_EUROS = AMOUNT.removesuffix(".00")


@table(
    tab="Postings",
    key="place",
    label=Label("Postings", "Buchungen"),
    purpose=(
        "Every posting of the period in Settings: what is debited, what is credited, and why.",
        "Jede Buchung des Zeitraums aus den Einstellungen: Soll, Haben und Text.",
    ),
)
class PostingRow(Row):
    """One account against one other, for one amount."""

    place: str = column("No.", "Nr.", frozen=True, required=True, width=9)
    day: date | None = column("Date", "Datum", frozen=True, width=12, default=None)
    document: str = column("Document", "Beleg", frozen=True, width=28, default="")
    debit: str = column("Debit account", "Sollkonto", frozen=True, width=12, default="")
    debit_name: str = column("Debit", "Soll", frozen=True, width=50, default="")
    credit: str = column("Credit account", "Habenkonto", frozen=True, width=12, default="")
    credit_name: str = column("Credit", "Haben", frozen=True, width=50, default="")
    amount: Money | None = column("Amount", "Betrag", frozen=True, width=15, default=None)
    tax_code: str = column("Tax code", "Steuersatz", frozen=True, width=22, default="")
    text: str = column("Text", "Text", frozen=True, width=60, default="")
    party: str = column(
        "Customer, supplier",
        "Kunde, Lieferant",
        frozen=True,
        width=16,
        default="",
        help=("Or the bank account.", "Oder das Bankkonto."),
    )
    dated: date | None = column(
        "Document of",
        "Beleg vom",
        frozen=True,
        width=12,
        default=None,
        help=(
            "Only where that day was locked already: then it is posted on the first day that was open.",
            "Nur wenn dieser Tag schon gesperrt war: dann ist am ersten offenen Tag gebucht.",
        ),
    )
    reversal: bool = column("Reversal", "Storno", frozen=True, width=10, default=False)


@table(
    tab="TrialBalance",
    key="place",
    label=Label("Trial balance", "Summen und Salden"),
    purpose=(
        "What was posted to each account up to the day in Settings, and what it stands at.",
        "Was bis zum Tag aus den Einstellungen auf jedes Konto gebucht ist, und sein Saldo.",
    ),
)
class BalanceRow(Row):
    """One account; the last row has the sums."""

    place: str = column("No.", "Nr.", frozen=True, required=True, width=9)
    number: str = column("Account no.", "Kontonr.", frozen=True, width=12, default="")
    name: str = column("Account name", "Kontenname", frozen=True, width=44, default="")
    kind: str = column("Kind", "Art", frozen=True, width=20, default="")
    debit: Money | None = column("Debit", "Soll", frozen=True, width=16, default=None)
    credit: Money | None = column("Credit", "Haben", frozen=True, width=16, default=None)
    balance: Money | None = column(
        "Balance",
        "Saldo",
        frozen=True,
        width=16,
        default=None,
        help=("Below zero: more credit than debit.", "Unter null: mehr Haben als Soll."),
    )
    until: date | None = column("Up to", "Bis", frozen=True, width=12, default=None)


@table(
    tab="VatReturn",
    key="place",
    label=Label("VAT return", "Umsatzsteuer"),
    purpose=(
        "The figures of the advance VAT return for the period in Settings.",
        "Die Kennzahlen der Umsatzsteuer-Voranmeldung für den Zeitraum aus den Einstellungen.",
    ),
)
class VatReturnRow(Row):
    """One line of the form; the last row is what is to be paid."""

    place: str = column("No.", "Nr.", frozen=True, required=True, width=9)
    code: str = column("Code", "Kennzahl", frozen=True, width=12, default="")
    name: str = column("What it is", "Was es ist", frozen=True, width=64, default="")
    base: Decimal | None = column(
        "Base (whole euros)", "Bemessungsgrundlage (volle Euro)", frozen=True, number_format=_WHOLE_EUROS, width=20,
        default=None,
    )  # fmt: skip
    tax: Money | None = column("Tax", "Steuer", frozen=True, width=16, default=None)
    starts_on: date | None = column("From", "Von", frozen=True, width=12, default=None)
    ends_on: date | None = column("To", "Bis", frozen=True, width=12, default=None)
