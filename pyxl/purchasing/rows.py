"""Purchase proposals: what pyxl thinks should be bought. She ticks what she wants ordered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.schema import Formula, Row, column, table
from pyxl.masterdata.items import PRICE


@table(
    tab="PurchaseProposals",
    key="item_number",
    label=Label("Purchase proposals", "Bestellvorschläge"),
    purpose=(
        "What should be bought, and why. Tick it, then “Order from suppliers”.",
        "Was zu bestellen wäre, und warum. Ankreuzen, dann „Beim Lieferanten bestellen“.",
    ),
)
class PurchaseProposal(Row):
    """One item that is short, or will be."""

    item_number: str = column("Item no.", "Artikelnr.", frozen=True, required=True, width=12)
    order: bool = column(
        "Order", "Bestellen", width=11, default=False, help=("x: order this.", "x: das wird bestellt.")
    )
    description: str = column(
        "Description",
        "Bezeichnung",
        width=36,
        default="",
        formula=Formula('IFERROR(INDEX({Items.description},MATCH({item_number},{Items.item_number},0)),"")'),
    )
    supplier_number: str = column("Supplier no.", "Lieferantennr.", refers_to="Suppliers", width=14, default="")
    supplier_name: str = column(
        "Supplier",
        "Lieferant",
        width=50,
        default="",
        formula=Formula('IFERROR(INDEX({Suppliers.name},MATCH({supplier_number},{Suppliers.supplier_number},0)),"")'),
    )
    quantity: Decimal | None = column(
        "Quantity",
        "Menge",
        width=10,
        default=None,
        help=("You may type another quantity.", "Sie dürfen eine andere Menge eintragen."),
    )
    purchase_price: Decimal | None = column(
        "Purchase price", "Einkaufspreis", number_format=PRICE, width=14, default=None
    )
    needed_by: date | None = column("Needed by", "Gebraucht bis", frozen=True, width=13, default=None)
    expected_on: date | None = column(
        "Can be there on",
        "Möglich am",
        frozen=True,
        width=13,
        default=None,
        help=("Today and the lead time.", "Heute und die Lieferzeit."),
    )
    reason: str = column("Reason", "Begründung", frozen=True, width=60, default="")
