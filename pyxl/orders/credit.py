"""Who gets nothing more for now: orders above the customer's credit limit, and customers who were dunned too often.

Counted are open invoices, what was delivered and is not invoiced, and open orders, each with VAT. Open orders take up
the limit in the order in which they came in; one that does not fit waits and takes up nothing, so a smaller later one
may pass. An order that somebody released counts and never waits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Sentence, Text
from pyxl.core.money import EURO, Money
from pyxl.core.tables import Table, table_of
from pyxl.ledger.books import Books
from pyxl.ledger.rows import OpenItem, open_amount
from pyxl.masterdata.customers import Customer, TaxTreatment, treatment_of
from pyxl.orders.case import OrderCase
from pyxl.orders.checks.dates import RATE_KINDS
from pyxl.orders.delivered import unbilled_parts
from pyxl.orders.heads import OrderHead
from pyxl.orders.rows import InvoiceKind, kind_of
from pyxl.reference_data.tax import find_rate
from pyxl.settings import Settings, TaxScheme

ZERO, HUNDRED = Decimal(0), Decimal(100)
ABOVE_LIMIT = Text(
    "with {total} the customer would be above the credit limit of {limit}",
    "mit {total} läge der Kunde über dem Kreditlimit von {limit}",
)
DUNNED = Text("the customer is at dunning level {level}", "der Kunde steht in Mahnstufe {level}")
NO_ITEMS: Table[OpenItem] = table_of(OpenItem)
_TAKES_CREDIT = (
    InvoiceKind.INVOICE,
    InvoiceKind.PREPAYMENT,
    InvoiceKind.PARTIAL,
    InvoiceKind.FINAL,
)


@dataclass(frozen=True)
class Hold:
    """Why an order waits. `row` is the first of its lines in the sheet."""

    row: int
    limit: Money | None
    """The credit limit it would pass; None where dunning holds it."""
    total: Money
    """What invoices and orders come to with it; for dunning, what is open at that level."""
    owed: Money
    """What of the total is open in invoices."""
    level: int = 0

    @property
    def reason(self) -> Sentence:
        """In half a sentence."""
        return ABOVE_LIMIT.bind(total=self.total, limit=self.limit) if self.limit else DUNNED.bind(level=self.level)


NO_HOLDS: Mapping[str, Hold] = {}


@dataclass(frozen=True)
class Credit:
    """What holds up orders: the receivables, and the heads that say which orders are released."""

    receivables: Table[OpenItem] = NO_ITEMS
    heads: Iterable[OrderHead] = ()

    def holds(self, cases: Iterable[OrderCase], settings: Settings, books: Books, as_of: date) -> dict[str, Hold]:
        """The orders that wait, by order number."""
        owing = _Owing.of(self.receivables, books)
        released = {head.order_number for head in self.heads if head.released}
        by_customer: dict[str, list[OrderCase]] = defaultdict(list)
        for case in cases:
            if case.customer and kind_of(case.line) in _TAKES_CREDIT:
                by_customer[case.customer.customer_number].append(case)
        found: dict[str, Hold] = {}
        for number, own in by_customer.items():
            customer = own[0].customer
            assert customer is not None, "only cases with a customer are sorted in"
            level = owing.level[number]
            if settings.stop_from_level and level >= settings.stop_from_level:
                dunned = owing.dunned[number]
                found |= {
                    order: Hold(lines[0].line.sheet_row, None, dunned, dunned, level)
                    for order, lines in _orders(own)
                    if order not in released
                }
            elif customer.credit_limit is not None:
                found |= _above_limit(own, customer, owing.owed[number], released, books)
        return found


@dataclass
class _Owing:
    """By customer, in EUR: what is open, how much of it is dunned, and at which level at most."""

    owed: dict[str, Money] = field(default_factory=lambda: defaultdict(Money.zero))
    dunned: dict[str, Money] = field(default_factory=lambda: defaultdict(Money.zero))
    level: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def of(cls, receivables: Table[OpenItem], books: Books) -> _Owing:
        found = cls()
        for row in receivables:
            left = open_amount(row)
            if left.currency != EURO or not left:
                continue
            found.owed[row.customer_number] += left
            letters = books.dunning.standing(row.invoice_number)
            level = letters[-1].item.level if letters else 0
            if level and left.cents > 0:
                found.dunned[row.customer_number] += left
                found.level[row.customer_number] = max(found.level[row.customer_number], level)
        return found


def _orders(cases: Iterable[OrderCase]) -> list[tuple[str, list[OrderCase]]]:
    """The orders of a customer as they came in."""
    found: dict[str, list[OrderCase]] = defaultdict(list)
    for case in cases:
        found[case.line.order_number].append(case)
    return sorted(found.items(), key=lambda each: (_ordered_on(each[1]), each[0]))


def _ordered_on(lines: Iterable[OrderCase]) -> date:
    return min(case.line.order_date or case.bench.as_of for case in lines)


def _above_limit(
    cases: Iterable[OrderCase],
    customer: Customer,
    owed: Money,
    released: set[str],
    books: Books,
) -> dict[str, Hold]:
    limit = Money.of(customer.credit_limit or ZERO)
    orders = _orders(cases)
    taken = owed + _sum(_delivered(case, books) for case in cases)
    taken += _sum(_to_come(case, books) for order, lines in orders if order in released for case in lines)
    found = {}
    for order, lines in orders:
        own = _sum(_to_come(case, books) for case in lines)
        if order in released or own.cents <= 0:
            continue
        if (taken + own).cents > limit.cents:
            found[order] = Hold(lines[0].line.sheet_row, limit, taken + own, owed)
        else:
            taken += own
    return found


def _sum(amounts: Iterable[Money]) -> Money:
    return sum(amounts, Money.zero())


def _delivered(case: OrderCase, books: Books) -> Money:
    """What was delivered of the line and is not invoiced."""
    return _gross(case, sum((part.quantity for part in unbilled_parts(case.line, books)), ZERO))


def _to_come(case: OrderCase, books: Books) -> Money:
    """What is still to be delivered of the line."""
    if case.line.cancelled or case.line.quantity is None:
        return Money.zero()
    return _gross(
        case,
        max(
            case.line.quantity - books.stock.delivered.get(case.line.line_id, ZERO),
            ZERO,
        ),
    )


def _gross(case: OrderCase, quantity: Decimal) -> Money:
    """With VAT, in EUR; without an exchange rate another currency counts one to one."""
    net = (case.terms.net_price or ZERO) * quantity / case.terms.price_base
    rate = case.line.exchange_rate if case.terms.currency != EURO else None
    return Money.rounded(net * (rate or 1) * (HUNDRED + _vat(case)) / HUNDRED, EURO)


def _vat(case: OrderCase) -> Decimal:
    """VAT in percent that will be on the invoice."""
    at_home = case.customer is not None and treatment_of(case.customer) is TaxTreatment.DOMESTIC
    kind = RATE_KINDS.get(case.terms.tax_code)
    if not at_home or kind is None or case.bench.settings.tax_scheme is TaxScheme.SMALL_BUSINESS:
        return ZERO
    rate = find_rate(kind, case.supplied_on)
    return rate.percent if rate else ZERO
