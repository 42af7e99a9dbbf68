"""Several people click at once: one waits, no number is missing or given twice (SAFETY N1, N2)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pyxl.hosts.xlsx import WriteCell, patch
from pyxl.journal.journal import Journal
from pyxl.ledger.events import INVOICE

from .firm import ORDERS
from .processes import FINE, FOUND_ERRORS, PATIENCE, Ended, Pyxl, start_at_once
from .proofs import State, check_sound, is_gapless, journal_of, state_of
from .stories import CREATE, DELIVER, IMPORT, RECONCILE, Story, lay_out

SEATS, EACH = 4, 50
ISSUER = """
import sys
from pathlib import Path
from pyxl.journal import Completed, Journal, NumberedDraft, NumberSeries
seat, count = sys.argv[2], int(sys.argv[3])
series = NumberSeries.of("RE-{year}-{00001}", 2026)
sys.stdin.readline()
with Journal.open(Path(sys.argv[1]), create=True) as journal:
    for place in range(count):
        key, content = f"{seat}-{place}", {"seat": seat}
        draft = NumberedDraft("INVOICE", key, series, content, lambda number: Completed({"n": number}))
        print(journal.issue(draft, run_id=seat, recorded_at="2026-01-01T00:00:00+00:00").number)
"""


def test_four_seats_issue_fifty_invoices_each(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    path = tmp_path / "journal.sqlite"
    command = [sys.executable, "-c", ISSUER, str(path)]
    seats = [
        subprocess.Popen([*command, f"seat{n}", str(EACH)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for n in range(SEATS)
    ]
    for seat in seats:
        assert seat.stdin is not None
        seat.stdin.write("go\n")
        seat.stdin.flush()
    printed = [seat.communicate(timeout=PATIENCE)[0].split() for seat in seats]
    assert [len(numbers) for numbers in printed] == [EACH] * SEATS
    with Journal.open(path, create=False) as journal:
        drawn = [event.number.n for event in journal.events() if event.number]
        assert journal.verify_chain() == ()
    record_property("numbers", len(drawn))
    record_property("twice", len(drawn) - len(set(drawn)))
    record_property("missing", SEATS * EACH - len(set(drawn)))
    assert is_gapless(drawn)
    assert len(drawn) == SEATS * EACH
    assert len({number for numbers in printed for number in numbers}) == SEATS * EACH


def test_four_people_create_invoices_at_once(states: Path, undisturbed: dict[str, State], tmp_path: Path) -> None:
    book = lay_out(states, CREATE.start, tmp_path / "book")
    _demand_well(start_at_once(book.parent, *[CREATE.command] * SEATS))
    check_sound(book)
    assert state_of(book) == undisturbed[CREATE.name]


@pytest.mark.parametrize(
    "story", [IMPORT, pytest.param(RECONCILE, marks=pytest.mark.long)], ids=lambda story: story.name
)
def test_a_double_click(story: Story, states: Path, undisturbed: dict[str, State], tmp_path: Path) -> None:
    book = lay_out(states, story.start, tmp_path / "book")
    _demand_well(start_at_once(book.parent, story.command, story.command))
    check_sound(book)
    assert state_of(book) == undisturbed[story.name]


def test_two_people_deliver_the_last_piece_at_once(states: Path, undisturbed: dict[str, State], tmp_path: Path) -> None:
    """One of them delivers; the other is told that somebody did."""
    book = lay_out(states, DELIVER.start, tmp_path / "book")
    ended = start_at_once(book.parent, DELIVER.command, DELIVER.command)
    _demand_well(ended)
    assert sum("somebody else delivered it" in " ".join(each.printed.split()) for each in ended) == 1
    check_sound(book)
    assert state_of(book).facts == undisturbed[DELIVER.name].facts


@pytest.mark.long
def test_one_bills_while_the_other_reconciles(states: Path, pyxl: Pyxl, tmp_path: Path) -> None:
    book = lay_out(states, RECONCILE.start, tmp_path / "book")
    customer_of_the_bad_line = WriteCell("Orders", 9, 4, "K1")
    book.write_bytes(patch(book.read_bytes(), [customer_of_the_bad_line]))
    _demand_well(start_at_once(book.parent, CREATE.command, RECONCILE.command))
    check_sound(book)
    with journal_of(book) as journal:
        assert len(list(journal.events(kinds=(INVOICE,)))) == ORDERS + 1
    # Whichever came first: one more round in a fixed order sees all, and a second one changes nothing.
    states_seen = []
    for _ in range(2):
        for story in (CREATE, RECONCILE):
            pyxl(book.parent, *story.command)
        states_seen.append(state_of(book))
    assert states_seen[0] == states_seen[1]
    check_sound(book)
    with journal_of(book) as journal:
        assert len(list(journal.events(kinds=(INVOICE,)))) == ORDERS + 1


def _demand_well(ended: list[Ended]) -> None:
    for each in ended:
        assert each.code in (FINE, FOUND_ERRORS), each.printed
