"""Writes a statement as the CSV-CAMT export of a Sparkasse: for tests, never for a real bank.

The export has less room than camt: no balances, no references of the bank, no ultimate parties.

    >>> from datetime import date
    >>> from pyxl.core.money import Money
    >>> from pyxl.formats.bank_csv.reading import read_bank_csv
    >>> from pyxl.formats.statements.statement import StatementLine
    >>> day = date(2026, 3, 2)
    >>> statement = Statement("DE89370400440532013000", "EUR", (StatementLine(day, day, Money.of("-1234.50")),))
    >>> read_bank_csv(write_csv_camt(statement).decode("cp1252")).statements == (statement,)
    True
"""

from __future__ import annotations

from collections.abc import Mapping

from pyxl.core.money import Money
from pyxl.formats.bank_csv.layout import Column
from pyxl.formats.bank_csv.layouts import CSV_CAMT
from pyxl.formats.statements.statement import Statement, StatementLine


def write_csv_camt(*statements: Statement) -> bytes:
    """The lines of all statements in one file in cp1252, the newest first; the same records give the same bytes."""
    rows = [
        [_cells(statement, line).get(meaning, "") for meaning in CSV_CAMT.columns]
        for statement in statements
        for line in sorted(statement.lines, key=lambda line: line.booking_date)
    ]
    table = [list(CSV_CAMT.columns.values()), *reversed(rows)]
    return "".join(";".join(map(_quoted, row)) + "\r\n" for row in table).encode("cp1252")


def _cells(statement: Statement, line: StatementLine) -> Mapping[Column, str]:
    return {
        "account": statement.account,
        "booking_date": f"{line.booking_date:%d.%m.%y}",
        "value_date": f"{line.value_date:%d.%m.%y}",
        "transaction_text": line.transaction_text,
        "remittance_information": line.remittance_information,
        "creditor_id": line.creditor_id,
        "mandate_id": line.mandate_id,
        "end_to_end_id": line.end_to_end_id or "NOTPROVIDED",
        "batch_reference": line.batch_reference,
        "original_amount": _amount(line.original_amount),
        "charges": _amount(line.charges),
        "counterparty_name": line.counterparty_name,
        "counterparty_iban": line.counterparty_iban,
        "counterparty_bic": line.counterparty_bic,
        "amount": _amount(line.amount),
        "currency": line.amount.currency,
        "status": "Umsatz gebucht",
    }


def _amount(amount: Money | None) -> str:
    return "" if amount is None else str(amount.amount).replace(".", ",")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
