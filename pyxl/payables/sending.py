"""Mark sent: she handed the files of payment batches in at her bank. From then on their runs are not taken back."""

from __future__ import annotations

from pyxl.banking.postings import BankPosting
from pyxl.core.changes import UNDONE, ChangeList
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger import events as ev
from pyxl.ledger.batches.batches import SepaBatch, batch_item_id
from pyxl.ledger.batches.rows import BatchRow, BatchStatus
from pyxl.ledger.books import Books

TAB = "Batches"
_SUMMARY = Text("{batches} marked as handed in: {numbers}.", "{batches} als eingereicht vermerkt: {numbers}.")
_NONE = Text(
    "No payment file waits to be handed in; “Pay ticked bills” makes one.",
    "Keine Zahlungsdatei wartet darauf, eingereicht zu werden; „Angekreuzte zahlen“ macht eine.",
)
_CONFIRM = Text(
    "Were these files handed in at the bank: {numbers}? They cannot be withdrawn any more.",
    "Wurden diese Dateien bei der Bank eingereicht: {numbers}? Sie lassen sich dann nicht mehr zurückziehen.",
)
_BATCH = Label("payment batch", "Zahlungssammler"), Label("payment batches", "Zahlungssammler")
_SENT = Label("handed in at the bank", "bei der Bank eingereicht")


def mark_sent(batches: Table[BatchRow], books: Books, user: str = "") -> Outcome:
    """Notes that the files of all payment batches made so far were handed in at the bank."""
    waiting = [batch for batch in books.batches.values() if _is_waiting(batch, books)]
    numbers = tuple(batch.facts.number for batch in waiting)
    postings = tuple(_posting(batch, books, user, is_sent=True) for batch in waiting)
    summary = _SUMMARY.bind(batches=Counted(len(waiting), *_BATCH), numbers=numbers) if waiting else _NONE.bind()
    confirmation = _CONFIRM.bind(numbers=numbers) if waiting else None
    counts: dict[str, int | str] = {"batches": len(waiting)}
    return Outcome(summary, postings=postings, counts=counts, confirmation=confirmation)


def _is_waiting(batch: SepaBatch, books: Books) -> bool:
    is_open = batch.facts.is_payment and not batch.is_withdrawn and not batch.is_sent
    return is_open and any(books.payables.batch_of(each) for each in batch.facts.items)


def _posting(batch: SepaBatch, books: Books, user: str, *, is_sent: bool) -> BankPosting:
    changes, number = ChangeList(), batch.facts.number
    old, new = (BatchStatus.PENDING, BatchStatus.SENT) if is_sent else (BatchStatus.SENT, BatchStatus.PENDING)
    for place, each in enumerate(batch.facts.items, 1):
        if books.payables.payments[(number, each.invoice_number)].status is old:
            changes.set(TAB, batch_item_id(number, place), "status", old, new, _SENT if is_sent else UNDONE)
    kind = ev.BATCH_SENT if is_sent else ev.BATCH_RECALLED
    return BankPosting(kind, f"sent:{number}:{batch.sent_rounds}", ev.BatchSent(number, user), changes.done())


def recall(sent: ev.BatchSent, books: Books) -> BankPosting | None:
    """It was not handed in after all, or the bank refused it; None where that was said."""
    batch = books.batches[sent.number]
    return _posting(batch, books, sent.by, is_sent=False) if batch.is_sent else None
