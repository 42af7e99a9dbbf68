"""The customers' subledger: open items, what was allocated to them, and who pays for whom.

The tabs are projections of the journal: an issued invoice, a posted allocation is never edited, only reversed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import PERCENT, Formula, LabelledEnum, Row, column, table


class DocumentKind(LabelledEnum):
    """What a number in the Invoices tab is."""

    INVOICE = Label("invoice", "Rechnung")
    CREDIT_NOTE = Label("credit note", "Rechnungskorrektur")
    CANCELLATION = Label("cancellation", "Stornorechnung")


class ItemStatus(LabelledEnum):
    """Where an open item stands."""

    OPEN = Label("open", "offen")
    PARTLY_PAID = Label("partly paid", "teilbezahlt")
    PAID = Label("paid", "bezahlt")
    CANCELLED = Label("cancelled", "storniert")


class AllocationKind(LabelledEnum):
    """What a part of a bank line is."""

    PAYMENT = Label("payment", "Zahlung")
    RETURN = Label("returned payment", "Rücklastschrift")
    FEE = Label("fee", "Gebühr")
    DISCOUNT_VAT = Label("VAT in discount", "USt im Skonto")
    WRITE_OFF_VAT = Label("VAT in write-off", "USt in Ausbuchung")
    EXCHANGE_GAIN = Label("exchange gain", "Kursgewinn")
    EXCHANGE_LOSS = Label("exchange loss", "Kursverlust")


class BankStatus(LabelledEnum):
    """Where a bank line stands."""

    NEW = Label("new", "neu")
    SETTLED = Label("settled", "zugeordnet")
    REVIEW = Label("to review", "zu prüfen")
    NO_CUSTOMER_PAYMENT = Label("no customer payment", "keine Kundenzahlung")


@table(
    tab="Invoices",
    key="invoice_number",
    label=Label("Invoices", "Rechnungen"),
    purpose=(
        "Every invoice pyxl issued, with its document.",
        "Jede Rechnung, die pyxl ausgestellt hat, mit ihrem Beleg.",
    ),
)
class InvoiceRow(Row):
    """One issued document."""

    invoice_number: str = column("Invoice no.", "Rechnungsnr.", required=True, frozen=True, width=16)
    kind: DocumentKind = column("Kind", "Art", frozen=True, width=14)
    invoice_date: date = column("Invoice date", "Rechnungsdatum", frozen=True, width=14)
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, refers_to="Customers", width=12)
    customer_name: str = column("Customer", "Kunde", frozen=True, width=50)
    order_numbers: str = column("Orders", "Aufträge", frozen=True, width=20, default="")
    net_amount: Money = column("Net", "Netto", frozen=True, width=13)
    vat_amount: Money = column("VAT", "USt", frozen=True, width=12)
    gross_amount: Money = column("Gross", "Brutto", frozen=True, width=13)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    due_date: date | None = column("Due date", "Fällig am", frozen=True, width=13, default=None)
    refers_to_number: str = column("Refers to", "Bezug", frozen=True, width=16, default="")
    document: str = column("Document", "Beleg", frozen=True, width=44, default="")


@table(
    tab="Receivables",
    key="invoice_number",
    label=Label("Receivables", "Offene Posten"),
    is_input=True,
    purpose=(
        "What customers owe you. Opening balances are typed or loaded here.",
        "Was Kunden Ihnen schulden. Anfangsbestände werden hier eingetippt oder geladen.",
    ),
)
class OpenItem(Row):
    """One receivable. pyxl adds its invoices and keeps the paid amounts; opening balances are hers."""

    invoice_number: str = column(
        "Invoice no.", "Rechnungsnr.", aliases=("Rechnung", "Beleg", "Belegnummer", "Invoice"), required=True, width=16
    )
    invoice_date: date = column(
        "Invoice date", "Rechnungsdatum", aliases=("Datum", "Belegdatum"), required=True, width=14
    )
    customer_number: str = column(
        "Customer no.", "Kundennr.", aliases=("Kunde", "Debitor"), required=True, refers_to="Customers", width=12
    )
    customer_name: str = column("Customer", "Kunde (Name)", width=50, default="")
    gross_amount: Money = column(
        "Gross", "Brutto", aliases=("Betrag", "Amount", "Rechnungsbetrag"), required=True, width=13
    )
    currency: str = column("Currency", "Währung", width=9, default="EUR")
    due_date: date = column("Due date", "Fällig am", aliases=("Fälligkeit",), required=True, width=13)
    cash_discount_percent: Decimal | None = column(
        "Cash discount %", "Skonto %", aliases=("SkontoProzent",), number_format=PERCENT, width=11, default=None
    )
    cash_discount_until: date | None = column("Cash discount until", "Skonto bis", width=14, default=None)
    vat_rate: Decimal | None = column(
        "VAT %",
        "USt %",
        number_format=PERCENT,
        width=9,
        default=None,
        help=(
            "Of opening balances with one rate: for the VAT in discounts and write-offs.",
            "Bei Anfangsbeständen mit einem Satz: für die USt in Skonto und Ausbuchungen.",
        ),
    )
    exchange_rate: Decimal | None = column(
        "Exchange rate",
        "Umrechnungskurs",
        number_format="0.0000##",
        width=14,
        default=None,
        help=(
            "EUR for one unit of the currency when it was invoiced.",
            "EUR für eine Einheit der Währung bei Rechnungsstellung.",
        ),
    )
    amount_paid: Money | None = column("Paid", "Bezahlt", width=13, frozen=True, default=None)
    discount_taken: Money | None = column("Discount taken", "Skonto gezogen", width=14, frozen=True, default=None)
    written_off: Money | None = column("Written off", "Ausgebucht", width=12, frozen=True, default=None)
    credited: Money | None = column(
        "Credited",
        "Gutgeschrieben",
        width=14,
        frozen=True,
        default=None,
        help=("Taken back by a cancellation or a credit note.", "Durch Storno oder Rechnungskorrektur zurückgenommen."),
    )
    amount_open: Money | None = column(
        "Open amount",
        "Offener Betrag",
        width=14,
        default=None,
        formula=Formula(
            'IF({gross_amount}="","",{gross_amount}-{amount_paid}-{discount_taken}-{written_off}-{credited})',
            lambda item: open_amount(item),
        ),
    )
    status: ItemStatus | None = column("Status", "Status", width=13, frozen=True, default=None)
    dunning_hold: str = column(
        "Dunning hold",
        "Mahnsperre",
        width=22,
        default="",
        help=(
            "A reason, such as a dispute; while it stands here, nobody duns.",
            "Ein Grund, etwa eine Reklamation; solange er hier steht, wird nicht gemahnt.",
        ),
    )
    promised_until: date | None = column(
        "Promised until",
        "Zahlung zugesagt bis",
        width=14,
        default=None,
        help=("The customer promised to pay by then.", "Bis dahin hat der Kunde Zahlung zugesagt."),
    )
    doubtful: str = column(
        "Doubtful",
        "Zweifelhaft",
        width=22,
        default="",
        help=(
            "A reason; the ageing list shows such claims apart.",
            "Ein Grund; die Altersliste weist solche Forderungen gesondert aus.",
        ),
    )
    hand_over: bool = column(
        "Hand over",
        "Abgeben",
        width=10,
        default=False,
        help=("x: for the collection agency; then click Hand over.", "x: fürs Inkasso; dann „An Inkasso geben“."),
    )
    write_off_reason: str = column(
        "Write off",
        "Ausbuchen",
        width=22,
        default="",
        help=("A reason; then click Write off.", "Ein Grund; dann „Ausbuchen“ anklicken."),
    )
    check: str = column("Check", "Prüfung", width=44, default="")


def open_amount(item: OpenItem) -> Money:
    """What is still owed on the item: gross less paid, discount, write-off and credit."""
    settled = (item.amount_paid, item.discount_taken, item.written_off, item.credited)
    return item.gross_amount.less(*(part for part in settled if part))


@table(
    tab="Bank",
    key="line_id",
    label=Label("Bank", "Bank"),
    purpose=(
        "Bank lines as the bank sent them. They are never edited.",
        "Bankzeilen, wie die Bank sie liefert. Sie werden nie geändert.",
    ),
)
class BankLine(Row):
    """One booked bank line. `amount` is signed: money in is positive."""

    line_id: str = column("Line ID", "Zeilen-ID", frozen=True, required=True, width=14)
    account: str = column("Account", "Konto", frozen=True, width=26)
    booking_date: date = column("Booking date", "Buchungstag", frozen=True, width=13)
    value_date: date | None = column("Value date", "Wertstellung", frozen=True, width=13, default=None)
    amount: Money = column("Amount", "Betrag", frozen=True, width=13)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    counterparty_name: str = column("Counterparty", "Zahlungspartner", frozen=True, width=44, default="")
    counterparty_iban: str = column("Counterparty IBAN", "IBAN Zahlungspartner", frozen=True, width=32, default="")
    remittance_information: str = column(
        "Remittance information", "Verwendungszweck", frozen=True, width=56, default=""
    )
    end_to_end_id: str = column("End-to-end ID", "Ende-zu-Ende-Ref.", frozen=True, width=18, default="")
    transaction_text: str = column("Transaction", "Buchungstext", frozen=True, width=28, default="")
    return_reason: str = column("Return reason", "Rückgabegrund", frozen=True, width=12, default="")
    status: BankStatus | None = column("Status", "Status", width=18, default=None)
    amount_allocated: Money | None = column("Allocated", "Zugeordnet", width=13, default=None)
    reason: str = column("Reason", "Begründung", width=70, default="")


@table(
    tab="Allocations",
    key="allocation_id",
    label=Label("Allocations", "Zuordnungen"),
    purpose=(
        "Which bank line settled which invoice, and why.",
        "Welche Bankzeile welche Rechnung ausgleicht, und warum.",
    ),
)
class Allocation(Row):
    """A part of a bank line that settles a part of an open item, or what belongs to it: a fee, VAT, gain or loss."""

    allocation_id: str = column("Allocation", "Zuordnung", frozen=True, required=True, width=20)
    line_id: str = column("Bank line", "Bankzeile", frozen=True, width=14)
    invoice_number: str = column("Invoice no.", "Rechnungsnr.", frozen=True, width=16)
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, width=12, default="")
    booking_date: date = column("Booking date", "Buchungstag", frozen=True, width=13)
    kind: AllocationKind = column("Kind", "Art", frozen=True, width=18)
    amount: Money | None = column("Amount", "Betrag", frozen=True, width=13, default=None)
    discount_taken: Money | None = column("Discount", "Skonto", frozen=True, width=11, default=None)
    written_off: Money | None = column("Written off", "Ausgebucht", frozen=True, width=11, default=None)
    vat_rate: Decimal | None = column("VAT %", "USt %", frozen=True, number_format=PERCENT, width=9, default=None)
    vat_base: Money | None = column(
        "Less net",
        "Netto weniger",
        frozen=True,
        width=13,
        default=None,
        help=("By how much the base goes down (§ 17 UStG).", "So viel sinkt die Bemessungsgrundlage (§ 17 UStG)."),
    )
    vat_amount: Money | None = column("Less VAT", "USt weniger", frozen=True, width=12, default=None)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    reason: str = column("Reason", "Begründung", frozen=True, width=64, default="")


@table(
    tab="Review",
    key="proposal_id",
    label=Label("Review", "Klärung"),
    purpose=(
        "Bank lines pyxl is not sure of. Tick a proposal, then accept.",
        "Bankzeilen, bei denen pyxl nicht sicher ist. Vorschlag ankreuzen, dann übernehmen.",
    ),
)
class Proposal(Row):
    """One proposal for one bank line, or the reason why there is none."""

    proposal_id: str = column("Proposal", "Vorschlag", frozen=True, required=True, width=15)
    accept: bool = column(
        "Accept", "Übernehmen", width=12, default=False, help=("x: post this proposal.", "x: diesen Vorschlag buchen.")
    )
    line_id: str = column("Bank line", "Bankzeile", frozen=True, width=14)
    booking_date: date | None = column("Booking date", "Buchungstag", frozen=True, width=13, default=None)
    amount: Money | None = column("Amount", "Betrag", frozen=True, width=13, default=None)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    counterparty_name: str = column("Counterparty", "Zahlungspartner", frozen=True, width=40, default="")
    remittance_information: str = column(
        "Remittance information", "Verwendungszweck", frozen=True, width=44, default=""
    )
    invoice_numbers: str = column(
        "Invoices",
        "Rechnungen",
        width=24,
        default="",
        help=(
            "You may type other invoice numbers, with commas.",
            "Sie dürfen andere Rechnungsnummern eintragen, mit Komma.",
        ),
    )
    customer_number: str = column("Customer no.", "Kundennr.", width=12, default="")
    sureness: int | None = column(
        "Sure %",
        "Sicher %",
        frozen=True,
        width=9,
        default=None,
        help=(
            "How much speaks for it; an order, no probability.",
            "Wie viel dafür spricht; eine Reihenfolge, keine Wahrscheinlichkeit.",
        ),
    )
    reason: str = column("Reason", "Begründung", frozen=True, width=60, default="")


@table(
    tab="Payers",
    key="payer",
    label=Label("Payers", "Zahler"),
    is_input=True,
    purpose=(
        "Who pays for which customer. pyxl learns; you may correct.",
        "Wer für welchen Kunden zahlt. pyxl lernt mit; Sie dürfen berichtigen.",
    ),
)
class Payer(Row):
    """One remembered payer: an IBAN, or a folded name where the bank gives no IBAN."""

    payer: str = column("IBAN or name", "IBAN oder Name", required=True, width=30)
    customer_number: str = column("Customer no.", "Kundennr.", required=True, refers_to="Customers", width=12)
    name: str = column("Name at the bank", "Name bei der Bank", width=44, default="")
    learned_on: date | None = column("Learned on", "Gelernt am", width=13, default=None)
    learned_from: str = column("From bank line", "Aus Bankzeile", width=16, default="")
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")
