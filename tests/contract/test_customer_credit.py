"""A customer's credit on a workbook: it agrees with the journal, is made again, and is taken back with its note."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from pyxl.orders.rows import InvoiceKind

from .small_firm import Firm, bank_file, book_of, lines_for, order, tables

LATER = "2026-10-31"


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """A table is invoiced (153.51 EUR) and 119.00 of it is paid; then the whole table comes back."""
    sold = order(1, "A-1", 1)
    back = order(3, "A-1", 1, invoice_kind=InvoiceKind.CREDIT_NOTE, refers_to="RE-2026-00401")
    (tmp_path / "book.xlsx").write_bytes(book_of({**tables(), "Orders": [sold, back], "Receivables": []}))
    (tmp_path / "bank.xml").write_bytes(bank_file(lines_for("RE-2026-00401")))
    return Firm(tmp_path)


def _receivables(firm: Firm) -> dict[object, tuple[object, ...]]:
    sheet = load_workbook(firm.book, data_only=True)["Offene Posten"]
    places = [[cell.value for cell in sheet[1]].index(name) for name in ("Brutto", "Bezahlt", "Gutgeschrieben")]
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return {row[0]: tuple(row[place] for place in places) for row in rows if row[0]}


def _is_well(firm: Firm) -> None:
    checked = firm.run("check")
    assert checked.code == 0, checked.text


def test_check_rebuild_and_undo_agree(firm: Firm) -> None:
    assert firm.run("create-invoices", "--apply", "--json").json["summary"]["invoices"] == 1
    for step in (("import-bank", firm.bank), ("reconcile",), ("create-invoices",)):
        done = firm.run(*step, "--apply", as_of=LATER)
        assert done.code in (0, 1), done.text
    with_credit = {"RE-2026-00401": (153.51, 119, 34.51), "ST-2026-00001": (-153.51, None, -34.51)}
    assert _receivables(firm) == with_credit
    _is_well(firm)

    book = load_workbook(firm.book)
    sheet = book["Offene Posten"]
    for cell in next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "ST-2026-00001"):
        cell.value = None
    book.save(firm.book)
    assert firm.run("check").code == 1
    assert firm.run("rebuild", "--apply", as_of=LATER).code == 0
    assert _receivables(firm) == with_credit
    _is_well(firm)

    undone = firm.run("undo", "R-0004", "--apply", as_of=LATER)
    assert undone.code == 0, undone.text
    assert _receivables(firm) == {"RE-2026-00401": (153.51, 119, None), "ST-2026-00001": (-153.51, None, -153.51)}
    _is_well(firm)
