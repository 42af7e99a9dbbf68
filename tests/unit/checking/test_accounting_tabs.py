"""The tabs of accounting show what the commands say: the same accounts, the same amounts, to the cent."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from pyxl.accounting.charts import Chart
from pyxl.accounting.listing_rows import BalanceRow, PostingRow, VatReturnRow
from pyxl.app.exporting import accounting_desk, trial_balance_of, vat_return_of
from pyxl.app.inputs import read_tab
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import Table
from pyxl.hosts.xlsx import WriteCell

from .broken_firm import Firm

MONTH_END = date(2026, 10, 31)


def show_days(firm: Firm, start: date, end: date) -> None:
    """She types the period into the settings and saves."""
    sheet = load_workbook(BytesIO(firm.path.read_bytes()))["Einstellungen"]
    rows = {str(each[0].value): each[0].row or 0 for each in sheet.iter_rows()}
    firm.write(
        [
            WriteCell("Einstellungen", rows[f"Buchhaltung {end_}"], 2, day)
            for end_, day in (("von", start), ("bis", end))
        ]
    )


def shown(firm: Firm, row_class: type[Row]) -> Table[Any]:
    return read_tab(firm.book.read([schema_of(row_class)]), row_class)


def test_the_trial_balance_in_the_tab_is_the_commands(firm: Firm) -> None:
    firm.run("list-balances", as_of=MONTH_END)
    told, _ = trial_balance_of(firm.path, MONTH_END, Chart.SKR03, accounting_desk(firm.book).own)
    *rows, sums = shown(firm, BalanceRow)
    assert [(row.number, _cents(row.debit), _cents(row.credit)) for row in rows] == [
        (each.number, each.balance.debit, each.balance.credit) for each in told
    ]
    assert (_cents(sums.debit), sums.name) == (_cents(sums.credit), "Summe")


def test_the_postings_of_all_months_add_up_to_the_trial_balance(firm: Firm) -> None:
    turnover: dict[str, int] = defaultdict(int)
    days = _days(firm)
    for start, end in ((min(days), date(2026, 9, 15)), (date(2026, 9, 16), max(days))):
        show_days(firm, start, end)
        firm.run("list-postings")
        rows = shown(firm, PostingRow)
        assert len(rows)
        for row in rows:
            assert start <= row.day <= end
            turnover[row.debit] += _cents(row.amount)
            turnover[row.credit] -= _cents(row.amount)
    told, _ = trial_balance_of(firm.path, date.max, Chart.SKR03, accounting_desk(firm.book).own)
    assert dict(turnover) == {each.number: each.balance.cents for each in told}


def test_the_vat_return_in_the_tab_is_the_commands(firm: Firm) -> None:
    show_days(firm, date(2026, 9, 1), date(2026, 9, 30))
    firm.run("list-vat")
    told, _ = vat_return_of(firm.path, date(2026, 9, 1), date(2026, 9, 30))
    *rows, payable = shown(firm, VatReturnRow)
    assert [(row.code, row.base, _cents(row.tax)) for row in rows] == [
        (each.codes, Decimal(each.base), each.tax) for each in told.rows
    ]
    assert (payable.code, _cents(payable.tax)) == ("83", told.payable)


def test_looking_at_the_accounts_records_nothing_but_the_run(firm: Firm) -> None:
    report = firm.run("list-postings", as_of=MONTH_END)
    assert report.outcome.postings == ()
    assert firm.codes() == []


def _days(firm: Firm) -> list[date]:
    from pyxl.accounting.from_journal import postings_of
    from pyxl.app.recording import booked
    from pyxl.journal.place import open_journal

    journal, _ = open_journal(firm.path, create=False)
    with journal:
        return [each.day for each in postings_of(booked(journal.events())).postings]


def _cents(amount: object) -> int:
    cents = getattr(amount, "cents", 0)
    assert isinstance(cents, int)
    return cents
