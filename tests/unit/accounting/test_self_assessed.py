"""Bills whose VAT the firm owes itself: both sides of the tax, in the accounts, in the VAT return and for DATEV."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyxl.accounting.balances import trial_balance
from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.charts import Account, Chart
from pyxl.accounting.exports import datev_batch
from pyxl.accounting.payments import settlements
from pyxl.accounting.postings import Posting
from pyxl.accounting.purchases import bill
from pyxl.accounting.vat_return import vat_return
from pyxl.core.labels import Label
from pyxl.core.money import Money
from pyxl.formats.bookkeeping.datev_extf import DatevHead
from pyxl.ledger.events import AllocatedPart, LineAllocated
from pyxl.ledger.payables.events import BillFacts, BillReceived
from pyxl.ledger.payables.rows import BillTax
from pyxl.payables.self_assessing import of_row

DAY = date(2026, 3, 2)
OWED = [tax for tax in BillTax if tax is not BillTax.ON_BILL]


def received(net: Money, tax: BillTax, country: str = "AT") -> BillReceived:
    owed = of_row(tax, net, DAY)
    facts = BillFacts("E1", "70002", "Wiener Software", "W-1", DAY, DAY, net, tax=tax.name, self_assessed=owed,
                      supplier_country=country)  # fmt: skip
    return BillReceived(facts, (), "anna")


def paid(received: BillReceived, discount: Money) -> Posting:
    facts = received.facts
    part = AllocatedPart("E1", "70002", discount - facts.gross_amount, -discount, is_bill=True)
    line = LineAllocated("B-1", DAY, part.amount, (part,), Label("paid", "bezahlt"))
    [posting] = settlements(line, lambda _: "Wiener Software", lambda _: facts)
    return posting


@given(
    cents=st.integers(-10_000_000, 10_000_000), tax=st.sampled_from(OWED), country=st.sampled_from(["DE", "AT", "US"])
)
def test_it_balances_owes_the_supplier_the_net_amount_and_costs_no_tax(cents: int, tax: BillTax, country: str) -> None:
    posting = bill(received(Money.from_cents(cents), tax, country))
    assert sum(amount for _, amount in posting.entries()) == 0
    assert posting.cents == -cents
    assert vat_return([posting]).payable == 0


@pytest.mark.parametrize(
    ("tax", "country", "codes"),
    [
        (BillTax.REVERSE_CHARGE, "DE", {"84": (1000, 19000), "67": (0, 19000)}),
        (BillTax.REVERSE_CHARGE, "AT", {"46": (1000, 19000), "67": (0, 19000)}),
        (BillTax.REVERSE_CHARGE_REDUCED, "US", {"84": (1000, 7000), "67": (0, 7000)}),
        (BillTax.ACQUISITION, "AT", {"89": (1000, 19000), "61": (0, 19000)}),
        (BillTax.ACQUISITION_REDUCED, "FR", {"93": (1000, 7000), "61": (0, 7000)}),
    ],
)
def test_base_and_tax_stand_under_their_figures(tax: BillTax, country: str, codes: dict[str, tuple[int, int]]) -> None:
    rows = vat_return([bill(received(Money.of("1000.00"), tax, country))]).rows
    assert {row.code: (row.base, row.tax) for row in rows} == codes


def test_a_discount_lowers_base_and_both_taxes() -> None:
    """§ 17 (1) UStG: 2 % of 1,000 EUR."""
    entered = received(Money.of("1000.00"), BillTax.REVERSE_CHARGE)
    postings = [bill(entered), paid(entered, Money.of("20.00"))]
    rows = {row.code: (row.base, row.tax) for row in vat_return(postings).rows}
    assert rows == {"46": (980, 18620), "67": (0, 18620)}
    assert trial_balance(postings)[Account.PAYABLES].cents == 0


def test_datev_gets_one_row_over_the_net_amount() -> None:
    """3123 is an automatic account: DATEV works out both sides of the tax."""
    posting = bill(received(Money.of("1000.00"), BillTax.REVERSE_CHARGE))
    head = DatevHead(consultant=1001, client=1, chart="03", year_start=date(2026, 1, 1), start=DAY, end=DAY, name="",
                     created=DAY)  # fmt: skip
    [row] = datev_batch(ChartBooks.of([posting], Chart.SKR03), head).decode("cp1252").split("\r\n")[2:-1]
    fields = row.split(";")
    assert [fields[place] for place in (0, 1, 6, 7, 8)] == ["1000,00", '"H"', "70002", "3123", '""']
