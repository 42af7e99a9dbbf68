"""What a press of a button costs pyxl's own interpreter, start included; LibreOffice's part is its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pyxl.core.schema import Row
from tests.contract.answering_office import Clerk, press
from tests.contract.hosts import opened
from tests.contract.running_office import office_running, why_not
from tests.contract.small_firm import book_of, customers, items, order, receivables

from .figures import tell

LINES = 1_000
HEAVY = ("pandas", "numpy", "polars", "openpyxl", "typst", "jinja2", "rich", "click")


@pytest.mark.benchmark
def test_a_click_answers_at_once_and_checks_a_thousand_lines(tmp_path: Path) -> None:
    """First text in the status bar < 0.5 s CPU; 1,000 order lines checked < 1.5 s CPU in all."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    lines = [order(number, customer_number=f"1000{1 + number % 3}") for number in range(1, LINES + 1)]
    book = tmp_path / "book.xlsx"
    tables: Mapping[str, Sequence[Row]] = {
        "Customers": customers(),
        "Items": items(),
        "Orders": lines,
        "Receivables": receivables(),
    }
    book.write_bytes(book_of(tables))
    best = Clerk(cpu_at_first_word=9.0, cpu_in_all=9.0)
    with office_running(tmp_path / "profile", "--headless") as (wire, _), opened(book, wire):
        for _ in range(3):
            clerk = Clerk({"ok": "ok", "yes_no": "no"})
            press(wire, "book.xlsx", "validate_orders", clerk)
            best = min(best, clerk, key=lambda each: each.cpu_in_all)
    taken = f"first text {best.cpu_at_first_word:.2f} s CPU, all {best.cpu_in_all:.2f} s"
    tell(f"a click in LibreOffice that checks {LINES:,} order lines", taken, "0.5 s, 1.5 s")
    assert best.cpu_at_first_word < 0.5
    assert best.cpu_in_all < 1.5


def test_a_click_does_not_load_what_it_does_not_need() -> None:
    code = (
        "import sys, pyxl.hosts.ribbon as ribbon\n"
        "with ribbon._without(ribbon.HEAVY): import xlwings\n"
        "import pyxl.hosts.calc.engine, pyxl.hosts.live.words, pyxl.hosts.live.clicking, pyxl.orders.validating\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert printed.stdout.strip() == "[]"
