"""What must be true of a book and its journal, whatever happened to the process that worked on them."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from pyxl.app.checking.checking import check_book
from pyxl.app.desk_rows import LogRow
from pyxl.app.recording import RUN, books_of
from pyxl.app.settling import DOCUMENT_PLACED, documents_folder
from pyxl.app.tabs import SCHEMAS
from pyxl.core.cells import RawValue
from pyxl.core.money import Money
from pyxl.core.schema import schema_of
from pyxl.core.tables import read_table
from pyxl.hosts.files import ClosedBook, read_snapshot
from pyxl.hosts.xlsx import open_book
from pyxl.journal.journal import Journal
from pyxl.journal.place import open_journal
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books
from pyxl.ledger.goods.events import DELIVERY, PICK_LIST, PURCHASE_ORDER
from pyxl.ledger.late_money.dunning import DUNNING
from pyxl.ledger.order_events import ORDER_FORM_RETURNED
from pyxl.ledger.rows import Allocation, BankLine, OpenItem

from .firm import FIRST_ROW, NOTE, OWN_COLUMN, OWN_ROWS, OWN_SHEET, own_remark
from .processes import FINE, FOUND_ERRORS, IS_STORM, Ended, profile_of
from .stories import HERS, Story

LOG = schema_of(LogRow).tab


@dataclass(frozen=True)
class State:
    """All that a run leaves behind, but for times and the numbers of runs."""

    tabs: Mapping[str, Sequence[Sequence[RawValue]]]
    facts: Sequence[tuple[str, str, Any]]
    documents: Mapping[str, str]
    """Path to SHA-256."""


def state_of(book: Path) -> State:
    """Reads everything."""
    snapshot = read_snapshot(book.read_bytes(), "", SCHEMAS)
    tabs = {tab: [list(row) for row in raw.rows] for tab, raw in snapshot.tabs.items() if tab != LOG}
    with journal_of(book) as journal:
        kept = [event for event in journal.events() if event.kind not in (RUN, DOCUMENT_PLACED)]
        facts = [(event.kind, event.key, event.payload) for event in kept]
    return State(tabs, facts, documents_of(book))


@contextmanager
def journal_of(book: Path) -> Iterator[Journal]:
    """The book's journal, also where it lies in the profile of the test."""
    with in_profile(book):
        journal, _ = open_journal(book, create=False)
        with journal:
            yield journal


@contextmanager
def in_profile(book: Path) -> Iterator[None]:
    """As if the user of the test sat here."""
    before = dict(os.environ)
    os.environ.update(profile_of(book.parent))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def documents_of(book: Path) -> dict[str, str]:
    """Every file in the documents folder with its SHA-256."""
    root = documents_folder(book)
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def check_opens(book: Path) -> None:
    """The workbook opens with our reader and with openpyxl, and what the clerk put in is there."""
    _check_content(book.read_bytes())


@lru_cache(maxsize=64)
def _check_content(data: bytes) -> None:
    """A workbook that was looked at before need not be opened again. The short run opens her two sheets alone,
    and all of them where nobody was killed (`check_opens_whole`)."""
    read_snapshot(data, "", SCHEMAS)
    if IS_STORM:
        _check_whole(data)
    opened = load_workbook(BytesIO(data), read_only=True)
    cells = opened["Orders"].iter_rows(FIRST_ROW, FIRST_ROW + OWN_ROWS - 1, OWN_COLUMN, OWN_COLUMN, values_only=True)
    assert [remark for (remark,) in cells] == [own_remark(place) for place in range(OWN_ROWS)]
    own = opened[OWN_SHEET].iter_rows(1, 3, 1, 2, values_only=True)
    assert list(own) == [("Month", "Sum"), ("July", 3), ("August", 5)]
    opened.close()
    archive = open_book(data).archive
    charts = [archive.read(name) for name in archive.names if "charts/" in name]
    assert any(b"barChart" in chart and OWN_SHEET.encode() in chart for chart in charts)
    assert any(NOTE.encode() in archive.read(name) for name in archive.names if "comments" in name)


def check_opens_whole(book: Path) -> None:
    """openpyxl reads every sheet of the workbook, and her note is where she wrote it."""
    _check_whole(book.read_bytes())


def _check_whole(data: bytes) -> None:
    note = load_workbook(BytesIO(data))["Orders"]["D3"].comment
    assert note is not None
    assert note.text == NOTE


def check_sound(book: Path) -> None:
    """Numbers, claims, sums, documents and the journal's own chain, once everything owed is done."""
    check_opens(book)
    with journal_of(book) as journal:
        assert journal.verify_chain() == ()
        assert journal.pending() == ()
        _check_numbers(journal)
        _check_billed_once(journal)
        _check_in_one_batch(journal)
        _check_documents(book, journal)
        _check_runs(book, journal)
        _check_sums(book, books_of(journal))
    with in_profile(book):
        told = check_book(ClosedBook(book)).outcome.findings
    assert [finding.message("en") for finding in told] == []
    assert left_behind(book) == []


def _check_numbers(journal: Journal) -> None:
    """Contiguous in each range, none twice."""
    drawn: dict[str, list[int]] = {}
    for event in journal.events():
        if event.number:
            drawn.setdefault(event.number.series, []).append(event.number.n)
    for numbers in drawn.values():
        assert numbers == list(range(1, len(numbers) + 1))


