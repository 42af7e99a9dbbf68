"""Contracts: what is delivered again and again and invoiced by the month, the quarter or the year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.core.schema import PERCENT, Formula, LabelledEnum, Row, column, table
from pyxl.masterdata.items import PRICE


class Interval(LabelledEnum):
    """How often a contract is invoiced."""

    MONTHLY = Label("monthly", "monatlich")
    QUARTERLY = Label("quarterly", "vierteljährlich")
    YEARLY = Label("yearly", "jährlich")


MONTHS = {Interval.MONTHLY: 1, Interval.QUARTERLY: 3, Interval.YEARLY: 12}
"""The length of a period."""


@table(
    tab="Contracts",
    key="line_id",
    label=Label("Contracts", "Verträge"),
    purpose=(
        "What is invoiced again and again, one line per item.",
        "Was immer wieder berechnet wird, eine Zeile je Artikel.",
    ),
    is_input=True,
    surrogate_key="C",
)
class Contract(Row):
    """One position of a contract. Lines with the same contract number go on one invoice for each period."""

    line_id: str = column(
        "Line ID",
        "Zeilen-ID",
        width=15,
        default="",
        help=("Given by pyxl. Leave it as it is.", "Vergibt pyxl. Bitte nicht ändern."),
    )
    contract_number: str = column("Contract no.", "Vertragsnr.", aliases=("Vertrag", "Contract"), required=True)
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
    unit_price: Decimal | None = column(
        "Unit price",
        "Einzelpreis",
        aliases=("Preis", "Price"),
        number_format=PRICE,
        width=12,
        default=None,
        help=("Net, for one period. Empty: the list price.", "Netto, für einen Zeitraum. Leer: der Listenpreis."),
    )
    discount_percent: Decimal | None = column("Discount %", "Rabatt %", number_format=PERCENT, width=10, default=None)
    interval: Interval | None = column("Interval", "Abrechnung", required=True, width=16)
    starts_on: date | None = column(
        "From",
        "Von",
        aliases=("Beginn", "Starts on"),
        required=True,
        width=13,
        help=(
            "First day that pyxl is to invoice; each period is invoiced when it begins.",
            "Erster Tag, den pyxl berechnen soll; jeder Zeitraum wird berechnet, sobald er beginnt.",
        ),
    )
    ends_on: date | None = column(
        "Until", "Bis", aliases=("Ende", "Ends on"), width=13, default=None, help=("Last day.", "Letzter Tag.")
    )
    next_due: date | None = column(
        "Next due",
        "Nächste Fälligkeit",
        width=16,
        frozen=True,
        default=None,
        help=("Filled in by pyxl with each run.", "Trägt pyxl bei jedem Lauf ein."),
    )
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=48, default="")
