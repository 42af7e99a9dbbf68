"""The manager's report of a firm with 30,000 order lines and 12,000 invoices: CPU seconds and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .figures import tell

pytestmark = pytest.mark.benchmark
INVOICES, LINES = 12_000, 30_000
SECONDS, MEMORY_MB = 10, 600
_MAKE = """
import sys
from pathlib import Path
from tests.benchmarks.year_of_business import Year, write_year

year = Year(int(sys.argv[2]))
write_year(Path(sys.argv[1]), year)
print(len(year.tables["Orders"]))
"""
_RUN = """
import json, sys, time
from datetime import date
from pathlib import Path
from pyxl.app import runner
from pyxl.app.actions import BY_ID
from pyxl.core.collecting import collect_seldom
from pyxl.hosts.files import ClosedBook
from tests.benchmarks.figures import peak_megabytes

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
memory = peak_megabytes()
told = {"report": sum(spent), "whole": time.process_time(), "memory": memory, "progress": seen}
print(json.dumps(told | {"documents": len(report.documents)}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX tells the largest memory of a process")
def test_the_report_of_a_large_year(tmp_path: Path) -> None:
    """From the start of the process to figures, page, PDF and tab in less than ten seconds of CPU."""
    book = tmp_path / "backoffice.xlsx"
    # Made in a process of its own: the largest memory of a process counts for those that it starts.
    compiled = tmp_path / "compiled"
    assert _python(compiled, _MAKE, str(book), str(INVOICES)) == f"{LINES}"
    _python(
        compiled, _RUN, str(book), "2026-09"
    )  # The workbook and its journal have met when the month's report is made.
    told = json.loads(_python(compiled, _RUN, str(book), "2026-10"))
    tell(
        f"manager's report of a year of {LINES:,} order lines and {INVOICES:,} invoices",
        f"{told['whole']:.1f} s CPU, of it without start, reading and books {told['report']:.1f} s;"
        f" {told['memory']:.0f} MB",
        f"{SECONDS} s, {MEMORY_MB} MB",
    )
    assert told["documents"] == 2
    assert told["progress"][-1] == [2, 2]
    assert [10, 10] in told["progress"]
    assert told["whole"] < SECONDS
    assert told["memory"] < MEMORY_MB


def _python(compiled: Path, code: str, *arguments: str) -> str:
    """Runs the code with the modules compiled as they are where the program is installed."""
    command = [sys.executable, "-c", code, *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env=environment | {"PYTHONPYCACHEPREFIX": str(compiled)},
    )
    return ran.stdout.strip()
