"""Suppliers: who delivers to the firm, where they are paid, and how their supplies are taxed. The tab is hers."""

from __future__ import annotations

from pyxl.core.labels import Label
from pyxl.core.schema import LabelledEnum, Row, column, table


class SupplierTax(LabelledEnum):
    """How what a supplier delivers is taxed."""

    DOMESTIC = Label("domestic", "Inland")
    SMALL_BUSINESS = Label("small business (§ 19)", "Kleinunternehmer (§ 19)")
    REVERSE_CHARGE = Label("reverse charge", "Reverse Charge")
    INTRA_COMMUNITY = Label("intra-community", "innergemeinschaftlich")


class PurposeCode(LabelledEnum):
    """What payments to a supplier are for (ISO 20022 ExternalPurpose1Code): the bank and the payee may show it."""

    SUPP = Label("SUPP supplier", "SUPP Lieferant")
    GDDS = Label("GDDS goods", "GDDS Waren")
    SCVE = Label("SCVE services", "SCVE Dienstleistung")
    RENT = Label("RENT rent", "RENT Miete")
    ELEC = Label("ELEC electricity", "ELEC Strom")
    GASB = Label("GASB gas", "GASB Gas")
    WTER = Label("WTER water", "WTER Wasser")
    PHON = Label("PHON telephone", "PHON Telefon")
    PPTI = Label("PPTI property insurance", "PPTI Sachversicherung")
    LICF = Label("LICF licence", "LICF Lizenz")
    LOAN = Label("LOAN loan", "LOAN Darlehen")
    TAXS = Label("TAXS taxes", "TAXS Steuern")
    SALA = Label("SALA salary", "SALA Lohn und Gehalt")
    CHAR = Label("CHAR donation", "CHAR Spende")


@table(
    tab="Suppliers",
    key="supplier_number",
    label=Label("Suppliers", "Lieferanten"),
    purpose=(
        "Who delivers to you, with address, tax and bank account.",
        "Wer bei Ihnen liefert, mit Anschrift, Steuer und Bankkonto.",
    ),
    is_input=True,
)
class Supplier(Row):
    """One supplier."""

    supplier_number: str = column(
        "Supplier no.", "Lieferantennr.", aliases=("Lieferant", "Kreditor", "Supplier"), required=True, width=13
    )
    name: str = column("Name", "Name", aliases=("Firma", "Company"), required=True, width=40)
    street: str = column("Street", "Straße", aliases=("Address", "Adresse"), required=True, width=26, default="")
    postcode: str = column("Postcode", "PLZ", aliases=("ZIP", "Postleitzahl"), required=True, width=10, default="")
    city: str = column("City", "Ort", aliases=("Town", "Stadt"), required=True, width=20, default="")
    country: str = column(
        "Country",
        "Land",
        width=8,
        default="DE",
        help=(
            "Two letters, such as DE, AT, FR. Empty means DE.",
            "Zwei Buchstaben, zum Beispiel DE, AT, FR. Leer heißt DE.",
        ),
    )
    email: str = column("E-mail", "E-Mail", width=30, default="")
    vat_id: str = column("VAT ID", "USt-IdNr.", aliases=("UStID", "USt-ID", "VAT number"), width=16, default="")
    tax_number: str = column("Tax number", "Steuernummer", width=16, default="")
    taxed_as: SupplierTax | None = column(
        "Taxed as", "Besteuerung", width=20, default=None, help=("Empty means domestic.", "Leer heißt Inland.")
    )
    iban: str = column("IBAN", "IBAN", width=32, default="")
    bic: str = column("BIC", "BIC", width=14, default="")
    account_holder: str = column(
        "Account holder",
        "Kontoinhaber",
        width=30,
        default="",
        help=(
            "Where it is not the name: the bank compares it with the IBAN before it pays.",
            "Wenn anders als der Name: Die Bank vergleicht ihn vor der Zahlung mit der IBAN.",
        ),
    )
    callback_note: str = column(
        "Account confirmed by",
        "Konto bestätigt durch",
        width=32,
        default="",
        help=(
            "Whom you called, when, under which number you knew before. Then the button Vouch for accounts.",
            "Wen Sie wann unter welcher schon bekannten Nummer angerufen haben. Dann die Taste Konten bestätigen.",
        ),
    )
    payment_block: bool = column(
        "Payment block",
        "Zahlsperre",
        width=12,
        default=False,
        help=("yes: nothing is paid to this supplier.", "ja: An diesen Lieferanten wird nichts gezahlt."),
    )
    payment_days: int | None = column(
        "Payment days",
        "Zahlungsziel (Tage)",
        width=14,
        default=None,
        help=("Days until you pay. Empty: at once.", "Tage, bis Sie zahlen. Leer: sofort."),
    )
    purpose_code: PurposeCode | None = column(
        "Purpose code",
        "Zweck-Code",
        width=22,
        default=None,
        help=(
            "Goes with each transfer. May be empty.",
            "Geht mit jeder Überweisung mit. Darf leer sein.",
        ),
    )
    self_billing_agreed: bool = column(
        "Self-billing agreed",
        "Gutschrift vereinbart",
        width=14,
        default=False,
        help=(
            "yes: you agreed beforehand that you write the invoice (§ 14 (2) sentence 2 UStG).",
            "ja: vorher ist vereinbart, dass Sie die Rechnung schreiben (§ 14 Abs. 2 Satz 2 UStG).",
        ),
    )
    lead_time_days: int | None = column(
        "Lead time (days)",
        "Lieferzeit (Tage)",
        width=14,
        default=None,
        help=("Days from order to arrival.", "Tage von der Bestellung bis zum Eintreffen."),
    )
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")
