"""Complaints in LibreOffice with the workbook open: click by click the same as on the closed file.

Mails and a form come in, what they leave open is typed, they are registered, looked at with the customer's file,
credited, explained and rejected; one solution is taken back and done again; causes are counted.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from pyxl.app.checking import check_book
from pyxl.core.money import Money
from pyxl.hosts.calc.wire import PipeWire
from pyxl.hosts.new_book.case_form import build_case_form
from pyxl.ledger.case_rows import Case, Solution
from pyxl.masterdata import Customer

from .hosts import Seat, calc_seat, closed_seat, differences, told_apart
from .late_firm import late_firm

CAME_IN, SETTLED, ASKED = date(2026, 10, 20), date(2026, 10, 22), date(2026, 11, 20)
MAIL = """From: {sender}
Date: Mon, 19 Oct 2026 09:00:00 +0200
Subject: {subject}
Content-Type: text/html; charset=utf-8

<p>{text}</p><img src="http://127.0.0.1:9/x.gif">
"""
MAILS = (
    ("a.eml", "post0@kunde.example", "Rechnung RE-2026-00401", "Zwei von A-1 sind zerkratzt."),
    ("b.eml", "jemand@anders.example", "Frage", "Wo bleibt meine Ware?"),
)


def _post(folder: Path) -> Path:
    """What came in: two mails and a form."""
    post = folder / "post"
    post.mkdir()
    for name, sender, subject, text in MAILS:
        (post / name).write_text(MAIL.format(sender=sender, subject=subject, text=text), "utf-8")
    form = {"customer_number": "10003", "complaint": "Bein wackelt", "item_number": "a-2", "wish": "Ersatz"}
    (post / "c.xlsx").write_bytes(build_case_form("Tischlein", "de", dict(form)))
    return post


def _service(seat: Seat, post: Path) -> None:
    assert seat.act("import-cases", CAME_IN, post).outcome.counts["cases_new"] == 3
    assert seat.act("import-cases", CAME_IN, post).outcome.counts["cases_known"] == 3
    assert seat.act("open-cases", CAME_IN).outcome.counts["opened"] == 2
    seat.type_into(Case, "customer_number", None, "10004")
    seat.type_into(Case, "cause", "verkratzt", "zu spät", "verkratzt")
    assert seat.act("open-cases", CAME_IN).outcome.counts["opened"] == 1
    seat.act("cases-due", SETTLED)
    seat.type_into(Customer, "show_file", True)
    seat.act("customer-file", SETTLED)


def _settle(seat: Seat) -> None:
    seat.type_into(Case, "settle", True, True, True)
    seat.type_into(Case, "solution", Solution.CREDIT, Solution.ANSWER, Solution.REJECTION)
    seat.type_into(Case, "credit_amount", Money.of("50"))
    seat.type_into(Case, "reason", "Zwei Tische sind zerkratzt.", "Sie kommt am Freitag.", "Nach drei Jahren.")
    assert seat.act("settle-case", SETTLED, user="hanne").outcome.counts["settled"] == 3
    assert seat.act("settle-case", SETTLED, user="hanne").outcome.counts["settled"] == 0
    seat.undo(SETTLED)
    seat.type_into(Case, "settle", True, True, True)
    assert seat.act("settle-case", SETTLED, user="hanne").outcome.counts["settled"] == 3
    seat.act("cases-due", ASKED)
    seat.act("count-cases", ASKED)


def test_customer_service_is_the_same_in_the_open_workbook(tmp_path: Path, office: PipeWire) -> None:
    folder = tmp_path / "firm"
    folder.mkdir()
    firm = late_firm(folder)
    post = _post(tmp_path)
    places = [Path(shutil.copytree(folder, tmp_path / name)) / firm.book.name for name in ("closed", "open")]
    with closed_seat(places[0]) as closed, calc_seat(places[1], office) as opened:
        for seat in (closed, opened):
            _service(seat, post)
            _settle(seat)
        assert differences(closed.transcript, opened.transcript) == []
        assert differences(closed.journal(), opened.journal()) == []
        assert told_apart(closed.cells(), opened.cells()) == {}
        assert [each.message("en") for each in check_book(closed.desk).outcome.findings] == []
