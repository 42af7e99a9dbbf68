"""The rules of Peppol BIS Billing 3.0 that XRechnung has taken over, with their official ids.

>>> [rule.code for rule in PEPPOL_RULES][:3]
['PEPPOL-EN16931-R001', 'PEPPOL-EN16931-R010', 'PEPPOL-EN16931-R020']
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pyxl.core.labels import Text
from pyxl.core.money import round_half_up
from pyxl.formats.en16931.amounts import AllowanceCharge
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.lines import EInvoiceLine, Price
from pyxl.formats.en16931.rules import FILL_IN, Breach, BusinessRule, each_record, missing, places, whole_document
from pyxl.formats.en16931.sum_rules import HUNDRED, ZERO, summed

_SLACK = Decimal("0.02")
_DIFFERS = Text("{term} is {found}; it must be {expected}.", "{term} ist {found}, muss aber {expected} sein.")
_OUTSIDE = Text("{term} lies outside the invoicing period.", "{term} liegt außerhalb des Abrechnungszeitraums.")
_PERCENT_WITHOUT_BASE = Text(
    "A percentage is given, but {term} is missing.", "Ein Prozentsatz ist angegeben, aber es fehlt: {term}."
)
_BASE_WITHOUT_PERCENT = Text(
    "{term} is given, but the percentage is missing.", "{term} ist angegeben, aber der Prozentsatz fehlt."
)
_GROUPS = (
    ("allowances", "BT-93", "BT-92"),
    ("charges", "BT-100", "BT-99"),
    ("lines.allowances", "BT-137", "BT-136"),
    ("lines.charges", "BT-142", "BT-141"),
)


def _lacks_base(record: AllowanceCharge) -> bool:
    return record.percent is not None and record.base is None


def _lacks_percent(record: AllowanceCharge) -> bool:
    return record.base is not None and record.percent is None


def _calculation(what: str, where: str) -> BusinessRule:
    """R040: amount = base * percent / 100."""

    def find(invoice: EInvoice) -> Iterator[Breach]:
        for place in places(invoice, where):
            record = place.record
            if record.base is None or record.percent is None or record.amount is None:
                continue
            expected = round_half_up(record.base * record.percent / HUNDRED)
            if abs(record.amount - expected) > _SLACK:
                yield Breach(place, {"found": record.amount, "expected": expected})

    return BusinessRule("PEPPOL-EN16931-R040", what, _DIFFERS, find)


def line_net(line: EInvoiceLine) -> Decimal:
    """BT-131 as it must be: quantity times price per unit, less allowances plus charges."""
    base = line.price.base_quantity or Decimal(1)
    full = (line.quantity or ZERO) * (line.price.net or ZERO) / base
    return round_half_up(full) - summed(line.allowances) + summed(line.charges)


def _find_line_net(invoice: EInvoice) -> Iterator[Breach]:
    for place in places(invoice, "lines"):
        line: EInvoiceLine = place.record
        if line.net is None or line.price.net is None or line.quantity is None or line.price.base_quantity == 0:
            continue
        expected = line_net(line)
        if abs(line.net - expected) > _SLACK:
            yield Breach(place, {"found": line.net, "expected": expected})


def _find_discount(invoice: EInvoice) -> Iterator[Breach]:
    """R046: gross price less discount is the net price."""
    for place in places(invoice, "lines.price"):
        price: Price = place.record
        if price.gross is not None and price.net is not None and price.gross - (price.discount or ZERO) != price.net:
            yield Breach(place, {"found": price.net, "expected": price.gross - (price.discount or ZERO)})


def _starts_outside(invoice: EInvoice) -> Iterator[Breach]:
    yield from _outside(invoice, "start")


def _ends_outside(invoice: EInvoice) -> Iterator[Breach]:
    yield from _outside(invoice, "end")


def _outside(invoice: EInvoice, side: str) -> Iterator[Breach]:
    period = invoice.period
    for place in places(invoice, "lines.period") if period else ():
        day = getattr(place.record, side)
        if day and period and ((period.start and day < period.start) or (period.end and day > period.end)):
            yield Breach(place)


def _same_currency(invoice: EInvoice) -> bool:
    return bool(invoice.tax_currency) and invoice.tax_currency == invoice.currency


def _signs_differ(invoice: EInvoice) -> bool:
    vat, other = invoice.totals.vat, invoice.totals.vat_in_tax_currency
    return vat is not None and other is not None and vat * other < 0


def _is_not_positive(price: Price) -> bool:
    return price.base_quantity is not None and price.base_quantity <= 0


def _units_differ(line: EInvoiceLine) -> bool:
    return bool(line.price.base_unit) and line.price.base_unit != line.unit


PEPPOL_RULES: tuple[BusinessRule, ...] = (
    missing("PEPPOL-EN16931-R001", "BT-23", "", "process"),
    missing("PEPPOL-EN16931-R010", "BT-49", "", "buyer.electronic_address.value"),
    missing("PEPPOL-EN16931-R020", "BT-34", "", "seller.electronic_address.value"),
    BusinessRule(
        "PEPPOL-EN16931-R005",
        "BT-6",
        Text("{term} is the currency of the invoice itself.", "{term} ist die Währung der Rechnung selbst."),
        whole_document(_same_currency),
    ),
    *(_calculation(what, where) for where, _, what in _GROUPS),
    *(
        BusinessRule("PEPPOL-EN16931-R041", base, _PERCENT_WITHOUT_BASE, each_record(where, _lacks_base), FILL_IN)
        for where, base, _ in _GROUPS
    ),
    *(
        BusinessRule("PEPPOL-EN16931-R042", base, _BASE_WITHOUT_PERCENT, each_record(where, _lacks_percent), FILL_IN)
        for where, base, _ in _GROUPS
    ),
    BusinessRule("PEPPOL-EN16931-R046", "BT-146", _DIFFERS, _find_discount),
    BusinessRule(
        "PEPPOL-EN16931-R055",
        "BT-111",
        Text("{term} has another sign than the VAT total.", "{term} hat ein anderes Vorzeichen als die Umsatzsteuer."),
        whole_document(_signs_differ),
    ),
    BusinessRule("PEPPOL-EN16931-R110", "BT-134", _OUTSIDE, _starts_outside),
    BusinessRule("PEPPOL-EN16931-R111", "BT-135", _OUTSIDE, _ends_outside),
    BusinessRule("PEPPOL-EN16931-R120", "BT-131", _DIFFERS, _find_line_net),
    BusinessRule(
        "PEPPOL-EN16931-R121",
        "BT-149",
        Text("{term} is not above zero.", "{term} ist nicht größer als null."),
        each_record("lines.price", _is_not_positive),
    ),
    BusinessRule(
        "PEPPOL-EN16931-R130",
        "BT-150",
        Text(
            "{term} is another one than the unit of the line.", "{term} ist eine andere als die Einheit der Position."
        ),
        each_record("lines", _units_differ),
    ),
)
BUYER_REFERENCE_OR_ORDER = BusinessRule(
    "PEPPOL-EN16931-R003",
    "BT-10",
    Text("{term} is missing, and so is the order.", "Es fehlt: {term}; auch die Bestellnummer fehlt."),
    whole_document(lambda invoice: not invoice.buyer_reference and not invoice.purchase_order),
    FILL_IN,
)
"""Only in Peppol itself; XRechnung wants BT-10 in any case (BR-DE-15)."""
