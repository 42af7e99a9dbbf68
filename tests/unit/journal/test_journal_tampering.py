"""A journal that somebody changed with another program, cut off, copied or put back: all of it is found."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pyxl.core.refusal import Refused
from pyxl.journal import chain
from pyxl.journal.journal import Journal
from pyxl.journal.records import NumberedDraft

MakeInvoice = Callable[..., NumberedDraft]
EVENTS = 6


@pytest.fixture
def filled(path: Path, make_invoice: MakeInvoice) -> Path:
    """A journal of six invoices, each claiming one order line."""
    with Journal.open(path, create=True) as journal:
        for n in range(1, EVENTS + 1):
            draft = make_invoice(f"line-{n}", f"{n}.00 EUR", claims=(f"claim-{n}",))
            journal.issue(draft, run_id="r", recorded_at="t")
    return path


def attack(path: Path, *statements: str) -> None:
    """What somebody with an SQLite editor can do: triggers dropped, foreign keys off."""
    connection = sqlite3.connect(path, isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def found(path: Path) -> list[tuple[int, str]]:
    with Journal.open(path, create=False) as journal:
        return [(problem.seq, problem.defect) for problem in journal.verify_chain()]


def test_a_whole_journal_has_no_problem(filled: Path) -> None:
    assert found(filled) == []


@pytest.mark.parametrize("seq", range(1, EVENTS + 1))
@pytest.mark.parametrize(
    "change",
    [
        "kind = 'PAYMENT'", "key = 'other'", "run_id = 'x'", "recorded_at = 'x'", "prev = 'x'", "hash = 'x'",
        "payload = replace(payload, '.00 EUR', '.01 EUR')", "payload = payload || ' '", "payload = '[]'",
        "payload = ''",
    ],
)  # fmt: skip
def test_every_flipped_field_of_every_event_is_found(filled: Path, seq: int, change: str) -> None:
    attack(filled, f"UPDATE event SET {change} WHERE seq = {seq}")
    assert (seq, "changed") in found(filled)


@pytest.mark.parametrize("seq", range(1, EVENTS + 1))
def test_every_deleted_event_is_found(filled: Path, seq: int) -> None:
    attack(filled, f"DELETE FROM event WHERE seq = {seq}")
    expected = (seq + 1, "deleted") if seq < EVENTS else (seq - 1, "truncated")
    assert expected in found(filled)


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 5), (5, 6)])
def test_swapped_events_are_found(filled: Path, one: int, other: int) -> None:
    attack(
        filled,
        f"UPDATE event SET seq = 99 WHERE seq = {one}",
        f"UPDATE event SET seq = {one} WHERE seq = {other}",
        f"UPDATE event SET seq = {other} WHERE seq = 99",
    )
    problems = found(filled)
    assert (one, "swapped") in problems
    assert (other, "swapped") in problems


def cut_after(seq: int) -> list[str]:
    return [f"DELETE FROM {table} WHERE event_seq > {seq}" for table in ("number", "claim", "outbox")] + [
        f"DELETE FROM event WHERE seq > {seq}"
    ]


@pytest.mark.parametrize("seq", range(EVENTS))
def test_a_clumsy_cut_is_found_by_the_counters(filled: Path, seq: int) -> None:
    attack(filled, *cut_after(seq))
    assert (seq, "truncated") in found(filled)


@pytest.mark.parametrize("seq", range(EVENTS))
def test_a_clever_cut_is_found_by_the_anchor(filled: Path, seq: int) -> None:
    with Journal.open(filled, create=False) as journal:
        anchor = journal.tip()
    counters = f"UPDATE sqlite_sequence SET seq = {seq} WHERE name = 'event'", f"UPDATE series SET n = {seq}"
    attack(filled, *cut_after(seq), *counters, *(["DELETE FROM series"] if seq == 0 else []))
    with Journal.open(filled, create=False) as journal:
        assert journal.verify_chain() == ()
        assert journal.compare_anchor(anchor) == "rollback"


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DELETE FROM number WHERE n = 1", (1, "number")),
        ("UPDATE number SET text = 'RE-2026-00099' WHERE n = 3", (3, "number")),
        ("UPDATE number SET key = 'x' WHERE n = 3", (3, "number")),
        ("UPDATE series SET n = 5", (6, "counter")),
        ("UPDATE series SET n = 7", (6, "counter")),
        ("UPDATE series SET first = 2", (6, "counter")),
        ("DELETE FROM series", (6, "counter")),
        ("DELETE FROM claim WHERE key = 'claim-2'", (2, "claim")),
        ("UPDATE claim SET event_seq = 1 WHERE key = 'claim-2'", (2, "claim")),
        ("INSERT INTO claim VALUES ('claim-9', 4)", (4, "claim")),
        ("DELETE FROM outbox WHERE event_seq = 4", (4, "outbox")),
        ("UPDATE outbox SET payload = '{}' WHERE event_seq = 4", (4, "outbox")),
        ("INSERT INTO outbox (event_seq, target, payload) VALUES (4, 'pdf', '{}')", (4, "outbox")),
        ("UPDATE sqlite_sequence SET seq = 3", (6, "counter")),
    ],
)
def test_changes_beside_the_events_are_found(filled: Path, statement: str, problem: tuple[int, str]) -> None:
    attack(filled, statement)
    assert problem in found(filled)


def test_an_outbox_item_done_is_no_change(filled: Path) -> None:
    with Journal.open(filled, create=False) as journal:
        journal.mark_done([item.id for item in journal.pending()], "t")
    assert found(filled) == []


def rewrite_from(path: Path, seq: int, uuid: str) -> None:
    """The strongest forger: changes one event and makes all hashes after it anew."""
    connection = sqlite3.connect(path, isolation_level=None)
    rows = connection.execute(f"SELECT {chain.COLUMNS} FROM event WHERE seq >= ? ORDER BY seq", (seq,)).fetchall()
    before = connection.execute("SELECT hash FROM event WHERE seq = ?", (seq - 1,)).fetchone()
    prev = before[0] if before else chain.first_link(uuid)
    for row in rows:
        payload = json.loads(row[5]) | ({"total": "1000.00 EUR"} if row[0] == seq else {})
        forged = (*row[:5], json.dumps(payload, sort_keys=True, separators=(",", ":")), prev, "")
        prev = chain.event_hash(forged)
        connection.execute(
            "UPDATE event SET payload = ?, prev = ?, hash = ? WHERE seq = ?", (*forged[5:7], prev, row[0])
        )
    connection.close()


@pytest.mark.parametrize("seq", range(1, EVENTS + 1))
def test_a_history_written_anew_is_a_fork_for_the_anchor(filled: Path, seq: int) -> None:
    with Journal.open(filled, create=False) as journal:
        anchor = journal.tip()
    attack(filled)
    rewrite_from(filled, seq, anchor.uuid)
    with Journal.open(filled, create=False) as journal:
        assert journal.verify_chain() == ()
        assert journal.compare_anchor(anchor) == "fork"


def test_two_copies_that_went_on_separately_are_a_fork(filled: Path, tmp_path: Path, make_invoice: MakeInvoice) -> None:
    other_path = tmp_path / "other.sqlite"
    shutil.copy(filled, other_path)
    with Journal.open(filled, create=False) as here, Journal.open(other_path, create=False) as there:
        here.issue(make_invoice("here"), run_id="r", recorded_at="t")
        there.issue(make_invoice("there"), run_id="r", recorded_at="t")
        assert here.compare_anchor(there.tip()) == "fork"


def test_another_firms_anchor_is_a_fork(filled: Path, tmp_path: Path) -> None:
    with Journal.open(filled, create=False) as here, Journal.open(tmp_path / "new.sqlite", create=True) as there:
        assert there.compare_anchor(here.tip()) == "fork"
        assert there.compare_anchor(there.tip()) == "ok"


def test_an_old_backup_locks_numbering_until_it_is_adopted(filled: Path, make_invoice: MakeInvoice) -> None:
    old = filled.with_name("old.sqlite")
    with Journal.open(filled, create=False) as journal:
        journal.backup_to(old)
        anchors = []
        for key in ("new-1", "new-2"):
            journal.issue(make_invoice(key), run_id="r", recorded_at="t")
            anchors.append(journal.tip())
    with Journal.open(old, create=False) as journal:
        with pytest.raises(Refused, match="E_JOURNAL_ROLLBACK"):
            journal.demand_anchor(anchors[-1])
        with pytest.raises(Refused, match="E_JOURNAL_ROLLBACK"):
            journal.issue(make_invoice("x"), run_id="r", recorded_at="t")
        journal.adopt([anchors[-1]], reason="disk died", run_id="r", recorded_at="t")
        journal.demand_anchor(anchors[-1])
        journal.demand_anchor(anchors[0])
        assert journal.issue(make_invoice("x"), run_id="r", recorded_at="t").number == "RE-2026-00007"
        assert [event.payload["reason"] for event in journal.events(kinds=["JOURNAL_ADOPTED"])] == ["disk died"]
        assert journal.verify_chain() == ()


@pytest.mark.parametrize(
    "statement", ["UPDATE event SET payload = '{}' WHERE seq = 6", "DELETE FROM event WHERE seq = 6"]
)
def test_nothing_is_chained_onto_a_broken_end(filled: Path, make_invoice: MakeInvoice, statement: str) -> None:
    attack(filled, statement)
    with Journal.open(filled, create=False) as journal, pytest.raises(Refused, match="E_JOURNAL_TAMPERED"):
        journal.issue(make_invoice("x"), run_id="r", recorded_at="t")


def test_the_refusal_names_the_first_changed_event(filled: Path, make_invoice: MakeInvoice) -> None:
    attack(filled, "UPDATE event SET run_id = 'x' WHERE seq IN (3, 5)")
    with Journal.open(filled, create=False) as journal:
        with pytest.raises(Refused) as caught:
            journal.demand_untampered()
        assert caught.value.cause.text("en") == (
            "The journal was changed from outside at event 3: its content was changed."
        )
        with pytest.raises(Refused, match="E_JOURNAL_TAMPERED"):
            journal.issue(make_invoice("x"), run_id="r", recorded_at="t")
        with pytest.raises(Refused, match="E_JOURNAL_TAMPERED"):
            journal.backup_to(filled.with_name("backup.sqlite"))
        with pytest.raises(Refused, match="E_JOURNAL_TAMPERED"):
            journal.adopt([], reason="never mind", run_id="r", recorded_at="t")
    assert sorted(file.name for file in filled.parent.iterdir()) == ["journal.sqlite"]
