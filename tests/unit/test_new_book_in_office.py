"""A new workbook in a real spreadsheet program: LibreOffice computes what pyxl computed, and no cell shows a fault."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from pyxl.app.desk_rows import FindingRow, LogRow
from pyxl.core.findings import Severity
from pyxl.core.labels import Language
from pyxl.core.money import Money
from pyxl.core.schema import TABLES, Row
from pyxl.demo.book import demo_tables
from pyxl.demo.firm import demo_settings
from pyxl.hosts.new_book import build_book
from pyxl.ledger.cases.rows import Case, CaseStatus
from pyxl.ledger.goods.delivery_rows import PickRow, PickStatus
from pyxl.ledger.goods.rows import ReservationRow
from pyxl.ledger.rows import (
    Allocation,
    AllocationKind,
    BankLine,
    BankStatus,
    DocumentKind,
    InvoiceRow,
    Payer,
    Proposal,
)
from tests.contract.running_office import office_running, store_as, why_not

PDF_TO_TEXT = shutil.which("pdftotext")
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "pdf": "calc_pdf_Export"}
"""LibreOffice's names for how to store, by the ending of the file."""
IS_STORM = os.environ.get("PYXL_STORM") == "full"
CASES: tuple[tuple[Language, bool], ...] = (("de", True), *((("en", True), ("de", False)) if IS_STORM else ()))
"""Language, and whether it has rows; the usual run has the fullest one, in the language with the longer words."""
FAULTS = re.compile(r"#{3}|Err:\d|#NAME\?|#REF!|#VALUE!|#DIV/0!|#N/A")
DAY, LARGE, LONG = date(2026, 10, 30), Money.of("-1234567.89"), "Der Betrag passt auf zwei Rechnungen. " * 6


def all_tabs(language: Language) -> Mapping[str, Sequence[Row]]:
    """The demo firm's rows, and one of each in the tabs that pyxl fills."""
    invoice = InvoiceRow(
        invoice_number="RE-2026-00001",
        kind=DocumentKind.CANCELLATION,
        invoice_date=DAY,
        customer_number="10001",
        customer_name="Müller",
        net_amount=LARGE,
        vat_amount=LARGE,
        gross_amount=LARGE,
    )
    line = BankLine(
        line_id="B-1", account="DE1", booking_date=DAY, amount=LARGE, status=BankStatus.REVIEW, amount_allocated=LARGE
    )
    allocation = Allocation(
        allocation_id="Z-1",
        line_id="B-1",
        invoice_number="RE-2026-00001",
        booking_date=DAY,
        kind=AllocationKind.RETURN,
        amount=LARGE,
        discount_taken=LARGE,
        written_off=LARGE,
    )
    orders, error = TABLES["Orders"].label.text(language), Severity.ERROR.label.text(language)
    return {
        **demo_tables(),
        "Invoices": [invoice],
        "Bank": [line],
        "Review": [Proposal(proposal_id="P-1", accept=True, line_id="B-1", amount=LARGE, reason=LONG)],
        "Allocations": [allocation],
        "Cases": waiting_cases(),
        "Reservations": [ReservationRow(reservation_id="V-1", line_id="L-1", quantity=Decimal(2))],
        "PickList": [PickRow(pick_id="K-1", status=PickStatus.OPEN), PickRow(pick_id="K-2")],
        "Payers": [Payer(payer="MUELLER", customer_number="10001", learned_on=DAY)],
        "Findings": [FindingRow(finding_id="1", severity=error, sheet=orders, cell="D7", message=LONG)],
        "Log": [LogRow(run_id="R-1", summary=LONG)],
    }


def waiting_cases() -> list[Case]:
    """Due today, due tomorrow, answered, solved late, never due: two of them wait."""
    today = date.today()
    usual = Case(line_id="F-1", customer_number="10001", complaint="kaputt", received_on=today)
    return [
        replace(usual, answer_due=today),
        replace(usual, line_id="F-2", answer_due=today + timedelta(1)),
        replace(usual, line_id="F-3", answer_due=today, answered_on=today, solution_due=today - timedelta(3)),
        replace(usual, line_id="F-4", answer_due=today, solved_on=today, status=CaseStatus.SETTLED),
        replace(usual, line_id="F-5"),
    ]


def without_results(book: bytes) -> bytes:
    """The same book without the stored results of its formulas: LibreOffice must calculate them."""
    bare = BytesIO()
    with ZipFile(BytesIO(book)) as source, ZipFile(bare, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", source.read(name)))
    return bare.getvalue()


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All cases as built, and as LibreOffice saves them (`xlsx`, `pdf`) from a book without results."""
    if reason := why_not():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("office")
    for kind in FILTERS:
        (folder / kind).mkdir()
    with office_running(folder / "profile", "--headless") as (wire, _):
        for language, is_filled in CASES:
            name = f"{language}-{is_filled}"
            tables = all_tabs(language) if is_filled else {}
            built = build_book(language, tables, demo_settings(language) if is_filled else None, date.today())
            (folder / f"{name}.xlsx").write_bytes(built)
            bare = folder / f"bare-{name}.xlsx"
            bare.write_bytes(without_results(built))
            store_as(wire, bare, {folder / kind / f"bare-{name}.{kind}": FILTERS[kind] for kind in FILTERS})
    return folder


@pytest.mark.parametrize(("language", "is_filled"), CASES)
def test_libreoffice_computes_the_same(converted: Path, language: Language, is_filled: bool) -> None:
    name = f"{language}-{is_filled}.xlsx"
    ours, theirs = (CalamineWorkbook.from_path(path) for path in (converted / name, converted / f"xlsx/bare-{name}"))
    assert ours.sheet_names == theirs.sheet_names
    for sheet in ours.sheet_names:
        seen = theirs.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        for number, row in enumerate(ours.get_sheet_by_name(sheet).to_python(skip_empty_area=False)):
            shown = [*seen[number], *[""] * len(row)] if number < len(seen) else [""] * len(row)
            assert shown[: len(row)] == pytest.approx(row), f"{sheet}, row {number + 1}"


@pytest.mark.skipif(PDF_TO_TEXT is None, reason="pdftotext is not installed")
@pytest.mark.parametrize(("language", "is_filled"), CASES)
def test_libreoffice_prints_no_faults(converted: Path, language: Language, is_filled: bool) -> None:
    """A column too narrow for its numbers shows ###, a formula it does not take Err:508 or #NAME?."""
    assert PDF_TO_TEXT
    command = [PDF_TO_TEXT, "-layout", str(converted / f"pdf/bare-{language}-{is_filled}.pdf"), "-"]
    printed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert TABLES["Log"].column("summary").label.text(language) in printed
    assert not FAULTS.findall(printed)
