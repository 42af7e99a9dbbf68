"""A small firm whose month is done: invoices issued, the bank read and reconciled. Each test gets a copy to break."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pyxl.app.runner import Report
from pyxl.demo.bank import demo_statement
from pyxl.demo.month import STEPS
from pyxl.formats.statements.camt053_writer import write_camt053
from pyxl.hosts.cli.demo_month import play_step
from pyxl.hosts.demo_files import BOOK_FILE, demo_files, invoices_to_come, write_files

from .broken_firm import Firm, small_book


@dataclass(frozen=True)
class DemoMonth:
    """The demo firm's month, played to its end, and what each step came to."""

    book: Path
    reports: tuple[Report, ...]


@pytest.fixture(scope="session")
def demo_month(tmp_path_factory: pytest.TempPathFactory) -> DemoMonth:
    """The month of `pyxl demo`, played once; nobody changes its workbook."""
    folder = tmp_path_factory.mktemp("demo")
    write_files(folder, demo_files("de"))
    return DemoMonth(folder / BOOK_FILE, tuple(play_step(step, folder / BOOK_FILE) for step in STEPS))


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The month, done once."""
    firm = Firm(tmp_path_factory.mktemp("month"))
    firm.path.write_bytes(small_book())
    bank = firm.folder / "bank.xml"
    bank.write_bytes(write_camt053(demo_statement(invoices_to_come(firm.path.read_bytes()))))
    firm.run("create-invoices", as_of=date(2026, 9, 30))
    shutil.copytree(firm.folder, firm.folder / "before-the-bank")
    firm.run("import-bank", files=(bank,))
    firm.run("reconcile")
    return firm.folder


@pytest.fixture
def firm(month: Path, tmp_path: Path) -> Firm:
    """A copy of the firm to break."""
    copy = tmp_path / "firm"
    shutil.copytree(month, copy)
    return Firm(copy)


@pytest.fixture
def new_firm(tmp_path: Path) -> Firm:
    """A firm that has only a workbook so far."""
    firm = Firm(tmp_path)
    firm.path.write_bytes(small_book())
    return firm
