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
from pyxl.core.cells import NO_VALUE, CellError, RawValue
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import LANGUAGES, Label, Language, Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.schema import schema_of
from pyxl.core.table_file import FileCell
from pyxl.core.tables import RawTable, Table, header_words, read_table
from pyxl.core.text import squash
from pyxl.formats.order_records import Address, Buyer, FileOrder, FormSheet, OrderedLine
from pyxl.intake.form_rows import FormHead, FormLine

HEAD, LINES = schema_of(FormHead), schema_of(FormLine)
LINES_MOST = 1_000
"""Items of one form."""
_LABELS_NEEDED = 3
"""Labels of the head that must stand below each other; fewer may be chance."""
_HARMLESS = (DUPLICATE_KEY, NUMBER_AS_TEXT, DATE_AS_TEXT, STRAY_CHARACTERS)
"""An item may be ordered twice, and what was read all the same need not be mended."""
NO_FORM = RefusalKind(
    "E_ORDER_FORM",
    Text(
        "The workbook is no order form: {what}.",
        "Die Mappe ist kein Bestellformular: {what}.",
    ),
    Text(
        "Use the form that `pyxl order-form` makes; its labels must stay.",
        "Das Formular verwenden, das `pyxl order-form` anlegt; seine Beschriftungen müssen bleiben.",
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
    grid = _grid(form)
    start = _lines_start(grid)
    column = _label_column(grid[:start])
    language = _language(grid, column, start)
    head = read_table(FormHead, _head_table(grid[:start], form.sheet, column), language)
    lines = read_table(
        FormLine, RawTable(LINES.tab, form.sheet, start + 1, 1, _texts(grid[start]), grid[start + 1 :]), language
    )
    if len(lines) > LINES_MOST:
        raise NO_FORM.because(what=_TOO_MANY)
    if any(found.rule in (COLUMN_MISSING, DUPLICATE_HEADER) for found in (*head.findings, *lines.findings)):
        raise NO_FORM.because(what=_NO_LABEL)
    row = head.rows[0] if head.rows else FormHead(order_date=None)
    tables = head, lines
    read = ReadForm(file, language, _order(row, lines), (), _head_cells(form, head), _line_cells(form, lines), tables)
    return replace(read, findings=_told_in_file(read, (*head.findings, *lines.findings)))


def _grid(form: FormSheet) -> list[list[RawValue]]:
    width = max((len(row) for row in form.rows), default=0)
    grid: list[list[RawValue]] = [[*row, *[None] * (width - len(row))] for row in form.rows]
    for fault in form.faults:
        grid[fault.row - 1][fault.column - 1] = CellError(fault.text) if fault.text else NO_VALUE
    return grid


def _texts(cells: Iterable[RawValue]) -> tuple[str, ...]:
    return tuple(cell if isinstance(cell, str) else "" for cell in cells)


def _lines_start(grid: Sequence[Sequence[RawValue]]) -> int:
    """The index of the row with the headings of the items."""
    words = header_words(LINES)
    for index, row in enumerate(grid):
        found = {words.get(squash(cell)) for cell in row if isinstance(cell, str)}
        if {"item_number", "quantity"} <= found:
            return index
    raise NO_FORM.because(what=_NO_LINES)


def _label_column(above: Sequence[Sequence[RawValue]]) -> int:
    """The index of the column with the most labels of the head; the values stand right of it."""
    words = header_words(HEAD)
    width = len(above[0]) if above else 0
    counts = [sum(squash(str(row[column] or "")) in words for row in above) for column in range(width - 1)]
    best = max(range(len(counts)), key=lambda column: counts[column], default=0)
    if not counts or counts[best] < _LABELS_NEEDED:
        raise NO_FORM.because(what=_NO_HEAD)
    return best


def _language(grid: Sequence[Sequence[RawValue]], column: int, start: int) -> Language:
    """The language of most labels."""
    texts = {squash(str(row[column] or "")) for row in grid[:start]} | {squash(each) for each in _texts(grid[start])}
    count = {
        language: sum(squash(each.label.text(language)) in texts for schema in (HEAD, LINES) for each in schema.columns)
        for language in LANGUAGES
    }
    return max(LANGUAGES, key=lambda language: count[language])


def _head_table(above: Sequence[Sequence[RawValue]], sheet: str, column: int) -> RawTable:
    """Only what is a label counts: a title that says `Order` is none of the fields."""
    words = header_words(HEAD)
    seen: set[str] = set()
    headers = []
    for row in above:
        text = str(row[column] or "")
        field = words.get(squash(text), "")
        headers.append(text if field and field not in seen else "")
        seen.add(field)
    values = [tuple(row[column + 1] for row in above)]
    return RawTable(HEAD.tab, sheet, 0, column + 1, tuple(headers), values, is_transposed=True)


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
    return {name: _shown(form, row, head.value_column) for name, row in head.columns.items() if head.value_column}


def _line_cells(form: FormSheet, lines: Table[FormLine]) -> tuple[tuple[int, dict[str, FileCell]], ...]:
    filled = sorted({row.sheet_row for row in lines} | {each.cell.row for each in lines.findings if each.cell.row})
    return tuple((row, {name: _shown(form, row, column) for name, column in lines.columns.items()}) for row in filled)


def _shown(form: FormSheet, row: int, column: int) -> FileCell:
    """What a person sees in the cell."""
    fault = next((each for each in form.faults if (each.row, each.column) == (row, column)), None)
    if fault is not None:
        return fault.text or None
    cells = form.rows[row - 1] if row <= len(form.rows) else ()
    return cells[column - 1] if column <= len(cells) else None
