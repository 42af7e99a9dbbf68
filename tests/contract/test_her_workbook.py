"""Her workbook stays hers: every action changes the cells it says and no other byte that matters to her."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from pyxl.core.schema import TABLES
from pyxl.core.tables import column_letter
from pyxl.core.text import squash
from pyxl.formats.zip_door import Archive, open_archive
from pyxl.hosts.xlsx import open_book

from .her_books import (
    openpyxl_book,
    replaced,
    with_opaque_parts,
    with_shared_formulas,
    xlsxwriter_book,
)
from .her_layout import HerTab, her_tabs
from .small_firm import AS_OF, Firm, bank_file, lines_for, small_book

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
Convert = Callable[[Path, str], Path]
TABS = her_tabs()
BY_TAB = {place.tab: place for place in TABS}
CHECKED = {"validate-orders": {"Orders", "Customers", "Items"}, "undo": {"Orders", "Customers", "Items"}}
"""Whose Check columns an action writes anew, or puts back."""
OWN_PARTS = {"xl/workbook.xml", "xl/styles.xml", "docProps/custom.xml", "[Content_Types].xml", "_rels/.rels"}
CHAIN_PARTS = {"xl/calcChain.xml", "xl/_rels/workbook.xml.rels"}
STEPS: tuple[tuple[tuple[object, ...], str], ...] = (
    (("validate-orders",), AS_OF),
    (("create-invoices",), AS_OF),
    (("import-bank", "bank.xml"), "2026-10-31"),
    (("reconcile",), "2026-10-31"),
    (("undo",), "2026-10-31"),
    (("undo",), "2026-10-31"),
    (("undo",), "2026-10-31"),
)
PAYMENTS = (*lines_for("RE-2026-00401", amount="183.26"), *lines_for("Danke, RE-2026-00402", name="Kerzenstube Nord"))


def _shared() -> bytes:
    return with_shared_formulas(xlsxwriter_book(), BY_TAB["Orders"])


MAKERS: dict[str, Callable[[], bytes]] = {
    "openpyxl": openpyxl_book,
    "xlsxwriter": xlsxwriter_book,
    "shared-formulas": _shared,
    "opaque-parts": lambda: with_opaque_parts(_shared(), BY_TAB["Orders"]),
    "plain-order": lambda: xlsxwriter_book(her_tabs(is_shuffled=False, is_renamed=False)),
    "ours-prefixed": lambda: prefixed(small_book()),
}


def prefixed(data: bytes) -> bytes:
    """The book with `x:` before every name of one sheet, as some programs write."""
    part = open_book(data).sheet("Aufträge").part
    xml = open_archive(data).read(part).decode()
    xml = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=", 1)
    return replaced(data, {part: xml.encode()})


def firm_with(data: bytes, folder: Path) -> Firm:
    """A folder with this workbook and payments for its invoices."""
    (folder / "book.xlsx").write_bytes(data)
    lines = [replace(line, bank_reference=f"B{number}") for number, line in enumerate(PAYMENTS)]
    (folder / "bank.xml").write_bytes(bank_file(lines))
    return Firm(folder)


LONG_WAYS = {"ours-prefixed", "plain-order"}
"""Like the others but for one thing each; the usual run takes the rest."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.long if name in LONG_WAYS else [])
        for name in sorted(MAKERS.keys() - {"shared-formulas"})
    ],
)
def test_every_action_leaves_hers_alone(name: str, tmp_path: Path) -> None:
    firm = firm_with(original := MAKERS[name](), tmp_path)
    for (action, *inputs), as_of in STEPS:
        before = firm.book.read_bytes()
        given = [tmp_path / str(each) for each in inputs]
        told = firm.run(str(action), *given, "--apply", "--json", as_of=as_of)
        assert told.code in (0, 1), told.text
        after = firm.book.read_bytes()
        written = (
            {change["tab"] for change in told.json["changes"]} | {"Findings", "Log"} | CHECKED.get(str(action), set())
        )
        demand_parts(before, after, written)
        demand_cells(before, after, told.json["changes"])
    demand_cells(original, firm.book.read_bytes(), EVERYTHING)


EVERYTHING: list[dict[str, Any]] = [
    {"tab": tab, "column": column.name, "key": None}
    for tab in ("Orders", "Receivables", "Bank")
    for column in TABLES[tab].columns
    if column.is_frozen or column.name in ("check", "status", "amount_allocated", "reason", "line_id")
]


