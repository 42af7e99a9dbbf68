"""Discounts with their VAT, and gain or loss of exchange, on a closed workbook: the books agree after every step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pyxl.core.money import Money
from pyxl.core.schema import schema_of
from pyxl.core.tables import read_table
from pyxl.hosts.files import ClosedBook
from pyxl.ledger.rows import Allocation, AllocationKind, OpenItem

from .small_firm import Firm, bank_file, book_of, lines_for, order, tables

LATER = "2026-10-31"


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """An invoice over 153.51 EUR with 2 % discount until 8 October, and 1,000 USD from before, at 0.90."""
    dollars = OpenItem(
        invoice_number="ALT-4711",
        invoice_date=date(2026, 8, 1),
        customer_number="10001",
        gross_amount=Money.of("1000.00", "USD"),
        currency="USD",
        due_date=date(2026, 8, 15),
        exchange_rate=Decimal("0.9"),
    )
    rows = {**tables(), "Orders": [order(1, "A-1", 1)], "Receivables": [dollars]}
    (tmp_path / "book.xlsx").write_bytes(book_of(rows))
    firm = Firm(tmp_path)
    discounted = lines_for("RE-2026-00401 abzgl. Skonto", amount="150.44")
    firm.bank.write_bytes(bank_file([*discounted, *lines_for("ALT-4711 USD 1.000,00", amount="880.00")]))
    return firm


def _agrees(firm: Firm) -> None:
    checked = firm.run("check")
    assert checked.code == 0, checked.text


def test_the_books_agree_and_all_of_it_is_taken_back(firm: Firm) -> None:
    assert firm.run("create-invoices", "--apply").code == 0
    assert firm.run("import-bank", firm.bank, "--apply", as_of=LATER).code == 0
    reconciled = firm.run("reconcile", "--apply", "--json", as_of=LATER)
    assert reconciled.json["summary"]["settled"] == 2, reconciled.text
    _agrees(firm)
    assert {(row.kind, row.amount, row.vat_amount) for row in _allocations(firm)} == {
        (AllocationKind.PAYMENT, Money.of("150.44"), None),
        (AllocationKind.DISCOUNT_VAT, None, Money.of("0.49")),
        (AllocationKind.PAYMENT, Money.of("1000.00", "USD"), None),
        (AllocationKind.EXCHANGE_LOSS, Money.of("-20.00"), None),
    }
    undone = firm.run("undo", "R-0003", "--apply", as_of=LATER)
    assert undone.code == 0, undone.text
    _agrees(firm)
    assert _allocations(firm) == []


def _allocations(firm: Firm) -> list[Allocation]:
    raw = ClosedBook(firm.book).read([schema_of(Allocation)]).tabs["Allocations"]
    return list(read_table(Allocation, raw, "de"))
