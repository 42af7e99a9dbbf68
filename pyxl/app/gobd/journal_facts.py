"""What the journal tells of how the firm works with pyxl: number ranges, persons, kinds of entries, locks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyxl.app.recording import RUN
from pyxl.core.plain import from_plain
from pyxl.journal.records import Event
from pyxl.ledger.period_lock import PERIOD_LOCK, PeriodLock


@dataclass
class Range:
    """A number range with the first and the last number that was given, and how many."""

    first: str
    last: str
    count: int = 0


@dataclass
class JournalFacts:
    """Everything the description of the procedure says of the journal."""

    place: Path
    tip: str = ""
    count: int = 0
    first_at: str = ""
    last_at: str = ""
    ranges: dict[str, Range] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    persons: dict[str, Counter[str]] = field(default_factory=dict)
    """How often each person clicked each action."""
    locks: list[PeriodLock] = field(default_factory=list)


def journal_facts(place: Path, events: Iterable[Event]) -> JournalFacts:
    """One walk over the events."""
    facts = JournalFacts(place)
    for event in events:
        facts.count, facts.tip, facts.last_at = facts.count + 1, event.hash, event.recorded_at
        facts.first_at = facts.first_at or event.recorded_at
        facts.kinds[event.kind] += 1
        if event.number:
            known = facts.ranges.setdefault(event.number.series, Range(event.number.text, event.number.text))
            known.last, known.count = event.number.text, known.count + 1
        if event.kind == RUN:
            user, action = str(event.payload.get("user", "")), str(event.payload.get("action", ""))
            facts.persons.setdefault(user, Counter())[action] += 1
        elif event.kind == PERIOD_LOCK:
            facts.locks.append(from_plain(PeriodLock, event.payload))
    return facts
