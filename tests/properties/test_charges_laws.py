"""Laws of booked charges: the same is asked, booked or not; the ledger balances; no interest on interest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.core.money import Money, total
from pyxl.core.outcome import Series
from pyxl.dunning.planning import plan_letters
from pyxl.dunning.plans import LetterPlan, Policy
from pyxl.dunning.posting import DunningPosting, DunningWithdrawal, withdrawal_of
from pyxl.dunning.stops import InReview
from pyxl.ledger import events as ev
from pyxl.ledger.rows import OpenItem

from .test_dunning_laws import FIRM, POLICY, Recorded, World, worlds

BOOKING = replace(FIRM, books_charges=True)
WITH_INTEREST = replace(POLICY, levels=tuple(replace(level, charges_interest=True) for level in POLICY.levels))
NOBODY = InReview(frozenset(), frozenset())


def plans_of(world: World, as_of: date, policy: Policy = POLICY) -> list[LetterPlan]:
    """The letters of that day, over invoices and what letters before them charged."""
    books = world.books
    rows = [(row, books.items[row.invoice_number].amount_open) for row in world.items]
    rows += [
        (_row(state.facts), state.amount_open)
        for number, state in books.items.items()
        if books.dunning.is_charge(number)
    ]
    plans = plan_letters(rows, world.customers, books, NOBODY, policy, as_of)
    return [plan for plan in plans if plan.level]


def _row(facts: ev.ItemFacts) -> OpenItem:
    return OpenItem(
        invoice_number=facts.invoice_number,
        invoice_date=facts.invoice_date,
        customer_number=facts.customer_number,
        gross_amount=facts.gross_amount,
        due_date=facts.due_date,
    )


def written(world: World, plan: LetterPlan, as_of: date, *, booked: bool) -> str:
    """Writes the letter; its number."""
    number = f"MA-{len(world.events):05}"
    firm = BOOKING if booked else FIRM
    posting = DunningPosting(plan, firm, as_of, Series("MA-{00001}", as_of.year), world.books)
    world.events.append(Recorded(posting.kind, posting.key, posting.payload(number), number))
    return number


def withdrawn(world: World, number: str) -> DunningWithdrawal:
    """Takes the letter back."""
    payload = next(event.payload for event in world.events if event.number == number)
    posting = withdrawal_of(payload, world.books)
    assert posting is not None
    world.events.append(Recorded(posting.kind, posting.key, posting.payload("")))
    return posting


def owed(world: World, customer: str) -> Money:
    """What the books say the customer owes, credits deducted."""
    items = world.books.items.values()
    return total([each.amount_open for each in items if each.facts.customer_number == customer])


@settings(deadline=None)
@given(worlds(), st.lists(st.integers(4, 40), min_size=1, max_size=5))
def test_asked_is_the_same_whether_charges_are_booked_or_not(world: World, gaps: list[int]) -> None:
    other, day = World(world.customers, world.items, list(world.events)), date(2026, 4, 1)
    for gap in gaps:
        day += timedelta(gap)
        asked, booked = (plans_of(each, day, WITH_INTEREST) for each in (world, other))
        assert {plan.customer_number: plan.asked for plan in asked} == {
            plan.customer_number: plan.asked for plan in booked
        }
        for plan in asked:
            written(world, plan, day, booked=False)
        for plan in booked:
            written(other, plan, day, booked=True)


@settings(deadline=None)
@given(worlds(), st.lists(st.integers(4, 40), min_size=1, max_size=5))
def test_the_ledger_balances_after_each_letter(world: World, gaps: list[int]) -> None:
    day = date(2026, 4, 1)
    for gap in gaps:
        day += timedelta(gap)
        for plan in plans_of(world, day):
            before = owed(world, plan.customer_number)
            written(world, plan, day, booked=True)
            charged = plan.interest + plan.charges
            assert owed(world, plan.customer_number) == before + max(charged, Money.zero())


@settings(deadline=None)
@given(worlds(), st.integers(20, 60), st.integers(4, 40))
def test_a_letter_taken_back_leaves_what_was_owed_before(world: World, first: int, gap: int) -> None:
    day = date(2026, 4, 1) + timedelta(first)
    for as_of in (day, day + timedelta(gap)):
        for plan in plans_of(world, as_of):
            before = owed(world, plan.customer_number)
            withdrawn(world, written(world, plan, as_of, booked=True))
            assert owed(world, plan.customer_number) == before
            again = next(each for each in plans_of(world, as_of) if each.customer_number == plan.customer_number)
            assert again.asked == plan.asked
            written(world, again, as_of, booked=True)


@settings(deadline=None)
@given(worlds(), st.lists(st.integers(4, 40), min_size=2, max_size=5))
def test_interest_runs_on_invoices_alone(world: World, gaps: list[int]) -> None:
    day = date(2026, 4, 1)
    for gap in gaps:
        day += timedelta(gap)
        for plan in plans_of(world, day):
            assert not any(world.books.dunning.is_charge(claim.row.invoice_number) for claim in plan.claims)
            assert all(line.principal <= claim.row.gross_amount for claim in plan.claims for line in claim.interest)
            written(world, plan, day, booked=True)


@settings(deadline=None)
@given(worlds(), st.integers(20, 60))
def test_a_letter_is_the_same_under_whatever_number_it_was_asked_for_first(world: World, first: int) -> None:
    day = date(2026, 4, 1) + timedelta(first)
    for plan in plans_of(world, day, WITH_INTEREST):
        fresh, asked = (
            DunningPosting(plan, BOOKING, day, Series("MA-{00001}", day.year), world.books) for _ in range(2)
        )
        asked.payload("")
        assert asked.payload("MA-7") == fresh.payload("MA-7")
        assert asked.documents("MA-7") == fresh.documents("MA-7")
