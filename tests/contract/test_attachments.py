"""Files that order heads name: from her folder into the e-invoice and its mail, and never from anywhere else."""

from __future__ import annotations

import email
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pyxl.formats.en16931.reading import read_einvoice
from pyxl.formats.hybrid_pdf import xml_in_pdf
from pyxl.orders.heads import OrderHead

from .small_firm import Firm, book_of, customers, tables

SHEET = b"Tag;Stunden\n10.09.;8\n"
PLAN = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    """Order A-1 has a time sheet and a plan, A-2 a photo that nobody took."""
    rows = tables()
    people = [replace(each, email="post@kunde.example") for each in customers()]
    heads = [
        OrderHead(
            order_number="A-1",
            delivery_name="Baustelle Nord",
            delivery_street="Ring 4",
            delivery_postcode="20095",
            delivery_city="Hamburg",
            project="Schulsanierung",
            delivery_note="LS-12",
            attachments="stunden.csv; zeiten/plan.pdf",
        ),
        OrderHead(order_number="A-2", attachments="foto.png"),
    ]
    (tmp_path / "book.xlsx").write_bytes(book_of({**rows, "Customers": people, "OrderHeads": heads}))
    (tmp_path / "stunden.csv").write_bytes(SHEET)
    (tmp_path / "attachments" / "zeiten").mkdir(parents=True)
    (tmp_path / "attachments" / "zeiten" / "plan.pdf").write_bytes(PLAN)
    return Firm(tmp_path)


def documents(firm: Firm) -> dict[str, bytes]:
    folder = firm.folder / "book.pyxl" / "documents"
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_they_are_in_the_e_invoice_and_in_the_mail(firm: Firm) -> None:
    done = firm.run("create-invoices", "--apply", "--json").json
    assert [found["code"] for found in done["findings"] if found["tab"] == "OrderHeads"] == ["ATT001"]
    files = documents(firm)
    first = sorted(name for name in files if name.endswith(".pdf"))[0]
    invoice = read_einvoice(xml_in_pdf(files[first]).xml).invoice
    held = [(each.attachment.filename, each.attachment.content) for each in invoice.documents if each.attachment]
    assert held == [("stunden.csv", SHEET), ("plan.pdf", PLAN)]
    assert invoice.delivery is not None
    assert invoice.delivery.address is not None
    assert (invoice.delivery.name, invoice.delivery.address.city) == ("Baustelle Nord", "Hamburg")
    assert (invoice.project, invoice.despatch_advice) == ("Schulsanierung", "LS-12")
    mail = email.message_from_bytes(files[first.replace(".pdf", ".eml")])
    assert {part.get_filename() for part in mail.walk()} == {None, first, "stunden.csv", "plan.pdf"}


def test_the_same_documents_come_again_though_her_files_are_gone(firm: Firm) -> None:
    firm.run("create-invoices", "--apply")
    before = documents(firm)
    (firm.folder / "stunden.csv").write_bytes(b"anders;1\n")
    (firm.folder / "attachments" / "zeiten" / "plan.pdf").unlink()
    for path in (firm.folder / "book.pyxl" / "documents").rglob("*.*"):
        path.unlink()
    assert firm.run("rebuild", "--apply").code == 0
    assert documents(firm) == before


def test_a_copy_that_was_changed_is_never_printed(firm: Firm) -> None:
    firm.run("create-invoices", "--apply")
    copy = next((firm.folder / "book.pyxl" / "attached").iterdir())
    copy.chmod(0o600)
    copy.write_bytes(b"changed")
    told = firm.run("check", "--json").json["findings"]
    assert [(found["code"], found["column"], found["key"]) for found in told] == [
        ("CHK021", "document", "RE-2026-00401")
    ]
    for path in (firm.folder / "book.pyxl" / "documents").rglob("*.pdf"):
        path.unlink()
    again = firm.run("rebuild", "--apply")
    assert again.code == 2
    assert "E_ATTACHMENT_GONE" in again.text


def test_a_preview_keeps_nothing(firm: Firm) -> None:
    before = firm.state()
    firm.run("create-invoices")
    assert firm.state() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
@pytest.mark.parametrize("where", ["stunden.csv", "attachments"])
def test_no_link_is_followed(firm: Firm, where: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "zeiten").mkdir()
    (outside / "zeiten" / "plan.pdf").write_bytes(PLAN)
    (outside / "stunden.csv").write_bytes(SHEET)
    place = firm.folder / where
    if place.is_dir():
        place.rename(firm.folder / "elsewhere")
        place.symlink_to(outside)
    else:
        place.unlink()
        place.symlink_to(outside / "stunden.csv")
    done = firm.run("create-invoices", "--apply", "--json").json
    assert [found["code"] for found in done["findings"] if found["tab"] == "OrderHeads"] == ["ATT001", "ATT001"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_is_no_file(firm: Firm) -> None:
    (firm.folder / "stunden.csv").unlink()
    os.mkfifo(firm.folder / "stunden.csv")
    assert "ATT001" in firm.run("create-invoices").text
