"""What a tax adviser gets for DATEV: three files that belong together, each line as DATEV wants it."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from pyxl.app.zip_files import ZipPart, write_zip
from pyxl.formats.bookkeeping.datev_master_data import COLUMNS
from pyxl.hosts.commands import main

from .broken_firm import Firm

YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")
BATCH, MASTER, DOCUMENTS = (
    "EXTF_20260101_20261231.csv",
    "EXTF_Stammdaten_20260101_20261231.csv",
    "Belege_20260101_20261231.zip",
)
SAMPLE = Path(__file__).resolve().parents[3].parent / "shared/data/payments/datev-extf/examples/EXTF_Stammdaten.csv"


def exported(firm: Firm, *options: str) -> Result:
    return CliRunner().invoke(main, ["export-postings", str(firm.path), *YEAR, *options])


def lines(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    assert content.endswith(b"\r\n")
    return list(csv.reader(content.decode("cp1252").split("\r\n")[:-1], delimiter=";"))


def test_master_data_have_the_head_and_the_254_columns_of_version_5(firm: Firm) -> None:
    assert exported(firm).exit_code == 0
    head, names, *rows = lines(firm.folder / MASTER)
    assert (len(head), head[:5]) == (31, ["EXTF", "700", "16", "Debitoren/Kreditoren", "5"])
    assert head[10:16] == ["1001", "1", "20260101", "4", "", ""]
    assert tuple(names) == COLUMNS
    assert {len(row) for row in [names, *rows]} == {254}


def test_every_customer_and_supplier_has_one_account_of_its_range(firm: Firm) -> None:
    exported(firm)
    rows = {row[0]: row for row in lines(firm.folder / MASTER)[2:]}
    assert len(rows) == len(firm.keys("Customers")) + len(firm.keys("Suppliers"))
    customer, supplier = rows["10001"], rows["70001"]
    assert (customer[6], supplier[6]) == ("2", "2")
    assert supplier[1] == "Leuchtenwerk Irrlicht GmbH"
    assert (supplier[8], supplier[9]) == ("DE", "998877104")
    assert supplier[44].startswith("DE")
    assert customer[98] == "10001"
    for row in rows.values():
        assert re.fullmatch(r"[1-9]\d{4}", row[0])
        assert max(len(row[1]), len(row[5])) <= 50
        assert len(row[7]) <= 15


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not beside the checkout")
def test_columns_and_quotes_are_as_in_a_sample_of_others(firm: Firm) -> None:
    exported(firm)
    theirs = SAMPLE.read_bytes().decode("cp1252").split("\r\n")
    ours = (firm.folder / MASTER).read_bytes().decode("cp1252").split("\r\n")
    assert ours[1] == theirs[1]
    quoted = [[field.startswith('"') for field in line.split(";")] for line in (ours[2], theirs[2])]
    assert quoted[0] == quoted[1]


def test_every_invoice_in_the_batch_names_its_document_in_the_zip(firm: Firm) -> None:
    exported(firm)
    rows = lines(firm.folder / BATCH)[2:]
    links = {row[10]: row[19] for row in rows if row[19]}
    with ZipFile(firm.folder / DOCUMENTS) as archive:
        root = etree.fromstring(archive.read("document.xml"))
        names = set(archive.namelist()) - {"document.xml"}
        pages = {name: archive.read(name)[:5] for name in names}
    listed = {
        document.get("guid"): document[0].get("name")
        for document in root.iter("{http://xml.datev.de/bedi/tps/document/v06.0}document")
    }
    assert set(listed.values()) == names
    assert set(pages.values()) == {b"%PDF-"}
    for invoice in firm.keys("Invoices"):
        guid = re.fullmatch(r'BEDI "([0-9a-f-]{36})"', links[invoice])
        assert guid, links[invoice]
        assert listed[guid[1]] == f"{invoice}.pdf"


def test_the_same_journal_gives_the_same_three_files(firm: Firm) -> None:
    exported(firm)
    before = [(firm.folder / name).read_bytes() for name in (BATCH, MASTER, DOCUMENTS)]
    assert exported(firm).exit_code == 2
    assert exported(firm, "--overwrite").exit_code == 0
    assert [(firm.folder / name).read_bytes() for name in (BATCH, MASTER, DOCUMENTS)] == before


def test_a_document_that_is_gone_is_named_and_the_others_go_out(firm: Firm) -> None:
    lost = next(firm.documents.rglob("RE-*.pdf"))
    lost.unlink()
    told = exported(firm)
    assert f"Die Datei zu {lost.stem} fehlt" in told.output
    with ZipFile(firm.folder / DOCUMENTS) as archive:
        assert lost.name not in archive.namelist()
        assert len(archive.namelist()) > 1


def test_a_zip_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "Belege.zip"
    write_zip(target, [ZipPart("a.txt", b"1")])
    before = target.read_bytes()
    with pytest.raises(OSError, match="gone"):
        write_zip(target, [ZipPart("a.txt", b"2"), ZipPart("b.txt", tmp_path / "gone.pdf")])
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["Belege.zip"]
