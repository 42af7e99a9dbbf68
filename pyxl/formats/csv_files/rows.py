"""The rows of a CSV file as they stand: every one has the width of the header, or the file is refused with the line.

>>> [cells for _, cells in split_rows(("Date;Amount", "01.03.2026;5,00", ""), 0, ";")]
[['Date', 'Amount'], ['01.03.2026', '5,00']]
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyxl.core.labels import Label, Text
from pyxl.core.refusal import RefusalKind

HEADER_WITHIN = 40
"""Lines above the header, such as the account holder and the period."""
MOST_COLUMNS = 200
"""PayPal has 41; a header of more is none, and would take long to compare."""
_LONGEST = 20_000
DELIMITERS = ";,\t|"

E_CSV_SHAPE = RefusalKind(
    "E_CSV_SHAPE",
    Text("The CSV file is damaged at line {line}: {what}.", "Die CSV-Datei ist in Zeile {line} beschädigt: {what}."),
    Text(
        "Nothing was imported. Export the file again and import it unchanged, without opening it before.",
        "Es wurde nichts übernommen. Bitte die Datei neu exportieren und einlesen, ohne sie vorher zu öffnen.",
    ),
)
_OPEN_QUOTE = Label("a quotation mark is not closed", "ein Anführungszeichen ist nicht geschlossen")
_LINE_BREAK = Label("a line break stands inside a field", "in einem Feld steht ein Zeilenumbruch")
_WIDTH = Text("{count} fields instead of {expected}", "{count} Felder statt {expected}")


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row below the header, with its line number in the file."""

    number: int
    cells: tuple[str, ...]


def split_line(line: str, delimiter: str) -> list[str]:
    """The fields of one line; none where it is too long to be a header or a row of a bank."""
    return next(csv.reader([line], delimiter=delimiter), []) if len(line) <= _LONGEST else []


def row_of(number: int, cells: Sequence[str], width: int) -> CsvRow:
    """The row. Refused E_CSV_SHAPE where it has not the header's width."""
    if len(cells) != width:
        raise E_CSV_SHAPE.because(line=number, what=_WIDTH.bind(count=len(cells), expected=width))
    return CsvRow(number, tuple(cells))


def split_rows(
    lines: Sequence[str], start: int, delimiter: str, multi_line: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """The rows from that line on with their line numbers, blank ones left out.

    Raises Refused E_CSV_SHAPE where a quotation mark stays open, or a row goes on over a line break it may not have.
    """
    reader = csv.reader((line + "\n" for line in lines[start:]), delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            raise E_CSV_SHAPE.because(line=start + before + 1, what=_OPEN_QUOTE) from None
        if row is None:
            return
        number, broken = start + before + 1, reader.line_num - before > 1
        before = reader.line_num
        if broken and not multi_line:
            raise E_CSV_SHAPE.because(line=number, what=_LINE_BREAK)
        if any(cell.strip() for cell in row):
            yield number, row


def account_in(above: Iterable[Sequence[str]]) -> str:
    """The own account in the lines above the header: the one IBAN or card there, else bank code and account number."""
    cells = [cell.strip() for row in above for cell in row]
    found = {match[0] for cell in cells if (match := re.match(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}", cell.replace(" ", "")))}
    found |= {
        match[0].replace(" ", "") for cell in cells if (match := re.search(r"\d{4} [•*]{4} [•*]{4} \d{4}$", cell))
    }
    if len(found) == 1:
        return found.pop()
    after = dict(pairwise(cells))
    number, bank_code = after.get("Konto:", ""), after.get("BLZ:", "")
    is_account = number.isdecimal() and len(number) <= 10 and re.fullmatch(r"\d{8}", bank_code)
    return f"{bank_code}/{number}" if is_account and not found else ""
