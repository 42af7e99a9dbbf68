"""What a year in the accounts costs: 12,000 invoices with 30,000 lines, each paid, from the journal to DATEV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.charts import Chart
from pyxl.accounting.from_journal import postings_of
from pyxl.accounting.numbered import numbered_balances
from pyxl.app.recording import booked
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.plain import PlainData, to_plain
from pyxl.demo.firm import demo_settings
from pyxl.hosts.new_book import build_book
from pyxl.invoicing.model import Invoice, InvoiceHead, Party
from pyxl.invoicing.totals import assemble, payment_terms, price_line
from pyxl.journal.journal import Journal
from pyxl.journal.place import open_journal
from pyxl.journal.records import EventDraft
from pyxl.ledger import events as ev
from pyxl.masterdata.customers import Customer
from pyxl.reference_data.tax import VatCategory

from .figures import tell
from .test_jobs_benchmark import cpu, run_child

pytestmark = pytest.mark.benchmark
INVOICES, CUSTOMERS, FIRST = 12_000, 800, date(2026, 1, 1)
SECONDS, MEGABYTES = 10, 600
SELLER = Party(name="Muster GmbH", vat_id="DE136695976", street="Ring 1", postcode="34117", city="Kassel")


def invoice(number: int) -> Invoice:
    """Two or three lines at two rates, in two groups of items."""
    day = FIRST + timedelta(number * 360 // INVOICES)
    buyer = Party(name=f"Kunde {number % CUSTOMERS} GmbH", customer_number=str(10_000 + number % CUSTOMERS))
    lines = [
        price_line(
            position=str(place),
            name="Werkbank",
            quantity=Decimal(1 + number % 5),
            net_price=Decimal("19.90") + place,
            vat_category=VatCategory.STANDARD,
            vat_rate=Decimal("19.00" if place < 3 else "7.00"),
            item_group="Möbel" if place == 2 else "",
        )
        for place in range(1, 3 + number % 2)
    ]
    terms = payment_terms(day, 14, [])
    head = InvoiceHead(number=f"RE-{number:05}", issue_date=day, seller=SELLER, buyer=buyer, payment_terms=terms)
    return assemble(head, lines)


def issued(document: Invoice) -> EventDraft:
    day, totals = document.issue_date, document.totals
    buyer = document.buyer
    item = ev.ItemFacts(document.number, buyer.customer_number, buyer.name, day, day, totals.gross)
    content = PlainData({"invoice": to_plain(document, Invoice)})
    path = f"2026/{document.number}.pdf"
    facts = ev.InvoiceIssued(item, (), totals.net, totals.vat, path, content)
    return EventDraft(ev.INVOICE, document.number, to_plain(facts, ev.InvoiceIssued))


def bank_line(document: Invoice) -> ev.ImportedLine:
    day, number = document.issue_date + timedelta(5), document.number
    return ev.ImportedLine(f"B-{number}", f"f-{number}", "DE89", day, day, document.totals.gross, document.buyer.name)


def paid(document: Invoice) -> EventDraft:
    gross, number = document.totals.gross, document.number
    part = ev.AllocatedPart(number, document.buyer.customer_number, gross)
    day, reason = document.issue_date + timedelta(5), Label("named", "genannt")
    line = ev.LineAllocated(f"B-{number}", day, gross, (part,), reason)
    return EventDraft(ev.ALLOCATION, f"alloc:{number}", to_plain(line, ev.LineAllocated))


def year() -> Iterator[EventDraft]:
    for start in range(0, INVOICES, 1000):
        documents = [invoice(number) for number in range(start, start + 1000)]
        yield from map(issued, documents)
        lines = tuple(map(bank_line, documents))
        total = Money.from_cents(sum(line.amount.cents for line in lines))
        statement = ev.StatementImported(f"{start}.xml", f"{start}", "camt", "DE89", "", Money.zero(), total, lines)
        yield EventDraft(ev.IMPORT, f"import:{start}", to_plain(statement, ev.StatementImported))
        yield from map(paid, documents)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("year") / "backoffice.xlsx"
    customers = [
        Customer(
            customer_number=str(10_000 + n), name=f"Kunde {n} GmbH", street="Weg 1", postcode="34117", city="Kassel"
        )
        for n in range(CUSTOMERS)
    ]
    settings = replace(demo_settings("de"), accounts_from=date(2026, 6, 1), accounts_to=date(2026, 6, 30))
    path.write_bytes(build_book("de", {"Customers": customers}, settings))
    journal, _ = open_journal(path, create=True)
    with journal:
        journal.record(year(), run_id="R-0001", recorded_at="2026-12-31T12:00:00+01:00")
    folder = path.with_suffix(".pyxl") / "documents" / "2026"
    folder.mkdir(parents=True)
    for number in range(INVOICES):
        (folder / f"RE-{number:05}.pdf").write_bytes(b"%PDF-1.7" + bytes(1000))
    return path


def test_the_fold_and_the_trial_balance_in_one_process(book: Path) -> None:
    journal: Journal
    journal, _ = open_journal(book, create=False)
    with journal:
        accounts, folded = cpu(lambda: postings_of(booked(journal.events())))
    balances, balanced = cpu(lambda: numbered_balances(ChartBooks.of(accounts.postings, Chart.SKR03)))
    assert len(accounts.postings) >= 3 * INVOICES
    assert sum(each.balance.cents for each in balances) == 0
    taken = f"postings {folded:.2f} s, trial balance {balanced:.2f} s CPU"
    tell(f"a year's {len(accounts.postings):,} postings from the journal", taken, f"{SECONDS} s")
    assert folded + balanced < SECONDS


@pytest.mark.parametrize(
    "command",
    [
        ("export-postings", "--from", "2026-01-01", "--to", "2026-12-31", "--overwrite"),
        ("export-postings", "--from", "2026-01-01", "--to", "2026-12-31", "--overwrite", "--format", "hledger"),
        ("trial-balance", "--to", "2026-12-31"),
        ("vat-return", "--from", "2026-06-01", "--to", "2026-06-30"),
        ("list-postings",),
        ("gobd-export", "--from", "2026-01-01", "--to", "2026-12-31", "--overwrite"),
    ],
    ids=lambda command: " ".join(command[:1] + command[6:]),
)
def test_a_command_over_the_whole_year(book: Path, command: tuple[str, ...]) -> None:
    name, *options = command
    child = run_child("-m", "pyxl", name, str(book), *options)
    job, taken = " ".join((name, *options[5:])), f"{child.seconds:.2f} s CPU, {child.memory_mb:.0f} MB"
    tell(f"{job} of a year of {INVOICES:,} invoices", taken, f"{SECONDS} s, {MEGABYTES} MB")
    assert child.seconds < SECONDS
    assert child.memory_mb < MEGABYTES
