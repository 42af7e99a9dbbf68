"""The complaint form: made from these declarations, and read by their labels, wherever they stand.

>>> from pyxl.formats.order_records import FormSheet
>>> rows = ("Kundennr.", "10001"), ("Rechnungsnr.", None), ("Was ist geschehen?", "Zwei Winkel verbogen"), ("Menge", 2)
>>> form = read_case_form("form.xlsx", FormSheet("Reklamation", rows))
>>> form.row.customer_number, form.row.quantity, form.language
('10001', Decimal('2'), 'de')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.cell_rules import (
    COLUMN_MISSING,
    DATE_AS_TEXT,
    DUPLICATE_HEADER,
    DUPLICATE_KEY,
    NUMBER_AS_TEXT,
    REQUIRED_MISSING,
    STRAY_CHARACTERS,
)
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Label, Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import Row, column, schema_of, table
from pyxl.core.tables import Table, read_table
from pyxl.formats.order_records import FormSheet
from pyxl.intake.form_heads import grid_of, head_table, label_column, language_of
from pyxl.ledger.cases.rows import Wish
from pyxl.service.incoming.rules import VALUE_LEFT_OUT


@table(
    tab="CaseForm",
    key="invoice_number",
    label=Label("Complaint", "Reklamation"),
    purpose=("What went wrong, and what you wish.", "Was nicht stimmt, und was Sie wünschen."),
    transposed=True,
    in_book=False,
)
class CaseForm(Row):
    """One complaint, as a customer or a salesperson writes it down."""

    customer_number: str = column(
        "Customer no.", "Kundennr.", default="", help=("Or your e-mail address.", "Oder Ihre E-Mail-Adresse.")
    )
    customer_name: str = column("Name", "Name", default="")
    customer_email: str = column("E-mail", "E-Mail", default="")
    reported_on: date | None = column("Date", "Datum", default=None)
    invoice_number: str = column("Invoice no.", "Rechnungsnr.", default="")
    delivery_number: str = column("Delivery note", "Lieferschein", default="")
    order_number: str = column("Order no.", "Auftragsnr.", default="")
    item_number: str = column("Item no.", "Artikelnr.", default="")
    quantity: Decimal | None = column(
        "Quantity",
        "Menge",
        default=None,
        help=("How many are faulty or missing.", "Wie viele fehlerhaft sind, fehlen."),
    )
    complaint: str = column("What happened?", "Was ist geschehen?", default="")
    wish: Wish | None = column(
        "What do you wish?",
        "Was wünschen Sie?",
        default=None,
        help=("Please choose from the list.", "Bitte aus der Liste wählen."),
    )


HEAD = schema_of(CaseForm)
NO_CASE_FORM = RefusalKind(
    "E_CASE_FORM",
    Text("The workbook is no complaint form: {what}.", "Die Mappe ist kein Reklamationsformular: {what}."),
    Text(
        "Use the form that “New complaint form” makes; its labels must stay.",
        "Das Formular verwenden, das „Neues Reklamationsformular“ anlegt; seine Beschriftungen müssen bleiben.",
    ),
)
_NO_LABELS = Label("its labels are missing or there twice", "ihre Beschriftungen fehlen oder stehen doppelt da")
_HARMLESS = (DUPLICATE_KEY, NUMBER_AS_TEXT, DATE_AS_TEXT, STRAY_CHARACTERS, REQUIRED_MISSING)


@dataclass(frozen=True)
class ReadCaseForm:
    """What a form says, and what of it could not be read."""

    file: str
    language: Language
    row: CaseForm
    findings: tuple[Finding, ...]
    places: Mapping[str, CellRef]
    """Where each field stands in the file."""


def read_case_form(file: str, form: FormSheet) -> ReadCaseForm:
    """Reads the cells of a form; one that cannot be read counts as empty and is told. Raises Refused E_CASE_FORM."""
    grid = grid_of(form)
    column_index = label_column(grid, HEAD)
    if column_index is None:
        raise NO_CASE_FORM.because(what=_NO_LABELS)
    language = language_of((str(row[column_index] or "") for row in grid), (HEAD,))
    head: Table[CaseForm] = read_table(CaseForm, head_table(grid, form.sheet, column_index, HEAD), language)
    if any(found.rule in (COLUMN_MISSING, DUPLICATE_HEADER) for found in head.findings):
        raise NO_CASE_FORM.because(what=_NO_LABELS)
    row = head.rows[0] if head.rows else CaseForm()
    places = {name: CellRef(file, place, name, "", head.address(place, name)) for name, place in head.columns.items()}
    unread = tuple(
        VALUE_LEFT_OUT.at(
            places.get(found.cell.column or "", CellRef(file)),
            file=file,
            problem=found.rule.message.bind(**found.facts),
        )
        for found in head.findings
        if found.rule not in _HARMLESS
    )
    return ReadCaseForm(file, language, row, unread, places)
