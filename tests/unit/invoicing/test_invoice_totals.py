"""The sums of an invoice, to the cent, and what a cancellation keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pyxl.core.money import Money
from pyxl.core.plain import canonical_json, from_plain, to_plain
from pyxl.invoicing.model import CashDiscount, Invoice, InvoiceLine, InvoiceType
from pyxl.invoicing.totals import (
    cancellation_of,
    line_discount,
    line_net,
    payment_terms,
    with_cash_discount,
)
from pyxl.reference_data.tax import TaxCase, VatCategory

MakeLine = Callable[..., InvoiceLine]
MakeInvoice = Callable[..., Invoice]


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "net"),
    [
        ("1", "0.005", "0", "0.01"),
        ("1", "0.0049", "0", "0.00"),
        ("3", "0.3333", "0", "1.00"),
        ("-1", "0.005", "0", "-0.01"),
        ("10", "7.4950", "10", "67.46"),
        ("1", "100", "100", "0.00"),
        ("2.5", "9.99", "33.33", "16.65"),
    ],
)
def test_line_net_is_rounded_half_up_once(quantity: str, price: str, discount: str, net: str) -> None:
    assert line_net(Decimal(quantity), Decimal(price), Decimal(discount)) == Money.of(net)


def test_vat_is_rounded_per_group_and_not_per_line(make_line: MakeLine, make_invoice: MakeInvoice) -> None:
    # 19 % of 0.03 is 0.0057: three lines would give 0.03 rounded one by one, but are 0.02 together.
    lines = [make_line(position=str(n), quantity=Decimal(1), net_price=Decimal("0.03")) for n in range(3)]
    invoice = make_invoice(*lines)
    assert (invoice.totals.net, invoice.totals.vat) == (Money.of("0.09"), Money.of("0.02"))


def test_groups_by_category_and_rate_highest_first(make_line: MakeLine, make_invoice: MakeInvoice) -> None:
    invoice = make_invoice(
        make_line(position="1", vat_rate=Decimal(7)),
        make_line(position="2"),
        make_line(position="3", vat_rate=Decimal("7.00")),
        make_line(position="4", vat_rate=Decimal(0), vat_category=VatCategory.ZERO),
    )
    assert [(group.category.value, group.rate, group.taxable) for group in invoice.vat_groups] == [
        ("S", Decimal(19), Money.of("379.80")),
        ("S", Decimal(7), Money.of("759.60")),
        ("Z", Decimal(0), Money.of("379.80")),
    ]


@pytest.mark.parametrize(
    ("case", "category", "text", "reason"),
    [
        (TaxCase.REVERSE_CHARGE, VatCategory.REVERSE_CHARGE, "", "Steuerschuldnerschaft des Leistungsempfängers"),
        (TaxCase.EXEMPT, VatCategory.EXEMPT, "Steuerfrei nach § 4 Nr. 12 UStG", "Steuerfrei nach § 4 Nr. 12 UStG"),
        (TaxCase.EXEMPT, VatCategory.EXEMPT, "", "Umsatzsteuerfrei gemäß § 4 UStG"),
    ],
)
def test_an_untaxed_group_says_why(
    case: TaxCase, category: VatCategory, text: str, reason: str, make_line: MakeLine, make_invoice: MakeInvoice
) -> None:
    line = make_line(vat_category=category, vat_rate=Decimal(0), tax_case=case)
    (group,) = make_invoice(line, exemption_text=text).vat_groups
    assert (group.reason, group.tax) == (reason, Money.of(0))


def test_other_currencies_round_to_their_own_units(make_line: MakeLine, make_invoice: MakeInvoice) -> None:
    invoice = make_invoice(make_line(currency="JPY", net_price=Decimal("100.5"), quantity=Decimal(1)), currency="JPY")
    assert invoice.totals.gross == Money.of(101 + 19, "JPY")


def test_a_cancellation_keeps_the_amounts_and_names_the_original(make_invoice: MakeInvoice) -> None:
    invoice = make_invoice()
    credit = cancellation_of(invoice, "RK-2026-0001", date(2026, 4, 1))
    assert credit.type_code is InvoiceType.CREDIT_NOTE
    assert (credit.preceding_number, credit.preceding_date) == (invoice.number, invoice.issue_date)
    assert (credit.totals, credit.lines, credit.vat_groups) == (invoice.totals, invoice.lines, invoice.vat_groups)
    assert credit.totals.gross > Money.of(0)
    assert (credit.payment_terms.cash_discounts, credit.remittance_text) == ((), "")


def test_a_credit_note_is_not_cancelled_again(make_invoice: MakeInvoice) -> None:
    credit = cancellation_of(make_invoice(), "RK-1", date(2026, 4, 1))
    with pytest.raises(AssertionError):
        cancellation_of(credit, "RK-2", date(2026, 4, 2))


def test_terms_are_counted_from_the_issue_date_earliest_discount_first() -> None:
    terms = payment_terms(date(2026, 2, 20), 30, [(Decimal(1), 14), (Decimal(2), 8)])
    assert terms.due_date == date(2026, 3, 22)
    assert [(part.percent, part.until) for part in terms.cash_discounts] == [
        (Decimal(2), date(2026, 2, 28)),
        (Decimal(1), date(2026, 3, 6)),
    ]


def test_cash_discount_is_taken_from_the_gross_total() -> None:
    discount = CashDiscount(percent=Decimal("2.5"), days=10, until=date(2026, 3, 14))
    assert with_cash_discount(Money.of("901.51"), discount) == (Money.of("22.54"), Money.of("878.97"))


def test_line_discount_in_money_fits_the_net_amount(make_line: MakeLine) -> None:
    line = make_line(quantity=Decimal(10), net_price=Decimal("7.4950"), discount_percent=Decimal(10))
    assert line_discount(line) == (Money.of("7.49"), Money.of("67.46"))


def test_the_journal_stores_an_invoice_whole(make_invoice: MakeInvoice) -> None:
    invoice = make_invoice()
    data = to_plain(invoice)
    assert from_plain(Invoice, data) == invoice
    assert canonical_json(to_plain(from_plain(Invoice, data))) == canonical_json(data)
