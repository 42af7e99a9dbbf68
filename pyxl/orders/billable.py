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

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyxl.core.findings import Finding, has_errors
from pyxl.core.money import Money
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.masterdata import Customer, CustomerLanguage, Item, ItemKind, TaxCode
from pyxl.orders.attachments import AttachedFile
from pyxl.orders.case import OrderCase
from pyxl.orders.checks.heads import files_of
from pyxl.orders.effective import HUNDRED
from pyxl.orders.heads import NO_HEAD, NO_MORE_TO_SAY, Heads, OrderHead
from pyxl.orders.rows import InvoiceKind, OrderLine, kind_of
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

    @property
    def order_number(self) -> str:
        """The order the line is of."""
        return self.line.order_number

    @property
    def is_adjustment(self) -> bool:
        """Whether it is an allowance or a charge for the whole invoice."""
        return self.item.kind in (ItemKind.ALLOWANCE, ItemKind.CHARGE)

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
) -> tuple[tuple[BillableLine, ...], tuple[Finding, ...]]:
    """The lines to invoice on that day, in the order of the sheet, and all findings.

    A line whose delivery date is still to come is not due. When the settings themselves have an error, nothing is
    billable: every invoice would carry it.
    """
    checked = check_orders(orders, customers, items, settings, books, as_of, heads)
    if has_errors(finding for finding in checked.findings if finding.cell.tab == "Settings"):
        return (), checked.findings
    due = [case for case in checked.sound_cases if _is_due(case, as_of)]
    return tuple(line for case in due if (line := _billable(case, settings))), checked.findings


def _is_due(case: OrderCase, as_of: date) -> bool:
    """Delivered; what is paid on account is invoiced before."""
    return kind_of(case.line) is InvoiceKind.PREPAYMENT or case.supplied_on <= as_of


def _billable(case: OrderCase, settings: Settings) -> BillableLine | None:
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
