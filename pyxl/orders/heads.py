"""What holds for a whole order: where it goes, the buyer's references, and the files that go with its invoice.

Few orders have any of it, so it stands in a tab of its own and not in every line of the order sheet.

>>> heads = Heads(table_of(OrderHead, [OrderHead(order_number="A-1", project="Schulsanierung")]))
>>> heads.of("A-1").project, heads.of("A-2").project
('Schulsanierung', '')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pyxl.core.labels import Label
from pyxl.core.schema import Formula, Row, column, table
from pyxl.core.tables import Table, table_of
from pyxl.orders.attachments import AttachedFile


@table(
    tab="OrderHeads",
    key="order_number",
    label=Label("Order heads", "Auftragsköpfe"),
    purpose=(
        "Only for orders with more to say: delivery address, project, files for the invoice.",
        "Nur für Aufträge mit mehr Angaben: Lieferanschrift, Projekt, Anlagen zur Rechnung.",
    ),
    is_input=True,
)
class OrderHead(Row):
    """One order. Most orders need none."""

    order_number: str = column("Order no.", "Auftragsnr.", aliases=("Auftrag", "Order"), required=True, width=13)
    customer_name: str = column(
        "Customer name",
        "Kunde (Name)",
        width=50,
        default="",
        formula=Formula('IFERROR(INDEX({Orders.customer_name},MATCH({order_number},{Orders.order_number},0)),"")'),
    )
    delivery_name: str = column(
        "Deliver to",
        "Lieferung an",
        aliases=("Lieferanschrift", "Delivery address"),
        width=28,
        default="",
        help=(
            "Empty: the delivery address of the customer, if there is one.",
            "Leer: die Lieferanschrift des Kunden, wenn es eine gibt.",
        ),
    )
    delivery_street: str = column("Delivery street", "Liefer-Straße", width=24, default="")
    delivery_postcode: str = column("Delivery postcode", "Liefer-PLZ", width=12, default="")
    delivery_city: str = column("Delivery city", "Liefer-Ort", width=18, default="")
    delivery_country: str = column(
        "Delivery country",
        "Lieferland",
        width=11,
        default="",
        help=("Empty means the customer's country.", "Leer heißt Land des Kunden."),
    )
    project: str = column("Project", "Projekt", aliases=("Projektnummer", "Project no."), width=22, default="")
    contract: str = column(
        "Buyer's contract no.",
        "Vertragsnr. des Kunden",
        width=20,
        default="",
        help=("The contract the order is part of.", "Der Vertrag, zu dem der Auftrag gehört."),
    )
    delivery_note: str = column(
        "Delivery note no.", "Lieferscheinnr.", aliases=("Lieferschein", "Delivery note"), width=18, default=""
    )
    attachments: str = column(
        "Attachments",
        "Anlagen",
        width=40,
        default="",
        help=(
            "Files beside the workbook or in its folder “attachments”, with ; between them: PDF, PNG, JPG, CSV, XLSX, "
            "ODS, 5 MB each.",
            "Dateien neben der Mappe oder im Ordner „attachments“ daneben, mit ; getrennt: PDF, PNG, JPG, CSV, XLSX, "
            "ODS, je bis 5 MB.",
        ),
    )
    released: str = column(
        "Released by",
        "Freigegeben von",
        width=18,
        default="",
        help=(
            "Who lets the order go in spite of the credit limit or of dunning.",
            "Wer den Auftrag trotz Kreditlimit oder Mahnstufe gehen lässt.",
        ),
    )
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=48, default="")


NO_HEAD = OrderHead(order_number="")
"""The head of an order that has nothing more to say."""
NO_FILES: Mapping[str, AttachedFile] = MappingProxyType({})
NO_HEADS: Table[OrderHead] = table_of(OrderHead)


@dataclass(frozen=True)
class Heads:
    """All order heads with the files they name."""

    table: Table[OrderHead] = NO_HEADS
    files: Mapping[str, AttachedFile] = field(default_factory=dict)
    """By name as it was typed."""

    def of(self, order_number: str) -> OrderHead:
        """The head of that order, an empty one where none is typed."""
        return self.table.get(order_number) or NO_HEAD


NO_MORE_TO_SAY = Heads()
"""For jobs and tests without the tab."""
