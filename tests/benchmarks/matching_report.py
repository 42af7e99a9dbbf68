"""Writes the figures of docs/MATCHING.md: `make matching-report`.

The text around the figures is written by hand; what stands between the two marks is made here.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from time import process_time

from pyxl.banking.matching.engine import match_lines
from pyxl.banking.matching.records import Matching

from .others_bank import GENERATOR, others_task
from .payment_kinds import make_world
from .peers import PEERS, PLAIN, judged_peer
from .scoring import Report, Task, judged, markdown, table

PAGE = Path(__file__).parents[2] / "docs" / "MATCHING.md"
BEGIN, END = "<!-- figures: made by `make matching-report` -->", "<!-- end of figures -->"
LINES = 10_000
SEEDS = (1, 2, 3, 4, 5)


def own_task(lines: int, seed: int) -> Task:
    """Lines of the project's own generator."""
    world = make_world(lines, seed)
    return Task(world.labelled, world.entries, world.parties)


def matched(task: Task) -> tuple[Matching, float]:
    """The answer of the matcher and the CPU seconds it took."""
    lines = [each.line for each in task.labelled]
    start = process_time()
    result = match_lines(lines, task.entries, task.parties)
    return result, process_time() - start


def report_over(make: Callable[[int, int], Task], seeds: Sequence[int]) -> Report:
    """All seeds together."""
    whole = Report()
    for seed in seeds:
        task = make(LINES, seed)
        whole.add(judged(task, matched(task)[0]))
    return whole


def beside_peers(task: Task) -> list[str]:
    """pyxl and the rules of others on one task, and what each costs beside the plainest of them."""
    result, seconds = matched(task)
    rules = [("**pyxl**", judged(task, result), seconds)]
    del result
    for name, rule in PEERS.items():
        start = process_time()
        try:
            booked = rule(task)
        except ImportError:  # rapidfuzz is no dependency of pyxl.
            continue
        rules.append((name, judged_peer(task, booked), process_time() - start))
    plain = next(seconds for name, _, seconds in rules if name == PLAIN)
    rows: list[Sequence[str]] = [("rule", "auto %", "precision %", "wrong lines", "EUR wrong", "CPU s", "times plain")]
    return markdown([*rows, *(_row(name, report, seconds, plain) for name, report, seconds in rules)])


def _row(name: str, report: Report, seconds: float, plain: float) -> tuple[str, ...]:
    score = report.whole
    return (
        name,
        f"{score.auto:.1f}",
        f"{score.precision:.2f}",
        str(score.wrong),
        f"{score.cents_wrong / 100:,.2f}",
        f"{seconds:.2f}",
        f"{seconds / plain:.1f}",
    )


def figures(today: date) -> str:
    """The generated part of the page."""
    seeds = ", ".join(map(str, SEEDS))
    parts = [
        f"{today:%Y-%m-%d}, Python {platform.python_version()}, {LINES:,} lines for each of the seeds {seeds}.",
        "### The project's own generator",
        *table(report_over(own_task, SEEDS)),
    ]
    if GENERATOR.exists():
        parts += ["### Another author's generator", *table(report_over(others_task, SEEDS))]
        parts += ["### Beside other rules", "The other author's lines, seed 1.", *beside_peers(others_task(LINES, 1))]
    lines: list[str] = []
    for part in parts:
        is_row = part.startswith("|")
        if lines and not (is_row and lines[-1].startswith("|")):
            lines.append("")
        lines.append(part)
    return "\n".join(lines)


def main() -> None:
    """Puts today's figures into the page and prints them."""
    made = figures(date.today())
    page = PAGE.read_text("utf-8")
    head, rest = page.split(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n\n{made}\n\n{END}{rest.split(END)[1]}", "utf-8")
    print(made)


if __name__ == "__main__":
    main()
