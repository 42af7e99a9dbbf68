"""What makes the matcher quick gives the same answers as the slow way told in a few lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pyxl.banking.matching.edits import is_nearly_in, within_one_edit
from pyxl.banking.matching.engine import Matcher, match_lines, pool_of
from pyxl.banking.matching.numbers import NumberIndex
from pyxl.banking.matching.order import PAYER_LAYERS, REFERENCE_LAYERS
from pyxl.banking.matching.readings import PAYMENT, TAKES_BACK, Reading
from pyxl.banking.matching.records import Matching, OpenEntry, PaymentLine
from pyxl.banking.matching.spelling import DIGITS, FULL, TAIL, forms_of, runs_of, spelt
from pyxl.core.text import squash

from ..benchmarks.matching_report import own_task
from .test_matching_properties import PARTIES, entries, lines

NUMBERS = ("RE-2026-00657", "RE-2026-00675", "2026/0657", "R006571", "4700657", "AB-12", "XRE-2026", "657", "D1002")
CUSTOMERS = ("D1002", "20260657", "RE2026")
SCRAPS = st.sampled_from([*NUMBERS, *CUSTOMERS, "RE", "2026", "00657", "0 0657", "vom 3.5.2026", "Rechnung", "X", "Ä7"])
TEXTS = st.lists(st.tuples(SCRAPS, st.sampled_from(["", " ", "-", "/", ", "])), max_size=6).map(
    lambda scraps: "".join(scrap + gap for scrap, gap in scraps)
)


def both_ways(lines: list[PaymentLine], entries: list[OpenEntry]) -> tuple[Matching, Matching]:
    long_way = Matcher(pool_of(entries, PARTIES), lines, takes_short_way=False)
    return match_lines(lines, entries, PARTIES), long_way.run()


@given(lines(), entries())
@settings(max_examples=300, deadline=None)
def test_a_line_that_is_settled_at_once_is_settled_as_by_all_evidence(
    lines: list[PaymentLine], entries: list[OpenEntry]
) -> None:
    short, long = both_ways(lines, entries)
    assert short == long


@pytest.mark.parametrize("seed", range(6))
def test_the_short_way_gives_the_same_on_lines_of_every_kind(seed: int) -> None:
    task = own_task(600, seed)
    lines = [each.line for each in task.labelled]
    short = match_lines(lines, task.entries, task.parties)
    long = Matcher(pool_of(task.entries, task.parties), lines, takes_short_way=False).run()
    assert [each.reason.text("de") for each in short.matches] == [each.reason.text("de") for each in long.matches]
    assert short == long


@given(lines(), entries())
@settings(max_examples=100, deadline=None)
def test_a_layer_finds_nothing_for_lines_without_what_it_asks_for(
    lines: list[PaymentLine], entries: list[OpenEntry]
) -> None:
    pool = pool_of(entries, PARTIES)
    for place, line in enumerate(lines):
        words = pool.numbers.read(line.text, *line.references)
        reading = Reading(place, line, words, pool.payers.who(line.iban, line.name, words.customers))
        for layer in (*REFERENCE_LAYERS, *PAYER_LAYERS):
            if layer.asks & ~reading.traits & ~(PAYMENT | TAKES_BACK):
                assert layer.find(reading, pool) is None


@given(TEXTS)
@example("RE-2026-00657")
@example("XRE-2026-00657 RE2026")
@settings(max_examples=400, deadline=None)
def test_what_a_text_names_is_found_without_looking_at_all_of_it(text: str) -> None:
    words = NumberIndex(NUMBERS, CUSTOMERS).read(text)
    assert ([(mention.items, mention.strength) for mention in words.mentions], words.customers) == plainly_read(text)


def plainly_read(text: str) -> tuple[list[tuple[tuple[int, ...], int]], tuple[str, ...]]:
    """Every run, and up to eight joined, against every form; of those that overlap the surest and longest stays."""
    runs = runs_of(text)
    found: list[tuple[int, int, int, int, int, object]] = []
    for start in range(len(runs)):
        for end in range(start + 1, min(start + 8, len(runs)) + 1):
            piece = "".join(runs[start:end])
            for rank, (strength, hit) in enumerate(_named(piece, end - start)):
                found.append((-strength, -len(piece), start, end, rank, hit))
    taken: set[int] = set()
    kept = []
    for each in sorted(found, key=lambda each: (each[0], each[1], each[2], each[4])):
        place = set(range(each[2], each[3]))
        if not taken & place:
            taken |= place
            kept.append(each)
    kept.sort(key=lambda each: each[2])
    mentions = [(each[5], -each[0]) for each in kept if not isinstance(each[5], str)]
    customers = dict.fromkeys(each[5] for each in kept if isinstance(each[5], str))
    return mentions, tuple(customers)  # type: ignore[return-value]


def _named(piece: str, runs: int) -> list[tuple[int, object]]:
    """Items whose form the piece is, whole before last digits only, and the customer."""
    named: list[tuple[int, object]] = []
    strengths = [
        (item, strength) for item, number in enumerate(NUMBERS) for form, strength in forms(number) if form == piece
    ]
    weak = [each for each in strengths if each[1] < DIGITS]
    if weak and runs == 1 and not re.fullmatch(r"(19|20)\d\d", piece):
        named.append((max(strength for _, strength in weak), tuple(item for item, _ in weak)))
    whole = [each for each in strengths if each[1] >= DIGITS]
    if whole:
        named.append((max(strength for _, strength in whole), tuple(item for item, _ in whole)))
    customer = {squash(number): number for number in CUSTOMERS}.get(piece)
    if customer:
        named.append((TAIL if piece.isdigit() else FULL, customer))
    return named


def forms(number: str) -> list[tuple[str, int]]:
    full, digits, spaced = spelt([number])
    return list(forms_of(full[0], digits[0], spaced[0]))


@given(st.lists(st.text(st.characters(max_codepoint=0x17F) | st.sampled_from("-/ 0199AB"), max_size=12), min_size=1))
@example(["º"])
@example(["ä", "1\x002", "3\n4"])
def test_numbers_spelt_all_at_once_are_spelt_as_one_by_one(numbers: list[str]) -> None:
    for number, full, digits, spaced in zip(numbers, *spelt(numbers), strict=True):
        groups = [run for run in runs_of(number) if run.isdigit()]
        assert (full, digits, spaced.split()) == ("".join(runs_of(number)), "".join(groups), groups)


@given(st.lists(st.text("AB01", min_size=1, max_size=5), max_size=5), st.text("AB01", min_size=5, max_size=9))
@settings(max_examples=300)
def test_a_typing_error_is_found_by_its_unharmed_end(runs: list[str], whole: str) -> None:
    joined = ("".join(runs[start:end]) for start in range(len(runs)) for end in range(start + 1, len(runs) + 1))
    assert is_nearly_in(runs, whole) == any(within_one_edit(piece, whole) for piece in joined)
