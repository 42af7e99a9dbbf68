"""CPU figures of the jobs on a closed workbook, each in one run: `make benchmark` prints them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import NamedTuple, TypeVar

import pytest

from pyxl.app.actions import BY_ID
from pyxl.app.runner import Request, run
from pyxl.core.money import Money, round_half_up
from pyxl.core.schema import Row
from pyxl.demo.firm import demo_settings
from pyxl.formats.statements.camt053_writer import write_camt053
from pyxl.formats.statements.statement import Statement, StatementLine
from pyxl.hosts.files import ClosedBook
from pyxl.hosts.new_book import build_book
from pyxl.hosts.xlsx import WriteCell, open_book, patch
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine

from .figures import tell

pytestmark = pytest.mark.benchmark
ROWS = 10_000
T = TypeVar("T")


def cpu(work: Callable[[], T]) -> tuple[T, float]:
    """The result and the CPU seconds of this process."""
    start = process_time()
    result = work()
    return result, process_time() - start


class Child(NamedTuple):
    """What a program used: CPU seconds of itself and its own children, and the largest memory in MB."""

    seconds: float
    memory_mb: float


_WITH_MEMORY = """
import os, runpy, sys
from tests.benchmarks.figures import peak_megabytes
try:
    runpy.run_module("pyxl", run_name="__main__", alter_sys=True)
finally:
    os.write(int(os.environ["TOLD"]), str(peak_megabytes()).encode())
