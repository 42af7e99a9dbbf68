"""The scoreboard says what the reports say, and of pieces without a report that they were not run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.safety.reports import FAILED, PASSED, SKIPPED, Report, read_report
from tests.safety.scoreboard import page
from tests.safety.scoreboard_rows import kills_by_command, sums

KILLS = """<testsuites><testsuite name="{length}" timestamp="2026-11-26T02:36:21+00:00">
<testcase classname="tests.safety.test_crash_points" name="test_killed_at_a_point_and_started_again[dun-save:start]">
<properties><property name="kills" value="1"/><property name="kills" value="1"/></properties></testcase>
<testcase classname="tests.safety.test_payments" name="test_killed_while_paying_and_started_again[journal:begun]"/>
<testcase classname="tests.safety.test_crash_points" name="test_killed_at_a_point_and_started_again[pay-save:start]">
<failure message="lost"/></testcase>
<testcase classname="tests.safety.test_payments" name="test_people_who_pay_at_once_make_one_batch[2]">
<skipped message="no fork here"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """The report of one piece, in which one test failed and one was skipped."""
    path = tmp_path / "kills.xml"
    path.write_text(KILLS.format(length="long"), "utf-8")
    return read_report(path)


def test_a_report_is_read(report: Report) -> None:
    assert (report.piece, report.is_long, report.day) == ("kills", True, "2026-11-26")
    assert [case.outcome for case in report.cases] == [PASSED, PASSED, FAILED, SKIPPED]
    assert report.cases[0].name.startswith("tests/safety/test_crash_points.py::test_killed")
    assert report.cases[0].parameter == "dun-save:start"


def test_what_was_noted_is_added_up(report: Report) -> None:
    passed = [case for case in report.cases if case.outcome == PASSED]
    assert sums(kills="kills", numbers="numbers")(passed) == "2 kills"
    assert kills_by_command(passed) == "3 kills at 2 steps of 2 commands: dun 2, pay 1"


def test_the_page_tells_what_ran_and_what_did_not(report: Report) -> None:
    told = page([report])
    assert "Long run of 2026-11-26: kills." in told
    assert "Not run: storms, clerk, hosts, seats" in told
    rows = {line.split(" | ")[0]: line for line in told.splitlines() if line.startswith("| ")}
    assert "3 kills at 2 steps of 2 commands" in rows["| 3"]
    assert "2 passed, 1 failed" in rows["| 3"]
    assert "1 skipped (no fork here), **not run: seats**, **not run: journal**" in rows["| 4"]
    assert "**not run: storms**" in rows["| 2"]
    assert "Not measured" in rows["| 5"]
    assert "make safety" not in rows["| 5"]


def test_a_class_of_tests_is_named_within_its_file(tmp_path: Path) -> None:
    path = tmp_path / "properties.xml"
    case = '<testcase classname="tests.properties.test_numbering_laws.TestNumbering" name="runTest"/>'
    path.write_text(f'<testsuites><testsuite name="short">{case}</testsuite></testsuites>', "utf-8")
    [found] = read_report(path).cases
    assert found.name == "tests/properties/test_numbering_laws.py::TestNumbering::runTest"
