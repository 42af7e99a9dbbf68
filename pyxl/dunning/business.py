"""Whether a customer owes what businesses owe. In doubt the lower claim: who asks too much of a consumer is wrong.

>>> from pyxl.masterdata.customers import Customer
>>> [is_business(Customer(customer_number="1", name=name)) for name in ("Huber Metallbau KG", "Anna Beispiel")]
[True, False]
"""

from __future__ import annotations

import re

from pyxl.masterdata.customers import Customer, CustomerKind, InvoiceOutput

_LEGAL_FORM = re.compile(
    r"\b(GmbH|mbH|AG|KG|KGaA|OHG|UG|eG|SE|e\.\s?K|e\.\s?G|PartG|Ltd|Limited|LLC|Inc|PLC|plc|B\.?V|N\.?V|"
    r"S\.?A|S\.?R\.?L|s\.r\.l|SARL|SAS|S\.?p\.?A|A/S|ApS|AB|Oy|sp\. z o\.o)\b"
)


def is_business(customer: Customer) -> bool:
    """What she says; else a VAT ID, an electronic invoice to an authority, or a legal form in the name."""
    if customer.customer_kind is not None:
        return customer.customer_kind is CustomerKind.BUSINESS
    if customer.invoice_output is InvoiceOutput.PLAIN_PDF:
        return False
    if customer.vat_id or customer.invoice_output is InvoiceOutput.XRECHNUNG:
        return True
    return _LEGAL_FORM.search(f"{customer.name} {customer.additional_name}") is not None
