"""The manager's report of a firm with 30,000 order lines and 12,000 invoices: CPU seconds and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark
INVOICES, LINES = 12_000, 30_000
SECONDS, WHOLE_SECONDS, MEMORY_MB = 10, 16, 600
_MAKE = """
import sys
from pathlib import Path
from tests.benchmarks.year_of_business import Year, write_year

year = Year(int(sys.argv[2]))
write_year(Path(sys.argv[1]), year)
print(len(year.tables["Orders"]))
"""
_RUN = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from pyxl.app import runner
from pyxl.app.actions import BY_ID
from pyxl.core.collecting import collect_seldom
from pyxl.hosts.files import ClosedBook

collect_seldom()
seen, spent = [], []
def timed(name):
    work = getattr(runner, name)
    def measured(*given, **named):
        started = time.process_time()
        done = work(*given, **named)
        spent.append(time.process_time() - started)
        return done
    setattr(runner, name, measured)
for name in ("call", "print_ahead", "settle"):
    timed(name)
request = runner.Request(
    BY_ID["report"], date(2026, 10, 31), "2026-10-31T12:00:00+01:00", "anna", apply=True,
    number=sys.argv[2], progress=lambda done, of: seen.append((done, of)),
)
report = runner.run(ClosedBook(Path(sys.argv[1])), request)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
told = {"report": sum(spent), "whole": time.process_time(), "memory": memory, "progress": seen}
print(json.dumps(told | {"documents": len(report.documents)}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX tells the largest memory of a process")
def test_the_report_of_a_large_year(tmp_path: Path) -> None:
    """Figures, page, PDF and tab in less than ten seconds; reading book and journal comes on top of that."""
    book = tmp_path / "backoffice.xlsx"
    # Made in a process of its own: the largest memory of a process counts for those that it starts.
    assert _python(_MAKE, str(book), str(INVOICES)) == f"{LINES}"
    _python(_RUN, str(book), "2026-09")  # The workbook and its journal have met when the month's report is made.
    told = json.loads(_python(_RUN, str(book), "2026-10"))
    print(
        f"\nreport of {LINES} order lines, {INVOICES} orders: {told['report']:.1f} s CPU (gate {SECONDS}), "
        f"with reading book and journal {told['whole']:.1f} s; {told['memory']:.0f} MB (gate {MEMORY_MB})"
    )
    assert told["documents"] == 2
    assert told["progress"][-1] == [2, 2]
    assert [10, 10] in told["progress"]
    assert told["report"] < SECONDS
    assert told["whole"] < WHOLE_SECONDS
    assert told["memory"] < MEMORY_MB


def _python(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    return ran.stdout.strip()
