"""Bills without VAT because the firm owes it: reverse charge (§ 13b UStG) and acquisitions from the EU (§ 1a UStG).

>>> of_row(BillTax.REVERSE_CHARGE, Money.of("1000.00"), date(2026, 3, 2))
SelfAssessed(net=Money('1000.00', 'EUR'), rate=Decimal('19.00'), is_acquisition=False)
>>> of_row(BillTax.ON_BILL, Money.of("1000.00"), date(2026, 3, 2)) is None
True
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from pyxl.core.money import Money, total
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.ledger.payables.events import SelfAssessed
from pyxl.ledger.payables.rows import BillTax
from pyxl.payables.incoming import currency_of, money_of
from pyxl.reference_data.tax import RateKind, find_rate

_KINDS = MappingProxyType(
    {
        BillTax.REVERSE_CHARGE: (RateKind.STANDARD, False),
        BillTax.REVERSE_CHARGE_REDUCED: (RateKind.REDUCED, False),
        BillTax.ACQUISITION: (RateKind.STANDARD, True),
        BillTax.ACQUISITION_REDUCED: (RateKind.REDUCED, True),
    }
)
_OF_CATEGORY = MappingProxyType({"AE": BillTax.REVERSE_CHARGE, "K": BillTax.ACQUISITION})
"""An e-invoice does not tell the buyer's rate: the standard one is taken."""


def of_row(tax: BillTax | None, net: Money, day: date) -> SelfAssessed | None:
    """What is owed of a bill that she typed; None where the supplier owes it."""
    if tax is None or tax not in _KINDS:
        return None
    kind, is_acquisition = _KINDS[tax]
    rate = find_rate(kind, day)
    return SelfAssessed(net, rate.percent, is_acquisition) if rate else None


def of_invoice(invoice: EInvoice, day: date) -> tuple[BillTax | None, SelfAssessed | None]:
    """The same of an e-invoice, by the categories of its VAT breakdown (BT-118)."""
    currency = currency_of(invoice)
    for category, tax in _OF_CATEGORY.items():
        groups = (group.taxable for group in invoice.vat_breakdown if group.category == category)
        amounts = [amount for taxable in groups if (amount := money_of(taxable, currency))]
        if amounts:
            net = total(amounts, currency)
            return tax, of_row(tax, -net if invoice.is_credit_note else net, day)
    return None, None
