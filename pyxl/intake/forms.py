"""A filled-in order form as an order: fields are found by their labels, in either language, wherever they stand.

>>> from datetime import date
>>> from pyxl.formats.order_records import FormSheet
>>> head = ("Kundennr.", "10001"), ("Bestelldatum", date(2026, 10, 1)), ("Bestellnr. des Kunden", None)
>>> form = read_form("form.xlsx", FormSheet("Bestellung", (*head, ("Artikelnr.", "Menge"), ("A-1", 5))))
>>> form.language, form.order.buyer.number, form.order.lines[0].quantity
('de', '10001', Decimal('5'))
>>> form.cell(5, "quantity").address, form.cell(0, "order_date").address
('B5', 'B2')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyxl.core.cell_rules import (
    COLUMN_MISSING,
    DATE_AS_TEXT,
    DUPLICATE_HEADER,
    DUPLICATE_KEY,
    NUMBER_AS_TEXT,
    STRAY_CHARACTERS,
)
from pyxl.core.cells import RawValue
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Label, Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import schema_of
from pyxl.core.table_file import FileCell
from pyxl.core.tables import RawTable, Table, read_table
from pyxl.core.text import squash
from pyxl.formats.order_records import Address, Buyer, FileOrder, FormSheet, OrderedLine
from pyxl.intake.form_heads import grid_of, head_table, label_column, language_of, shown, texts
from pyxl.intake.form_rows import FormHead, FormLine

HEAD, LINES = schema_of(FormHead), schema_of(FormLine)
LINES_MOST = 1_000
"""Items of one form."""
_HARMLESS = (DUPLICATE_KEY, NUMBER_AS_TEXT, DATE_AS_TEXT, STRAY_CHARACTERS)
"""An item may be ordered twice, and what was read all the same need not be mended."""
NO_FORM = RefusalKind(
    "E_ORDER_FORM",
    Text(
        "The workbook is no order form: {what}.",
        "Die Mappe ist kein Bestellformular: {what}.",
    ),
    Text(
        "Use the form that “New order form” makes; its labels must stay.",
        "Das Formular verwenden, das „Neues Bestellformular“ anlegt; seine Beschriftungen müssen bleiben.",
    ),
)
_NO_HEAD = Label("the fields of the customer are missing", "die Felder zum Kunden fehlen")
_NO_LINES = Label("the heading with item number and quantity is missing", "die Zeile mit Artikelnr. und Menge fehlt")
_NO_LABEL = Label("a label is missing or there twice", "eine Beschriftung fehlt oder steht doppelt da")
_TOO_MANY = Label("it has more than 1,000 items", "es hat mehr als 1.000 Artikel")


@dataclass(frozen=True)
class ReadForm:
    """The order of a form, what was wrong in its cells, and the cells themselves for a copy."""

    file: str
    language: Language
    order: FileOrder
    findings: tuple[Finding, ...]
    head: Mapping[str, FileCell]
    """What stands in each field of the head."""
    lines: tuple[tuple[int, Mapping[str, FileCell]], ...]
    """What stands in each line that is filled in, with its row."""
    tables: tuple[Table[FormHead], Table[FormLine]]

    def cell(self, row: int, field: str) -> CellRef:
        """The cell of a field; `row` 0 means the head of the form."""
        head, lines = self.tables
        table: Table[Any] = lines if field in LINES.by_name else head
        place = table.columns.get(field, 0) if table is head else row
        return CellRef(self.file, place, field, self.order.number, table.address(place, field))


def read_form(file: str, form: FormSheet) -> ReadForm:
    """Reads the cells of a form. Raises Refused E_ORDER_FORM where the labels are not there."""
    grid = grid_of(form)
    start = _lines_start(grid)
    column = label_column(grid[:start], HEAD)
    if column is None:
        raise NO_FORM.because(what=_NO_HEAD)
    labels = (*(str(row[column] or "") for row in grid[:start]), *texts(grid[start]))
    language = language_of(labels, (HEAD, LINES))
    head = read_table(FormHead, head_table(grid[:start], form.sheet, column, HEAD), language)
    lines = read_table(
        FormLine, RawTable(LINES.tab, form.sheet, start + 1, 1, texts(grid[start]), grid[start + 1 :]), language
    )
    if len(lines) > LINES_MOST:
        raise NO_FORM.because(what=_TOO_MANY)
    if any(found.rule in (COLUMN_MISSING, DUPLICATE_HEADER) for found in (*head.findings, *lines.findings)):
        raise NO_FORM.because(what=_NO_LABEL)
    row = head.rows[0] if head.rows else FormHead(order_date=None)
    tables = head, lines
    read = ReadForm(file, language, _order(row, lines), (), _head_cells(form, head), _line_cells(form, lines), tables)
    return replace(read, findings=_told_in_file(read, (*head.findings, *lines.findings)))


def _lines_start(grid: Sequence[Sequence[RawValue]]) -> int:
    """The index of the row with the headings of the items."""
    words = LINES.heading_words
    for index, row in enumerate(grid):
        found = {words.get(squash(cell)) for cell in row if isinstance(cell, str)}
        if {"item_number", "quantity"} <= found:
            return index
    raise NO_FORM.because(what=_NO_LINES)


def _order(head: FormHead, lines: Table[FormLine]) -> FileOrder:
    buyer = Buyer(head.customer_number, head.customer_email, head.customer_vat_id, Address(head.customer_name))
    delivery = Address(
        head.delivery_name, head.delivery_street, head.delivery_postcode, head.delivery_city, head.delivery_country
    )
    ordered = tuple(
        OrderedLine(
            line.sheet_row,
            line.item_number,
            line.quantity,
            unit_price=line.unit_price,
            discount_percent=line.discount_percent,
        )
        for line in lines
    )
    return FileOrder(
        0, head.order_number, head.order_date, buyer, ordered,
        requested_date=head.requested_date, delivery=delivery, note=head.note,
    )  # fmt: skip


def _told_in_file(form: ReadForm, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings at their cells of the file; without repairs, for nothing in the file is changed."""
    told = (finding for finding in findings if finding.rule not in _HARMLESS)
    return tuple(
        replace(finding, cell=form.cell(finding.cell.row or 0, finding.cell.column or ""), fix=None) for finding in told
    )


def _head_cells(form: FormSheet, head: Table[FormHead]) -> dict[str, FileCell]:
    return {name: shown(form, row, head.value_column) for name, row in head.columns.items() if head.value_column}


def _line_cells(form: FormSheet, lines: Table[FormLine]) -> tuple[tuple[int, dict[str, FileCell]], ...]:
    filled = sorted({row.sheet_row for row in lines} | {each.cell.row for each in lines.findings if each.cell.row})
    return tuple((row, {name: shown(form, row, column) for name, column in lines.columns.items()}) for row in filled)
