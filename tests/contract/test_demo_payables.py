"""The suppliers' part of the demo's month, click by click: what its comments promise is what happens.

The usual run plays the English one; the German one is played whole in `tests/unit/checking/test_demo_october.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from pyxl.app.runner import Report
from pyxl.core.labels import Language
from pyxl.core.schema import schema_of
from pyxl.demo.bills import BILLS, batch_amount
from pyxl.demo.month import STEPS
from pyxl.demo.stage import BATCH_NUMBER, PAID_BILLS
from pyxl.einvoices.checking import check_file
from pyxl.forecasting.rows import ForecastWeek
from pyxl.hosts.cli.demo_month import play_step
from pyxl.hosts.demo_files import BOOK_FILE, demo_files, write_files
from tests.properties.wrapped_cells import cut_off

from .small_firm import pyxl

BEFORE = ("book-movements",)
PAYABLES = ("import-bills", "approve-bills", "propose-payments", "pay", "mark-sent", "read-bank-answer")
AFTER = ("import-bank", "reconcile", "cash-forecast")


def _played(folder: Path) -> dict[str, Report]:
    steps = [step for step in STEPS if step.action_id in (*BEFORE, *PAYABLES, *AFTER)]
    return {step.action_id: play_step(step, folder / BOOK_FILE) for step in steps}


@pytest.mark.parametrize("language", [pytest.param("de", marks=pytest.mark.long), "en"])
def test_bills_come_in_are_approved_paid_answered_debited_and_forecast(language: Language, tmp_path: Path) -> None:
    files = demo_files(language)
    for name, data in files.items():
        assert not name.startswith("bills/") or check_file(data).is_valid, name
    write_files(tmp_path, files)
    played = _played(tmp_path)
    counts = {action: report.outcome.counts for action, report in played.items()}
    assert (counts["import-bills"]["bills"], counts["import-bills"]["suppliers_proposed"]) == (len(BILLS), 1)
    assert counts["approve-bills"] == {"approved": 2, "refused": 0}
    assert counts["propose-payments"]["held"] == 2
    assert (counts["pay"]["bills"], counts["pay"]["not_paid"]) == (len(PAID_BILLS), 0)
    assert counts["pay"]["amount_eur"] == str(batch_amount().amount)
    told = {found.code for found in played["import-bills"].outcome.findings}
    assert {"BIL006", "BIL009", "BIL018", "BIL019"} <= told
    assert "ANS003" in {found.code for found in played["read-bank-answer"].outcome.findings}
    assert counts["reconcile"]["paid_out"] == str(batch_amount().amount)
    sheet = load_workbook(tmp_path / BOOK_FILE)[schema_of(ForecastWeek).label.text(language)]
    [chart] = sheet._charts  # type: ignore[attr-defined]  # openpyxl names no other way
    assert len(chart.series) == 5
    assert (tmp_path / "backoffice.pyxl" / "documents" / "2026" / f"{BATCH_NUMBER}.xml").is_file()
    assert cut_off((tmp_path / BOOK_FILE).read_bytes()) == []
    checked = pyxl("check", tmp_path / BOOK_FILE)
    assert checked.code == 0, checked.text
