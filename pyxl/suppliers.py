"""Suppliers: from whom she buys. The tab is hers; pyxl only reads it."""

from __future__ import annotations

from pyxl.core.labels import Label
from pyxl.core.schema import Row, column, table


@table(
    tab="Suppliers",
    key="supplier_number",
    label=Label("Suppliers", "Lieferanten"),
    purpose=("From whom you buy, with address and lead time.", "Bei wem Sie kaufen, mit Anschrift und Lieferzeit."),
    is_input=True,
)
class Supplier(Row):
    """One supplier."""

    supplier_number: str = column(
        "Supplier no.", "Lieferantennr.", aliases=("Kreditor", "Lieferant"), required=True, width=14
    )
    name: str = column("Name", "Name", aliases=("Firma", "Company"), required=True, width=44)
    street: str = column("Street", "Straße", aliases=("Address", "Adresse"), width=26, default="")
    postcode: str = column("Postcode", "PLZ", aliases=("ZIP", "Postleitzahl"), width=10, default="")
    city: str = column("City", "Ort", aliases=("Town", "Stadt"), width=20, default="")
    country: str = column(
        "Country",
        "Land",
        aliases=("Country code",),
        width=8,
        default="DE",
        help=(
            "Two letters, such as DE, AT, FR. Empty means DE.",
            "Zwei Buchstaben, zum Beispiel DE, AT, FR. Leer heißt DE.",
        ),
    )
    vat_id: str = column("VAT ID", "USt-IdNr.", aliases=("UStID", "USt-ID", "VAT number"), width=16, default="")
    iban: str = column("IBAN", "IBAN", width=28, default="")
    email: str = column("E-mail", "E-Mail", width=30, default="")
    lead_time_days: int | None = column(
        "Lead time (days)",
        "Lieferzeit (Tage)",
        width=14,
        default=None,
        help=("Days from order to arrival.", "Tage von der Bestellung bis zum Eintreffen."),
    )
    note: str = column("Note", "Notiz", width=26, default="")
    check: str = column("Check", "Prüfung", width=44, default="")
