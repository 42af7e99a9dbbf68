"""What `pyxl check` and `pyxl rebuild` cost on a journal of 10,000 events: CPU seconds."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pyxl.app.actions import BY_ID
from pyxl.app.checking.checking import check_book
from pyxl.app.checking.rebuilding import rebuild
from pyxl.app.inputs import read_settings, read_tab
from pyxl.app.recording import RUN
from pyxl.app.registry import call
from pyxl.app.runner import Report
from pyxl.app.settling import DOCUMENT_PLACED, documents_folder
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.plain import to_plain
from pyxl.core.schema import schema_of
from pyxl.demo.firm import demo_settings
from pyxl.demo.stage import INVOICE_DATE
from pyxl.hosts.demo_files import demo_book
from pyxl.hosts.files import ClosedBook, read_snapshot
from pyxl.hosts.new_book import build_book
from pyxl.invoicing.posting import InvoicePosting
from pyxl.journal.place import open_journal
from pyxl.journal.records import EventDraft
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books
from pyxl.settings import Settings

from .figures import tell

COUNT = 3_300
"""Invoices, each with its document, its payment and its allocation: with imports and runs, 10,000 events."""
NOW = "2026-10-31T12:00:00+01:00"
DAY = date(2026, 10, 31)
PAPER = b"%PDF-1.7 " + b"x" * 30_000


def cpu(step: Callable[[], Report]) -> tuple[float, Report]:
    """CPU seconds of one call, and what it gave."""
    started = time.process_time()
    report = step()
    return time.process_time() - started, report


@pytest.mark.benchmark
def test_ten_thousand_events_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "backoffice.xlsx"
    path.write_bytes(build_book("de", settings=demo_settings("de")))
    drafts = [*invoices(documents_folder(path)), *payments(), *runs()]
    path.with_suffix(".pyxl").mkdir(exist_ok=True)
    journal, _ = open_journal(path, create=True)
    with journal:
        journal.record(drafts, run_id="R-0001", recorded_at=NOW)
    book = ClosedBook(path)
    rebuilding, rebuilt = cpu(lambda: rebuild(book, as_of=DAY, now=NOW, user="anna", apply=True))
    checking, checked = cpu(lambda: check_book(book))
    counts = checked.outcome.counts
    taken = f"{rebuilding:.2f} s CPU, check of all {checking:.2f} s"
    tell(f"rebuild of {len(rebuilt.changes):,} rows from {counts['events']:,} events", taken, "check 10 s")
    assert checked.outcome.findings == ()
    assert int(counts["events"]) >= 10_000
    assert checking < 10


def invoices(folder: Path) -> Iterator[EventDraft]:
    """An invoice of the demo again and again, and a file for each."""
    posting = demo_posting()
    sha256 = hashlib.sha256(PAPER).hexdigest()
    (folder / "2026").mkdir(parents=True)
    for count in range(COUNT):
        number = number_of(count)
        path = f"2026/{number}.pdf"
        (folder / path).write_bytes(PAPER)
        lines = replace(posting, line_ids=(f"L-{count}",))
        yield EventDraft(ev.INVOICE, f"invoice:{count}", dict(lines.payload(number)))
        document = {"kind": "invoice", "number": number, "path": path, "sha256": sha256}
        yield EventDraft(DOCUMENT_PLACED, f"document:{path}", document)


def demo_posting() -> InvoicePosting:
    """The first invoice the demo firm would issue."""
    action = BY_ID["create-invoices"]
    snapshot = read_snapshot(demo_book("de"), "", [schema_of(each) for each in (*action.tabs, Settings)])
    tables = {row_class: read_tab(snapshot, row_class) for row_class in action.tabs}
    settings, _ = read_settings(snapshot)
    posting = call(action, tables, INVOICE_DATE, settings=settings, books=Books()).postings[0]
    assert isinstance(posting, InvoicePosting)
    return posting


def payments() -> Iterator[EventDraft]:
    """Each invoice is paid in part, a hundred lines to a statement."""
    lines = [
        ev.ImportedLine(
            f"B-{count:06d}", f"{count:064x}", "DE89370400440532013000", DAY - timedelta(count % 30), DAY,
            Money.of(10), f"Kunde {count}", "DE02120300000000202051", f"Rechnung {number_of(count)}",
        )
        for count in range(COUNT)
    ]  # fmt: skip
    for first in range(0, COUNT, 100):
        part = tuple(lines[first : first + 100])
        imported = ev.StatementImported("oktober.xml", "0" * 64, "camt053", part[0].account, "10", None, None, part)
        yield EventDraft(ev.IMPORT, f"import:{first}", to_plain(imported))
    reason = Label("The number is in the text.", "Die Nummer steht im Verwendungszweck.")
    for count, line in enumerate(lines):
        settled = ev.AllocatedPart(number_of(count), "10001", line.amount)
        allocated = ev.LineAllocated(line.line_id, line.booking_date, line.amount, (settled,), reason)
        yield EventDraft(ev.ALLOCATION, f"alloc:{line.line_id}:0", to_plain(allocated))


def runs() -> Iterator[EventDraft]:
    """The record of the run, and notes of no kind that the books know."""
    said = {"en": "Reconcile", "de": "Zahlungen zuordnen"}
    payload = {"action": "reconcile", "label": said, "user": "anna", "undoes": "", "summary": said}
    yield EventDraft(RUN, "run:R-0001", payload)
    for count in range(100):
        yield EventDraft("NOTE", f"note:{count}", {"count": count})


def number_of(count: int) -> str:
    """The invoice's number."""
    return f"RE-2026-{count + 1:05d}"
