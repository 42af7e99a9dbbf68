"""How many lines the matcher settles alone, how many of them exactly right, and what it costs.

`pytest -m benchmark -s tests/benchmarks/test_matching_benchmark.py`; PYXL_BENCHMARK=full also matches a million lines.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from time import process_time

import pytest

from .matching_report import SEEDS, beside_peers, matched, own_task
from .others_bank import GENERATOR, others_task
from .peers import plain_pass
from .scoring import Task, judged, table

pytestmark = pytest.mark.benchmark
LINES, MANY = 10_000, 100_000
TURNS = 3
WANTED, HELD = 4, 9
"""How many times a plain pass matching should cost, and what it must not exceed: docs/MATCHING.md says why."""
IS_FULL = os.environ.get("PYXL_BENCHMARK") == "full"
others = pytest.mark.skipif(not GENERATOR.exists(), reason="the other generator is not beside the checkout")

MAKERS = [own_task, pytest.param(others_task, marks=others)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("make", MAKERS)
def test_what_is_settled_is_right(make: Callable[[int, int], Task], seed: int) -> None:
    task = make(LINES, seed)
    result, seconds = matched(task)
    report = judged(task, result)
    print(f"\n{make.__name__}, seed {seed}: {seconds:.2f} s CPU\n" + "\n".join(table(report)))
    assert report.whole.precision >= 99.95
    assert report.whole.auto >= 94
    assert report.whole.among_three >= 98.5


@pytest.mark.parametrize("make", MAKERS)
def test_a_hundred_thousand_lines_beside_the_rules_of_others(make: Callable[[int, int], Task]) -> None:
    task = make(MANY, 1)
    print(f"\n{make.__name__}: {MANY} lines, {len(task.entries)} items\n" + "\n".join(beside_peers(task)))


@pytest.mark.parametrize("make", MAKERS)
def test_a_hundred_thousand_lines_against_a_plain_pass(make: Callable[[int, int], Task]) -> None:
    """Both by turns, so that what else runs on the machine slows the one as the other."""
    task = make(MANY, 1)
    ours, plain = 0.0, 0.0
    for _ in range(TURNS):
        for _ in range(4):
            start = process_time()
            plain_pass(task)
            plain += (process_time() - start) / 4
        ours += matched(task)[1]
    print(
        f"\n{make.__name__}: {ours / TURNS:.2f} s CPU, {ours / plain:.1f} times a plain pass of {plain / TURNS:.2f} s"
        f" (wanted {WANTED}, held {HELD})"
    )
    assert ours <= HELD * plain


@pytest.mark.skipif(not IS_FULL or sys.platform == "win32", reason="a million lines take minutes: PYXL_BENCHMARK=full")
def test_a_million_lines_against_a_million_items() -> None:
    task = own_task(1_000_000, 1)
    _, seconds = matched(task)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\na million lines: {seconds:.1f} s CPU (gate 60), {memory:.2f} GB (gate 4)")
    assert seconds < 60
    assert memory < 4
