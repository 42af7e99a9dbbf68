"""The firm itself: name, address, tax, bank account, look, and how her invoices are numbered."""

from __future__ import annotations

from pyxl.core.schema import Row, column, part_of_table
from pyxl.settings.choices import BookLanguage, FederalState, InvoicePer, TaxScheme


@part_of_table
class FirmSettings(Row):
    """Who she is and how her invoices look."""

    company_name: str = column(
        "Company name",
        "Firma",
        required=True,
        help=("Full name, as on the register.", "Voller Name, wie im Handelsregister."),
    )
    street: str = column("Street", "Straße", required=True, default="")
    postcode: str = column("Postcode", "PLZ", required=True, default="")
    city: str = column("City", "Ort", required=True, default="")
    country: str = column(
        "Country", "Land", default="DE", help=("Two letters, such as DE.", "Zwei Buchstaben, zum Beispiel DE.")
    )
    federal_state: FederalState | None = column(
        "Federal state",
        "Bundesland",
        default=None,
        help=(
            "Its holidays put due dates off (§ 193 BGB). Empty: those of all Germany.",
            "Seine Feiertage verschieben Fälligkeiten (§ 193 BGB). Leer: nur bundesweite.",
        ),
    )
    vat_id: str = column(
        "VAT ID",
        "USt-IdNr.",
        default="",
        help=(
            "VAT ID or tax number is required on invoices (§ 14 UStG).",
            "USt-IdNr. oder Steuernummer ist Pflicht auf Rechnungen (§ 14 UStG).",
        ),
    )
    tax_number: str = column("Tax number", "Steuernummer", default="")
    contact_name: str = column("Contact", "Ansprechpartner", default="")
    phone: str = column("Phone", "Telefon", default="")
    email: str = column("E-mail", "E-Mail", default="")
    website: str = column("Website", "Internet", default="")
    managing_directors: str = column(
        "Managing directors",
        "Geschäftsführung",
        default="",
        help=("Named on letters (§ 35a GmbHG).", "Pflicht auf Geschäftsbriefen (§ 35a GmbHG)."),
    )
    register_entry: str = column(
        "Commercial register",
        "Handelsregister",
        default="",
        help=("Such as Amtsgericht Kassel, HRB 12345.", "Zum Beispiel Amtsgericht Kassel, HRB 12345."),
    )
    iban: str = column(
        "IBAN",
        "IBAN",
        required=True,
        default="",
        help=("Account that customers pay to.", "Konto, auf das Kunden zahlen."),
    )
    bic: str = column("BIC", "BIC", default="")
    bank_name: str = column("Bank", "Bank", default="")
    creditor_id: str = column(
        "SEPA creditor ID",
        "Gläubiger-ID",
        default="",
        help=(
            "Needed to collect by direct debit, such as DE98ZZZ09999999999.",
            "Für Lastschriften nötig, zum Beispiel DE98ZZZ09999999999.",
        ),
    )
    logo: str = column(
        "Logo file",
        "Logo-Datei",
        default="",
        help=(
            "PNG, JPG or SVG beside the workbook. May be empty.",
            "PNG, JPG oder SVG neben der Mappe. Darf leer sein.",
        ),
    )
    accent_colour: str = column(
        "Accent colour",
        "Akzentfarbe",
        default="#1F4E79",
        help=("Colour of lines on documents, as #RRGGBB.", "Farbe der Linien auf Belegen, als #RRGGBB."),
    )
    language: BookLanguage | None = column("Language", "Sprache", default=None)
    tax_scheme: TaxScheme | None = column("Tax scheme", "Besteuerungsart", default=None)
    invoice_per: InvoicePer | None = column(
        "One invoice per",
        "Eine Rechnung je",
        default=None,
        help=("One invoice per order or per customer.", "Eine Rechnung je Auftrag oder je Kunde."),
    )
    invoice_number_pattern: str = column(
        "Invoice number",
        "Rechnungsnummer",
        default="RE-{year}-{00001}",
        help=(
            "{year} is the year, {00001} the running number with its first value.",
            "{year} ist das Jahr, {00001} die laufende Nummer mit ihrem ersten Wert.",
        ),
    )
    cancellation_number_pattern: str = column("Cancellation number", "Stornonummer", default="ST-{year}-{00001}")
    self_billing_number_pattern: str = column(
        "Self-billing number",
        "Gutschriftsnummer",
        default="GS-{year}-{00001}",
        help=(
            "For invoices that you write for what a supplier delivered.",
            "Für Rechnungen, die Sie über Lieferungen eines Lieferanten schreiben.",
        ),
    )

    @property
    def home(self) -> str:
        """The firm's own country as ISO 3166 code; DE unless she says otherwise."""
        return (self.country or "DE").upper()
