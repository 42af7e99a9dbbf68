"""E-invoices and PDFs that are broken, lie or attack."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pikepdf

from pyxl.documents import Letterhead, render_all
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.profiles import Profile
from pyxl.formats.en16931.ubl import write_ubl
from pyxl.invoicing.en16931 import to_einvoice
from pyxl.invoicing.letter import invoice_document
from pyxl.invoicing.model import BankAccount, Invoice, InvoiceHead, Party
from pyxl.invoicing.totals import assemble, payment_terms, price_line
from pyxl.reference_data.tax import VatCategory

from .hostile_files import camt_files

DAY = date(2026, 3, 4)
NOISE = random.Random(7).randbytes(4_000)


@cache
def invoice() -> Invoice:
    """A good invoice over 119.00."""
    head = InvoiceHead(
        number="RE-2026-00001",
        issue_date=DAY,
        seller=Party(name="Muster GmbH", postcode="10115", city="Berlin", vat_id="DE123456788"),
        buyer=Party(name="Kunde AG", postcode="80331", city="München"),
        supplied_on=DAY,
        payment_terms=payment_terms(DAY, 30, []),
        account=BankAccount(account_holder="Muster GmbH", iban="DE89370400440532013000"),
    )
    line = price_line(
        position="1",
        name="Beratung",
        quantity=Decimal(1),
        net_price=Decimal(100),
        vat_category=VatCategory.STANDARD,
        vat_rate=Decimal(19),
    )
    return assemble(head, [line])


@cache
def cii() -> bytes:
    """The invoice as CII."""
    return write_cii(to_einvoice(invoice()))


@cache
def ubl() -> bytes:
    """The invoice as UBL."""
    return write_ubl(to_einvoice(invoice(), Profile.PEPPOL))


@cache
def hybrid(xml: bytes = b"") -> bytes:
    """The invoice as a PDF with that XML inside."""
    (pdf,) = render_all([replace(invoice_document(invoice(), Letterhead(name="")), einvoice=xml or cii())])
    return pdf


def put(data: bytes, old: bytes, new: bytes) -> bytes:
    """With the first `old` replaced."""
    assert old in data, old
    return data.replace(old, new, 1)


def xml_files() -> dict[str, bytes]:
    """Hostile .xml: the tricks of the bank files, and e-invoices that lie."""
    good = cii()
    number, root = b"RE-2026-00001", b"<rsm:CrossIndustryInvoice"
    line = good[good.index(b"<ram:IncludedSupply") : good.index(b"<ram:ApplicableHeaderTradeAgreement")]
    tricks = {f"bank-{name}": data for name, data in camt_files().items() if not name.startswith(("cut-", "zip"))}
    document_end = b"</rsm:ExchangedDocument>"
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 9) for n in range(9))
    made = {
        "doctype": put(good, root, b"<!DOCTYPE x>" + root),
        "xxe": put(put(good, number, b"&a;"), root, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + root),
        "laughs": put(put(good, number, b"&a8;"), root, laughs + b"]>" + root),
        "huge-text": put(good, number, b"x" * 11_000_000),
        "long-text": put(good, number, b"x" * 900_000),
        "deep": put(good, number, b"<a>" * 40_000 + b"</a>" * 40_000),
        "amount-huge": put(good, b">119.00<", b">1e308<"),
        "amount-long": put(good, b">119.00<", b">" + b"9" * 40 + b"." + b"9" * 20 + b"<"),
        "amounts-long": good.replace(b">119.00<", b">" + b"9" * 40 + b"<").replace(b">1<", b">" + b"7" * 40 + b"<"),
        "amount-nan": put(good, b">119.00<", b">NaN<"),
        "amount-empty": put(good, b">119.00<", b"><"),
        "day-none": put(good, b"20260304", b"20260230"),
        "day-one": good.replace(b"20260304", b"00010101"),
        "day-last": good.replace(b"20260304", b"99991231"),
        "no-lines": put(good, line, b""),
        "many-lines": put(good, line, line * 3_000),
        "very-many-lines": put(good, line, line * 15_000),
        "name-twice": put(good, b"<ram:Name>Muster", b"<ram:Name>x</ram:Name><ram:Name>Muster"),
        "extensions": put(good, document_end, b"<ram:Oddity>x</ram:Oddity>" * 5_000 + document_end),
        "other-root": b"<html><body>login</body></html>",
        "ubl-as-cii": ubl().replace(b"urn:oasis", b"urn:oasi"),
        "ubl-good-but-currency": ubl().replace(b'currencyID="EUR"', b'currencyID="=1"'),
        "type-code": put(good, b">380<", b">" + b"8" * 5_000 + b"<"),
        "is-pdf-inside": put(good, b"Beratung", b"%PDF-1.7"),
    }  # fmt: skip
    cuts = {f"cut-{share}": good[: len(good) * share // 8] for share in range(1, 8)}
    return tricks | made | cuts


def attached(*files: tuple[str, bytes], change: Callable[[pikepdf.Pdf], None] = lambda pdf: None) -> bytes:
    """A PDF of one empty page with these files inside."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    names = pikepdf.Array()
    for name, content in files:
        stream = pikepdf.Stream(pdf, content)
        specification = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=name, UF=name, EF=pikepdf.Dictionary(F=stream))
        names.extend([pikepdf.String(name), pdf.make_indirect(specification)])
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
    change(pdf)
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def _draws_a_bomb(pdf: pikepdf.Pdf) -> None:
    """A page that is 300 MB of nothing when it is unpacked."""
    stream = pikepdf.Stream(pdf, b"")
    stream.write(_packed_zeros(300), filter=pikepdf.Name.FlateDecode)
    pdf.pages[0].Contents = stream


