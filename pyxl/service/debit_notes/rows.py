"""The tab of what suppliers are to pay for: proposed by pyxl, ticked by her, kept with its debit note."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import Formula, Row, column, table


@table(
    tab="SupplierClaims",
    key="case_line",
    label=Label("Supplier claims", "Lieferantenregress"),
    purpose=(
        "Cases that suppliers are to pay for. Untick or lower them, then write the letters.",
        "Fälle, die Lieferanten tragen sollen. Abwählen oder mindern, dann schreiben.",
    ),
)
class DebitRow(Row):
    """One case whose cause is the supplier's."""

    case_line: str = column("Case line", "Fallzeile", frozen=True, required=True, width=15)
    claim: bool = column(
        "Claim",
        "Belasten",
        width=11,
        default=False,
        help=("x: the supplier is to pay.", "x: der Lieferant soll zahlen."),
    )
    supplier_number: str = column("Supplier no.", "Lieferantennr.", frozen=True, width=14, default="")
    supplier_name: str = column(
        "Supplier",
        "Lieferant",
        width=50,
        default="",
        formula=Formula('IFERROR(INDEX({Suppliers.name},MATCH({supplier_number},{Suppliers.supplier_number},0)),"")'),
    )
    case_number: str = column("Case no.", "Fallnr.", frozen=True, width=15, default="")
    item_number: str = column("Item no.", "Artikelnr.", frozen=True, width=13, default="")
    description: str = column(
        "Description",
        "Bezeichnung",
        width=36,
        default="",
        formula=Formula('IFERROR(INDEX({Items.description},MATCH({item_number},{Items.item_number},0)),"")'),
    )
    quantity: Decimal | None = column("Quantity", "Menge", frozen=True, width=10, default=None)
    cause: str = column("Cause", "Ursache", frozen=True, width=24, default="")
    cost: Money | None = column(
        "Cost",
        "Kosten",
        frozen=True,
        width=12,
        default=None,
        help=(
            "Of the case; without these, the purchase price of the goods.",
            "Des Falls; ohne diese der Einkaufspreis der Ware.",
        ),
    )
    amount: Money | None = column(
        "To claim",
        "Zu belasten",
        width=13,
        default=None,
        help=("The supplier's share; at most the cost.", "Der Anteil des Lieferanten; höchstens die Kosten."),
    )
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    number: str = column("Debit note", "Belastungsanzeige", frozen=True, width=18, default="")
    document: str = column("Document", "Beleg", frozen=True, width=28, default="")
