"""A workbook of an earlier version gets the tabs it lacks, and everything of hers stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pyxl.hosts.new_book import build_book
from pyxl.hosts.xlsx import open_book

from .her_books import openpyxl_book, xlsxwriter_book
from .her_layout import her_tabs
from .small_firm import Firm, pyxl
from .test_her_workbook import Convert, firm_with, raw

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
LACKING = ("Contracts", "Payers", "Rules", "Forecast", "Findings")
GROWN = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml"}


def old_book(make: Callable[..., bytes]) -> bytes:
    """Her workbook, with charts, pictures and columns of her own, before there were these tabs."""
    return make([place for place in her_tabs() if place.tab not in LACKING])


def looks(cell: Any) -> tuple[str, ...]:
    """Everything that a person sees of a cell's style."""
    return tuple(map(repr, (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format)))


@pytest.fixture(params=[openpyxl_book, xlsxwriter_book], ids=["openpyxl", "xlsxwriter"])
def old_firm(request: pytest.FixtureRequest, tmp_path: Path) -> Firm:
    return firm_with(old_book(request.param), tmp_path)


def test_an_action_says_which_tab_is_missing_and_what_gives_it(old_firm: Firm) -> None:
    told = old_firm.run("reconcile")
    assert told.code == 2
    assert "E_TAB_MISSING" in told.err
    assert "pyxl add-tabs" in told.err


def test_what_would_be_added_is_only_said(old_firm: Firm) -> None:
    before = old_firm.state()
    told = pyxl("add-tabs", old_firm.book)
    assert told.code == 0, told.text
    assert "Verträge" in told.out
    assert "--apply" in told.out
    assert old_firm.state() == before


def test_the_tabs_are_added_and_hers_stay_byte_for_byte(old_firm: Firm) -> None:
    before = old_firm.book.read_bytes()
    told = pyxl("add-tabs", old_firm.book, "--apply")
    assert told.code == 0, told.text
    old, new = open_book(before), open_book(old_firm.book.read_bytes())
    assert new.sheets[: len(old.sheets)] == old.sheets
    assert [sheet.name for sheet in new.sheets[len(old.sheets) :]] == [
        *("Verträge", "Zahler", "Regeln", "Liquiditätsvorschau", "Befunde")
    ]
    changed = {name for name in old.archive.names if raw(old.archive, name) != raw(new.archive, name)}
    assert changed <= GROWN
    assert pyxl("add-tabs", old_firm.book).out == "Die Mappe hat alle Blätter.\n"


def test_her_cells_keep_their_looks_and_the_new_ones_have_ours(old_firm: Firm, tmp_path: Path) -> None:
    before = load_workbook(old_firm.book)
    pyxl("add-tabs", old_firm.book, "--apply")
    (tmp_path / "new.xlsx").write_bytes(build_book("de"))
    after, ours = load_workbook(old_firm.book), load_workbook(tmp_path / "new.xlsx")
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                same = after[sheet.title][cell.coordinate]
                assert looks(cell) == looks(same)
    for title in ("Verträge", "Regeln"):
        for wanted, cell in zip(ours[title][1] + ours[title][2], after[title][1] + after[title][2], strict=True):
            assert (cell.value, looks(cell)) == (wanted.value, looks(wanted))


def test_the_month_runs_in_the_book_that_got_its_tabs(old_firm: Firm) -> None:
    pyxl("add-tabs", old_firm.book, "--apply")
    old_firm.month()
    assert old_firm.run("check").code == 0


def test_a_sheet_of_hers_with_the_same_name_stays_and_ours_gets_a_number(tmp_path: Path) -> None:
    firm = firm_with(old_book(openpyxl_book), tmp_path)
    book = load_workbook(firm.book)
    book.create_sheet("Regeln")["A1"] = "Hausordnung"
    book.save(firm.book)
    pyxl("add-tabs", firm.book, "--apply")
    after = load_workbook(firm.book)
    assert after["Regeln"]["A1"].value == "Hausordnung"
    assert after["Regeln 2"]["A1"].value == "Regel"


def test_a_file_that_is_none_of_ours_is_left_alone(tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "book.xlsx")
    before = (tmp_path / "book.xlsx").read_bytes()
    told = pyxl("add-tabs", tmp_path / "book.xlsx", "--apply")
    assert told.code == 2
    assert "E_TAB_MISSING" in told.err
    assert (tmp_path / "book.xlsx").read_bytes() == before


@pytest.mark.long
def test_libreoffice_opens_the_book_with_its_new_tabs(tmp_path: Path, convert: Convert) -> None:
    firm = firm_with(old_book(xlsxwriter_book), tmp_path)
    pyxl("add-tabs", firm.book, "--apply")
    after = load_workbook(convert(firm.book, "xlsx"))
    assert after["Verträge"]["B1"].value == "Vertragsnr."


def test_a_tab_with_a_chart_brings_it_and_it_shows_the_cells_of_the_new_tab(old_firm: Firm) -> None:
    before = len(open_book(old_firm.book.read_bytes()).archive.names)
    pyxl("add-tabs", old_firm.book, "--apply")
    book = load_workbook(old_firm.book)
    [chart] = book["Liquiditätsvorschau"]._charts  # type: ignore[attr-defined]  # openpyxl names no other way
    shown = [series.val.numRef.f for each in (chart, *chart._charts[1:]) for series in each.series]
    assert len(shown) == 6
    assert all(place.startswith("'Liquiditätsvorschau'!") for place in shown)
    assert len(open_book(old_firm.book.read_bytes()).archive.names) > before
