"""The demo firm's month in the accounts: held against the events a second time, and against another program."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from pyxl.accounting.balances import by_party
from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.charts import Account, Chart
from pyxl.accounting.from_journal import Accounts, postings_of
from pyxl.accounting.numbered import numbered_balances
from pyxl.app.exporting import Wanted, accounting_desk, export_postings
from pyxl.app.recording import BookedEvent, booked
from pyxl.core.plain import from_plain
from pyxl.hosts.files import ClosedBook
from pyxl.journal.place import open_journal
from pyxl.ledger import events as ev
from pyxl.ledger.payables import events as bev

from .conftest import DemoMonth

needs_hledger = pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not on this computer")
Moved = list[tuple[date, str, int]]
"""On which day, whose account, by how many cents."""


@pytest.fixture(scope="module")
def book(demo_month: DemoMonth) -> Path:
    """The month, played."""
    return demo_month.book


@pytest.fixture(scope="module")
def events(book: Path) -> list[BookedEvent]:
    journal, _ = open_journal(book, create=False)
    with journal:
        return list(booked(journal.events()))


@pytest.fixture(scope="module")
def accounts(events: list[BookedEvent]) -> Accounts:
    found = postings_of(events)
    assert found.unposted == ()
    return found


def test_every_posting_balances(accounts: Accounts) -> None:
    assert len(accounts.postings) > 300
    assert [each for each in accounts.postings if sum(cents for _, cents in each.entries())] == []


def told_again(events: list[BookedEvent]) -> tuple[Moved, Moved]:
    """What customers owe and what is owed to suppliers: issued, opened or received, less paid and deducted."""
    customers: Moved = []
    suppliers: Moved = []
    items: dict[str, ev.ItemFacts] = {}
    for event in events:
        match event.kind:
            case ev.INVOICE:
                issued = from_plain(ev.InvoiceIssued, event.payload)
                item = items[issued.item.invoice_number] = issued.item
                if issued.replaces:
                    wrong = items[issued.replaces]
                    customers.append((item.invoice_date, wrong.customer_number, -wrong.gross_amount.cents))
                customers.append((item.invoice_date, item.customer_number, item.gross_amount.cents))
            case ev.CREDIT:
                credited = from_plain(ev.InvoiceCredited, event.payload)
                customer = items[credited.number_credited].customer_number
                customers.append((credited.issued_on, customer, -credited.amount_credited.cents))
            case ev.OPENING:
                for each in from_plain(ev.ItemsOpened, event.payload).items:
                    items[each.invoice_number] = each
                    before = each.settled_before.cents if each.settled_before else 0
                    customers.append((each.invoice_date, each.customer_number, each.gross_amount.cents - before))
            case bev.BILL:
                facts = from_plain(bev.BillReceived, event.payload).facts
                suppliers.append((facts.bill_date, facts.supplier_number, -facts.gross_amount.cents))
            case ev.ALLOCATION:
                line = from_plain(ev.LineAllocated, event.payload)
                for part in line.parts:
                    sums = (part.amount, part.discount_taken, part.written_off)
                    settled = sum(each.cents for each in sums if each)
                    moved = suppliers if part.is_bill else customers
                    moved.append((line.booking_date, part.customer_number, -settled))
    return customers, suppliers


@pytest.mark.parametrize("account", [Account.RECEIVABLES, Account.PAYABLES], ids=lambda account: account.value)
def test_on_any_day_the_control_account_is_the_sum_of_open_items(
    events: list[BookedEvent], accounts: Accounts, account: Account
) -> None:
    moved = told_again(events)[account is Account.PAYABLES]
    days = sorted({day for day, _, _ in moved})
    assert len(days) > 5
    for day in days:
        open_items: dict[str, int] = defaultdict(int)
        for moved_on, party, cents in moved:
            if moved_on <= day:
                open_items[party] += cents
        expected = {party: cents for party, cents in open_items.items() if cents}
        assert dict(by_party(accounts.until(day).postings, account)) == expected


@needs_hledger
@pytest.mark.parametrize("chart", Chart)
def test_hledger_accepts_the_month_and_counts_every_account_as_we_do(
    book: Path, accounts: Accounts, chart: Chart
) -> None:
    own = accounting_desk(ClosedBook(book)).own
    wanted = Wanted(date(2026, 1, 1), date(2026, 12, 31), chart, "de", own=own)
    journal = book.with_name(f"{chart.value}.journal")
    journal.write_bytes(export_postings(book, "hledger", wanted).content)
    command = ["hledger", "-f", str(journal)]
    subprocess.run([*command, "check", "--strict"], check=True, timeout=120)
    told = subprocess.run(
        [*command, "bal", "--depth", "1", "--no-total", "--empty", "-O", "csv"],
        check=True,
        timeout=120,
        capture_output=True,
        text=True,
    ).stdout
    lines = (line.strip('"').split('","') for line in told.splitlines()[1:])
    counted = {name[:4]: round(float(balance.split()[0]) * 100) for name, balance in lines}
    ours = numbered_balances(ChartBooks.of(accounts.postings, chart, own))
    assert counted == {each.number: each.balance.cents for each in ours}
