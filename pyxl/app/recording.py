"""From what a job wants recorded to what the journal holds: numbers are drawn here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyxl.app.stored_changes import pack
from pyxl.core.changes import ChangeSet
from pyxl.core.outcome import DocumentRequest, Posting
from pyxl.core.plain import Plain, to_plain
from pyxl.journal.journal import Journal
from pyxl.journal.records import Completed, Event, EventDraft, NumberedDraft, OutboxDraft, Recorded
from pyxl.journal.series import NumberSeries
from pyxl.ledger.books import Books

CELLS: Final = "cells"
DOCUMENT: Final = "document"
RUN: Final = "RUN"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which run records, and when (ISO text with zone)."""

    run_id: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class BookedEvent:
    """A journal event as the books fold it."""

    kind: str
    key: str
    number: str
    run_id: str
    payload: dict[str, Plain]


def booked(events: Iterable[Event]) -> Iterable[BookedEvent]:
    """The events as the books take them."""
    for event in events:
        number = event.number.text if event.number else ""
        yield BookedEvent(event.kind, event.key, number, event.run_id, event.payload)


def books_of(journal: Journal | None) -> Books:
    """The books as the journal tells them; empty books where there is no journal yet."""
    return Books.from_events(booked(journal.events())) if journal else Books()


def booked_event(journal: Journal | None, key: str) -> BookedEvent | None:
    """The event of that key as the books read it; None where there is none."""
    event = journal.find(key) if journal else None
    return next(iter(booked([event]))) if event else None


def record_postings(
    journal: Journal, postings: Sequence[Posting], stamp: Stamp, closing: EventDraft
) -> tuple[Recorded, ...]:
    """Records all postings: those with a number one by one, each in its own transaction; the others together.

    `closing`, the run's own record, comes last, in one transaction with the postings without number before it: only a
    run that draws numbers can be interrupted half-way.
    """
    recorded: list[Recorded] = []
    waiting: list[Posting | EventDraft] = []
    for posting in postings:
        if posting.series is None:
            waiting.append(posting)
            continue
        recorded += _flush(journal, waiting, stamp)
        recorded.append(journal.issue(_numbered(posting), run_id=stamp.run_id, recorded_at=stamp.recorded_at))
    waiting.append(closing)
    return (*recorded, *_flush(journal, waiting, stamp)[:-1])


def _flush(journal: Journal, waiting: list[Posting | EventDraft], stamp: Stamp) -> tuple[Recorded, ...]:
    if not waiting:
        return ()
    # Each draft is made when its turn comes: ten thousand of them at once would be most of the memory of a run.
    drafts = (each if isinstance(each, EventDraft) else _draft(each) for each in waiting)
    recorded = journal.record(drafts, run_id=stamp.run_id, recorded_at=stamp.recorded_at)
    waiting.clear()
    return recorded


def _draft(posting: Posting) -> EventDraft:
    return EventDraft(posting.kind, posting.key, _payload(posting, ""), posting.claims, owed(posting, ""))


def _numbered(posting: Posting) -> NumberedDraft:
    series = posting.series
    assert series is not None
    return NumberedDraft(
        posting.kind,
        posting.key,
        NumberSeries.of(series.pattern, series.year),
        _payload(posting, ""),
        lambda number: Completed(_payload(posting, number), owed(posting, number)),
        posting.claims,
    )


def _payload(posting: Posting, number: str) -> dict[str, Plain]:
    return dict(posting.payload(number))


def owed(posting: Posting, number: str) -> tuple[OutboxDraft, ...]:
    """What follows from a posting and is owed after the commit: documents first, then cells."""
    documents = tuple(OutboxDraft(DOCUMENT, to_plain(each, DocumentRequest)) for each in posting.documents(number))
    return documents + owed_cells(posting.changes(number))


def owed_cells(changes: ChangeSet) -> tuple[OutboxDraft, ...]:
    """The outbox entry for cells, if there are any."""
    return (OutboxDraft(CELLS, pack(changes)),) if changes else ()
