"""Laws of dunning: interest to the cent against an oracle that counts days, sums that add up, nothing asked twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.core.money import Money, total
from pyxl.core.outcome import Series
from pyxl.core.plain import to_plain
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.dunning.base_rates import PUBLISHED, BaseRates
from pyxl.dunning.default_begin import DefaultTerms, default_begin
from pyxl.dunning.interest import InterestLine, interest_lines, principals
from pyxl.dunning.levels import DEFAULT_LEVELS
from pyxl.dunning.planning import plan_letters
from pyxl.dunning.plans import LetterPlan, Policy
from pyxl.dunning.posting import DunningPosting
from pyxl.dunning.stops import InReview
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer, CustomerKind
from pyxl.settings import Settings

DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))
RATES = BaseRates.of({})
ONE_DAY = timedelta(1)
FIRM = Settings(company_name="Muster GmbH", street="Ring 1", postcode="34117", city="Kassel")
POLICY = Policy(DEFAULT_LEVELS, RATES, DefaultTerms(True, False), Money.of(5), 3)


def _rate_on(day: date) -> Decimal:
    """The oracle's own reading of the table."""
    return next((PUBLISHED[since] for since in sorted(PUBLISHED, reverse=True) if since <= day), Decimal("-0.88"))


def _cents(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _oracle(amounts: dict[date, Decimal], points: int) -> list[Decimal]:
    """Day by day: what was owed that day at that day's rate, gathered while half-year and amount stay the same."""
    groups: dict[tuple[int, bool, Decimal, int], Fraction] = {}
    run, before = 0, Decimal(-1)
    for day, amount in sorted(amounts.items()):
        run, before = run + (amount != before), amount
        key = (day.year, day.month > 6, amount, run)
        groups.setdefault(key, Fraction(0))
        groups[key] += Fraction(amount) * (Fraction(_rate_on(day)) + points) / 100 / 365
    return [_cents(value) for (_, _, amount, _), value in groups.items() if amount > 0]


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 5_000_000),
    DAYS,
    st.integers(0, 900),
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 900_000)), max_size=3, unique_by=lambda each: each[0]),
    st.sampled_from([5, 9]),
)
def test_interest_is_that_of_an_oracle_that_counts_days(
    cents: int, first: date, length: int, paid: list[tuple[int, int]], points: int
) -> None:
    last, open_now = first + timedelta(length), Money.from_cents(cents)
    payments = [(first + timedelta(after), Money.from_cents(amount)) for after, amount in paid if after <= length]
    lines = interest_lines(principals(open_now, payments, first, last), RATES, Decimal(points))
    owed = {}
    day = first
    while day <= last:
        owed[day] = open_now.amount + sum((amount.amount for on, amount in payments if on >= day), Decimal(0))
        day += ONE_DAY
    assert [line.amount.amount for line in lines] == _oracle(owed, points)
    assert sum(line.days for line in lines) == length + 1
    assert _is_seamless(lines)


def _is_seamless(lines: tuple[InterestLine, ...]) -> bool:
    return all(later.first == earlier.last + ONE_DAY for earlier, later in pairwise(lines))


@settings(deadline=None)
@given(DAYS, DAYS, st.booleans(), st.none() | DAYS, st.booleans(), st.booleans())
def test_a_reminder_never_puts_default_off(
    due: date, invoiced: date, is_consumer: bool, reminded: date | None, agreed: bool, told: bool
) -> None:
    terms = DefaultTerms(agreed, told)
    begin = default_begin(due, invoiced, is_consumer, reminded, terms)
    without = default_begin(due, invoiced, is_consumer, None, terms)
    if without:
        assert begin is not None
        assert begin.first_day <= without.first_day
    assert (begin is None) == (reminded is None and not agreed and is_consumer and not told)


@dataclass(frozen=True)
class Recorded:
    """An event as the books read it."""

    kind: str
    key: str
    payload: Any
    number: str = ""
    run_id: str = "R-1"