"""
ROOT = Path(__file__).parents[2]


def run_child(*arguments: str) -> Child:
    """Runs a program to its end; exit code 1 means findings and is fine. Memory is told by `-m pyxl` alone."""
    is_pyxl = arguments[:2] == ("-m", "pyxl")
    command = ["-c", _WITH_MEMORY, *arguments[2:]] if is_pyxl else list(arguments)
    told, telling = os.pipe()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TOLD": str(telling)}
    process = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.DEVNULL, pass_fds=[telling], env=environment
    )
    os.close(telling)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), process.returncode
    with os.fdopen(told) as read:
        return Child(used.ru_utime + used.ru_stime, float(read.read() or 0))


def customers(count: int) -> list[Customer]:
    return [
        Customer(
            customer_number=f"{10_000 + number}",
            name=f"Kunde {number} GmbH",
            street="Weg 1",
            postcode="34117",
            city="Kassel",
            payment_days=30,
        )
        for number in range(count)
    ]


def items(count: int) -> list[Item]:
    return [
        Item(item_number=f"A-{number:04d}", description=f"Artikel {number}", unit="Stk", price=Decimal("19.90"))
        for number in range(count)
    ]


def order_lines(count: int) -> list[OrderLine]:
    return [
        OrderLine(
            line_id=f"L-{number:06d}",
            order_number=f"AU-{number // 3:05d}",
            order_date=date(2026, 9, 1) + timedelta(days=number // 3 % 20),
            customer_number=f"{10_000 + number // 3 % 1000}",
            item_number=f"A-{number % 2000:04d}",
            quantity=Decimal(number % 9 + 1),
            unit="Stk",
            unit_price=Decimal("19.90"),
            currency="EUR",
            delivery_date=date(2026, 9, 25),
        )
        for number in range(count)
    ]


def test_importing_pyxl_is_quick() -> None:
    bare, with_pyxl = run_child("-c", ""), run_child("-c", "import pyxl")
    more = max(0.0, with_pyxl.seconds - bare.seconds)
    tell("import pyxl", f"{1000 * more:.0f} ms CPU", "60 ms")
    assert more < 0.060


@pytest.fixture(scope="module")
def order_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("orders") / "book.xlsx"
    tables: dict[str, list[Row]] = {
        "Customers": [*customers(1000)],
        "Items": [*items(2000)],
        "Orders": [*order_lines(ROWS)],
    }
    path.write_bytes(build_book("de", tables, demo_settings()))
    return path


def test_checking_ten_thousand_order_lines(order_book: Path) -> None:
    request = Request(BY_ID["validate-orders"], date(2026, 9, 30), "2026-09-30T12:00:00+02:00", "anna")
    report, seconds = cpu(lambda: run(ClosedBook(order_book), request))
    assert report.outcome.counts["rows"] == ROWS
    tell(f"validate-orders, {ROWS:,} lines, reading included", f"{seconds:.2f} s CPU", "1.5 s")
    assert seconds < 1.5


def test_writing_back_costs_what_packing_costs(order_book: Path) -> None:
    data = order_book.read_bytes()
    book = open_book(data)
    table = book.table("Orders")
    check = [column.name for column in table.columns].index("Prüfung") + table.area.left
    edits = [
        WriteCell(table.sheet, row, check, f"✗ Fehler in Zeile {row}")
        for row in range(table.body.top, table.body.bottom + 1, 50)
    ]
    part = book.archive.read(book.sheet(table.sheet).part)
    packed = zlib.compress(part, 6)
    _, packing = cpu(lambda: (zlib.decompress(packed), zlib.compress(part, 6)))
    changed, patching = cpu(lambda: patch(data, edits))
    assert hashlib.sha256(changed).digest() != hashlib.sha256(data).digest()
    tell(f"write back {len(edits)} of {ROWS:,} rows", f"{patching / packing:.2f} times unpack and pack", "2 times")
    assert patching < 2 * packing


def bank_month(count: int) -> tuple[list[OpenItem], bytes]:
    """As many open items as bank lines; each line pays one, most by reference, some by payer and amount."""
    open_items, lines = [], []
    for number in range(count):
        amount = Money(round_half_up(Decimal("20") + Decimal(number * 7919 % 900_000) / 100))
        invoice = f"RE-2026-{number + 1:05d}"
        open_items.append(
            OpenItem(
                invoice_number=invoice,
                invoice_date=date(2026, 8, 1),
                customer_number=f"{10_000 + number % 1000}",
                gross_amount=amount,
                due_date=date(2026, 8, 31),
            )
        )
        lines.append(
            StatementLine(
                booking_date=date(2026, 10, 1) + timedelta(days=number * 29 // count),
                value_date=date(2026, 10, 1) + timedelta(days=number * 29 // count),
                amount=amount,
                counterparty_name=f"Kunde {number % 1000} GmbH",
                counterparty_iban="",
                remittance_information=f"Rechnung {invoice}" if number % 10 else f"Rg {invoice[-5:]}",
                bank_reference=f"REF{number:06d}",
            )
        )
    opening = Money.of("1000.00")
    closing = opening
    for line in lines:
        closing += line.amount
    iban = demo_settings().iban.replace(" ", "")
    statement = Statement(
        account=iban,
        currency="EUR",
        statement_number="10",
        opening_balance=opening,
        closing_balance=closing,
        lines=tuple(lines),
    )
    return open_items, write_camt053(statement)


def test_ten_thousand_bank_lines_against_ten_thousand_open_items(tmp_path: Path) -> None:
    open_items, export = bank_month(ROWS)
    book, file = tmp_path / "book.xlsx", tmp_path / "export.xml"
    book.write_bytes(build_book("de", {"Customers": customers(1000), "Receivables": open_items}, demo_settings()))
    file.write_bytes(export)
    day = ("--as-of", "2026-10-31")
    read = run_child("-m", "pyxl", "import-bank", str(book), str(file), *day)
    imported = run_child("-m", "pyxl", "import-bank", str(book), str(file), "--apply", *day)
    matched = run_child("-m", "pyxl", "reconcile", str(book), *day)
    settled = run_child("-m", "pyxl", "reconcile", str(book), "--apply", *day)
    jobs, written = read.seconds + matched.seconds, imported.seconds + settled.seconds
    memory = max(each.memory_mb for each in (read, imported, matched, settled))
    taken = (
        f"read and matched {jobs:.1f} s CPU ({read.seconds:.1f} + {matched.seconds:.1f}), with journal and workbook "
        f"{written:.1f} s ({imported.seconds:.1f} + {settled.seconds:.1f}), {memory:.0f} MB"
    )
    tell(f"import-bank and reconcile, {ROWS:,} lines against {ROWS:,} items", taken, "6 s, 15 s, 400 MB")
    assert jobs < 6
    assert written < 15
    assert memory < 400
