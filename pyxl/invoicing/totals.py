"""The sums of an invoice: each rounded once, in the place the norm names, so that EN 16931 adds up to the cent.

Line net is rounded, VAT is calculated once per category and rate on the sum of its lines (never per line), and the
gross total is net plus VAT. By construction BR-CO-10 and BR-CO-13 to BR-CO-17 hold.

    >>> line = price_line(position="1", name="Screws", quantity=Decimal(3), net_price=Decimal("0.3333"),
    ...                   vat_category=VatCategory.STANDARD, vat_rate=Decimal(19))
    >>> line.net
    Money('1.00', 'EUR')
    >>> [str(group.tax) for group in vat_groups((line, line), "de")]
    ['0.38 EUR']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from pyxl.core.labels import Language
from pyxl.core.money import EURO, Money, total
from pyxl.invoicing.model import (
    Adjustment,
    CashDiscount,
    Invoice,
    InvoiceHead,
    InvoiceLine,
    InvoiceType,
    PaymentTerms,
    TaxedAdjustment,
    Totals,
    VatGroup,
)
from pyxl.reference_data.tax import TREATMENTS, TaxCase, VatCategory, legal_note

HUNDRED = Decimal(100)
PRICE_PLACES = 4
PRECISION = 60
"""Digits for products before the one rounding: the usual 28 could round large amounts a first time, unseen."""


def adjusted(net: Money, adjustments: Iterable[Adjustment]) -> Money:
    """The amount less allowances plus charges."""
    return sum((each.amount if each.is_charge else -each.amount for each in adjustments), start=net)


def line_net(
    quantity: Decimal,
    net_price: Decimal,
    discount_percent: Decimal,
    currency: str = EURO,
    base_quantity: Decimal = Decimal(1),
) -> Money:
    """BT-131: quantity times price (of `base_quantity` units) less the discount in percent, rounded half up once.

    >>> line_net(Decimal("2.5"), Decimal("9.99"), Decimal(10))
    Money('22.48', 'EUR')
    """
    with localcontext(prec=PRECISION):
        share = (HUNDRED - discount_percent) / HUNDRED
        return Money.rounded(quantity * net_price * share / base_quantity, currency)


def price_line(
    *,
    position: str,
    name: str,
    quantity: Decimal,
    net_price: Decimal,
    vat_category: VatCategory,
    vat_rate: Decimal,
    discount_percent: Decimal = Decimal(0),
    currency: str = EURO,
    item_number: str = "",
    description: str = "",
    unit_code: str = "C62",
    unit_label: str = "",
    tax_case: TaxCase = TaxCase.DOMESTIC,
    order_reference: str = "",
    order_line_id: str = "",
    delivery_note: str = "",
    supplied_on: date | None = None,
    adjustments: tuple[Adjustment, ...] = (),
    base_quantity: Decimal = Decimal(1),
    item_group: str = "",
) -> InvoiceLine:
    """A line with its net amount. The caller has checked the row: price not negative (BR-27), discount 0 to 100."""
    assert net_price >= 0, f"unit price {net_price}"
    assert net_price == round(net_price, PRICE_PLACES), f"unit price {net_price}"
    assert 0 <= discount_percent <= HUNDRED, f"discount {discount_percent} %"
    return InvoiceLine(
        position=position,
        item_number=item_number,
        name=name,
        description=description,
        quantity=quantity,
        unit_code=unit_code,
        unit_label=unit_label,
        net_price=net_price,
        discount_percent=discount_percent,
        net=adjusted(line_net(quantity, net_price, discount_percent, currency, base_quantity), adjustments),
        vat_category=vat_category,
        vat_rate=vat_rate,
        tax_case=tax_case,
        order_reference=order_reference,
        order_line_id=order_line_id,
        delivery_note=delivery_note,
        supplied_on=supplied_on,
        adjustments=adjustments,
        base_quantity=base_quantity,
        item_group=item_group,
    )


def vat_groups(
    lines: Sequence[InvoiceLine],
    language: Language,
    currency: str = EURO,
    exemption_text: str = "",
    adjustments: Sequence[TaxedAdjustment] = (),
) -> tuple[VatGroup, ...]:
    """BG-23: one group per category and rate, highest rate first; VAT rounded half up once per group (BR-CO-17)."""
    taxed: tuple[InvoiceLine | TaxedAdjustment, ...] = (*lines, *adjustments)
    keys = sorted({(each.vat_category, each.vat_rate) for each in taxed}, key=lambda key: (-key[1], key[0].value))
    return tuple(
        _group(
            [each for each in taxed if (each.vat_category, each.vat_rate) == key], language, currency, exemption_text
        )
        for key in keys
    )


def _group(
    taxed: list[InvoiceLine | TaxedAdjustment], language: Language, currency: str, exemption_text: str
) -> VatGroup:
    category, rate = taxed[0].vat_category, taxed[0].vat_rate
    lines = total([each.net for each in taxed if isinstance(each, InvoiceLine)], currency)
    taxable = adjusted(lines, [each for each in taxed if isinstance(each, TaxedAdjustment)])
    cases = list(dict.fromkeys(each.tax_case for each in taxed if each.tax_case is not TaxCase.DOMESTIC))
    codes = {TREATMENTS[case].reason_code for case in cases}
    return VatGroup(
        category=category,
        rate=rate,
        taxable=taxable,
        tax=group_tax(taxable, rate),
        reason="; ".join(dict.fromkeys(_reason(case, language, exemption_text) for case in cases)),
        reason_code=codes.pop() if len(codes) == 1 else "",
    )


def _reason(case: TaxCase, language: Language, exemption_text: str) -> str:
    return exemption_text if case is TaxCase.EXEMPT and exemption_text else legal_note(case, language)


def group_tax(taxable: Money, rate: Decimal) -> Money:
    """BT-117: the taxable amount of a group times its rate in percent, rounded half up once."""
    with localcontext(prec=PRECISION):
        return Money.rounded(taxable.amount * rate / HUNDRED, taxable.currency)


def assemble(head: InvoiceHead, lines: Iterable[InvoiceLine]) -> Invoice:
    """The invoice with its VAT groups and totals. Lines are in the head's currency, at least one (BR-16)."""
    kept = tuple(lines)
    assert kept, "an invoice has at least one line"
    groups = vat_groups(kept, head.language, head.currency, head.exemption_text, head.adjustments)
    return Invoice(**_head_fields(head), lines=kept, vat_groups=groups, totals=_totals(head, kept, groups))