def _check_billed_once(journal: Journal) -> None:
    """Every order line is on one invoice that stands, or on none."""
    on = Counter[str]()
    for event in journal.events(kinds=(ev.INVOICE, ev.CANCELLATION)):
        for line_id in event.payload["line_ids"]:
            on[line_id] += 1 if event.kind == ev.INVOICE else -1
            assert on[line_id] in (0, 1), f"{line_id} is billed twice"


def _check_in_one_batch(journal: Journal) -> None:
    """Every bill is in one batch that stands, or in none."""
    withdrawn = {event.payload["number"] for event in journal.events(kinds=(ev.BATCH_WITHDRAWN,))}
    standing = [
        event.payload for event in journal.events(kinds=(ev.BATCH,)) if event.payload["number"] not in withdrawn
    ]
    bills = Counter(item["invoice_number"] for payload in standing for item in payload["items"])
    assert not bills or max(bills.values()) == 1, bills


def _check_documents(book: Path, journal: Journal) -> None:
    """Every invoice and letter has its document, and every document is the one the journal knows."""
    recorded = {event.payload["path"]: event.payload["sha256"] for event in journal.events(kinds=(DOCUMENT_PLACED,))}
    found = documents_of(book)
    assert {path: found.get(path) for path in recorded} == recorded
    assert {sha256 for path, sha256 in found.items() if path not in recorded} <= {hashlib.sha256(HERS).hexdigest()}
    kinds = (ev.INVOICE, ev.CANCELLATION, PICK_LIST, DELIVERY, PURCHASE_ORDER, ORDER_FORM_RETURNED, DUNNING)
    owed = {event.payload["document_path"] for event in journal.events(kinds=kinds)}
    files = [Path(event.payload["document_path"]) for event in journal.events(kinds=(ev.BATCH,))]
    owed |= {path.with_suffix(suffix).as_posix() for path in files for suffix in (".xml", ".pdf")}
    assert owed == recorded.keys()


def _check_runs(book: Path, journal: Journal) -> None:
    """Every run that recorded something has its own record and its line in the Log; none has two."""
    runs = [event.run_id for event in journal.events(kinds=(RUN,))]
    assert len(runs) == len(set(runs))
    assert {event.run_id for event in journal.events() if event.run_id} == set(runs)
    raw = read_snapshot(book.read_bytes(), "", [schema_of(LogRow)]).tabs[LOG]
    assert [row[0] for row in raw.rows if row[0]] == runs


def _check_sums(book: Path, books: Books) -> None:
    """What the allocations of an invoice or a bank line add up to is what is settled there."""
    snapshot = read_snapshot(book.read_bytes(), "", [schema_of(each) for each in (Allocation, BankLine, OpenItem)])
    tables = {
        each: read_table(each, snapshot.tabs[schema_of(each).tab], "en") for each in (Allocation, BankLine, OpenItem)
    }
    zero = Money.zero()
    by_invoice: dict[str, Money] = {}
    by_line: dict[str, Money] = {}
    allocated: list[Any] = list(tables[Allocation])
    for row in allocated:
        paid = row.amount or zero
        settled = paid + (row.discount_taken or zero) + (row.written_off or zero)
        by_invoice[row.invoice_number] = by_invoice.get(row.invoice_number, zero) + settled
        by_line[row.line_id] = by_line.get(row.line_id, zero) + paid
    items: list[Any] = list(tables[OpenItem])
    for item in items:
        settled = (item.amount_paid or zero) + (item.discount_taken or zero) + (item.written_off or zero)
        assert settled == by_invoice.get(item.invoice_number, zero), item.invoice_number
    lines: list[Any] = list(tables[BankLine])
    for line in lines:
        assert (line.amount_allocated or zero) == by_line.get(line.line_id, zero), line.line_id
    assert by_line.keys() == books.allocations.keys()


def left_behind(book: Path) -> list[str]:
    """Temporary files beside the book and in its folder."""
    profile = Path(profile_of(book.parent)["XDG_DATA_HOME"])
    places = [*book.parent.iterdir(), *book.with_suffix(".pyxl").rglob("*"), *profile.rglob("*")]
    return sorted(path.name for path in places if path.name.endswith((".tmp", "-journal")))


def is_gapless(numbers: Sequence[int]) -> bool:
    """1, 2, 3 and so on."""
    return bool(numbers) and numbers[0] == 1 and all(after == before + 1 for before, after in pairwise(numbers))


def is_well(ended: Ended, story: Story) -> bool:
    """An undo that was complete when the process died says so; everything else just works."""
    return ended.code in (FINE, FOUND_ERRORS) or (story.is_undo and "E_ALREADY_UNDONE" in ended.printed)


def check_agrees(book: Path) -> None:
    """Nothing is owed, nothing is asked twice, and journal, workbook and documents say the same."""
    with journal_of(book) as journal:
        assert journal.verify_chain() == ()
        assert journal.pending() == ()
    with in_profile(book):
        told = check_book(ClosedBook(book)).outcome.findings
    assert [finding.message("en") for finding in told] == []
    assert left_behind(book) == []
