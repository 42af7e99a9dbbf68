"""How many lines the matcher settles alone, how many of them exactly right, and what it costs.

`pytest -m benchmark -s tests/benchmarks/test_matching_benchmark.py`; PYXL_BENCHMARK=full also matches a million lines.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from statistics import median

import pytest

from .figures import peak_megabytes, tell
from .matching_report import SEEDS, beside_peers, matched, own_task
from .one_run import COMPILED, ROOT, run_in_process
from .others_bank import GENERATOR, others_task
from .scoring import Task, judged, table

pytestmark = pytest.mark.benchmark
LINES, MANY = 10_000, 100_000
TURNS = 5
WANTED, HELD = 4, 7
"""How many times a plain pass matching may cost compiled, and what it must not exceed in Python."""
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


@pytest.mark.parametrize("maker", ["own", pytest.param("others", marks=others)])
def test_a_hundred_thousand_lines_against_a_plain_pass(maker: str) -> None:
    """Both builds by turns, each beside a plain pass in the same process: what else runs slows the one as the other."""
    builds = {"in Python": (ROOT, HELD)} | ({"compiled": (COMPILED, WANTED)} if COMPILED.exists() else {})
    turns = [{name: run_in_process(build, maker, MANY, 1) for name, (build, _) in builds.items()} for _ in range(TURNS)]
    assert len({run.digest for turn in turns for run in turn.values()}) == 1
    print()
    for name, (_, held) in builds.items():
        runs = [turn[name] for turn in turns]
        assert all(run.is_compiled == (name == "compiled") for run in runs)
        ratios = sorted(run.seconds / run.plain for run in runs)
        middle = median(ratios)
        tell(
            f"{MANY:,} bank lines against as many items ({maker} generator), {name}",
            f"{median(run.seconds for run in runs):.2f} s CPU, {middle:.2f} times a plain pass of"
            f" {median(run.plain for run in runs):.2f} s ({ratios[0]:.2f} to {ratios[-1]:.2f})",
            f"{WANTED} times compiled; {held} held",
        )
        assert middle <= held


@pytest.mark.skipif(not IS_FULL or sys.platform == "win32", reason="a million lines take minutes: PYXL_BENCHMARK=full")
def test_a_million_lines_against_a_million_items() -> None:
    task = own_task(1_000_000, 1)
    _, seconds = matched(task)
    memory = peak_megabytes() / 1024
    tell("a million bank lines against as many items", f"{seconds:.1f} s CPU, {memory:.2f} GB", "60 s, 4 GB")
    assert seconds < 60
    assert memory < 4
