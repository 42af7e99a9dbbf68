"""Checks of customers and items as a whole: every error, and warnings only of what is used."""

from __future__ import annotations

from collections.abc import Collection

from pyxl.core.findings import Finding
from pyxl.core.tables import Table
from pyxl.masterdata.customer_checks import CustomerCase, check_customer
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.item_checks import ItemCase, check_item
from pyxl.masterdata.items import Item
from pyxl.settings import Settings


def check_masterdata(
    customers: Table[Customer], items: Table[Item], settings: Settings, used: Collection[str]
) -> list[Finding]:
    """All findings of both tabs. Of rows that no key in `used` names only the errors are told:

    five thousand old customers without a valid e-mail address are nobody's work today.
    """
    findings = []
    for customer in customers:
        found = check_customer(CustomerCase(customer, customers, settings))
        findings += [each for each in found if each.is_error or customer.customer_number in used]
    for item in items:
        found = check_item(ItemCase(item, items))
        findings += [each for each in found if each.is_error or item.item_number in used]
    return findings
