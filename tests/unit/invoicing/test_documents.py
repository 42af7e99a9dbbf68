"""Documents: data stays data, broken templates name their line, and the same document has the same bytes."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from pyxl.app.isolation.isolation import Limits, call_isolated
from pyxl.core.plain import canonical_json
from pyxl.core.refusal import Refused
from pyxl.documents import (
    Document,
    Letterhead,
    Templates,
    as_job,
    read_templates,
    render,
    render_all,
    render_document,
    shipped_templates,
)
from pyxl.documents.fonts import FONT_FILES, coverage, printable, unprintable
from pyxl.documents.typesetting import font_folder
from pyxl.invoicing.letter import invoice_document
from pyxl.invoicing.model import Invoice

MakeInvoice = Callable[..., Invoice]
DAY = date(2026, 3, 4)
BARE = '#set text(font: "Source Sans Pro")\n'
HOSTILE = [
    '#read("/etc/passwd")',
    "{{7*7}}{% for x in y %}",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "\"quotes\" 'single' \\backslash\\ `raw` $math$",
    "*bold* _italic_ = Heading - list + list / term: @label <label> // comment /* more */ ~ --- ...",
    '"); #import "@preview/x:1.0.0": *; ("',
    "https://example.org/a?b=c",
    "Łódź Αθήνα Софія Þórshöfn București",
]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    """Without blanks and line breaks: a line may end anywhere."""
    return "".join(text.split())


def print_with(template: str, value: object) -> bytes:
    templates = Templates.of({"own.typ.j2": BARE + template})
    return render("own.typ.j2", {"value": value}, "de", DAY, {}, templates)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_data_is_printed_as_it_is(value: str) -> None:
    assert squeezed(value) in squeezed(text_of(print_with("#{{ value }}", value)))


@pytest.mark.parametrize("value", HOSTILE)
def test_data_stays_data_where_the_template_forgot_the_hash(value: str) -> None:
    # Typst makes its own quotation marks of the literal's; nothing inside is markup.
    assert squeezed(value) in squeezed(text_of(print_with("Hello {{ value }}, // {{ value }}\nend", value)))


def test_what_the_font_cannot_draw_is_replaced_and_named() -> None:
    assert printable("Fest 🎉 \u202eevil\u200b Ｎｏ ①\ttab") == "Fest ? evil No 1 tab"
    assert unprintable("Fest 🎉 日本 ①") == "🎉日本"
    assert text_of(print_with("#{{ value }}", "Fest 🎉!")).strip() == "Fest ?!"


def test_the_font_draws_what_europe_writes() -> None:
    letters = "ÄÖÜäöüßẞéèêçñøåæœŁłŻżŐőŰűČčŠšŽžĞğİıȘșȚțÞþÐð ΑΒΓαβγώ АБВабвіїє € § № – — „“‚‘«»… ½ ² ³ ° ± × µ • ·"
    assert set(letters) - {" "} <= coverage()


@pytest.mark.parametrize(
    "mistake",
    [
        "{% for x in %}",
        "{{ nothing }}",
        "{{ value.__class__.__mro__ }}",
        "{{ value | safe }}",
        "{{ value | money }}",
        "{{ (1, 2) }}",
        "{% macro x() %}a{% endmacro %}",
        "{% filter upper %}a{% endfilter %}",
        "{% autoescape false %}a{% endautoescape %}",
        "{% include value %}",
        "{% include '../../etc/passwd' %}",
        "{% import 'own.typ.j2' as own %}",
        "{{ range(100000000) | length }}",
        "#nothing(1)",
        "#let x = 1 +",
        '#read("/etc/passwd")',
        '#import "@preview/tablex:0.0.8": *',
        '#{ import "@preview/tablex:0.0.8": * }',
        '#{ let x = "@preview/tablex:0.0.8"; import x: * }',
        '#plugin("x.wasm")',
        "#eval({{ value }})",
        '#image("../../../etc/passwd")',
        '#text(font: "Arial")[a font that is not there]',
        "漢",
    ],
)
def test_a_broken_template_is_refused_with_its_line(mistake: str) -> None:
    lines = ["#let a = 1", "{% if value %}", "#{{ value }}", "{% endif %}", "", mistake, "", "end"]
    with pytest.raises(Refused) as refusal:
        print_with("\n".join(lines), "x")
    assert refusal.value.code == "E_TEMPLATE"
    assert "own.typ.j2" in refusal.value.text("de")
    assert "Zeile 7:" in refusal.value.text("de")


@pytest.mark.skipif(sys.platform == "win32", reason="the limits of Windows are a job object")
@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        ("{{ value * 10 ** 9 }}", "E_TOO_BIG_MEMORY"),
        ("{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}", "E_TOO_SLOW"),
        ("#for x in range(99999) { for y in range(99999) { str(x + y) } }", "E_TOO_SLOW"),
    ],
)
def test_a_template_without_end_is_stopped(bomb: str, code: str) -> None:
    """In the child process, in which the templates of the firm are rendered."""
    document = Document(template="own.typ.j2", context={"value": "x"}, language="de", issued_on=DAY)
    job, blobs = as_job([document], Templates.of({"own.typ.j2": BARE + bomb}))
    started = time.monotonic()
    with pytest.raises(Refused, match=code):
        call_isolated(list[str], "render_documents", {"job": job}, blobs, Limits(seconds=2, memory_mb=512))
    assert time.monotonic() - started < 60


def test_a_mistake_in_the_parent_template_is_found_there() -> None:
    parent = BARE + "first\n#oops\n{% block body %}{% endblock %}\n"
    templates = Templates.of({"a.typ.j2": '{% extends "b.typ.j2" %}', "b.typ.j2": parent})
    with pytest.raises(Refused) as refusal:
        render("a.typ.j2", {}, "en", DAY, {}, templates)
    assert "b.typ.j2" in refusal.value.text("en")
    assert "line 3:" in refusal.value.text("en")


def test_the_firms_template_comes_before_the_shipped_one(tmp_path: Path) -> None:
    assert read_templates(None).is_shipped
    assert read_templates(tmp_path).is_shipped
    (tmp_path / "letter.typ.j2").write_text("#{{ title }}", "utf-8")
    (tmp_path / "notes.txt").write_text("no template", "utf-8")
    changed = read_templates(tmp_path)
    assert not changed.is_shipped
    assert changed.sources["letter.typ.j2"] == "#{{ title }}"
    assert changed.sources["invoice.typ.j2"] == shipped_templates().sources["invoice.typ.j2"]


def test_a_folder_in_the_place_of_a_template_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.typ.j2").mkdir()
    with pytest.raises(Refused, match="E_TEMPLATE_FILE"):
        read_templates(tmp_path)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 1_000_001])
def test_a_file_that_is_no_template_text_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.typ.j2").write_bytes(content)
    with pytest.raises(Refused, match="E_TEMPLATE_FILE"):
        read_templates(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs rights on Windows")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "letter.typ.j2").symlink_to("/etc/hostname")
    with pytest.raises(Refused, match="E_TEMPLATE_FILE"):
        read_templates(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_the_compilers_folder_is_private_and_holds_nothing_but_fonts() -> None:
    print_with("#{{ value }}", "x")
    assert stat.S_IMODE(font_folder().stat().st_mode) == 0o700
    assert {path.name for path in font_folder().iterdir()} == set(FONT_FILES)
    assert not any(path.is_symlink() for path in font_folder().iterdir())


def picture(kind: str) -> bytes:
    """A red picture of 30 by 10 points."""
    out = io.BytesIO()
    Image.new("CMYK" if kind == "CMYK" else "RGB", (30, 10), "red").save(out, "PNG" if kind == "PNG" else "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_printed(kind: str, make_invoice: MakeInvoice, letterhead: Letterhead) -> None:
    (pdf,) = render_all([invoice_document(make_invoice(), replace(letterhead, logo=picture(kind)))])
    (image,) = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images
    assert image.image is not None
    assert image.image.size == (30, 10)


@pytest.mark.parametrize(
    "logo",
    [
        b"\x89PNG\r\n\x1a\nbroken",
        picture("PNG")[:-20],
        picture("PNG").replace(b"IDAT", b"IDAX"),
        picture("JPEG")[:200],
        picture("CMYK"),
        b"<svg broken",
        b"<svg xmlns='http://www.w3.org/2000/svg'>\xff</svg>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname" width="5" height="5"/></svg>',
        b"GIF89a",
    ],
)
def test_a_broken_logo_is_refused_as_such(logo: bytes, make_invoice: MakeInvoice, letterhead: Letterhead) -> None:
    with pytest.raises(Refused, match="E_PICTURE"):
        render_all([invoice_document(make_invoice(), replace(letterhead, logo=logo))])


def test_a_batch_for_the_child_process_gives_the_same_bytes(make_invoice: MakeInvoice, letterhead: Letterhead) -> None:
    with_logo = replace(letterhead, logo=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    documents = [invoice_document(make_invoice(number=f"RE-{n}"), with_logo) for n in range(3)]
    arguments, blobs = as_job(documents, shipped_templates())
    assert canonical_json(arguments)
    assert len(blobs) == 2, "logo and GiroCode, each once: all three have the same remittance text"
    assert render_document(arguments, blobs) == render_all(documents)


def test_pictures_of_one_document_do_not_leak_into_the_next() -> None:
    templates = Templates.of({"own.typ.j2": BARE + '#image("a.svg")'})

    def document(size: int) -> Document:
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} 9"><rect width="5" height="5"/></svg>'
        return Document(
            template="own.typ.j2", context={}, language="en", issued_on=DAY, assets={"a.svg": picture.encode()}
        )

    first, second, again = render_all([document(9), document(90), document(9)], templates)
    assert first == again != second


_IN_ANOTHER_PROCESS = """
import sys
from datetime import date
from hashlib import sha256
from pyxl.documents import Letter, Letterhead, letter_context, render
head = Letterhead(name="Muster GmbH", city="Köln", iban="DE89370400440532013000")
letter = Letter(title="Brief 1", recipient=("Kunde AG", "54321 Dorf"), info=(("Datum", "04.03.2026"),))
pdf = render("letter.typ.j2", letter_context(head, letter, "de"), "de", date(2026, 3, 4), {})
print(sha256(pdf).hexdigest())
"""


def test_two_processes_in_other_time_zones_write_the_same_bytes() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _IN_ANOTHER_PROCESS],
            env={**os.environ, "TZ": zone, "LANG": language, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": epoch},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for zone, language, seed, epoch in (
            ("Pacific/Kiritimati", "C", "1", "0"),
            ("America/Los_Angeles", "C.UTF-8", "2", "1900000000"),
        )
    }
    assert len(digests) == 1
