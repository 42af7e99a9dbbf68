"""The order sheet: what customers ordered, line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import AMOUNT, PERCENT, Formula, LabelledEnum, Row, column, table
from pyxl.masterdata.items import PRICE, TaxCode


class InvoiceKind(LabelledEnum):
    """As what an order line is invoiced."""

    INVOICE = Label("invoice", "Rechnung")
    PREPAYMENT = Label("invoice on account", "Abschlagsrechnung")
    PARTIAL = Label("partial invoice", "Teilrechnung")
    FINAL = Label("final invoice", "Schlussrechnung")
    CREDIT_NOTE = Label("credit note", "Rechnungskorrektur")
    CORRECTED = Label("corrected invoice", "Berichtigte Rechnung")
    REPLACEMENT = Label("none: replacement", "keine: Ersatzlieferung")
    """Free, for a complaint; `settle-case` writes the line, and it is never billed."""


def net_of(line: OrderLine, price_base: Decimal | None = None) -> Money | None:
    """What the sheet's own formula gives: from the cells of the line alone, rounded half up; None without a price.

    `price_base`: for how many units the price is, where the cell is not to be trusted.
    """
    if line.quantity is None or line.unit_price is None:
        return None
    currency = line.currency or "EUR"
    base = max(price_base or line.price_base or Decimal(1), Decimal(1))
    share = (1 - (line.discount_percent or Decimal(0)) / 100) / base
    net = Money.rounded(line.quantity * line.unit_price * share, currency)
    return net + Money.rounded(line.line_adjustment, currency) if line.line_adjustment else net


@table(
    tab="Orders",
    key="line_id",
    label=Label("Orders", "Aufträge"),
    purpose=("What was ordered, one line per item.", "Was bestellt wurde, eine Zeile je Artikel."),
    is_input=True,
    surrogate_key="L",
)
class OrderLine(Row):
    """One line of an order. Lines with the same order number are one order."""

    line_id: str = column(
        "Line ID",
        "Zeilen-ID",
        width=15,
        default="",
        help=("Given by pyxl. Leave it as it is.", "Vergibt pyxl. Bitte nicht ändern."),
    )
    order_number: str = column("Order no.", "Auftragsnr.", aliases=("Auftrag", "Order"), required=True, width=13)
    order_date: date | None = column("Order date", "Auftragsdatum", aliases=("Datum", "Date"), required=True, width=13)
    customer_number: str = column(
        "Customer no.", "Kundennr.", aliases=("Kunde", "Customer"), required=True, refers_to="Customers", width=12
    )
    customer_name: str = column(
        "Customer name",
        "Kunde (Name)",
        width=44,
        default="",
        formula=Formula('IFERROR(INDEX({Customers.name},MATCH({customer_number},{Customers.customer_number},0)),"")'),
    )
    customer_reference: str = column(
        "Customer's order no.",
        "Bestellnr. des Kunden",
        aliases=("Kundenreferenz", "PO number", "Bestellnummer"),
        width=18,
        default="",
    )
    item_number: str = column(
        "Item no.", "Artikelnr.", aliases=("Artikel", "Item"), required=True, refers_to="Items", width=12
    )
    description: str = column(
        "Description",
        "Bezeichnung",
        width=36,
        default="",
        help=("Empty: the item's own description is used.", "Leer: die Bezeichnung des Artikels gilt."),
    )
    quantity: Decimal | None = column("Quantity", "Menge", required=True, width=10)
    unit: str = column("Unit", "Einheit", aliases=("ME",), width=8, default="")
    unit_price: Decimal | None = column(
        "Unit price",
        "Einzelpreis",
        aliases=("Preis", "Price"),
        number_format=PRICE,
        width=12,
        default=None,
        help=("Net per unit. Empty: the list price is used.", "Netto je Einheit. Leer: der Listenpreis gilt."),
    )
    price_base: Decimal | None = column(
        "Price per",
        "Preis je",
        width=9,
        default=None,
        formula=Formula(
            "IFERROR(IF(INDEX({Items.price_base},MATCH({item_number},{Items.item_number},0))>1,"
            'INDEX({Items.price_base},MATCH({item_number},{Items.item_number},0)),""),"")',
            lambda line: line.price_base,
        ),
        help=(
            "From the item: for how many units the price is.",
            "Vom Artikel: für wie viele Einheiten der Preis gilt.",
        ),
    )
    discount_percent: Decimal | None = column("Discount %", "Rabatt %", number_format=PERCENT, width=10, default=None)
    line_adjustment: Decimal | None = column(
        "Allowance/charge",
        "Ab-/Zuschlag",
        number_format=AMOUNT,
        width=13,
        default=None,
        help=(
            "For this line alone: −5 takes five off, 5 adds five. For the whole invoice use an item of that kind.",
            "Betrag nur für diese Zeile: −5 mindert um fünf, 5 erhöht. Für die ganze Rechnung: Artikel dieser Art.",
        ),
    )
    adjustment_reason: str = column(
        "Reason",
        "Grund",
        width=20,
        default="",
        help=("Why it is taken off or added; it stands on the invoice.", "Warum; steht auf der Rechnung."),
    )
    net_amount: Money | None = column(
        "Net amount",
        "Nettobetrag",
        width=13,
        default=None,
        formula=Formula(
            'IF(OR({quantity}="",{unit_price}=""),"",'
            "IFERROR(ROUND({quantity}*{unit_price}/MAX(1,{price_base})*(1-{discount_percent}/100),2)"
            '+{line_adjustment},""))',
            net_of,
        ),
    )
    currency: str = column("Currency", "Währung", width=9, default="")
    exchange_rate: Decimal | None = column(
        "Exchange rate",
        "Umrechnungskurs",
        number_format="0.000000",
        width=14,
        default=None,
        help=(
            "EUR for one unit of the currency; an invoice in another currency then shows its VAT in EUR too.",
            "EUR für eine Einheit der Währung; eine Fremdwährungsrechnung nennt die USt damit auch in EUR.",
        ),
    )
    tax_code: TaxCode | None = column(
        "Tax code",
        "Steuersatz",
        width=11,
        default=None,
        help=("Empty: the item's tax code is used.", "Leer: der Steuersatz des Artikels gilt."),
    )
    requested_date: date | None = column(
        "Requested date",
        "Wunschtermin",
        aliases=("Wunschdatum", "Requested for"),
        width=13,
        default=None,
        help=(
            "When the customer wants it; goods are reserved by it. Empty: the delivery date.",
            "Wann der Kunde es haben will; danach wird Ware reserviert. Leer: das Lieferdatum.",
        ),
    )
    delivery_date: date | None = column(
        "Delivery date",
        "Lieferdatum",
        aliases=("Liefertermin", "Leistungsdatum", "Date of supply"),
        width=13,
        default=None,
        help=(
            "Date of delivery or service; the VAT rate follows it. Empty: as requested.",
            "Tag der Lieferung oder Leistung; danach richtet sich der Steuersatz. Leer: der Wunschtermin.",
        ),
    )
    cancelled: bool = column(
        "Cancelled",
        "Storniert",
        width=11,
        default=False,
        help=(
            "yes: what is not delivered yet is not wanted any more.",
            "ja: was noch nicht geliefert ist, wird nicht mehr gewünscht.",
        ),
    )
    invoice_kind: InvoiceKind | None = column(
        "Invoice kind",
        "Rechnungsart",
        width=20,
        default=None,
        help=(
            "Empty means invoice. A final invoice deducts the order's invoices on account by itself. A replacement is "
            "never invoiced; pyxl enters it when a case is settled.",
            "Leer heißt Rechnung. Eine Schlussrechnung zieht die Abschlagsrechnungen des Auftrags selbst ab. Ersatz "
            "wird nie berechnet; pyxl trägt ihn ein, wenn ein Fall erledigt wird.",
        ),
    )
    refers_to: str = column(
        "Refers to invoice",
        "Bezug auf Rechnung",
        width=18,
        default="",
        help=(
            "For a credit note or a corrected invoice: the number of the invoice it is about.",
            "Für Rechnungskorrektur oder berichtigte Rechnung: die Nummer der Rechnung, um die es geht.",
        ),
    )
    note: str = column("Note", "Notiz", width=44, default="")
    invoice_number: str = column(
        "Invoice no.",
        "Rechnungsnr.",
        width=15,
        frozen=True,
        default="",
        help=("Filled in by pyxl when the line is invoiced.", "Trägt pyxl ein, wenn die Zeile berechnet ist."),
    )
    earliest_date: date | None = column(
        "Earliest date",
        "Frühestens am",
        width=13,
        frozen=True,
        default=None,
        help=(
            "When all of the line can be there, as of the last check of availability.",
            "Ab wann die ganze Zeile da sein kann, nach der letzten Prüfung der Verfügbarkeit.",
        ),
    )
    availability: str = column("Availability", "Verfügbarkeit", width=44, frozen=True, default="")
    promised_date: date | None = column(
        "Promised for",
        "Zugesagt für",
        width=13,
        frozen=True,
        default=None,
        help=("The day in the order confirmation.", "Der Tag in der Auftragsbestätigung."),
    )
    delivered_quantity: Decimal | None = column(
        "Delivered",
        "Geliefert",
        width=11,
        frozen=True,
        default=None,
        help=("By delivery notes.", "Nach den Lieferscheinen."),
    )
    check: str = column("Check", "Prüfung", width=48, default="")

    @property
    def wanted_on(self) -> date | None:
        """When the customer wants it: the requested date, else the delivery date."""
        return self.requested_date or self.delivery_date

    @property
    def planned_on(self) -> date | None:
        """When it is delivered, as far as the sheet says: the delivery date, else the requested date."""
        return self.delivery_date or self.requested_date


def kind_of(line: OrderLine) -> InvoiceKind:
    """As what the line is invoiced; a plain invoice unless she says otherwise."""
    return line.invoice_kind or InvoiceKind.INVOICE


def is_replacement(line: OrderLine) -> bool:
    """Whether the line goes out free, for a complaint: nothing of it is ever invoiced."""
    return kind_of(line) is InvoiceKind.REPLACEMENT
