"""The tab Cases beside the journal: a registered complaint stays, with its number; what else is in its row is hers."""

from __future__ import annotations

from datetime import date

from pyxl.app.expected import ExpectedRow
from pyxl.app.projection import expected_tabs
from pyxl.core.outcome import Series
from pyxl.journal.records import Event
from pyxl.ledger.books import Books
from pyxl.ledger.cases.events import CaseOpened
from pyxl.ledger.cases.rows import Channel
from pyxl.service.cases.posting import CasePosting, CaseWithdrawal
from tests.stories.desk import Recorded

OPENED = CaseOpened("RK1", date(2026, 6, 3), "D1", "broken", date(2026, 6, 5), date(2026, 6, 18), channel="PHONE")
POSTING = CasePosting(OPENED, 0, Series("RK-{year}-{00001}", 2026))


def events(*, withdrawn: bool) -> list[Recorded]:
    opened = Recorded(POSTING.kind, POSTING.key, "RK-2026-00001", "R-0001", POSTING.payload("RK-2026-00001"))
    if not withdrawn:
        return [opened]
    back = CaseWithdrawal(Books.from_events([opened]).cases.cases["RK1"])
    return [opened, Recorded(back.kind, back.key, "", "R-0002", back.payload(""))]


def expected(*, withdrawn: bool) -> ExpectedRow:
    recorded: list[Event] = []
    return expected_tabs(recorded, Books.from_events(events(withdrawn=withdrawn)))["Cases"]["RK1"]


def test_a_registered_row_must_stay_and_can_be_made_again() -> None:
    row = expected(withdrawn=False)
    assert (row.values, row.must_stay) == ({"case_number": "RK-2026-00001"}, True)
    assert (row.when_new["complaint"], row.when_new["channel"]) == ("broken", Channel.PHONE)


def test_a_number_that_was_given_up_is_not_in_the_tab() -> None:
    row = expected(withdrawn=True)
    assert (row.values, row.must_stay) == ({"case_number": ""}, False)
