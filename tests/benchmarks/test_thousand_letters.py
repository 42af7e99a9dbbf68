"""A thousand dunning letters in one action: progress is shown all the way, and it costs less than twenty seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pyxl.core.money import Money
from pyxl.core.schema import Row
from pyxl.demo.firm import demo_settings
from pyxl.hosts.new_book import build_book
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer

from .figures import tell

pytestmark = pytest.mark.benchmark
COUNT, INVOICES = 1_000, 3
SECONDS, MEMORY_MB = 20, 500
_RUN = """
import json, sys, time
from datetime import date
from pathlib import Path
from pyxl.app.actions import BY_ID
from pyxl.app.runner import Request, run
from pyxl.core.collecting import collect_seldom
from pyxl.app.inputs import read_tab
from pyxl.core.changes import ChangeList
from pyxl.core.labels import Label
from pyxl.core.schema import schema_of
from pyxl.dunning.rows import DunningProposal
from pyxl.hosts.files import ClosedBook
from tests.benchmarks.figures import peak_megabytes

collect_seldom()
book, day, seen = Path(sys.argv[1]), date(2026, 10, 31), []


def request(action):
    return Request(
        BY_ID[action], day, "2026-10-31T12:00:00+01:00", "anna", apply=True,
        progress=lambda done, of: seen.append((done, of)),
    )


run(ClosedBook(book), request("propose-dunning"))
desk, changes = ClosedBook(book), ChangeList()
snapshot = desk.read([schema_of(DunningProposal)])
for row in read_tab(snapshot, DunningProposal):
    changes.set("Dunning", row.proposal_id, "accept", row.accept, True, Label("ticked", "angekreuzt"))
desk.write(changes.done(), snapshot.language)
seen.clear()
begun = time.process_time()
report = run(ClosedBook(book), request("dun"))
seconds = time.process_time() - begun
memory = peak_megabytes()
told = {"letters": report.outcome.counts["letters"], "files": len(report.documents), "progress": seen}
print(json.dumps(told | {"memory": memory, "seconds": seconds}))
"""


def late_customers(path: Path) -> None:
    """A workbook with a thousand customers who each owe three invoices."""
    customers = [
        Customer(
            customer_number=f"{number}",
            name=f"Kunde {number} GmbH",
            street="Weg 1",
            postcode="34117",
            city="Kassel",
        )
        for number in range(10_000, 10_000 + COUNT)
    ]
    items = [
        OpenItem(
            invoice_number=f"RE-{number:05d}",
            invoice_date=date(2026, 8, 1) + timedelta(number % 20),
            customer_number=f"{10_000 + number // INVOICES}",
            gross_amount=Money.from_cents(10_000 + number * 7919 % 500_000),
            due_date=date(2026, 9, 1) + timedelta(number % 20),
        )
        for number in range(INVOICES * COUNT)
    ]
    tables: dict[str, list[Row]] = {"Customers": [*customers], "Receivables": [*items]}
    path.write_bytes(build_book("de", tables, replace(demo_settings("de"), dunning_bank_days=0)))


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX tells the largest memory of a process")
def test_a_thousand_letters_in_one_action(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    late_customers(book)
    ran = subprocess.run([sys.executable, "-c", _RUN, str(book)], capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout)
    progress = [tuple(step) for step in told["progress"]]
    taken = f"{told['seconds']:.1f} s CPU, {told['memory']:.0f} MB, progress shown {len(progress)} times"
    tell(f"dun, {told['letters']:,} letters of {INVOICES} invoices", taken, f"{SECONDS} s, {MEMORY_MB} MB")
    assert told["letters"] == COUNT
    assert told["files"] == COUNT
    assert progress[-1] == (COUNT, COUNT)
    assert len(progress) >= 10
    assert [done for done, _ in progress] == sorted({done for done, _ in progress})
    assert told["seconds"] < SECONDS
    assert told["memory"] < MEMORY_MB
