"""What the books know of complaints, as it follows from their events.

>>> CaseBooks().cases
{}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from pyxl.core.plain import from_plain
from pyxl.ledger import case_events as ev


class CaseEvent(Protocol):
    """An event as the journal hands it out."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def number(self) -> str:
        """The number drawn with it."""

    @property
    def payload(self) -> Mapping[str, object]:
        """What it keeps."""


@dataclass(frozen=True, slots=True)
class CaseState:
    """A complaint that has a number."""

    number: str
    key: str
    opened: ev.CaseOpened
    settled: ev.CaseSettled | None = None


@dataclass
class CaseBooks:
    """The complaints that stand."""

    cases: dict[str, CaseState] = field(default_factory=dict)
    """By line of the tab Cases."""
    rounds: Counter[str] = field(default_factory=Counter)
    """How often the number of a line was given up; part of the next key."""
    reopened: Counter[str] = field(default_factory=Counter)
    """How often a solution was taken back; part of the next key."""
    received: dict[str, tuple[str, ev.CaseReceived]] = field(default_factory=dict)
    """What came in as files, by identity: the event's key and the row."""
    rounds_received: Counter[str] = field(default_factory=Counter)
    """How often what came in was taken back, by identity; part of the next key."""
    files: dict[str, str] = field(default_factory=dict)
    """Customers' files by number, with the fingerprint of what is in them."""


def _received(books: CaseBooks, event: CaseEvent) -> None:
    received = from_plain(ev.CaseReceived, event.payload)
    books.received[received.identity] = (event.key, received)


def _received_withdrawn(books: CaseBooks, event: CaseEvent) -> None:
    identity = from_plain(ev.CaseReceivedWithdrawn, event.payload).identity
    del books.received[identity]
    books.rounds_received[identity] += 1


def _opened(books: CaseBooks, event: CaseEvent) -> None:
    opened = from_plain(ev.CaseOpened, event.payload)
    books.cases[opened.line_id] = CaseState(event.number, event.key, opened)


def _withdrawn(books: CaseBooks, event: CaseEvent) -> None:
    withdrawn = from_plain(ev.CaseWithdrawn, event.payload)
    del books.cases[withdrawn.line_id]
    books.rounds[withdrawn.line_id] += 1


def _settled(books: CaseBooks, event: CaseEvent) -> None:
    settled = from_plain(ev.CaseSettled, event.payload)
    books.cases[settled.line_id] = replace(books.cases[settled.line_id], settled=settled)


def _reopened(books: CaseBooks, event: CaseEvent) -> None:
    line_id = from_plain(ev.CaseReopened, event.payload).line_id
    books.cases[line_id] = replace(books.cases[line_id], settled=None)
    books.reopened[line_id] += 1


def _filed(books: CaseBooks, event: CaseEvent) -> None:
    written = from_plain(ev.CustomerFileWritten, event.payload)
    books.files[written.number] = written.fingerprint


CASE_FOLD: dict[str, Callable[[CaseBooks, CaseEvent], None]] = {
    ev.CASE_RECEIVED: _received,
    ev.CASE_RECEIVED_WITHDRAWN: _received_withdrawn,
    ev.CASE: _opened,
    ev.CASE_WITHDRAWN: _withdrawn,
    ev.CASE_SETTLED: _settled,
    ev.CASE_REOPENED: _reopened,
    ev.CUSTOMER_FILE: _filed,
}
"""What each kind of event does to the complaints."""
