"""How suppliers' bills are checked, approved and paid."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.schema import AMOUNT, PERCENT, Row, column, part_of_table
from pyxl.settings.choices import TransferPer


@part_of_table
class PayingSettings(Row):
    """Approving and paying."""

    payment_run_days: int | None = column(
        "Payment run every (days)",
        "Zahllauf alle (Tage)",
        default=7,
        help=(
            "Bills are paid that would be late, or lose their discount, by the next run.",
            "Gezahlt wird, was bis zum nächsten Lauf überfällig wäre oder sein Skonto verlöre.",
        ),
    )
    money_cost_percent: Decimal | None = column(
        "Cost of money % a year",
        "Geld kostet % im Jahr",
        number_format=PERCENT,
        default=Decimal(8),
        help=(
            "Cash discount is taken where it is worth more than paying early costs.",
            "Skonto wird gezogen, wenn es mehr bringt, als das frühere Zahlen kostet.",
        ),
    )
    transfer_per: TransferPer | None = column(
        "One transfer per",
        "Eine Überweisung je",
        default=None,
        help=("One transfer per supplier or per bill.", "Eine Überweisung je Lieferant oder je Rechnung."),
    )
    approval_limit: Decimal | None = column(
        "Approval above",
        "Freigabe ab über",
        number_format=AMOUNT,
        default=None,
        help=(
            "Bills above this, in EUR, need an approval; 0: all, empty: none.",
            "Rechnungen darüber (in EUR) brauchen eine Freigabe; 0: alle, leer: keine.",
        ),
    )
    second_approval_limit: Decimal | None = column(
        "Two approvals above",
        "Zwei Freigaben ab über",
        number_format=AMOUNT,
        default=None,
        help=("Above this, in EUR, two persons approve.", "Darüber (in EUR) geben zwei Personen frei."),
    )
    approvers: str = column(
        "Approvers",
        "Freigabeberechtigte",
        default="",
        help=(
            "User names as in the Log, with commas. Two or more: a changed IBAN needs two of them.",
            "Benutzernamen wie im Protokoll, mit Komma. Ab zweien braucht eine geänderte IBAN zwei davon.",
        ),
    )
    bill_price_tolerance_percent: Decimal | None = column(
        "Bill price tolerance %",
        "Toleranz Rechnungspreis %",
        number_format=PERCENT,
        default=Decimal(0),
        help=(
            "So much a supplier may bill above the agreed price.",
            "So viel darf ein Lieferant über dem vereinbarten Preis berechnen.",
        ),
    )
    bank_floor: Decimal | None = column(
        "Keep in the bank",
        "Auf der Bank lassen",
        number_format=AMOUNT,
        default=None,
        help=(
            "Payments that would leave less on the account, in EUR, are not ticked. Empty: not looked at.",
            "Zahlungen, nach denen weniger (in EUR) auf dem Konto bliebe, sind nicht angekreuzt. Leer: ungeprüft.",
        ),
    )
    instant_when_overdue: bool = column(
        "Overdue: pay instantly",
        "Überfälliges in Echtzeit",
        default=False,
        help=(
            "yes: overdue bills are proposed as instant payments.",
            "ja: Überfälliges wird als Echtzeitüberweisung vorgeschlagen.",
        ),
    )
