"""One contract for all hosts: the closed file, LibreOffice with the workbook open, and Excel where there is one.

Whatever is done in one of them gives the same findings, the same changes, the same documents and the same journal.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from pyxl.hosts.calc.wire import PipeWire

from .hosts import Seat, calc_seat, closed_seat, copied, differences
from .running_office import office_running, why_not
from .small_firm import DAY, Firm

END_OF_OCTOBER = date(2026, 10, 31)
MakeSeat = Callable[[Path], AbstractContextManager[Seat]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PipeWire]:
    """A LibreOffice without windows."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    with office_running(tmp_path_factory.mktemp("office") / "profile", "--headless") as (wire, _):
        yield wire


@contextmanager
def excel_seat(book: Path) -> Iterator[Seat]:
    """The workbook is open in a real Excel."""
    import xlwings

    from pyxl.hosts.live.book import LiveBook

    with xlwings.App(visible=False) as app:
        yield Seat(LiveBook(app.books.open(str(book))))


@pytest.fixture(params=["calc", "excel"])
def make_seat(request: pytest.FixtureRequest) -> MakeSeat:
    """A way to open a workbook in a program."""
    if request.param == "calc":
        return partial(calc_seat, office=request.getfixturevalue("office"))
    if platform.system() not in ("Windows", "Darwin"):
        pytest.skip("Microsoft Excel runs on Windows and macOS only")
    return excel_seat


def month(seat: Seat, bank: Path) -> None:
    """A firm's month: check, bill, read the bank, settle, think again."""
    seat.act("validate-orders", DAY)
    seat.act("create-invoices", DAY)
    seat.act("create-invoices", DAY)
    seat.act("import-bank", END_OF_OCTOBER, bank)
    seat.act("reconcile", END_OF_OCTOBER)
    seat.undo(END_OF_OCTOBER)
    seat.act("reconcile", END_OF_OCTOBER)
    seat.act("validate-orders", END_OF_OCTOBER, fix=True)


def test_month_is_the_same_in_every_host(firm: Firm, make_seat: MakeSeat, tmp_path: Path) -> None:
    with (
        closed_seat(copied(firm.book, tmp_path / "closed")) as closed,
        make_seat(copied(firm.book, tmp_path / "open")) as opened,
    ):
        month(closed, firm.bank)
        month(opened, firm.bank)
        assert differences(closed.transcript, opened.transcript) == []
        assert differences(closed.journal(), opened.journal()) == []
        left, right = closed.cells(), opened.cells()
    assert {
        place: (left.get(place), right.get(place)) for place in left | right if left.get(place) != right.get(place)
    } == {}
