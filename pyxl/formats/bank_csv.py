"""Reads the CSV exports of online banking by the layouts declared in `bank_csv_layouts`.

Files that went through Excel are refused, because Excel turns references into `1,23E+12` and takes away leading
zeros for good. Every row has the width of the header, or the file is refused with the line.

    >>> from pyxl.formats.bank_csv_layouts import CSV_MT940
    >>> head = ";".join(f'"{name}"' for name in CSV_MT940.header)
    >>> row = "DE89370400440532013000;03.12.25;03.12.25;GUTSCHRIFT;SVWZ+Rechnung 7;Kunde;;;1.119,5;EUR;Umsatz gebucht"
    >>> line = read_bank_csv(head + "\\n" + row).statements[0].lines[0]
    >>> line.amount, line.remittance_information
    (Money('1119.50', 'EUR'), 'Rechnung 7')
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date

from pyxl.core.labels import Label, Sentence, Text
from pyxl.core.money import Money
from pyxl.core.refusal import RefusalKind
from pyxl.formats.bank_csv_layouts import LAYOUTS, Column, CsvLayout
from pyxl.formats.bank_values import (
    E_STATEMENT_DATE,
    E_STATEMENT_SIZE,
    LINE_LIMIT,
    join_text,
    read_amount,
    read_date,
    shorten,
)
from pyxl.formats.sepa_purpose import TEXT, return_reason, split_run, without_placeholder
from pyxl.formats.statement import Statement, StatementFile, StatementLine, is_return_kind

_REFERENCES: tuple[Column, ...] = (
    "account",
    "counterparty_iban",
    "counterparty_bic",
    "end_to_end_id",
    "mandate_id",
    "creditor_id",
    "amount",
)
"""The columns in which Excel's `1,23E+12` shows that the original digits are gone."""


_HEADER_WITHIN = 40
"""Lines above the header, such as the account holder and the period."""


E_CSV_SHAPE = RefusalKind(
    "E_CSV_SHAPE",
    Text("The CSV file is damaged at line {line}: {what}.", "Die CSV-Datei ist in Zeile {line} beschädigt: {what}."),
    Text(
        "Nothing was imported. Export the file again and import it unchanged, without opening it before.",
        "Es wurde nichts übernommen. Bitte die Datei neu exportieren und einlesen, ohne sie vorher zu öffnen.",
    ),
)
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
E_CSV_LAYOUT = RefusalKind(
    "E_CSV_LAYOUT",
    Text(
        'The CSV file is of no layout known here; its first line is "{first}".',
        "Das Layout der CSV-Datei ist unbekannt; ihre erste Zeile lautet „{first}“.",
    ),
    Text(
        "Fetch the statement as camt.053 (XML or ZIP) or MT940, which every bank offers, or as {layouts}.",
        "Bitte den Auszug als camt.053 (XML oder ZIP) oder MT940 abrufen, das bietet jede Bank an, oder als {layouts}.",
    ),
)
_OPEN_QUOTE = Label("a quotation mark is not closed", "ein Anführungszeichen ist nicht geschlossen")
_LINE_BREAK = Label("a line break stands inside a field", "in einem Feld steht ein Zeilenumbruch")
PLACE = Text("line {line}", "Zeile {line}")
_WIDTH = Text("{count} fields instead of {expected}", "{count} Felder statt {expected}")
_EXPONENT = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]\d{1,3}", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")


