"""The structure that PDF/A-3b asks for: output intent, metadata, embedded fonts, nothing active, no clock."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from pyxl.documents import Letterhead, render_all
from pyxl.invoicing.letter import invoice_document
from pyxl.invoicing.model import Invoice

MakeInvoice = Callable[..., Invoice]


@pytest.fixture
def pdf(make_invoice: MakeInvoice, letterhead: Letterhead) -> Iterator[pikepdf.Pdf]:
    """An invoice, opened."""
    (content,) = render_all([invoice_document(make_invoice(), letterhead)])
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


def test_it_declares_pdf_a_3b(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        assert metadata["dc:title"] == "Rechnung RE-2026-0042"


def test_it_has_an_output_intent_with_a_colour_profile(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert len(intent.DestOutputProfile.read_bytes()) > 100


def test_every_font_is_embedded(pdf: pikepdf.Pdf) -> None:
    descriptors = [
        item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert descriptors
    assert all(any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")) for item in descriptors)


def test_nothing_in_it_is_encrypted_or_active(pdf: pikepdf.Pdf) -> None:
    assert not pdf.is_encrypted
    assert not {"/OpenAction", "/AA", "/JavaScript", "/AcroForm"} & set(pdf.Root.keys())
    assert not any(
        isinstance(item, pikepdf.Dictionary) and item.get("/S") in ("/JavaScript", "/Launch", "/URI")
        for item in pdf.objects
    )


def test_its_dates_are_the_documents(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        assert metadata["xmp:CreateDate"].startswith("2026-03-04")
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260304")


def test_another_issue_date_gives_another_file(make_invoice: MakeInvoice, letterhead: Letterhead) -> None:
    document = invoice_document(make_invoice(), letterhead)
    first, second, again = render_all([document, replace(document, issued_on=date(2026, 3, 5)), document])
    assert first == again != second
