"""The single checks of `pyxl check`. Each is silent when all is well; none writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pyxl.app.attached_files import lost_bills, lost_copies, lost_mails
from pyxl.app.checking import rules
from pyxl.app.checking.comparing import Differences, DifferingCell, compare_tab
from pyxl.app.checking.document_files import DocumentState
from pyxl.app.desk import Snapshot
from pyxl.app.expected import ExpectedTab
from pyxl.app.projection import DOCUMENT_KINDS
from pyxl.app.recording import CELLS, DOCUMENT
from pyxl.app.runs import anchor_of, unfinished_runs
from pyxl.app.sheet_findings import key_text
from pyxl.app.stored_changes import unpack
from pyxl.banking.allocations import allocated_amount
from pyxl.core.changes import CellValue
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label
from pyxl.core.money import Money
from pyxl.core.plain import from_plain
from pyxl.core.refusal import Refused
from pyxl.core.schema import TABLES, LabelledEnum
from pyxl.core.tables import column_letter, map_columns
from pyxl.invoicing.model import Invoice
from pyxl.journal.journal import Journal
from pyxl.journal.place import journal_place
from pyxl.journal.records import Event
from pyxl.ledger.books import Books
from pyxl.ledger.goods.books import Place, StockBooks

JOURNAL, DOCUMENTS = CellRef("Journal"), CellRef("Documents")
SHOWN_NUMBERS = 10
_SHORT_HASH = 16


def check_anchor(book: Path, snapshot: Snapshot, journal: Journal | None) -> Iterator[Finding]:
    """Whether the journal is the one the workbook was written from: not gone, no older copy, no other story."""
    try:
        anchor = anchor_of(snapshot)
    except Refused:
        yield rules.ANCHOR_UNREADABLE.at(JOURNAL, found=snapshot.anchor)
        return
    if anchor is None:
        return
    if journal is None:
        yield rules.JOURNAL_GONE.at(JOURNAL, there=anchor.seq, path=str(journal_place(book).path))
        return
    match journal.compare_anchor(anchor):
        case "rollback":
            yield rules.ROLLED_BACK.at(JOURNAL, here=journal.tip().seq, there=anchor.seq)
        case "fork":
            yield rules.FORKED.at(JOURNAL, there=anchor.seq)


def check_numbers(events: Iterable[Event]) -> Iterator[Finding]:
    """Every number range runs without a gap from the first number given in it."""
    drawn: dict[str, dict[int, str]] = defaultdict(dict)
    for event in events:
        if event.number:
            drawn[event.number.series][event.number.n] = event.number.text
    for series, numbers in drawn.items():
        missing = [n for n in range(min(numbers), max(numbers) + 1) if n not in numbers]
        if missing:
            shown = (*missing[:SHOWN_NUMBERS], "…") if len(missing) > SHOWN_NUMBERS else tuple(missing)
            yield rules.NUMBER_GAP.at(JOURNAL, series=series, missing=shown)


def check_sums(books: Books) -> Iterator[Finding]:
    """No bank line gave more than came in, no item took more than was owed on it."""
    for line_id, (_, event) in books.allocations.items():
        line, allocated = books.bank_lines.get(line_id), allocated_amount(event)
        amount = line.amount if line else Money.zero(allocated.currency)
        if not _is_part(allocated, amount):
            yield rules.LINE_OVERALLOCATED.at(
                CellRef("Bank", key=line_id), key=line_id, amount=amount, allocated=allocated
            )
    for number, state in books.items.items():
        gross = state.facts.gross_amount
        owed = gross - (state.facts.settled_before or Money.zero(gross.currency))
        if not _is_part(state.amount_open, owed):
            place = CellRef("Receivables", key=number)
            yield rules.ITEM_OVERALLOCATED.at(place, key=number, gross=gross, open=state.amount_open)
    for bill_id, bill in books.payables.bills.items():
        if not bill.is_sound:
            gross, place = bill.facts.gross_amount, CellRef("Bills", key=bill_id)
            yield rules.ITEM_OVERALLOCATED.at(place, key=bill_id, gross=gross, open=bill.amount_open)


def check_goods(stock: StockBooks) -> Iterator[Finding]:
    """What is on hand is the sum of the movements, nothing is below nothing, and no more is held than lies there."""
    sums: dict[Place, Decimal] = defaultdict(Decimal)
    for movement in stock.movements.values():
        sums[Place(movement.item_number, movement.location)] += movement.quantity
    held = stock.reserved_by_place()
    for place in sorted({*sums, *stock.on_hand, *held}):
        on_hand, reserved = stock.on_hand.get(place, Decimal(0)), held.get(place, Decimal(0))
        if on_hand != sums[place] or not 0 <= reserved <= on_hand:
            cell, moved = CellRef("Stock", key=place.key), sums[place]
            yield rules.STOCK_WRONG.at(cell, key=place.key, on_hand=on_hand, moved=moved, reserved=reserved)


def _is_part(part: Money, whole: Money) -> bool:
    """Whether it lies between nothing and the whole, which may be negative."""
    low, high = sorted((Money.zero(whole.currency), whole))
    return part.currency == whole.currency and low <= part <= high


@dataclass(frozen=True)
class Owed:
    """What interrupted runs still owe: until then, these rows and documents may be or not be there."""

    runs: Mapping[str, tuple[int, int]]
    """Documents and cells by run."""
    keys: Mapping[str, Set[str]]
    """Row keys by tab."""
    documents: Set[str]


def owed_by(journal: Journal, events: Sequence[Event]) -> Owed:
    """What the journal's outbox still holds, and the runs that were killed before their own record."""
    run_of = {event.seq: event.run_id for event in events}
    unfinished = unfinished_runs(events)
    runs = dict.fromkeys(unfinished, (0, 0))
    keys: dict[str, set[str]] = defaultdict(set)
    documents: set[str] = set()
    for item in journal.pending():
        run_id = run_of[item.event_seq]
        papers, cells = runs.get(run_id, (0, 0))
        if item.target == DOCUMENT:
            documents.add(item.payload["path"])
            papers += 1
        elif item.target == CELLS:
            changes = unpack(item.payload)
            cells += len(changes)
            for change in changes:
                keys[change.tab].add(change.key)
        runs[run_id] = (papers, cells)
    keys["Log"].update(unfinished)
    return Owed(runs, keys, documents)


