"""What loading another program's list costs: five thousand customers from a CSV file into a new workbook."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pyxl.hosts.new_book import build_book

from ..contract.small_firm import Firm, pyxl
from ..contract.test_load import rows_of
from .figures import tell

COUNT = 5_000
HEADER = "Kundennr.;Name;Straße;PLZ;Ort"


@pytest.mark.benchmark
def test_five_thousand_customers(tmp_path: Path) -> None:
    book, export = tmp_path / "book.xlsx", tmp_path / "export.csv"
    book.write_bytes(build_book("de"))
    rows = [f"{number:06d};Kunde {number};Weg {number};01067;Dresden" for number in range(COUNT)]
    export.write_bytes("\r\n".join((HEADER, *rows)).encode("cp1252"))

    started = time.process_time()
    told = pyxl("load", book, "Customers", export, "--apply")
    seconds = time.process_time() - started

    assert told.code == 0, told.text
    tell(f"load {COUNT:,} customers", f"{seconds:.2f} s CPU", "3 s")
    assert seconds < 3
    assert len(rows_of(Firm(tmp_path), "Customers")) == COUNT
