"""Laws of the VAT in discounts and write-offs (§ 17 UStG): rounding loses nothing, and all of it is the invoice's."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pyxl.core.money import Money, total
from pyxl.ledger.vat import VatShare, vat_corrections

RATES = st.sampled_from([Decimal(19), Decimal(7), Decimal("5.5"), Decimal(0)])


@st.composite
def invoices(draw: st.DrawFn) -> list[tuple[VatShare, Money]]:
    """The shares of an invoice as it is issued: VAT on the net of each rate, rounded once; with the VAT of each."""
    groups = []
    for rate in draw(st.lists(RATES, min_size=1, max_size=4, unique=True)):
        net = Money.from_cents(draw(st.integers(1, 10**7)))
        vat = Money.rounded(net.amount * rate / 100)
        groups.append((VatShare("S" if rate else "AE", rate, net + vat), vat))
    return groups


@given(invoices(), st.data())
def test_net_and_vat_are_the_gross_amount_and_each_rate_is_split_once(
    invoice: list[tuple[VatShare, Money]], data: st.DataObject
) -> None:
    shares = [share for share, _ in invoice]
    gross = total([share.gross for share in shares])
    less = Money.from_cents(data.draw(st.integers(1, gross.cents)))
    parts = vat_corrections(shares, less)
    assert total([part.net + part.vat for part in parts]) == less
    assert all(
        part.vat == Money.rounded((part.net + part.vat).amount * part.rate / (100 + part.rate)) for part in parts
    )
    assert [(-part.net, -part.vat) for part in parts] == [
        (part.net, part.vat) for part in vat_corrections(shares, -less)
    ]


@given(invoices(), st.data())
def test_every_rate_gets_its_share_to_the_cent(invoice: list[tuple[VatShare, Money]], data: st.DataObject) -> None:
    shares = [share for share, _ in invoice]
    gross = total([share.gross for share in shares])
    less = data.draw(st.integers(1, gross.cents))
    found = {part.rate: (part.net + part.vat).cents for part in vat_corrections(shares, Money.from_cents(less))}
    for share in shares:
        exact = Decimal(less) * share.gross.cents / gross.cents
        assert abs(found.get(share.rate, 0) - exact) < 1


@given(invoices())
def test_a_whole_invoice_written_off_is_its_whole_vat(invoice: list[tuple[VatShare, Money]]) -> None:
    shares = [share for share, _ in invoice]
    parts = vat_corrections(shares, total([share.gross for share in shares]))
    assert [(part.rate, part.vat) for part in parts] == [(share.rate, vat) for share, vat in invoice]


def test_what_has_no_rate_is_not_split() -> None:
    euros = Money.of("2.38")
    assert vat_corrections((), euros) == ()
    assert vat_corrections((VatShare("E", Decimal(0), Money.of(119)),), euros) == ()
    assert vat_corrections((VatShare("S", Decimal(19), Money.zero()),), euros) == ()
