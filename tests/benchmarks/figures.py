"""Figures of the benchmarks: each is printed where it was taken, and all of them stand in one table in the end."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

WRITE_TO = "PYXL_PERFORMANCE"
"""The environment variable that names the file the table is written to."""


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    job: str
    figure: str
    gate: str = ""


TAKEN: list[Figure] = []


def tell(job: str, figure: str, gate: str = "") -> None:
    """Keeps a figure for the table and prints it at once."""
    TAKEN.append(Figure(job, figure, gate))
    print(f"\n{job}: {figure}" + (f" (gate {gate})" if gate else ""))


def peak_megabytes() -> float:
    """The largest memory of this process since its program began.

    Not `ru_maxrss` where the system tells more: that begins with the memory of the process which started this one.
    """
    try:
        status = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def as_table(figures: Sequence[Figure]) -> str:
    """All figures in Markdown, with the machine and the day: a figure without them says nothing."""
    lines = [f"{machine()}, {date.today().isoformat()}", "", "| Job | Taken | Gate |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {each.job} | {each.figure} | {each.gate} |" for each in figures)]) + "\n"


def machine() -> str:
    """The processor, its cores and the Python: what stands over every table of figures."""
    return f"{_processor()}, {os.cpu_count() or 1} cores, Python {platform.python_version()}"


def _processor() -> str:
    """The processor's name where the system tells it."""
    try:
        facts = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in facts if line.startswith("model name")]
    return names[0] if names else platform.machine()
