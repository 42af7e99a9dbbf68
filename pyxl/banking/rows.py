"""The firm's own accounts, and how the CSV files of a bank look that pyxl does not know by itself."""

from __future__ import annotations

from pyxl.core.labels import Label
from pyxl.core.schema import Row, column, table
from pyxl.other_programs.csv_profiles import DateFormat, DecimalMark


@table(
    tab="BankAccounts",
    key="account",
    label=Label("Bank accounts", "Bankkonten"),
    is_input=True,
    purpose=(
        "Your further accounts. A statement of any other account is not imported.",
        "Ihre weiteren Konten. Auszüge anderer Konten werden nicht eingelesen.",
    ),
)
class BankAccount(Row):
    """One account of the firm beside the one in the settings."""

    account: str = column(
        "Account",
        "Konto",
        required=True,
        width=28,
        help=(
            "IBAN, or the name in the file where it has no number, such as PayPal.",
            "IBAN, oder der Name, wo die Datei keine Nummer hat, zum Beispiel PayPal.",
        ),
    )
    currencies: str = column(
        "Currencies",
        "Währungen",
        width=14,
        default="EUR",
        help=("Such as EUR, USD.", "Zum Beispiel EUR, USD."),
    )
    named: str = column(
        "Named in CSV files",
        "Name in CSV-Dateien",
        width=20,
        default="",
        help=(
            "What files say that name no IBAN, such as comdirect: they belong to this account.",
            "Was Dateien ohne IBAN sagen, zum Beispiel comdirect: Sie gehören zu diesem Konto.",
        ),
    )
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


@table(
    tab="BankProfiles",
    key="profile",
    label=Label("Bank profiles", "Bankprofile"),
    is_input=True,
    purpose=(
        "Which column is what in a CSV file that pyxl does not know; tick what is right.",
        "Welche Spalte was ist in einer CSV-Datei, die pyxl nicht kennt; Richtiges ankreuzen.",
    ),
)
class BankProfile(Row):
    """One layout that a person told. The columns are named as in the file; `A + B` reads two as one text."""

    profile: str = column("Profile", "Profil", frozen=True, required=True, width=13)
    is_confirmed: bool = column(
        "Use", "Verwenden", width=11, default=False, help=("x: the row is right.", "x: Die Zeile ist richtig.")
    )
    sample_1: str = column("First line", "Erste Zeile", frozen=True, width=60, default="")
    sample_2: str = column("Second line", "Zweite Zeile", frozen=True, width=60, default="")
    sample_3: str = column("Third line", "Dritte Zeile", frozen=True, width=60, default="")
    account: str = column(
        "Account",
        "Konto",
        width=26,
        default="",
        help=("A column of the file, or your IBAN.", "Eine Spalte der Datei oder Ihre IBAN."),
    )
    booking_date: str = column("Booking date is in", "Buchungstag steht in", required=True, width=20, default="")
    value_date: str = column("Value date is in", "Wertstellung steht in", width=20, default="")
    amount: str = column("Amount is in", "Betrag steht in", width=18, default="")
    debit: str = column("Money out is in", "Ausgang steht in", width=18, default="")
    credit: str = column("Money in is in", "Eingang steht in", width=18, default="")
    sign: str = column(
        "Sign is in",
        "Vorzeichen steht in",
        width=18,
        default="",
        help=(
            "A column with S and H, beside amounts without a sign.",
            "Spalte mit S und H neben Beträgen ohne Vorzeichen.",
        ),
    )
    is_debit_plain: bool = column(
        "Money out has no minus",
        "Ausgang ohne Minus",
        width=18,
        default=False,
        help=("x: money out is written without a minus sign.", "x: Ausgänge stehen ohne Minuszeichen da."),
    )
    currency: str = column(
        "Currency",
        "Währung",
        width=14,
        default="EUR",
        help=("A column of the file, or three letters.", "Eine Spalte der Datei oder drei Buchstaben."),
    )
    counterparty_name: str = column("Counterparty is in", "Zahlungspartner steht in", width=22, default="")
    counterparty_iban: str = column("Its IBAN is in", "Seine IBAN steht in", width=20, default="")
    remittance_information: str = column("Text is in", "Verwendungszweck steht in", width=26, default="")
    transaction_text: str = column("Kind is in", "Buchungstext steht in", width=20, default="")
    end_to_end_id: str = column("End-to-end ID is in", "Ende-zu-Ende-Ref. steht in", width=22, default="")
    balance: str = column("Balance is in", "Saldo steht in", width=18, default="")
    status: str = column("Status is in", "Status steht in", width=18, default="")
    booked: str = column(
        "Booked says",
        "Gebucht heißt",
        width=18,
        default="",
        help=("Other lines are left out as pending.", "Andere Zeilen bleiben als vorgemerkt draußen."),
    )
    date_format: DateFormat | None = column("Dates", "Datumsform", width=16, default=None)
    decimal_mark: DecimalMark | None = column("Amounts", "Betragsform", width=18, default=None)
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")
