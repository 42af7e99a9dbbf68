"""What goes into the journal and what comes out of it.

A draft is what a job wants recorded; an event is what was recorded, for ever.

    >>> draft = EventDraft("PAYMENT", "bank:DE02:2026-03-04:1", {"amount": "119.00 EUR"})
    >>> draft.kind
    'PAYMENT'
    >>> Anchor.parse(Anchor("f00", 7, "abc").text)
    Anchor(uuid='f00', seq=7, hash='abc')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from pyxl.core.labels import Sentence
from pyxl.core.plain import Plain
from pyxl.journal.series import NumberSeries


@dataclass(frozen=True, slots=True)
class OutboxDraft:
    """Something still owed after the commit: a document to render, cells to write. `target` says which kind."""

    target: str
    payload: Plain


@dataclass(frozen=True, slots=True)
class EventDraft:
    """A business fact without a number. `key` is made from the fact itself: the same fact has the same key for ever."""

    kind: str
    key: str
    payload: Mapping[str, Plain]
    claims: tuple[str, ...] = ()
    """What this uses up for ever, such as an order line that is billed."""
    outbox: tuple[OutboxDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Completed:
    """A numbered draft once its number is known."""

    payload: Mapping[str, Plain]
    outbox: tuple[OutboxDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberedDraft:
    """A business fact that draws a number.

    `content` is the fact without its number: it decides whether a second click means the same. `complete` is called
    inside the transaction and must only compute: no file, no network, no rendering.
    """

    kind: str
    key: str
    series: NumberSeries
    content: Mapping[str, Plain]
    complete: Callable[[str], Completed]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number that was drawn: range, counter and how it is written."""

    series: str
    n: int
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded fact. `hash` covers everything here and the event before."""

    seq: int
    kind: str
    key: str
    run_id: str
    recorded_at: str
    payload: dict[str, Plain]
    number: GivenNumber | None
    claims: tuple[str, ...]
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """The event of a draft; `is_new` is False when it was recorded before (double click, second try)."""

    event: Event
    is_new: bool

    @property
    def number(self) -> str:
        """The number as written, "" for an event without one."""
        return self.event.number.text if self.event.number else ""


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One thing still owed, with the event it belongs to."""

    id: int
    event_seq: int
    target: str
    payload: Plain


@dataclass(frozen=True, slots=True)
class Anchor:
    """The tip of a journal, kept outside it (workbook property, PDF metadata, backup): it shows a journal put back."""

    uuid: str
    seq: int
    hash: str

    @property
    def text(self) -> str:
        """One line for a document property."""
        return f"{self.uuid}:{self.seq}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The anchor of such a line; ValueError when it is none."""
        uuid, seq, hash_ = text.split(":")
        return cls(uuid, int(seq), hash_)


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """Where the journal was changed from outside. `defect` is a stable kebab name, `told` the sentence for people."""

    seq: int
    defect: str
    told: Sentence
