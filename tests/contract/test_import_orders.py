"""Orders as files through the command line: once, undone, rebuilt, marked and sent back; and files that attack."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pyxl.core.refusal import Refused
from pyxl.core.table_file import FileCell
from pyxl.demo.firm import demo_settings
from pyxl.hosts.new_book.order_form import build_order_form
from pyxl.hosts.order_files import read_order_file
from pyxl.intake.copies import FilledForm, empty_form
from pyxl.intake.forms import read_form

from .hostile_books import hostile_books
from .hostile_files import camt_files, csv_files, mt940_files
from .small_firm import Firm, fingerprint, items, pyxl, small_book
from .test_injection import FORMULAS, formulas, harmless

BOOKS = hostile_books()
FILES = {**camt_files(), **mt940_files(), **csv_files()}
HEAVY = ("bomb", "a-million-blank-rows", "wide-rows", "deep-sheet")


def form(*lines: dict[str, FileCell], **head: FileCell) -> FilledForm:
    """A filled-in form of the small firm."""
    usual: dict[str, FileCell] = {"customer_number": "10001", "order_date": date(2026, 9, 29), "order_number": "PO 1"}
    made = empty_form(items(), demo_settings("de"), "de")
    return FilledForm(made.language, made.company_name, made.items, usual | head, lines, ())


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """The firm with a good form, a wrong one and a day of the shop."""
    folder = tmp_path / "firm"
    folder.mkdir()
    (folder / "book.xlsx").write_bytes(small_book())
    (folder / "good.xlsx").write_bytes(build_order_form(form({"item_number": "0815", "quantity": 3})))
    wrong = form(
        {"item_number": "0815", "quantity": "drei"}, {"item_number": "=1+1", "quantity": 1}, order_number="PO 2"
    )
    (folder / "wrong.xlsx").write_bytes(build_order_form(wrong))
    (folder / "shop.csv").write_text(
        "order_number,order_date,status,shipping_total,tax_total,order_total,order_currency,billing_email,"
        "billing_company,item_sku,item_quantity,item_subtotal,item_total\n"
        "77,2026-09-29 09:00,processing,0.00,24.51,153.51,EUR,neu@example.org,Neue GmbH,A-1,1,129.00,129.00\n",
        "utf-8",
    )
    return Firm(folder)


def imported(firm: Firm, *names: str) -> dict[str, Any]:
    """What the import of these files says."""
    ran = firm.run("import-orders", *(firm.folder / name for name in names), "--apply", "--json")
    assert ran.code in (0, 1), ran.text
    told: dict[str, Any] = ran.json
    return told


def orders(firm: Firm) -> list[tuple[Any, ...]]:
    """Number, customer's number, item and quantity of every line in Orders."""
    sheet = openpyxl.load_workbook(firm.book)["Aufträge"]
    names = [cell.value for cell in sheet[1]]
    wanted = [names.index(each) for each in ("Auftragsnr.", "Bestellnr. des Kunden", "Artikelnr.", "Menge")]
    return [tuple(row[at] for at in wanted) for row in sheet.iter_rows(2, values_only=True) if row[wanted[0]]]


def test_orders_come_in_once_and_go_again(firm: Firm) -> None:
    before = orders(firm)
    originals = {name: (firm.folder / name).read_bytes() for name in ("good.xlsx", "wrong.xlsx", "shop.csv")}
    told = imported(firm, "good.xlsx", "wrong.xlsx", "shop.csv")
    assert {each["code"] for each in told["findings"]} == {"CEL002", "ORD004", "INT014", "INT007"}
    assert orders(firm) == [*before, ("B-2026-00001", "PO 1", "0815", 3)]
    assert firm.run("check").code == 0
    imported(firm, "shop.csv", "wrong.xlsx", "good.xlsx")
    data = firm.book.read_bytes()
    imported(firm, "shop.csv", "wrong.xlsx", "good.xlsx")
    assert firm.book.read_bytes() == data
    assert orders(firm) == [*before, ("B-2026-00001", "PO 1", "0815", 3)]
    assert firm.run("undo", "R-0001", "--apply").code == 0
    assert orders(firm) == before
    assert firm.run("check").code == 0
    assert {name: (firm.folder / name).read_bytes() for name in originals} == originals


def test_a_line_that_got_lost_is_put_back(firm: Firm) -> None:
    imported(firm, "good.xlsx")
    book = openpyxl.load_workbook(firm.book)
    sheet = book["Aufträge"]
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 2).value == "B-2026-00001")
    for column in range(1, sheet.max_column + 1):
        sheet.cell(row, column).value = None
    book.save(firm.book)
    told = firm.run("check")
    assert told.code == 1
    assert "CHK006" in told.text
    assert firm.run("rebuild", "--apply").code == 0
    assert orders(firm)[-1] == ("B-2026-00001", "PO 1", "0815", 3)
    assert firm.run("check").code == 0