def demand_parts(before: bytes, after: bytes, tabs: set[str]) -> None:
    """Only the parts that had to change did; in these, only what had to."""
    old, new = open_archive(before), open_archive(after)
    book = open_book(before)
    places = {table.name: table for table in book.tables}
    sheets = {book.sheet(places[tab].sheet).part for tab in tabs} | {
        sheet.part for sheet in book.sheets if sheet.name == "Start"
    }
    tables = {places[tab].part for tab in tabs}
    different = {name for name in {*old.names, *new.names} if raw(old, name) != raw(new, name)}
    assert different <= sheets | tables | OWN_PARTS | CHAIN_PARTS, different
    assert set(old.names) - set(new.names) <= {"xl/calcChain.xml"}
    assert set(new.names) - set(old.names) <= {"docProps/custom.xml"}
    for name in different & (sheets | tables):
        assert frame(old.read(name)) == frame(new.read(name)), name
    calculated = re.compile(rb"<(?:\w+:)?calcPr[^>]*/?>(?:</(?:\w+:)?calcPr>)?")
    assert calculated.sub(b"", old.read("xl/workbook.xml")) == calculated.sub(b"", new.read("xl/workbook.xml"))


def raw(archive: Archive, name: str) -> bytes:
    """The member as it lies in the file; nothing where it is not there."""
    return archive.raw(archive.member(name)) if name in archive else b""


def frame(xml: bytes) -> bytes:
    """A sheet or table without its rows and without the ranges that grow with a table."""
    rows = re.sub(rb"(?s)<(\w+:)?sheetData\b.*?</(?:\w+:)?sheetData>|<(\w+:)?sheetData/>", b"", xml)
    return re.sub(rb"(sqref|ref)=\"[^\"]*\"|sqref>[^<]*<", b"", rows)


@lru_cache(maxsize=3)
def cells(data: bytes) -> dict[tuple[str, int, int], tuple[object, ...]]:
    """Every cell with its content, looks and note. A style keeps its number, for styles are only ever added."""
    book = openpyxl.load_workbook(io.BytesIO(without_pivots(data)), rich_text=True)
    found: dict[tuple[str, int, int], tuple[object, ...]] = {}
    sheets: list[Any] = book.worksheets
    for sheet in sheets:
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
                content = (
                    str(value),
                    cell.data_type if cell.value is not None else "",
                    tuple(getattr(cell, "_style", None) or ()),
                )
                note = cell.comment.text if cell.comment else ""
                found[sheet.title, int(cell.row), int(cell.column)] = (*content, note)
    return found


def without_pivots(data: bytes) -> bytes:
    """The book without the links to its pivot tables, which openpyxl would want to understand."""
    archive = open_archive(data)
    link = re.compile(rb"<Relationship [^>]*/pivot\w+\"[^>]*/>")
    links = {name: archive.read(name) for name in archive.names if name.endswith(".rels")}
    changed = {name: link.sub(b"", xml) for name, xml in links.items() if b"/pivot" in xml}
    return replaced(data, changed) if changed else data


def demand_cells(before: bytes, after: bytes, changes: list[dict[str, Any]]) -> None:
    """Cells differ only in fields that were said to change, in the Check columns, and in rows added to our tables."""
    areas = {table.sheet: table for table in open_book(after).tables}
    old_areas = {table.sheet: table for table in open_book(before).tables}
    fields = allowed_columns(after, changes)
    old, new = cells(before), cells(after)
    for spot in old.keys() | new.keys():
        if is_same(old.get(spot), new.get(spot)):
            continue
        sheet, row, column = spot
        table = areas.get(sheet)
        assert table is not None, (spot, old.get(spot), new.get(spot))
        if table.name in ("Findings", "Log") or sheet == "Start":
            continue
        assert table.area.holds(row, column), (spot, old.get(spot), new.get(spot))
        was_filled = any(old.get((sheet, row, each), ("None",))[0] != "None" for each in typed_columns(table))
        if row <= old_areas[sheet].area.bottom and was_filled:
            assert (table.name, column) in fields, (spot, old.get(spot), new.get(spot))


def is_same(old: tuple[object, ...] | None, new: tuple[object, ...] | None) -> bool:
    """The same content; or a cell that is empty and was not there."""
    return old == new or ((old is None or old[0] == "None") and (new is None or new[0] == "None"))


def typed_columns(table: Any) -> list[int]:
    """The columns of a table that hold our fields, but for those that calculate."""
    schema, words = TABLES[table.name], TABLES[table.name].heading_words
    names = [words.get(squash(column.name)) for column in table.columns]
    return [table.area.left + at for at, name in enumerate(names) if name and not schema.column(name).formula]


