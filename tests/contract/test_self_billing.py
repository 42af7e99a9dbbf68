"""Self-billing on a workbook: issued, checked, made again, taken back."""

from __future__ import annotations

import email
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pyxl.formats.en16931.reading import read_einvoice
from pyxl.formats.hybrid_pdf import xml_in_pdf
from pyxl.invoicing.self_bill_rows import SelfBillLine
from pyxl.masterdata.suppliers import Supplier

from .small_firm import Firm, book_of, tables


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """A farmer who delivered apples on two days."""
    farmer = Supplier(
        supplier_number="L1",
        name="Hof Sonnenacker",
        street="Feldweg 2",
        postcode="34292",
        city="Ahnatal",
        email="hof@sonnenacker.example",
        tax_number="026/815/08154",
        iban="DE89370400440532013000",
        self_billing_agreed=True,
    )
    lines = [
        SelfBillLine(
            line_id=f"G{day}",
            supplier_number="L1",
            description="Äpfel",
            quantity=Decimal(day),
            unit="kg",
            unit_price=Decimal("0.80"),
            delivery_date=date(2026, 9, day),
        )
        for day in (3, 10)
    ]
    (tmp_path / "book.xlsx").write_bytes(book_of({**tables(), "Suppliers": [farmer], "SelfBilling": lines}))
    return Firm(tmp_path)


def _numbers(firm: Firm) -> list[object]:
    sheet = load_workbook(firm.book)["Gutschriften"]
    place = [cell.value for cell in sheet[1]].index("Belegnr.")
    return [row[place] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_it_is_issued_agrees_with_the_books_and_is_taken_back(firm: Firm) -> None:
    done = firm.run("create-self-bills", "--apply", "--json")
    assert done.json["summary"]["documents"] == 1, done.text
    assert _numbers(firm) == ["GS-2026-00001"] * 2
    assert firm.run("check").code == 0, firm.run("check").text
    folder = firm.folder / "book.pyxl" / "documents" / "2026"
    before = (folder / "GS-2026-00001.pdf").read_bytes()
    invoice = read_einvoice(xml_in_pdf(before).xml).invoice
    assert (invoice.type_code, invoice.seller.name) == ("389", "Hof Sonnenacker")
    assert invoice.payment_means[0].transfer is not None
    assert invoice.payment_means[0].transfer.account == "DE89370400440532013000"
    mail = email.message_from_bytes((folder / "GS-2026-00001.eml").read_bytes())
    assert "hof@sonnenacker.example" in str(mail["To"])
    (folder / "GS-2026-00001.pdf").unlink()
    assert firm.run("rebuild", "--apply").code == 0
    assert (folder / "GS-2026-00001.pdf").read_bytes() == before
    undone = firm.run("undo", "R-0001", "--apply")
    assert undone.code == 0, undone.text
    assert _numbers(firm) == [None, None]
    assert firm.run("check").code == 0, firm.run("check").text
    again = firm.run("create-self-bills", "--apply", "--json").json
    assert again["summary"]["documents"] == 1
    assert _numbers(firm) == ["GS-2026-00003"] * 2
