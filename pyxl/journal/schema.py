"""The tables of the journal, and the triggers that keep what was written."""

from __future__ import annotations

import sqlite3
from typing import Final

APPLICATION_ID: Final = 0x7079786C
"""`pyxl`: tells our journal from any other SQLite file."""
FORMAT: Final = 1

_TABLES: Final = (
    """CREATE TABLE meta (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        uuid TEXT NOT NULL, format INTEGER NOT NULL, machine TEXT NOT NULL) STRICT""",
    """CREATE TABLE event (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL, key TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL, recorded_at TEXT NOT NULL,
        payload TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL UNIQUE) STRICT""",
    "CREATE INDEX event_kind ON event (kind, seq)",
    "CREATE INDEX event_run ON event (run_id, seq)",
    "CREATE TABLE series (name TEXT PRIMARY KEY, first INTEGER NOT NULL, n INTEGER NOT NULL) STRICT",
    """CREATE TABLE number (
        series TEXT NOT NULL REFERENCES series (name), n INTEGER NOT NULL,
        text TEXT NOT NULL UNIQUE,
        key TEXT NOT NULL UNIQUE,
        event_seq INTEGER NOT NULL UNIQUE REFERENCES event (seq),
        PRIMARY KEY (series, n)) STRICT""",
    """CREATE TABLE claim (
        key TEXT PRIMARY KEY, event_seq INTEGER NOT NULL REFERENCES event (seq)) STRICT""",
    """CREATE TABLE outbox (
        id INTEGER PRIMARY KEY, event_seq INTEGER NOT NULL REFERENCES event (seq),
        target TEXT NOT NULL, payload TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done')), done_at TEXT) STRICT""",
    "CREATE INDEX outbox_pending ON outbox (id) WHERE state = 'pending'",
    "CREATE INDEX outbox_event ON outbox (event_seq)",
)


def _forbid(table: str, action: str, when: str = "1", what: str = "append-only") -> str:
    name = f"{table}_{action.split()[0].lower()}_forbidden"
    return (
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is {what}'); END"
    )


_TRIGGERS: Final = (
    *(_forbid(table, action) for table in ("event", "number", "claim") for action in ("UPDATE", "DELETE")),
    _forbid("meta", "UPDATE OF uuid", what="kept for ever"),
    _forbid("meta", "DELETE", what="kept for ever"),
    _forbid("series", "UPDATE", "NEW.name IS NOT OLD.name OR NEW.first IS NOT OLD.first OR NEW.n IS NOT OLD.n + 1"),
    _forbid("series", "DELETE"),
    _forbid(
        "outbox",
        "UPDATE",
        "OLD.state = 'done' OR NEW.id IS NOT OLD.id OR NEW.event_seq IS NOT OLD.event_seq "
        "OR NEW.target IS NOT OLD.target OR NEW.payload IS NOT OLD.payload",
    ),
    _forbid("outbox", "DELETE"),
)


def create(connection: sqlite3.Connection, uuid: str, machine: str) -> None:
    """Make the tables inside the running transaction: all or none."""
    for statement in (*_TABLES, *_TRIGGERS):
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES (1, ?, ?, ?)", (uuid, FORMAT, machine))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
