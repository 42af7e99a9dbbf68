"""The hash chain: every event covers the one before, so a change from outside shows.

A chain alone cannot show that its end was cut off (an old backup put back); the counters inside the file show the
clumsy cut, and an `Anchor` outside the file shows the clever one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from typing import Final, NamedTuple

from pyxl.core.labels import Text
from pyxl.core.plain import Plain, canonical_json
from pyxl.journal.records import ChainProblem, Event, GivenNumber

OWN: Final = "_journal"
"""The key inside a stored payload under which the journal keeps what the hash must cover besides the job's own data."""

COLUMNS: Final = "seq, kind, key, run_id, recorded_at, payload, prev, hash"
Row = tuple[int, str, str, str, str, str, str, str]

_SAID: Final = {
    "changed": Text("its content was changed.", "sein Inhalt wurde geändert."),
    "swapped": Text("it changed places with another event.", "es wurde mit einem anderen Ereignis vertauscht."),
    "deleted": Text("one or more events before it are gone.", "davor fehlen ein oder mehrere Ereignisse."),
    "relinked": Text("it does not follow the event before it.", "es folgt nicht auf das Ereignis davor."),
    "truncated": Text("the events after it were cut off.", "die Ereignisse danach wurden abgeschnitten."),
    "number": Text("its number is not listed as it was given.", "seine Nummer ist nicht so verzeichnet wie vergeben."),
    "counter": Text("the counter of its number range was changed.", "der Zähler seines Nummernkreises wurde geändert."),
    "claim": Text("what it used up is not listed as it was.", "was es verbraucht hat, ist nicht mehr so verzeichnet."),
    "outbox": Text("what it owed was changed.", "seine ausstehenden Arbeiten wurden geändert."),
}


def problem(seq: int, defect: str) -> ChainProblem:
    """The defect at that event, in words."""
    return ChainProblem(seq, defect, _SAID[defect].bind())


def digest(*parts: Plain) -> str:
    """The SHA-256 of the parts' canonical JSON."""
    return sha256(canonical_json(parts).encode()).hexdigest()


def first_link(uuid: str) -> str:
    """What the first event of a firm's journal follows."""
    return digest("pyxl journal", uuid)


def event_hash(row: Row) -> str:
    """The hash an event must have: over everything but the hash itself."""
    return digest(*row[:7])


def event_of(row: Row) -> Event:
    """The stored row as an event, the journal's own part taken out of the payload."""
    seq, kind, key, run_id, recorded_at, text, prev, hash_ = row
    payload = json.loads(text)
    own = payload.pop(OWN, {})
    number = GivenNumber(*own["number"]) if "number" in own else None
    return Event(seq, kind, key, run_id, recorded_at, payload, number, tuple(own.get("claims", ())), prev, hash_)


class _Walk(NamedTuple):
    """What the walk over the events found, and what the other tables must hold if nothing was changed."""

    problems: list[ChainProblem]
    numbers: dict[int, tuple[str, int, str]]
    claims: dict[str, int]
    outboxes: dict[int, str]
    last: int


def verify(connection: sqlite3.Connection, uuid: str) -> tuple[ChainProblem, ...]:
    """Everything that was changed from outside, in the order of the events; empty when the journal is whole."""
    walk = _walk(connection, uuid)
    found = [*walk.problems, *_cut_off(connection, walk), *_numbers(connection, walk)]
    found += [*_claims(connection, walk), *_outboxes(connection, walk)]
    by_place = {(each.seq, each.defect): each for each in found}
    return tuple(by_place[place] for place in sorted(by_place))


def _walk(connection: sqlite3.Connection, uuid: str) -> _Walk:
    walk, changed = _Walk([], {}, {}, {}, 0), []
    last, before = 0, first_link(uuid)
    for row in connection.execute(f"SELECT {COLUMNS} FROM event ORDER BY seq"):
        seq = row[0]
        if event_hash(row) != row[7]:
            changed.append(row)
        if seq != last + 1:
            walk.problems.append(problem(seq, "deleted"))
        elif row[6] != before:
            walk.problems.append(problem(seq, "relinked"))
        if f'"{OWN}"' in row[5]:
            _note_own(walk, row)
        last, before = seq, row[7]
    walk.problems.extend(_changed(changed))
    return walk._replace(last=last)


