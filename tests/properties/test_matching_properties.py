"""Laws of the matcher, for any lines and items: nothing is settled twice, and no order plays a part."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.banking.allotting import allot
from pyxl.banking.matching.edits import within_one_edit
from pyxl.banking.matching.engine import match_lines
from pyxl.banking.matching.numbers import NumberIndex
from pyxl.banking.matching.records import OpenEntry, Part, Party, PaymentLine, Policy, Settlement
from pyxl.banking.matching.sums import consecutive_runs, subsets_with_sum

START = date(2026, 3, 1)
PARTIES = (Party("D1001", "Huber Bau KG", "DE1"), Party("D1002", "Meyer GmbH", "DE2"), Party("D1003", "Huber Bau KG"))
AMOUNTS = st.sampled_from([1000, 1990, 2000, 2990, 3000, 4990, 5000])
"""Few amounts, so that ties, sums and near misses happen all the time."""


@st.composite
def entries(draw: st.DrawFn) -> list[OpenEntry]:
    made = []
    for count in draw(st.lists(st.integers(650, 680), unique=True, max_size=12)):
        party = draw(st.sampled_from(PARTIES))
        gross = draw(AMOUNTS) * draw(st.sampled_from([1, 1, 1, 1, -1]))
        rest = draw(st.sampled_from([gross, gross, gross, 0]))
        issued = START + timedelta(draw(st.integers(0, 10)))
        discount = draw(st.sampled_from([0, 20])) if rest == gross > 0 else 0
        made.append(
            OpenEntry(
                f"RE-2026-{count:05}",
                party.number,
                party.name,
                issued,
                issued + timedelta(14),
                gross,
                rest,
                draw(st.sampled_from(["EUR", "EUR", "EUR", "USD"])),
                discount,
                issued + timedelta(10) if discount else None,
                draw(st.sampled_from([False, False, False, True])),
            )
        )
    return made


@st.composite
def lines(draw: st.DrawFn) -> list[PaymentLine]:
    made = []
    for count in range(draw(st.integers(0, 10))):
        named = draw(st.lists(st.integers(650, 680), max_size=3))
        text = " ".join(
            draw(st.sampled_from(["RE-2026-{:05}", "RG 2026/{:05}", "{:05}", "{}"])).format(n) for n in named
        )
        day = START + timedelta(draw(st.integers(0, 20)))
        cents = draw(st.one_of(AMOUNTS, st.integers(-6000, 9000))) - draw(st.sampled_from([0, 0, 0, 20, 3]))
        made.append(
            PaymentLine(
                f"B-{count}",
                day,
                day,
                cents,
                "EUR",
                draw(st.sampled_from(["", "Huber Bau KG", "MEYER GMBH", "Wer"])),
                draw(st.sampled_from(["", "DE1", "DE2", "DE3"])),
                text + draw(st.sampled_from(["", " Skonto", " D1002"])),
                is_return=cents < 0 and draw(st.booleans()),
            )
        )
    return made


@given(lines(), entries(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_lines_and_items_plays_no_part(
    lines: list[PaymentLine], entries: list[OpenEntry], random: Random
) -> None:
    expected = match_lines(lines, entries, PARTIES)
    random.shuffle(lines)
    random.shuffle(entries)
    assert match_lines(lines, entries, PARTIES) == expected


@given(lines(), entries())
@settings(max_examples=300, deadline=None)
def test_no_item_and_no_line_is_used_beyond_its_amount(lines: list[PaymentLine], entries: list[OpenEntry]) -> None:
    result = match_lines(lines, entries, PARTIES)
    answered = [match.line_id for match in result.matches] + [each.line_id for each in result.undecided]
    assert sorted(answered) == [line.line_id for line in lines]
    by_id = {line.line_id: line for line in lines}
    left_of = {entry.number: entry.open for entry in entries}
    gross = {entry.number: entry.gross for entry in entries}
    for match in sorted(result.matches, key=lambda each: (by_id[each.line_id].booking_date, each.line_id)):
        line = by_id[match.line_id]
        paid = sum(part.cents for part in match.parts)
        rest = 0 if match.currency else line.cents - paid + match.fee
        assert match.fee >= 0
        assert rest == 0 or (match.question and rest > 0), "allocated, less the fee, and the rest are the line"
        for part in match.parts:
            left_of[part.number] -= part.settled
    for number, left in left_of.items():
        assert 0 <= left <= gross[number] or gross[number] <= left <= 0


@given(lines(), entries())
@settings(max_examples=100, deadline=None)
def test_proposals_never_exceed_the_open_amounts(lines: list[PaymentLine], entries: list[OpenEntry]) -> None:
    rest = {entry.number: entry.open for entry in entries}
    for each in match_lines(lines, entries, PARTIES).undecided:
        assert len(each.candidates) <= 3
        for candidate in each.candidates:
            assert all(abs(part.settled) <= abs(rest[part.number]) for part in candidate.parts)


@given(entries(), st.integers(1, 9000))
@settings(max_examples=100, deadline=None)
def test_a_payment_that_came_back_leaves_what_was_before(entries: list[OpenEntry], cents: int) -> None:
    paid = [entry for entry in entries if not entry.open and entry.gross > 0 and not entry.is_cancelled]
    if not paid:
        return
    parts = (Part(paid[0].number, paid[0].customer, paid[0].gross),)
    before = [Settlement("B-0", START, paid[0].gross, "DE1", (), parts)]
    back = PaymentLine("B-1", START, START, -paid[0].gross, paid[0].currency, iban="DE1", is_return=True)
    again = PaymentLine("B-2", START, START, -paid[0].gross, paid[0].currency, iban="DE1", is_return=True)
    result = match_lines([back, again], entries, PARTIES, settlements=before)
    assert [match.returns_line for match in result.matches] == ["B-0"]
    assert -sum(part.settled for part in result.matches[0].parts) == paid[0].gross


@given(st.lists(st.integers(-50, 200).filter(bool), max_size=10), st.integers(1, 400))
def test_every_subset_with_the_sum_is_found(values: list[int], target: int) -> None:
    expected = sorted(
        tuple(at for at in range(len(values)) if mask >> at & 1)
        for mask in range(1, 1 << len(values))
        if sum(values[at] for at in range(len(values)) if mask >> at & 1) == target and mask.bit_count() <= 4
    )
    assert subsets_with_sum(values, target, 4, enough=10_000) == expected
    runs = consecutive_runs(values, target)
    assert all(sum(values[at] for at in run) == target for run in runs)


@given(st.text("AB12", max_size=7), st.text("AB12", max_size=7))
def test_one_edit_is_symmetric_and_right(one: str, other: str) -> None:
    edits = {one}
    for at in range(len(one) + 1):
        edits |= {one[:at] + letter + one[at:] for letter in "AB12"}
        edits |= {one[:at] + letter + one[at + 1 :] for letter in ("A", "B", "1", "2", "")}
        edits.add(one[:at] + one[at : at + 2][::-1] + one[at + 2 :])
    assert within_one_edit(one, other) == (other in edits)
    assert within_one_edit(one, other) == within_one_edit(other, one)


@given(
    st.integers(1, 99999),
    st.sampled_from(["RE-2026-{:05}", "{}/2026", "A{:06}-X", "INV-26-{:05}"]),
    st.text(" -/.", max_size=3),
)
def test_a_number_is_found_between_any_separators(count: int, pattern: str, separator: str) -> None:
    number = pattern.format(count)
    written = "".join(separator if letter in "-/" else letter for letter in number)
    mentions = NumberIndex([number], []).read(f"Rechnung: {written} vom 3.4.").mentions
    assert any(0 in mention.items for mention in mentions) or len(number) < 8


@given(st.integers(1, 20000), entries(), st.sampled_from(["", "discount", "write-off"]))
def test_what_she_accepts_never_exceeds_line_or_item(cents: int, entries: list[OpenEntry], word: str) -> None:
    open_ones = [entry for entry in entries if entry.open > 0]
    if not open_ones:
        return
    parts = allot(cents, open_ones, word, START, Policy())  # type: ignore[arg-type]
    assert 0 < sum(part.cents for part in parts) <= cents
    rest = {entry.number: entry.open for entry in open_ones}
    assert all(0 < part.settled <= rest[part.number] for part in parts)
