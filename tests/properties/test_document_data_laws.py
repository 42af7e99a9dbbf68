"""Whatever stands in a cell, it is printed as text: no value breaks a document or becomes part of its program."""

from __future__ import annotations

import io
import re
from datetime import date

import pypdf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pyxl.documents import Templates, render
from pyxl.documents.fonts import coverage, printable, unprintable
from pyxl.documents.literal import typst_literal

SOURCE = '#set text(font: "Source Sans Pro")\n#set page(width: auto)\n|#{{ value }}|\n\nMarkup {{ value }} end'
SPECIAL = r'#"\{}()[]$*_`~@<>/=+-.:;%&' + "\n"
texts = st.text() | st.text(st.sampled_from(SPECIAL + "aZ9 äß"), max_size=40)


@given(texts)
def test_a_literal_holds_nothing_that_typst_could_read_as_markup(value: str) -> None:
    assert re.fullmatch(r'"(?:[^\W_]| |\\u\{[0-9a-f]+\})*"', typst_literal(value))


@given(texts)
@example("A\u0347\u0323")
def test_printable_text_is_drawn_by_the_fonts_and_stays_as_it_is(value: str) -> None:
    once = printable(value)
    assert set(once) <= coverage() | {"\n"}
    assert printable(once) == once
    assert unprintable(once) == ""


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from(SPECIAL + "aZ9 äß" + "漢🎉\u202e\0"), max_size=40))
def test_every_text_makes_a_page_and_comes_back_from_it(value: str) -> None:
    templates = Templates.of({"own.typ.j2": SOURCE})
    pdf = render("own.typ.j2", {"value": value}, "en", date(2026, 3, 4), {}, templates)
    page = "".join(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    assert page.startswith("|" + "".join(printable(value).split()) + "|")