def read_bank_csv(text: str) -> StatementFile:
    """The statements of a CSV export, one for each account and currency in it, oldest line first.

    Such exports have no balances. Raises Refused: E_CSV_LAYOUT, E_CSV_SHAPE, E_CSV_EXCEL, E_STATEMENT_AMOUNT,
    E_STATEMENT_DATE, E_STATEMENT_SIZE.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    layout, start = _layout(lines)
    groups: dict[tuple[str, str], list[StatementLine]] = {}
    pending: dict[tuple[str, str], int] = {}
    for number, row in _rows(lines, layout, start):
        cells = {meaning: row[position] for meaning, position in layout.positions.items()}
        _check_excel(cells, layout, number)
        key = (cells.get("account", "").replace(" ", ""), cells.get("currency", "").strip())
        group = groups.setdefault(key, [])
        if cells.get("status", "").strip() in layout.pending:
            pending[key] = pending.get(key, 0) + 1
        else:
            group.append(_line(cells, layout, number))
        if len(group) > LINE_LIMIT:
            raise E_STATEMENT_SIZE.because(what=f"> {LINE_LIMIT}")
    return StatementFile(
        layout.name,
        tuple(
            Statement(
                account, currency, _oldest_first(group, layout), pending_count=pending.get((account, currency), 0)
            )
            for (account, currency), group in groups.items()
        ),
    )


def _find(lines: list[str]) -> tuple[CsvLayout, int] | None:
    for index, line in enumerate(lines[:_HEADER_WITHIN]):
        for layout in LAYOUTS:
            if line.startswith((layout.header[0], f'"{layout.header[0]}"')):
                names = [name.strip().strip('"').strip() for name in line.split(layout.delimiter)]
                if tuple(names) == layout.header:
                    return layout, index + 1
    return None


def _layout(lines: list[str]) -> tuple[CsvLayout, int]:
    found = _find(lines)
    if found is None:
        first = next((line for line in lines if line.strip()), "")
        raise E_CSV_LAYOUT.because(first=shorten(first), layouts=tuple(f"Sparkasse {each.name}" for each in LAYOUTS))
    return found


def _rows(lines: list[str], layout: CsvLayout, start: int) -> Iterator[tuple[int, list[str]]]:
    """The rows below the header with their line number; every one has the header's width (SAFETY F28)."""
    reader = csv.reader((line + "\n" for line in lines[start:]), delimiter=layout.delimiter, strict=True)
    before = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            raise E_CSV_SHAPE.because(line=start + before + 1, what=_OPEN_QUOTE) from None
        if row is None:
            return
        number, before = start + before + 1, reader.line_num
        if before > number - start:
            raise E_CSV_SHAPE.because(line=number, what=_LINE_BREAK)
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(layout.header):
            what = _WIDTH.bind(count=len(row), expected=len(layout.header))
            raise E_CSV_SHAPE.because(line=number, what=what)
        yield number, row


def _check_excel(cells: Mapping[Column, str], layout: CsvLayout, number: int) -> None:
    for meaning in _REFERENCES:
        value = cells.get(meaning, "").strip()
        if value and _EXPONENT.fullmatch(value):
            raise E_CSV_EXCEL.because(value=shorten(value), line=number, column=layout.columns[meaning])
    for meaning in ("booking_date", "value_date"):
        value = cells.get(meaning, "").strip()
        if _SERIAL.fullmatch(value):
            raise E_CSV_EXCEL.because(value=shorten(value), line=number, column=layout.columns[meaning])


def _line(cells: Mapping[Column, str], layout: CsvLayout, number: int) -> StatementLine:
    place = PLACE.bind(line=number)
    currency = cells.get("currency", "").strip()
    text = cells.get("remittance_information", "")
    parts = split_run(text) if layout.labelled_purpose else {TEXT: text}
    booking_date = _date(cells["booking_date"], layout, place)
    value_text = cells.get("value_date", "").strip()
    purpose = join_text(parts.get(TEXT, ""))
    kind = join_text(cells.get("transaction_text", ""))
    return StatementLine(
        booking_date=booking_date,
        value_date=_date(value_text, layout, place) if value_text else booking_date,
        amount=read_amount(cells["amount"], currency, layout.decimal_mark, place),
        counterparty_name=join_text(cells.get("counterparty_name", "")),
        counterparty_iban=cells.get("counterparty_iban", "").replace(" ", ""),
        counterparty_bic=cells.get("counterparty_bic", "").replace(" ", ""),
        ultimate_party_name=join_text(parts.get("ABWA") or parts.get("ABWE", "")),
        remittance_information=purpose,
        end_to_end_id=without_placeholder(join_text(cells.get("end_to_end_id") or parts.get("EREF", ""))),
        mandate_id=join_text(cells.get("mandate_id") or parts.get("MREF", "")),
        creditor_id=join_text(cells.get("creditor_id") or parts.get("CRED", "")),
        transaction_text=kind,
        return_reason=return_reason("", purpose) if is_return_kind("", kind) else "",
        charges=_side_amount(cells.get("charges", ""), currency, layout, place),
        original_amount=_side_amount(cells.get("original_amount", ""), currency, layout, place),
    )


def _side_amount(text: str, currency: str, layout: CsvLayout, place: Sentence) -> Money | None:
    return abs(read_amount(text, currency, layout.decimal_mark, place)) or None if text.strip() else None


def _date(text: str, layout: CsvLayout, place: Sentence) -> date:
    for order in layout.date_orders:
        if len(text.strip()) == len(order):
            return read_date(text.strip(), order, place)
    raise E_STATEMENT_DATE.because(date=shorten(text), place=place)


def _oldest_first(lines: list[StatementLine], layout: CsvLayout) -> tuple[StatementLine, ...]:
    """The order of booking. Within a day the bank's order is kept, turned round where the export is newest first."""
    descending = bool(lines) and lines[0].booking_date > lines[-1].booking_date
    same_day = bool(lines) and lines[0].booking_date == lines[-1].booking_date
    turned = descending or (same_day and layout.newest_first)
    return tuple(reversed(lines)) if turned else tuple(lines)
