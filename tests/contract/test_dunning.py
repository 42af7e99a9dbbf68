"""Dunning on a closed workbook with its journal: proposed, ticked, written, taken back; the books agree throughout."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from pyxl.core.money import Money
from pyxl.core.schema import Row, schema_of
from pyxl.demo.firm import demo_settings
from pyxl.dunning.ageing_rows import AgeingRow
from pyxl.dunning.rows import DunningProposal
from pyxl.formats.pdf_text import pdf_text
from pyxl.formats.statements.statement import StatementLine
from pyxl.hosts.files import read_snapshot
from pyxl.hosts.new_book import build_book
from pyxl.hosts.xlsx import WriteCell, patch
from pyxl.ledger.rows import OpenItem

from .small_firm import Firm, bank_file, customers, tables

BANK_DAY = date(2026, 10, 30)
AS_OF = "2026-10-31"
DOCUMENTS = Path("book.pyxl") / "documents" / "2026"


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """Two late customers, a business and a consumer; the bank is imported up to 30 October."""
    people = [replace(each, email=f"post{place}@kunde.example") for place, each in enumerate(customers())]
    items = [_item("RE-1", "10001", "1190.00"), _item("RE-2", "10001", "59.50"), _item("RE-3", "10004", "238.00")]
    rows = {**tables(), "Customers": people, "Orders": [], "Receivables": items}
    settings = replace(demo_settings("de"), dunning_bank_days=60)
    (tmp_path / "book.xlsx").write_bytes(build_book("de", rows, settings))
    firm = Firm(tmp_path)
    line = StatementLine(BANK_DAY, BANK_DAY, Money.of("-9.90"), remittance_information="Entgelt")
    firm.bank.write_bytes(bank_file([line]))
    assert firm.run("import-bank", firm.bank, "--apply", as_of=AS_OF).code == 0
    return firm


def _item(number: str, customer: str, gross: str) -> OpenItem:
    return OpenItem(
        invoice_number=number,
        invoice_date=date(2026, 5, 1),
        customer_number=customer,
        gross_amount=Money.of(gross),
        due_date=date(2026, 5, 15),
    )


def _tick_all(firm: Firm, row_class: type[Row] = DunningProposal, heading: str = "Mahnen") -> None:
    """What she does in the tab: an x in every row."""
    data, schema = firm.book.read_bytes(), schema_of(row_class)
    raw = read_snapshot(data, "", [schema]).tabs[schema.tab]
    column = raw.first_column + raw.headers.index(heading)
    rows = [number for number, row in enumerate(raw.rows, raw.header_row + 1) if row[0]]
    firm.book.write_bytes(patch(data, [WriteCell(raw.sheet, row, column, "x") for row in rows]))


def _dun(firm: Firm, as_of: str = AS_OF) -> int:
    assert firm.run("propose-dunning", "--apply", as_of=as_of).code in (0, 1)
    _tick_all(firm)
    written = firm.run("dun", "--apply", "--json", as_of=as_of)
    assert written.code in (0, 1), written.text
    letters = written.json["summary"]["letters"]
    assert isinstance(letters, int)
    return letters


def _agrees(firm: Firm) -> None:
    checked = firm.run("check")
    assert checked.code == 0, checked.text


def test_the_books_agree_after_letters_and_after_their_undo(firm: Firm) -> None:
    assert _dun(firm) == 2
    _agrees(firm)
    letters = sorted(path.name for path in (firm.folder / DOCUMENTS).iterdir())
    assert letters == ["MA-2026-00001.eml", "MA-2026-00001.pdf", "MA-2026-00002.eml", "MA-2026-00002.pdf"]
    assert firm.run("undo", "--apply", as_of=AS_OF).code == 0
    _agrees(firm)
    assert sorted(path.name for path in (firm.folder / DOCUMENTS).iterdir()) == letters


def test_twice_on_a_day_changes_nothing(firm: Firm) -> None:
    assert _dun(firm) == 2
    assert firm.run("propose-dunning", "--apply", as_of=AS_OF).code in (0, 1)
    before = firm.book.read_bytes()
    assert _dun(firm) == 0
    assert firm.book.read_bytes() == before


def test_a_letter_that_was_taken_back_may_be_written_again(firm: Firm) -> None:
    assert _dun(firm) == 2
    assert firm.run("undo", "--apply", as_of=AS_OF).code == 0
    assert _dun(firm) == 2
    assert (firm.folder / DOCUMENTS / "MA-2026-00004.pdf").is_file()
    _agrees(firm)


def test_rows_and_letters_are_made_again(firm: Firm) -> None:
    _dun(firm)
    files = {path: path.read_bytes() for path in (firm.folder / DOCUMENTS).iterdir()}
    for path in files:
        path.unlink()
    assert firm.run("rebuild", "--apply", as_of=AS_OF).code == 0
    assert {path: path.read_bytes() for path in files} == files
    _agrees(firm)


def test_the_letter_lists_invoices_interest_and_lump_sums(firm: Firm) -> None:
    for day in ("2026-10-31", "2026-11-20", "2026-12-15"):
        assert _dun(firm, day) == 2
    text = pdf_text((firm.folder / DOCUMENTS / "MA-2026-00005.pdf").read_bytes())
    for words in ("Letzte Mahnung", "RE-1", "RE-2", "Verzugszinsen", "10,52", "§ 288 Abs. 2 BGB", "80,00"):
        assert words in text, text
    consumer = pdf_text((firm.folder / DOCUMENTS / "MA-2026-00006.pdf").read_bytes())
    assert "§ 288 Abs. 1 BGB" in consumer
    assert "Verzugspauschale" not in consumer


def test_the_mail_has_the_letter_with_it(firm: Firm) -> None:
    _dun(firm)
    mail = message_from_bytes((firm.folder / DOCUMENTS / "MA-2026-00001.eml").read_bytes(), policy=policy.default)
    assert mail["Subject"] == "Zahlungserinnerung MA-2026-00001"
    assert mail["To"].addresses[0].addr_spec == "post0@kunde.example"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["MA-2026-00001.pdf"]


def test_statements_are_written_for_ticked_customers_and_made_again(firm: Firm) -> None:
    assert firm.run("list-ageing", "--apply", as_of=AS_OF).code == 0
    _tick_all(firm, AgeingRow, "Kontoauszug")
    written = firm.run("write-statements", "--apply", "--json", as_of=AS_OF)
    assert written.json["summary"]["statements"] == 2
    statement = firm.folder / DOCUMENTS / "KA-10001-2026-10-31.pdf"
    before = statement.read_bytes()
    text = pdf_text(before)
    for words in ("Kontoauszug zum 31.10.2026", "RE-1", "1.249,50"):
        assert words in text, text
    _agrees(firm)
    statement.unlink()
    assert firm.run("rebuild", "--apply", as_of=AS_OF).code == 0
    assert statement.read_bytes() == before
    assert firm.run("write-statements", "--apply", "--json", as_of=AS_OF).json["summary"]["statements"] == 0
    assert firm.run("undo", "--apply", as_of=AS_OF).code == 0
    _agrees(firm)


def test_a_write_off_and_its_undo_agree_with_the_books(firm: Firm) -> None:
    data, schema = firm.book.read_bytes(), schema_of(OpenItem)
    raw = read_snapshot(data, "", [schema]).tabs["Receivables"]
    column = raw.first_column + raw.headers.index("Ausbuchen")
    firm.book.write_bytes(patch(data, [WriteCell(raw.sheet, raw.header_row + 1, column, "Insolvenz")]))
    assert firm.run("write-off", "--apply", "--json", as_of=AS_OF).json["summary"]["amount"] == "1190.00"
    _agrees(firm)
    assert firm.run("undo", "--apply", as_of=AS_OF).code == 0
    _agrees(firm)
