"""How an invoice must add up: BR-CO-10 to BR-CO-17, to the cent, and amounts with at most two places (BR-DEC).

>>> from pyxl.formats.en16931.amounts import DocumentTotals
>>> totals = DocumentTotals(net=Decimal("10.00"), vat=Decimal("1.90"), gross=Decimal("12.00"))
>>> [rule.code for rule in SUM_RULES if list(rule.breaches(EInvoice(totals=totals)))]
['BR-CO-10', 'BR-CO-13', 'BR-CO-14', 'BR-CO-15', 'BR-CO-16']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from pyxl.core.labels import Text
from pyxl.core.money import round_half_up
from pyxl.formats.en16931.amounts import AllowanceCharge, VatBreakdown
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.formats.en16931.rules import Breach, BusinessRule, Finder, Place, places

ZERO = Decimal(0)
HUNDRED = Decimal(100)
_DIFFERS = Text("{term} is {found}; it must be {expected}.", "{term} ist {found}, muss aber {expected} sein.")
_TOO_FINE = Text(
    "{term} has more than two decimal places: {found}.", "{term} hat mehr als zwei Nachkommastellen: {found}."
)


def added(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum; what is not given counts as nothing."""
    return sum((amount for amount in amounts if amount is not None), ZERO)


def summed(records: Iterable[AllowanceCharge]) -> Decimal:
    """The sum of allowances or charges."""
    return added(record.amount for record in records)


def group_tax(group: VatBreakdown) -> Decimal:
    """BT-117 as it must be: taxable amount times rate, rounded half up once."""
    return round_half_up((group.taxable or ZERO) * (group.rate or ZERO) / HUNDRED)


def _total(
    found: Callable[[EInvoice], Decimal | None], expected: Callable[[EInvoice], Decimal], *, may_be_absent: bool = False
) -> Finder:
    """A finder that compares an amount of the invoice with what it must be."""

    def find(invoice: EInvoice) -> Iterator[Breach]:
        amount, right = found(invoice), round_half_up(expected(invoice))
        if amount is None and may_be_absent and not right:
            return
        if amount is None or amount != right:
            yield Breach(Place(invoice), {"found": amount, "expected": right})

    return find


def _net(invoice: EInvoice) -> Decimal:
    totals = invoice.totals
    return (totals.lines or ZERO) - (totals.allowances or ZERO) + (totals.charges or ZERO)


def _find_vat(invoice: EInvoice) -> Iterator[Breach]:
    """An invoice without tax need not say so: then BR-CO-15 compares the totals."""
    found, expected = invoice.totals.vat, added(group.tax for group in invoice.vat_breakdown)
    if found is not None and found != expected:
        yield Breach(Place(invoice), {"found": found, "expected": expected})


def _gross(invoice: EInvoice) -> Decimal:
    return (invoice.totals.net or ZERO) + (invoice.totals.vat or ZERO)


def _due(invoice: EInvoice) -> Decimal:
    totals = invoice.totals
    return (totals.gross or ZERO) - (totals.prepaid or ZERO) + (totals.rounding or ZERO)


def is_far_off(group: VatBreakdown) -> bool:
    """The official rules are content with almost one unit of difference; GROUP_TAX_TO_THE_CENT is not."""
    return group.tax is None or abs(abs(group.tax) - abs(group_tax(group))) >= 1


def _find_group_tax(invoice: EInvoice) -> Iterator[Breach]:
    for group in invoice.vat_breakdown:
        if is_far_off(group):
            yield Breach(Place(group), {"found": group.tax, "expected": group_tax(group)})


def _find_group_cents(invoice: EInvoice) -> Iterator[Breach]:
    for group in invoice.vat_breakdown:
        expected = group_tax(group)
        if group.tax is not None and group.tax != expected:
            yield Breach(Place(group), {"found": group.tax, "expected": expected})


def _decimals(code: str, what: str, where: str, field: str) -> BusinessRule:
    def find(invoice: EInvoice) -> Iterator[Breach]:
        for place in places(invoice, where):
            amount = getattr(place.record, field)
            if amount is not None and amount.as_tuple().exponent < -2:
                yield Breach(place, {"found": amount})

    return BusinessRule(code, what, _TOO_FINE, find)


DECIMAL_RULES: tuple[BusinessRule, ...] = tuple(
    _decimals(*rule)
    for rule in (
        ("BR-DEC-01", "BT-92", "allowances", "amount"),
        ("BR-DEC-02", "BT-93", "allowances", "base"),
        ("BR-DEC-05", "BT-99", "charges", "amount"),
        ("BR-DEC-06", "BT-100", "charges", "base"),
        ("BR-DEC-09", "BT-106", "totals", "lines"),
        ("BR-DEC-10", "BT-107", "totals", "allowances"),
        ("BR-DEC-11", "BT-108", "totals", "charges"),
        ("BR-DEC-12", "BT-109", "totals", "net"),
        ("BR-DEC-13", "BT-110", "totals", "vat"),
        ("BR-DEC-14", "BT-112", "totals", "gross"),
        ("BR-DEC-15", "BT-111", "totals", "vat_in_tax_currency"),
        ("BR-DEC-16", "BT-113", "totals", "prepaid"),
        ("BR-DEC-17", "BT-114", "totals", "rounding"),
        ("BR-DEC-18", "BT-115", "totals", "due"),
        ("BR-DEC-19", "BT-116", "vat_breakdown", "taxable"),
        ("BR-DEC-20", "BT-117", "vat_breakdown", "tax"),
        ("BR-DEC-23", "BT-131", "lines", "net"),
        ("BR-DEC-24", "BT-136", "lines.allowances", "amount"),
        ("BR-DEC-25", "BT-137", "lines.allowances", "base"),
        ("BR-DEC-27", "BT-141", "lines.charges", "amount"),
        ("BR-DEC-28", "BT-142", "lines.charges", "base"),
    )
)
SUM_RULES: tuple[BusinessRule, ...] = (
    BusinessRule(
        "BR-CO-10",
        "BT-106",
        _DIFFERS,
        _total(lambda invoice: invoice.totals.lines, lambda invoice: added(line.net for line in invoice.lines)),
    ),
    BusinessRule(
        "BR-CO-11",
        "BT-107",
        _DIFFERS,
        _total(
            lambda invoice: invoice.totals.allowances, lambda invoice: summed(invoice.allowances), may_be_absent=True
        ),
    ),
    BusinessRule(
        "BR-CO-12",
        "BT-108",
        _DIFFERS,
        _total(lambda invoice: invoice.totals.charges, lambda invoice: summed(invoice.charges), may_be_absent=True),
    ),
    BusinessRule("BR-CO-13", "BT-109", _DIFFERS, _total(lambda invoice: invoice.totals.net, _net)),
    BusinessRule("BR-CO-14", "BT-110", _DIFFERS, _find_vat),
    BusinessRule("BR-CO-15", "BT-112", _DIFFERS, _total(lambda invoice: invoice.totals.gross, _gross)),
    BusinessRule("BR-CO-16", "BT-115", _DIFFERS, _total(lambda invoice: invoice.totals.due, _due)),
    BusinessRule("BR-CO-17", "BT-117", _DIFFERS, _find_group_tax),
    *DECIMAL_RULES,
)
GROUP_TAX_TO_THE_CENT = BusinessRule("PYXL-CENT-1", "BT-117", _DIFFERS, _find_group_cents)
"""The official rules accept a VAT group that is wrong by up to 0.99; what pyxl issues is right to the cent."""
