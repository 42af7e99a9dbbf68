"""Taking back a batch: only where nothing of it moved and nothing was handed in, and its number stays used."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.labels import Label, Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import to_plain
from pyxl.core.refusal import RefusalKind
from pyxl.ledger import events as ev
from pyxl.ledger.batches.batches import SepaBatch, batch_item_id
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.batches.values import item_status
from pyxl.ledger.books import Books
from pyxl.ledger.payables.payables import BillState
from pyxl.ledger.payables.values import BILLS
from pyxl.receivables.batch_posting import TAB

_WITHDRAWN = Label("the batch is withdrawn", "der Sammler ist zurückgezogen")
E_UNDO_CREDITED = RefusalKind(
    "E_UNDO_CREDITED",
    Text(
        "The batch {number} cannot be taken back: {invoices} of it are credited or returned.",
        "Der Sammler {number} lässt sich nicht zurückziehen: {invoices} daraus sind gutgeschrieben oder zurückgegeben.",
    ),
    Text("Undo the run of “Reconcile” first.", "Zuerst den Lauf „Zahlungen zuordnen“ zurücknehmen."),
)
E_UNDO_SENT = RefusalKind(
    "E_UNDO_SENT",
    Text(
        "The batch {number} cannot be taken back: it was handed in at the bank.",
        "Der Sammler {number} lässt sich nicht zurückziehen: Er ist bei der Bank eingereicht.",
    ),
    Text(
        "If the bank did not take it, undo “Mark as handed in” first; else it would be paid twice.",
        "Nahm die Bank ihn nicht an, zuerst „Als eingereicht vermerken“ zurücknehmen; sonst wird doppelt gezahlt.",
    ),
)


@dataclass(frozen=True)
class WithdrawalPosting:
    """A batch that was not handed in, or was refused: its invoices may be collected, its bills paid anew."""

    batch: SepaBatch
    bills: tuple[BillState, ...] = ()
    """What a batch of transfers was to pay."""
    kind: str = ev.BATCH_WITHDRAWN
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """A batch is withdrawn once."""
        return f"withdraw:{self.batch.key}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(ev.BatchWithdrawn(self.batch.facts.number))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """The rows stay and say so."""
        changes = ChangeList()
        for place in range(1, len(self.batch.facts.items) + 1):
            key = batch_item_id(self.batch.facts.number, place)
            changes.set(TAB, key, "status", BatchStatus.PENDING, BatchStatus.WITHDRAWN, _WITHDRAWN)
        for bill in self.bills:
            freed, bill_id = replace(bill, batch=""), bill.facts.bill_id
            changes.set(BILLS, bill_id, "status", bill.status, freed.status, _WITHDRAWN)
            changes.set(BILLS, bill_id, "batch_number", bill.batch, "", _WITHDRAWN)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None: the file stays where it lies, as all documents do."""
        return ()


def withdrawal_posting(payload: Plain, books: Books) -> WithdrawalPosting | None:
    """The withdrawal of the batch in a BATCH event; None where it is withdrawn already.

    Refused E_UNDO_CREDITED where something of it came in or came back.
    """
    batch = books.batches[str(payload["number"])]
    if batch.is_withdrawn:
        return None
    if batch.is_sent:
        raise E_UNDO_SENT.because(number=batch.facts.number)
    moved = tuple(
        each.invoice_number
        for place, each in enumerate(batch.facts.items, 1)
        if item_status(batch, place, books) is not BatchStatus.PENDING
    )
    if moved:
        raise E_UNDO_CREDITED.because(number=batch.facts.number, invoices=moved)
    paid = [each for each in batch.facts.items if not each.is_refund] if batch.facts.is_payment else []
    bills = tuple(books.payables.bills[each.invoice_number] for each in paid)
    return WithdrawalPosting(batch, bills)