def check_owed(owed: Owed, book: Path) -> Iterator[Finding]:
    """Whether every run was brought to its end."""
    for run_id, (documents, cells) in owed.runs.items():
        counts = ((documents, rules.DOCUMENT_NOUN), (cells, rules.CELL_NOUN))
        missing = tuple(Counted(count, *noun) for count, noun in counts if count) or (rules.OWN_RECORD,)
        yield rules.INTERRUPTED.at(JOURNAL, run=run_id, owed=missing, book=book.name)


def check_tabs(
    snapshot: Snapshot, tabs: Mapping[str, ExpectedTab], owed: Mapping[str, Set[str]] | None = None
) -> Iterator[Finding]:
    """Whether the tabs say what the journal says. Rows that are still owed are left out."""
    for tab, expected in tabs.items():
        skipped = (owed or {}).get(tab, frozenset())
        yield from _of_tab(tab, compare_tab(snapshot.tabs[tab], expected, snapshot.language, skipped))


def _of_tab(tab: str, found: Differences) -> Iterator[Finding]:
    for each in found.cells:
        yield _differing(each)
    for missing in found.missing:
        if not missing.row.is_settled:
            yield rules.ROW_MISSING.at(CellRef(tab, key=missing.key), key=missing.key)
    tidied = sum(missing.row.is_settled for missing in found.missing)
    if tidied:
        yield rules.SETTLED_ROWS_GONE.at(CellRef(tab), count=tidied)
    for cell in found.unknown:
        yield rules.ROW_UNKNOWN.at(cell, key=cell.key or "–")
    for cell in found.doubled:
        yield rules.ROW_TWICE.at(cell, key=cell.key)


def _differing(each: DifferingCell) -> Finding:
    column = TABLES[each.cell.tab].column(each.cell.column or "")
    found, expected = _shown(each.found), _shown(each.expected)
    if isinstance(expected, Money) and isinstance(found, Decimal) and found == round(found, 2):
        found = Money.rounded(found, expected.currency)
    return rules.CELL_DIFFERS.at(each.cell, label=column.label, key=each.cell.key, expected=expected, found=found)


def _shown(value: CellValue) -> Label | CellValue:
    if isinstance(value, LabelledEnum):
        return value.label
    return None if value == "" else value


def check_documents(state: DocumentState, snapshot: Snapshot) -> Iterator[Finding]:
    """Whether every document lies where it belongs, byte for byte; each at its row in Invoices where there is one."""
    places = document_places(snapshot) if state.missing or state.changed else {}
    for missing in state.missing:
        yield rules.DOCUMENT_MISSING.at(places.get(missing.number, DOCUMENTS), path=missing.path)
    for changed, sha256 in state.changed:
        yield rules.DOCUMENT_CHANGED.at(
            places.get(changed.number, DOCUMENTS),
            path=changed.path,
            found=sha256[:_SHORT_HASH],
            expected=changed.sha256[:_SHORT_HASH],
        )
    for path in state.unknown:
        yield rules.DOCUMENT_UNKNOWN.at(DOCUMENTS, path=path)


def check_attachments(book: Path, events: Iterable[Event], snapshot: Snapshot) -> Iterator[Finding]:
    """Whether the copies of the files that went into e-invoices are there, byte for byte."""
    contents = (event.payload["content"]["invoice"] for event in events if event.kind in DOCUMENT_KINDS)
    invoices = [from_plain(Invoice, content) for content in contents if content.get("attachments")]
    places = document_places(snapshot) if invoices else {}
    for invoice, name, path in lost_copies(book, invoices):
        cell = places.get(invoice.number, DOCUMENTS)
        yield rules.ATTACHMENT_GONE.at(cell, name=name, number=invoice.number, path=str(path))


def check_received_files(book: Path, books: Books) -> Iterator[Finding]:
    """Whether the bills and letters that came as files are there as they came, byte for byte (§ 147 AO)."""
    for bill, path in lost_bills(book, books.payables.bills.values()):
        facts = bill.facts
        cell = CellRef("Bills", key=facts.bill_id)
        yield rules.ATTACHMENT_GONE.at(cell, name=facts.file_name, number=facts.bill_number, path=str(path))
    for received, path in lost_mails(book, (event for _, event in books.cases.received.values())):
        cell = CellRef("Cases", key=received.line_id)
        yield rules.ATTACHMENT_GONE.at(cell, name=received.file_name, number=received.line_id, path=str(path))


def document_places(snapshot: Snapshot) -> dict[str, CellRef]:
    """The cell in Invoices that names the document, by number."""
    raw = snapshot.tabs["Invoices"]
    positions = map_columns(TABLES["Invoices"], raw).positions
    if "document" not in positions:
        return {}
    letter, place = column_letter(raw.first_column + positions["document"]), positions["invoice_number"]
    keys = {row: key_text(cells[place]) for row, cells in enumerate(raw.rows, raw.header_row + 1)}
    return {key: CellRef("Invoices", row, "document", key, f"{letter}{row}") for row, key in keys.items() if key}
