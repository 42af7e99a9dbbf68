"""docs/safety.md: what was done to pyxl, how often, and how it ended; made from the reports of real runs.

    python -m tests.safety.scoreboard build/safety/*.xml

Pieces that were not run are said so. Ends with 1 where a test failed.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.figures import machine

from .pieces import PIECES, ROOT, pieces_of
from .reports import FAILED, PASSED, SKIPPED, Case, Report, read_report
from .scoreboard_rows import ROWS, Row

PAGE = ROOT / "docs" / "safety.md"
FAULTS = Path(__file__).with_name("faults.md")
"""The second table of the page; tests/unit/test_fault_table.py looks whether the tests named in it are there."""
HEAD = """# Safety

What was done to pyxl to break it, how often, and how it ended: counted by `make safety` from the tests that ran, never
by hand. A long run takes every hit of every crash point, fifty kills of each kind, the whole of each corpus and 2,000
examples of most properties; a short one takes what `make test` takes. What nobody measured is said to be not measured.

"""
TABLE = "| | What is done | How often | What must hold | Outcome | Again with |\n|---|---|---|---|---|---|\n"


def page(reports: Sequence[Report]) -> str:
    """The whole page in Markdown."""
    cases = {case.name: case for report in reports for case in report.cases}
    ran = {report.piece for report in reports}
    lines = [_line(number, row, cases, ran) for number, row in enumerate(ROWS, 1)]
    return f"{HEAD}{_runs(reports)}\n\n{TABLE}{''.join(lines)}\n{FAULTS.read_text('utf-8')}"


def _runs(reports: Sequence[Report]) -> str:
    """The machine, and when which piece was run in which way."""
    told: dict[tuple[str, str], list[str]] = {}
    for report in reports:
        told.setdefault(("long" if report.is_long else "short", report.day), []).append(report.piece)
    sentences = [
        f"{length.capitalize()} run of {day}: {', '.join(each)}." for (length, day), each in sorted(told.items())
    ]
    missing = [piece for piece in PIECES if piece not in {report.piece for report in reports}]
    sentences += [f"Not run: {', '.join(missing)}."] * bool(missing)
    return "\n".join([f"{machine()}.", *sentences])


def _line(number: int, row: Row, cases: Mapping[str, Case], ran: set[str]) -> str:
    found = [case for name, case in cases.items() if name.startswith(row.tests)]
    how_often = row.how_often([case for case in found if case.outcome == PASSED]) if found else ""
    needed = [piece for piece in PIECES if any(piece in pieces_of(test.partition("::")[0]) for test in row.tests)]
    again = f'`make safety PIECES="{" ".join(needed)}"`' if needed else row.again
    outcome = ". ".join(part for part in (_outcome(found, needed, ran), row.not_measured) if part)
    return f"| {number} | {row.done} | {how_often} | {row.holds} | {outcome} | {again} |\n"


def _outcome(found: Sequence[Case], needed: Sequence[str], ran: set[str]) -> str:
    """How many tests ended how, and which pieces are missing."""
    counts = [(sum(case.outcome == outcome for case in found), outcome) for outcome in (PASSED, FAILED, SKIPPED)]
    told = [f"{count:,} {outcome}" for count, outcome in counts if count]
    if reasons := sorted({case.reason for case in found if case.outcome == SKIPPED}):
        told[-1] += f" ({'; '.join(reasons)})"
    told += [f"**not run: {piece}**" for piece in needed if piece not in ran]
    return ", ".join(told)


def main(paths: Sequence[str]) -> int:
    """Writes the page; 1 where something failed."""
    reports = [read_report(Path(path)) for path in paths]
    place = list(PIECES)
    reports.sort(key=lambda report: place.index(report.piece))
    PAGE.write_text(page(reports), "utf-8")
    failed = [case.name for report in reports for case in report.cases if case.outcome == FAILED]
    print("\n".join([*(f"failed: {name}" for name in failed), f"{PAGE.relative_to(ROOT)} from {len(reports)} pieces"]))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
