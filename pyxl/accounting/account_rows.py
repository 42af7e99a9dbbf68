"""The tab Accounts: what this firm numbers otherwise than its chart, by tax code, country and item group."""

from __future__ import annotations

from datetime import date

from pyxl.accounting.charts import AccountTax, AccountUse
from pyxl.core.labels import Label
from pyxl.core.schema import LabelledEnum, Row, column, table
from pyxl.core.tables import Table, table_of


class DatevVat(LabelledEnum):
    """How DATEV learns of the VAT in what is posted to an account."""

    AUTOMATIC = Label("automatic account", "Automatikkonto")
    SEPARATE = Label("VAT posted apart", "Steuer getrennt gebucht")


@table(
    tab="Accounts",
    key="rule_id",
    label=Label("Accounts", "Konten"),
    purpose=(
        "Only for accounts of your own: by tax code, country and item group. All others are the chart's.",
        "Nur für eigene Konten: nach Steuersatz, Land und Artikelgruppe. Sonst gilt der Kontenrahmen.",
    ),
    is_input=True,
    surrogate_key="KO",
    may_be_missing=True,
)
class AccountRow(Row):
    """One account of hers. What is empty does not matter: no country means all of them."""

    rule_id: str = column(
        "Line ID",
        "Zeilen-ID",
        width=15,
        default="",
        help=("Given by pyxl. Leave it as it is.", "Vergibt pyxl. Bitte nicht ändern."),
    )
    use: AccountUse | None = column("For", "Wofür", required=True, width=20, default=None)
    tax: AccountTax | None = column(
        "Tax code", "Steuersatz", width=20, default=None, help=("Empty means all of them.", "Leer heißt alle.")
    )
    country: str = column(
        "Country",
        "Land",
        width=10,
        default="",
        help=(
            "Two letters: where goods go, or the supplier's country. Empty means all of them.",
            "Zwei Buchstaben: wohin geliefert wird, oder das Land des Lieferanten. Leer heißt alle.",
        ),
    )
    item_group: str = column(
        "Item group",
        "Artikelgruppe",
        width=18,
        default="",
        help=(
            "As in Items, for revenue. Empty means all of them.",
            "Wie in Artikel, für Erlöse. Leer heißt alle.",
        ),
    )
    valid_from: date | None = column(
        "Valid from",
        "Gültig ab",
        width=13,
        default=None,
        help=("The posting's day counts. Empty means always.", "Es zählt der Tag der Buchung. Leer heißt immer."),
    )
    number: str = column(
        "Account no.",
        "Kontonr.",
        aliases=("Konto", "Account"),
        required=True,
        width=12,
        default="",
        help=("Four digits, as your tax adviser names it.", "Vier Ziffern, wie die Steuerberatung sie nennt."),
    )
    name: str = column("Account name", "Kontenname", width=34, default="")
    datev_vat: DatevVat | None = column(
        "DATEV",
        "DATEV",
        width=24,
        default=None,
        help=(
            "Whether DATEV takes the VAT out by itself. Empty: as with the chart's account.",
            "Ob DATEV die Steuer selbst herausrechnet. Leer: wie beim Konto des Kontenrahmens.",
        ),
    )
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


NO_OWN_ACCOUNTS: Table[AccountRow] = table_of(AccountRow)
"""For firms that post to the accounts of their chart only."""
