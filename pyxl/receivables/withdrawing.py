"""Taking back a batch of direct debits: only where nothing of it came in, and its number stays used."""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.labels import Label, Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import to_plain
from pyxl.core.refusal import RefusalKind
from pyxl.ledger import events as ev
from pyxl.ledger.batch_rows import BatchStatus
from pyxl.ledger.batches import SepaBatch, batch_item_id
from pyxl.ledger.books import Books
from pyxl.receivables.batch_posting import TAB, item_status

_WITHDRAWN = Label("the batch is withdrawn", "der Sammler ist zurückgezogen")
E_UNDO_CREDITED = RefusalKind(
    "E_UNDO_CREDITED",
    Text(
        "The batch {number} cannot be taken back: {invoices} of it are credited or returned.",
        "Der Sammler {number} lässt sich nicht zurückziehen: {invoices} daraus sind gutgeschrieben oder zurückgegeben.",
    ),
    Text("Undo the reconcile run first.", "Zuerst den Lauf „Zahlungen zuordnen“ zurücknehmen."),
)


@dataclass(frozen=True)
class WithdrawalPosting:
    """A batch that was not handed in, or was refused: its invoices may be collected anew."""

    batch: SepaBatch
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
    moved = tuple(
        each.invoice_number
        for place, each in enumerate(batch.facts.items, 1)
        if item_status(batch, place, books) is not BatchStatus.PENDING
    )
    if moved:
        raise E_UNDO_CREDITED.because(number=batch.facts.number, invoices=moved)
    return WithdrawalPosting(batch)
