"""Laws of a payment run: no bill is lost or paid twice, no transfer is below zero, and the sums are one sum."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pyxl.core.money import Money, total
from pyxl.ledger.payables.events import BillFacts
from pyxl.ledger.payables.payables import BillState
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables.duplicates import is_same_number
from pyxl.payables.planning import PlannedBill, is_worth_it, transfers_of
from pyxl.settings import TransferPer

SUPPLIERS = [Supplier(supplier_number=f"L{place}", name=f"Firma {place}") for place in range(3)]
AMOUNTS = st.integers(-50_000, 100_000).filter(bool)
DAY = date(2026, 10, 5)


def _planned(place: int, supplier: Supplier, cents: int, number: str) -> PlannedBill:
    amount = Money.from_cents(cents)
    facts = BillFacts(f"E-{place}", supplier.supplier_number, supplier.name, number, DAY, DAY, amount)
    return PlannedBill(BillState(facts, f"bill:{place}", "anna"), supplier, amount, None, (), (), ())


@st.composite
def runs(draw: st.DrawFn) -> list[PlannedBill]:
    """Bills and credit notes of a few suppliers."""
    given = draw(
        st.lists(st.tuples(st.sampled_from(SUPPLIERS), AMOUNTS, st.text(min_size=1, max_size=40)), max_size=12)
    )
    return [_planned(place, *each) for place, each in enumerate(given)]


@given(runs(), st.sampled_from(TransferPer))
def test_every_bill_is_in_one_transfer_or_waits(bills: list[PlannedBill], per: TransferPer) -> None:
    transfers, waiting = transfers_of(bills, per)
    found = Counter(each.bill.facts.bill_id for each in (*(bill for one in transfers for bill in one.bills), *waiting))
    assert found == Counter(each.bill.facts.bill_id for each in bills)
    assert all(each.amount.cents < 0 for each in waiting)


@given(runs(), st.sampled_from(TransferPer))
def test_a_transfer_pays_one_supplier_more_than_nothing(bills: list[PlannedBill], per: TransferPer) -> None:
    transfers, waiting = transfers_of(bills, per)
    for transfer in transfers:
        assert {each.bill.facts.supplier_number for each in transfer.bills} == {transfer.supplier.supplier_number}
        assert transfer.cents > 0
    paid = Money.from_cents(sum(transfer.cents for transfer in transfers))
    assert paid + total([each.amount for each in waiting]) == total([each.amount for each in bills])


@given(st.integers(1, 10_000), st.integers(10_001, 10**7), st.integers(0, 90), st.decimals(0, 30, places=2))
def test_the_longer_the_money_stays_the_less_a_discount_is_worth(
    discount: int, amount: int, days: int, percent: Decimal
) -> None:
    cash, owed = Money.from_cents(discount), Money.from_cents(amount)
    if is_worth_it(cash, owed, days + 1, percent):
        assert is_worth_it(cash, owed, days, percent)


@given(
    st.integers(1, 10**6), st.sampled_from(["RE-{}", "re {}", "RE/000{}", "Re.{}"]), st.sampled_from(["RE-{}", "RE{}"])
)
def test_a_number_is_the_same_however_it_is_written(number: int, one: str, other: str) -> None:
    assert is_same_number(one.format(number), other.format(number))
    assert not is_same_number(one.format(number), other.format(number + 1))
