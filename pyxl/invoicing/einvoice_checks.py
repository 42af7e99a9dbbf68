"""Before a number is drawn: what keeps an invoice from being a valid e-invoice, on the cell that must be changed."""

from __future__ import annotations

from collections.abc import Sequence

from pyxl.core.findings import CellRef, Finding, Rule, Severity
from pyxl.core.labels import Text
from pyxl.core.tables import Table
from pyxl.formats.en16931.rules import Violation
from pyxl.invoicing.einvoice_output import violations_of
from pyxl.invoicing.model import Invoice
from pyxl.masterdata.customers import Customer
from pyxl.orders.billable import BillableLine
from pyxl.orders.rows import OrderLine

NO_EINVOICE = Rule(
    "INV010",
    "no-valid-e-invoice",
    Severity.ERROR,
    Text(
        "No valid e-invoice can be made for {customer} ({rule}): {problem}",
        "Für {customer} wird keine gültige E-Rechnung daraus ({rule}): {problem}",
    ),
    Text("{advice} Until then it is not issued.", "{advice} Bis dahin wird sie nicht ausgestellt."),
)
_SETTINGS = {
    "BT-27": "company_name",
    "BG-5": "city",
    "BT-37": "city",
    "BT-38": "postcode",
    "BT-40": "country",
    "BT-31": "vat_id",
    "BT-32": "tax_number",
    "BG-6": "contact_name",
    "BT-41": "contact_name",
    "BT-42": "phone",
    "BT-43": "email",
    "BT-34": "email",
    "BG-16": "iban",
    "BG-17": "iban",
    "BT-84": "iban",
    "BT-9": "payment_days",
    "BT-20": "cash_discount_percent",
}
_CUSTOMER = {
    "BT-44": "name",
    "BG-8": "city",
    "BT-52": "city",
    "BT-53": "postcode",
    "BT-77": "city",
    "BT-78": "postcode",
    "BT-55": "country",
    "BT-80": "country",
    "BT-48": "vat_id",
    "BT-49": "email",
    "BT-10": "buyer_reference",
}
_ORDER_LINE = {
    "BT-129": "quantity",
    "BT-131": "quantity",
    "BT-130": "unit",
    "BT-146": "unit_price",
    "BT-153": "description",
    "BT-72": "delivery_date",
    "BT-136": "line_adjustment",
    "BT-139": "adjustment_reason",
    "BT-141": "line_adjustment",
    "BT-144": "adjustment_reason",
    "BT-149": "item_number",
}
"""Business term -> field of the tab where a person changes it."""


def check_einvoice_of(
    invoice: Invoice, lines: Sequence[BillableLine], orders: Table[OrderLine], customers: Table[Customer]
) -> list[Finding]:
    """INV010: one finding for each broken rule; an invoice with one is not issued."""
    return [
        NO_EINVOICE.at(
            _cell(found, lines, orders, customers),
            customer=invoice.buyer.name,
            rule=found.code,
            problem=found.sentence,
            advice=found.advice,
        )
        for found in violations_of(invoice)
    ]


def _cell(
    found: Violation, lines: Sequence[BillableLine], orders: Table[OrderLine], customers: Table[Customer]
) -> CellRef:
    term = found.rule.term
    if term in _SETTINGS:
        return CellRef("Settings", column=_SETTINGS[term])
    if term in _CUSTOMER:
        return customers.cell(lines[0].customer, _CUSTOMER[term])
    return orders.cell(lines[found.line_index or 0].line, _ORDER_LINE.get(term, "order_number"))
