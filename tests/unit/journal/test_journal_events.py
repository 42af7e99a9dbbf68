"""Recording and numbering: once only, in order, and what is refused."""

from __future__ import annotations

import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pyxl.app.runs import unfinished_runs
from pyxl.core.refusal import Refused
from pyxl.journal.journal import Journal
from pyxl.journal.records import (
    Anchor,
    Completed,
    EventDraft,
    NumberedDraft,
    OutboxDraft,
    Recorded,
)
from pyxl.journal.series import NumberSeries

Issue = Callable[..., Recorded]
Record = Callable[..., tuple[Recorded, ...]]
MakePayment = Callable[..., EventDraft]


def test_numbers_follow_each_other(issue: Issue) -> None:
    assert [issue(f"line-{n}").number for n in range(3)] == ["RE-2026-00001", "RE-2026-00002", "RE-2026-00003"]


def test_a_firm_goes_on_where_its_numbers_ended(issue: Issue, journal: Journal) -> None:
    old = NumberSeries.of("R{yy}-{0487}", 2026)
    assert journal.next_number(old) == "R26-0487"
    assert [issue("a", series=old).number, issue("b", series=old).number] == ["R26-0487", "R26-0488"]
    assert journal.next_number(old) == "R26-0489"


def test_a_new_year_starts_a_new_range_and_the_old_one_goes_on(issue: Issue) -> None:
    following = NumberSeries.of("RE-{year}-{00001}", 2027)
    issue("a")
    assert [issue("b", series=following).number, issue("c").number] == ["RE-2027-00001", "RE-2026-00002"]


@pytest.mark.parametrize("pattern", ["RE-{year}", "{1}-{2}", "RE-{month}-{001}", "RE-{n}", "{001}}"])
def test_a_pattern_needs_exactly_one_counter(pattern: str) -> None:
    with pytest.raises(ValueError, match="counter"):
        NumberSeries.of(pattern, 2026)


def test_a_double_click_gives_the_same_number(issue: Issue, journal: Journal) -> None:
    first, second = issue("line-1"), issue("line-1")
    assert (second.number, second.event, second.is_new) == (first.number, first.event, False)
    assert len(list(journal.events())) == 1
    assert len(journal.pending()) == 1


def test_the_same_line_with_another_total_is_refused_and_both_are_shown(issue: Issue, journal: Journal) -> None:
    issue("line-1", "119.00 EUR")
    with pytest.raises(Refused, match="E_KEY_REUSED") as caught:
        issue("line-1", "120.00 EUR")
    assert caught.value.cause.text("de") == (
        "line-1 ist bereits erfasst als RE-2026-00001, aber mit anderem Inhalt: total: 119.00 EUR → 120.00 EUR"
    )
    assert issue("line-2").number == "RE-2026-00002"


def test_recording_twice_is_recording_once(record: Record, make_payment: MakePayment) -> None:
    first = record(make_payment("p1"), make_payment("p2"), make_payment("p1"))
    again = record(make_payment("p2"), make_payment("p3"))
    assert [each.is_new for each in (*first, *again)] == [True, True, False, False, True]


def test_one_refused_draft_keeps_all_others_out(record: Record, make_payment: MakePayment, journal: Journal) -> None:
    record(make_payment("p1"))
    with pytest.raises(Refused, match="E_KEY_REUSED"):
        record(make_payment("p2"), make_payment("p1", "2.00 EUR"))
    assert [event.key for event in journal.events()] == ["p1"]


def test_what_was_billed_is_not_billed_again(issue: Issue, journal: Journal) -> None:
    issue("invoice-1", claims=("order:7:1", "order:7:2"))
    with pytest.raises(Refused, match=r"order:7:2 was already used by RE-2026-00001"):
        issue("invoice-2", claims=("order:7:2",))
    holder = journal.claimed_by("order:7:2")
    assert holder is not None
    assert holder.key == "invoice-1"
    assert journal.claimed_by("order:8:1") is None
    assert issue("invoice-3").number == "RE-2026-00002"


def test_two_ranges_that_write_one_number_are_stopped(issue: Issue) -> None:
    issue("a", series=NumberSeries.of("{00001}", 2026))
    with pytest.raises(Refused, match="E_NUMBER_TAKEN"):
        issue("b", series=NumberSeries("other", "", "", 5, 1))


def test_a_draft_that_fails_inside_spends_no_number(issue: Issue, journal: Journal) -> None:
    def broken(number: str) -> Completed:
        raise ZeroDivisionError(number)

    draft = NumberedDraft("INVOICE", "x", NumberSeries.of("RE-{year}-{00001}", 2026), {}, broken)
    with pytest.raises(ZeroDivisionError):
        journal.issue(draft, run_id="r", recorded_at="t")
    assert issue("y").number == "RE-2026-00001"


def test_what_is_owed_stays_until_it_is_done(issue: Issue, journal: Journal, path: Path) -> None:
    issue("a")
    issue("b")
    with Journal.open(path, create=False) as later:
        first, second = later.pending()
        assert (first.target, first.payload, first.event_seq) == ("pdf", {"number": "RE-2026-00001"}, 1)
        later.mark_done([first.id, first.id], "2026-03-04T12:00:05+01:00")
        assert later.pending() == (second,)
    assert journal.verify_chain() == ()


