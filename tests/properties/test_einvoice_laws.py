"""What is written is read again as it was, in both syntaxes; and what pyxl adds up is right by exact fractions."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyxl.core.money import Money
from pyxl.formats.en16931.checking import check_before_issue
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.profiles import Profile
from pyxl.formats.en16931.reading import read_einvoice
from pyxl.formats.en16931.ubl import write_ubl
from pyxl.invoicing.en16931 import to_einvoice
from pyxl.invoicing.model import (
    Adjustment,
    Invoice,
    InvoiceLine,
    Prepayment,
    TaxedAdjustment,
)
from pyxl.invoicing.totals import assemble
from pyxl.reference_data.tax import VatCategory

from ..golden.einvoice_cases import HEAD, ISSUED, line
from .einvoices import einvoices

IS_STORM = os.environ.get("PYXL_STORM") == "full"
CALM = settings(max_examples=500 if IS_STORM else 200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RATES = {Decimal(19): VatCategory.STANDARD, Decimal(7): VatCategory.STANDARD, Decimal(0): VatCategory.ZERO}
AMOUNTS = st.decimals(0, 500, places=2)


@CALM
@given(einvoices())
def test_an_invoice_is_read_as_it_was_written_in_both_syntaxes(invoice: EInvoice) -> None:
    for write in (write_cii, write_ubl):
        reading = read_einvoice(write(invoice))
        assert reading.invoice == invoice
        assert (reading.unread, reading.unreadable) == ((), ())


@settings(CALM, max_examples=100)
@given(einvoices())
def test_the_checks_never_raise(invoice: EInvoice) -> None:
    for profile in ("urn:cen.eu:en16931:2017", "x:xrechnung_3.0", "peppol"):
        for found in check_before_issue(replace(invoice, specification=profile)):
            assert found.message("de")
            assert found.hint("en")


@st.composite
def lines(draw: st.DrawFn, position: int) -> InvoiceLine:
    rate = draw(st.sampled_from(sorted(RATES)))
    adjustments = [
        Adjustment(amount=Money.of(amount), is_charge=is_charge, reason="x")
        for amount, is_charge in draw(st.lists(st.tuples(AMOUNTS, st.booleans()), max_size=2))
    ]
    return line(
        str(position),
        quantity=draw(st.decimals(-100, 10_000, places=3)),
        net_price=draw(st.decimals(0, 5_000, places=4)),
        discount_percent=draw(st.decimals(0, 100, places=2)),
        vat_category=RATES[rate],
        vat_rate=rate,
        adjustments=tuple(adjustments),
    )


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    """What an order can become: lines at three rates, allowances and charges, invoices on account."""
    adjustments = [
        TaxedAdjustment(
            amount=Money.of(amount), is_charge=is_charge, reason="x", vat_category=RATES[rate], vat_rate=rate
        )
        for amount, is_charge, rate in draw(
            st.lists(st.tuples(AMOUNTS, st.booleans(), st.sampled_from(sorted(RATES))), max_size=3)
        )
    ]
    prepaid = draw(st.lists(AMOUNTS, max_size=2))
    prepayments = [
        Prepayment(number=f"RE-{number}", issue_date=ISSUED, gross=Money.of(amount), vat=Money.zero())
        for number, amount in enumerate(prepaid)
    ]
    head = replace(HEAD, adjustments=tuple(adjustments), prepayments=tuple(prepayments))
    return assemble(head, [draw(lines(position)) for position in range(1, draw(st.integers(1, 6)) + 1)])


def cents(value: Fraction) -> int:
    """Half up, away from zero, in whole cents."""
    size = floor(abs(value) * 100 + Fraction(1, 2))
    return size if value >= 0 else -size


def signed(adjustment: Adjustment) -> int:
    return adjustment.amount.cents if adjustment.is_charge else -adjustment.amount.cents


@settings(CALM, max_examples=300)
@given(invoices())
def test_totals_agree_with_exact_fractions(invoice: Invoice) -> None:
    groups: defaultdict[Fraction, int] = defaultdict(int)
    for each in invoice.lines:
        exact = Fraction(each.quantity) * Fraction(each.net_price) * (1 - Fraction(each.discount_percent) / 100)
        groups[Fraction(each.vat_rate)] += cents(exact) + sum(map(signed, each.adjustments))
    sum_lines = sum(groups.values())
    for adjustment in invoice.adjustments:
        groups[Fraction(adjustment.vat_rate)] += signed(adjustment)
    vat = sum(cents(Fraction(base, 100) * rate / 100) for rate, base in groups.items())
    prepaid = sum(each.gross.cents for each in invoice.prepayments)

    einvoice = to_einvoice(invoice)
    totals = einvoice.totals
    assert totals.lines == Decimal(sum_lines) / 100
    assert totals.net == Decimal(sum(groups.values())) / 100
    assert totals.vat == Decimal(vat) / 100
    assert totals.gross == Decimal(sum(groups.values()) + vat) / 100
    assert totals.due == Decimal(sum(groups.values()) + vat - prepaid) / 100


@pytest.mark.parametrize("profile", list(Profile))
@settings(CALM, max_examples=100)
@given(invoice=invoices())
def test_what_is_assembled_breaks_no_rule(profile: Profile, invoice: Invoice) -> None:
    assert [found.message("en") for found in check_before_issue(to_einvoice(invoice, profile))] == []
