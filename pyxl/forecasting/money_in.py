"""What customers will pay, and when: by due date and by how late each of them pays; orders once they are invoiced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from pyxl.banking.items import ReceivablesDesk
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label
from pyxl.core.money import EURO, Money, total
from pyxl.core.tables import Table
from pyxl.dunning.ageing import Behaviour, behaviours, open_on
from pyxl.dunning.instalments import Instalment, plans_of
from pyxl.dunning.payments import PaymentHistory
from pyxl.forecasting import rules
from pyxl.forecasting.flows import Flow
from pyxl.ledger.batches.rows import BatchStatus
from pyxl.ledger.books import Books
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer, TaxTreatment, treatment_of
from pyxl.masterdata.items import Item
from pyxl.orders.billable import billable_line
from pyxl.orders.case import OrderCase
from pyxl.orders.checks.dates import RATE_KINDS
from pyxl.orders.rows import OrderLine
from pyxl.orders.validating import check_orders
from pyxl.reference_data.tax import find_rate
from pyxl.settings import DAYS_MAX, Settings

SOON = timedelta(7)
"""When money that should be there already is expected: a week on, for it did not come today."""
DOUBTFUL_DAYS = 90
_ITEMS = Label("open item", "offenen Posten"), Label("open items", "offenen Posten")


@dataclass(frozen=True)
class PayingHabits:
    """How many days late customers pay: each by what he paid so far, a new one as all do."""

    known: dict[str, Behaviour]
    usual: int

    @classmethod
    def of(cls, books: Books, as_of: date) -> PayingHabits:
        """From every invoice that was paid in full."""
        known = behaviours(books.items.values(), as_of)
        cents = sum(each.paid_cents for each in known.values())
        late = sum(each.late_cent_days for each in known.values())
        return cls(known, _whole_days(Decimal(late) / cents) if cents else 0)

    def days_late(self, customer_number: str) -> int:
        """Whole days after the due date; who pays early is not expected to do so again."""
        behaviour = self.known.get(customer_number)
        late = behaviour.days_late if behaviour else None
        return _whole_days(late) if late is not None else self.usual


def _whole_days(days: Decimal) -> int:
    return min(max(int(days.to_integral_value(ROUND_CEILING)), 0), DAYS_MAX)


@dataclass
class MoneyIn:
    """The expected payments of customers, and what is not counted."""

    settings: Settings
    books: Books
    as_of: date
    flows: list[Flow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    other: list[Money] = field(default_factory=list)
    """In other currencies."""

    def __post_init__(self) -> None:
        self._habits = PayingHabits.of(self.books, self.as_of)

    def add_receivables(
        self,
        receivables: Table[OpenItem],
        customers: Table[Customer],
        instalments: Table[Instalment],
        desk: ReceivablesDesk,
    ) -> None:
        """Each open item on the day its customer will pay it; those that are long overdue are not counted."""
        self.findings += desk.findings
        history, plans = PaymentHistory(self.books), plans_of(instalments)
        doubtful: list[Money] = []
        for row in receivables:
            amount = open_on(row, desk, history, self.as_of)
            if amount is None:
                continue
            if amount.currency != EURO:
                self.other.append(amount)
                continue
            plan = plans.get((row.invoice_number, EURO))
            left, customer = amount, customers.get(row.customer_number)
            what = f"{row.invoice_number} {customer.name if customer else row.customer_name}"
            for day, instalment in reversed(plan.instalments if plan else ()):
                part = min(instalment, left)
                if day >= self.as_of and part.cents > 0:
                    self._add("receivables", day, part, what)
                    left -= part
            if left and not self._add_item(row, left, what):
                doubtful.append(left)
        if doubtful:
            counted = Counted(len(doubtful), *_ITEMS)
            cell = CellRef("Receivables")
            self.findings.append(rules.DOUBTFUL.at(cell, amount=total(doubtful), items=counted, days=DOUBTFUL_DAYS))

    def _add_item(self, row: OpenItem, amount: Money, what: str) -> bool:
        """False where nobody can count on it any more. A credit is taken off in the first week."""
        if amount.cents < 0:
            self._add("receivables", self.as_of, amount, what)
            return True
        day = self._collected_on(row.invoice_number) or _later(
            row.due_date, self._habits.days_late(row.customer_number)
        )
        if (self.as_of - day).days > DOUBTFUL_DAYS:
            return False
        self._add("receivables", self._not_past(day), amount, what)
        return True

    def _collected_on(self, invoice_number: str) -> date | None:
        """The day its direct debit is due, while the bank has not credited it."""
        item = self.books.item(invoice_number)
        if item is None or item.debit is None or item.debit.status(item.settled) is not BatchStatus.PENDING:
            return None
        return self.books.batches[item.debit.batch].facts.execution_date

    def _not_past(self, day: date) -> date:
        return day if day > self.as_of else self.as_of + SOON

    def add_orders(self, orders: Table[OrderLine], customers: Table[Customer], items: Table[Item]) -> None:
        """What is ordered and not invoiced: delivered, invoiced and paid as this customer pays."""
        checked = check_orders(orders, customers, items, self.settings, self.books, self.as_of)
        for case in checked.sound_cases:
            if not case.line.cancelled:
                self._add_order(case)

    def _add_order(self, case: OrderCase) -> None:
        line = billable_line(case, self.settings)
        if line is None:
            return
        billed = self.books.billed_quantity(line.line.line_id) or Decimal(0)
        net = line.net_amount
        if line.quantity and billed:
            net = Money.rounded(net.amount * (line.quantity - billed) / line.quantity, net.currency)
        kind = RATE_KINDS.get(line.tax_code)
        rate = find_rate(kind, case.supplied_on) if kind and _is_taxed(line.customer, self.settings) else None
        gross = Money.rounded(net.amount * (100 + (rate.percent if rate else 0)) / 100, net.currency)
        if gross.currency != EURO:
            self.other.append(gross)
            return
        customer = line.customer
        days = customer.payment_days if customer.payment_days is not None else self.settings.payment_days
        invoiced = max(case.supplied_on, self.as_of)
        day = _later(invoiced, max(days or 0, 0) + self._habits.days_late(customer.customer_number))
        self._add("orders", day, gross, f"{line.order_number} {customer.name}")

    def _add(self, column: str, day: date, amount: Money, what: str) -> None:
        self.flows.append(Flow(column, day, amount, what))

    def told(self) -> Iterator[Finding]:
        """All findings, with one for each other currency."""
        yield from self.findings
        for currency in dict.fromkeys(each.currency for each in self.other):
            amount = total([each for each in self.other if each.currency == currency], currency)
            yield rules.OTHER_CURRENCY.at(CellRef("Receivables"), amount=amount)


def _is_taxed(customer: Customer, settings: Settings) -> bool:
    return treatment_of(customer) is TaxTreatment.DOMESTIC and not is_small_business(settings)


def is_small_business(settings: Settings) -> bool:
    """§ 19 UStG: no VAT on what is sold."""
    return settings.tax_scheme is not None and settings.tax_scheme.name == "SMALL_BUSINESS"


def _later(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))
