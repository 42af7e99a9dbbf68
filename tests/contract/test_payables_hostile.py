"""Whatever suppliers or thieves send: each file is taken or refused by name, the good one comes in, paying works."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from pyxl.core.money import Money, total
from pyxl.formats.sepa.text import NAME_LENGTH, TEXT_LENGTH
from pyxl.masterdata.suppliers import Supplier
from tests.stories.bill_text import bill_bytes

from .hostile_einvoices import pdf_files, xml_files
from .small_firm import Firm, book_of, tables
from .test_bad_input import STORM
from .test_payables import AS_OF, _tick

SEPA_TEXT = re.compile(r"[A-Za-z0-9/?:().,'+ -]*")
TOO_SLOW = {"huge-text", "very-many-lines", "big", "much", "for-ever", "bomb", "xml-bomb"}
"""Held back by time and memory limits; check-einvoice, which reads with the same child, is tried with each of them."""
ODD_NAMES = ("=cmd|calc.xml", "a\nb.xml", "con.xml", "ä ö ß €.xml", "x" * 200 + ".xml", "'; DROP TABLE bills;--.xml")
HOSTILE_TEXTS = {
    "formula": "number: =1+1\nseller: =HYPERLINK(x)",
    "markup": "number: <Ustrd>&amp;]]>\nseller: </Nm><Nm>Dieb",
    "long": f"number: {'N' * 300}\nseller: {'Name ' * 60}",
    "bidi": "number: R-\u202e77\nseller: Holz\u200b AG",
    "iban": "number: R-9\niban: DE00 '; <x>",
    "skonto": "number: R-10\nterms: #SKONTO#TAGE=9999#PROZENT=99.99#\\n",
    "credit": "number: R-11\ntype: 381\nline: 1000 x 999999.99 Luft",
    "foreign": "number: R-12\nseller: 株式会社\nvat id:",
}


def _firm(folder: Path) -> Firm:
    supplier = Supplier(
        supplier_number="L1", name="Holz AG", vat_id="DE136695976", iban="DE02120300000000202051", payment_days=5
    )
    (folder / "book.xlsx").write_bytes(book_of({**tables(), "Suppliers": [supplier]}))
    (folder / "post").mkdir()
    (folder / "post" / "gut.xml").write_bytes(bill_bytes("e-invoice\ndate: 2026-09-20\ndue: 2026-10-08"))
    return Firm(folder)


def _import(firm: Firm) -> dict[str, int]:
    ran = firm.run("import-bills", firm.folder / "post", "--apply", "--json", as_of=AS_OF)
    assert ran.code in (0, 1), ran.text
    assert "Traceback" not in ran.text
    load_workbook(firm.book)
    summary: dict[str, int] = ran.json["summary"]
    return summary


def test_a_folder_of_hostile_files(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    firm = _firm(tmp_path)
    given = {f"{name}.xml": data for name, data in xml_files().items() if name not in TOO_SLOW}
    given |= {f"{name}.pdf": data for name, data in pdf_files().items() if name not in TOO_SLOW}
    files = given if STORM else dict(list(given.items())[::6])
    files |= {"empty.xml": b"", "empty.pdf": b"", "zeros.xml": bytes(5_000), "zip.xml": b"PK\x03\x04" + bytes(99)}
    for name, data in files.items():
        (tmp_path / "post" / name).write_bytes(data)
    (tmp_path / "post" / "folder.xml").mkdir()
    (tmp_path / "post" / "link.xml").symlink_to("/etc/passwd")
    record_property("files", len(files))
    said = _import(firm)
    assert said["bills"] + said["left_out"] + said["known"] == len(files) + 2
    assert said["bills"] >= 1
    assert said["left_out"] >= len(files) / 2
    checked = firm.run("check")
    assert checked.code == 0, checked.text


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names")
def test_odd_names_of_files(tmp_path: Path) -> None:
    firm = _firm(tmp_path)
    for place, name in enumerate(ODD_NAMES):
        text = f"e-invoice\nnumber: ODD-{place}\ndate: 2026-0{place + 1}-20\nline: 1 x {place + 1}00 Bretter"
        (tmp_path / "post" / name).write_bytes(bill_bytes(text))
    assert _import(firm)["bills"] == len(ODD_NAMES) + 1
    kept = list((tmp_path / "book.pyxl" / "attached").iterdir())
    assert len(kept) == len(ODD_NAMES) + 1
    assert all(path.name.partition(".")[0].isalnum() for path in kept)
    assert firm.run("check").code == 0


def test_hostile_texts_come_in_as_text_and_break_no_payment(tmp_path: Path) -> None:
    firm = _firm(tmp_path)
    for name, text in HOSTILE_TEXTS.items():
        (tmp_path / "post" / f"{name}.xml").write_bytes(
            bill_bytes(f"e-invoice\ndate: 2026-09-10\ndue: 2026-10-01\n{text}")
        )
    _import(firm)
    book = load_workbook(firm.book)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows(min_row=2) for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" and "HYPERLINK(x)" in str(cell.value)]
    assert "=1+1" in {cell.value for cell in cells if cell.data_type == "s"}
    assert firm.run("propose-payments", "--apply", as_of=AS_OF).code in (0, 1)
    _tick(firm)
    assert firm.run("pay", "--apply", as_of=AS_OF).code in (0, 1)
    documents = tmp_path / "book.pyxl" / "documents" / "2026"
    root = etree.parse(documents / "SEPA-2026-00001.xml").getroot()
    paid = [Money.of(each.text or "") for each in root.iter("{*}InstdAmt")]
    assert root.findtext(".//{*}CtrlSum") == str(total(paid).amount)
    assert all(SEPA_TEXT.fullmatch(each.text or "") for each in root.iter() if not len(each))
    assert {each.findtext("{*}Id/{*}IBAN") for each in root.iter("{*}CdtrAcct")} == {"DE02120300000000202051"}
    assert all(len(each.findtext("{*}Nm") or "") <= NAME_LENGTH for each in root.iter("{*}Cdtr"))
    assert all(len(each.text or "") <= TEXT_LENGTH for each in root.iter("{*}Ustrd"))
    assert firm.run("check").code == 0
    assert date.fromisoformat(root.findtext(".//{*}ReqdExctnDt/{*}Dt") or "") == date(2026, 10, 6)