def test_the_marked_copy_can_be_corrected_and_comes_in(firm: Firm) -> None:
    imported(firm, "wrong.xlsx")
    (copy,) = (firm.folder / "book.pyxl" / "documents" / "2026" / "forms").iterdir()
    book = openpyxl.load_workbook(copy)
    sheet = book.worksheets[0]
    marked = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert list(marked) == ["C19", "A20"]
    assert marked["C19"].startswith("Menge ist „drei“, das ist keine Zahl.")
    assert sheet["A20"].value == "=1+1"
    assert sheet["A20"].data_type == "s" or sheet["A20"].value != "2"
    sheet["C19"].value, sheet["A20"].value = 3, "A-1"
    book.save(firm.folder / "mended.xlsx")
    told = imported(firm, "mended.xlsx")
    assert told["findings"] == []
    assert orders(firm)[-2:] == [("B-2026-00001", "PO 2", "0815", 3), ("B-2026-00001", "PO 2", "A-1", 1)]


def test_no_formula_comes_out_of_an_order(firm: Firm) -> None:
    """Neither in the workbook nor in a marked copy; payloads in every field that takes text."""
    for place, payload in enumerate(map(harmless, FORMULAS)):
        filled = form(
            {"item_number": "0815", "quantity": 1},
            order_number=f"{payload} {place}",
            note=payload,
            delivery_name=payload,
            delivery_postcode="34117",
            delivery_city=payload,
        )
        (firm.folder / f"form{place}.xlsx").write_bytes(build_order_form(filled))
    before = formulas(firm.book.read_bytes())
    names = [f"form{place}.xlsx" for place in range(len(FORMULAS))]
    told = imported(firm, *names, "wrong.xlsx")
    assert told["summary"]["orders_new"] == len(FORMULAS)
    after = formulas(firm.book.read_bytes())
    own = {"Aufträge": 3, "Auftragsköpfe": 1, "Befunde": 1}
    grown = {sheet: after[sheet] - before[sheet] for sheet in after if after[sheet] != before[sheet]}
    # The columns that are pyxl's own formulas, once for each new row.
    assert grown.keys() <= own.keys()
    assert all(count % own[sheet] == 0 for sheet, count in grown.items())
    notes = openpyxl.load_workbook(firm.book)["Aufträge"]
    texts = {str(cell.value) for row in notes.iter_rows() for cell in row if cell.data_type == "s"}
    assert {"=1+1", "+1+1", "@SUM(1;1)"} <= texts
    for path in (firm.folder / "book.pyxl" / "documents").rglob("*.xlsx"):
        sheet = openpyxl.load_workbook(path).worksheets[0]
        formula_cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert all(str(text).startswith("=IFERROR(INDEX('Artikel'!") for text in formula_cells)


def only_refused(data: bytes) -> None:
    """It is read as orders, or refused in words; nothing else happens."""
    try:
        content = read_order_file(data)
        if content.form:
            read_form("form.xlsx", content.form)
    except Refused as refused:
        told = refused.text("de")
    else:
        told = content.source
    assert told is not None


@pytest.mark.parametrize("name", [name for name in BOOKS if name not in HEAVY][::4])
def test_a_hostile_workbook_is_no_form(name: str) -> None:
    only_refused(BOOKS[name]())


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_or_read(name: str) -> None:
    only_refused(FILES[name])


def test_a_bomb_keeps_nobody_else_out(firm: Firm) -> None:
    (firm.folder / "bomb.xlsx").write_bytes(BOOKS["bomb"]())
    told = imported(firm, "bomb.xlsx", "good.xlsx")
    assert [each["code"] for each in told["findings"]] == ["INT001"]
    assert orders(firm)[-1][0] == "B-2026-00001"


def test_a_form_with_macros_is_read_and_said() -> None:
    file = io.BytesIO(build_order_form(form({"item_number": "0815", "quantity": 3})))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Auto_Open")
    content = read_order_file(file.getvalue())
    assert content.form is not None
    assert content.form.has_macros
    assert ["Makros" in note.text("de") for note in content.notes] == [True]


def test_a_cell_far_below_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_order_form(form({"item_number": "A-1", "quantity": Decimal(1)}))))
    book.worksheets[0]["A900000"] = "x"
    saved = io.BytesIO()
    book.save(saved)
    with pytest.raises(Refused, match="E_ORDER_FILE"):
        read_order_file(saved.getvalue())


def test_a_new_form_is_not_laid_over_one_that_is_there(firm: Firm) -> None:
    assert pyxl("order-form", firm.book).code == 0
    made = read_order_file((firm.folder / "order_form.xlsx").read_bytes()).form
    assert made is not None
    assert read_form("form.xlsx", made).order.lines == ()
    before = fingerprint(firm.folder)
    told = pyxl("order-form", firm.book)
    assert told.code == 2
    assert "E_FORM_EXISTS" in told.text
    assert fingerprint(firm.folder) == before
