"""What will be paid, and when: bills, batches the bank has not debited, purchases without a bill, and what recurs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from pyxl.core.findings import CellRef, Finding
from pyxl.core.money import EURO, Money, total
from pyxl.core.tables import Table
from pyxl.forecasting import rules
from pyxl.forecasting.flows import Flow, days_of
from pyxl.forecasting.rows import RecurringCost
from pyxl.ledger.books import Books
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.ledger.payables.rows import BillStatus
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier, SupplierTax
from pyxl.orders.checks.dates import RATE_KINDS
from pyxl.payables.matching import OrderMatch
from pyxl.reference_data.tax import find_rate
from pyxl.settings import DAYS_MAX, Settings

OLD_DAYS = 60
"""What was expected longer ago was billed without naming the order, or will not come."""


@dataclass
class MoneyOut:
    """The expected payments of the firm; amounts are below zero."""

    settings: Settings
    books: Books
    as_of: date
    until: date
    flows: list[Flow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    other: list[Money] = field(default_factory=list)

    def add_bills(self) -> None:
        """Open bills on their due date, those in a batch on its day; what is overdue at once."""
        for bill in self.books.payables.bills.values():
            amount = bill.amount_open
            if not amount:
                continue
            if amount.currency != EURO:
                self.other.append(amount)
                continue
            day = bill.facts.due_date
            if bill.status is BillStatus.IN_PAYMENT:
                batch = self.books.batches[bill.batch].facts
                day = batch.execution_date
                amount = total([each.amount for each in batch.items if each.invoice_number == bill.facts.bill_id])
            what = f"{bill.facts.bill_number} {bill.facts.supplier_name}"
            self.flows.append(Flow("bills", max(day, self.as_of), -amount, what))

    def add_purchases(self, incoming: Table[IncomingLine], items: Table[Item], suppliers: Table[Supplier]) -> None:
        """What is ordered and not billed: paid when it came and the payment days are over."""
        match = OrderMatch(incoming, items, self.settings, self.books)
        for row in incoming:
            item, supplier = items.get(row.item_number), suppliers.get(row.supplier_number)
            expected = row.expected_on or self.as_of
            if item is None or not row.quantity or (self.as_of - expected).days > OLD_DAYS:
                continue
            quantity = match.take_unbilled(row)
            if quantity <= 0:
                continue
            price = match.price_of(row, item)
            if price is None:
                order = row.purchase_number
                cell = incoming.cell(row, "item_number")
                self.findings.append(rules.PRICE_UNKNOWN.at(cell, order=order, quantity=quantity, item=row.item_number))
                continue
            days = min(max((supplier.payment_days if supplier else None) or 0, 0), DAYS_MAX)
            day = max(expected, self.as_of) + timedelta(min(days, (date.max - max(expected, self.as_of)).days))
            gross = Money.rounded(quantity * price * (100 + _vat(item, supplier, expected)) / 100, EURO)
            what = f"{row.purchase_number} {supplier.name if supplier else row.supplier_number}".strip()
            self.flows.append(Flow("purchases", day, -gross, what))

    def add_recurring(self, costs: Table[RecurringCost]) -> None:
        """Each on its days within the forecast."""
        self.findings += [found for found in costs.findings if found.is_error]
        broken = {found.cell.row for found in self.findings if found.cell.tab == "RecurringCosts"}
        for row in costs:
            if row.amount is None or row.first_on is None or row.rhythm is None or row.sheet_row in broken:
                continue
            if row.last_on and row.last_on < row.first_on:
                cell = costs.cell(row, "last_on")
                self.findings.append(rules.ENDS_BEFORE.at(cell, name=row.name, last=row.last_on, first=row.first_on))
                continue
            for day in days_of(row.rhythm, row.first_on, row.last_on, self.as_of, self.until):
                self.flows.append(Flow("recurring", day, -row.amount, row.name))

    def told(self) -> Iterator[Finding]:
        """All findings, with one for each other currency."""
        yield from self.findings
        for currency in dict.fromkeys(each.currency for each in self.other):
            amount = total([each for each in self.other if each.currency == currency], currency)
            yield rules.OTHER_CURRENCY.at(CellRef("Bills"), amount=amount)


def _vat(item: Item, supplier: Supplier | None, day: date) -> Decimal:
    """In percent: only who is taxed at home bills it."""
    if supplier is not None and supplier.taxed_as not in (None, SupplierTax.DOMESTIC):
        return Decimal(0)
    kind = RATE_KINDS.get(item.tax_code) if item.tax_code else next(iter(RATE_KINDS.values()))
    rate = find_rate(kind, day) if kind else None
    return rate.percent if rate else Decimal(0)
