"""Bills of suppliers in the workbook: those that came as e-invoices, and those on paper, which she types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import PERCENT, Formula, LabelledEnum, Row, column, table


class BillKind(LabelledEnum):
    """What a bill is."""

    BILL = Label("bill", "Rechnung")
    CREDIT_NOTE = Label("credit note", "Rechnungskorrektur")
    SELF_BILLED = Label("self-billed", "Gutschrift (selbst erstellt)")


class BillStatus(LabelledEnum):
    """Where a bill stands."""

    OPEN = Label("open", "offen")
    IN_PAYMENT = Label("in a batch", "im Sammler")
    PARTLY_PAID = Label("partly paid", "teilbezahlt")
    PAID = Label("paid", "bezahlt")
    CANCELLED = Label("cancelled", "storniert")


class BillTax(LabelledEnum):
    """Who owes the VAT of a bill."""

    ON_BILL = Label("on the bill", "auf der Rechnung")
    REVERSE_CHARGE = Label("reverse charge", "§ 13b")
    REVERSE_CHARGE_REDUCED = Label("reverse charge reduced", "§ 13b ermäßigt")
    ACQUISITION = Label("EU acquisition", "ig. Erwerb")
    ACQUISITION_REDUCED = Label("EU acquisition reduced", "ig. Erwerb ermäßigt")


@table(
    tab="Bills",
    key="bill_id",
    label=Label("Bills", "Eingangsrechnungen"),
    purpose=(
        "What suppliers bill. E-invoices come in by themselves; type what came on paper.",
        "Was Lieferanten berechnen. E-Rechnungen kommen von selbst; was auf Papier kam, tippen.",
    ),
    is_input=True,
    surrogate_key="E",
)
class Bill(Row):
    """One bill or credit note; amounts of a credit note are negative. What has a status is in the books."""

    bill_id: str = column("Bill ID", "Beleg-ID", required=True, width=15, default="")
    supplier_number: str = column(
        "Supplier no.", "Lieferantennr.", aliases=("Lieferant",), required=True, refers_to="Suppliers", width=13
    )
    supplier_name: str = column("Supplier", "Lieferantenname", width=50, default="")
    kind: BillKind | None = column("Kind", "Art", frozen=True, width=18, default=None)
    bill_number: str = column(
        "Bill no.", "Rechnungsnr. des Lieferanten", aliases=("Rechnungsnr.",), required=True, width=19
    )
    bill_date: date | None = column("Bill date", "Rechnungsdatum", required=True, width=14, default=None)
    due_date: date | None = column("Due date", "Fällig am", width=13, default=None)
    gross_amount: Money | None = column(
        "Amount to pay",
        "Zahlbetrag",
        aliases=("Gross", "Brutto"),
        required=True,
        width=13,
        default=None,
        help=("Negative for a credit note.", "Negativ bei einer Rechnungskorrektur."),
    )
    vat_amount: Money | None = column("VAT", "USt", width=12, default=None)
    tax: BillTax | None = column(
        "Who owes the VAT",
        "Steuer schuldet",
        width=20,
        default=None,
        help=(
            "Where the bill shows none because you owe it: § 13b, or goods from the EU. Empty: it is on the bill.",
            "Wenn keine ausgewiesen ist, weil Sie sie schulden: § 13b oder Ware aus der EU. Leer: auf der Rechnung.",
        ),
    )
    currency: str = column("Currency", "Währung", width=9, default="EUR")
    exchange_rate: Decimal | None = column(
        "Exchange rate",
        "Kurs",
        number_format="0.00####",
        width=11,
        default=None,
        help=(
            "EUR for one unit of another currency, for the accounts.",
            "EUR für eine Einheit einer anderen Währung, für die Konten.",
        ),
    )
    cash_discount_percent: Decimal | None = column(
        "Cash discount %", "Skonto %", number_format=PERCENT, width=11, default=None
    )
    cash_discount_until: date | None = column("Cash discount until", "Skonto bis", width=14, default=None)
    iban: str = column(
        "IBAN on the bill",
        "IBAN auf der Rechnung",
        width=32,
        default="",
        help=(
            "Compared only; paid is what Suppliers says.",
            "Nur zum Vergleich; gezahlt wird auf das Konto der Lieferanten.",
        ),
    )
    purchase_order: str = column("Your order", "Ihre Bestellung", aliases=("Bestellnr.",), width=16, default="")
    delivery_note: str = column("Delivery note", "Lieferschein", width=16, default="")
    refers_to: str = column("Refers to bill", "Bezug auf Rechnung", width=18, default="")
    block: str = column(
        "Hold",
        "Sperre",
        width=24,
        default="",
        help=("Anything here: not paid. Say why.", "Steht hier etwas, wird nicht gezahlt. Bitte den Grund nennen."),
    )
    approve: bool = column(
        "Approve",
        "Freigeben",
        width=11,
        default=False,
        help=("x, then the button Approve bills.", "x, dann die Taste Rechnungen freigeben."),
    )
    approved_by: str = column("Approved by", "Freigegeben von", frozen=True, width=22, default="")
    amount_paid: Money | None = column("Paid", "Bezahlt", frozen=True, width=13, default=None)
    discount_taken: Money | None = column("Discount taken", "Skonto gezogen", frozen=True, width=14, default=None)
    amount_open: Money | None = column(
        "Open amount",
        "Offener Betrag",
        width=14,
        default=None,
        formula=Formula(
            'IF({gross_amount}="","",{gross_amount}-{amount_paid}-{discount_taken})',
            lambda bill: open_amount(bill),
        ),
    )
    status: BillStatus | None = column("Status", "Status", frozen=True, width=13, default=None)
    batch_number: str = column("Batch no.", "Sammlernr.", frozen=True, width=17, default="")
    entered_by: str = column("Entered by", "Erfasst von", frozen=True, width=16, default="")
    file: str = column("File", "Datei", frozen=True, width=30, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


def open_amount(bill: Bill) -> Money | None:
    """What is still to be paid of a row."""
    if bill.gross_amount is None:
        return None
    paid = [part for part in (bill.amount_paid, bill.discount_taken) if part]
    return bill.gross_amount - sum(paid, start=Money.zero(bill.gross_amount.currency))


@table(
    tab="BillLines",
    key="line_key",
    label=Label("Bill lines", "Rechnungspositionen"),
    purpose=(
        "The lines of bills that came as e-invoices.",
        "Die Positionen der Rechnungen, die als E-Rechnung kamen.",
    ),
)
class BillLine(Row):
    """One line of an e-invoice as the supplier wrote it."""

    line_key: str = column("Line", "Zeile", frozen=True, required=True, width=19)
    bill_id: str = column("Bill ID", "Beleg-ID", frozen=True, width=15)
    supplier_number: str = column("Supplier no.", "Lieferantennr.", frozen=True, width=13, default="")
    bill_number: str = column(
        "Bill no.", "Rechnungsnr. des Lieferanten", aliases=("Rechnungsnr.",), frozen=True, width=19, default=""
    )
    position: str = column("Position", "Position", frozen=True, width=9, default="")
    item_number: str = column("Item no.", "Artikelnr.", frozen=True, width=16, default="")
    name: str = column("Description", "Bezeichnung", frozen=True, width=44, default="")
    quantity: Decimal | None = column("Quantity", "Menge", frozen=True, width=10, default=None)
    unit: str = column("Unit", "Einheit", frozen=True, width=9, default="")
    unit_price: Decimal | None = column(
        "Unit price", "Einzelpreis", frozen=True, number_format="#,##0.00##", width=12, default=None
    )
    net_amount: Money | None = column("Net", "Netto", frozen=True, width=13, default=None)
    vat_rate: Decimal | None = column("VAT %", "USt %", frozen=True, number_format=PERCENT, width=9, default=None)
    purchase_order: str = column("Your order", "Ihre Bestellung", frozen=True, width=16, default="")
    order_line: str = column("Order line", "Bestellzeile", frozen=True, width=13, default="")
    delivery_note: str = column("Delivery note", "Lieferschein", frozen=True, width=16, default="")


@table(
    tab="Payments",
    key="bill_id",
    label=Label("Payment proposal", "Zahlvorschlag"),
    purpose=(
        "What to pay on the next day, and what not, and why. Tick, then pay.",
        "Was am nächsten Tag zu zahlen ist, was nicht, und warum. Ankreuzen, dann zahlen.",
    ),
)
class PaymentRow(Row):
    """One open bill as the payment run sees it."""

    bill_id: str = column("Bill ID", "Beleg-ID", frozen=True, required=True, width=15)
    pay: bool = column(
        "Pay", "Zahlen", width=10, default=False, help=("x: pay this bill.", "x: diese Rechnung zahlen.")
    )
    instant: bool = column(
        "Instant",
        "Echtzeit",
        width=11,
        default=False,
        help=(
            "x: as instant payment, in a batch of its own, at once.",
            "x: als Echtzeitüberweisung, in einem eigenen Sammler, sofort.",
        ),
    )
    supplier_number: str = column(
        "Supplier no.",
        "Lieferantennr.",
        frozen=True,
        width=13,
        default="",
        help=("Of a refund: the customer.", "Bei einer Auszahlung: der Kunde."),
    )
    supplier_name: str = column("Supplier", "Lieferantenname", frozen=True, width=50, default="")
    bill_number: str = column(
        "Bill no.", "Rechnungsnr. des Lieferanten", aliases=("Rechnungsnr.",), frozen=True, width=19, default=""
    )
    due_date: date | None = column("Due date", "Fällig am", frozen=True, width=13, default=None)
    amount_open: Money | None = column("Open amount", "Offener Betrag", frozen=True, width=14, default=None)
    discount: Money | None = column("Discount", "Skonto", frozen=True, width=11, default=None)
    amount: Money | None = column("To pay", "Zu zahlen", frozen=True, width=13, default=None)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    execution_date: date | None = column("On", "Am", frozen=True, width=13, default=None)
    iban: str = column("IBAN", "IBAN", frozen=True, width=32, default="")
    payee: str = column(
        "Payee as the bank gets it", "Empfänger, wie die Bank ihn erhält", frozen=True, width=34, default=""
    )
    purpose: str = column("Purpose", "Verwendungszweck", frozen=True, width=40, default="")
    reason: str = column("Reason", "Begründung", frozen=True, width=60, default="")
