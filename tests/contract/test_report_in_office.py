"""The tab Report in a real spreadsheet program: its formulas come to the figures, and no cell shows a fault."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pyxl.app.actions import BY_ID
from pyxl.app.runner import Request, run
from pyxl.core.schema import schema_of
from pyxl.core.tables import column_letter
from pyxl.hosts.files import ClosedBook
from pyxl.reporting.catalogue import BREAKDOWNS, FIGURES, keys, part_key
from pyxl.reporting.rows import ReportRow
from tests.benchmarks.year_of_business import LAST, NOW, Year, write_year

SOFFICE = shutil.which("soffice")
LIVE = {spec.key for spec in FIGURES if spec.live} | {spec.key for spec in BREAKDOWNS if spec.live}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small firm's year with its report in it."""
    path = tmp_path_factory.mktemp("year") / "backoffice.xlsx"
    write_year(path, Year(150))
    ran = run(ClosedBook(path), Request(BY_ID["report"], LAST, NOW, "anna", apply=True))
    assert ran.conflicts == ()
    return path


@pytest.mark.long
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_formulas_come_to_the_figures(book: Path, tmp_path: Path) -> None:
    assert SOFFICE
    command = [SOFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path), str(book)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    sheet = load_workbook(tmp_path / book.name, data_only=True)["Bericht"]
    names = [column.name for column in schema_of(ReportRow).columns]
    compared = set()
    for cells in sheet.iter_rows(min_row=2, values_only=True):
        row = dict(zip(names, cells, strict=False))
        assert not any(re.match(r"#|Err:", str(cell)) for cell in cells), row
        if row["live"] is not None and row["value"] is not None:
            assert float(str(row["live"])) == pytest.approx(float(str(row["value"])), abs=0.001), row["key"]
            compared.add(str(row["key"]).partition(".")[0])
        if row["cell"]:
            assert row["link"] == "→"
    assert compared == LIVE


def test_the_tab_has_a_chart_for_each_breakdown_over_its_own_rows(book: Path) -> None:
    with ZipFile(book) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    names = [column.name for column in schema_of(ReportRow).columns]
    letter = column_letter(names.index("value") + 1)
    area = re.compile(rf"<(?:c:)?f>'Bericht'!\${letter}\$(\d+):\${letter}\$(\d+)")
    shown = [area.findall(chart) for chart in charts]
    ranges = sorted((int(first), int(last)) for found in shown for first, last in found)
    lines = {key: line for line, key in enumerate(keys(), 2)}
    first_lines = {spec.key: lines[part_key(spec.key, 1)] for spec in BREAKDOWNS}
    assert ranges == sorted((first_lines[each.key], first_lines[each.key] + each.drawn - 1) for each in BREAKDOWNS)


def test_a_second_report_on_the_same_day_changes_nothing(book: Path) -> None:
    again = run(ClosedBook(book), Request(BY_ID["report"], LAST, NOW, "anna", apply=True))
    assert len(again.changes) == 0
    assert again.documents == ()
