"""The invoice as one file for people and machines: PDF/A-3b with the XML inside, as ZUGFeRD and Factur-X want it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pytest
from lxml import etree

from pyxl.app.isolation.isolation import call_isolated
from pyxl.core.refusal import Refused
from pyxl.documents import Document, Letterhead, as_job, render_all, shipped_templates
from pyxl.documents.encoded import render_encoded
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.files import EInvoiceFile, read_einvoice_file
from pyxl.formats.hybrid_pdf import xml_in_pdf
from pyxl.invoicing.en16931 import to_einvoice
from pyxl.invoicing.letter import invoice_document
from pyxl.invoicing.model import Invoice

MakeInvoice = Callable[..., Invoice]
FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"


@pytest.fixture
def xml(make_invoice: MakeInvoice) -> bytes:
    return write_cii(to_einvoice(make_invoice()))


@pytest.fixture
def document(make_invoice: MakeInvoice, letterhead: Letterhead, xml: bytes) -> Document:
    return replace(invoice_document(make_invoice(), letterhead), einvoice=xml)


@pytest.fixture
def hybrid(document: Document) -> bytes:
    (content,) = render_all([document])
    return content


@pytest.fixture
def pdf(hybrid: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(hybrid)) as opened:
        yield opened


def test_the_xml_is_taken_out_as_it_was_put_in(hybrid: bytes, xml: bytes, make_invoice: MakeInvoice) -> None:
    file = read_einvoice_file(hybrid)
    assert xml_in_pdf(hybrid).xml == xml
    assert file.reading.invoice == to_einvoice(make_invoice())
    assert (file.embedded_as, file.notes, file.reading.unread) == ("factur-x.xml", (), ())


def test_another_reader_takes_it_out_too(hybrid: bytes, xml: bytes) -> None:
    import facturx

    assert facturx.get_facturx_xml_from_pdf(hybrid, check_xsd=True, check_schematron=False) == ("factur-x.xml", xml)


def test_the_file_is_associated_as_an_alternative(pdf: pikepdf.Pdf) -> None:
    (specification,) = pdf.Root.AF
    assert (str(specification.AFRelationship), str(specification.UF)) == ("/Alternative", "factur-x.xml")
    assert specification.EF.F.Subtype == "/text/xml"
    assert str(specification.EF.F.Params.ModDate).startswith("D:20260304")
    assert list(pdf.attachments) == ["factur-x.xml"]


def test_the_metadata_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        told = {name: metadata[f"{{{FX}}}{name}"] for name in ("DocumentType", "DocumentFileName", "ConformanceLevel")}
        assert told == {"DocumentType": "INVOICE", "DocumentFileName": "factur-x.xml", "ConformanceLevel": "EN 16931"}
        assert metadata[f"{{{FX}}}Version"] == "1.0"
    packet = pdf.Root.Metadata.read_bytes()
    assert packet.count(b"<rdf:RDF") == 1
    assert b"Factur-X PDFA Extension Schema" in packet
    assert "/Filter" not in pdf.Root.Metadata


def test_it_is_still_a_pdf_a(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert pdf.trailer.get("/ID") is not None
    assert not pdf.is_encrypted


def test_strict_readers_find_nothing_wrong_with_it(hybrid: bytes, pdf: pikepdf.Pdf) -> None:
    assert pdf.check_pdf_syntax() == []
    read = pypdf.PdfReader(io.BytesIO(hybrid), strict=True)
    assert list(read.attachments) == ["factur-x.xml"]
    assert "RE-2026-0042" in read.pages[0].extract_text()


def test_the_same_invoice_gives_the_same_bytes(document: Document, hybrid: bytes) -> None:
    again, other = render_all([document, replace(document, issued_on=date(2026, 3, 5))])
    assert again == hybrid != other


def test_the_limited_process_makes_the_same_bytes(document: Document, hybrid: bytes) -> None:
    from base64 import b64decode

    job, blobs = as_job([document], shipped_templates())
    (encoded,) = render_encoded(*blobs, job=job)
    assert b64decode(encoded) == hybrid


def test_the_isolated_child_reads_it(hybrid: bytes, make_invoice: MakeInvoice) -> None:
    file = call_isolated(EInvoiceFile, "read_einvoice_file", {}, [hybrid])
    assert file.reading.invoice == to_einvoice(make_invoice())


def _attached(*files: tuple[str, bytes]) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    names = pikepdf.Array()
    for name, content in files:
        stream = pikepdf.Stream(pdf, content)
        specification = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=name, UF=name, EF=pikepdf.Dictionary(F=stream))
        names.append(pikepdf.String(name))
        names.append(pdf.make_indirect(specification))
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def _refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_einvoice_file(data)
    return refused.value.code


def test_two_that_differ_are_refused(xml: bytes) -> None:
    other = xml.replace(b"RE-2026-0042", b"RE-2026-0043")
    assert _refusal(_attached(("factur-x.xml", xml), ("factur-x.xml", other))) == "E_PDF_TWO_EINVOICES"
    assert _refusal(_attached(("factur-x.xml", xml), ("xrechnung.xml", other))) == "E_PDF_TWO_EINVOICES"


def test_the_same_twice_is_one(xml: bytes) -> None:
    assert xml_in_pdf(_attached(("factur-x.xml", xml), ("ZUGFeRD-invoice.xml", xml))).name == "factur-x.xml"


def test_none_is_told_apart_from_a_hostile_one(xml: bytes) -> None:
    assert _refusal(_attached(("terms.pdf", b"%PDF-"))) == "E_PDF_NO_EINVOICE"
    assert _refusal(_attached(("factur-x.xml", b"<!DOCTYPE a><a/>"))) == "E_XML_DOCTYPE"
    assert _refusal(_attached(("factur-x.xml", b"<a"))) == "E_XML_BROKEN"


def test_a_name_that_leads_elsewhere_is_only_a_name(xml: bytes) -> None:
    assert xml_in_pdf(_attached(("../../../tmp/factur-x.xml", xml))).name == "factur-x.xml"


def test_damaged_and_locked_files_are_refused(hybrid: bytes, pdf: pikepdf.Pdf) -> None:
    assert _refusal(hybrid[:400]) == "E_PDF_BROKEN"
    locked = io.BytesIO()
    pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert _refusal(locked.getvalue()) == "E_PDF_PASSWORD"


def test_a_bomb_is_not_opened() -> None:
    assert _refusal(_attached(("factur-x.xml", b"<a>" + b" " * 21 * 1024 * 1024))) == "E_PDF_SIZE"


def test_active_content_is_told(hybrid: bytes, pdf: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.Root.OpenAction = script
    made = io.BytesIO()
    pdf.save(made)
    (note,) = read_einvoice_file(made.getvalue()).notes
    assert "aktive Inhalte" in note.text("de")
    assert read_einvoice_file(hybrid).notes == ()


def test_qpdf_finds_nothing_wrong_with_it(hybrid: bytes, tmp_path: Path) -> None:
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        pytest.skip("qpdf is not installed")
    path = tmp_path / "a.pdf"
    path.write_bytes(hybrid)
    ran = subprocess.run([qpdf, "--check", str(path)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout


def test_every_object_stands_where_the_table_says(hybrid: bytes) -> None:
    """The file is one whole and no update of another: one table, one trailer, every place exact."""
    assert hybrid.count(b"startxref") == hybrid.count(b"%%EOF") == hybrid.count(b"\ntrailer") == 1
    assert b"/Prev" not in hybrid[hybrid.rindex(b"trailer") :]
    table = int(hybrid[hybrid.rindex(b"startxref") :].split()[1])
    count = int(hybrid[table:].split(b"\n")[1].split()[1])
    start = hybrid.index(b"\n", table + 5) + 1
    entries = [hybrid[start + 20 * number : start + 20 * number + 20] for number in range(count)]
    used = {number: int(entry[:10]) for number, entry in enumerate(entries) if entry[17:18] == b"n"}
    assert all(hybrid[place:].startswith(b"%d 0 obj" % number) for number, place in used.items())
    assert len(used) == len(re.findall(rb"(?m)^\d+ 0 obj", hybrid))


def test_every_stream_is_as_long_as_it_says(pdf: pikepdf.Pdf) -> None:
    streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
    assert streams
    assert all(int(stream.Length) == len(stream.read_raw_bytes()) for stream in streams)
    assert not any("/F" in stream or "LZW" in str(stream.get("/Filter", "")) for stream in streams)


def test_the_extension_schema_describes_every_property_that_is_used(pdf: pikepdf.Pdf) -> None:
    root = etree.fromstring(pdf.Root.Metadata.read_bytes())
    names = {"x": "http://www.aiim.org/pdfa/ns/schema#", "p": "http://www.aiim.org/pdfa/ns/property#"}
    described = {
        str(uri.text): {str(name.text) for name in _schema_of(uri).iterfind(".//p:name", names)}
        for uri in root.iterfind(".//x:namespaceURI", names)
    }
    used = {etree.QName(element).localname for element in root.iter("{*}*") if etree.QName(element).namespace == FX}
    assert used == described[FX] == {"DocumentType", "DocumentFileName", "Version", "ConformanceLevel"}


def _schema_of(uri: etree._Element) -> etree._Element:
    parent = uri.getparent()
    assert parent is not None
    return parent


def test_what_pdf_a_forbids_is_not_in_it(pdf: pikepdf.Pdf) -> None:
    descriptors = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
    fonts = [item for item in descriptors if item.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()) for item in fonts)
    assert not any(item.get("/S") in ("/JavaScript", "/Launch", "/GoToR", "/URI") for item in descriptors)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "de"
    assert pdf.pdf_version == "1.7"


def test_no_clock_is_in_it(hybrid: bytes) -> None:
    today = date.today()
    assert f"{today:%Y%m%d}".encode() not in hybrid
    assert today.isoformat().encode() not in hybrid
    assert set(re.findall(rb"D:(\d{8})", hybrid)) == {b"20260304"}
