"""Bank profiles: the proposal for an unknown CSV file as a row of the tab, and the row she ticked as a layout.

>>> from pyxl.formats.csv_files.unknown import find_unknown
>>> unknown = find_unknown("Datum;Text;Betrag\\n01.03.2026;Miete;-5,00\\n")
>>> proposed_values(unknown, "DE89370400440532013000")["sample_1"]
'01.03.2026 · -5,00 EUR · Miete'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pyxl.banking import rules
from pyxl.banking.rows import BankProfile
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.findings import Finding
from pyxl.core.labels import show
from pyxl.core.refusal import Refused
from pyxl.core.tables import Table
from pyxl.formats.bank_csv.guess import is_complete, propose_layout
from pyxl.formats.bank_csv.layout import Column, CsvLayout
from pyxl.formats.bank_csv.reading import E_CSV_LAYOUT, read_unknown
from pyxl.formats.bank_values import shorten
from pyxl.formats.csv_files.columns import fold_header, header_names
from pyxl.formats.csv_files.rows import DELIMITERS
from pyxl.formats.csv_files.unknown import UnknownCsv
from pyxl.formats.statement_files import checked_file
from pyxl.formats.statements.statement import StatementFile
from pyxl.other_programs.csv_profiles import (
    SAMPLES,
    ToldRows,
    date_format_of,
    date_orders_of,
    decimal_mark_of,
    decimal_marks_of,
    missing_columns,
    sample_cells,
    told_columns,
)
from pyxl.settings import Settings

_COLUMNS: tuple[Column, ...] = (
    "booking_date",
    "value_date",
    "amount",
    "debit",
    "credit",
    "sign",
    "counterparty_name",
    "counterparty_iban",
    "remittance_information",
    "transaction_text",
    "end_to_end_id",
    "balance",
    "status",
)
"""The meanings whose cell names a column of the file, and nothing else."""


class ToldProfiles:
    """The rows of the tab: they read the files they are for; a file without a row gets one proposed."""

    def __init__(self, profiles: Table[BankProfile], settings: Settings) -> None:
        self.rows = ToldRows(profiles, rules.UNKNOWN_CSV, rules.PROFILE_INCOMPLETE)
        self.own_account = settings.iban

    @property
    def findings(self) -> list[Finding]:
        """What was found so far."""
        return self.rows.findings

    @property
    def changes(self) -> ChangeList:
        """The rows that are proposed."""
        return self.rows.changes

    def content(self, name: str, file: StatementFile) -> StatementFile | None:
        """What the file says, by its profile where it needs one; None while there is none that she ticked.

        Raises Refused as the CSV reader does, and E_BALANCE.
        """
        unknown = file.unknown
        if unknown is None:
            return file
        profile = self.rows.told(name, unknown, lambda: proposed_values(unknown, self.own_account))
        if profile is None:
            return None
        gaps = gaps_in(profile, unknown)
        read = None if gaps else read_unknown(unknown, layout_of(profile, unknown))
        if read is None:
            self.rows.say_incomplete(name, unknown, gaps)
            return None
        return checked_file(replace(read, notes=(*file.notes, *read.notes)))


def proposed_values(unknown: UnknownCsv, own_account: str) -> dict[str, CellValue]:
    """The cells of the row that proposes which column is what, with the first three lines as they would be read.

    Raises Refused E_CSV_LAYOUT where no column has dates, or none has amounts.
    """
    layout = propose_layout(unknown)
    if layout is None:
        raise E_CSV_LAYOUT.because(first=shorten(unknown.delimiter.join(unknown.header)))
    values: dict[str, CellValue] = {meaning: name for meaning, name in layout.columns.items() if meaning in _COLUMNS}
    values["account"] = layout.columns.get("account") or layout.account or own_account
    values["currency"] = layout.columns.get("currency") or layout.currency
    values["booked"] = ", ".join(sorted(layout.booked))
    values["is_debit_plain"] = layout.unsigned_debit
    values["date_format"] = date_format_of(layout.date_orders)
    values["decimal_mark"] = decimal_mark_of(layout.decimal_marks)
    return values | sample_cells(samples(unknown, layout))


def samples(unknown: UnknownCsv, layout: CsvLayout) -> Iterator[str]:
    """The first lines as the layout reads them; as they stand in the file, where it leaves something open."""
    first = replace(unknown, rows=unknown.rows[:SAMPLES])
    # Balances of three lines prove nothing, the newest may stand first.
    columns: dict[Column, str] = {meaning: name for meaning, name in layout.columns.items() if meaning != "balance"}
    try:
        read = read_unknown(first, replace(layout, columns=columns)) if is_complete(layout) else None
    except Refused:
        read = None
    if read is None:
        yield from (" · ".join(cell for cell in row.cells if cell) for row in first.rows)
        return
    for line in (line for statement in read.statements for line in statement.lines):
        texts = (line.counterparty_name, line.remittance_information)
        yield " · ".join([show(line.booking_date, "de"), show(line.amount, "de"), *(text for text in texts if text)])


def layout_of(profile: BankProfile, unknown: UnknownCsv) -> CsvLayout:
    """The layout that the row tells. A cell for account or currency that is no column of the file is the value."""
    names = header_names(unknown.header)
    columns = told_columns(profile, _COLUMNS)
    if fold_header(profile.account) in names:
        columns["account"] = profile.account
    if fold_header(profile.currency) in names:
        columns["currency"] = profile.currency
    booked = (word.strip().casefold() for word in profile.booked.split(","))
    return CsvLayout(
        name=f"CSV {profile.profile}",
        columns=columns,
        account="" if "account" in columns else profile.account.replace(" ", ""),
        date_orders=date_orders_of(profile.date_format),
        delimiters=DELIMITERS,
        decimal_marks=decimal_marks_of(profile.decimal_mark),
        currency="" if "currency" in columns else profile.currency,
        booked=frozenset(word for word in booked if word and "status" in columns),
        unsigned_debit=profile.is_debit_plain,
    )


def gaps_in(profile: BankProfile, unknown: UnknownCsv) -> tuple[str, ...]:
    """The fields of the row that are empty or name no column of the file, though it cannot be read without them."""
    missing = missing_columns(profile, _COLUMNS, header_names(unknown.header))
    needed = [
        name
        for name in ("account", "booking_date", "currency", "date_format", "decimal_mark")
        if not getattr(profile, name)
    ]
    if not profile.amount and not (profile.debit and profile.credit):
        needed.append("amount")
    return tuple(dict.fromkeys((*needed, *missing)))