def _packed_zeros(megabytes: int) -> bytes:
    """As zlib would pack so many zeros, without packing each of them (RFC 1950 and 1951)."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = ((megabytes << 20) % 65_521) << 16 | 1
    return b"\x78\xda" + block * megabytes + packer.flush() + checksum.to_bytes(4, "big")


def _draws_for_ever(pdf: pikepdf.Pdf) -> None:
    """A form that draws itself."""
    form = pikepdf.Stream(pdf, b"/F Do")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"/F Do")


def _draws_much(pdf: pikepdf.Pdf) -> None:
    """Two million numbers."""
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"BT (1) Tj ET " * 2_000_000)


def _starts_a_program(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def _files_in_a_ring(pdf: pikepdf.Pdf) -> None:
    ring = pdf.make_indirect(pikepdf.Dictionary())
    ring.Kids = pikepdf.Array([ring])
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=ring)


def _pages_in_a_ring(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    pdf.Root.Pages.Count = 1_000_000


def pdf_files() -> dict[str, bytes]:
    """Hostile .pdf."""
    good, xml = hybrid(), cii()
    other = xml.replace(b"RE-2026-00001", b"RE-2026-00002")
    made = {
        "nothing": b"%PDF-",
        "noise": b"%PDF-1.7\n" + NOISE,
        "head-late": NOISE[:1_000] + b"%PDF-1.7\n" + good,
        "none": attached(("terms.pdf", b"%PDF-")),
        "two": attached(("factur-x.xml", xml), ("xrechnung.xml", other)),
        "climbs": attached(("../../../../etc/factur-x.xml", xml)),
        "xml-bomb": attached(("factur-x.xml", b"<a>" + b" " * 60_000_000)),
        "xml-doctype": attached(("factur-x.xml", b"<!DOCTYPE a><a/>")),
        "xml-none": attached(("factur-x.xml", b"")),
        "bomb": attached(("factur-x.xml", xml), change=_draws_a_bomb),
        "for-ever": attached(("factur-x.xml", xml), change=_draws_for_ever),
        "much": attached(("factur-x.xml", xml), change=_draws_much),
        "launch": attached(("factur-x.xml", xml), change=_starts_a_program),
        "ring": attached(("factur-x.xml", xml), change=_files_in_a_ring),
        "page-ring": attached(("factur-x.xml", xml), change=_pages_in_a_ring),
        "places-lie": good.replace(b"startxref\n", b"startxref\n9"),
        "places-self": put(good, b"trailer", b"trailer <</Prev 9>>"),
        "length-lies": good.replace(b"/Length ", b"/Length 99"),
        "big": b"%PDF-1.7\n" + bytes(31 * 1024 * 1024),
    }
    damage = random.Random(11)
    for number in range(12):
        place = damage.randrange(len(good))
        made[f"bit-{number}"] = good[:place] + damage.randbytes(40) + good[place + 40 :]
    return made | {f"cut-{share}": good[: len(good) * share // 8] for share in range(1, 8)}
