"""Text from outside stays text: in cells, documents, file names and on the terminal (SAFETY A1-A3, A9, A14, A15)."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.charts import Chart
from pyxl.accounting.exports import postings_csv
from pyxl.core.text import clean
from pyxl.demo.firm import FIRM_IBAN
from pyxl.hosts.xlsx import open_book, read_facts
from pyxl.hosts.xlsx.sheet_text import SheetText
from pyxl.reporting.catalogue import BREAKDOWNS, FIGURES
from tests.unit.accounting.test_exports import LINE

from .small_firm import (
    Firm,
    bank_file,
    book_of,
    customers,
    items,
    lines_for,
    order,
    receivables,
)

Convert = Callable[[Path, str], Path]
FORMULAS = (
    "=cmd|' /C calc'!A0",
    "=1+1",
    "=HYPERLINK(\"http://127.0.0.1:9/?x=\"&A1,\"click\")",
    "=WEBSERVICE(\"http://127.0.0.1:9\")",
    "+1+1",
    "+cmd|'/c calc'!A0",
    "-1+1",
    "-2+3+cmd|'/c calc'!A0",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "﹦1+1",
    "'=1+1",
    "\"=1+1\"",
    "=1+1;=2+2",
    "{=1+1}",
    "DDE(\"cmd\";\"/C calc\";\"1\")",
)  # fmt: skip
MARKUP = (
    "{{7*7}}",
    "{% for x in range(9) %}x{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "{# gone #}kept",
    "#read(\"/etc/passwd\")",
    "#import \"@preview/x:1.0.0\"",
    "#set page(width: 1pt)",
    "$ 1/2 $",
    "\\ #sys.version",
    "*bold* _it_ `raw` <label> @ref",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</t></is></c><c r=\"A1\"><f>1+1</f></c>",
    "&lt;b&gt; &amp; &#61;1",
    "]]><f>1</f>",
    "_x003D_1+1",
)  # fmt: skip
NAMES = (
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "C:\\CON",
    "CON",
    "NUL.txt",
    "aux",
    "COM1",
    "x" * 300,
    "a.pdf\x00.exe",
    "trailing. ",
)
SIGNS = (
    "\x1b[2J\x1b[1;31mred",
    "\x1b]0;title\x07",
    "\x9b2J",
    "\u202egnp.eciovni",
    "a\u200b\u200db",
    "💶 Zahlung 👩‍🔧",
    "Ωμέγα Ж 中文",
    "'; DROP TABLE event; --",
    "%s%n{0}{name}",
)
PAYLOADS = (*FORMULAS, *MARKUP, *NAMES, *SIGNS)


def harmless(text: str) -> str:
    """The payload as a workbook can hold it at all."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


def hostile_book(payloads: Sequence[str]) -> bytes:
    """One customer, one item and one order line for each payload, with it in every field that takes free text."""
    buyers = [
        replace(customers()[0], customer_number=f"K{number}", name=text, street=text, additional_name=text, note=text)
        for number, text in enumerate(payloads)
    ]
    goods = [replace(items()[0], item_number=f"I{number}", description=text) for number, text in enumerate(payloads)]
    lines = [
        order(
            number,
            line_id=f"L-{number:04d}",
            order_number=f"{text[:50]} {number}",
            customer_number=f"K{number}",
            item_number=f"I{number}",
            customer_reference=text,
            description=text,
            note=text,
        )
        for number, text in enumerate(payloads)
    ]
    return book_of({"Customers": buyers, "Items": goods, "Orders": lines, "Receivables": receivables()})


def attacked(folder: Path, *, month: bool = True) -> Firm:
    """A firm whose workbook and bank file carry every payload; its month is played."""
    folder.mkdir(parents=True)
    (folder / "book.xlsx").write_bytes(hostile_book([harmless(text) for text in PAYLOADS]))
    lines = [
        replace(
            line, counterparty_name=line.remittance_information[:60], end_to_end_id=line.remittance_information[:30]
        )
        for line in lines_for(*(clean(harmless(text)) or "-" for text in PAYLOADS))
    ]
    (folder / "bank.xml").write_bytes(bank_file(lines))
    firm = Firm(folder)
    if month:
        firm.month()
    return firm


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    """The attacked firm after its month."""
    return attacked(tmp_path_factory.mktemp("attacked") / "firm")


