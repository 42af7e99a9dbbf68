"""What suppliers delivered that the firm bills itself („Gutschrift“, § 14 (2) sentence 2 UStG), line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import Formula, Row, column, table
from pyxl.masterdata.items import PRICE, TaxCode


def net_of(line: SelfBillLine) -> Money | None:
    """Quantity times price, rounded half up; None without either."""
    if line.quantity is None or line.unit_price is None:
        return None
    return Money.rounded(line.quantity * line.unit_price)


@table(
    tab="SelfBilling",
    key="line_id",
    label=Label("Self-billing", "Gutschriften"),
    purpose=(
        "What suppliers delivered and you write the invoice for, by agreement.",
        "Was Lieferanten lieferten und wofür vereinbarungsgemäß Sie die Rechnung schreiben.",
    ),
    is_input=True,
    surrogate_key="G",
)
class SelfBillLine(Row):
    """One line. All lines of a supplier that are not billed yet go on one document."""

    line_id: str = column(
        "Line ID",
        "Zeilen-ID",
        width=15,
        default="",
        help=("Given by pyxl. Leave it as it is.", "Vergibt pyxl. Bitte nicht ändern."),
    )
    supplier_number: str = column(
        "Supplier no.",
        "Lieferantennr.",
        aliases=("Lieferant", "Supplier"),
        required=True,
        refers_to="Suppliers",
        width=13,
    )
    supplier_name: str = column(
        "Supplier name",
        "Lieferant (Name)",
        width=50,
        default="",
        formula=Formula('IFERROR(INDEX({Suppliers.name},MATCH({supplier_number},{Suppliers.supplier_number},0)),"")'),
    )
    item_number: str = column("Item no.", "Artikelnr.", width=12, default="")
    description: str = column("Description", "Bezeichnung", required=True, width=36, default="")
    quantity: Decimal | None = column("Quantity", "Menge", required=True, width=10)
    unit: str = column("Unit", "Einheit", aliases=("ME",), width=8, default="Stk")
    unit_price: Decimal | None = column(
        "Unit price",
        "Einzelpreis",
        aliases=("Preis", "Price"),
        required=True,
        number_format=PRICE,
        width=12,
        help=("Net per unit, in EUR.", "Netto je Einheit, in EUR."),
    )
    net_amount: Money | None = column(
        "Net amount",
        "Nettobetrag",
        width=13,
        default=None,
        formula=Formula(
            'IF(OR({quantity}="",{unit_price}=""),"",IFERROR(ROUND({quantity}*{unit_price},2),""))', net_of
        ),
    )
    tax_code: TaxCode | None = column(
        "Tax code", "Steuersatz", width=11, default=None, help=("Empty means standard.", "Leer heißt voll.")
    )
    delivery_date: date | None = column(
        "Delivery date",
        "Lieferdatum",
        aliases=("Leistungsdatum", "Date of supply"),
        required=True,
        width=13,
        help=("When the supplier delivered.", "Wann der Lieferant geliefert hat."),
    )
    note: str = column("Note", "Notiz", width=44, default="")
    document_number: str = column(
        "Document no.",
        "Belegnr.",
        width=15,
        frozen=True,
        default="",
        help=("Filled in by pyxl when the line is billed.", "Trägt pyxl ein, wenn abgerechnet ist."),
    )
    document: str = column("Document", "Beleg", width=30, frozen=True, default="")
    check: str = column("Check", "Prüfung", width=48, default="")
