"""The chart of accounts, the tax adviser's numbers, and the period that the tabs of accounting show."""

from __future__ import annotations

from datetime import date

from pyxl.core.schema import Row, column, part_of_table
from pyxl.settings.choices import AccountChart


@part_of_table
class AccountingSettings(Row):
    """What accounting needs to know. No invoice depends on it."""

    chart: AccountChart | None = column(
        "Chart of accounts",
        "Kontenrahmen",
        default=None,
        help=(
            "Empty means SKR03. Accounts of your own: tab Accounts.",
            "Leer heißt SKR03. Eigene Konten: Blatt Konten.",
        ),
    )
    consultant_number: str = column(
        "Tax adviser's number",
        "Beraternummer",
        default="",
        help=("For DATEV; your tax adviser tells it.", "Für DATEV; nennt die Steuerberatung."),
    )
    client_number: str = column(
        "Client number",
        "Mandantennummer",
        default="",
        help=("For DATEV; your tax adviser tells it.", "Für DATEV; nennt die Steuerberatung."),
    )
    year_start_month: int | None = column(
        "Fiscal year begins in month",
        "Wirtschaftsjahr ab Monat",
        default=1,
        help=("1 is January.", "1 ist Januar."),
    )
    accounts_from: date | None = column(
        "Accounting from",
        "Buchhaltung von",
        default=None,
        help=(
            "First day that Postings and VAT return show. Empty: the month of today.",
            "Erster Tag in Buchungen und Umsatzsteuer. Leer: der Monat von heute.",
        ),
    )
    accounts_to: date | None = column(
        "Accounting to",
        "Buchhaltung bis",
        default=None,
        help=(
            "Last day that they and the trial balance show. Empty: the end of that month.",
            "Letzter Tag dort und in Summen und Salden. Leer: das Ende dieses Monats.",
        ),
    )
