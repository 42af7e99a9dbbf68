"""The rows of a bank's CSV file: which declared layout it has, where its header is, and what stands around the lines.

The header decides, wherever it stands within the first forty lines. Every row has the width of the header, or the file
is refused with the line (SAFETY F28).

    >>> from pyxl.formats.bank_csv.layouts import COMDIRECT, DKB
    >>> head = '"Buchungstag";"Wertstellung (Valuta)";Vorgang;Buchungstext;Umsatz in EUR'
    >>> text = f"Konto;DE89370400440532013000\\n\\n{head}\\n01.02.2026;02.02.2026;Gutschrift;Text;5,00\\n"
    >>> table = find_table(text, (DKB, COMDIRECT))
    >>> table.layout.name, table.account, [row.number for row in table.rows]
    ('comdirect', 'DE89370400440532013000', [4])
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyxl.core.labels import Label, Text
from pyxl.core.refusal import RefusalKind
from pyxl.formats.bank_csv.layout import CsvLayout, Positions
from pyxl.formats.csv_files.columns import fold_header, header_names
from pyxl.formats.csv_files.rows import (
    DELIMITERS,
    E_CSV_SHAPE,
    HEADER_WITHIN,
    MOST_COLUMNS,
    CsvRow,
    account_in,
    row_of,
    split_line,
    split_rows,
)

E_CSV_RESAVED = RefusalKind(
    "E_CSV_RESAVED",
    Text(
        "The CSV file ({bank}) was saved by a spreadsheet program: {what}.",
        "Die CSV-Datei ({bank}) wurde mit einer Tabellenkalkulation gespeichert: {what}.",
    ),
    Text(
        "Digits may be lost. Take the original export of the bank; to look into it, open a copy.",
        "Dabei gehen Ziffern verloren. Bitte den Originalexport der Bank verwenden; zum Ansehen eine Kopie öffnen.",
    ),
)
E_CSV_AMBIGUOUS = RefusalKind(
    "E_CSV_AMBIGUOUS",
    Text(
        "The header of the CSV file suits more than one layout: {layouts}.",
        "Die Kopfzeile der CSV-Datei passt zu mehr als einem Layout: {layouts}.",
    ),
    Text(
        "Nothing was imported. Fetch the statement as camt.053 (XML or ZIP) or MT940.",
        "Es wurde nichts übernommen. Bitte den Auszug als camt.053 (XML oder ZIP) oder MT940 abrufen.",
    ),
)
_SECOND_HEADER = Label(
    "a second account begins here; export each account on its own",
    "hier beginnt ein zweites Konto; bitte jedes Konto einzeln exportieren",
)
_SEPARATOR = Text('its columns are separated by "{found}"', "ihre Spalten sind durch „{found}“ getrennt")
_PADDED = Label("the lines above the header are filled up", "die Zeilen über der Kopfzeile sind aufgefüllt")


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The rows of a file of a known layout."""

    layout: CsvLayout
    positions: Positions
    rows: tuple[CsvRow, ...]
    account: str
    """The own account as the lines above the header have it; "" where they name none."""
    opening: tuple[str, ...] = ()
    """The row of the opening balance; () where there is none."""
    closing: tuple[str, ...] = ()


def find_table(text: str, layouts: Sequence[CsvLayout]) -> CsvTable | None:
    """The file's rows by the one layout its header suits; None where no layout does.

    Raises Refused: E_CSV_AMBIGUOUS, E_CSV_RESAVED, E_CSV_SHAPE.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for index, line in enumerate(lines[:HEADER_WITHIN]):
        for delimiter in DELIMITERS if line.strip() else "":
            cells = split_line(line, delimiter)
            layout = _suiting(cells, layouts)
            if layout is not None:
                return _table(lines, index, delimiter, layout, len(cells))
    return None


def _suiting(cells: Sequence[str], layouts: Sequence[CsvLayout]) -> CsvLayout | None:
    """The layout of a header. One that asks for all that another asks for, and more, is the one that is meant."""
    if not 4 <= len(cells) <= MOST_COLUMNS:
        return None
    names = header_names(cells)
    found = [each for each in layouts if (_headless(cells, each) if each.headless else each.found_in(names))]
    meant = [each for each in found if not any(each.needed < other.needed for other in found)]
    if len(meant) > 1:
        raise E_CSV_AMBIGUOUS.because(layouts=tuple(each.name for each in meant))
    return meant[0] if meant else None


def _headless(cells: Sequence[str], layout: CsvLayout) -> bool:
    """A first row of an export without a header: a date in front and an account in single quotation marks."""
    account = layout.columns["account"]
    is_account = len(cells) == layout.headless and re.fullmatch(
        r"'[A-Z]{2}\d\d[A-Z0-9]{8,30}'", cells[int(account) - 1]
    )
    return bool(is_account and re.fullmatch(r"\d\d\.\d\d\.\d{4}", cells[0]))


def _table(lines: list[str], index: int, delimiter: str, layout: CsvLayout, width: int) -> CsvTable:
    above = [split_line(line, delimiter) for line in lines[:index]]
    if delimiter not in layout.delimiters:
        raise E_CSV_RESAVED.because(bank=layout.name, what=_SEPARATOR.bind(found=delimiter))
    if any(len(cells) == width and not any(cells) for cells in above):
        raise E_CSV_RESAVED.because(bank=layout.name, what=_PADDED)
    if layout.headless:
        start, names = index, {f"{number}": number - 1 for number in range(1, width + 1)}
        header: list[str] = []
    else:
        header = split_line(lines[index], delimiter)
        start, names = index + 1, header_names(header)
    positions = layout.found_in(names)
    assert positions is not None, "the layout was found by these names"
    if layout.sign_last:
        positions = {**positions, "sign": (width - 1,)}
    opening = next((tuple(cells) for cells in above if _is_balance(cells, layout.opening)), ())
    closing: tuple[str, ...] = ()
    rows = []
    for number, cells in split_rows(lines, start, delimiter, layout.multi_line):
        if _is_balance(cells, layout.opening):
            opening = tuple(cells)
        elif _is_balance(cells, layout.closing):
            closing = tuple(cells)
        elif cells == header:
            raise E_CSV_SHAPE.because(line=number, what=_SECOND_HEADER)
        else:
            rows.append(row_of(number, cells, width))
    return CsvTable(layout, positions, tuple(rows), account_in(above), opening, closing)


def _is_balance(cells: Iterable[str], words: frozenset[str]) -> bool:
    return bool(words) and any(fold_header(cell).rstrip(":") in words for cell in cells)
