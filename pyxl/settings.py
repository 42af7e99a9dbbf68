"""The firm's settings: who she is, how her numbers run, what pyxl may decide alone. One value per line of the tab."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.schema import AMOUNT, PERCENT, Row, column, table
from pyxl.settings_choices import (
    AllocationOrder,
    BillBy,
    BookLanguage,
    FederalState,
    InvoicePer,
    TaxScheme,
    TransferPer,
)

__all__ = [
    "COLLECTING",
    "DAYS_MAX",
    "DUNNING",
    "INTAKE",
    "LIMITS",
    "PAYING",
    "AllocationOrder",
    "BillBy",
    "BookLanguage",
    "FederalState",
    "InvoicePer",
    "Settings",
    "TaxScheme",
    "TransferPer",
]

DAYS_MAX = 3_650
"""Ten years: no term of payment is longer, and a larger number is a slip of the finger."""

LIMITS = (
    *("write_off_limit", "discount_grace_days", "settle_from", "propose_from", "opening_date", "locked_until"),
    *("allocation_order", "whole_orders", "stock_location", "minimum_margin_percent", "stop_from_level"),
    *("stopping_warnings", "silent_warnings"),
    *("delivery_number_pattern", "pick_list_number_pattern", "purchase_number_pattern"),
)
"""What pyxl may settle alone, and how goods are reserved and delivered. No invoice depends on these."""
PAYING = (
    *("batch_number_pattern", "payment_run_days", "money_cost_percent", "approval_limit", "second_approval_limit"),
    *("bill_price_tolerance_percent", "bank_floor"),
)
"""How bills are paid."""
COLLECTING = ("batch_number_pattern", "collect_days_ahead", "mandate_returns_max")
"""How direct debits are collected. No invoice depends on these either."""
DUNNING = (
    "dunning_number_pattern",
    "dunning_minimum",
    "dunning_tolerance_days",
    "dunning_bank_days",
    "due_dates_agreed",
    "consumers_told",
    "federal_state",
    "books_charges",
    "hand_over_number_pattern",
)
"""How late money is asked for; no invoice depends on these."""
INTAKE = ("order_number_pattern", "shipping_item")
"""How orders come in as files. No invoice depends on these either."""


@table(
    tab="Settings",
    key="company_name",
    label=Label("Settings", "Einstellungen"),
    purpose=("Your firm, your terms, your limits.", "Ihre Firma, Ihre Konditionen, Ihre Grenzen."),
    transposed=True,
)
class Settings(Row):
    """All settings. Everything has a default but the firm's own data."""

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
    batch_number_pattern: str = column(
        "SEPA batch number",
        "SEPA-Sammlernummer",
        default="SEPA-{year}-{00001}",
        help=(
            "The bank names it when it credits a batch of direct debits in one sum.",
            "Unter ihr schreibt die Bank einen Sammler von Lastschriften in einer Summe gut.",
        ),
    )
    collect_days_ahead: int | None = column(
        "Collect ahead (days)",
        "Einzug im Voraus (Tage)",
        default=5,
        help=(
            "Invoices due within this many days are collected, not before their due date.",
            "Rechnungen, die in so vielen Tagen fällig sind, werden eingezogen, nie vor der Fälligkeit.",
        ),
    )
    mandate_returns_max: int | None = column(
        "Mandate blocked after returns",
        "Mandat gesperrt nach Rückgaben",
        default=2,
        help=(
            "With so many returned debits a mandate is not used again. 0: never blocked.",
            "Nach so vielen Rücklastschriften wird das Mandat nicht mehr benutzt. 0: nie gesperrt.",
        ),
    )
    dunning_number_pattern: str = column("Dunning letter number", "Mahnungsnummer", default="MA-{year}-{00001}")
    dunning_minimum: Decimal | None = column(
        "Dun from",
        "Mahnen ab",
        number_format=AMOUNT,
        default=Decimal("5.00"),
        help=("Less than this is not dunned, in EUR.", "Weniger wird nicht gemahnt, in EUR."),
    )
    dunning_tolerance_days: int | None = column(
        "Dunning tolerance (days)",
        "Mahn-Toleranz (Tage)",
        default=3,
        help=("So long money may be on its way.", "So lange darf Geld unterwegs sein."),
    )
    dunning_bank_days: int | None = column(
        "Bank not older than (days)",
        "Bank nicht älter als (Tage)",
        default=7,
        help=(
            "Nobody is dunned before the bank is imported up to then. 0: not checked.",
            "Ohne Bankumsätze bis dahin wird nicht gemahnt. 0: ungeprüft.",
        ),
    )
    due_dates_agreed: bool = column(
        "Due dates agreed",
        "Fälligkeit vereinbart",
        default=False,
        help=(
            "yes: contracts set the due date; default begins without a reminder.",
            "ja: Das Zahlungsziel steht im Vertrag; Verzug tritt ohne Mahnung ein.",
        ),
    )
    consumers_told: bool = column(
        "Consumers told (30 days)",
        "Verbraucherhinweis (30 Tage)",
        default=False,
        help=(
            "yes: invoices tell consumers of default after 30 days.",
            "ja: Rechnungen nennen Verbrauchern den Verzug nach 30 Tagen.",
        ),
    )
    books_charges: bool = column(
        "Book charges",
        "Nebenforderungen buchen",
        default=False,
        help=(
            "yes: interest and fees of dunning letters become open items.",
            "ja: Zinsen und Gebühren der Mahnungen werden offene Posten.",
        ),
    )
    hand_over_number_pattern: str = column(
        "Hand-over number",
        "Abgabenummer",
        default="IK-{year}-{00001}",
        help=("For what is handed to a collection agency.", "Für das, was an ein Inkassobüro abgegeben wird."),
    )
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
            "Bills above this amount need an approval; 0: all, empty: none.",
            "Rechnungen über diesem Betrag brauchen eine Freigabe; 0: alle, leer: keine.",
        ),
    )
    second_approval_limit: Decimal | None = column(
        "Two approvals above",
        "Zwei Freigaben ab über",
        number_format=AMOUNT,
        default=None,
        help=("Above this two persons approve.", "Darüber geben zwei Personen frei."),
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
            "Payments that would leave less on the account are not ticked. Empty: not looked at.",
            "Zahlungen, nach denen weniger auf dem Konto bliebe, sind nicht angekreuzt. Leer: ungeprüft.",
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
    order_number_pattern: str = column(
        "Order number",
        "Auftragsnummer",
        default="B-{year}-{00001}",
        help=(
            "For orders that come in as files. What you type by hand, you number yourself.",
            "Für Aufträge, die als Datei kommen. Was Sie selbst eintippen, nummerieren Sie selbst.",
        ),
    )
    shipping_item: str = column(
        "Item for shipping",
        "Artikel für Versand",
        default="",
        help=(
            "The item number under which a web shop's shipping costs come into Orders.",
            "Die Artikelnummer, unter der Versandkosten eines Webshops in die Aufträge kommen.",
        ),
    )
    payment_days: int | None = column("Payment days", "Zahlungsziel (Tage)", default=14)
    cash_discount_percent: Decimal | None = column("Cash discount %", "Skonto %", number_format=PERCENT, default=None)
    cash_discount_days: int | None = column("Cash discount days", "Skonto Tage", default=None)
    max_discount_percent: Decimal | None = column(
        "Max. discount %",
        "Max. Rabatt %",
        number_format=PERCENT,
        default=Decimal(20),
        help=(
            "Discount above this on an order line is an error.",
            "Rabatt darüber ist in der Auftragszeile ein Fehler.",
        ),
    )
    price_tolerance_percent: Decimal | None = column(
        "Price tolerance %",
        "Preisabweichung %",
        number_format=PERCENT,
        default=Decimal(0),
        help=("A price may differ from the list by this much.", "So viel darf ein Preis von der Liste abweichen."),
    )
    minimum_margin_percent: Decimal | None = column(
        "Minimum margin %",
        "Mindestmarge %",
        number_format=PERCENT,
        default=None,
        help=(
            "Less above the purchase price in an order line is told. Empty: not checked.",
            "Weniger über dem Einkaufspreis wird in der Auftragszeile gemeldet. Leer: ungeprüft.",
        ),
    )
    stop_from_level: int | None = column(
        "Delivery stop from dunning level",
        "Lieferstopp ab Mahnstufe",
        default=2,
        help=(
            "Customers dunned so far are promised and sent nothing; 0: never.",
            "So weit gemahnte Kunden bekommen nichts zugesagt und geliefert; 0: nie.",
        ),
    )
    stopping_warnings: str = column(
        "Warnings that stop a line",
        "Warnungen, die sperren",
        default="",
        help=(
            "Codes such as ORD018, ORD034: these order lines wait as if it were an error.",
            "Codes wie ORD018, ORD034: Solche Auftragszeilen warten wie bei einem Fehler.",
        ),
    )
    silent_warnings: str = column(
        "Warnings not told",
        "Warnungen, die entfallen",
        default="",
        help=(
            "Codes of warnings in Orders that you do not want to read.",
            "Codes von Warnungen in Aufträgen, die Sie nicht lesen wollen.",
        ),
    )
    write_off_limit: Decimal | None = column(
        "Write-off limit",
        "Ausbuchungsgrenze",
        number_format=AMOUNT,
        default=Decimal("0.05"),
        help=(
            "Underpayment up to this amount is written off, in EUR.",
            "Unterzahlung bis zu diesem Betrag wird ausgebucht, in EUR.",
        ),
    )
    discount_grace_days: int | None = column(
        "Cash discount grace days",
        "Skonto-Kulanztage",
        default=3,
        help=(
            "Days a payment may be late and still take the discount.",
            "So viele Tage darf eine Zahlung mit Skonto zu spät kommen.",
        ),
    )
    settle_from: int | None = column(
        "Settle from %",
        "Zuordnen ab %",
        default=90,
        help=(
            "Bank lines as sure as this are settled without asking; 101 settles nothing.",
            "So sichere Bankzeilen werden ohne Rückfrage zugeordnet; bei 101 keine.",
        ),
    )
    propose_from: int | None = column(
        "Propose from %",
        "Vorschlagen ab %",
        default=10,
        help=(
            "Less sure answers are not shown in Review.",
            "Unsicherere Antworten erscheinen nicht in Klärung.",
        ),
    )
    opening_date: date | None = column(
        "Books start on",
        "Bücher ab",
        default=None,
        help=(
            "Bank lines before this day are stored but not matched.",
            "Bankzeilen vor diesem Tag werden gespeichert, aber nicht zugeordnet.",
        ),
    )
    locked_until: date | None = column(
        "Books locked until",
        "Bücher gesperrt bis",
        default=None,
        help=(
            "Up to this day nothing is settled, accepted or undone.",
            "Bis zu diesem Tag wird nichts zugeordnet, übernommen oder zurückgenommen.",
        ),
    )
    bill_by: BillBy | None = column(
        "Invoices for goods",
        "Ware berechnen",
        default=None,
        help=(
            "What was ordered, on its delivery date (empty), or only what delivery notes say.",
            "Was bestellt ist, zum Lieferdatum (leer), oder nur, was Lieferscheine sagen.",
        ),
    )
    allocation_order: AllocationOrder | None = column(
        "Reserve goods",
        "Ware reservieren",
        default=None,
        help=(
            "Who is served first when there is not enough. Empty: first come first served.",
            "Wer zuerst bedient wird, wenn es nicht reicht. Leer: wer zuerst bestellt.",
        ),
    )
    whole_orders: bool = column(
        "Whole orders only",
        "Nur ganze Aufträge",
        default=False,
        help=(
            "yes: nothing is reserved or delivered until all of an order is there.",
            "ja: nichts wird reserviert oder geliefert, bevor der ganze Auftrag da ist.",
        ),
    )
    stock_location: str = column(
        "Usual location",
        "Üblicher Lagerplatz",
        default="Lager",
        help=("For items without a location of their own.", "Für Artikel ohne eigenen Lagerplatz."),
    )
    delivery_number_pattern: str = column("Delivery note number", "Lieferscheinnummer", default="LS-{year}-{00001}")
    pick_list_number_pattern: str = column("Pick list number", "Kommissioniernummer", default="PL-{year}-{00001}")
    purchase_number_pattern: str = column("Purchase order number", "Bestellnummer", default="BE-{year}-{00001}")
