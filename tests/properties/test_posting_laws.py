"""Laws of postings: whatever is sold, both sides are the same, nothing is lost by the split, and back is back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pyxl.accounting.account_rows import AccountRow
from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.charts import Account, AccountUse, Chart
from pyxl.accounting.determination import OwnAccounts
from pyxl.accounting.numbered import entries_of, numbered_balances
from pyxl.accounting.postings import Posting
from pyxl.accounting.sales import IN_EURO, Rate, sale
from pyxl.core.money import Money
from pyxl.invoicing.model import Invoice, InvoiceHead, InvoiceType, Party, TaxedAdjustment
from pyxl.invoicing.totals import assemble, payment_terms, price_line
from pyxl.reference_data.tax import VatCategory

DAY = date(2026, 3, 2)
SELLER = Party(name="Muster GmbH", vat_id="DE136695976")
RATES = {VatCategory.STANDARD: (Decimal("19.00"), Decimal("7.00")), VatCategory.INTRA_COMMUNITY: (Decimal(0),)}
GROUPS = ("", "Möbel", "Bücher")
OWN = OwnAccounts.of([AccountRow(rule_id="KO1", use=AccountUse.REVENUE, item_group="Möbel", number="8410")])


@st.composite
def taxes(draw: st.DrawFn) -> tuple[VatCategory, Decimal]:
    category = draw(st.sampled_from(list(RATES)))
    return category, draw(st.sampled_from(RATES[category]))


@st.composite
def invoices(draw: st.DrawFn, currency: str = "EUR") -> Invoice:
    """Lines of several rates and groups, goods that come back, and an allowance."""
    lines = []
    for place in range(1, draw(st.integers(1, 6)) + 1):
        category, rate = draw(taxes())
        lines.append(
            price_line(
                position=str(place),
                name="Ware",
                quantity=Decimal(draw(st.integers(-3, 20))),
                net_price=Decimal(draw(st.integers(0, 99_999))) / 100,
                vat_category=category,
                vat_rate=rate,
                currency=currency,
                item_group=draw(st.sampled_from(GROUPS)),
            )
        )
    category, rate = draw(st.sampled_from([(line.vat_category, line.vat_rate) for line in lines]))
    allowance = TaxedAdjustment(
        amount=Money.from_cents(draw(st.integers(0, 5000)), currency),
        reason="Rabatt",
        vat_category=category,
        vat_rate=rate,
        item_group=draw(st.sampled_from(GROUPS)),
    )
    head = InvoiceHead(
        number="RE-1",
        type_code=draw(st.sampled_from([InvoiceType.INVOICE, InvoiceType.CREDIT_NOTE])),
        issue_date=DAY,
        currency=currency,
        seller=SELLER,
        buyer=Party(name="Huber KG", country=draw(st.sampled_from(["DE", "AT", "CH"]))),
        payment_terms=payment_terms(DAY, 14, []),
        adjustments=(allowance,),
    )
    return assemble(head, lines)


def by_account(postings: Iterable[Posting]) -> dict[Account, int]:
    sums: dict[Account, int] = defaultdict(int)
    for posting in postings:
        for side, cents in posting.entries():
            sums[side.account] += cents
    return {account: cents for account, cents in sums.items() if cents}


@given(invoice=invoices())
def test_the_customer_owes_what_the_invoice_says_and_both_sides_are_the_same(invoice: Invoice) -> None:
    posting = sale(invoice, "RE-1", "10058", IN_EURO)
    sign = -1 if invoice.is_credit else 1
    assert posting.cents == sign * invoice.totals.gross.cents
    assert sum(cents for _, cents in posting.entries()) == 0


@given(invoice=invoices())
def test_the_split_by_groups_loses_no_cent_of_any_rate(invoice: Invoice) -> None:
    split = by_account([sale(invoice, "RE-1", "10058", IN_EURO)])
    lines = tuple(replace(line, item_group="") for line in invoice.lines)
    adjustments = tuple(replace(each, item_group="") for each in invoice.adjustments)
    whole = by_account([sale(replace(invoice, lines=lines, adjustments=adjustments), "RE-1", "10058", IN_EURO)])
    assert split == whole


@given(invoice=invoices())
def test_what_is_taken_back_leaves_every_account_at_nothing(invoice: Invoice) -> None:
    posting = sale(invoice, "RE-1", "10058", IN_EURO)
    assert by_account([posting, posting.taken_back(date(2026, 4, 1))]) == {}


@given(sold=st.lists(invoices(), max_size=4))
def test_single_entries_and_own_accounts_have_the_same_balances(sold: list[Invoice]) -> None:
    books = ChartBooks.of([sale(each, "RE-1", "10058", IN_EURO) for each in sold], Chart.SKR04, OWN)
    sums: dict[str, int] = defaultdict(int)
    for posting in books.postings:
        for entry in entries_of(posting):
            assert entry.cents > 0
            sums[books.number(entry.debit, DAY)] += entry.cents
            sums[books.number(entry.credit, DAY)] -= entry.cents
    listed = numbered_balances(books)
    assert {each.number: each.balance.cents for each in listed if each.balance.cents} == {
        number: cents for number, cents in sums.items() if cents
    }
    assert sum(each.balance.debit for each in listed) == sum(each.balance.credit for each in listed)


@given(invoice=invoices("USD"), rate=st.decimals("0.001", "400", places=4))
def test_another_currency_balances_in_euros(invoice: Invoice, rate: Decimal) -> None:
    """What the customer owes is rounded once, whatever the parts come to."""
    posting = sale(invoice, "RE-1", "10058", Rate("USD", rate))
    sign = -1 if invoice.is_credit else 1
    assert posting.cents == sign * Money.rounded(invoice.totals.gross.amount * rate).cents
    assert sum(cents for _, cents in posting.entries()) == 0
