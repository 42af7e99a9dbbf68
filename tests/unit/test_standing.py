"""What waits, counted from the rows as the Start tab counts it; LibreOffice works out the tab's formulas elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from pyxl.app.standing import points, where_it_stands
from pyxl.core.money import Money
from pyxl.demo.firm import demo_settings
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.new_book import build_book
from pyxl.ledger.cases.rows import Case, CaseStatus
from pyxl.ledger.payables.rows import Bill
from pyxl.ledger.rows import BankLine, BankStatus, OpenItem
from pyxl.orders.rows import InvoiceKind
from tests.contract.small_firm import Firm, order, pyxl, tables

TODAY = date(2026, 10, 31)
ITEM = OpenItem(
    invoice_number="RE-1",
    invoice_date=date(2026, 9, 1),
    customer_number="10001",
    gross_amount=Money.of(119),
    due_date=date(2026, 10, 30),
)
BILL = Bill(
    bill_id="E-1", supplier_number="L1", bill_number="N-1", gross_amount=Money.of(50), due_date=date(2026, 11, 7)
)
LINE = BankLine(line_id="B-1", account="DE1", booking_date=date(2026, 10, 29), amount=Money.of(1))
CASE = Case(line_id="F-1", customer_number="10001", complaint="kaputt", answer_due=TODAY)

READY = "checked order lines delivered, not invoiced"
good = partial(order, check="✓")


@pytest.mark.parametrize(
    ("words", "rows", "count"),
    [
        (READY, [good(1, delivery_date=TODAY)], 1),
        (READY, [good(1, delivery_date=date(2026, 11, 1)), good(2)], 1),
        (READY, [good(1, invoice_number="RE-1")], 0),
        (READY, [good(1, invoice_kind=InvoiceKind.REPLACEMENT)], 0),
        (READY, [good(1, cancelled=True), order(2, check="✗ Menge")], 0),
        (READY, [order(1), good(2), order(3, check="! Preis")], 2),
        ("order lines not checked yet", [order(1), order(2, check="✓"), order(3, cancelled=True)], 1),
        ("bank lines open", [replace(LINE, status=status) for status in BankStatus], 2),
        ("EUR overdue", [ITEM, replace(ITEM, due_date=TODAY), replace(ITEM, gross_amount=Money.of(-5))], Decimal(119)),
        ("EUR overdue", [replace(ITEM, amount_paid=Money.of(100)), replace(ITEM, currency="CHF")], Decimal(19)),
        ("EUR of bills due within 7 days", [BILL, replace(BILL, due_date=date(2026, 11, 8))], Decimal(50)),
        ("EUR of bills due within 7 days", [replace(BILL, amount_paid=Money.of(50)), replace(BILL, due_date=None)], 0),
        ("complaints due", [CASE, replace(CASE, answered_on=TODAY), replace(CASE, answer_due=date(2026, 11, 1))], 1),
        ("complaints due", [replace(CASE, answered_on=TODAY, solution_due=TODAY), replace(CASE, solved_on=TODAY)], 1),
        ("complaints due", [replace(CASE, answered_on=TODAY, solution_due=TODAY, status=CaseStatus.WAITING)], 0),
    ],
)
def test_what_waits_is_counted(words: str, rows: list[object], count: object) -> None:
    (point,) = (each for each in points("en") if each.words.en == words)
    assert point.count(rows, TODAY) == count


def test_the_command_says_what_waits_with_the_command_that_does_it(tmp_path: Path) -> None:
    firm = Firm(tmp_path)
    firm.book.write_bytes(build_book("de", tables(), demo_settings("de")))
    assert pyxl("validate-orders", firm.book, "--apply", "--as-of", "2026-10-31").code == 1
    told = pyxl("status", firm.book, "--as-of", "2026-10-31")
    assert told.code == 0
    lines = told.out.splitlines()
    assert "1  Auftragszeilen mit Fehlern" in lines[1]
    assert lines[1].endswith(f"pyxl validate-orders {firm.book}")
    assert any(line.endswith(f"pyxl create-invoices {firm.book}") for line in lines)
    assert not any("noch nicht geprüft" in line for line in lines)
    assert "nicht eingerichtet" not in told.out
    assert lines[-1] == f"Noch keine Bankdatei eingelesen: pyxl import-bank {firm.book} export.xml"


def test_lines_that_nobody_has_checked_are_not_called_ready(tmp_path: Path) -> None:
    firm = Firm(tmp_path)
    firm.book.write_bytes(build_book("de", tables(), demo_settings("de")))
    told = pyxl("status", firm.book, "--as-of", "2026-10-31").out
    assert "6  Auftragszeilen noch nicht geprüft" in told
    assert "geliefert, nicht berechnet" not in told


def test_an_empty_book_waits_for_nothing(tmp_path: Path) -> None:
    book = tmp_path / "new.xlsx"
    book.write_bytes(build_book("en"))
    first, *others = pyxl("status", book).out.splitlines()[1:]
    assert first == f"Your firm is not set up yet: pyxl setup {book}"
    assert others == ["Nothing waits."]
    assert {count for _, count in where_it_stands(ClosedBook(book), TODAY).counts} == {0}
    assert pyxl("status", book, "--json", "--as-of", "2026-10-31").json["as_of"] == "2026-10-31"
