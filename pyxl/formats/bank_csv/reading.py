"""Reads the CSV exports of online banking by their declared layouts.

Files that went through Excel are refused, because Excel turns references into `1,23E+12`, takes away leading zeros and
turns dates, for good. Where an export has balances, they are checked.

    >>> from pyxl.formats.bank_csv.layouts import CSV_MT940
    >>> head = ";".join(f'"{name}"' for name in CSV_MT940.columns.values())
    >>> row = "DE89370400440532013000;03.12.25;03.12.25;GUTSCHRIFT;SVWZ+Rechnung 7;Kunde;;;1.119,5;EUR;Umsatz gebucht"
    >>> line = read_bank_csv(head + "\\n" + row).statements[0].lines[0]
    >>> line.amount, line.remittance_information
    (Money('1119.50', 'EUR'), 'Rechnung 7')
"""

from __future__ import annotations

from collections.abc import Sequence

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind
from pyxl.formats.bank_csv.balance import balances_of
from pyxl.formats.bank_csv.damage import check_damage
from pyxl.formats.bank_csv.layout import CsvLayout
from pyxl.formats.bank_csv.layouts import GERMAN_BANKS
from pyxl.formats.bank_csv.lines import CsvBooking, CsvReader
from pyxl.formats.bank_csv.table import CsvTable, find_table
from pyxl.formats.bank_csv.wallets import WALLETS
from pyxl.formats.bank_values import E_STATEMENT_SIZE, LINE_LIMIT, shorten
from pyxl.formats.csv_files.columns import header_names
from pyxl.formats.csv_files.unknown import UnknownCsv, find_unknown
from pyxl.formats.statements.statement import Statement, StatementFile, StatementLine

LAYOUTS: tuple[CsvLayout, ...] = (*GERMAN_BANKS, *WALLETS)
"""Every export that is known without being told."""

E_CSV_LAYOUT = RefusalKind(
    "E_CSV_LAYOUT",
    Text(
        'The CSV file is of no layout known here; its first line is "{first}".',
        "Das Layout der CSV-Datei ist unbekannt; ihre erste Zeile lautet „{first}“.",
    ),
    Text(
        "Fetch the statement as camt.053 (XML or ZIP) or MT940, which every bank offers, or as CSV with a header line.",
        "Bitte den Auszug als camt.053 (XML oder ZIP) oder MT940 abrufen, das bietet jede Bank an, oder als CSV-Datei "
        "mit Kopfzeile.",
    ),
)


def read_bank_csv(text: str, layouts: Sequence[CsvLayout] = LAYOUTS) -> StatementFile:
    """The statements of a CSV export, one for each account and currency in it, oldest line first.

    A table of no known layout comes back as `unknown`. Raises Refused: E_CSV_LAYOUT, E_CSV_AMBIGUOUS, E_CSV_SHAPE,
    E_CSV_EXCEL, E_CSV_RESAVED, E_CSV_GAP, E_CSV_DECIMALS, E_STATEMENT_AMOUNT, E_STATEMENT_DATE, E_STATEMENT_SIZE.
    """
    table = find_table(text, layouts)
    if table is not None:
        return read_table(table)
    unknown = find_unknown(text)
    if unknown is not None:
        return StatementFile("CSV", (), unknown=unknown)
    first = next((line for line in text.splitlines() if line.strip()), "")
    raise E_CSV_LAYOUT.because(first=shorten(first))


def read_unknown(unknown: UnknownCsv, layout: CsvLayout) -> StatementFile | None:
    """The statements of an unknown file by a layout that somebody told; None where its columns are not there."""
    positions = layout.found_in(header_names(unknown.header))
    if positions is None:
        return None
    return read_table(CsvTable(layout, positions, unknown.rows, unknown.account))


def read_table(table: CsvTable) -> StatementFile:
    """The statements of the rows of a CSV file; refused as `read_bank_csv`."""
    check_damage(table)
    reader = CsvReader(table)
    groups: dict[tuple[str, str], list[CsvBooking]] = {}
    count = 0
    for row in table.rows:
        booking = reader.booking(row)
        groups.setdefault((booking.account, booking.currency), []).append(booking)
        count += len(booking.lines)
        if count > LINE_LIMIT:
            raise E_STATEMENT_SIZE.because(what=f"> {LINE_LIMIT}")
    if not groups and (table.opening or table.closing):
        groups[(table.account or table.layout.account, table.layout.currency or "EUR")] = []
    statements = (_statement(table, *key, bookings) for key, bookings in groups.items())
    return StatementFile(table.layout.name, tuple(statements))


def _statement(table: CsvTable, account: str, currency: str, bookings: list[CsvBooking]) -> Statement:
    opening, closing = balances_of(table, account, currency, bookings)
    lines = [line for booking in _oldest_first(bookings, table.layout) for line in booking.lines]
    return Statement(
        account,
        currency,
        tuple(lines),
        opening_balance=opening,
        closing_balance=closing,
        pending_count=sum(booking.is_pending for booking in bookings),
    )


def _oldest_first(bookings: list[CsvBooking], layout: CsvLayout) -> list[CsvBooking]:
    """The order of booking. Within a day the bank's order is kept, turned round where the export is newest first."""
    days = [line.booking_date for line in _lines(bookings)]
    same_day = bool(days) and days[0] == days[-1]
    turned = bool(days) and (days[0] > days[-1] or (same_day and layout.newest_first))
    return bookings[::-1] if turned else bookings


def _lines(bookings: list[CsvBooking]) -> list[StatementLine]:
    return [line for booking in bookings for line in booking.lines]
