"""Drafts become events: every function here runs inside one open transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from pyxl.core.crash_points import crash_point
from pyxl.core.labels import Label
from pyxl.core.plain import Plain, canonical_json
from pyxl.core.refusal import Refused
from pyxl.journal import refusals
from pyxl.journal.chain import (
    COLUMNS,
    OWN,
    Row,
    digest,
    event_hash,
    event_of,
    first_link,
    outbox_digest,
    problem,
)
from pyxl.journal.records import Event, EventDraft, GivenNumber, NumberedDraft, Recorded
from pyxl.journal.series import NumberSeries

_SHOWN_DIFFERENCES: Final = 5
_OWE: Final = "INSERT INTO outbox (event_seq, target, payload) VALUES (?, ?, ?)"


class Stamp(NamedTuple):
    """Which run records, and when (ISO text)."""

    run_id: str
    recorded_at: str


class Tip(NamedTuple):
    """The last event: its number and hash."""

    seq: int
    hash: str


def tip_of(connection: sqlite3.Connection, uuid: str) -> Tip:
    """The last event, itself proven: nothing is chained onto an event that was changed or cut off."""
    row = connection.execute(f"SELECT {COLUMNS} FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    tip = Tip(row[0], row[7]) if row else Tip(0, first_link(uuid))
    (given,) = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'event'").fetchone()
    if row and event_hash(row) != tip.hash:
        raise tampered(tip.seq, "changed")
    if given != tip.seq:
        raise tampered(tip.seq, "truncated")
    return tip


def tampered(seq: int, defect: str) -> Refused:
    """The refusal for a journal that was changed from outside."""
    return refusals.TAMPERED.because(seq=seq, what=problem(seq, defect).told)


def row_of(connection: sqlite3.Connection, key: str) -> Row | None:
    """The stored event with that key."""
    row: Row | None = connection.execute(f"SELECT {COLUMNS} FROM event WHERE key = ?", (key,)).fetchone()
    return row


def record(connection: sqlite3.Connection, tip: Tip, draft: EventDraft, stamp: Stamp) -> Recorded:
    """The event of the draft: the one recorded before when its content is the same, else a new one."""
    known = row_of(connection, draft.key)
    if known is not None:
        event = event_of(known)
        same = (event.kind, canonical_json(event.payload), event.claims)
        if same != (draft.kind, canonical_json(draft.payload), draft.claims):
            raise _key_reused(known, draft.kind, draft.payload)
        return Recorded(event, is_new=False)
    row = _append(connection, tip, draft, stamp, {})
    event = Event(*row[:5], dict(draft.payload), None, draft.claims, *row[6:])
    return Recorded(event, is_new=True)


def issue(connection: sqlite3.Connection, tip: Tip, draft: NumberedDraft, stamp: Stamp) -> Recorded:
    """The event of the draft with its number, drawn in this very transaction: no gap, no double."""
    content, known = digest(draft.kind, draft.content), row_of(connection, draft.key)
    if known is not None:
        event = event_of(known)
        if event.number is None or json.loads(known[5])[OWN].get("content") != content:
            again = draft.complete(event.number.text if event.number else "").payload
            raise _key_reused(known, draft.kind, again)
        return Recorded(event, is_new=False)
    number = _draw(connection, draft.series)
    crash_point("journal:number-drawn")
    done = draft.complete(number.text)
    event_draft = EventDraft(draft.kind, draft.key, done.payload, draft.claims, done.outbox)
    own = {"number": [number.series, number.n, number.text], "content": content}
    row = _append(connection, tip, event_draft, stamp, own)
    _list_number(connection, row, number)
    crash_point("journal:number-listed")
    return Recorded(event_of(row), is_new=True)


def _draw(connection: sqlite3.Connection, series: NumberSeries) -> GivenNumber:
    counted = connection.execute("UPDATE series SET n = n + 1 WHERE name = ? RETURNING n", (series.name,)).fetchall()
    if not counted:
        connection.execute("INSERT INTO series (name, first, n) VALUES (?, ?, ?)", (series.name, *(series.first,) * 2))
        counted = [(series.first,)]
    n = int(counted[0][0])
    return GivenNumber(series.name, n, series.text(n))


def _list_number(connection: sqlite3.Connection, row: Row, number: GivenNumber) -> None:
    holder = connection.execute("SELECT key FROM number WHERE text = ?", (number.text,)).fetchone()
    if holder:
        raise refusals.NUMBER_TAKEN.because(number=number.text, holder=holder[0])
    connection.execute(
        "INSERT INTO number (series, n, text, key, event_seq) VALUES (?, ?, ?, ?, ?)",
        (number.series, number.n, number.text, row[2], row[0]),
    )


def _append(connection: sqlite3.Connection, tip: Tip, draft: EventDraft, stamp: Stamp, own: dict[str, Plain]) -> Row:
    assert OWN not in draft.payload, f"{OWN} is the journal's own key"
    owed = [(item.target, canonical_json(item.payload)) for item in draft.outbox]
    if draft.claims:
        own["claims"] = list(draft.claims)
    if owed:
        own["outbox"] = outbox_digest(owed)
    text = canonical_json({**draft.payload, OWN: own} if own else draft.payload)
    unhashed: Row = (tip.seq + 1, draft.kind, draft.key, *stamp, text, tip.hash, "")
    row: Row = (*unhashed[:7], event_hash(unhashed))
    connection.execute(f"INSERT INTO event ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    for claim in draft.claims:
        _claim(connection, claim, row[0])
    if owed:
        connection.executemany(_OWE, [(row[0], *item) for item in owed])
    return row


def _claim(connection: sqlite3.Connection, claim: str, seq: int) -> None:
    holder = connection.execute(
        f"SELECT {COLUMNS} FROM event WHERE seq = (SELECT event_seq FROM claim WHERE key = ?)", (claim,)
    ).fetchone()
    if holder:
        event = event_of(holder)
        raise refusals.CLAIMED.because(claim=claim, holder=event.number.text if event.number else event.key)
    connection.execute("INSERT INTO claim (key, event_seq) VALUES (?, ?)", (claim, seq))


def _key_reused(known: Row, kind: str, payload: Mapping[str, Plain]) -> Refused:
    event = event_of(known)
    number = event.number.text if event.number else ""
    before, after = dict(_leaves({"kind": event.kind, **event.payload})), dict(_leaves({"kind": kind, **payload}))
    changed = [path for path in {**before, **after} if before.get(path, "–") != after.get(path, "–")]
    told = [f"{path}: {before.get(path, '–')} → {after.get(path, '–')}" for path in changed]
    more = ["…"] if len(told) > _SHOWN_DIFFERENCES else []
    return refusals.KEY_REUSED.because(
        key=event.key,
        number=Label(f" as {number}", f" als {number}") if number else "",
        differences=tuple(told[:_SHOWN_DIFFERENCES] + more),
    )


def _leaves(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every single value with its place: `lines.0.price`."""
    if isinstance(data, Mapping):
        for name, part in data.items():
            yield from _leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(data, list | tuple):
        for place, part in enumerate(data):
            yield from _leaves(part, f"{path}.{place}")
    else:
        yield path, str(data)