def _head_fields(head: InvoiceHead) -> dict[str, Any]:
    return {field.name: getattr(head, field.name) for field in fields(InvoiceHead)}


def _totals(head: InvoiceHead, lines: tuple[InvoiceLine, ...], groups: tuple[VatGroup, ...]) -> Totals:
    """BG-22: BT-107, BT-108 and BT-113 stay away where there is nothing to say."""
    sum_lines = total([line.net for line in lines], head.currency)
    allowances = [each.amount for each in head.adjustments if not each.is_charge]
    charges = [each.amount for each in head.adjustments if each.is_charge]
    prepaid = total([each.gross for each in head.prepayments], head.currency)
    net = adjusted(sum_lines, head.adjustments)
    vat = total([group.tax for group in groups], head.currency)
    return Totals(
        lines=sum_lines,
        allowances=total(allowances, head.currency) if allowances else None,
        charges=total(charges, head.currency) if charges else None,
        net=net,
        vat=vat,
        vat_in_tax_currency=_converted(vat, head) if head.tax_currency else None,
        gross=net + vat,
        prepaid=prepaid if head.prepayments else None,
        due=net + vat - prepaid,
    )


def _converted(vat: Money, head: InvoiceHead) -> Money:
    """BT-111: the VAT total at the rate of the day, rounded half up once."""
    with localcontext(prec=PRECISION):
        return Money.rounded(vat.amount * head.exchange_rate, head.tax_currency)


def cancellation_of(invoice: Invoice, number: str, issue_date: date) -> Invoice:
    """What takes a whole invoice back (381; 261 of a self-billed one): same lines, amounts above zero, and its number.

    In EN 16931 the type code turns the direction, so nothing is negated; a print says that the amount is credited.
    The law wants the reference to the original number and date (§ 31 (5) UStDV).
    """
    assert not invoice.is_credit, "a credit note is corrected by a new invoice"
    return replace(
        invoice,
        number=number,
        type_code=InvoiceType.SELF_BILLED_CREDIT if invoice.is_self_billed else InvoiceType.CREDIT_NOTE,
        issue_date=issue_date,
        preceding_number=invoice.number,
        preceding_date=invoice.issue_date,
        payment_terms=PaymentTerms(due_date=issue_date),
        remittance_text="",
        attachments=(),
    )


def reversal_of(credit: Invoice, number: str, issue_date: date) -> Invoice:
    """The invoice (384) that takes a whole credit note back: what it credited is owed again on the first invoice."""
    assert credit.is_credit, "an invoice is taken back by a credit note"
    return replace(
        credit,
        number=number,
        type_code=InvoiceType.CORRECTED,
        issue_date=issue_date,
        preceding_number=credit.number,
        preceding_date=credit.issue_date,
        payment_terms=PaymentTerms(due_date=issue_date),
        remittance_text=credit.preceding_number,
        attachments=(),
    )


def payment_terms(issue_date: date, days: int, discounts: Iterable[tuple[Decimal, int]] = ()) -> PaymentTerms:
    """Terms counted from the issue date: `(percent, days)` for each cash discount, the earliest day first.

    >>> payment_terms(date(2026, 3, 4), 30, [(Decimal(2), 10)]).cash_discounts[0].until
    datetime.date(2026, 3, 14)
    """
    return PaymentTerms(
        due_date=issue_date + timedelta(days=days),
        days=days,
        cash_discounts=tuple(
            CashDiscount(percent=percent, days=within, until=issue_date + timedelta(days=within))
            for percent, within in sorted(discounts, key=lambda discount: discount[1])
        ),
    )


class DiscountedAmount(NamedTuple):
    """What a cash discount saves and what is left to pay."""

    deduction: Money
    payable: Money


def with_cash_discount(gross: Money, discount: CashDiscount) -> DiscountedAmount:
    """Skonto on the gross total: the deduction is rounded half up, the rest is exact.

    >>> discount = CashDiscount(percent=Decimal(2), days=10, until=date(2026, 3, 14))
    >>> str(with_cash_discount(Money.of("100.25"), discount).payable)
    '98.24 EUR'
    """
    with localcontext(prec=PRECISION):
        deduction = Money.rounded(gross.amount * discount.percent / HUNDRED, gross.currency)
    return DiscountedAmount(deduction, gross - deduction)


def line_discount(line: InvoiceLine) -> DiscountedAmount:
    """BT-136 and the amount after it: the discount in money is what the rounded full price exceeds the rest by."""
    full = line_net(line.quantity, line.net_price, Decimal(0), line.net.currency, line.base_quantity)
    rest = line_net(line.quantity, line.net_price, line.discount_percent, line.net.currency, line.base_quantity)
    return DiscountedAmount(full - rest, rest)
