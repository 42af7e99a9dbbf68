"""One run of the matcher in a process of its own, as it is installed there: in Python, or compiled.

`python -m tests.benchmarks.one_run own 2000 1` prints the CPU seconds of a run and of a plain pass over the same
lines, and what the run decided. In a process that did nothing before, one run is what a click on reconcile is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from time import process_time

import pyxl.banking.matching.engine as engine
from pyxl.banking.matching.records import Candidate, Matching, Undecided

from .matching_report import matched, own_task
from .others_bank import others_task
from .peers import plain_pass

ROOT = Path(__file__).parents[2]
COMPILED = ROOT / "build" / "compiled"
"""Where `make compiled` puts the compiled build."""
MAKERS = {"own": own_task, "others": others_task}
_PLAIN_PASSES = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of CPU, and a digest of every decision and of its reason in both languages."""

    is_compiled: bool
    seconds: float
    plain: float
    digest: str


def run_in_process(build: Path, maker: str, lines: int, seed: int) -> Run:
    """A run of the package that lies in that directory."""
    paths = os.pathsep.join([str(build), str(ROOT)])
    command = [sys.executable, "-P", "-m", "tests.benchmarks.one_run", maker, str(lines), str(seed)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.PIPE, check=True)
    return Run(**json.loads(done.stdout))


def digest(result: Matching) -> str:
    """The same for the same decisions, told with all their parts, proposals and reasons."""
    told = sha256()
    for match in result.matches:
        parts = [tuple(part) for part in match.parts]
        facts = (match.line_id, parts, match.layer, match.reason.label, match.proves_customer, match.returns_line)
        told.update(repr((facts, match.fee, match.currency, match.batch)).encode())
        told.update(_told([match.question] if match.question else []))
    told.update(_told(result.undecided))
    return told.hexdigest()


def _told(undecided: Iterable[Undecided]) -> bytes:
    return repr(
        [
            (each.line_id, each.verdict.value, each.reason.label, [_candidate(one) for one in each.candidates])
            for each in undecided
        ]
    ).encode()


def _candidate(candidate: Candidate) -> tuple[object, ...]:
    return [tuple(part) for part in candidate.parts], candidate.points, candidate.reason.label


def main() -> None:
    """One run, told as JSON."""
    maker, lines, seed = sys.argv[1:]
    task = MAKERS[maker](int(lines), int(seed))
    start = process_time()
    for _ in range(_PLAIN_PASSES):
        plain_pass(task)
    plain = (process_time() - start) / _PLAIN_PASSES
    result, seconds = matched(task)
    is_compiled = str(engine.__file__).endswith(tuple(EXTENSION_SUFFIXES))
    print(json.dumps(asdict(Run(is_compiled, seconds, plain, digest(result)))))


if __name__ == "__main__":
    main()
