"""What makes the matcher quick gives the same answers as the slow way told in a few lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pyxl.banking.matching.edits import is_nearly_in, within_one_edit
from pyxl.banking.matching.engine import Matcher, match_lines, pool_of
from pyxl.banking.matching.numbers import NumberIndex
from pyxl.banking.matching.order import PAYER_LAYERS, REFERENCE_LAYERS
from pyxl.banking.matching.pool import MOST_RIVALS
from pyxl.banking.matching.readings import PAYMENT, TAKES_BACK, Reading
from pyxl.banking.matching.reasons import Reason
from pyxl.banking.matching.records import Match, Matching, OpenEntry, Part, PaymentLine
from pyxl.banking.matching.spelling import DIGITS, FULL, SHORT, TAIL, is_year, runs_of, spelt, squashed
from pyxl.core.text import squash

from ..benchmarks.matching_report import own_task
from ..benchmarks.others_bank import GENERATOR, others_task
from ..benchmarks.scoring import Task
from .test_matching_properties import PARTIES, entries, lines

NUMBERS = ("RE-2026-00657", "RE-2026-00675", "2026/0657", "R006571", "4700657", "AB-12", "XRE-2026", "657", "D1002")
DAY = date(2026, 3, 2)
needs_generator = pytest.mark.skipif(not GENERATOR.exists(), reason="the other generator is not beside the checkout")
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


@pytest.mark.parametrize("make", [own_task, pytest.param(others_task, marks=needs_generator)])
@pytest.mark.parametrize(("count", "seed"), [*((600, seed) for seed in range(6)), (10_000, 1)])
def test_the_short_way_gives_the_same_on_lines_of_every_kind(
    make: Callable[[int, int], Task], count: int, seed: int
) -> None:
    """Among many lines there are some that only a payment of an earlier round makes clear."""
    task = make(count, seed)
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


@given(TEXTS, st.sets(st.sampled_from(NUMBERS)), st.sets(st.sampled_from(CUSTOMERS)), st.booleans())
@example("RE-2026-00657", set(NUMBERS), set(CUSTOMERS), False)
@example("XRE-2026-00657 RE2026", set(NUMBERS), set(CUSTOMERS), False)
@example("vom 3.5.2026, 00657; R 2026-00657 D1002\u0663", {"RE-2026-00657"}, {"D1002"}, False)
@settings(max_examples=600, deadline=None)
def test_what_a_text_names_is_found_without_looking_at_all_of_it(
    text: str, some: set[str], payers: set[str], is_odd: bool
) -> None:
    """Cut into segments where no number goes on behind its digits, run by run where one does."""
    numbers, customers = [*sorted(some), *(["26-A-0657-K"] if is_odd else [])], sorted(payers)
    index = NumberIndex(numbers, customers)
    for said in (text, text):  # What was found dull or mute the first time is passed over the second time.
        words = index.read(said)
        found = [(mention.items, mention.strength) for mention in words.mentions], words.customers
        assert found == plainly_read(said, numbers, customers)


def plainly_read(
    text: str, numbers: Sequence[str], customers: Sequence[str]
) -> tuple[list[tuple[tuple[int, ...], int]], tuple[str, ...]]:
    """Every run, and up to eight joined, against every form; of those that overlap the surest and longest stays."""
    runs = runs_of(text)
    found: list[tuple[int, int, int, int, int, object]] = []
    for start in range(len(runs)):
        for end in range(start + 1, min(start + 8, len(runs)) + 1):
            piece = "".join(runs[start:end])
            for rank, (strength, hit) in enumerate(_named(piece, end - start, numbers, customers)):
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
    named = dict.fromkeys(each[5] for each in kept if isinstance(each[5], str))
    return mentions, tuple(named)  # type: ignore[return-value]


def _named(piece: str, runs: int, numbers: Sequence[str], customers: Sequence[str]) -> list[tuple[int, object]]:
    """Items whose form the piece is, whole before last digits only, and the customer."""
    named: list[tuple[int, object]] = []
    strengths = [
        (item, strength) for item, number in enumerate(numbers) for form, strength in forms(number) if form == piece
    ]
    weak = [each for each in strengths if each[1] < DIGITS]
    if weak and runs == 1 and not re.fullmatch(r"(19|20)\d\d", piece):
        named.append((max(strength for _, strength in weak), tuple(item for item, _ in weak)))
    whole = [each for each in strengths if each[1] >= DIGITS]
    if whole:
        named.append((max(strength for _, strength in whole), tuple(item for item, _ in whole)))
    customer = {squash(number): number for number in customers}.get(piece)
    if customer:
        named.append((TAIL if piece.isdigit() else FULL, customer))
    return named


def forms(number: str) -> list[tuple[str, int]]:
    """All letters and digits; all digits; the last group of digits, but not a year; that without leading zeros."""
    groups = [run for run in runs_of(number) if run.isdigit()]
    full, digits = "".join(runs_of(number)), "".join(groups)
    tail = groups[-2] if len(groups) > 1 and is_year(groups[-1]) else (groups or [""])[-1]
    figures = DIGITS if len(digits) >= 6 else TAIL if len(digits) >= 4 else SHORT
    named = FULL if len(full) >= 5 and len(digits) >= 3 else TAIL
    if full == digits:
        named = FULL if len(digits) >= 6 else figures
    found = [(full, named)] if len(full) > 1 else []
    found += [(digits, figures)] if digits != full and len(digits) >= 3 else []
    found += [(tail, TAIL if len(tail) >= 4 else SHORT)] if tail != digits and len(tail) >= 3 else []
    short = tail.lstrip("0")
    return found + ([(short, SHORT)] if short != tail and len(short) >= 3 else [])


@given(st.lists(st.text(st.characters(max_codepoint=0x17F) | st.sampled_from("-/ 0199AB"), max_size=12), min_size=1))
@example(["º"])
@example(["ä", "1\x002", "3\n4"])
def test_numbers_spelt_all_at_once_are_spelt_as_one_by_one(numbers: list[str]) -> None:
    for number, full, digits, spaced in zip(numbers, *spelt(numbers), strict=True):
        groups = [run for run in runs_of(number) if run.isdigit()]
        assert (full, digits, spaced.split()) == ("".join(runs_of(number)), "".join(groups), groups)


@given(TEXTS)
@example("R006571, 4700657 und 571, 657")
def test_numbers_whose_last_digits_stand_there_are_found_without_taking_each_apart(text: str) -> None:
    line = PaymentLine("B1", DAY, DAY, 100, text=text)
    said = tuple(run for run in runs_of(text) if run.isdigit() and len(run) >= 3 and not is_year(run))
    groups = [[run for run in runs_of(number) if run.isdigit()] for number in NUMBERS]
    ended = [item for item, own in enumerate(groups) if any(group.endswith(said) for group in own)]
    assert NumberIndex(NUMBERS, CUSTOMERS).ended_by(line, range(len(NUMBERS))) == ended


@given(st.lists(st.text(max_size=12), max_size=5))
@example(["\ufb01", "Stra\u00dfe 7", "\uff11"])
def test_names_squashed_all_at_once_are_squashed_as_one_by_one(names: list[str]) -> None:
    assert squashed(names) == [squash(name) for name in names]


@given(st.lists(st.text("AB01", min_size=1, max_size=5), max_size=5), st.text("AB01", min_size=5, max_size=9))
@settings(max_examples=300)
def test_a_typing_error_is_found_by_its_unharmed_end(runs: list[str], whole: str) -> None:
    joined = ("".join(runs[start:end]) for start in range(len(runs)) for end in range(start + 1, len(runs) + 1))
    assert is_nearly_in(runs, whole) == any(within_one_edit(piece, whole) for piece in joined)


@given(st.lists(st.integers(0, 79), max_size=80, unique=True), st.sets(st.integers(0, 80)))
@settings(max_examples=50, deadline=None)
def test_a_crowded_amount_is_told_as_soon_as_few_enough_items_have_it(taken: list[int], asked: set[int]) -> None:
    items = [OpenEntry(f"RE-2026-{count:05}", "D1001", "Huber Bau KG", DAY, DAY, 1000, 1000) for count in range(80)]
    pool = pool_of(items, PARTIES)
    line = PaymentLine("B-1", DAY, DAY, 1000)
    for count, item in enumerate([*taken, -1]):
        left = [other for other in range(80) if other not in taken[:count]]
        if count in asked or item < 0:
            assert pool.with_amount(line) == (left if len(left) <= MOST_RIVALS else None)
        if item >= 0:
            part = Part(items[item].number, "D1001", 1000)
            pool.book_whole(item, Match("B-1", (part,), "reference", Reason(())), line)
