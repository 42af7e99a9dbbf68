"""What the reports of the pieces say: every test with its outcome, and the figures it noted."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PLACE = re.compile(r"(tests[\w.]*?\.test_\w+)\.?(\w*)$")
"""Module and class of a test, as the report writes them."""
PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


@dataclass(frozen=True)
class Case:
    """One test as it ended."""

    name: str
    """File and function, with the parameter in brackets: tests/safety/test_storm.py::test_killed[dun]."""
    outcome: str
    reason: str
    """Why it was skipped."""
    noted: Sequence[tuple[str, float]]
    """What the test counted or measured, by `record_property`."""

    @property
    def parameter(self) -> str:
        """What stands in the brackets."""
        return self.name.partition("[")[2].removesuffix("]")


@dataclass(frozen=True)
class Report:
    """One piece."""

    piece: str
    is_long: bool
    day: str
    """As 2026-11-26."""
    cases: Sequence[Case]


def read_report(path: Path) -> Report:
    """The report that pytest wrote; its name is that of the piece, its suite is named after the length of the run."""
    [suite] = ET.parse(path).getroot().iter("testsuite")
    cases = tuple(_case(element) for element in suite.iter("testcase"))
    return Report(path.stem, suite.get("name") == "long", (suite.get("timestamp") or "")[:10], cases)


def _case(element: ET.Element) -> Case:
    name = _name(element.get("classname") or "", element.get("name") or "")
    noted = tuple((each.get("name") or "", float(each.get("value") or 0)) for each in element.iter("property"))
    if element.find("failure") is not None or element.find("error") is not None:
        return Case(name, FAILED, "", noted)
    skipped = element.find("skipped")
    if skipped is not None:
        return Case(name, SKIPPED, skipped.get("message") or "", noted)
    return Case(name, PASSED, "", noted)


def _name(place: str, name: str) -> str:
    found = PLACE.fullmatch(place)
    file, inside = (found[1].replace(".", "/"), found[2]) if found else (place, "")
    return "::".join(part for part in (f"{file}.py", inside, name) if part)


def noted(cases: Iterable[Case], what: str) -> Iterator[float]:
    """All figures of that name that tests noted which passed."""
    for case in cases:
        if case.outcome == PASSED:
            yield from (value for name, value in case.noted if name == what)
