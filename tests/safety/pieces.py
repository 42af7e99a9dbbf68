"""The safety tests in pieces that are run one after the other, each with a report in build/safety.

    python -m tests.safety.pieces               all of them
    python -m tests.safety.pieces kills storms  these alone

With PYXL_STORM=full the long way: every hit of every crash point, fifty kills at random instants, whole corpora. The
report is named after the way it was made. What failed is said by the scoreboard, which is made in any case.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .processes import IS_STORM

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "build" / "safety"
LONG, SHORT = "long", "short"
JOBS = "PYXL_JOBS"
"""The environment variable that says on how many processors; all of them where it says nothing."""
_NAMED: Mapping[str, Sequence[str]] = {
    "kills": (
        "tests/safety/test_crash_points.py",
        "tests/safety/test_complaints_crash_points.py",
        "tests/safety/test_late_money_crash_points.py",
        "tests/safety/test_payments.py",
    ),
    "storms": ("tests/safety/test_storm.py",),
    "clerk": ("tests/contract/test_clerk_in_calc.py",),
    "hosts": (
        "tests/contract/test_hosts.py",
        "tests/contract/test_goods_in_office.py",
        "tests/contract/test_late_money_in_hosts.py",
        "tests/contract/test_payables_live.py",
        "tests/contract/test_service_live.py",
    ),
    "seats": ("tests/safety/test_at_once.py", "tests/unit/journal/test_run_lock.py"),
    "refusals": ("tests/safety/test_interrupted.py", "tests/safety/test_refusals.py"),
    "hostile": (
        "tests/contract/test_bad_input.py",
        "tests/unit/test_isolation.py",
        "tests/unit/test_xml_door.py",
        "tests/unit/test_zip_door.py",
    ),
    "einvoices": (
        "tests/contract/test_bad_einvoice.py",
        "tests/contract/test_payables_hostile.py",
    ),
    "injection": (
        "tests/contract/test_injection.py",
        "tests/contract/test_import_cases.py",
        "tests/contract/test_import_orders.py",
    ),
    "documents": (
        "tests/unit/invoicing",
        "tests/unit/reporting/test_report_outputs.py",
        "tests/unit/checking/test_rebuilding.py",
    ),
    "journal": (
        "tests/unit/journal/test_journal_events.py",
        "tests/unit/journal/test_journal_faults.py",
        "tests/unit/journal/test_journal_place.py",
        "tests/unit/journal/test_journal_tampering.py",
    ),
    "imports": (
        "tests/properties/test_import_laws.py",
        "tests/properties/test_intake_laws.py",
        "tests/properties/test_statement_laws.py",
    ),
    "saving": ("tests/unit/test_saving.py",),
    "roundtrip": (
        "tests/properties/test_workbook_patch_laws.py",
        "tests/contract/test_her_workbook.py",
        "tests/unit/xlsx",
    ),
}
"""What each piece runs; the last one, "properties", all laws that are in none of these."""


def _other_laws() -> tuple[str, ...]:
    found = (path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "properties").glob("test_*.py"))
    return tuple(sorted(set(found) - {file for files in _NAMED.values() for file in files}))


PIECES: Mapping[str, Sequence[str]] = {**_NAMED, "properties": _other_laws()}


def pieces_of(place: str) -> tuple[str, ...]:
    """The pieces in which the tests of a file, or of a folder, are run."""
    return tuple(
        name
        for name, paths in PIECES.items()
        if any(f"{path}/".startswith(f"{place.rstrip('/')}/") or place.startswith(f"{path}/") for path in paths)
    )


def _at_once() -> tuple[str, ...]:
    """A file stays with one process, which makes what its tests share only once."""
    return ("-n", os.environ.get(JOBS, "auto"), "--dist", "loadfile")


def run(piece: str) -> None:
    """Its tests, with a report."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = ["--junitxml", str(REPORTS / f"{piece}.xml"), "-o", f"junit_suite_name={LONG if IS_STORM else SHORT}"]
    print(f"== {piece}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", *_at_once(), *report, *PIECES[piece]]
    subprocess.run(command, cwd=ROOT, check=False)


if __name__ == "__main__":
    for wanted in sys.argv[1:] or PIECES:
        run(wanted)
