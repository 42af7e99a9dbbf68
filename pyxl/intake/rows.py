"""How lists of orders look that pyxl does not know by itself: one row for each layout that a person told."""

from __future__ import annotations

from pyxl.core.labels import Label
from pyxl.core.schema import Row, column, table
from pyxl.other_programs.csv_profiles import DateFormat, DecimalMark


@table(
    tab="OrderProfiles",
    key="profile",
    label=Label("Order profiles", "Bestellprofile"),
    is_input=True,
    purpose=(
        "Which column is what in a list of orders that pyxl does not know; tick what is right.",
        "Welche Spalte was ist in einer Bestellliste, die pyxl nicht kennt; Richtiges ankreuzen.",
    ),
)
class OrderProfile(Row):
    """One layout that a person told. The columns are named as in the file; `A + B` reads two as one text."""

    profile: str = column("Profile", "Profil", frozen=True, required=True, width=13)
    is_confirmed: bool = column(
        "Use", "Verwenden", width=11, default=False, help=("x: the row is right.", "x: Die Zeile ist richtig.")
    )
    sample_1: str = column("First line", "Erste Zeile", frozen=True, width=60, default="")
    sample_2: str = column("Second line", "Zweite Zeile", frozen=True, width=60, default="")
    sample_3: str = column("Third line", "Dritte Zeile", frozen=True, width=60, default="")
    number: str = column(
        "Order no. is in",
        "Bestellnr. steht in",
        width=20,
        default="",
        help=("Lines with the same number are one order.", "Zeilen mit derselben Nummer sind eine Bestellung."),
    )
    order_date: str = column("Order date is in", "Bestelldatum steht in", width=20, default="")
    requested_date: str = column("Requested date is in", "Wunschtermin steht in", width=20, default="")
    customer_number: str = column("Customer no. is in", "Kundennr. steht in", width=20, default="")
    company: str = column("Customer's name is in", "Kundenname steht in", width=20, default="")
    email: str = column("E-mail is in", "E-Mail steht in", width=20, default="")
    vat_id: str = column("VAT ID is in", "USt-IdNr. steht in", width=20, default="")
    street: str = column("Street is in", "Straße steht in", width=18, default="")
    postcode: str = column("Postcode is in", "PLZ steht in", width=18, default="")
    city: str = column("City is in", "Ort steht in", width=18, default="")
    country: str = column("Country is in", "Land steht in", width=18, default="")
    item_number: str = column("Item no. is in", "Artikelnr. steht in", width=20, default="")
    description: str = column("Description is in", "Bezeichnung steht in", width=20, default="")
    quantity: str = column("Quantity is in", "Menge steht in", width=18, default="")
    unit_price: str = column("Unit price is in", "Einzelpreis steht in", width=20, default="")
    has_vat: bool = column(
        "Prices with VAT",
        "Preise mit USt",
        width=16,
        default=False,
        help=("x: prices in the file include VAT.", "x: Die Preise der Datei enthalten Umsatzsteuer."),
    )
    discount_percent: str = column("Discount % is in", "Rabatt % steht in", width=18, default="")
    currency: str = column(
        "Currency",
        "Währung",
        width=14,
        default="EUR",
        help=("A column of the file, or three letters.", "Eine Spalte der Datei oder drei Buchstaben."),
    )
    note_column: str = column("Note is in", "Notiz steht in", width=18, default="")
    date_format: DateFormat | None = column("Dates", "Datumsform", width=16, default=None)
    decimal_mark: DecimalMark | None = column("Figures", "Zahlenform", width=18, default=None)
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")
