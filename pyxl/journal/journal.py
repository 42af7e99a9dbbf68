"""The firm's journal: append-only events, numbers without gap or double, and what is still owed.

>>> from tempfile import TemporaryDirectory
>>> from pyxl.journal.records import Completed
>>> with TemporaryDirectory() as folder, Journal.open(Path(folder) / "journal.sqlite", create=True) as journal:
...     draft = NumberedDraft("INVOICE", "order-line-1", NumberSeries.of("RE-{year}-{00001}", 2026),
...                           {"sum": "119.00 EUR"}, lambda number: Completed({"number": number, "sum": "119.00 EUR"}))
...     first = journal.issue(draft, run_id="run-1", recorded_at="2026-03-04T12:00:00+01:00")
...     twice = journal.issue(draft, run_id="run-2", recorded_at="2026-03-04T12:00:01+01:00")
>>> first.number, twice.number, twice.is_new
('RE-2026-00001', 'RE-2026-00001', False)
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, Self
from uuid import uuid4

from pyxl.core.crash_points import crash_point
from pyxl.core.refusal import Refused
from pyxl.journal import chain, refusals, schema, writing
from pyxl.journal.backup import ends_with, write_backup
from pyxl.journal.connection import BUSY_SECONDS, connect, make_private_file, told, transaction
from pyxl.journal.machine import machine_id
from pyxl.journal.records import (
    Anchor,
    ChainProblem,
    Event,
    EventDraft,
    NumberedDraft,
    OutboxItem,
    Recorded,
)
from pyxl.journal.remote import refuse_remote
from pyxl.journal.series import NumberSeries
from pyxl.journal.writing import Stamp, Tip

AnchorState = Literal["ok", "rollback", "fork"]
ADOPTED: Final = "JOURNAL_ADOPTED"
_PAGE: Final = 1000


class Journal:
    """One open journal. Use it in a `with`; every method may raise `Refused` (disk full, busy, damaged, tampered)."""

    def __init__(self, connection: sqlite3.Connection, path: Path, busy_seconds: float) -> None:
        self._connection = connection
        self._busy_seconds = busy_seconds
        self._locked_by: Refused | None = None
        self.path = path
        with told(path):
            self.uuid, self._machine = connection.execute("SELECT uuid, machine FROM meta").fetchone()

    @classmethod
    def open(
        cls, path: Path, *, create: bool, journal_uuid: str | None = None, busy_seconds: float = BUSY_SECONDS
    ) -> Self:
        """The journal at that path; with `create`, a new one where there is none (`journal_uuid`: its identity).

        Refused: E_JOURNAL_MISSING, _REMOTE, _BROKEN, _WAL, _NEWER, _BUSY, _IO.
        """
        path = Path(path)
        refuse_remote(path.parent)
        with told(path, busy_seconds):
            if create:
                make_private_file(path)
            elif not path.is_file():
                raise refusals.MISSING.because(path=str(path))
        connection = connect(path, busy_seconds)
        try:
            if create:
                _create_tables(connection, path, journal_uuid or str(uuid4()), busy_seconds)
            elif not _has_tables(connection, path):  # Its creation was interrupted: there is nothing in it.
                raise refusals.MISSING.because(path=str(path))
            return cls(connection, path, busy_seconds)
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Close the file; events are safe already."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- writing

    def record(self, drafts: Iterable[EventDraft], *, run_id: str, recorded_at: str) -> tuple[Recorded, ...]:
        """All drafts in one transaction, all or none; a draft whose key is known with the same content is not repeated.

        `recorded_at` is ISO text with the zone. Refused: E_KEY_REUSED, E_ALREADY_USED.
        """
        done: list[Recorded] = []
        with self._writing() as tip:
            for draft in drafts:
                done.append(writing.record(self._connection, tip, draft, Stamp(run_id, recorded_at)))
                tip = Tip(done[-1].event.seq, done[-1].event.hash) if done[-1].is_new else tip
            crash_point("journal:events-written")
        return tuple(done)

    def issue(self, draft: NumberedDraft, *, run_id: str, recorded_at: str) -> Recorded:
        """The draft with its number, in one transaction of its own; the earlier event when its key is known.

        Refused: E_KEY_REUSED, E_ALREADY_USED, E_NUMBER_TAKEN.
        """
        with self._writing() as tip:
            recorded = writing.issue(self._connection, tip, draft, Stamp(run_id, recorded_at))
        return recorded

    def mark_done(self, ids: Iterable[int], done_at: str) -> None:
        """These outbox items are no longer owed. Marking one twice changes nothing."""
        wanted = "id IN (SELECT value FROM json_each(?)) AND state = 'pending'"
        with transaction(self._connection, self.path, self._busy_seconds):
            statement = f"UPDATE outbox SET state = 'done', done_at = ? WHERE {wanted}"
            self._connection.execute(statement, (done_at, json.dumps(list(ids))))

    # --- reading

    def events(
        self, after: int = 0, kinds: Collection[str] | None = None, run_id: str | None = None
    ) -> Iterator[Event]:
        """The events after that seq, in order, of those kinds and that run. Read in pages: no lock is held between."""
        wanted = "SELECT value FROM json_each(?)"
        query = (
            f"SELECT {chain.COLUMNS} FROM event WHERE seq > ? AND (? IS NULL OR kind IN ({wanted})) "
            "AND (? IS NULL OR run_id = ?) ORDER BY seq LIMIT ?"
        )
        names = None if kinds is None else json.dumps(sorted(kinds))
        while True:
            rows = self._read(query, after, names, names, run_id, run_id, _PAGE)
            yield from map(chain.event_of, rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1][0]

    def runs_without(self, kind: str) -> list[str]:
        """The runs that have events, but none of that kind, in the order in which they began."""
        grouped = "SELECT run_id FROM event WHERE run_id <> '' GROUP BY run_id"
        rows = self._read(f"{grouped} HAVING SUM(kind = ?) = 0 ORDER BY MIN(seq)", kind)
        return [run_id for (run_id,) in rows]

    def rows(self) -> Iterator[chain.Row]:
        """The events as they are stored, from the first on: what their hashes are made of."""
        after = 0
        while rows := self._read(f"SELECT {chain.COLUMNS} FROM event WHERE seq > ? ORDER BY seq LIMIT ?", after, _PAGE):
            yield from rows
            after = rows[-1][0]

    def find(self, key: str) -> Event | None:
        """The event with that idempotency key."""
        return self._one(f"SELECT {chain.COLUMNS} FROM event WHERE key = ?", key)

    def numbered(self, number: str) -> Event | None:
        """The event that was given this number."""
        inner = "SELECT event_seq FROM number WHERE text = ?"
        return self._one(f"SELECT {chain.COLUMNS} FROM event WHERE seq = ({inner})", number)

    def claimed_by(self, claim: str) -> Event | None:
        """The event that used this up, such as the invoice that billed an order line."""
        inner = "SELECT event_seq FROM claim WHERE key = ?"
        return self._one(f"SELECT {chain.COLUMNS} FROM event WHERE seq = ({inner})", claim)

    def pending(self, known: Collection[int] = (), target: str = "") -> tuple[OutboxItem, ...]:
        """What is still owed, oldest first.

        Of the `known` events the caller has what they owe that `target` in memory: its payload is None here.
        """
        query = (
            "SELECT id, event_seq, target, CASE WHEN target = ? AND event_seq IN (SELECT value FROM json_each(?)) "
            "THEN 'null' ELSE payload END FROM outbox WHERE state = 'pending' ORDER BY id"
        )
        rows = self._read(query, target, json.dumps(list(known)))
        return tuple(OutboxItem(id_, seq, each, json.loads(text)) for id_, seq, each, text in rows)

    def owed_by(self, run_id: str) -> tuple[OutboxItem, ...]:
        """Everything a run owed, done or not, oldest first: what an undo looks at."""
        query = (
            "SELECT outbox.id, event_seq, target, outbox.payload FROM outbox JOIN event ON event.seq = event_seq "
            "WHERE event.run_id = ? ORDER BY outbox.id"
        )
        return tuple(
            OutboxItem(id_, seq, target, json.loads(text)) for id_, seq, target, text in self._read(query, run_id)
        )

    def next_number(self, series: NumberSeries, ahead: int = 0) -> str:
        """The number the next document would be given, or the one so many after it. Nothing is reserved by asking."""
        rows = self._read("SELECT n FROM series WHERE name = ?", series.name)
        return series.text((rows[0][0] + 1 if rows else series.first) + ahead)

    # --- proofs

    def tip(self) -> Anchor:
        """The last event, to be kept outside the journal."""
        rows = self._read("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
        seq, hash_ = rows[0] if rows else (0, chain.first_link(self.uuid))
        return Anchor(self.uuid, seq, hash_)

    def verify_chain(self) -> tuple[ChainProblem, ...]:
        """Everything that was changed from outside; empty when the journal is whole."""
        with told(self.path, self._busy_seconds):
            return chain.verify(self._connection, self.uuid)

    def demand_untampered(self) -> None:
        """Refused E_JOURNAL_TAMPERED with the first changed event, and nothing more is written after it."""
        problems = self.verify_chain()
        if problems:
            self._lock(refusals.TAMPERED.because(seq=problems[0].seq, what=problems[0].told))

    def compare_anchor(self, anchor: Anchor) -> AnchorState:
        """Whether the journal still holds what the anchor saw: ok, an older copy (rollback) or another story (fork)."""
        if anchor.uuid != self.uuid:
            return "fork"
        here = self.tip()
        rows = self._read("SELECT hash FROM event WHERE seq = ?", anchor.seq)
        hash_ = rows[0][0] if rows else chain.first_link(self.uuid) if anchor.seq == 0 else None
        if hash_ == anchor.hash or self._is_adopted(anchor):
            return "ok"
        return "rollback" if anchor.seq > here.seq else "fork"

    def demand_anchor(self, anchor: Anchor) -> None:
        """Refused E_JOURNAL_ROLLBACK or E_JOURNAL_FORK; numbering then stays locked until `adopt`."""
        match self.compare_anchor(anchor):
            case "rollback":
                self._lock(refusals.ROLLBACK.because(here=self.tip().seq, there=anchor.seq))
            case "fork":
                self._lock(refusals.FORK.because(there=anchor.seq))

    def adopt(self, anchors: Sequence[Anchor], *, reason: str, run_id: str, recorded_at: str) -> Recorded:
        """Go on with this journal although the anchors know another one: recorded for ever, with who and why.

        Also makes this computer the journal's own (`moved` is False afterwards). A tampered journal cannot be adopted.
        """
        if self._locked_by is not None and self._locked_by.code == refusals.TAMPERED.code:
            raise self._locked_by
        self._locked_by = None
        known = [{"uuid": each.uuid, "seq": each.seq, "hash": each.hash} for each in anchors]
        payload = {"anchors": known, "tip": self.tip().seq, "reason": reason, "machine": machine_id(self.uuid)}
        key = f"adopt:{chain.digest(payload)}"
        (recorded,) = self.record([EventDraft(ADOPTED, key, payload)], run_id=run_id, recorded_at=recorded_at)
        with transaction(self._connection, self.path, self._busy_seconds):
            self._connection.execute("UPDATE meta SET machine = ?", (payload["machine"],))
        self._machine = payload["machine"]
        return recorded

    @property
    def moved(self) -> bool:
        """Whether this computer is another one than the journal was made on (moved or copied: ask, then `adopt`)."""
        return bool(self._machine != machine_id(self.uuid))

    def backup_to(self, path: Path) -> Anchor:
        """A whole copy, its chain read again before it takes the name; the anchor of the copy."""
        with told(path, self._busy_seconds):
            seq, hash_ = write_backup(self._connection, path, self.uuid)
        return Anchor(self.uuid, seq, hash_)

    def keep_copy(self, path: Path) -> None:
        """A whole copy at that path, made anew when it lacks the last event."""
        tip = self.tip()
        if tip.seq and not ends_with(path, (tip.seq, tip.hash)):
            self.backup_to(path)

    # --- inside

    @contextmanager
    def _writing(self) -> Iterator[Tip]:
        if self._locked_by is not None:
            raise self._locked_by
        with transaction(self._connection, self.path, self._busy_seconds):
            yield writing.tip_of(self._connection, self.uuid)

    def _lock(self, refused: Refused) -> None:
        self._locked_by = refused
        raise refused

    def _is_adopted(self, anchor: Anchor) -> bool:
        """An adopted anchor, or one of the lost events between the tip of then and an adopted anchor."""
        for event in self.events(kinds=(ADOPTED,)):
            for adopted in event.payload["anchors"]:
                is_same_story = adopted["uuid"] == anchor.uuid == self.uuid
                if adopted == {"uuid": anchor.uuid, "seq": anchor.seq, "hash": anchor.hash} or (
                    is_same_story and event.payload["tip"] < anchor.seq < adopted["seq"]
                ):
                    return True
        return False

    def _one(self, query: str, value: str) -> Event | None:
        rows = self._read(query, value)
        return chain.event_of(rows[0]) if rows else None

    def _read(self, query: str, *values: str | int | None) -> list[tuple]:  # type: ignore[type-arg]
        with told(self.path, self._busy_seconds):
            return self._connection.execute(query, values).fetchall()


def _create_tables(connection: sqlite3.Connection, path: Path, uuid: str, busy_seconds: float) -> None:
    """Two processes may come at once: the second finds the tables there."""
    if _has_tables(connection, path):
        return
    with transaction(connection, path, busy_seconds):
        if not _has_tables(connection, path):
            schema.create(connection, uuid, machine_id(uuid))


def _has_tables(connection: sqlite3.Connection, path: Path) -> bool:
    with told(path):
        return connection.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table'").fetchone() is not None
