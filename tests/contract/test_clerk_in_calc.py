"""While pyxl works in an open workbook a clerk goes on typing, inserting rows and sorting in it: nothing gets lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pyxl.app.checking.checking import check_book
from pyxl.app.tabs import SCHEMA_OF_TAB
from pyxl.core.tables import map_columns
from pyxl.hosts.live.book import LiveBook

from .hosts import Seat, opened
from .running_office import office_running, why_not
from .small_firm import (
    DAY,
    bank_file,
    book_of,
    customers,
    items,
    lines_for,
    order,
    receivables,
)

CLERK = Path(__file__).with_name("calc_clerk.py")
SEEDS = range(12) if os.environ.get("PYXL_STORM") == "full" else range(1)
ORDERS = 30
END_OF_OCTOBER = date(2026, 10, 31)
TAB_ON = {"Kunden": "Customers", "Aufträge": "Orders"}


def busy_book() -> bytes:
    """Orders of three customers, and open items that the bank pays."""
    orders = [order(number, customer_number=f"1000{1 + number % 3}") for number in range(1, ORDERS + 1)]
    return book_of({"Customers": customers(), "Items": items(), "Orders": orders, "Receivables": receivables()}, "de")


@contextmanager
def clerk_at_work(pipe: str, seed: int) -> Iterator[dict[str, Any]]:
    """She works meanwhile; in the end the dictionary says what she did."""
    command = [sys.executable, str(CLERK), pipe, str(seed)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = {}
    try:
        yield told
        out, _ = process.communicate(timeout=120)
        told.update(json.loads(out))
    finally:
        process.kill()
        process.wait()


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_she_types_is_lost_and_no_row_is_mixed_up(
    seed: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    reason = why_not()
    if reason:
        pytest.skip(reason)
    book, bank = tmp_path / "book.xlsx", tmp_path / "bank.xml"
    book.write_bytes(busy_book())
    bank.write_bytes(bank_file(lines_for("RE-2026-00001", "RE-2026-00002")))
    with office_running(tmp_path / "profile", "--headless") as (wire, pipe), opened(book, wire) as open_book:
        seat = Seat(LiveBook(open_book))
        with clerk_at_work(pipe, seed) as told:
            seat.act("validate-orders", DAY)
            seat.act("create-invoices", DAY)
            seat.act("import-bank", END_OF_OCTOBER, bank)
            seat.act("reconcile", END_OF_OCTOBER)
            seat.act("validate-orders", END_OF_OCTOBER)
        record_property("typed", len(told["typed"]))
        assert told["done"]["typed"] > 5, told["done"]
        assert shown(seat, told["typed"]) == told["typed"]
        assert billed(seat) == {f"L-{number:04d}" for number in range(1, ORDERS + 1)}
        found = check_book(seat.desk).outcome.findings
        assert [each.message("en") for each in found if each.code not in NOT_SAVED] == []


NOT_SAVED = {"CHK005"}
"""The journal counts as owed what is on the screen and not yet on the disk."""


def rows_of(seat: Seat, tab: str) -> list[dict[str, Any]]:
    """The rows of a tab by field."""
    raw = seat.desk.read([SCHEMA_OF_TAB[tab]]).tabs[tab]
    at = map_columns(SCHEMA_OF_TAB[tab], raw).positions
    return [{name: row[place] for name, place in at.items() if place < len(row)} for row in raw.rows]


def shown(seat: Seat, typed: dict[str, str]) -> dict[str, str]:
    """What stands now where she typed."""
    found = {}
    all_rows = {tab: rows_of(seat, tab) for tab in {TAB_ON[place.partition("!")[0]] for place in typed}}
    for place in typed:
        sheet, key = place.split("!")
        tab = TAB_ON[sheet]
        rows = [row for row in all_rows[tab] if row[SCHEMA_OF_TAB[tab].key] == key]
        assert len(rows) == 1, place
        found[place] = str(rows[0]["note"])
    return found


def billed(seat: Seat) -> set[str]:
    """The order lines with an invoice number, each with that of its own order's invoice."""
    orders = {row["invoice_number"]: row["order_numbers"] for row in rows_of(seat, "Invoices")}
    lines = [row for row in rows_of(seat, "Orders") if row["line_id"]]
    assert all(row["order_number"] in orders[row["invoice_number"]] for row in lines if row["invoice_number"])
    return {row["line_id"] for row in lines if row["invoice_number"]}
