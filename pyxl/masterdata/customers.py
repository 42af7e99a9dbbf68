"""Customers: who buys, with address, terms and tax. The tab is hers; pyxl only reads it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.schema import AMOUNT, PERCENT, LabelledEnum, Row, column, table


class CustomerLanguage(LabelledEnum):
    """The language a customer is written to in."""

    DE = Label("German", "Deutsch")
    EN = Label("English", "Englisch")


class TaxTreatment(LabelledEnum):
    """How supplies to a customer are taxed, whatever the item (EN 16931 categories S, AE, K, G)."""

    DOMESTIC = Label("domestic", "Inland")
    REVERSE_CHARGE = Label("reverse charge", "Reverse Charge")
    INTRA_COMMUNITY = Label("intra-community", "innergemeinschaftlich")
    EXPORT = Label("export", "Ausfuhr")


class InvoiceOutput(LabelledEnum):
    """How a customer gets invoices."""

    HYBRID = Label("PDF with XML", "PDF mit XML")
    XRECHNUNG = Label("XRechnung (XML only)", "XRechnung (nur XML)")
    PLAIN_PDF = Label("plain PDF (consumer)", "einfaches PDF (Verbraucher)")


class MandateKind(LabelledEnum):
    """Which SEPA scheme a mandate is for: with the first, payers may have the money back within eight weeks."""

    CORE = Label("core", "Basislastschrift")
    B2B = Label("B2B (business)", "Firmenlastschrift")


class CustomerKind(LabelledEnum):
    """Whether a customer buys as a business: it owes more when it pays late (§ 288 BGB)."""

    BUSINESS = Label("business", "Unternehmen")
    CONSUMER = Label("consumer", "Verbraucher")


@table(
    tab="Customers",
    key="customer_number",
    label=Label("Customers", "Kunden"),
    purpose=(
        "Who buys from you, with address, terms and tax.",
        "Wer bei Ihnen kauft, mit Anschrift, Konditionen und Steuer.",
    ),
    is_input=True,
)
class Customer(Row):
    """One customer."""

    customer_number: str = column(
        "Customer no.", "Kundennr.", aliases=("Kunde", "Debitor", "Customer ID"), required=True, width=12
    )
    name: str = column("Name", "Name", aliases=("Firma", "Company"), required=True, width=50)
    additional_name: str = column(
        "Additional name", "Namenszusatz", aliases=("z. Hd.", "Contact", "Ansprechpartner"), width=22, default=""
    )
    street: str = column("Street", "Straße", aliases=("Address", "Adresse"), required=True, width=26, default="")
    postcode: str = column("Postcode", "PLZ", aliases=("ZIP", "Postleitzahl"), required=True, width=10, default="")
    city: str = column("City", "Ort", aliases=("Town", "Stadt"), required=True, width=20, default="")
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
    language: CustomerLanguage | None = column(
        "Language",
        "Sprache",
        width=11,
        default=None,
        help=(
            "Language of documents. Empty means the firm's language.",
            "Sprache der Belege. Leer heißt Firmensprache.",
        ),
    )
    email: str = column("E-mail", "E-Mail", width=30, default="")
    vat_id: str = column("VAT ID", "USt-IdNr.", aliases=("UStID", "USt-ID", "VAT number"), width=16, default="")
    tax_treatment: TaxTreatment | None = column(
        "Tax treatment", "Besteuerung", width=20, default=None, help=("Empty means domestic.", "Leer heißt Inland.")
    )
    buyer_reference: str = column("Buyer reference", "Käuferreferenz", aliases=("Leitweg-ID",), width=18, default="")
    invoice_output: InvoiceOutput | None = column(
        "Invoices as",
        "Rechnung als",
        aliases=("Rechnungsformat", "Invoice format"),
        width=24,
        default=None,
        help=(
            "How the customer gets invoices. Empty means PDF with XML.",
            "Wie der Kunde Rechnungen bekommt. Leer heißt PDF mit XML.",
        ),
    )
    payment_days: int | None = column(
        "Payment days",
        "Zahlungsziel (Tage)",
        aliases=("Zahlungsziel", "Terms"),
        width=14,
        default=None,
        help=(
            "Days until due. Empty means the days in Settings.",
            "Tage bis zur Fälligkeit. Leer heißt wie in den Einstellungen.",
        ),
    )
    cash_discount_percent: Decimal | None = column(
        "Cash discount %", "Skonto %", number_format=PERCENT, width=12, default=None
    )
    cash_discount_days: int | None = column("Cash discount days", "Skonto Tage", width=13, default=None)
    price_discount_percent: Decimal | None = column(
        "Customer discount %",
        "Kundenrabatt %",
        number_format=PERCENT,
        width=14,
        default=None,
        help=("Discount agreed on list prices, in percent.", "Vereinbarter Rabatt auf Listenpreise, in Prozent."),
    )
    currency: str = column("Currency", "Währung", width=10, default="EUR")
    iban: str = column("IBAN", "IBAN", width=32, default="")
    mandate_reference: str = column(
        "SEPA mandate",
        "SEPA-Mandat",
        aliases=("Mandatsreferenz", "Mandate reference"),
        width=18,
        default="",
        help=(
            "Mandate reference. With it, invoices say that the amount is collected by direct debit.",
            "Mandatsreferenz. Mit ihr kündigt die Rechnung den Einzug per Lastschrift an.",
        ),
    )
    delivery_name: str = column(
        "Deliver to",
        "Lieferung an",
        aliases=("Lieferanschrift", "Delivery address"),
        width=26,
        default="",
        help=(
            "Where goods usually go, if not to the address above. An order may say another place in Order heads.",
            "Wohin Ware sonst geht, wenn nicht an die Anschrift vorn. Für einen Auftrag: Blatt Auftragsköpfe.",
        ),
    )
    delivery_street: str = column("Delivery street", "Liefer-Straße", width=22, default="")
    delivery_postcode: str = column("Delivery postcode", "Liefer-PLZ", width=11, default="")
    delivery_city: str = column("Delivery city", "Liefer-Ort", width=18, default="")
    delivery_country: str = column(
        "Delivery country",
        "Lieferland",
        width=11,
        default="",
        help=("Empty means the customer's country.", "Leer heißt Land des Kunden."),
    )
    mandate_date: date | None = column(
        "Mandate signed on",
        "Mandat vom",
        aliases=("Mandatsdatum", "Mandate date"),
        width=13,
        default=None,
        help=("Needed to collect by direct debit.", "Für den Einzug per Lastschrift nötig."),
    )
    mandate_kind: MandateKind | None = column(
        "Mandate kind", "Mandatsart", width=18, default=None, help=("Empty means core.", "Leer heißt Basislastschrift.")
    )
    customer_kind: CustomerKind | None = column(
        "Customer kind",
        "Kundenart",
        width=14,
        default=None,
        help=(
            "Empty: a business if it has a VAT ID or a company's name.",
            "Leer: Unternehmen, wenn USt-IdNr. oder Firmenname dafür spricht.",
        ),
    )
    dunning_hold: str = column(
        "Dunning hold",
        "Mahnsperre",
        width=22,
        default="",
        help=("A reason; while it stands here, nobody duns.", "Ein Grund; solange er hier steht, wird nicht gemahnt."),
    )
    blocked: bool = column(
        "Blocked",
        "Gesperrt",
        width=10,
        default=False,
        help=("yes: no new orders are accepted.", "ja: neue Aufträge werden nicht angenommen."),
    )
    proposed: bool = column(
        "Proposed",
        "Vorschlag",
        width=11,
        default=False,
        help=(
            "yes: pyxl proposes this customer from an order that came in. Empty the cell to take the customer on.",
            "ja: pyxl schlägt diesen Kunden nach einer Bestellung vor. Zelle leeren, um ihn zu übernehmen.",
        ),
    )
    priority: int | None = column(
        "Priority",
        "Priorität",
        width=11,
        default=None,
        help=(
            "1 is served first, where Settings reserve by customer priority.",
            "1 wird zuerst bedient, wenn nach Kundenpriorität reserviert wird.",
        ),
    )
    show_file: bool = column(
        "File", "Akte", width=8, default=False, help=("x: show this file.", "x: diese Akte zeigen.")
    )
    price_group: str = column(
        "Price group",
        "Preisgruppe",
        width=14,
        default="",
        help=("Whose prices in Price lists hold.", "Wessen Preise in den Preislisten gelten."),
    )
    credit_limit: Decimal | None = column(
        "Credit limit",
        "Kreditlimit",
        number_format=AMOUNT,
        width=13,
        default=None,
        help=(
            "In EUR, for open invoices and orders. What goes beyond is not promised or picked. Empty means none.",
            "In EUR, für offene Rechnungen und Aufträge. Was darüber geht, wird nicht zugesagt. Leer: keins.",
        ),
    )
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


def treatment_of(customer: Customer) -> TaxTreatment:
    """The customer's tax treatment; domestic unless she says otherwise."""
    return customer.tax_treatment or TaxTreatment.DOMESTIC


def country_of(customer: Customer) -> str:
    """The customer's country as ISO 3166 code; DE unless she says otherwise."""
    return (customer.country or "DE").upper()