def formulas(data: bytes) -> dict[str, int]:
    """How many formula cells each sheet has."""
    book = open_book(data)
    return {
        sheet.name: len(read_facts(SheetText(book.sheet_xml(sheet), sheet.part)).formulas)
        for sheet in book.sheets
        if sheet.kind == "worksheet"
    }


def test_no_formula_arises_in_the_file(played: Firm, record_property: Callable[[str, object], None]) -> None:
    record_property("payloads", len(PAYLOADS))
    book = open_book(played.book.read_bytes())
    found = formulas(played.book.read_bytes())
    allowed = {
        table.sheet: len(table.body.rows) * sum(bool(column.formula) for column in table.columns)
        for table in book.tables
    }
    # The tab Report has formulas of its own in some rows of one column.
    allowed[book.table("Report").sheet] += sum(bool(spec.live) for spec in FIGURES)
    allowed[book.table("Report").sheet] += sum(len(spec.live) for spec in BREAKDOWNS)
    assert {sheet: count for sheet, count in found.items() if count > allowed.get(sheet, 0)}.keys() <= {"Start"}
    kept = openpyxl.load_workbook(played.book)
    texts = {str(cell.value) for row in kept["Bank"].iter_rows() for cell in row if cell.data_type == "s"}
    assert {"=1+1", "+1+1", "@SUM(1;1)"} <= texts


@pytest.mark.long
def test_libreoffice_sees_no_formula_of_theirs(played: Firm, convert: Convert) -> None:
    saved = openpyxl.load_workbook(convert(played.book, "xlsx"))
    ours = ("IF(", "IFERROR(", "ROUND(", "INDEX(")
    for sheet in saved.worksheets:
        if sheet.title == "Start":
            continue
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or any(word in str(cell.value) for word in ours), (
                    sheet.title,
                    cell.coordinate,
                )


def test_libreoffice_computes_nothing_in_our_csv(tmp_path: Path, convert: Convert) -> None:
    texts = [" ".join(text.split()) for text in FORMULAS]
    books = ChartBooks.of(tuple(replace(LINE, document=text, text=text) for text in texts), Chart.SKR03)
    (tmp_path / "postings.csv").write_text(postings_csv(books, "en"), "utf-8")
    sheet = openpyxl.load_workbook(convert(tmp_path / "postings.csv", "xlsx")).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert {"'=1+1", "'+1+1", "'@SUM(1;1)"} <= {str(cell.value) for cell in cells}


