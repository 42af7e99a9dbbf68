"""check-einvoice takes any bytes: a sentence, an exit code, in time, nothing written. Text from outside stays text."""

from __future__ import annotations

import html
import io
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.core.refusal import Refused
from pyxl.einvoices.checking import check_file
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.invoice import Attachment, EInvoice, Note, SupportingDocument
from pyxl.formats.pdf_text import pdf_text
from pyxl.invoicing.en16931 import to_einvoice

from .hostile_einvoices import attached, cii, hybrid, invoice, pdf_files, ubl, xml_files
from .small_firm import Ran, fingerprint, pyxl
from .test_bad_input import (
    MEGABYTES,
    SECONDS,
    STORM,
    cpu_seconds,
    damaged,
    demand_calm,
    fuzzing,
    measured,
    only_refused,
    some,
)
from .test_injection import MARKUP, SIGNS

FILES = {f"{name}.xml": data for name, data in xml_files().items()} | {
    f"{name}.pdf": data for name, data in pdf_files().items()
}
HEAVY = ("bomb.pdf", "much.pdf", "xml-bomb.pdf", "very-many-lines.xml", "huge-text.xml", "bank-deep.xml", "laughs.xml")
"""Tried in a process whose time and memory are measured."""
LIGHT = [name for name in FILES if name not in HEAVY]


def checked(*arguments: object) -> dict[str, Any]:
    """Runs check-einvoice with `--json` and demands calm and the time limit."""
    start = cpu_seconds()
    ran = pyxl("check-einvoice", *arguments, "--json", "--lang", "de")
    assert cpu_seconds() - start < SECONDS, arguments
    return demand_calm(ran)


@pytest.mark.parametrize("name", LIGHT)
def test_a_bad_file_is_checked_or_refused(name: str) -> None:
    only_refused(lambda: check_file(FILES[name]))


