"""After the benchmarks, all their figures in one table; written to a file where the environment names one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .figures import TAKEN, WRITE_TO, as_table

HEAD = """# Performance

What the jobs cost, taken by `make performance` in one run: CPU time, not time on the clock, and ratios where another
program or a plain pass is the measure. A busy machine takes up to a fifth more. Gates are what was promised; a
benchmark fails beyond them (a few hold a looser bound, for machines are not alike).

"""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the table."""
    if not TAKEN:
        return
    table = as_table(TAKEN)
    terminalreporter.write_line(f"\n{table}")
    if target := os.environ.get(WRITE_TO):
        Path(target).write_text(HEAD + table, "utf-8")
