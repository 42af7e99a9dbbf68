"""A row of a bank's CSV file as booked lines: one, two where a fee was taken beside the amount, none while pending.

>>> from pyxl.formats.bank_csv.table import find_table
>>> from pyxl.formats.bank_csv.wallets import REVOLUT
>>> head = "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\\n"
>>> row = "TRANSFER,Current,2026-03-02,2026-03-02 9:15:00,Kunde,100,0.5,EUR,COMPLETED,99.5"
>>> table = find_table(head + row, [REVOLUT])
>>> [str(line.amount) for line in CsvReader(table).booking(table.rows[0]).lines]
['100.00 EUR', '-0.50 EUR']
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pyxl.core.labels import Text
from pyxl.core.money import Money
from pyxl.core.refusal import RefusalKind, Refused
from pyxl.formats.bank_csv.damage import amount_cells, date_order, without_time
from pyxl.formats.bank_csv.layout import Column
from pyxl.formats.bank_csv.table import CsvTable
from pyxl.formats.bank_csv.texts import TEXT, join_lines, split_labelled
from pyxl.formats.bank_values import E_STATEMENT_AMOUNT, join_text, plain_amount, read_amount, read_date, shorten
from pyxl.formats.csv_files.rows import CsvRow
from pyxl.formats.statements.sepa_purpose import TEXT as SVWZ
from pyxl.formats.statements.sepa_purpose import return_reason, split_run, without_placeholder
from pyxl.formats.statements.statement import StatementLine, is_return_kind

CREDIT_WORDS = frozenset({"h", "haben", "c", "cr", "credit", "gutschrift", "+", "inflow"})
DEBIT_WORDS = frozenset({"s", "soll", "d", "dr", "debit", "lastschrift", "belastung", "-", "outflow"})
"""What stands in a column beside unsigned amounts."""
PLACE = Text("line {line}", "Zeile {line}")
_FEE = Text("Fee {reference}", "Gebühr {reference}")

E_CSV_DECIMALS = RefusalKind(
    "E_CSV_DECIMALS",
    Text(
        "The amounts of the CSV file cannot be told for certain: is {amount} written with a decimal comma or a point?",
        "Die Beträge der CSV-Datei sind nicht eindeutig: Ist {amount} mit Dezimalkomma oder Dezimalpunkt geschrieben?",
    ),
    Text(
        "Fetch a period with cents in it, or fetch the statement as camt.053 or MT940.",
        "Bitte einen Zeitraum mit Centbeträgen abrufen oder den Auszug als camt.053 oder MT940.",
    ),
)


@dataclass(frozen=True, slots=True)
class CsvBooking:
    """What a row says: its lines, and the balance after it."""

    number: int
    account: str
    currency: str
    lines: tuple[StatementLine, ...] = ()
    is_pending: bool = False
    moved: Money | None = None
    """What the row moves the balance by, also where it is no booked line; None where it does not move it."""
    balance: Money | None = None


class CsvReader:
    """Reads the rows of one file; how its dates and amounts are written is decided by the whole file."""

    def __init__(self, table: CsvTable) -> None:
        self.layout, self.positions, self.account = table.layout, table.positions, table.account
        self.date_order = date_order(table)
        self.mark = _decimal_mark(table)

    def booking(self, row: CsvRow) -> CsvBooking:
        """What the row says."""
        cells = {meaning: _joined(row, positions) for meaning, positions in self.positions.items()}
        account = cells.get("account", "").strip(" '").replace(" ", "") or self.account or self.layout.account
        currency = cells.get("currency", "").strip() or self.layout.currency
        status = _word(cells.get("status") or cells["booking_date"])
        is_pending = status in self.layout.pending or bool(self.layout.booked and status not in self.layout.booked)
        void = {meaning for meaning, words in self.layout.void.items() if _word(cells.get(meaning, "")) in words}
        balance = self._optional(cells, "balance", currency, row.number)
        if void or is_pending:
            # A hold moves the balance until it is let go; a note or a declined payment never did.
            has_moved = balance is not None and void.isdisjoint(("effect", "status"))
            moved = self._amount(cells, currency, row.number) if has_moved else None
            return CsvBooking(row.number, account, currency, (), is_pending and not void, moved, balance)
        lines = self._lines(cells, currency, row.number)
        moved = lines[0].amount + lines[1].amount if len(lines) > 1 else lines[0].amount
        return CsvBooking(row.number, account, currency, lines, False, moved, balance)

    def _lines(self, cells: Mapping[Column, str], currency: str, number: int) -> tuple[StatementLine, ...]:
        line = self._line(cells, currency, number)
        fee = self._optional(cells, "fee", currency, number)
        if not fee:
            return (line,)
        fee = -fee if self.layout.fee_is_cost else fee
        text = _FEE.bind(reference=line.bank_reference or line.remittance_information).text("de")
        return line, replace(
            line,
            amount=fee,
            counterparty_name=self.layout.account,
            counterparty_iban="",
            counterparty_bic="",
            remittance_information=join_text(text),
            end_to_end_id="",
        )

    def _line(self, cells: Mapping[Column, str], currency: str, number: int) -> StatementLine:
        amount = self._amount(cells, currency, number)
        booking_date = self._date(cells["booking_date"], number)
        value_text = cells.get("value_date", "").strip()
        kind, parts = self._parts(cells)
        purpose = join_text(parts.get(TEXT, ""))
        direction: Column = "payer_name" if amount.amount > 0 else "payee_name"
        return StatementLine(
            booking_date=booking_date,
            value_date=self._date(value_text, number) if value_text else booking_date,
            amount=amount,
            counterparty_name=join_text(_first(cells, parts, direction, "counterparty_name")),
            counterparty_iban=_first(cells, parts, "counterparty_iban").replace(" ", ""),
            counterparty_bic=_first(cells, parts, "counterparty_bic").replace(" ", ""),
            ultimate_party_name=join_text(parts.get("ultimate_party_name", "")),
            remittance_information=purpose,
            end_to_end_id=without_placeholder(join_text(_first(cells, parts, "end_to_end_id"))),
            mandate_id=join_text(_first(cells, parts, "mandate_id")),
            creditor_id=join_text(_first(cells, parts, "creditor_id")),
            bank_reference=without_placeholder(join_text(_first(cells, parts, "bank_reference"))),
            batch_reference=without_placeholder(join_text(_first(cells, parts, "batch_reference"))),
            transaction_text=kind,
            return_reason=return_reason("", purpose) if is_return_kind("", kind) else "",
            charges=self._size(cells, "charges", currency, number),
            original_amount=self._size(cells, "original_amount", currency, number),
        )

    def _parts(self, cells: Mapping[Column, str]) -> tuple[str, Mapping[str, str]]:
        """The kind of booking, and the text by its parts."""
        text, kind = cells.get("remittance_information", ""), cells.get("transaction_text", "")
        if self.layout.kind_in_text:
            kind, _, text = text.partition("\n")
        if self.layout.labelled_purpose:
            return join_text(kind), _by_meaning(split_run(text))
        return join_text(kind), split_labelled(" ".join(join_lines(text).split()), self.layout.labels)

    def _amount(self, cells: Mapping[Column, str], currency: str, number: int) -> Money:
        if "sign" in cells:
            size = self._read(cells["amount"], currency, number)
            if (word := _word(cells["sign"])) in CREDIT_WORDS:
                return size
            return -size if word in DEBIT_WORDS else self._no_sign(cells["sign"], number)
        if "amount" in cells:
            return self._read(cells["amount"], currency, number)
        debit, credit = cells.get("debit", "").strip(), cells.get("credit", "").strip()
        if debit and credit:
            debit, credit = (debit, "") if plain_amount(credit).strip("0,.") == "" else ("", credit)
        if not debit:
            return self._read(credit, currency, number)
        read = self._read(debit, currency, number)
        return -abs(read) if self.layout.unsigned_debit else read

    def _no_sign(self, sign: str, number: int) -> Money:
        raise E_STATEMENT_AMOUNT.because(amount=shorten(sign), place=PLACE.bind(line=number))

    def _read(self, text: str, currency: str, number: int) -> Money:
        return read_amount(plain_amount(text), currency, self.mark, PLACE.bind(line=number))

    def _optional(self, cells: Mapping[Column, str], meaning: Column, currency: str, number: int) -> Money | None:
        return self._read(cells[meaning], currency, number) if cells.get(meaning, "").strip() else None

    def _size(self, cells: Mapping[Column, str], meaning: Column, currency: str, number: int) -> Money | None:
        found = self._optional(cells, meaning, currency, number)
        return abs(found) if found else None

    def _date(self, text: str, number: int) -> date:
        return read_date(without_time(text), self.date_order, PLACE.bind(line=number))


def _joined(row: CsvRow, positions: tuple[int, ...]) -> str:
    """The cells as one text, each said once: some banks fill several columns with the same words."""
    if len(positions) == 1:
        return row.cells[positions[0]]
    return " ".join(dict.fromkeys(cell for position in positions if (cell := row.cells[position].strip())))


def _word(text: str) -> str:
    return text.strip().casefold()


def _first(cells: Mapping[Column, str], parts: Mapping[str, str], *meanings: Column) -> str:
    """What the column says, or else the label inside the text. `N/A` says nothing."""
    for meaning in meanings:
        found = cells.get(meaning, "").strip()
        if found and found != "N/A":
            return found
    return next((parts[meaning] for meaning in meanings if parts.get(meaning)), "")


def _by_meaning(parts: Mapping[str, str]) -> dict[str, str]:
    return {
        TEXT: parts.get(SVWZ, ""),
        "ultimate_party_name": parts.get("ABWA") or parts.get("ABWE", ""),
        "end_to_end_id": parts.get("EREF", ""),
        "batch_reference": parts.get("KREF", ""),
        "mandate_id": parts.get("MREF", ""),
        "creditor_id": parts.get("CRED", ""),
    }


def _decimal_mark(table: CsvTable) -> str:
    """The one mark by which all amounts can be read; a file of whole thousands (`1.000`) does not tell which it is."""
    marks = table.layout.decimal_marks
    if len(marks) == 1:
        return marks[0]
    written = [cell for row in table.rows for cell in amount_cells(table, row)]
    fitting = [mark for mark in marks if all(_is_readable(cell, mark) for cell in written)]
    if len(fitting) > 1 and any(re.search(r"[.,]", cell) for cell in written):
        raise E_CSV_DECIMALS.because(amount=shorten(next(cell for cell in written if re.search(r"[.,]", cell))))
    return fitting[0] if fitting else marks[0]


def _is_readable(text: str, mark: str) -> bool:
    try:
        read_amount(text, "EUR", mark, "")
    except Refused:
        return False
    return True
