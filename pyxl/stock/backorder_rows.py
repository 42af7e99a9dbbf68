"""The tab Backorders: which order lines wait, since when, for what, and until when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.schema import Formula, Row, column, table


@table(
    tab="Backorders",
    key="line_id",
    label=Label("Backorders", "Rückstände"),
    purpose=(
        "Order lines that wait: late, short, held or partly delivered, and why.",
        "Auftragszeilen, die warten: verspätet, fehlend, angehalten oder Rest, und warum.",
    ),
)
class BackorderRow(Row):
    """One order line that waits."""

    line_id: str = column("Line ID", "Zeilen-ID", frozen=True, required=True, width=15)
    order_number: str = column("Order no.", "Auftragsnr.", frozen=True, width=13, default="")
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, width=12, default="")
    customer_name: str = column(
        "Customer name",
        "Kunde (Name)",
        width=50,
        default="",
        formula=Formula('IFERROR(INDEX({Customers.name},MATCH({customer_number},{Customers.customer_number},0)),"")'),
    )
    item_number: str = column("Item no.", "Artikelnr.", frozen=True, width=12, default="")
    description: str = column(
        "Description",
        "Bezeichnung",
        width=36,
        default="",
        formula=Formula('IFERROR(INDEX({Items.description},MATCH({item_number},{Items.item_number},0)),"")'),
    )
    quantity: Decimal | None = column("Ordered", "Bestellt", frozen=True, width=10, default=None)
    delivered: Decimal | None = column("Delivered", "Geliefert", frozen=True, width=10, default=None)
    outstanding: Decimal | None = column("Outstanding", "Rückstand", frozen=True, width=11, default=None)
    requested_date: date | None = column("Requested date", "Wunschtermin", frozen=True, width=13, default=None)
    promised_date: date | None = column("Promised for", "Zugesagt für", frozen=True, width=13, default=None)
    earliest_date: date | None = column(
        "Earliest date",
        "Frühestens am",
        frozen=True,
        width=13,
        default=None,
        help=("Empty: not all of it is there or expected.", "Leer: Nicht alles ist da oder im Zulauf."),
    )
    days_late: int | None = column(
        "Days late",
        "Tage verspätet",
        frozen=True,
        width=13,
        default=None,
        help=("After the promised day, else the requested one.", "Nach dem zugesagten, sonst dem gewünschten Tag."),
    )
    reason: str = column("What it waits for", "Worauf sie wartet", frozen=True, width=60, default="")
