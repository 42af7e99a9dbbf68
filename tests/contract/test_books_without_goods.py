"""A workbook from before there were tabs of goods is invoiced, checked and rebuilt as ever."""

from __future__ import annotations

from pathlib import Path

from .her_books import openpyxl_book
from .her_layout import her_tabs
from .test_her_workbook import firm_with

GOODS = (
    "Prices",
    "Backorders",
    "Reservations",
    "PickList",
    "Deliveries",
    "Stock",
    "Incoming",
    "Movements",
    "PurchaseProposals",
    "Suppliers",
)


def test_invoices_check_and_rebuild_need_no_tab_of_goods(tmp_path: Path) -> None:
    firm = firm_with(openpyxl_book([place for place in her_tabs() if place.tab not in GOODS]), tmp_path)
    made = firm.run("create-invoices", "--as-of", "2026-09-30", "--apply")
    assert made.code in (0, 1), made.text
    for command in ("check", "rebuild"):
        told = firm.run(command)
        assert told.code == 0, told.text


def test_an_action_of_goods_says_which_tab_is_missing(tmp_path: Path) -> None:
    firm = firm_with(openpyxl_book([place for place in her_tabs() if place.tab not in GOODS]), tmp_path)
    told = firm.run("check-availability")
    assert told.code == 2
    assert "E_TAB_MISSING" in told.err
