"""The law of row heights: nothing of a wrapped text is cut, and no row is much higher than its text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyxl.core.labels import LANGUAGES, Language
from pyxl.demo.masterdata import demo_customers, demo_items
from pyxl.hosts.demo_files import demo_book
from pyxl.hosts.xlsx.row_heights import lines_of, room_in

from .arial import WIDTHS, real_lines, real_room
from .wrapped_cells import cut_off

AMOUNTS = ("−9.700,00 EUR", "2.227,68 EUR", "(Schätzung);", "RE-2026-00467;", "–", "&", "€ 5 + 3 = 8", "MWMWMWMW")
WORDS = [*AMOUNTS, *(word for each in demo_customers() for word in each.name.split())]
WORDS += [word for each in demo_items() for word in each.description.split()]
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.text(st.sampled_from([*WIDTHS, "\n"]), max_size=200)
)
widths = st.floats(8, 90)


@given(texts, widths, st.integers(0, 2))
@example("-00000000", 8.0, 0)
def test_no_text_has_more_lines_than_it_is_given(text: str, width: float, indent: int) -> None:
    assert lines_of(text, room_in(width, indent)) >= real_lines(text, real_room(width, indent))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join), st.floats(30, 90))
def test_a_sentence_is_given_hardly_more_lines_than_it_has(text: str, width: float) -> None:
    given_lines, lines = lines_of(text, room_in(width)), real_lines(text, real_room(width))
    assert given_lines <= lines + 1 + lines // 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_the_demos_workbook_is_cut(language: Language) -> None:
    assert cut_off(demo_book(language)) == []
