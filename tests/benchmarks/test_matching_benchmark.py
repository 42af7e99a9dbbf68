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
LINES = 10_000
IS_FULL = os.environ.get("PYXL_BENCHMARK") == "full"
others = pytest.mark.skipif(not GENERATOR.exists(), reason="the other generator is not beside the checkout")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("make", [own_task, pytest.param(others_task, marks=others)])
def test_what_is_settled_is_right(make: Callable[[int, int], Task], seed: int) -> None:
    task = make(LINES, seed)
    result, seconds = matched(task)
    report = judged(task, result)
    print(f"\n{make.__name__}, seed {seed}: {seconds:.2f} s CPU\n" + "\n".join(table(report)))
    assert report.whole.precision >= 99.95
    assert report.whole.auto >= 94
    assert report.whole.among_three >= 98.5


@others
def test_beside_the_rules_of_others() -> None:
    print("\n" + "\n".join(beside_peers(others_task(LINES, 1))))


@pytest.mark.parametrize("lines", [20_000, pytest.param(100_000, marks=pytest.mark.skipif(not IS_FULL, reason="long"))])
def test_time_grows_with_the_lines_and_stays_near_a_plain_pass(lines: int) -> None:
    task = own_task(lines, 1)
    start = process_time()
    plain_pass(task)
    plain = process_time() - start
    _, seconds = matched(task)
    print(f"\n{lines} lines: {seconds:.2f} s CPU, {seconds / plain:.1f} times a plain pass of {plain:.2f} s")
    assert seconds / lines < 150e-6


@pytest.mark.skipif(not IS_FULL or sys.platform == "win32", reason="a million lines take minutes: PYXL_BENCHMARK=full")
def test_a_million_lines_against_a_million_items() -> None:
    task = own_task(1_000_000, 1)
    _, seconds = matched(task)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\na million lines: {seconds:.1f} s CPU (gate 60), {memory:.2f} GB (gate 4)")
    assert seconds < 60
    assert memory < 4
