"""The postings of a month: another program checks them, and its balances are the books'."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pyxl.accounting.balances import balance_of
from pyxl.accounting.charts import Account, Chart
from pyxl.accounting.from_journal import postings_of
from pyxl.app.exporting import Exported, Wanted, export_postings, vat_return_of
from pyxl.app.recording import booked, books_of
from pyxl.core.plain import from_plain
from pyxl.core.refusal import Refused
from pyxl.journal.place import open_journal
from pyxl.ledger.events import (
    ALLOCATION,
    INVOICE,
    AllocatedPart,
    InvoiceIssued,
    ItemFacts,
    ItemsOpened,
    LineAllocated,
)

from .broken_firm import Firm

YEAR = Wanted(date(2026, 1, 1), date(2026, 12, 31), Chart.SKR03, "de", consultant=1001, client=1)
needs_hledger = pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not on this computer")


def hledger(journal: Path, *arguments: str) -> str:
    done = subprocess.run(["hledger", "-f", str(journal), *arguments], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def exported(firm: Firm, form: str = "hledger", wanted: Wanted = YEAR) -> Exported:
    return export_postings(firm.path, form, wanted)


@needs_hledger
def test_hledger_accepts_the_journal_and_counts_what_the_books_count(firm: Firm, tmp_path: Path) -> None:
    journal = tmp_path / "postings.journal"
    journal.write_bytes(exported(firm).content)
    hledger(journal, "check", "--strict")
    told = hledger(journal, "bal", "--depth", "1", "--no-total", "-O", "csv")
    balances = {line.split('","')[0].strip('"')[:4]: line.split('","')[1].split()[0] for line in told.splitlines()[1:]}
    opened, _ = open_journal(firm.path, create=False)
    with opened:
        books = books_of(opened)
    owed = sum((item.amount_open.amount for item in books.items.values()), Decimal(0))
    assert Decimal(balances["1400"]) == owed
    [statements] = books.statement_balances.values()
    [(_, closing)] = statements.values()
    assert closing is not None
    assert Decimal(balances["1200"]) == closing.amount


def test_the_same_journal_gives_the_same_file(firm: Firm) -> None:
    assert exported(firm, "datev").content == exported(firm, "datev").content


def test_a_month_has_its_postings_only(firm: Firm) -> None:
    whole = exported(firm).count
    september = exported(firm, wanted=Wanted(date(2026, 9, 1), date(2026, 9, 30), Chart.SKR04, "en"))
    assert 0 < september.count < whole
    assert whole == len([line for line in exported(firm).content.decode().splitlines() if line[:2] == "20"])


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted(date(2026, 1, 1), date(2026, 12, 31), Chart.SKR03, "de"), "E_DATEV_NUMBERS"),
        (Wanted(date(2026, 1, 1), date(2027, 1, 1), Chart.SKR03, "de", 1001, 1), "E_DATEV_YEAR"),
        (Wanted(date(2026, 1, 1), date(2026, 6, 30), Chart.SKR03, "de", 1001, 1, date(2025, 7, 1)), ""),
    ],
    ids=["no numbers", "two years", "a fiscal year from July"],
)
def test_what_datev_would_refuse_is_refused_with_a_sentence(firm: Firm, wanted: Wanted, code: str) -> None:
    if not code:
        assert exported(firm, "datev", wanted).content
        return
    with pytest.raises(Refused) as refused:
        exported(firm, "datev", wanted)
    assert refused.value.code == code


def test_a_workbook_that_never_recorded_anything_gives_an_empty_file(new_firm: Firm) -> None:
    assert exported(new_firm).count == 0


def test_the_vat_return_declares_what_the_invoices_of_the_period_charge(firm: Firm) -> None:
    figures, left_out = vat_return_of(firm.path, date(2026, 1, 1), date(2026, 12, 31))
    opened, _ = open_journal(firm.path, create=False)
    with opened:
        invoices = [from_plain(InvoiceIssued, event.payload) for event in opened.events() if event.kind == INVOICE]
        discounts = [
            correction.vat.cents
            for event in opened.events()
            if event.kind == ALLOCATION
            for part in from_plain(LineAllocated, event.payload).parts
            for correction in (*part.discount_vat, *part.written_off_vat)
        ]
    assert left_out == ()
    assert figures.payable == sum(invoice.vat_amount.cents for invoice in invoices) - sum(discounts)
    assert {"81", "86"} <= {row.code for row in figures.rows}


def test_on_any_day_the_control_account_is_what_customers_owed_then(firm: Firm) -> None:
    """Told from the events a second time: issued or opened, less paid, deducted and written off by that day."""
    opened, _ = open_journal(firm.path, create=False)
    with opened:
        events = list(booked(opened.events()))
    accounts = postings_of(events)
    moved: list[tuple[date, int]] = []
    for event in events:
        match event.kind:
            case "INVOICE":
                item = from_plain(InvoiceIssued, event.payload).item
                moved.append((item.invoice_date, item.gross_amount.cents))
            case "OPENING":
                moved += [(each.invoice_date, _owed(each)) for each in from_plain(ItemsOpened, event.payload).items]
            case "ALLOCATION":
                line = from_plain(LineAllocated, event.payload)
                moved += [(line.booking_date, -_settled(part)) for part in line.parts]
    days = sorted({day for day, _ in moved})
    assert len(days) > 10
    for day in days:
        owed = sum(cents for moved_on, cents in moved if moved_on <= day)
        assert balance_of(accounts.until(day).postings, Account.RECEIVABLES) == owed


def _owed(facts: ItemFacts) -> int:
    return facts.gross_amount.cents - (facts.settled_before.cents if facts.settled_before else 0)


def _settled(part: AllocatedPart) -> int:
    return sum(each.cents for each in (part.amount, part.discount_taken, part.written_off) if each)
