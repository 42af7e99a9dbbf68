"""Direct debits on a closed workbook with its journal: collected, credited, returned, taken back; the books agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from pyxl.core.money import Money
from pyxl.formats.statements.statement import StatementLine

from .small_firm import Firm, bank_file, book_of, customers, order, tables

AS_OF = "2026-10-09"
CREDITED, RETURNED = date(2026, 10, 14), date(2026, 10, 19)


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """Two customers with a mandate; their invoices of 30 September are due on 14 October."""
    people = [replace(each, mandate_reference="M-1", mandate_date=date(2025, 1, 2)) for each in customers()[:2]]
    lines = [order(1, "A-1", 1), order(2, "A-2", 4, customer_number="10002")]
    rows = {**tables(), "Customers": [*people, *customers()[2:]], "Orders": lines, "Receivables": []}
    (tmp_path / "book.xlsx").write_bytes(book_of(rows))
    firm = Firm(tmp_path)
    firm.bank.write_bytes(bank_file(_lines()))
    return firm


def _lines() -> list[StatementLine]:
    """The batch in one sum, 129.00 and 4 x 49.90 with 19 % VAT; then the second debit comes back, with a fee."""
    credit = StatementLine(
        CREDITED, CREDITED, Money.of("391.03"), batch_reference="SEPA-2026-00001", transaction_code="192"
    )
    back = StatementLine(
        RETURNED,
        RETURNED,
        Money.of("-242.52"),
        remittance_information="RETOURE",
        end_to_end_id="RE-2026-00402",
        transaction_code="109",
        return_reason="MD06",
    )
    return [credit, back]


def _play(firm: Firm) -> None:
    assert firm.run("create-invoices", "--apply", "--json").json["summary"]["invoices"] == 2
    collected = firm.run("collect-direct-debits", "--apply", "--json", as_of=AS_OF)
    said = collected.json["summary"]
    assert (said["debits"], said["batches"], said["amount"], said["not_collected"]) == (2, 1, "391.03", 0)
    assert firm.run("import-bank", firm.bank, "--apply", as_of="2026-10-31").code == 0
    reconciled = firm.run("reconcile", "--apply", "--json", as_of="2026-10-31")
    assert (reconciled.json["summary"]["settled"], reconciled.json["summary"]["returns"]) == (2, 1)


def _agrees(firm: Firm) -> None:
    checked = firm.run("check")
    assert checked.code == 0, checked.text


def test_the_books_agree_after_every_step_and_after_every_undo(firm: Firm) -> None:
    _play(firm)
    _agrees(firm)
    for run in ("R-0004", "R-0003", "R-0002"):
        undone = firm.run("undo", run, "--apply", as_of="2026-10-31")
        assert undone.code == 0, undone.text
        _agrees(firm)
    again = firm.run("collect-direct-debits", "--apply", "--json", as_of="2026-10-31")
    assert again.json["summary"]["debits"] == 2
    _agrees(firm)


def test_rows_and_file_are_made_again(firm: Firm) -> None:
    _play(firm)
    file = firm.folder / "book.pyxl" / "documents" / "2026" / "SEPA-2026-00001.xml"
    before = file.read_bytes()
    file.unlink()
    assert firm.run("rebuild", "--apply", as_of="2026-10-31").code == 0
    assert file.read_bytes() == before
    _agrees(firm)


def test_the_file_says_who_pays_how_much_and_when(firm: Firm) -> None:
    _play(firm)
    root = etree.parse(firm.folder / "book.pyxl" / "documents" / "2026" / "SEPA-2026-00001.xml").getroot()
    found = {etree.QName(each).localname: each.text for each in root.iter() if isinstance(each.tag, str)}
    assert (found["ReqdColltnDt"], found["CtrlSum"], found["NbOfTxs"]) == ("2026-10-14", "391.03", "2")
    assert (found["Prtry"], found["SeqTp"], found["DtOfSgntr"]) == ("SEPA", "RCUR", "2025-01-02")
    names = [each.text for each in root.iter("{*}Nm")]
    assert names[-2:] == ["Baeckerei Oehlmann + Soehne GmbH", "Kerzenstube Nord"]
