"""What leaves with an invoice: the XML inside the PDF, the XRechnung beside it, nothing for drafts and old events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pyxl.app.printing import print_documents
from pyxl.core.outcome import DocumentRequest, Series
from pyxl.core.plain import PlainData
from pyxl.core.refusal import Refused
from pyxl.formats.en16931.checking import check_reading
from pyxl.formats.en16931.files import read_einvoice_file
from pyxl.invoicing.einvoice_output import violations_of
from pyxl.invoicing.model import DRAFT_NUMBER, Invoice
from pyxl.invoicing.posting import InvoicePosting

MakeInvoice = Callable[..., Invoice]
LEITWEG = "04011000-12345-34"
FACTS = dict.fromkeys(
    ("phone", "email", "website", "managing_directors", "register_court", "register_number", "accent", "logo"), ""
) | {"accent": "#1f4e79"}
BOOK = Path("nowhere.xlsx")


def _posting(invoice: Invoice) -> InvoicePosting:
    return InvoicePosting(
        draft=replace(invoice, number=DRAFT_NUMBER),
        letterhead=FACTS,
        claims=("order-line:L1:0",),
        line_ids=("L1",),
        series=Series("RE-{year}-{00001}", 2026),
    )


def _public(make_invoice: MakeInvoice) -> Invoice:
    plain = make_invoice()
    seller = replace(plain.seller, contact="E. Beispiel", phone="030 123456", email="rechnung@muster.example")
    return make_invoice(buyer_reference=LEITWEG, seller=seller)


def _printed(posting: InvoicePosting, number: str) -> list[bytes]:
    return print_documents(BOOK, posting.documents(number))


def test_the_pdf_carries_its_e_invoice(make_invoice: MakeInvoice) -> None:
    (pdf,) = _printed(_posting(make_invoice()), "RE-2026-00001")
    reading = read_einvoice_file(pdf).reading
    assert reading.invoice.number == "RE-2026-00001"
    assert not any(found.is_error for found in check_reading(reading))


def test_a_public_buyer_gets_an_xrechnung_beside_it(make_invoice: MakeInvoice) -> None:
    posting = _posting(_public(make_invoice))
    pdf, xml = _printed(posting, "RE-2026-00001")
    assert [each.path for each in posting.documents("RE-1")] == ["2026/RE-1.pdf", "2026/RE-1.xml"]
    reading = read_einvoice_file(xml).reading
    assert "xrechnung_3.0" in reading.invoice.specification
    assert reading.invoice.buyer.electronic_address.value == LEITWEG
    assert check_reading(reading) == ()
    assert read_einvoice_file(pdf).reading.invoice.totals == reading.invoice.totals


def test_a_draft_has_no_e_invoice(make_invoice: MakeInvoice) -> None:
    (pdf,) = _printed(_posting(make_invoice()), DRAFT_NUMBER)
    with pytest.raises(Refused, match="E_PDF_NO_EINVOICE"):
        read_einvoice_file(pdf)


def test_an_event_from_before_is_printed_as_it_was(make_invoice: MakeInvoice) -> None:
    (request,) = _posting(make_invoice()).documents("RE-2026-00001")
    old = PlainData({name: value for name, value in request.content.items() if name != "einvoice"})
    (pdf,) = print_documents(BOOK, [DocumentRequest("invoice", request.number, request.path, old)])
    with pytest.raises(Refused, match="E_PDF_NO_EINVOICE"):
        read_einvoice_file(pdf)


def test_what_a_public_buyer_needs_is_asked_for(make_invoice: MakeInvoice) -> None:
    bare = make_invoice(buyer_reference=LEITWEG)
    assert [found.code for found in violations_of(bare)] == ["BR-DE-6", "BR-DE-7"]
    assert violations_of(_public(make_invoice)) == ()


def test_the_same_event_gives_the_same_files(make_invoice: MakeInvoice) -> None:
    posting = _posting(_public(make_invoice))
    assert _printed(posting, "RE-2026-00001") == _printed(posting, "RE-2026-00001")