@pytest.mark.parametrize("name", [name for place, name in enumerate(some(LIGHT)) if STORM or place % 6 == 0])
def test_a_bad_einvoice(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    before = fingerprint(tmp_path)
    told = checked(path)
    assert fingerprint(tmp_path) == before
    (einvoice,) = told["einvoices"]
    assert einvoice["refused"] == told["refused"]


REFUSED = {
    "doctype.xml": "E_XML_DOCTYPE",
    "xxe.xml": "E_XML_DOCTYPE",
    "laughs.xml": "E_XML_DOCTYPE",
    "other-root.xml": "E_EINVOICE_UNKNOWN",
    "bank-empty.xml": "E_XML_BROKEN",
    "nothing.pdf": "E_PDF_BROKEN",
    "none.pdf": "E_PDF_NO_EINVOICE",
    "two.pdf": "E_PDF_TWO_EINVOICES",
    "xml-bomb.pdf": "E_PDF_SIZE",
    "big.pdf": "E_PDF_SIZE",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_honest_einvoice_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    assert checked(tmp_path / name)["refused"]["code"] == REFUSED[name]


READ = {
    "climbs.pdf": {"PYXL-PDF-2"},
    "launch.pdf": {"PYXL-PDF-2", "PYXL-PDF-3"},
    "bomb.pdf": {"PYXL-PDF-2"},
    "for-ever.pdf": {"PYXL-PDF-2"},
    "amount-nan.xml": {"PYXL-READ-1"},
    "day-none.xml": {"PYXL-READ-1", "BR-03"},
    "no-lines.xml": {"BR-16"},
    "extensions.xml": {"PYXL-READ-3"},
}


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read_in_spite_of_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    told = checked(tmp_path / name)
    assert told["refused"] is None
    assert READ[name] <= {finding["code"] for finding in told["findings"]}


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="only POSIX tells what a child process used")
@pytest.mark.parametrize("name", HEAVY)
def test_heavy_files_stay_within_time_and_memory(
    name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    code, out, err, seconds, megabytes = measured(["check-einvoice", str(tmp_path / name), "--json"])
    demand_calm(Ran(code, out, err))
    record_property("seconds", seconds)
    record_property("megabytes", megabytes)
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize(
    "name",
    [
        "many-lines.xml",
        pytest.param("very-many-lines.xml", marks=pytest.mark.long),
        "amounts-long.xml",
        "day-last.xml",
        "long-text.xml",
    ],
)
def test_a_view_of_an_odd_invoice_is_drawn_or_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    told = demand_calm(pyxl("check-einvoice", tmp_path / name, "--view", tmp_path / "views", "--json"))
    assert len(told["documents"]) == (0 if told["refused"] else 2)


def test_good_files_are_valid(tmp_path: Path) -> None:
    for name, data in {"a.xml": cii(), "b.xml": ubl(), "c.pdf": hybrid()}.items():
        (tmp_path / name).write_bytes(data)
    told = checked(*(tmp_path / name for name in ("a.xml", "b.xml", "c.pdf")))
    assert told["summary"]["valid"] == 2
    assert [each["gross"] for each in told["einvoices"]] == ["119.00"] * 3


@pytest.mark.slow
@fuzzing
@given(data=st.sampled_from((cii(), ubl(), hybrid())).flatmap(damaged))
def test_damaged_einvoices_are_refused_or_read(data: bytes) -> None:
    only_refused(lambda: check_file(data))
    pdf_text(data)


def with_text(text: str) -> EInvoice:
    """An e-invoice with that text wherever text may stand."""
    good = to_einvoice(invoice())
    line = good.lines[0]
    return replace(
        good,
        number=text,
        buyer_reference=text,
        payment_terms=text,
        notes=(Note(text=text, subject=text),),
        seller=replace(good.seller, name=text, trading_name=text, legal_form=text),
        buyer=replace(good.buyer, name=text),
        lines=(replace(line, note=text, item=replace(line.item, name=text, description=text)),),
        documents=(
            SupportingDocument(
                reference=text, location=text, attachment=Attachment(filename=text, mime_type=text, content=b"x")
            ),
        ),
    )


def views_of(xml: bytes, folder: Path) -> tuple[str, str]:
    """The HTML page, and the text of the PDF."""
    (folder / "a.xml").write_bytes(xml)
    ran = pyxl("check-einvoice", folder / "a.xml", "--view", folder / "views")
    assert ran.code in (0, 1), ran.text
    pages = pypdf.PdfReader(io.BytesIO((folder / "views" / "a.xml.pdf").read_bytes())).pages
    return (folder / "views" / "a.xml.html").read_text("utf-8"), "".join(page.extract_text() for page in pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


PAYLOADS = [text for text in (*MARKUP, *SIGNS) if text.isascii() and text.isprintable()]


@pytest.mark.parametrize("text", [text for place, text in enumerate(PAYLOADS) if STORM or place % 3 == 1])
def test_payloads_are_text_in_the_views(text: str, tmp_path: Path) -> None:
    page, printed = views_of(write_cii(with_text(text)), tmp_path)
    assert squeezed(text) in squeezed(html.unescape(page))
    assert squeezed(text) in squeezed(printed)
    assert not re.search(r"<(script|img|iframe|object|link|a|form|svg)\b", page, re.IGNORECASE)
    assert re.findall(r"(?i)<meta http-equiv", page) == ["<meta http-equiv"]


@pytest.mark.parametrize("text", ["\u202egnp.eciovni", "a\u2066b\u2069"])
def test_nothing_turns_the_reading_direction(text: str, tmp_path: Path) -> None:
    page, _ = views_of(write_cii(with_text(text)), tmp_path)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)


def test_terminal_escapes_of_an_einvoice_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(write_cii(with_text("\x9b2J\u202egnp")))
    ran = pyxl("check-einvoice", tmp_path / "a.xml")
    assert not re.search("[\x1b\x9b\u202e]", ran.out + ran.err)


def test_an_attached_file_is_listed_and_not_written(tmp_path: Path) -> None:
    page, _ = views_of(write_cii(with_text("../../evil.exe")), tmp_path)
    assert "../../evil.exe" in page
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()) == [
        "a.xml",
        "views/a.xml.html",
        "views/a.xml.pdf",
    ]


@pytest.mark.parametrize("content", [b"", b"\0" * 99, b"<a/>", b"{}"])
def test_other_bytes_inside_are_no_einvoice(content: bytes) -> None:
    with pytest.raises(Refused, match=r"E_XML_|E_EINVOICE_UNKNOWN|E_PDF_BROKEN"):
        check_file(attached(("factur-x.xml", content)))
