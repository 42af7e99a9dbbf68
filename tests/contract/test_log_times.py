"""When a run was, as the workbook's people write it; the lines of earlier versions are no difference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pyxl.app.desk_rows import LogRow
from pyxl.core.changes import ChangeList
from pyxl.core.labels import Label, Language
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table, read_table
from pyxl.hosts.files import ClosedBook

from .small_firm import Firm, small_book

WRITTEN = {"en": r"\d{4}-\d\d-\d\d \d\d:\d\d", "de": r"\d\d\.\d\d\.\d{4} \d\d:\d\d"}


def _log(firm: Firm) -> Table[LogRow]:
    snapshot = ClosedBook(firm.book).read([schema_of(LogRow)])
    return read_table(LogRow, snapshot.tabs["Log"], snapshot.language)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_time_is_written_as_the_workbook_writes_dates(language: Language, tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(small_book(language))
    firm = Firm(tmp_path)
    firm.run("validate-orders", "--apply")
    [line] = _log(firm).rows
    assert re.fullmatch(WRITTEN[language], line.time)
    assert firm.run("check").code == 0


def test_a_line_of_an_earlier_version_stays_and_is_no_difference(firm: Firm) -> None:
    firm.run("validate-orders", "--apply")
    [line] = _log(firm).rows
    day, month, year = line.time[:10].split(".")
    before = f"{year}-{month}-{day}{line.time[10:]}"
    desk, changes = ClosedBook(firm.book), ChangeList()
    changes.set("Log", line.run_id, "time", line.time, before, Label("as before", "wie zuvor"))
    snapshot = desk.read([schema_of(LogRow)])
    desk.write(changes.done(), snapshot.language, snapshot.anchor)
    assert firm.run("check").code == 0
    assert firm.run("create-invoices", "--apply").code in (0, 1)
    assert [_log(firm).rows[0].time, firm.run("check").code] == [before, 0]
