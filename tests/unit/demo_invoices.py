"""The invoices that the demo firm issues, worked out apart from the program: what its customers then pay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from pyxl.core.money import Money, total
from pyxl.demo.firm import FIRST_NEW_NUMBER
from pyxl.demo.masterdata import agreed_price, demo_customers, demo_items
from pyxl.demo.orders import DEMO_ERRORS, demo_orders
from pyxl.demo.payments import IssuedFacts
from pyxl.demo.receivables import terms_of
from pyxl.demo.stage import INVOICE_DATE
from pyxl.invoicing.totals import group_tax, line_net
from pyxl.masterdata.customers import TaxTreatment, treatment_of
from pyxl.masterdata.items import TaxCode
from pyxl.orders.rows import OrderLine

CUSTOMER = {customer.customer_number: customer for customer in demo_customers()}
ITEM = {item.item_number: item for item in demo_items()}


def new_invoices() -> tuple[IssuedFacts, ...]:
    """What billing the good lines comes to: one invoice per order, VAT once per rate."""
    orders: dict[str, list[OrderLine]] = defaultdict(list)
    for order in demo_orders():
        delivered = order.row.delivery_date
        if order.row.line_id not in DEMO_ERRORS and delivered and delivered <= INVOICE_DATE:
            orders[order.row.order_number].append(order.row)
    return tuple(issued(FIRST_NEW_NUMBER + place, lines) for place, lines in enumerate(orders.values()))


def issued(number: int, lines: Sequence[OrderLine]) -> IssuedFacts:
    customer = CUSTOMER[lines[0].customer_number]
    nets: dict[Decimal, list[Money]] = defaultdict(list)
    for line in lines:
        item = ITEM[line.item_number]
        code = line.tax_code or item.tax_code
        rate = Decimal(7 if code is TaxCode.REDUCED else 19)
        price = line.unit_price if line.unit_price is not None else agreed_price(item, customer)
        assert line.quantity is not None
        domestic = treatment_of(customer) is TaxTreatment.DOMESTIC
        nets[rate if domestic else Decimal(0)].append(line_net(line.quantity, price, Decimal(0)))
    sums = {rate: total(amounts) for rate, amounts in nets.items()}
    gross = total([net + group_tax(net, rate) for rate, net in sums.items()])
    terms = terms_of(customer, INVOICE_DATE)
    return IssuedFacts(
        f"RE-2026-{number:05d}",
        customer.customer_number,
        customer.name,
        gross,
        terms.due_date,
        terms.cash_discount_percent,
        terms.cash_discount_until,
    )
