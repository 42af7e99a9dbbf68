"""The rules BR-CO-10 to BR-CO-17 hold for every invoice, checked against exact fractions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.core.money import Money
from pyxl.core.plain import from_plain, to_plain
from pyxl.invoicing.model import Invoice, InvoiceHead, InvoiceLine, Party
from pyxl.invoicing.totals import assemble, cancellation_of, payment_terms, price_line
from pyxl.reference_data.tax import VatCategory

DAY = date(2026, 3, 4)
HEAD = InvoiceHead(
    number="RE-1", issue_date=DAY, seller=Party(name="A"), buyer=Party(name="B"), payment_terms=payment_terms(DAY, 14)
)
RATES = [
    (VatCategory.STANDARD, "19"),
    (VatCategory.STANDARD, "7.00"),
    (VatCategory.ZERO, "0"),
    (VatCategory.EXPORT, "0"),
]


def cents(value: Fraction) -> int:
    """Half up, away from zero, in whole cents."""
    size = floor(abs(value) * 100 + Fraction(1, 2))
    return size if value >= 0 else -size


@st.composite
def invoice_lines(draw: st.DrawFn) -> InvoiceLine:
    category, rate = draw(st.sampled_from(RATES))
    return price_line(
        position=str(draw(st.integers(1, 999))),
        name="x",
        quantity=draw(st.decimals(-100_000, 1_000_000, places=3)),
        net_price=draw(st.decimals(0, 100_000, places=4)),
        discount_percent=draw(st.decimals(0, 100, places=2)),
        vat_category=category,
        vat_rate=Decimal(rate),
    )


@settings(deadline=None)
@given(st.lists(invoice_lines(), min_size=1, max_size=12))
def test_totals_agree_with_exact_fractions(lines: list[InvoiceLine]) -> None:
    invoice = assemble(HEAD, lines)
    nets: list[int] = []
    groups: defaultdict[tuple[VatCategory, Fraction], int] = defaultdict(int)
    for line in lines:
        exact = Fraction(line.quantity) * Fraction(line.net_price) * (1 - Fraction(line.discount_percent) / 100)
        nets.append(cents(exact))
        groups[line.vat_category, Fraction(line.vat_rate)] += cents(exact)
    taxes = {key: cents(Fraction(base, 100) * key[1] / 100) for key, base in groups.items()}

    assert [line.net.cents for line in invoice.lines] == nets
    assert {(g.category, Fraction(g.rate)): (g.taxable.cents, g.tax.cents) for g in invoice.vat_groups} == {
        key: (groups[key], taxes[key]) for key in groups
    }
    assert invoice.totals.lines.cents == invoice.totals.net.cents == sum(nets)  # BR-CO-10, BR-CO-13
    assert invoice.totals.vat.cents == sum(taxes.values())  # BR-CO-14, BR-CO-17
    assert invoice.totals.gross == invoice.totals.due == invoice.totals.net + invoice.totals.vat  # BR-CO-15, BR-CO-16


@settings(deadline=None)
@given(st.lists(invoice_lines(), min_size=1, max_size=4))
def test_a_cancellation_takes_back_exactly_what_was_billed(lines: list[InvoiceLine]) -> None:
    invoice = assemble(HEAD, lines)
    credit = cancellation_of(invoice, "RK-1", DAY)
    assert invoice.totals.gross - credit.totals.gross == Money.zero()
    assert from_plain(Invoice, to_plain(credit)) == credit