def allowed_columns(data: bytes, changes: list[dict[str, Any]]) -> set[tuple[str, int]]:
    """Table and sheet column of every field that the changes name, and of Check and line id."""
    named = {(change["tab"], change["column"]) for change in changes}
    named |= {
        (change["tab"], name) for change in changes for name in (change.get("old") or {}) if change["column"] is None
    }
    found = set()
    for table in open_book(data).tables:
        words = TABLES[table.name].heading_words
        for at, column in enumerate(table.columns):
            name = words.get(squash(column.name))
            if name in ("check", "line_id") or (table.name, name) in named:
                found.add((table.name, table.area.left + at))
    return found


def shown(path: Path) -> Any:
    """The workbook as it shows, formulas with their results."""
    return openpyxl.load_workbook(path, data_only=True)


def column_of(sheet: Any, place: HerTab, field: str) -> list[Any]:
    """The values of a field from the table's first row down to its last filled one."""
    values = [sheet.cell(row, place.field(field)).value for row in range(place.top + 1, sheet.max_row + 1)]
    while values and values[-1] in (None, ""):
        values.pop()
    return values


@pytest.mark.parametrize("name", ["openpyxl", "xlsxwriter", "shared-formulas"])
def test_the_right_cells_hold_the_right_values(name: str, tmp_path: Path) -> None:
    firm = firm_with(MAKERS[name](), tmp_path)
    firm.month()
    book = shown(firm.book)
    orders, invoices, items = (BY_TAB[tab] for tab in ("Orders", "Invoices", "Receivables"))
    numbers = column_of(book[orders.sheet], orders, "invoice_number")
    assert numbers == ["RE-2026-00401", "RE-2026-00401", "RE-2026-00402", "RE-2026-00403"]
    assert column_of(book[invoices.sheet], invoices, "invoice_number") == [f"RE-2026-0040{n}" for n in (1, 2, 3)]
    owed = dict(
        zip(*(column_of(book[items.sheet], items, field) for field in ("invoice_number", "gross_amount")), strict=True)
    )
    assert owed["RE-2026-00401"] == 183.26
    assert owed["RE-2026-00402"] == 237.52
    notes = [book[orders.sheet].cell(row, orders.left).value for row in range(orders.top + 1, orders.top + 7)]
    assert notes == [0, "=hers 1", 2, "=hers 3", 4, "=hers 5"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("openpyxl", marks=pytest.mark.long),
        pytest.param("xlsxwriter", marks=pytest.mark.long),
        pytest.param("shared-formulas", marks=pytest.mark.long),
    ],
)
def test_libreoffice_opens_the_result_and_shows_the_values(name: str, tmp_path: Path, convert: Convert) -> None:
    firm = firm_with(MAKERS[name](), tmp_path)
    firm.month()
    book = shown(convert(firm.book, "xlsx"))
    orders, items = BY_TAB["Orders"], BY_TAB["Receivables"]
    assert column_of(book[orders.sheet], orders, "invoice_number")[0] == "RE-2026-00401"
    sheet = book[items.sheet]
    doubled = [sheet.cell(row, items.column("Doppelt")).value for row in range(items.top + 1, items.top + 6)]
    assert doubled == [2 * row for row in range(items.top + 1, items.top + 6)], "her formula goes on in the new rows"
    paid = dict(zip(*(column_of(sheet, items, field) for field in ("invoice_number", "amount_paid")), strict=False))
    assert paid.get("RE-2026-00401") == 183.26


@pytest.mark.long
@pytest.mark.parametrize("name", ["openpyxl", "xlsxwriter"])
def test_a_book_that_libreoffice_saved_goes_through_the_month(name: str, tmp_path: Path, convert: Convert) -> None:
    (tmp_path / "raw.xlsx").write_bytes(MAKERS[name]())
    saved = convert(tmp_path / "raw.xlsx", "xlsx").read_bytes()
    folder = tmp_path / "firm"
    folder.mkdir()
    firm = firm_with(saved, folder)
    for (action, *inputs), as_of in STEPS:
        before = firm.book.read_bytes()
        told = firm.run(str(action), *(folder / str(each) for each in inputs), "--apply", "--json", as_of=as_of)
        assert told.code in (0, 1), told.text
        demand_cells(before, firm.book.read_bytes(), told.json["changes"])
    convert(firm.book, "pdf")


