"""A thousand invoices in one action: progress is shown all the way, and memory stays small."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pyxl.core.schema import Row
from pyxl.demo.firm import demo_settings
from pyxl.hosts.new_book import build_book
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.rows import OrderLine

from .figures import tell

pytestmark = pytest.mark.benchmark
COUNT = 1_000
MEMORY_MB = 500
_RUN = """
import json, sys, time
from datetime import date
from pathlib import Path
from pyxl.app.actions import BY_ID
from pyxl.app.runner import Request, run
from pyxl.hosts.files import ClosedBook
from tests.benchmarks.figures import peak_megabytes

seen = []
request = Request(
    BY_ID["create-invoices"], date(2026, 9, 30), "2026-09-30T12:00:00+02:00", "anna", apply=True,
    progress=lambda done, of: seen.append((done, of)),
)

report = run(ClosedBook(Path(sys.argv[1])), request)
memory = peak_megabytes()
told = {"documents": len(report.documents), "progress": seen, "memory": memory, "seconds": time.process_time()}
print(json.dumps(told))
"""


def thousand_orders(path: Path) -> None:
    """A workbook with a thousand customers who each ordered ten lines of one order."""
    customers = [
        Customer(
            customer_number=f"{n}",
            name=f"Kunde {n} GmbH",
            street="Weg 1",
            postcode="34117",
            city="Kassel",
            payment_days=30,
        )
        for n in range(10_000, 10_000 + COUNT)
    ]
    items = [Item(item_number="A-1", description="Spanplattenschraube", unit="Stk", price=Decimal("19.90"))]
    lines = [
        OrderLine(
            line_id=f"L-{n:05d}",
            order_number=f"AU-{n // 10:05d}",
            order_date=date(2026, 9, 1),
            customer_number=f"{10_000 + n // 10}",
            item_number="A-1",
            quantity=Decimal(n % 9 + 1),
            unit="Stk",
            unit_price=Decimal("19.90"),
            currency="EUR",
            delivery_date=date(2026, 9, 25),
        )
        for n in range(10 * COUNT)
    ]
    tables: dict[str, list[Row]] = {"Customers": [*customers], "Items": [*items], "Orders": [*lines]}
    path.write_bytes(build_book("de", tables, demo_settings()))


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX tells the largest memory of a process")
def test_a_thousand_invoices_in_one_action(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    thousand_orders(book)
    ran = subprocess.run([sys.executable, "-c", _RUN, str(book)], capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout)
    progress = [tuple(step) for step in told["progress"]]

    taken = f"{told['seconds']:.0f} s CPU, {told['memory']:.0f} MB, progress shown {len(progress)} times"
    tell(f"create-invoices, {told['documents']:,} of 10 lines, with journal and workbook", taken, f"{MEMORY_MB} MB")
    assert told["documents"] == COUNT
    assert progress[-1] == (COUNT, COUNT)
    assert len(progress) >= 10
    assert [done for done, _ in progress] == sorted({done for done, _ in progress})
    assert told["memory"] < MEMORY_MB
