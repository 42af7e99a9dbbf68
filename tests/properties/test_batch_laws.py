"""Laws of own batches coming back: only the exact sum settles, each batch once, nothing beyond its amount."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pyxl.banking.batches import BatchNumbers, BatchPass, settle_batches
from pyxl.banking.items import entry_of
from pyxl.banking.matching.records import OpenEntry, Policy
from pyxl.core.money import Money, total
from pyxl.core.plain import PlainData, to_plain
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books

DAY = date(2026, 4, 27)


@dataclass(frozen=True)
class Recorded:
    """An event as the books read it."""

    kind: str
    key: str
    payload: Any
    number: str = ""
    run_id: str = "R-1"


@dataclass(frozen=True)
class World:
    """Books with batches, their open items, and lines that came in."""

    books: Books
    lines: list[ev.ImportedLine]

    @property
    def entries(self) -> dict[str, OpenEntry]:
        return {number: entry_of(state) for number, state in self.books.items.items()}


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to three batches of a few invoices over few amounts; lines for the sums, or nearly, with the number or not."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    amounts = [[draw(st.sampled_from([2900, 4900, 11900])) for _ in range(size)] for size in sizes]
    batches = [_batch(place, cents) for place, cents in enumerate(amounts, 1)]
    items = [each for batch in batches for each in batch.items]
    facts = tuple(ev.ItemFacts(each.invoice_number, "D1", "Huber", DAY, DAY, each.amount) for each in items)
    events = [Recorded(ev.OPENING, "opening", to_plain(ev.ItemsOpened(facts)))]
    events += [Recorded(ev.BATCH, f"batch:{batch.number}", to_plain(batch), batch.number) for batch in batches]
    lines = [draw(_lines(batch)) for batch in batches for _ in range(draw(st.integers(0, 2)))]
    numbered = [replace(line, line_id=f"B-{place}") for place, line in enumerate(lines)]
    return World(Books.from_events(events), numbered)


def _batch(place: int, cents: list[int]) -> ev.BatchIssued:
    items = tuple(
        ev.BatchItem(
            f"RE-{place}{number:04}", "D1", "Huber", Money.from_cents(each), "", "M-1", f"RE-{place}{number:04}"
        )
        for number, each in enumerate(cents, 1)
    )
    return ev.BatchIssued(f"SEPA-2026-{place:05}", DAY, items, "", PlainData({}))


@st.composite
def _lines(draw: st.DrawFn, batch: ev.BatchIssued) -> ev.ImportedLine:
    amount = total([each.amount for each in batch.items]) + Money.from_cents(draw(st.sampled_from([0, 0, 0, 1, -2900])))
    day = DAY + timedelta(draw(st.integers(-2, 9)))
    said = draw(st.sampled_from(["reference", "text", "kind", "nothing"]))
    return ev.ImportedLine(
        "",
        "",
        "DE89370400440532013000",
        day,
        day,
        amount,
        remittance_information=f"Anzahl 3 {batch.number}" if said == "text" else "Anzahl 3",
        transaction_code="192" if said == "kind" else "",
        batch_reference=batch.number if said == "reference" else "",
    )


def _settled(world: World, lines: list[ev.ImportedLine]) -> tuple[BatchPass, dict[str, OpenEntry]]:
    entries = world.entries
    numbers = BatchNumbers(world.books)
    return settle_batches(lines, entries, world.books, numbers, Policy()), entries


@given(worlds())
def test_a_batch_is_settled_whole_once_and_by_its_sum_alone(world: World) -> None:
    found, entries = _settled(world, world.lines)
    amounts = {line.line_id: line.amount.cents for line in world.lines}
    for match in found.matches:
        wanted = {each.invoice_number: each.amount.cents for each in world.books.batches[match.batch].facts.items}
        assert {part.number: part.cents for part in match.parts} == wanted
        assert sum(wanted.values()) == amounts[match.line_id]
    assert max(Counter(match.batch for match in found.matches).values(), default=0) <= 1
    assert all(entry.open >= 0 for entry in entries.values())
    left = sum(entry.open for entry in entries.values())
    assert left + sum(amounts[match.line_id] for match in found.matches) == sum(
        state.amount_open.cents for state in world.books.items.values()
    )


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_lines_plays_no_part(world: World, shuffled: Any) -> None:
    others = list(world.lines)
    shuffled.shuffle(others)
    assert _settled(world, others) == _settled(world, world.lines)


@given(worlds())
def test_a_line_with_number_and_sum_is_settled_unless_another_took_the_batch(world: World) -> None:
    found, _ = _settled(world, world.lines)
    settled = {match.batch: match.line_id for match in found.matches}
    for line in world.lines:
        for number, batch in world.books.batches.items():
            if line.batch_reference == number and line.amount == total([each.amount for each in batch.facts.items]):
                assert number in settled
