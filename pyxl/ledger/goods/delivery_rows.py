"""The tabs of the way out: what is to be picked, and every delivery note."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.schema import Formula, LabelledEnum, Row, column, table

WEIGHT = "#,##0.0##"


class PickStatus(LabelledEnum):
    """What became of a line of a pick list."""

    OPEN = Label("to pick", "offen")
    DELIVERED = Label("delivered", "geliefert")
    RETURNED = Label("not picked", "nicht entnommen")


class DeliveryStatus(LabelledEnum):
    """Where a delivery stands."""

    DELIVERED = Label("delivered", "geliefert")
    SHIPPED = Label("shipped", "versandt")
    CANCELLED = Label("cancelled", "storniert")


@table(
    tab="PickList",
    key="pick_id",
    label=Label("Pick list", "Kommissionierung"),
    purpose=(
        "What to take from where, in walking order. Type under Picked where it was less.",
        "Was woher zu holen ist, in Laufreihenfolge. Weniger? Unter „Entnommen“ eintragen.",
    ),
)
class PickRow(Row):
    """One line of a pick list."""

    pick_id: str = column("Pick", "Entnahme", frozen=True, required=True, width=18)
    location: str = column("Location", "Lagerplatz", frozen=True, width=14, default="")
    item_number: str = column("Item no.", "Artikelnr.", frozen=True, width=12, default="")
    description: str = column(
        "Description",
        "Bezeichnung",
        width=36,
        default="",
        formula=Formula('IFERROR(INDEX({Items.description},MATCH({item_number},{Items.item_number},0)),"")'),
    )
    quantity: Decimal | None = column("Quantity", "Menge", frozen=True, width=10, default=None)
    picked: Decimal | None = column(
        "Picked",
        "Entnommen",
        width=12,
        default=None,
        help=("Empty: all of it. 0: nothing was there.", "Leer: alles. 0: nichts war da."),
    )
    picked_by: str = column(
        "Picked by",
        "Kommissioniert von",
        width=18,
        default="",
        help=(
            "Who took it from the shelf; complaints are counted by it.",
            "Wer es entnommen hat; Reklamationen werden danach gezählt.",
        ),
    )
    order_number: str = column("Order no.", "Auftragsnr.", frozen=True, width=14, default="")
    line_id: str = column("Order line", "Auftragszeile", frozen=True, width=16, default="")
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, width=12, default="")
    customer_name: str = column(
        "Customer",
        "Kunde",
        width=50,
        default="",
        formula=Formula('IFERROR(INDEX({Customers.name},MATCH({customer_number},{Customers.customer_number},0)),"")'),
    )
    status: PickStatus | None = column("Status", "Status", frozen=True, width=16, default=None)
    delivery_number: str = column("Delivery note", "Lieferschein", frozen=True, width=16, default="")


@table(
    tab="Deliveries",
    key="delivery_number",
    label=Label("Deliveries", "Lieferungen"),
    purpose=(
        "Every delivery note. Type carrier and tracking number, then “Ship”.",
        "Jeder Lieferschein. Spediteur und Sendungsnummer eintragen, dann „Versenden“.",
    ),
)
class DeliveryRow(Row):
    """One delivery note with its document."""

    delivery_number: str = column("Delivery note", "Lieferschein", frozen=True, required=True, width=16)
    delivered_on: date | None = column("Delivered on", "Geliefert am", frozen=True, width=13, default=None)
    order_number: str = column("Order no.", "Auftragsnr.", frozen=True, width=14, default="")
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, width=12, default="")
    customer_name: str = column("Customer", "Kunde", frozen=True, width=44, default="")
    line_count: int | None = column("Lines", "Positionen", frozen=True, width=11, default=None)
    weight: Decimal | None = column(
        "Weight kg", "Gewicht kg", frozen=True, number_format=WEIGHT, width=12, default=None
    )
    status: DeliveryStatus | None = column("Status", "Status", frozen=True, width=13, default=None)
    carrier: str = column("Carrier", "Spediteur", width=26, default="")
    tracking_number: str = column("Tracking no.", "Sendungsnr.", width=22, default="")
    shipped_on: date | None = column("Shipped on", "Versandt am", frozen=True, width=13, default=None)
    document: str = column("Document", "Beleg", frozen=True, width=30, default="")