@dataclass
class World:
    """Customers with open items, and the letters that were written."""

    customers: Table[Customer]
    items: list[OpenItem]
    events: list[Recorded] = field(default_factory=list)

    @property
    def books(self) -> Books:
        return Books.from_events(self.events)

    def plans(self, as_of: date) -> list[LetterPlan]:
        rows = [(row, row.gross_amount) for row in self.items]
        return plan_letters(rows, self.customers, self.books, InReview(frozenset(), frozenset()), POLICY, as_of)

    def dun(self, as_of: date) -> list[LetterPlan]:
        """Writes every letter that is planned."""
        plans, books = [plan for plan in self.plans(as_of) if plan.level], self.books
        for plan in plans:
            number = f"MA-{len(self.events):05}"
            posting = DunningPosting(plan, FIRM, as_of, Series("MA-{00001}", as_of.year), books)
            assert not {posting.key} & {event.key for event in self.events}
            self.events.append(Recorded(posting.kind, posting.key, posting.payload(number), number))
        return plans


@st.composite
def worlds(draw: st.DrawFn) -> World:
    kinds = st.sampled_from([None, *CustomerKind])
    people = tuple(
        Customer(customer_number=f"D{place}", name=f"Kunde {place}", street="Weg 1", city="Ort", customer_kind=kind)
        for place, kind in enumerate(draw(st.lists(kinds, min_size=1, max_size=3)))
    )
    due = st.dates(date(2026, 3, 1), date(2026, 6, 30))
    facts = draw(
        st.lists(st.tuples(st.integers(0, len(people) - 1), st.integers(-5_000, 90_000), due), min_size=1, max_size=8)
    )
    items = [
        OpenItem(
            invoice_number=f"R-{place}",
            invoice_date=day - timedelta(14),
            customer_number=f"D{customer}",
            gross_amount=Money.from_cents(cents or 1),
            due_date=day,
        )
        for place, (customer, cents, day) in enumerate(facts)
    ]
    opened = ev.ItemsOpened(
        tuple(
            ev.ItemFacts(row.invoice_number, row.customer_number, "", row.invoice_date, row.due_date, row.gross_amount)
            for row in items
        )
    )
    owners = {each.customer_number: each for each in people}
    table = Table(schema_of(Customer), people, key_owner=owners)
    return World(table, items, [Recorded(ev.OPENING, "opening", to_plain(opened))])


@settings(deadline=None)
@given(worlds(), st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_sums_add_up_and_no_level_is_skipped_or_given_twice(world: World, gaps: list[int]) -> None:
    day, seen = date(2026, 4, 1), dict[str, int]()
    for gap in gaps:
        day += timedelta(gap)
        for plan in world.dun(day):
            assert plan.customer is not None
            opened = total([claim.open for claim in plan.claims])
            assert plan.overdue == opened - plan.credit
            assert plan.asked == plan.overdue + plan.interest + plan.charges
            assert all(claim.row.customer_number == plan.customer_number for claim in plan.claims)
            for claim in plan.claims:
                assert claim.row.due_date < day
                assert claim.level == seen.get(claim.row.invoice_number, 0) + claim.rises
                seen[claim.row.invoice_number] = claim.level
        assert not world.dun(day), "a second run on the same day writes nothing"


@settings(deadline=None)
@given(worlds(), st.integers(20, 120))
def test_each_invoice_pays_the_lump_sum_once_and_consumers_never(world: World, step: int) -> None:
    day, asked = date(2026, 5, 1), dict[str, int]()
    for _ in range(5):
        day += timedelta(step)
        for plan in world.dun(day):
            for claim in plan.claims:
                if claim.lump_sum:
                    assert plan.customer is not None
                    assert plan.customer.customer_kind is CustomerKind.BUSINESS
                    asked[claim.row.invoice_number] = asked.get(claim.row.invoice_number, 0) + 1
    assert all(count == 1 for count in asked.values())


@settings(deadline=None)
@given(worlds(), st.integers(7, 60))
def test_every_overdue_invoice_is_in_a_letter_or_has_a_reason(world: World, after: int) -> None:
    day = date(2026, 5, 1) + timedelta(after)
    plans = world.plans(day)
    named = {claim.row.invoice_number for plan in plans for claim in plan.claims}
    named |= {number for plan in plans for number, _ in plan.stopped}
    overdue = {row.invoice_number for row in world.items if row.gross_amount.cents > 0 and row.due_date < day}
    assert named == overdue
