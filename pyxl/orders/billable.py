"""The order lines that are ready to be invoiced, with everything an invoice line needs decided.

>>> from pyxl.core.tables import table_of
>>> line = OrderLine(
...     line_id="L1", order_number="A1", order_date=date(2026, 3, 2), customer_number="K1", item_number="I1",
...     quantity=Decimal(2),
... )
>>> nord = Customer(customer_number="K1", name="Nord AG")
>>> nails = Item(item_number="I1", description="Nails", unit="kg", price=Decimal("4.50"))
>>> firm = Settings(company_name="M GmbH", street="Ring 1", postcode="34117", city="Kassel", tax_number="026/815/08154")
>>> orders, customers, items = table_of(OrderLine, [line]), table_of(Customer, [nord]), table_of(Item, [nails])
>>> lines, findings = split_billable(orders, customers, items, firm, Books(), date(2026, 3, 4))
>>> lines[0].unit_price, lines[0].unit, lines[0].net_amount, lines[0].supplied_on
(Decimal('4.50'), 'kg', Money('9.00', 'EUR'), datetime.date(2026, 3, 4))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pyxl.core.findings import Finding, has_errors
from pyxl.core.money import Money
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.masterdata.customers import Customer, CustomerLanguage
from pyxl.masterdata.items import Item, ItemKind, TaxCode
from pyxl.orders.attachments import AttachedFile
from pyxl.orders.case import OrderCase
from pyxl.orders.checks.heads import files_of
from pyxl.orders.delivered import DeliveredPart, delivered_parts, is_billed_by_delivery, unbilled_parts
from pyxl.orders.effective import HUNDRED
from pyxl.orders.heads import NO_HEAD, NO_MORE_TO_SAY, Heads, OrderHead
from pyxl.orders.price_lists import NO_PRICES, PriceLists, PriceRow
from pyxl.orders.rows import InvoiceKind, OrderLine, is_replacement, kind_of
from pyxl.orders.validating import check_orders
from pyxl.settings import BookLanguage, Settings


@dataclass(frozen=True, slots=True)
class BillableLine:
    """An order line without errors, not invoiced yet and due; empty cells are filled from item and customer."""

    line: OrderLine
    customer: Customer
    item: Item
    description: str
    """In the customer's language, where the item has it."""
    quantity: Decimal
    unit: str
    unit_price: Decimal
    """Net for `price_base` units, before discount; four decimals at most."""
    discount_percent: Decimal
    """From 0 to 100."""
    tax_code: TaxCode
    currency: str
    supplied_on: date
    """The date of supply: the delivery date, or the invoice's own date where none is given (§ 31 (4) UStDV)."""
    price_base: Decimal = Decimal(1)
    adjustment: Money | None = None
    """What is taken off this line (below zero) or added to it."""
    head: OrderHead = NO_HEAD
    """What holds for the whole order."""
    attached: tuple[AttachedFile, ...] = ()
    """The files its head names."""
    delivery: DeliveredPart | None = None
    """The part of a delivery note that it is, where goods are invoiced as they are delivered."""
    notes: tuple[str, ...] = ()
    """The delivery notes of a line that is invoiced as it was ordered."""

    @property
    def order_number(self) -> str:
        """The order the line is of."""
        return self.line.order_number

    @property
    def is_adjustment(self) -> bool:
        """Whether it is an allowance or a charge for the whole invoice."""
        return self.item.kind in (ItemKind.ALLOWANCE, ItemKind.CHARGE)

    @property
    def delivery_numbers(self) -> tuple[str, ...]:
        """The delivery notes it went out with."""
        return (self.delivery.delivery_number,) if self.delivery else self.notes

    @property
    def net_amount(self) -> Money:
        """Quantity times price less discount, rounded half up once, with what is taken off or added (BT-131)."""
        share = (HUNDRED - self.discount_percent) / HUNDRED / self.price_base
        net = Money.rounded(self.quantity * self.unit_price * share, self.currency)
        return net + self.adjustment if self.adjustment else net


