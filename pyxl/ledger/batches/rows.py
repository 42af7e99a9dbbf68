"""SEPA batches: which invoices are being collected and which bills paid, in which file, and what came of each."""

from __future__ import annotations

from datetime import date

from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import LabelledEnum, Row, column, table


class BatchKind(LabelledEnum):
    """What a batch does."""

    DIRECT_DEBIT = Label("direct debit", "Lastschrift")
    TRANSFER = Label("transfer", "Überweisung")


class BatchStatus(LabelledEnum):
    """Where an item of a batch stands."""

    PENDING = Label("file made", "Datei erstellt")
    CREDITED = Label("credited", "gutgeschrieben")
    RETURNED = Label("returned", "zurückgegeben")
    WITHDRAWN = Label("withdrawn", "zurückgezogen")
    SENT = Label("handed in", "eingereicht")
    DEBITED = Label("debited", "abgebucht")


@table(
    tab="Batches",
    key="item_id",
    label=Label("SEPA batches", "SEPA-Sammler"),
    purpose=(
        "What pyxl collects by direct debit or pays by transfer, and what became of it.",
        "Was pyxl per Lastschrift einzieht oder überweist, und was daraus wurde.",
    ),
)
class BatchRow(Row):
    """One item of a batch. The bank credits or debits the sum of a batch under its number."""

    item_id: str = column("Item", "Posten", frozen=True, required=True, width=19)
    batch_number: str = column("Batch no.", "Sammlernr.", frozen=True, width=17)
    kind: BatchKind = column("Kind", "Art", frozen=True, width=13)
    execution_date: date = column("On", "Ausführung am", aliases=("Collection day", "Einzug am"), frozen=True, width=14)
    invoice_number: str = column("Invoice no.", "Rechnungsnr.", frozen=True, width=16)
    customer_number: str = column(
        "Customer or supplier no.",
        "Kunden- oder Lieferantennr.",
        aliases=("Customer no.", "Kundennr."),
        frozen=True,
        width=13,
    )
    customer_name: str = column(
        "Customer or supplier",
        "Kunde oder Lieferant",
        aliases=("Customer", "Kunde"),
        frozen=True,
        width=50,
        default="",
    )
    amount: Money = column("Amount", "Betrag", frozen=True, width=13)
    currency: str = column("Currency", "Währung", frozen=True, width=9, default="EUR")
    iban: str = column("IBAN", "IBAN", frozen=True, width=32)
    mandate_reference: str = column("SEPA mandate", "SEPA-Mandat", frozen=True, width=18, default="")
    status: BatchStatus = column("Status", "Status", frozen=True, width=16)
    transfer: str = column(
        "Transfer",
        "Überweisung",
        frozen=True,
        width=18,
        default="",
        help=(
            "Bills with the same one are paid in one sum.",
            "Rechnungen mit derselben werden in einer Summe gezahlt.",
        ),
    )
    bank_answer: str = column("Bank's answer", "Antwort der Bank", frozen=True, width=44, default="")
    bill_id: str = column("Bill ID", "Beleg-ID", frozen=True, width=15, default="")
    document: str = column("File", "Datei", frozen=True, width=32, default="")
