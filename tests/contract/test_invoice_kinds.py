"""Every kind of invoice on a closed workbook with its journal: the books agree, and all of it can be made again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pyxl.invoicing.contract_rows import Contract, Interval
from pyxl.masterdata.customers import InvoiceOutput
from pyxl.masterdata.items import ItemKind
from pyxl.orders.rows import InvoiceKind

from .small_firm import Firm, book_of, customers, items, order, tables

LATER = "2026-10-02"


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """Orders of every kind; what refers to another invoice can be issued once that one is there."""
    first, second, *others = customers()
    rebate = replace(items()[0], item_number="RABATT", description="Treuerabatt", kind=ItemKind.ALLOWANCE)
    lines = [
        order(1, "A-1", 2),
        order(1, "RABATT", 1, line_id="L-0102", unit_price=Decimal(8)),
        order(2, "0815", 20, invoice_kind=InvoiceKind.PREPAYMENT),
        order(2, "A-1", 3, line_id="L-0202", invoice_kind=InvoiceKind.FINAL),
        order(3, "A-1", 1, invoice_kind=InvoiceKind.CREDIT_NOTE, refers_to="RE-2026-00401"),
        order(4, "A-2", 3, customer_number="10002"),
        order(5, "A-2", 2, customer_number="10002", invoice_kind=InvoiceKind.CORRECTED, refers_to="RE-2026-00403"),
    ]
    contract = Contract(
        line_id="C1",
        contract_number="V-1",
        customer_number="10003",
        item_number="A-2",
        quantity=Decimal(1),
        interval=Interval.MONTHLY,
        starts_on=date(2026, 8, 1),
    )
    people = [
        replace(first, email="post@oehlmann.example"),
        replace(second, invoice_output=InvoiceOutput.PLAIN_PDF),
        *others,
    ]
    rows = {**tables(), "Customers": people, "Items": [*items(), rebate], "Orders": lines, "Contracts": [contract]}
    (tmp_path / "book.xlsx").write_bytes(book_of(rows))
    return Firm(tmp_path)


def _play(firm: Firm) -> None:
    assert firm.run("create-invoices", "--apply", "--json").json["summary"]["invoices"] == 3
    assert firm.run("create-invoices", "--apply", "--json", as_of=LATER).json["summary"]["invoices"] == 3
    assert firm.run("bill-contracts", "--apply", "--json", as_of=LATER).json["summary"]["invoices"] == 3


def test_the_books_agree_and_nothing_is_issued_twice(firm: Firm) -> None:
    _play(firm)
    checked = firm.run("check")
    assert checked.code == 0, checked.text
    for action in ("create-invoices", "bill-contracts"):
        assert firm.run(action, "--apply", "--json", as_of=LATER).json["summary"]["invoices"] == 0


def test_documents_are_made_again_byte_for_byte(firm: Firm) -> None:
    _play(firm)
    folder = firm.folder / "book.pyxl" / "documents"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path.suffix for path in before} == {".pdf", ".eml"}
    for path in before:
        path.unlink()
    assert firm.run("rebuild", "--apply", as_of=LATER).code == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_runs_are_taken_back_one_after_the_other(firm: Firm) -> None:
    _play(firm)
    for run in ("R-0003", "R-0002", "R-0001"):
        undone = firm.run("undo", run, "--apply", as_of=LATER)
        assert undone.code == 0, undone.text
        checked = firm.run("check")
        assert checked.code == 0, checked.text
