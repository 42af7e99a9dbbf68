"""Late money in every host: the same letters, rows and journal, closed or open in LibreOffice."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pyxl.app.checking.checking import check_book
from pyxl.dunning.ageing_rows import AgeingRow
from pyxl.dunning.rows import DunningProposal
from pyxl.ledger.rows import OpenItem

from .hosts import Seat, calc_seat, closed_seat, differences, told_apart
from .inside_office import InsideWire
from .late_firm import late_firm

REMINDED, LAST = date(2026, 10, 31), date(2026, 11, 20)
NOT_SAVED = {"CHK005"}
"""The journal counts as owed what is on the screen and not yet on the disk."""


def late_months(seat: Seat) -> None:
    """Collected, reminded, taken back and reminded again, stated, written off, handed over."""
    seat.act("create-invoices", REMINDED)
    collected = seat.act("collect-direct-debits", REMINDED)
    assert collected.outcome.counts["debits"] == 1
    seat.act("propose-dunning", REMINDED)
    seat.type_into(DunningProposal, "accept", True, True)
    assert seat.act("dun", REMINDED).outcome.counts["letters"] == 2
    seat.undo(REMINDED)
    assert seat.act("dun", REMINDED).outcome.counts["letters"] == 2
    assert seat.act("dun", REMINDED).outcome.counts["letters"] == 0
    seat.act("list-ageing", REMINDED)
    seat.type_into(AgeingRow, "statement", True, True)
    assert seat.act("write-statements", REMINDED).outcome.counts["statements"] == 2
    seat.type_into(OpenItem, "write_off_reason", None, "Kulanz")
    assert seat.act("write-off", LAST).outcome.counts["written_off"] == 1
    seat.type_into(OpenItem, "hand_over", True)
    assert seat.act("hand-over", LAST).outcome.counts["claims"] == 1
    seat.act("list-ageing", LAST)
    seat.act("propose-dunning", LAST)


@pytest.mark.long
def test_late_money_is_the_same_in_libreoffice(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "firm"
    folder.mkdir()
    firm = late_firm(folder, due_dates_agreed=True, books_charges=True, collect_days_ahead=20)
    wire: InsideWire = request.getfixturevalue("office")
    # With its journal: the books go on from the invoice that was issued.
    places = [Path(shutil.copytree(folder, tmp_path / name)) / firm.book.name for name in ("closed", "open")]
    with closed_seat(places[0]) as closed, calc_seat(places[1], wire) as opened:
        late_months(closed)
        late_months(opened)
        assert differences(closed.transcript, opened.transcript) == []
        assert differences(closed.journal(), opened.journal()) == []
        assert told_apart(closed.cells(), opened.cells()) == {}
        for seat in (closed, opened):
            told = check_book(seat.desk).outcome.findings
            assert [each.message("en") for each in told if each.code not in NOT_SAVED] == []


def test_a_closed_book_agrees_after_late_money(tmp_path: Path) -> None:
    firm = late_firm(tmp_path, due_dates_agreed=True, books_charges=True, collect_days_ahead=20)
    with closed_seat(firm.book) as seat:
        late_months(seat)
        assert [each.message("en") for each in check_book(seat.desk).outcome.findings] == []
