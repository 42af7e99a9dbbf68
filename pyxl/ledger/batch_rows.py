"""SEPA batches: which invoices are being collected, in which file, and what came of each."""

from __future__ import annotations

from datetime import date

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import LabelledEnum, Row, column, table


class BatchKind(LabelledEnum):
    """What a batch does."""

    DIRECT_DEBIT = Label("direct debit", "Lastschrift")


class BatchStatus(LabelledEnum):
    """Where an item of a batch stands."""

    PENDING = Label("file made", "Datei erstellt")
    CREDITED = Label("credited", "gutgeschrieben")
    RETURNED = Label("returned", "zurückgegeben")
    WITHDRAWN = Label("withdrawn", "zurückgezogen")


@table(
    tab="Batches",
    key="item_id",
    label=Label("SEPA batches", "SEPA-Sammler"),
    purpose=(
        "What pyxl collects by direct debit, and what became of it.",
        "Was pyxl per Lastschrift einzieht, und was daraus wurde.",
    ),
)
class BatchRow(Row):
    """One item of a batch. The bank credits the sum of a batch under its number."""

    item_id: str = column("Item", "Posten", frozen=True, required=True, width=19)
    batch_number: str = column("Batch no.", "Sammlernr.", frozen=True, width=17)
    kind: BatchKind = column("Kind", "Art", frozen=True, width=13)
    execution_date: date = column("Collection day", "Einzug am", frozen=True, width=13)
    invoice_number: str = column("Invoice no.", "Rechnungsnr.", frozen=True, width=16)
    customer_number: str = column("Customer no.", "Kundennr.", frozen=True, refers_to="Customers", width=12)
    customer_name: str = column("Customer", "Kunde", frozen=True, width=40, default="")
    amount: Money = column("Amount", "Betrag", frozen=True, width=13)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    iban: str = column("IBAN", "IBAN", frozen=True, width=26)
    mandate_reference: str = column("SEPA mandate", "SEPA-Mandat", frozen=True, width=18)
    status: BatchStatus = column("Status", "Status", frozen=True, width=16)
    document: str = column("File", "Datei", frozen=True, width=32, default="")
