"""What a file can do wrong that no invoice can: values that are none, two totals, other currencies, hostile XML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pyxl.core.plain import from_plain, to_plain
from pyxl.core.refusal import Refused
from pyxl.formats.en16931.checking import check_reading
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.code_lists import NOTE_SUBJECTS
from pyxl.formats.en16931.files import is_pdf, read_einvoice_file
from pyxl.formats.en16931.invoice import Attachment, EInvoice, Note, SupportingDocument
from pyxl.formats.en16931.profiles import Profile
from pyxl.formats.en16931.reading import Reading, Syntax, read_einvoice
from pyxl.formats.en16931.ubl import write_ubl
from pyxl.invoicing.en16931 import to_einvoice

from ...golden.einvoice_cases import CASES

CII = write_cii(to_einvoice(CASES["standard_19_and_7"]))
UBL = write_ubl(to_einvoice(CASES["standard_19_and_7"], Profile.XRECHNUNG))


def codes(xml: bytes) -> set[str]:
    return {found.code for found in check_reading(read_einvoice(xml)) if found.is_error}


def refusal(xml: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_einvoice_file(xml)
    return refused.value.code


@pytest.mark.parametrize("xml", [CII, UBL])
def test_a_good_file_is_good(xml: bytes) -> None:
    assert codes(xml) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"2026-03-04</cbc:IssueDate>", b"04.03.2026</cbc:IssueDate>"),
        (b">379.80</cbc:LineExtensionAmount>", b">379,80</cbc:LineExtensionAmount>"),
        (b">379.80</cbc:LineExtensionAmount>", b">1E3</cbc:LineExtensionAmount>"),
        (b">379.80</cbc:LineExtensionAmount>", b">NaN</cbc:LineExtensionAmount>"),
    ],
)
def test_a_value_that_is_none_is_named(old: bytes, new: bytes) -> None:
    assert old in UBL
    broken = UBL.replace(old, new)
    (unreadable,) = read_einvoice(broken).unreadable
    assert unreadable.text == new.partition(b">")[2 if new.startswith(b">") else 0].partition(b"<")[0].decode()
    assert "PYXL-READ-1" in codes(broken)


@pytest.mark.parametrize("write", [write_cii, write_ubl])
def test_a_note_keeps_its_subject_whichever_it_is(write: Callable[[EInvoice], bytes]) -> None:
    notes = tuple(Note(text="Danke", subject=subject) for subject in sorted(NOTE_SUBJECTS))
    invoice = replace(to_einvoice(CASES["standard_19_and_7"]), notes=notes)
    assert read_einvoice(write(invoice)).invoice.notes == notes


def test_only_the_date_format_of_the_norm_is_read() -> None:
    assert "PYXL-READ-1" in codes(CII.replace(b'format="102">20260304', b'format="102">2026-03-04'))


def test_an_amount_in_another_currency_is_no_amount_of_this_invoice() -> None:
    strange = UBL.replace(b'<cbc:PayableAmount currencyID="EUR">', b'<cbc:PayableAmount currencyID="VND">')
    assert codes(strange) == {"PYXL-READ-2"}


def test_two_vat_totals_are_one_too_many() -> None:
    total = UBL[UBL.index(b"  <cac:TaxTotal>") : UBL.index(b"</cac:TaxTotal>") + len(b"</cac:TaxTotal>\n")]
    assert {"BR-CO-15", "PEPPOL-EN16931-R053"} <= codes(UBL.replace(total, total + total))


def test_what_is_outside_the_norm_is_told() -> None:
    more = UBL.replace(b"</cbc:ProfileID>", b"</cbc:ProfileID>\n<cbc:UUID>1</cbc:UUID>")
    assert read_einvoice(more).unread == ("Invoice/UUID",)


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"<a/>", "E_EINVOICE_UNKNOWN"),
        (b'<Invoice xmlns="urn:x"/>', "E_EINVOICE_UNKNOWN"),
        (b'<CrossIndustryDocument xmlns="urn:ferd:CrossIndustryDocument:invoice:1p0"/>', "E_EINVOICE_UNKNOWN"),
        (b"", "E_XML_BROKEN"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "E_XML_DOCTYPE"),
        (CII[:500], "E_XML_BROKEN"),
    ],
)
def test_what_is_no_e_invoice_is_refused(xml: bytes, code: str) -> None:
    assert refusal(xml) == code


def test_a_comment_does_not_split_an_account() -> None:
    split = UBL.replace(b"DE89370400440532013000", b"DE8937040044<!-- -->0532013000")
    (means,) = read_einvoice(split).invoice.payment_means
    assert means.transfer
    assert means.transfer.account == "DE89370400440532013000"


def with_attachment(size: int) -> EInvoice:
    attachment = Attachment(filename="a.pdf", mime_type="application/pdf", content=bytes(size))
    document = SupportingDocument(reference="1", attachment=attachment)
    return replace(to_einvoice(CASES["standard_19_and_7"]), documents=(document,))


@pytest.mark.parametrize("write", [write_cii, write_ubl])
def test_a_whole_file_fits_inside(write: object) -> None:
    assert callable(write)
    invoice = with_attachment(1_000_000)
    assert read_einvoice(write(invoice)).invoice == invoice


def test_a_file_too_large_is_refused() -> None:
    assert refusal(write_cii(with_attachment(8_000_000))) in ("E_XML_SHAPE", "E_XML_BROKEN")


def test_a_reading_passes_between_processes() -> None:
    reading = read_einvoice(write_ubl(with_attachment(10)))
    assert from_plain(Reading, to_plain(reading)) == reading


def test_numbers_keep_their_places() -> None:
    invoice = read_einvoice(CII).invoice
    assert str(invoice.lines[1].price.net) == "24.2056"
    assert invoice.totals.due == Decimal("529.66")


def test_characters_that_xml_cannot_carry_are_left_out() -> None:
    odd = replace(to_einvoice(CASES["standard_19_and_7"]), number="R\x08E\x00-1")
    assert read_einvoice(write_cii(odd)).invoice.number == "RE-1"


def test_data_is_never_markup() -> None:
    nasty = "</cbc:ID>]]>&lt;<script>\"'{{7*7}}=cmd|"
    for write in (write_cii, write_ubl):
        odd = replace(to_einvoice(CASES["standard_19_and_7"]), number=nasty)
        assert read_einvoice(write(odd)).invoice.number == nasty


def test_a_pdf_is_known_by_its_head() -> None:
    assert is_pdf(b"\xef\xbb\xbf%PDF-1.7")
    assert not is_pdf(UBL)
    assert read_einvoice(UBL).syntax is Syntax.UBL