@pytest.mark.long
def test_a_heading_she_renamed_in_libreoffice_is_found_or_named(tmp_path: Path, convert: Convert) -> None:
    """LibreOffice writes the table's own heading anew from the cell, so both say the same again."""
    data = small_book()
    part = open_book(data).sheet("Aufträge").part
    xml = open_archive(data).read(part).replace(b"<t>Kundennr.</t>", b"<t>Wer kauft</t>", 1)
    (tmp_path / "raw.xlsx").write_bytes(replaced(data, {part: xml}))
    firm = firm_with(convert(tmp_path / "raw.xlsx", "xlsx").read_bytes(), tmp_path)
    told = firm.run("validate-orders", "--json").json
    assert told["refused"]["code"] == "E_TAB_UNUSABLE"
    assert "Kundennr." in told["refused"]["cause"]


def test_shared_formulas_keep_their_text_where_pyxl_writes_over_their_master(tmp_path: Path) -> None:
    """Her price column takes prices from another sheet by one shared formula; a repair overwrites its first cell."""
    orders = BY_TAB["Orders"]
    data = with_shared_formulas(xlsxwriter_book(), orders)
    column = orders.column("Doppelt")
    from pyxl.hosts.xlsx import WriteCell, patch, verify

    first = orders.top + 1
    edits = [WriteCell(orders.sheet, first, column, 5, over_formula=True)]
    after = patch(data, edits)
    verify(data, after, edits)
    sheet = openpyxl.load_workbook(io.BytesIO(after))[orders.sheet]
    assert sheet.cell(first, column).value == 5
    formulas = [str(sheet.cell(row, column).value) for row in range(first + 1, first + 6)]
    assert all(text.startswith("=") for text in formulas), formulas


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("below", "E_TABLE_BLOCKED"),
        ("formula", "E_FORMULA_CELL"),
        ("log-gone", "E_TAB_MISSING"),
        ("log-heading", "E_TAB_UNUSABLE"),
        ("invoices-heading", "E_TAB_UNUSABLE"),
    ],
)
def test_what_cannot_be_written_is_refused_before_a_number_is_drawn(change: str, code: str, tmp_path: Path) -> None:
    firm = firm_with(hindered(change), tmp_path)
    before = firm.book.read_bytes()
    told = firm.run("create-invoices", "--apply", "--json")
    assert told.json["refused"]["code"] == code, told.text
    assert firm.book.read_bytes() == before
    assert not list(tmp_path.glob("book.pyxl/documents/**/*.pdf"))
    firm.book.write_bytes(small_book())
    healed = firm.run("create-invoices", "--apply", "--json").json
    assert [document["number"] for document in healed["documents"]] == [f"RE-2026-0040{n}" for n in (1, 2, 3)]


def hindered(change: str) -> bytes:
    """The small firm's book with something in the way of the invoices."""
    data = small_book()
    book = open_book(data)
    places = {table.name: table for table in book.tables}
    parts = {tab: book.sheet(places[tab].sheet).part for tab in places}

    def edited(part: str, old: str, new: str) -> dict[str, bytes]:
        text, count = re.subn(old, new, book.archive.read(part).decode())
        assert count, old
        return {part: text.encode()}

    match change:
        case "below":
            row = places["Receivables"].area.bottom + 1
            total = f'<row r="{row}"><c r="A{row}" t="n"><v>238</v></c></row></sheetData>'
            return replaced(data, edited(parts["Receivables"], "</sheetData>", total))
        case "formula":
            names = [column.name for column in TABLES["Orders"].columns]
            cell = f"{column_letter(names.index('invoice_number') + 1)}2"
            formula = f'<c r="{cell}" t="str"><f>""</f><v></v></c>'
            return replaced(data, edited(parts["Orders"], rf'<c r="{cell}"[^>]*(/>|></c>)', formula))
        case "log-gone":
            return replaced(
                data,
                edited(places["Log"].part, '"Log"', '"Elsewhere"')
                | edited("xl/workbook.xml", 'name="Protokoll"', 'name="Weg"'),
            )
        case "log-heading":
            return replaced(data, edited(places["Log"].part, 'name="Lauf"', 'name="Nummer"'))
    return replaced(data, edited(places["Invoices"].part, 'name="Rechnungsnr."', 'name="Nummer"'))


def test_a_package_is_written_with_every_part_once(tmp_path: Path) -> None:
    firm = firm_with(MAKERS["opaque-parts"](), tmp_path)
    firm.month()
    with zipfile.ZipFile(firm.book) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert archive.testzip() is None
        assert archive.read("xl/printerSettings/printerSettings1.bin") == bytes(range(256))
        types = archive.read("[Content_Types].xml").decode()
    assert ("calcChain" in types) == ("xl/calcChain.xml" in names)
