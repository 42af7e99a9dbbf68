"""A complaint that came in as a file: the event that knows it, and the row in Cases; and both taken back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pyxl.core.changes import UNDONE, CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Label, Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import to_plain
from pyxl.ledger.cases.events import CASE_RECEIVED, CASE_RECEIVED_WITHDRAWN, CaseReceived, CaseReceivedWithdrawn
from pyxl.ledger.cases.rows import Channel, Wish
from pyxl.service.cases.posting import TAB

_WHY = Text("from {file}", "aus {file}")
_FROM = Text("{file}, from {sender}", "{file}, von {sender}")
_WITH = Text("{file}, from {sender}, with {attachments}", "{file}, von {sender}, mit {attachments}")
_SHOWN = 5


@dataclass(frozen=True)
class ReceivedPosting:
    """A complaint that comes in. Its number it gets when somebody looked at it and registers it."""

    received: CaseReceived
    rounds: int
    kind: str = CASE_RECEIVED
    series: Series | None = None

    @property
    def key(self) -> str:
        """The same mail is the same event for ever, until it is taken back."""
        return received_key(self.received.identity, self.rounds)

    @property
    def claims(self) -> tuple[str, ...]:
        """The mail: it comes in once."""
        return (self.key,)

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        data: Plain = to_plain(self.received)
        return data

    def changes(self, number: str) -> ChangeSet:
        """The row."""
        changes, received = ChangeList(), self.received
        changes.append(TAB, received.line_id, received_row(received), _WHY.bind(file=received.file_name))
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()


@dataclass(frozen=True)
class ReceivedWithdrawal:
    """The row goes, unless somebody wrote into it; the file may come in again."""

    received: CaseReceived
    received_key: str
    kind: str = CASE_RECEIVED_WITHDRAWN
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """Each is taken back once."""
        return f"withdraw:{self.received_key}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        data: Plain = to_plain(CaseReceivedWithdrawn(self.received.identity, self.received.line_id))
        return data

    def changes(self, number: str) -> ChangeSet:
        """The row is emptied."""
        changes = ChangeList()
        changes.clear(TAB, self.received.line_id, received_row(self.received), UNDONE)
        return changes.done()

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()


def received_key(identity: str, rounds: int) -> str:
    """The event's key."""
    return f"case-in:{rounds}:{hashlib.sha256(identity.encode()).hexdigest()[:32]}"


def received_row(received: CaseReceived) -> dict[str, CellValue]:
    """The row in Cases."""
    values: dict[str, CellValue] = {
        "line_id": received.line_id,
        "received_on": received.received_on,
        "channel": Channel[received.channel],
        "customer_number": received.customer_number,
        "order_number": received.order_number,
        "delivery_number": received.delivery_number,
        "invoice_number": received.invoice_number,
        "item_number": received.item_number,
        "quantity": received.quantity,
        "currency": "EUR",
        "complaint": received.complaint,
        "wish": Wish[received.wish] if received.wish else None,
        "note": _note(received),
    }
    return {name: value for name, value in values.items() if value not in (None, "")}


def _note(received: CaseReceived) -> Label:
    """Where it came from, and what else lies in the file."""
    facts = {"file": received.file_name, "sender": received.sender or "?"}
    text = _FROM.bind(**facts)
    if received.attachments:
        text = _WITH.bind(**facts, attachments=received.attachments[:_SHOWN])
    return Label(text.text("en"), text.text("de"))
