"""Bank profiles: the proposal for an unknown CSV file as a row of the tab, and the row she ticked as a layout.

>>> from pyxl.formats.bank_csv_unknown import find_unknown
>>> unknown = find_unknown("Datum;Text;Betrag\\n01.03.2026;Miete;-5,00\\n")
>>> profile_id(unknown) == profile_id(find_unknown('"BETRAG","Datum","Text"\\n"-5,00","01.03.2026","Miete"\\n'))
True
>>> proposed_values(unknown, "DE89370400440532013000")["sample_1"]
'01.03.2026 · -5,00 EUR · Miete'
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import fields, replace

from pyxl.banking import rules
from pyxl.banking.rows import BankProfile, DateFormat, DecimalMark
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Label, show
from pyxl.core.refusal import Refused
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.formats.bank_csv import E_CSV_LAYOUT, read_unknown
from pyxl.formats.bank_csv_guess import is_complete, propose_layout
from pyxl.formats.bank_csv_layout import Column, CsvLayout, fold_header, header_names
from pyxl.formats.bank_csv_table import DELIMITERS
from pyxl.formats.bank_csv_unknown import UnknownCsv
from pyxl.formats.bank_values import COMMA, ENGLISH, shorten
from pyxl.formats.statement import StatementFile
from pyxl.formats.statement_files import checked_file
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
_MARKS = {DecimalMark.COMMA: COMMA, DecimalMark.POINT: ENGLISH}
_SAMPLES = 3
_TAB = schema_of(BankProfile).tab
_PROPOSED = Label("proposal for an unknown layout", "Vorschlag für ein unbekanntes Layout")


class ToldProfiles:
    """The rows of the tab: they read the files they are for; a file without a row gets one proposed."""

    def __init__(self, profiles: Table[BankProfile], settings: Settings) -> None:
        self.by_id = {row.profile: row for row in profiles}
        self.own_account = settings.iban
        self.findings: list[Finding] = []
        self.changes = ChangeList()

    def content(self, name: str, file: StatementFile) -> StatementFile | None:
        """What the file says, by its profile where it needs one; None while there is none that she ticked.

        Raises Refused as the CSV reader does, and E_BALANCE.
        """
        unknown = file.unknown
        if unknown is None:
            return file
        key = profile_id(unknown)
        profile = self.by_id.get(key)
        if profile is None or not profile.is_confirmed:
            self._propose(name, key, unknown, is_new=profile is None)
            return None
        labels = tuple(schema_of(BankProfile).column(field).label for field in gaps_in(profile, unknown))
        read = None if labels else read_unknown(unknown, layout_of(profile, unknown))
        if read is None:
            cell = CellRef(_TAB, key=key)
            self.findings.append(rules.PROFILE_INCOMPLETE.at(cell, file=name, profile=key, fields=labels))
            return None
        return checked_file(replace(read, notes=(*file.notes, *read.notes)))

    def _propose(self, name: str, key: str, unknown: UnknownCsv, is_new: bool) -> None:
        values = proposed_values(unknown, self.own_account)
        found = rules.UNKNOWN_CSV.at(CellRef(_TAB, key=key), file=name, profile=key, sample=values["sample_1"])
        self.findings.append(found)
        if is_new:
            self.changes.append(_TAB, key, values, _PROPOSED)
            self.by_id[key] = BankProfile(profile=key)


def profile_id(unknown: UnknownCsv) -> str:
    """The same columns are the same profile, whatever their order."""
    names = "|".join(sorted(fold_header(name) for name in unknown.header))
    return "P-" + b32encode(hashlib.sha256(names.encode()).digest()[:5]).decode()


def proposed_values(unknown: UnknownCsv, own_account: str) -> dict[str, CellValue]:
    """The cells of the row that proposes which column is what, with the first three lines as they would be read.

    Raises Refused E_CSV_LAYOUT where no column has dates, or none has amounts.
    """
    layout = propose_layout(unknown)
    if layout is None:
        raise E_CSV_LAYOUT.because(first=shorten(unknown.delimiter.join(unknown.header)))
    values: dict[str, CellValue] = {"profile": profile_id(unknown), "is_confirmed": False}
    values |= {meaning: name for meaning, name in layout.columns.items() if meaning in _COLUMNS}
    values["account"] = layout.columns.get("account") or layout.account or own_account
    values["currency"] = layout.columns.get("currency") or layout.currency
    values["booked"] = ", ".join(sorted(layout.booked))
    values["is_debit_plain"] = layout.unsigned_debit
    values["date_format"] = next((each for each in DateFormat if each.label.en in layout.date_orders), None)
    values["decimal_mark"] = next((each for each, mark in _MARKS.items() if mark in layout.decimal_marks), None)
    return values | dict(zip(("sample_1", "sample_2", "sample_3"), samples(unknown, layout), strict=False))


def samples(unknown: UnknownCsv, layout: CsvLayout) -> Iterator[str]:
    """The first lines as the layout reads them; as they stand in the file, where it leaves something open."""
    first = replace(unknown, rows=unknown.rows[:_SAMPLES])
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
    written = {field.name: getattr(profile, field.name) for field in fields(profile)}
    columns: dict[Column, str] = {meaning: written[meaning] for meaning in _COLUMNS if written[meaning]}
    if fold_header(profile.account) in names:
        columns["account"] = profile.account
    if fold_header(profile.currency) in names:
        columns["currency"] = profile.currency
    booked = (word.strip().casefold() for word in profile.booked.split(","))
    return CsvLayout(
        name=f"CSV {profile.profile}",
        columns=columns,
        account="" if "account" in columns else profile.account.replace(" ", ""),
        date_orders=(profile.date_format.label.en,) if profile.date_format else (),
        delimiters=DELIMITERS,
        decimal_marks=(_MARKS[profile.decimal_mark],) if profile.decimal_mark else (),
        currency="" if "currency" in columns else profile.currency,
        booked=frozenset(word for word in booked if word and "status" in columns),
        unsigned_debit=profile.is_debit_plain,
    )


def gaps_in(profile: BankProfile, unknown: UnknownCsv) -> tuple[str, ...]:
    """The fields of the row that are empty or name no column of the file, though it cannot be read without them."""
    names = header_names(unknown.header)
    missing = [
        meaning
        for meaning in _COLUMNS
        if (written := str(getattr(profile, meaning)))
        and not all(fold_header(part) in names for part in written.split(" + "))
    ]
    needed = [
        name
        for name in ("account", "booking_date", "currency", "date_format", "decimal_mark")
        if not getattr(profile, name)
    ]
    if not profile.amount and not (profile.debit and profile.credit):
        needed.append("amount")
    return tuple(dict.fromkeys((*needed, *missing)))