def _note_own(walk: _Walk, row: Row) -> None:
    try:
        own = json.loads(row[5]).get(OWN, {})
        if "number" in own:
            walk.numbers[row[0]] = tuple(own["number"])
        walk.claims.update(dict.fromkeys(own.get("claims", ()), row[0]))
        if "outbox" in own:
            walk.outboxes[row[0]] = own["outbox"]
    except (ValueError, TypeError, AttributeError):
        walk.problems.append(problem(row[0], "changed"))


def _changed(rows: list[Row]) -> Iterator[ChainProblem]:
    """A row whose hash would be right at the place of another one was swapped; the rest was changed."""
    places = [row[0] for row in rows[:100]]
    for row in rows:
        is_swapped = any(event_hash((place, *row[1:])) == row[7] for place in places)
        yield problem(row[0], "swapped" if is_swapped else "changed")


def _cut_off(connection: sqlite3.Connection, walk: _Walk) -> Iterator[ChainProblem]:
    """SQLite remembers the highest number it ever gave, and the other tables still point at what is gone."""
    (given,) = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'event'").fetchone()
    pointed = (
        "SELECT event_seq FROM number UNION ALL SELECT event_seq FROM claim UNION ALL SELECT event_seq FROM outbox"
    )
    (known,) = connection.execute(f"SELECT coalesce(max(event_seq), 0) FROM ({pointed})").fetchone()
    if max(given, known) > walk.last:
        yield problem(walk.last, "truncated")
    if given < walk.last:
        yield problem(walk.last, "counter")


def _numbers(connection: sqlite3.Connection, walk: _Walk) -> Iterator[ChainProblem]:
    listed = {}
    keys = dict(connection.execute("SELECT event_seq, event.key FROM number JOIN event ON seq = event_seq").fetchall())
    for series, n, text, key, seq in connection.execute("SELECT series, n, text, key, event_seq FROM number"):
        listed[seq] = (series, n, text)
        if keys.get(seq) != key:
            yield problem(seq, "number")
    for seq in walk.numbers.keys() | listed.keys():
        if walk.numbers.get(seq) != listed.get(seq):
            yield problem(seq, "number")
    given: dict[str, list[int]] = {}
    for series, n, _ in walk.numbers.values():
        given.setdefault(series, []).append(n)
    for name, first, n in connection.execute("SELECT name, first, n FROM series").fetchall():
        drawn = sorted(given.pop(name, []))
        if drawn != list(range(first, n + 1)):
            yield problem(max(walk.numbers, default=0), "counter")
    if given:
        yield problem(max(walk.numbers, default=0), "counter")


def _claims(connection: sqlite3.Connection, walk: _Walk) -> Iterator[ChainProblem]:
    listed = dict(connection.execute("SELECT key, event_seq FROM claim").fetchall())
    for claim in walk.claims.keys() | listed.keys():
        if walk.claims.get(claim) != listed.get(claim):
            yield problem(walk.claims.get(claim) or listed[claim], "claim")


def _outboxes(connection: sqlite3.Connection, walk: _Walk) -> Iterator[ChainProblem]:
    listed: dict[int, list[tuple[str, str]]] = {}
    for seq, target, payload in connection.execute("SELECT event_seq, target, payload FROM outbox ORDER BY id"):
        listed.setdefault(seq, []).append((target, payload))
    for seq in walk.outboxes.keys() | listed.keys():
        if walk.outboxes.get(seq) != (outbox_digest(listed[seq]) if seq in listed else None):
            yield problem(seq, "outbox")


def outbox_digest(items: list[tuple[str, str]]) -> str:
    """The hash of an event's (target, payload text) pairs."""
    return digest(items)
