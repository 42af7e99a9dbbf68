"""Complaints in LibreOffice with the workbook open: click by click the same as on the closed file.

Mails and a form come in, what they leave open is typed, they are registered, looked at with the customer's file,
answered with goods taken back, words and a replacement; all that is taken back and done again; the goods go and come,
the supplier is charged, causes are counted.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pyxl.app.checking.checking import check_book
from pyxl.hosts.new_book.case_form import build_case_form
from pyxl.ledger.cases.return_rows import ReturnRow
from pyxl.ledger.cases.rows import Case, Solution
from pyxl.masterdata.customers import Customer

from .goods_firm import TODAY, goods_book
from .hosts import Seat, calc_seat, closed_seat, copied, differences, told_apart
from .inside_office import InsideWire

CAME_IN, SETTLED, RETURNED, ASKED = date(2026, 10, 20), date(2026, 10, 22), date(2026, 10, 28), date(2026, 11, 20)
MAIL = """From: {sender}
Date: Mon, 19 Oct 2026 09:00:00 +0200
Subject: {subject}
Content-Type: text/html; charset=utf-8

<p>{text}</p><img src="http://127.0.0.1:9/x.gif">
"""
MAILS = (
    ("a.eml", "einkauf0@kunde.example", "Rechnung RE-2026-00401", "Zwei Kerzen, Artikel 0815, sind krumm."),
    ("b.eml", "jemand@anders.example", "Frage", "Wo bleibt meine Ware?"),
)


def _post(folder: Path) -> Path:
    """What came in: two mails and a form."""
    post = folder / "post"
    post.mkdir()
    for name, sender, subject, text in MAILS:
        (post / name).write_text(MAIL.format(sender=sender, subject=subject, text=text), "utf-8")
    form = {
        "customer_number": "10003",
        "order_number": "A-3",
        "complaint": "Bein ab",
        "item_number": "a-2",
        "wish": "Ersatz",
    }
    (post / "c.xlsx").write_bytes(build_case_form("Tischlein", "de", dict(form)))
    return post


def _sold(seat: Seat) -> None:
    """What there is goes out and is billed."""
    for action in ("book-movements", "check-availability", "pick-list", "deliver", "create-invoices"):
        seat.act(action, TODAY)


def _service(seat: Seat, post: Path) -> None:
    assert seat.act("import-cases", CAME_IN, post).outcome.counts["cases_new"] == 3
    assert seat.act("import-cases", CAME_IN, post).outcome.counts["cases_known"] == 3
    seat.type_into(Case, "quantity", Decimal(2), None, Decimal(1))
    assert seat.act("open-cases", CAME_IN).outcome.counts["opened"] == 2
    seat.type_into(Case, "customer_number", None, "10004")
    seat.type_into(Case, "cause", "defekt", "zu spät geliefert", "defekt")
    assert seat.act("open-cases", CAME_IN).outcome.counts["opened"] == 1
    seat.act("cases-due", SETTLED)
    seat.type_into(Customer, "show_file", True)
    seat.act("customer-file", SETTLED)


def _settle(seat: Seat) -> None:
    seat.type_into(Case, "settle", True, True, True)
    seat.type_into(Case, "solution", Solution.RETURN, Solution.ANSWER, Solution.REPLACEMENT)
    seat.type_into(Case, "reason", "Zwei sind krumm.", "Sie kommt am Freitag.", "Das Bein ist ab.")
    assert seat.act("settle-case", SETTLED, user="hanne").outcome.counts["settled"] == 3
    assert seat.act("settle-case", SETTLED, user="hanne").outcome.counts["settled"] == 0
    seat.undo(SETTLED)
    seat.type_into(Case, "settle", True, True, True)
    assert seat.act("settle-case", SETTLED, user="hanne").outcome.counts["settled"] == 3


def _goods_there_and_back(seat: Seat) -> None:
    for action in ("check-availability", "pick-list", "deliver"):
        seat.act(action, SETTLED)
    seat.type_into(ReturnRow, "good_now", Decimal(1))
    seat.type_into(ReturnRow, "scrap_now", Decimal(1))
    assert seat.act("receive-return", RETURNED).outcome.counts["received"] == 1
    assert seat.act("receive-return", RETURNED).outcome.counts["received"] == 0
    seat.act("propose-debit-notes", RETURNED)
    seat.act("write-debit-notes", RETURNED)
    seat.act("cases-due", ASKED)
    seat.act("count-cases", ASKED)


@pytest.mark.long
def test_customer_service_is_the_same_in_the_open_workbook(tmp_path: Path, office: InsideWire) -> None:
    firm = tmp_path / "book.xlsx"
    firm.write_bytes(goods_book())
    post = _post(tmp_path)
    places = [copied(firm, tmp_path / name) for name in ("closed", "open")]
    with closed_seat(places[0]) as closed, calc_seat(places[1], office) as opened:
        for seat in (closed, opened):
            _sold(seat)
            _service(seat, post)
            _settle(seat)
            _goods_there_and_back(seat)
        assert differences(closed.transcript, opened.transcript) == []
        assert differences(closed.journal(), opened.journal()) == []
        assert told_apart(closed.cells(), opened.cells()) == {}
        assert [each.message("en") for each in check_book(closed.desk).outcome.findings] == []
