"""The lines of an invoice, and what is taken off or added, in the terms of EN 16931.

>>> from pyxl.core.money import Money
>>> allowances([Adjustment(amount=Money.of("5.00"), reason="Treuerabatt")])[0].reason
'Treuerabatt'
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pyxl.core.labels import Label
from pyxl.formats.en16931.amounts import AllowanceCharge, Tax
from pyxl.formats.en16931.lines import EInvoiceLine, Item, Period, Price
from pyxl.invoicing.model import Adjustment, Invoice, InvoiceLine, TaxedAdjustment
from pyxl.invoicing.totals import line_discount, line_net
from pyxl.invoicing.words import words_in
from pyxl.reference_data.tax import VatCategory

DISCOUNT = Label("Discount", "Rabatt")
DISCOUNT_CODE = "95"
"""UNTDID 5189: discount."""


def allowances(adjustments: Iterable[Adjustment]) -> tuple[AllowanceCharge, ...]:
    """BG-20 or BG-27."""
    return tuple(_allowance_charge(each) for each in adjustments if not each.is_charge)


def charges(adjustments: Iterable[Adjustment]) -> tuple[AllowanceCharge, ...]:
    """BG-21 or BG-28."""
    return tuple(_allowance_charge(each) for each in adjustments if each.is_charge)


def _allowance_charge(each: Adjustment) -> AllowanceCharge:
    tax = tax_of(each.vat_category, each.vat_rate) if isinstance(each, TaxedAdjustment) else Tax()
    return AllowanceCharge(amount=each.amount.amount, reason=each.reason, reason_code=each.reason_code, tax=tax)


def tax_of(category: VatCategory, rate: Decimal) -> Tax:
    """Category with its rate; what is not subject to VAT has none (BR-O-05)."""
    return Tax(category=category.value, rate=None if category is VatCategory.NOT_SUBJECT else rate)


def einvoice_line(line: InvoiceLine, invoice: Invoice) -> EInvoiceLine:
    """BG-25."""
    return EInvoiceLine(
        line_id=line.position,
        note=_order_note(line, invoice),
        quantity=line.quantity,
        unit=line.unit_code,
        net=line.net.amount,
        period=Period(start=line.supplied_on, end=line.supplied_on) if line.supplied_on else None,
        allowances=(*_discount(line, invoice), *allowances(line.adjustments)),
        charges=charges(line.adjustments),
        price=_price(line),
        tax=tax_of(line.vat_category, line.vat_rate),
        item=Item(name=line.name, description=line.description, seller_id=line.item_number),
    )


def _price(line: InvoiceLine) -> Price:
    """BG-29: BT-149 and BT-150 only where the price is not of one unit."""
    if line.base_quantity == 1:
        return Price(net=line.net_price)
    return Price(net=line.net_price, base_quantity=line.base_quantity, base_unit=line.unit_code)


def _order_note(line: InvoiceLine, invoice: Invoice) -> str:
    """BT-127: one invoice over several orders says with each line which one it comes from."""
    if not line.order_reference or line.order_reference == invoice.order_number:
        return ""
    return f"{words_in(invoice.language)['order']} {line.order_reference}"


def _discount(line: InvoiceLine, invoice: Invoice) -> tuple[AllowanceCharge, ...]:
    """BG-27: the line's discount in percent of quantity times price."""
    if not line.discount_percent:
        return ()
    full = line_net(line.quantity, line.net_price, Decimal(0), line.net.currency, line.base_quantity)
    return (
        AllowanceCharge(
            amount=line_discount(line).deduction.amount,
            base=full.amount,
            percent=line.discount_percent,
            reason=DISCOUNT.text(invoice.language),
            reason_code=DISCOUNT_CODE,
        ),
    )
