"""What customers of the demo firm owed before pyxl came: invoices of June to September 2026 from the old program.

>>> demo_open_items()[0].invoice_number
'RE-2026-00231'
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from pyxl.core.money import Money, total
from pyxl.demo.customer_list import CUSTOMERS
from pyxl.demo.dice import Dice, previous_workday
from pyxl.demo.firm import demo_settings
from pyxl.demo.masterdata import agreed_price, sellable_to
from pyxl.demo.orders import draw_quantity
from pyxl.invoicing.totals import group_tax, line_net
from pyxl.ledger.rows import ItemStatus, OpenItem
from pyxl.masterdata.customers import Customer, TaxTreatment, treatment_of
from pyxl.masterdata.items import TaxCode

FIRST_NUMBER = 231
PERIODS = (
    (date(2026, 6, 1), 30, 9),
    (date(2026, 7, 1), 31, 15),
    (date(2026, 8, 1), 31, 24),
    (date(2026, 9, 1), 28, 42),
)
"""First day, days, and how many invoices of that month are still open: few of the old ones."""
DEFAULTER = "10045"
DEFAULTED = (1, 4, 6)
"""Items counted from 0 which the customer owes who was blocked for it; he pays none of them in October either."""
PARTLY_PAID = {17: Decimal("0.4"), 52: Decimal("0.5")}
"""Items counted from 0 of which that share was paid before the books start."""


@dataclass(frozen=True, slots=True)
class Terms:
    """When an invoice is due, and until when less may be paid."""

    due_date: date
    cash_discount_percent: Decimal | None
    cash_discount_until: date | None


def terms_of(customer: Customer, invoice_date: date) -> Terms:
    """The customer's own terms, or else the firm's. Who has more than the firm's days gets no cash discount."""
    firm = demo_settings()
    days = firm.payment_days if customer.payment_days is None else customer.payment_days
    percent, within = customer.cash_discount_percent, customer.cash_discount_days
    if percent is None and customer.payment_days is None:
        percent, within = firm.cash_discount_percent, firm.cash_discount_days
    until = None if within is None else invoice_date + timedelta(days=within)
    return Terms(invoice_date + timedelta(days=days or 0), percent, until)


@cache
def demo_open_items() -> tuple[OpenItem, ...]:
    """The opening receivables, by number; their numbers have gaps where others were paid."""
    dice = Dice("receivables")
    buyers = [customer for customer in CUSTOMERS if not customer.blocked]
    defaulter = next(customer for customer in CUSTOMERS if customer.customer_number == DEFAULTER)
    days = sorted(
        previous_workday(first + timedelta(days=dice.below(length)))
        for first, length, count in PERIODS
        for _ in range(count)
    )
    items = []
    number = FIRST_NUMBER
    for place, day in enumerate(days):
        customer = defaulter if place in DEFAULTED else dice.pick(buyers)
        items.append(_open_item(dice, place, number, day, customer))
        # On the way to number 400 there is room for one paid invoice after most of them.
        number += 1 + dice.hits(80)
    return tuple(items)


def _open_item(dice: Dice, place: int, number: int, day: date, customer: Customer) -> OpenItem:
    gross = _gross(dice, customer)
    terms = terms_of(customer, day)
    paid = Money.rounded(gross.amount * PARTLY_PAID[place]) if place in PARTLY_PAID else None
    return OpenItem(
        invoice_number=f"RE-2026-{number:05d}",
        invoice_date=day,
        customer_number=customer.customer_number,
        customer_name=customer.name,
        gross_amount=gross,
        due_date=terms.due_date,
        cash_discount_percent=terms.cash_discount_percent,
        cash_discount_until=terms.cash_discount_until,
        amount_paid=paid,
        status=ItemStatus.PARTLY_PAID if paid else ItemStatus.OPEN,
    )


def _gross(dice: Dice, customer: Customer) -> Money:
    """What an order of one to four items comes to, with the VAT of the customer's own case."""
    nets: dict[Decimal, list[Money]] = defaultdict(list)
    for item in dice.shuffled(sellable_to(customer))[: dice.between(1, 4)]:
        rate = Decimal(7) if item.tax_code is TaxCode.REDUCED else Decimal(19)
        taxed = rate if treatment_of(customer) is TaxTreatment.DOMESTIC else Decimal(0)
        nets[taxed].append(line_net(draw_quantity(dice, item), agreed_price(item, customer), Decimal(0)))
    sums = {rate: total(amounts) for rate, amounts in nets.items()}
    return total([taxable + group_tax(taxable, rate) for rate, taxable in sums.items()])
