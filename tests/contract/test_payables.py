"""Payables on a closed workbook with its journal: bills in, paid, debited, taken back; the books agree at each step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from lxml import etree
from openpyxl import load_workbook

from pyxl.core.changes import ChangeList
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.core.schema import Row, schema_of
from pyxl.core.tables import Table, read_table
from pyxl.formats.en16931.reading import read_einvoice
from pyxl.formats.statements.statement import StatementLine
from pyxl.hosts.files import ClosedBook
from pyxl.ledger.batches.rows import BatchRow
from pyxl.ledger.payables.rows import Bill, BillLine, PaymentRow
from pyxl.masterdata.suppliers import Supplier
from tests.stories.bill_text import bill_bytes

from .hostile_einvoices import pdf_files, xml_files
from .small_firm import Firm, bank_file, book_of, tables

AS_OF = "2026-10-05"
DEBITED = date(2026, 10, 6)
SUPPLIERS = [
    Supplier(supplier_number="L1", name="Holz & Söhne AG", vat_id="DE136695976", iban="DE02120300000000202051"),
    Supplier(supplier_number="L2", name="Nagel KG", iban="DE75512108001245126199"),
]
TICK = Label("ticked", "angekreuzt")
ANSWER = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<OrgnlGrpInfAndSts><OrgnlMsgId>SEPA-2026-00001</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>SEPA-2026-00001-1</OrgnlEndToEndId><TxSts>{status}</TxSts></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>SEPA-2026-00001-2</OrgnlEndToEndId><TxSts>{status}</TxSts></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""
R = TypeVar("R", bound=Row)


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """Two suppliers, one bill as a file and one that was typed."""
    typed = Bill(
        supplier_number="L2",
        bill_number="N-7",
        bill_date=date(2026, 9, 1),
        due_date=date(2026, 10, 1),
        gross_amount=Money.of("59.50"),
    )
    (tmp_path / "book.xlsx").write_bytes(book_of({**tables(), "Suppliers": SUPPLIERS, "Bills": [typed]}))
    post = tmp_path / "post"
    post.mkdir()
    (post / "holz.xml").write_bytes(bill_bytes("e-invoice\nseller: Holz & Söhne AG\ndate: 2026-09-20\ndue: 2026-10-08"))
    (post / "brief.pdf").write_bytes(b"%PDF-1.7 no bill")
    firm = Firm(tmp_path)
    line = StatementLine(DEBITED, DEBITED, Money.of("-178.50"), batch_reference="SEPA-2026-00001")
    firm.bank.write_bytes(bank_file([line]))
    return firm


def _rows(firm: Firm) -> list[PaymentRow]:
    return list(_table(firm, PaymentRow).rows)


def _tick(firm: Firm, *only: str) -> None:
    """She ticks these bills of the proposal and no others; every row where none is named."""
    desk, changes = ClosedBook(firm.book), ChangeList()
    snapshot = desk.read([schema_of(PaymentRow)])
    for row in _rows(firm):
        changes.set("Payments", row.bill_id, "pay", row.pay, not only or row.bill_number in only, TICK)
    desk.write(changes.done(), snapshot.language, snapshot.anchor)


def _agrees(firm: Firm) -> None:
    checked = firm.run("check")
    assert checked.code == 0, checked.text


def _steps(firm: Firm) -> Iterator[str]:
    """All of it, with a stop after every step."""
    imported = firm.run("import-bills", firm.folder / "post", "--apply", "--json", as_of=AS_OF)
    said = imported.json["summary"]
    assert (said["bills"], said["left_out"], said["known"]) == (1, 1, 0), imported.text
    yield "import-bills"
    assert firm.run("enter-bills", "--apply", "--json", as_of=AS_OF).json["summary"]["bills"] == 1
    yield "enter-bills"
    assert firm.run("propose-payments", "--apply", "--json", as_of=AS_OF).json["summary"]["bills"] == 2
    yield "propose-payments"
    _tick(firm)
    paid = firm.run("pay", "--apply", "--json", as_of=AS_OF)
    assert (paid.json["summary"]["transfers"], paid.json["summary"]["amount_eur"]) == (2, "178.50"), paid.text
    yield "pay"
    assert firm.run("mark-sent", "--apply", as_of=AS_OF).code == 0
    yield "mark-sent"
    assert firm.run("import-bank", firm.bank, "--apply", as_of="2026-10-31").code == 0
    settled = firm.run("reconcile", "--apply", "--json", as_of="2026-10-31").json["summary"]
    assert (settled["settled"], settled["paid_out"]) == (1, "178.50")
    yield "reconcile"


def test_the_books_agree_after_every_step_and_after_every_undo(firm: Firm) -> None:
    for _ in _steps(firm):
        _agrees(firm)
    for run in ("R-0007", "R-0005", "R-0004", "R-0003", "R-0002", "R-0001"):
        undone = firm.run("undo", run, "--apply", as_of="2026-10-31")
        assert undone.code == 0, undone.text
        _agrees(firm)
    again = firm.run("import-bills", firm.folder / "post", "--apply", "--json", as_of=AS_OF)
    assert again.json["summary"]["bills"] == 1
    _agrees(firm)


def test_twice_changes_nothing(firm: Firm) -> None:
    for step in _steps(firm):
        if step == "pay":
            break
    before = firm.state()
    for command in (("import-bills", firm.folder / "post"), ("enter-bills",), ("pay",)):
        again = firm.run(*command, "--apply", "--json", as_of=AS_OF)
        assert again.json["summary"].get("bills") == 0, again.text
    documents = {name: sha for name, sha in firm.state().items() if "documents" in name or "attached" in name}
    assert documents == {name: sha for name, sha in before.items() if "documents" in name or "attached" in name}


def test_the_file_of_a_bill_is_kept_under_its_hash_and_its_loss_is_told(firm: Firm) -> None:
    next(_steps(firm))
    [kept] = (firm.folder / "book.pyxl" / "attached").iterdir()
    assert kept.read_bytes() == (firm.folder / "post" / "holz.xml").read_bytes()
    assert read_einvoice(kept.read_bytes()).invoice.number == "R-1"
    kept.write_bytes(b"another")
    assert "CHK" in firm.run("check").text


def test_the_file_the_rows_and_the_list_are_made_again(firm: Firm) -> None:
    for step in _steps(firm):
        if step == "pay":
            break
    folder = firm.folder / "book.pyxl" / "documents" / "2026"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(before) == ["SEPA-2026-00001.pdf", "SEPA-2026-00001.xml"]
    for path in folder.iterdir():
        path.unlink()
    assert firm.run("rebuild", "--apply", as_of=AS_OF).code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    _agrees(firm)


def test_the_sum_of_the_file_is_that_of_its_lines_and_of_the_bills(firm: Firm) -> None:
    for step in _steps(firm):
        if step == "pay":
            break
    root = etree.parse(firm.folder / "book.pyxl" / "documents" / "2026" / "SEPA-2026-00001.xml").getroot()
    amounts = [Money.of(each.text or "") for each in root.iter("{*}InstdAmt")]
    assert [str(each.amount) for each in amounts] == ["119.00", "59.50"]
    assert {each.text for each in root.iter("{*}CtrlSum")} == {"178.50"}
    assert [each.findtext("{*}Nm") for each in root.iter("{*}Cdtr")] == ["Holz + Soehne AG", "Nagel KG"]
    assert [each.text for each in root.iter("{*}Ustrd")] == ["R-1", "N-7"]
    assert root.findtext(".//{*}MsgId") == "SEPA-2026-00001"


def test_hostile_files_are_refused_by_name_and_the_good_one_beside_them_comes_in(firm: Firm) -> None:
    files = {f"{name}.xml": data for name, data in xml_files().items()}
    files |= {f"{name}.pdf": data for name, data in pdf_files().items()}
    bad = ("doctype.xml", "xxe.xml", "laughs.xml", "other-root.xml")
    for name in bad:
        (firm.folder / "post" / name).write_bytes(files[name])
    ran = firm.run("import-bills", firm.folder / "post", "--apply", "--json", as_of=AS_OF)
    assert (ran.json["summary"]["bills"], ran.json["summary"]["left_out"]) == (1, len(bad) + 1)
    assert all(name in ran.out for name in bad)


def test_hostile_names_break_neither_workbook_nor_file(firm: Firm) -> None:
    name = '=cmd|"/c calc"!A1 <x>&amp;'
    supplier = Supplier(supplier_number="L9", name=name, iban="DE02120300000000202051")
    bill = Bill(
        supplier_number="L9",
        bill_number="=1+1<Ustrd>",
        bill_date=date(2026, 9, 1),
        due_date=date(2026, 10, 1),
        gross_amount=Money.of("10.00"),
    )
    firm.book.write_bytes(book_of({**tables(), "Suppliers": [supplier], "Bills": [bill]}))
    assert firm.run("enter-bills", "--apply", as_of=AS_OF).code == 0
    assert firm.run("propose-payments", "--apply", as_of=AS_OF).code in (0, 1)
    _tick(firm)
    assert firm.run("pay", "--apply", as_of=AS_OF).code == 0
    root = etree.parse(firm.folder / "book.pyxl" / "documents" / "2026" / "SEPA-2026-00001.xml").getroot()
    assert root.findtext(".//{*}Cdtr/{*}Nm") == "cmd /c calc A1 x +amp"
    assert root.findtext(".//{*}Ustrd") == "1+1 Ustrd"
    _agrees(firm)


def _proposed(firm: Firm) -> dict[str, PaymentRow]:
    """Five typed bills are proposed; the rows by their bill numbers."""
    bills = [
        Bill(
            supplier_number="L2",
            bill_number=f"N-{number}",
            bill_date=date(2026, 9, 1),
            due_date=date(2026, 10, 1),
            gross_amount=Money.of(f"{number}0.00"),
        )
        for number in range(1, 6)
    ]
    firm.book.write_bytes(book_of({**tables(), "Suppliers": SUPPLIERS, "Bills": bills}))
    for command in ("enter-bills", "propose-payments"):
        firm.run(command, "--apply", as_of=AS_OF)
    return {row.bill_number: row for row in _rows(firm)}


def test_what_is_not_paid_stands_without_holes_and_the_undo_puts_all_back(firm: Firm) -> None:
    before = _proposed(firm)
    left = list(enumerate((number for number in before if number in ("N-2", "N-5")), 2))
    _tick(firm, "N-1", "N-3", "N-4")
    assert firm.run("pay", "--apply", "--json", as_of=AS_OF).json["summary"]["bills"] == 3
    assert [(row.sheet_row, row.bill_number) for row in _rows(firm)] == left
    assert all(row == before[row.bill_number] for row in _rows(firm))
    _agrees(firm)
    assert firm.run("undo", "--apply", as_of=AS_OF).code == 0
    assert [row.sheet_row for row in _rows(firm)] == [2, 3, 4, 5, 6]
    assert {row.bill_number: row for row in _rows(firm)} == before
    _agrees(firm)
    _tick(firm, "N-1", "N-3", "N-4")
    assert firm.run("pay", "--apply", "--json", as_of=AS_OF).json["summary"]["bills"] == 3
    assert [(row.sheet_row, row.bill_number) for row in _rows(firm)] == left


def test_what_she_noted_beside_the_table_stays_beside_its_bill(firm: Firm) -> None:
    """LibreOffice does not let a table grow when something is typed right of it."""
    row, book = _proposed(firm)["N-5"].sheet_row, load_workbook(firm.book)
    sheet = book[schema_of(PaymentRow).label.de]
    place = sheet.cell(row, sheet.max_column + 1, "call first").coordinate
    book.save(firm.book)
    _tick(firm, "N-1", "N-3")
    assert firm.run("pay", "--apply", "--json", as_of=AS_OF).json["summary"]["bills"] == 2
    assert firm.run("undo", "--apply", as_of=AS_OF).code == 0
    assert next(each.sheet_row for each in _rows(firm) if each.bill_number == "N-5") == row
    assert load_workbook(firm.book)[sheet.title][place].value == "call first"


@pytest.mark.parametrize("typed", ["Euro", "€", "zehn Taler"])
def test_a_currency_that_is_none_stops_no_later_run(firm: Firm, typed: str) -> None:
    before, desk, changes = _proposed(firm), ClosedBook(firm.book), ChangeList()
    snapshot = desk.read([schema_of(PaymentRow)])
    for number in ("N-2", "N-5"):
        changes.set("Payments", before[number].bill_id, "currency", "EUR", typed, TICK)
    desk.write(changes.done(), snapshot.language, snapshot.anchor)
    _tick(firm, "N-1", "N-3", "N-5")
    assert firm.run("pay", "--apply", "--json", as_of=AS_OF).json["summary"]["bills"] == 2
    _agrees(firm)
    firm.run("propose-payments", "--apply", as_of=AS_OF)
    _agrees(firm)
    assert {row.currency for row in _rows(firm)} == {"EUR"}


def _as_written_before(firm: Firm, row_class: type[Row], column: str, words: str, code: str) -> None:
    """The cells of the column say the code, as an earlier version wrote it."""
    schema, desk, changes = schema_of(row_class), ClosedBook(firm.book), ChangeList()
    snapshot = desk.read([schema])
    table = read_table(row_class, snapshot.tabs[schema.tab], snapshot.language)
    assert words in {getattr(row, column) for row in table}
    for row in table:
        changes.set(schema.tab, table.key_of(row), column, getattr(row, column), code, TICK)
    desk.write(changes.done(), snapshot.language, snapshot.anchor)


def test_units_and_answers_of_an_earlier_version_are_no_difference(firm: Firm) -> None:
    steps = _steps(firm)
    assert next(steps) == "import-bills"
    _as_written_before(firm, BillLine, "unit", "Stk", "C62")
    _agrees(firm)
    assert firm.run("undo", "--apply", as_of=AS_OF).code == 0
    assert _table(firm, BillLine).rows == ()
    _agrees(firm)
    for step in _steps(firm):
        if step == "mark-sent":
            break
    for place, (status, words, code) in enumerate((("RCVC", "Name stimmt (RCVC)", "RCVC"), ("RVNA", "", ""))):
        answer = firm.folder / f"answer-{place}.xml"
        answer.write_text(ANSWER.format(status=status), "utf-8")
        assert firm.run("read-bank-answer", answer, "--apply", as_of=AS_OF).code == 0
        _agrees(firm)
        if code:
            _as_written_before(firm, BatchRow, "bank_answer", words, code)
            _agrees(firm)
    assert {row.bank_answer for row in _table(firm, BatchRow)} == {"Name nicht prüfbar (RVNA)"}


def _table(firm: Firm, row_class: type[R]) -> Table[R]:
    schema = schema_of(row_class)
    snapshot = ClosedBook(firm.book).read([schema])
    return read_table(row_class, snapshot.tabs[schema.tab], snapshot.language)
