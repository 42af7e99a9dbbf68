"""Laws of contract periods: no day is left out, none is invoiced twice, whatever day a contract begins on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, pairwise

from hypothesis import given
from hypothesis import strategies as st

from pyxl.invoicing.contract_lines import next_due, open_periods
from pyxl.invoicing.contract_rows import MONTHS, Contract, Interval
from pyxl.invoicing.periods import periods
from pyxl.ledger.books import Books
from pyxl.ledger.events import ContractPeriod

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
INTERVALS = st.sampled_from(Interval)


def _contract(starts_on: date, interval: Interval) -> Contract:
    return Contract(
        line_id="C1",
        contract_number="V-1",
        customer_number="K1",
        item_number="I1",
        quantity=Decimal(1),
        interval=interval,
        starts_on=starts_on,
    )


@given(DAYS, INTERVALS)
def test_each_period_begins_the_day_after_the_one_before(starts_on: date, interval: Interval) -> None:
    found = list(islice(periods(starts_on, MONTHS[interval]), 40))
    assert found[0].start == starts_on
    for before, after in pairwise(found):
        assert before.start <= before.end
        assert after.start == before.end + timedelta(days=1)


@given(DAYS, INTERVALS, st.lists(DAYS, min_size=1, max_size=6), st.lists(DAYS, min_size=1, max_size=6))
def test_no_day_is_invoiced_twice_though_dates_change(
    first: date, interval: Interval, clicked_on: list[date], begins: list[date]
) -> None:
    books, contract = Books(), _contract(first, interval)
    for day, begin in zip(clicked_on, begins, strict=False):
        for period in open_periods(contract, books, day):
            books.contract_periods.setdefault("C1", {})[period.start] = ContractPeriod("C1", *period)
        assert open_periods(contract, books, day) == []
        contract = _contract(begin, interval)
    billed = sorted((each.start, each.end) for each in books.contract_periods.get("C1", {}).values())
    assert all(before[1] < after[0] for before, after in pairwise(billed))


@given(DAYS, INTERVALS, DAYS)
def test_what_is_next_due_is_the_first_that_is_open(starts_on: date, interval: Interval, day: date) -> None:
    contract = _contract(starts_on, interval)
    found = open_periods(contract, Books(), day)
    assert next_due(contract, []) == starts_on
    after = next_due(contract, found)
    assert after
    assert after > day or not found
