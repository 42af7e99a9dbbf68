"""Tells a file as the bank made it from one that a spreadsheet program saved: E notation, turned dates, lost decimals.

What Excel does to a CSV file cannot be undone, so the file is refused with the advice to take the original.

    >>> plain_amount("-1.234,50 €"), plain_amount("+ 12 EUR")
    ('-1.234,50', '+12')
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.formats.bank_csv.layout import Column
from pyxl.formats.bank_csv.table import E_CSV_RESAVED, CsvTable
from pyxl.formats.bank_values import plain_amount, read_date, shorten
from pyxl.formats.csv_files.rows import CsvRow

E_CSV_EXCEL = RefusalKind(
    "E_CSV_EXCEL",
    Text(
        'The CSV file was saved by Excel: "{value}" (line {line}, column {column}) has lost its digits.',
        "Die CSV-Datei wurde mit Excel gespeichert: „{value}“ (Zeile {line}, Spalte {column}) hat Ziffern verloren.",
    ),
    Text(
        "Take the original export of the bank; to look into it, open a copy.",
        "Bitte den Originalexport der Bank verwenden; zum Ansehen eine Kopie öffnen.",
    ),
)
_DATES = Text(
    'the date "{date}" (line {line}) is not written as the bank writes it, {order}',
    "das Datum „{date}“ (Zeile {line}) ist nicht geschrieben wie bei der Bank, {order}",
)
_DECIMALS = Text(
    'the amount "{amount}" (line {line}) has lost its decimals',
    "der Betrag „{amount}“ (Zeile {line}) hat seine Nachkommastellen verloren",
)
_REFERENCES: tuple[Column, ...] = (
    "account",
    "counterparty_iban",
    "counterparty_bic",
    "end_to_end_id",
    "mandate_id",
    "creditor_id",
    "bank_reference",
)
"""The columns in which Excel's `1,23E+12` shows that the original digits are gone."""
_AMOUNTS: tuple[Column, ...] = ("amount", "debit", "credit", "fee", "balance")
_EXPONENT = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]\d{1,3}", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_OTHER_ORDERS = ("YYYY-MM-DD", "DD.MM.YYYY", "DD.MM.YY", "DD-MM-YYYY", "D/M/YYYY", "M/D/YYYY", "D.M.YYYY", "YYYY/MM/DD")


def check_damage(table: CsvTable) -> None:
    """Refused E_CSV_EXCEL or E_CSV_RESAVED where a row shows that a spreadsheet program saved the file."""
    layout = table.layout
    for row in table.rows:
        for meaning in (*_REFERENCES, *_AMOUNTS):
            for position in table.positions.get(meaning, ()):
                if _EXPONENT.fullmatch(value := row.cells[position].strip()):
                    raise E_CSV_EXCEL.because(value=shorten(value), line=row.number, column=layout.columns[meaning])
        if _SERIAL.fullmatch(value := row.cells[table.positions["booking_date"][0]].strip()):
            raise E_CSV_EXCEL.because(value=shorten(value), line=row.number, column=layout.columns["booking_date"])
        for text in amount_cells(table, row) if layout.whole_cents else ():
            if re.fullmatch(r"[+-]?\d+(?:,\d)?", text):
                raise E_CSV_RESAVED.because(bank=layout.name, what=_DECIMALS.bind(amount=text, line=row.number))


def amount_cells(table: CsvTable, row: CsvRow) -> Iterator[str]:
    """The amounts of a row as they are written, without currency signs."""
    for meaning in _AMOUNTS:
        for position in table.positions.get(meaning, ()):
            if text := plain_amount(row.cells[position]):
                yield text


def date_order(table: CsvTable) -> str:
    """How the file writes its dates: the first of the bank's ways that fits every row.

    Raises Refused E_CSV_RESAVED where a row has a date as a spreadsheet program writes it. A text that is no date at
    all is left to the reader, which names its line.
    """
    layout = table.layout
    written = [(row.number, text) for row in table.rows for text in _date_cells(table, row)]
    for order in layout.date_orders:
        if all(_is_date(text, order) for _, text in written):
            return order
    order = next((order for order in layout.date_orders if written and _is_date(written[0][1], order)), "")
    for number, text in written:
        usual = [order] if order else list(layout.date_orders)
        if not any(_is_date(text, each) for each in usual) and any(_is_date(text, each) for each in _OTHER_ORDERS):
            what = _DATES.bind(date=shorten(text), line=number, order=usual[0])
            raise E_CSV_RESAVED.because(bank=layout.name, what=what)
    return order or layout.date_orders[0]


def _date_cells(table: CsvTable, row: CsvRow) -> Iterator[str]:
    for meaning in ("booking_date", "value_date"):
        for position in table.positions.get(meaning, ()):
            if (text := without_time(row.cells[position])) and text.casefold() not in table.layout.pending:
                yield text


def without_time(text: str) -> str:
    """The day of a time stamp, `2026-03-02 9:15:00` or `2026-03-02T09:15:00Z`; the bank's own day counts."""
    return re.split(r"(?<=\d)[ T]", text.strip(), maxsplit=1)[0]


def _is_date(text: str, order: str) -> bool:
    try:
        read_date(text, order, "")
    except Refused:
        return False
    return True