def test_events_are_found_by_kind_run_key_number_and_place(
    issue: Issue, record: Record, make_payment: MakePayment, journal: Journal
) -> None:
    issue("a")
    record(make_payment("p1"))
    journal.record([make_payment("p2")], run_id="run-2", recorded_at="t")
    assert [event.key for event in journal.events(kinds={"PAYMENT"})] == ["p1", "p2"]
    assert [event.key for event in journal.events(run_id="run-2")] == ["p2"]
    assert [event.key for event in journal.events(after=1, kinds=["INVOICE", "PAYMENT"], run_id="run-1")] == ["p1"]
    assert list(journal.events(kinds=())) == []
    found = journal.find("p1")
    assert found is not None
    assert (found.payload, found.seq) == ({"amount": "1.00 EUR"}, 2)
    assert journal.find("p9") is None
    assert journal.numbered("RE-2026-00001") == journal.find("a")


def test_events_are_read_page_by_page_without_holding_a_lock(journal: Journal, make_payment: MakePayment) -> None:
    journal.record([make_payment(f"p{n}") for n in range(2500)], run_id="r", recorded_at="t")
    seen = []
    for event in journal.events():
        seen.append(event.seq)
        if event.seq == 1500:
            journal.record([make_payment("late")], run_id="r", recorded_at="t")
    assert seen == list(range(1, 2502))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET payload = '{}' WHERE seq = 1",
        "DELETE FROM event",
        "UPDATE number SET text = 'X'",
        "DELETE FROM number",
        "DELETE FROM claim",
        "UPDATE claim SET event_seq = 2",
        "UPDATE meta SET uuid = 'x'",
        "UPDATE series SET n = n + 2",
        "UPDATE series SET n = n - 1",
        "UPDATE outbox SET payload = '{}'",
        "DELETE FROM outbox",
        "DELETE FROM series",
    ],
)
def test_the_file_itself_defends_what_was_written(issue: Issue, path: Path, statement: str) -> None:
    issue("a", claims=("c",))
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.close()


def test_only_its_owner_can_read_it(journal: Journal, issue: Issue, path: Path, tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows keeps rights in access lists")
    issue("a")
    journal.backup_to(tmp_path / "backup.sqlite")
    for file in (path, tmp_path / "backup.sqlite"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_backup_is_a_journal(journal: Journal, issue: Issue, tmp_path: Path) -> None:
    issue("a")
    anchor = journal.backup_to(tmp_path / "b" / "backup.sqlite")
    issue("b")
    assert journal.compare_anchor(anchor) == "ok"
    with Journal.open(tmp_path / "b" / "backup.sqlite", create=False) as backup:
        assert backup.tip() == anchor
        assert backup.compare_anchor(journal.tip()) == "rollback"
    assert [file.name for file in (tmp_path / "b").iterdir()] == ["backup.sqlite"]


def test_an_anchor_is_one_line(journal: Journal, issue: Issue) -> None:
    issue("a")
    assert Anchor.parse(journal.tip().text) == journal.tip()
    assert journal.tip().text == f"{journal.uuid}:1:{journal.tip().hash}"


def test_the_computer_it_was_made_on_is_known(journal: Journal) -> None:
    assert not journal.moved


def test_data_of_the_journal_itself_stays_out_of_the_payload(issue: Issue) -> None:
    event = issue("a", claims=("c",)).event
    assert (event.payload, event.claims) == ({"number": "RE-2026-00001", "total": "119.00 EUR"}, ("c",))


def test_another_outbox_is_no_other_content(journal: Journal) -> None:
    first = EventDraft("RUN", "r", {"a": 1}, outbox=(OutboxDraft("cells", [1]),))
    second = EventDraft("RUN", "r", {"a": 1}, outbox=(OutboxDraft("cells", [2]),))
    journal.record([first], run_id="r", recorded_at="t")
    assert not journal.record([second], run_id="r", recorded_at="t")[0].is_new
    assert [item.payload for item in journal.pending()] == [[1]]


@pytest.mark.parametrize(
    ("recorded", "unfinished"),
    [
        ([], []),
        ([("R-0001", "PAYMENT"), ("R-0001", "RUN")], []),
        ([("R-0002", "PAYMENT"), ("R-0001", "PAYMENT"), ("R-0002", "NOTE")], ["R-0002", "R-0001"]),
        ([("R-0001", "PAYMENT"), ("R-0002", "PAYMENT"), ("R-0002", "RUN"), ("", "NOTE")], ["R-0001"]),
        ([("R-0001", "RUN"), ("R-0001", "PAYMENT")], []),
    ],
)
def test_runs_that_never_came_to_their_end(
    journal: Journal, recorded: list[tuple[str, str]], unfinished: list[str]
) -> None:
    """Asked of the file, as it follows from all events."""
    for place, (run_id, kind) in enumerate(recorded):
        journal.record([EventDraft(kind, f"k{place}", {"n": place})], run_id=run_id, recorded_at="t")
    assert journal.runs_without("RUN") == unfinished
    assert unfinished_runs(journal.events()) == unfinished