def split_billable(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    settings: Settings,
    books: Books,
    as_of: date,
    heads: Heads = NO_MORE_TO_SAY,
    prices: Table[PriceRow] = NO_PRICES,
) -> tuple[tuple[BillableLine, ...], tuple[Finding, ...]]:
    """The lines to invoice on that day, in the order of the sheet, and all findings.

    A line whose delivery date is still to come is not due. When the settings themselves have an error, nothing is
    billable: every invoice would carry it.
    """
    checked = check_orders(orders, customers, items, settings, books, as_of, heads, PriceLists(prices))
    if has_errors(finding for finding in checked.findings if finding.cell.tab == "Settings"):
        return (), checked.findings
    due = [case for case in checked.sound_cases if not is_replacement(case.line) and _is_due(case, as_of)]
    lines = tuple(line for case in due for line in _of_case(case, settings))
    return _without_lone_adjustments(lines, checked.sound_cases, settings), checked.findings


def _of_case(case: OrderCase, settings: Settings) -> tuple[BillableLine, ...]:
    """The line as it is invoiced: as ordered, or once for each delivery note that is not invoiced yet."""
    whole, books = billable_line(case, settings), case.bench.books
    if whole is None:
        return ()
    if is_billed_by_delivery(case.line, case.item, settings):
        return tuple(_of_part(whole, part, books) for part in unbilled_parts(case.line, books))
    parts = delivered_parts(case.line, books)
    delivered = sum((part.quantity for part in parts), Decimal(0))
    if case.line.cancelled:
        return (replace(whole, quantity=delivered, supplied_on=parts[-1].delivered_on),) if delivered else ()
    if parts and delivered >= whole.quantity:  # § 31 (4) UStDV: what is known of the delivery goes before the plan.
        whole = replace(whole, supplied_on=parts[-1].delivered_on)
    return (replace(whole, notes=tuple(part.delivery_number for part in parts)),)


def _of_part(whole: BillableLine, part: DeliveredPart, books: Books) -> BillableLine:
    """What is taken off or added once to the line goes with its first delivery."""
    is_first = part == delivered_parts(whole.line, books)[0]
    adjustment = whole.adjustment if is_first else None
    return replace(whole, quantity=part.quantity, supplied_on=part.delivered_on, delivery=part, adjustment=adjustment)


def _without_lone_adjustments(
    lines: tuple[BillableLine, ...], cases: Iterable[OrderCase], settings: Settings
) -> tuple[BillableLine, ...]:
    """An allowance or a charge of an order waits for its goods, where these are invoiced as they are delivered."""
    waiting = {each.line.order_number for each in cases if is_billed_by_delivery(each.line, each.item, settings)}
    going = {line.line.order_number for line in lines if not line.is_adjustment}
    return tuple(line for line in lines if not line.is_adjustment or line.line.order_number not in waiting - going)


def _is_due(case: OrderCase, as_of: date) -> bool:
    """Delivered, as a note says or as the date has it; what is paid on account is invoiced before."""
    delivered = case.bench.books.stock.delivered.get(case.line.line_id, Decimal(0))
    if is_billed_by_delivery(case.line, case.item, case.bench.settings) or case.line.cancelled:
        return delivered > 0
    if case.line.quantity and delivered >= case.line.quantity:
        return True
    return kind_of(case.line) is InvoiceKind.PREPAYMENT or case.supplied_on <= as_of


def billable_line(case: OrderCase, settings: Settings) -> BillableLine | None:
    """The whole line with everything decided; None where a tab could not be read."""
    line, customer, item, terms, _ = case
    if customer is None or item is None or line.quantity is None or terms.unit_price is None:
        # Where a whole tab could not be read, its rows are unknown without being wrong.
        return None
    return BillableLine(
        line=line,
        customer=customer,
        item=item,
        description=line.description or _description(item, customer, settings),
        quantity=line.quantity,
        unit=terms.unit,
        unit_price=terms.unit_price,
        price_base=terms.price_base,
        adjustment=Money.rounded(line.line_adjustment, terms.currency) if line.line_adjustment else None,
        discount_percent=terms.discount_percent,
        tax_code=terms.tax_code,
        currency=terms.currency,
        supplied_on=min(case.supplied_on, case.bench.as_of),
        head=case.head,
        attached=tuple(files_of(case.head, case.bench.heads.files)),
    )


def _description(item: Item, customer: Customer, settings: Settings) -> str:
    is_english = customer.language is CustomerLanguage.EN or (
        customer.language is None and settings.language is BookLanguage.EN
    )
    return (item.description_en if is_english else "") or item.description