def pages(firm: Firm) -> list[str]:
    """The text of every document, as it is drawn."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    found = sorted(firm.folder.rglob("*.pdf"))
    return [subprocess.run([program, path, "-"], capture_output=True, check=True).stdout.decode() for path in found]


def test_documents_print_the_text_as_it_is(played: Firm) -> None:
    printed = ["".join(text.split()) for text in pages(played)]
    assert len(printed) == len(PAYLOADS)
    whole = "".join(printed)
    for text in (*FORMULAS, *MARKUP):
        shown = "".join(clean(harmless(text)).split())
        assert shown in whole or max(shown) > "\u2000", f"{text}: only what the font cannot draw is replaced"
    assert "root:x:" not in whole


def test_documents_lie_in_their_folder_under_plain_names(played: Firm) -> None:
    documents = played.folder / "book.pyxl" / "documents"
    found = [path.relative_to(documents).as_posix() for path in played.folder.rglob("*.pdf")]
    assert len(found) == len(PAYLOADS)
    assert all(re.fullmatch(r"2026/[A-Za-z0-9._-]{1,80}\.pdf", name) for name in found)
    assert {path.name for path in played.folder.iterdir()} == {"book.xlsx", "bank.xml", "book.pyxl"}


@pytest.mark.parametrize(
    "pattern",
    ["../../{year}/{00001}", "CON{00001}", "C:\\{year}-{00001}", "a/b\\c-{year}-{00001}", "=RE-{year}-{00001}"],
)
def test_a_number_pattern_names_no_other_folder(pattern: str, tmp_path: Path) -> None:
    from pyxl.demo.firm import demo_settings
    from pyxl.hosts.new_book import build_book

    from .small_firm import tables

    folder = tmp_path / "firm"
    folder.mkdir()
    settings = replace(
        demo_settings("de"), invoice_number_pattern=pattern, accent_colour='red)#read("x")', logo="../../../etc/passwd"
    )
    (folder / "book.xlsx").write_bytes(build_book("de", tables(), settings))
    told = Firm(folder).run("create-invoices", "--apply", "--json")
    assert told.code in (1, 2), told.text
    assert told.json["refused"] is None or told.json["refused"]["code"] != "E_UNFORESEEN"
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and folder not in path.parents]
    assert not outside
    assert all(path.is_relative_to(folder / "book.pyxl" / "documents") for path in tmp_path.rglob("*.pdf"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_terminal_is_not_commanded(language: str, tmp_path: Path) -> None:
    firm = attacked(tmp_path / "firm", month=False)
    steps: list[tuple[list[Any], str]] = [
        (["validate-orders"], "2026-09-30"),
        (["create-invoices"], "2026-09-30"),
        (["import-bank", firm.bank], "2026-10-31"),
    ]
    for (action, *inputs), as_of in steps:
        ran = firm.run(action, *inputs, "--lang", language, as_of=as_of)
        assert ran.code in (0, 1), ran.text
        signs = {character for character in ran.out + ran.err if not is_plain(character)}
        assert not signs, signs


def is_plain(character: str) -> bool:
    """Whether a terminal shows it and does nothing else."""
    return character == "\n" or (
        unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        and character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    )


ESCAPES = (
    "\x1b[2J",
    "\x1b]0;x\x07",
    "\x9b2J",
    "\x08\x08\x08",
    "\r\x1b[A",
    "\u202e",
    ":smile:",
    "[red]x[/red]",
    "[bold",
)


@pytest.mark.parametrize("text", ESCAPES)
def test_terminal_escapes_from_the_bank_do_not_reach_the_terminal(text: str, firm: Firm) -> None:
    from .hostile_files import CSV

    own = CSV.replace("DE89370400440532013000", FIRM_IBAN)
    data = own.replace("RE-2026-00001", f"RE-2026-00001 {text}").encode("utf-8")
    path = firm.folder / "umsatz.csv"
    path.write_bytes(data)
    ran = firm.run("import-bank", path, "--apply", as_of="2026-10-31")
    assert ran.code in (0, 2), ran.text
    settled = firm.run("reconcile", as_of="2026-10-31")
    for said in (ran, settled):
        assert all(is_plain(character) for character in said.out + said.err), said.text
    if text.startswith((":", "[")) and ran.code == 0:
        found = openpyxl.load_workbook(io.BytesIO(firm.book.read_bytes()))["Bank"]
        assert any(text in str(cell.value) for row in found.iter_rows() for cell in row)


@pytest.mark.parametrize(
    "name", ["=cmd|'.xml", "$(touch x).xml", "a;b.xml", "--apply.xml", "{{7*7}}.xml", "[red].xml", "CON.xml", "ü€.xml"]
)
def test_a_file_name_is_only_a_name(name: str, firm: Firm) -> None:
    path = firm.folder / name
    firm.bank.rename(path)
    ran = firm.run("import-bank", path, "--apply", "--json", as_of="2026-10-31")
    assert ran.code == 0, ran.text
    assert sum(formulas(firm.book.read_bytes()).values()) > 0
    assert {each.name for each in firm.folder.iterdir()} == {"book.xlsx", "book.pyxl", name}
