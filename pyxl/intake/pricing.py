"""A shop's figures as order lines: net per unit with discounts in percent, checked against the shop's own total.

What cannot be told for certain is not taken over: the totals prove that VAT, discounts and shipping were understood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Label
from pyxl.core.money import EURO, Money
from pyxl.core.tables import Table
from pyxl.formats.order_csv.rows import tidy
from pyxl.formats.order_records import FileOrder, OrderedLine
from pyxl.intake import rules
from pyxl.masterdata.customers import Customer, TaxTreatment, treatment_of
from pyxl.masterdata.items import Item, TaxCode
from pyxl.orders.checks.dates import RATE_KINDS
from pyxl.reference_data.tax import find_rate
from pyxl.settings import Settings, TaxScheme

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
_CENT, _PERCENT_UNIT = Decimal("0.01"), Decimal("0.0001")
_TOTAL, _TAX = Label("the total", "der Gesamtbetrag"), Label("the VAT", "die Umsatzsteuer")


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line as it goes into Orders."""

    row: int
    item_number: str
    quantity: Decimal | None
    unit_price: Decimal | None
    discount_percent: Decimal | None


@dataclass(frozen=True)
class Pricing:
    """What prices and VAT of one order depend on."""

    items: Table[Item]
    settings: Settings
    customer: Customer | None
    day: date
    is_per_unit: bool
    """Whether prices are for one unit, as in shops; a form has them as Orders has, for as many units as the list."""

    def rate(self, item: Item) -> Decimal:
        """VAT in percent that pyxl will put on the invoice."""
        treatment = treatment_of(self.customer) if self.customer else TaxTreatment.DOMESTIC
        code = item.tax_code or TaxCode.STANDARD
        if self.settings.tax_scheme is TaxScheme.SMALL_BUSINESS or treatment is not TaxTreatment.DOMESTIC:
            return ZERO
        rate = find_rate(RATE_KINDS[code], self.day) if code in RATE_KINDS else None
        return rate.percent if rate else ZERO

    def lines(self, order: FileOrder) -> tuple[PricedLine, ...]:
        """All items of the order with net prices; shipping is one more line, where Settings name its item."""
        goods = sum((_whole(line) for line in order.lines), start=ZERO)
        share = order.discount / goods if order.discount and goods else ZERO
        lines = [self._line(line, order, share) for line in order.lines]
        shipping, item = order.shipping + order.fee, self.items.get(self.settings.shipping_item)
        if shipping and item:
            lines.append(PricedLine(order.row, item.item_number, ONE, self._net(shipping, item, order), None))
        return tuple(lines)

    def _line(self, line: OrderedLine, order: FileOrder, share: Decimal) -> PricedLine:
        item, price = self.items.get(line.item_number), line.unit_price
        if price is not None and item is not None:
            price = self._net(price, item, order)
        percent = _discount(line, share)
        return PricedLine(line.row, line.item_number, line.quantity, price, percent)

    def _net(self, price: Decimal, item: Item, order: FileOrder) -> Decimal:
        """Net for as many units as the item's price is for. A gross price that is the list price is taken for it."""
        base = max(item.price_base or ONE, ONE) if self.is_per_unit else ONE
        if order.prices != "gross":
            return tidy(price * base) if base > 1 else price
        factor = ONE + self.rate(item) / HUNDRED
        if item.price is not None and base == 1 and _cents(item.price * factor) == _cents(price):
            return item.price
        return tidy(price / factor * base)

    def check_totals(self, order: FileOrder, lines: tuple[PricedLine, ...], file: str) -> Iterator[Finding]:
        """Whether the invoice will come to what the buyer was shown; one cent for each line may be rounding."""
        if order.total is None:
            return
        nets: dict[Decimal, Decimal] = defaultdict(Decimal)
        for line in lines:
            item = self.items.get(line.item_number)
            if item is None or line.quantity is None:
                return  # Told already; there is nothing to add up.
            nets[self.rate(item)] += self._amount(line, item)
        tax = sum((_cents(net * rate / HUNDRED) for rate, net in nets.items()), start=ZERO)
        tolerance = _CENT * (len(lines) + 1)
        cell, currency = CellRef(file, order.row, None, order.number), order.currency or EURO
        found = [(_TOTAL, order.total, sum(nets.values(), start=ZERO) + tax)]
        if order.tax is not None:
            found.append((_TAX, order.tax, tax))
        for what, shop, own in found:
            if abs(shop - own) > tolerance:
                told, expected = Money.rounded(shop, currency), Money.rounded(own, currency)
                yield rules.TOTAL_DIFFERS.at(
                    cell, file=file, order=order.number, what=what, found=told, expected=expected
                )
                return

    def _amount(self, line: PricedLine, item: Item) -> Decimal:
        price = line.unit_price if line.unit_price is not None else item.price or ZERO
        share = (HUNDRED - (line.discount_percent or ZERO)) / HUNDRED
        return _cents((line.quantity or ZERO) * price / max(item.price_base or ONE, ONE) * share)


def check_shipping(order: FileOrder, items: Table[Item], settings: Settings, file: str) -> Iterator[Finding]:
    """INT016: costs that no item stands for would be lost."""
    amount = order.shipping + order.fee
    if amount and items.get(settings.shipping_item) is None:
        cell = CellRef("Settings", None, "shipping_item", settings.company_name)
        shown = Money.rounded(amount, order.currency or EURO)
        yield rules.SHIPPING_ITEM_MISSING.at(cell, file=file, order=order.number, amount=shown)


def _whole(line: OrderedLine) -> Decimal:
    """What the line comes to, before what is off the whole order."""
    return (line.quantity or ZERO) * (line.unit_price or ZERO) - (line.discount_amount or ZERO)


def _discount(line: OrderedLine, share: Decimal) -> Decimal | None:
    """All discounts of a line as one percentage."""
    own = (line.discount_percent or ZERO) / HUNDRED
    before = (line.quantity or ZERO) * (line.unit_price or ZERO)
    if line.discount_amount and before:
        own = line.discount_amount / before
    together = ONE - (ONE - own) * (ONE - share)
    if not together:
        return line.discount_percent
    percent = (together * HUNDRED).quantize(_PERCENT_UNIT, ROUND_HALF_UP)
    return Decimal(f"{percent.normalize():f}")


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
