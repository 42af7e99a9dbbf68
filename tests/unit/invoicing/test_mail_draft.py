"""E-mail drafts: ready to be sent, the documents attached, the same bytes each time, and no header out of a cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from pyxl.app.printing import print_documents, templates_folder
from pyxl.core.outcome import DocumentRequest, Series
from pyxl.core.refusal import Refused
from pyxl.formats.en16931.files import read_einvoice_file
from pyxl.invoicing.model import DRAFT_NUMBER, Invoice, Output
from pyxl.invoicing.posting import InvoicePosting

MakeInvoice = Callable[..., Invoice]
FACTS = dict.fromkeys(
    ("phone", "email", "website", "managing_directors", "register_court", "register_number", "accent", "logo"), ""
) | {"accent": "#1f4e79"}
BOOK = Path("nowhere.xlsx")


def _requests(invoice: Invoice, **buyer: str) -> tuple[DocumentRequest, ...]:
    seller = replace(invoice.seller, email="re@muster.example", contact="E. Beispiel", phone="030 123456")
    buyer = {"email": "buchhaltung@gross.example", **buyer}
    draft = replace(invoice, number=DRAFT_NUMBER, seller=seller, buyer=replace(invoice.buyer, **buyer))
    posting = InvoicePosting(draft, FACTS, ("order-line:L1:0",), ("L1",), Series("RE-{year}-{00001}", 2026))
    return posting.documents("RE-2026-00001")


def _mail(data: bytes) -> EmailMessage:
    message: Any = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_draft_is_addressed_and_has_the_invoice_attached(make_invoice: MakeInvoice) -> None:
    pdf, eml = print_documents(BOOK, _requests(make_invoice()))
    mail = _mail(eml)
    assert mail["To"] == "Schreinerei Groß & Söhne KG <buchhaltung@gross.example>"
    assert mail["From"] == "Muster Werkzeug GmbH <re@muster.example>"
    assert mail["Subject"] == "Rechnung RE-2026-00001"
    assert mail["X-Unsent"] == "1"
    assert str(mail["Date"]) == "Wed, 04 Mar 2026 00:00:00 +0000"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "RE-2026-00001.pdf"
    assert attached.get_content() == pdf
    body = mail.get_body()
    assert body
    assert "Bitte überweisen Sie den Betrag bis zum" in body.get_content()


def test_an_xrechnung_alone_travels_as_xml(make_invoice: MakeInvoice) -> None:
    xml, eml = print_documents(BOOK, _requests(make_invoice(output=Output.XRECHNUNG)))
    (attached,) = _mail(eml).iter_attachments()
    assert attached.get_content_type() == "application/xml"
    assert attached.get_content() == xml
    assert "xrechnung_3.0" in read_einvoice_file(xml).reading.invoice.specification


def test_a_plain_pdf_has_no_xml(make_invoice: MakeInvoice) -> None:
    pdf, _ = print_documents(BOOK, _requests(make_invoice(output=Output.PLAIN_PDF)))
    with pytest.raises(Refused, match="E_PDF_NO_EINVOICE"):
        read_einvoice_file(pdf)


def test_the_language_is_the_customers(make_invoice: MakeInvoice) -> None:
    *_, eml = print_documents(BOOK, _requests(make_invoice(language="en", purchase_order="PO 4711")))
    assert _mail(eml)["Subject"] == "Invoice RE-2026-00001 for your order PO 4711"


def test_the_same_event_gives_the_same_mail(make_invoice: MakeInvoice) -> None:
    requests = _requests(make_invoice())
    assert print_documents(BOOK, requests) == print_documents(BOOK, requests)
    assert print_documents(BOOK, requests[1:])[0] == print_documents(BOOK, requests)[1]


@pytest.mark.parametrize(
    "name", ["Groß\r\nBcc: x@evil.example", 'A" <x@evil.example>, "B', "A\u2028Bcc: x@evil.example"]
)
def test_no_cell_becomes_a_header(name: str, make_invoice: MakeInvoice) -> None:
    requests = _requests(make_invoice(purchase_order=name), name=name)
    *_, eml = print_documents(BOOK, requests)
    mail = _mail(eml)
    assert mail["Bcc"] is None
    assert [each.addr_spec for each in mail["To"].addresses] == ["buchhaltung@gross.example"]
    assert "\n" not in mail["Subject"]


@pytest.mark.parametrize("address", ["", "a@b.example\nBcc: x@evil.example", "a@b.example, x@evil.example", "nobody"])
def test_what_is_no_address_gets_no_draft(address: str, make_invoice: MakeInvoice) -> None:
    assert [each.kind for each in _requests(make_invoice(), email=address)] == ["invoice"]


def test_the_firm_writes_her_own_words(make_invoice: MakeInvoice, tmp_path: Path) -> None:
    book = tmp_path / "office.xlsx"
    templates_folder(book).mkdir(parents=True)
    (templates_folder(book) / "email.txt.j2").write_text("Ihr Beleg {{ number }}\n\nMoin!\n", "utf-8")
    *_, eml = print_documents(book, _requests(make_invoice()))
    assert _mail(eml)["Subject"] == "Ihr Beleg RE-2026-00001"


def test_a_broken_text_names_its_line(make_invoice: MakeInvoice, tmp_path: Path) -> None:
    book = tmp_path / "office.xlsx"
    templates_folder(book).mkdir(parents=True)
    (templates_folder(book) / "email.txt.j2").write_text("Beleg\n\n{{ nummer }}\n", "utf-8")
    with pytest.raises(Refused, match=r"email\.txt\.j2.*3"):
        print_documents(book, _requests(make_invoice()))


def test_a_page_takes_no_text_in(make_invoice: MakeInvoice, tmp_path: Path) -> None:
    book = tmp_path / "office.xlsx"
    templates_folder(book).mkdir(parents=True)
    (templates_folder(book) / "letter.typ.j2").write_text("{% include 'email.txt.j2' %}", "utf-8")
    with pytest.raises(Refused, match=r"letter\.typ\.j2"):
        print_documents(book, _requests(make_invoice()))
