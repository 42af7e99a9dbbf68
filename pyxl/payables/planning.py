"""What to pay on a day: what would be late by the next run, cash discount where it is worth more than money costs.

>>> is_worth_it(Money.of(20), Money.of(1000), 20, Decimal(8))
True
>>> is_worth_it(Money.of(1), Money.of(1000), 60, Decimal(8))
False
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pyxl.core.findings import Finding
from pyxl.core.labels import Sentence, Text
from pyxl.core.money import Money
from pyxl.core.tables import Table
from pyxl.formats.sepa.text import TEXT_LENGTH
from pyxl.ledger.books import Books
from pyxl.ledger.payables.payables import BillState
from pyxl.ledger.payables.rows import Bill, BillStatus
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables.holds import Holds
from pyxl.payables.matching import OrderMatch
from pyxl.payables.unassigned import UnassignedPayments
from pyxl.reference_data.target_days import target_day_after
from pyxl.settings import DAYS_MAX, Settings, TransferPer

_OVERDUE = Text("Overdue since {day}.", "Überfällig seit {day}.")
_DUE = Text("Due on {day}, before the next run on {next}.", "Fällig am {day}, vor dem nächsten Lauf am {next}.")
_DISCOUNT = Text("{percent} % discount until {day}.", "{percent} % Skonto bis {day}.")
_CREDIT = Text("Netted with bills of the supplier.", "Wird mit Rechnungen des Lieferanten verrechnet.")
_YEAR = 365


@dataclass(frozen=True)
class PlannedBill:
    """An open bill as the payment run sees it."""

    bill: BillState
    supplier: Supplier | None
    amount: Money
    """What is to be paid of it; negative for a credit note."""
    discount: Money | None
    reasons: tuple[Sentence, ...]
    """Why now."""
    holds: tuple[Finding, ...]
    flags: tuple[Finding, ...]
    is_refund: bool = False
    """Whether it is a customer's credit that is paid out; the supplier is the customer then, as a payee."""

    @property
    def bill_id(self) -> str:
        """The key of its row in the proposal."""
        return self.bill.facts.bill_id


@dataclass(frozen=True)
class PaymentPlan:
    """What one day's run pays, and what it does not."""

    execution_date: date
    next_run: date
    bills: tuple[PlannedBill, ...]
    later: int
    """Open bills that have time until the next run."""


def plan_payments(
    bills: Table[Bill],
    suppliers: Table[Supplier],
    settings: Settings,
    books: Books,
    as_of: date,
    sanctions: frozenset[str] = frozenset(),
    match: OrderMatch | None = None,
    refunds: Iterable[PlannedBill] = (),
) -> PaymentPlan:
    """The open bills for the next banking day, each supplier's together; then what is paid out to customers."""
    day = target_day_after(as_of, 1)
    next_run = day + timedelta(days=min(max(settings.payment_run_days or 0, 1), DAYS_MAX))
    holds = Holds(bills, suppliers, settings, books.payables, sanctions, match, UnassignedPayments(books))
    open_bills = [bill for bill in books.payables.bills.values() if _is_open(bill)]
    planned = [_planned(bill, suppliers, settings, holds, day, next_run) for bill in open_bills]
    now = [each for each in planned if each.reasons]
    ordered = sorted(now, key=lambda each: (each.bill.facts.supplier_number, each.bill.facts.due_date, each.bill.key))
    return PaymentPlan(day, next_run, (*ordered, *refunds), len(planned) - len(now))


def _is_open(bill: BillState) -> bool:
    return bill.status in (BillStatus.OPEN, BillStatus.PARTLY_PAID)


def _planned(
    bill: BillState, suppliers: Table[Supplier], settings: Settings, holds: Holds, day: date, next_run: date
) -> PlannedBill:
    discount, reasons = _when(bill, settings, day, next_run)
    amount = bill.amount_open - discount if discount else bill.amount_open
    supplier = suppliers.get(bill.facts.supplier_number)
    if not reasons:
        return PlannedBill(bill, supplier, amount, discount, (), (), ())
    return PlannedBill(bill, supplier, amount, discount, reasons, holds.of(bill), holds.flags(bill))


def _when(bill: BillState, settings: Settings, day: date, next_run: date) -> tuple[Money | None, tuple[Sentence, ...]]:
    """The discount that is taken, and why the bill is paid in this run; no reason where it has time."""
    facts, open_ = bill.facts, bill.amount_open
    if open_.cents < 0:
        return None, (_CREDIT.bind(),)
    is_late = facts.due_date < next_run
    discount = None
    reasons: list[Sentence] = []
    offered = [] if bill.amount_paid else [each for each in facts.discounts if each.until >= day]
    if offered:
        best = offered[0]
        days = max((facts.due_date - day).days, 0)
        is_worth = is_worth_it(best.amount, open_, days, settings.money_cost_percent or Decimal(0))
        if is_late or (is_worth and best.until < next_run):
            discount = best.amount
            reasons.append(_DISCOUNT.bind(percent=best.percent, day=best.until))
    if is_late:
        text = _OVERDUE if facts.due_date < day else _DUE
        reasons.append(text.bind(day=facts.due_date, next=next_run))
    return discount, tuple(reasons)


def is_worth_it(discount: Money, open_: Money, days_early: int, percent: Decimal) -> bool:
    """Whether the discount is more than the money costs for the days it is paid earlier."""
    return discount.amount > open_.amount * percent / 100 * days_early / _YEAR


@dataclass(frozen=True)
class PlannedTransfer:
    """Bills of one supplier that are paid in one sum."""

    supplier: Supplier
    bills: tuple[PlannedBill, ...]
    """At least one."""

    @property
    def cents(self) -> int:
        """What is transferred."""
        return sum(each.amount.cents for each in self.bills)

    @property
    def purpose(self) -> str:
        """The numbers by which the supplier books it."""
        return purpose_of(self.bills)


def purpose_of(bills: Sequence[PlannedBill]) -> str:
    """The numbers of the bills; of credit notes with a minus."""
    return ", ".join(f"{'-' if each.amount.cents < 0 else ''}{each.bill.facts.bill_number}" for each in bills)


def transfers_of(
    bills: Iterable[PlannedBill], per: TransferPer | None
) -> tuple[list[PlannedTransfer], list[PlannedBill]]:
    """The transfers for these bills, and the credit notes that find no bill large enough."""
    transfers: list[PlannedTransfer] = []
    waiting: list[PlannedBill] = []
    by_supplier: dict[tuple[bool, str], list[PlannedBill]] = {}
    for each in bills:  # A customer and a supplier may have the same number.
        by_supplier.setdefault((each.is_refund, each.bill.facts.supplier_number), []).append(each)
    for group in by_supplier.values():
        credits = sorted((each for each in group if each.amount.cents < 0), key=lambda each: each.amount.cents)
        parts = _parts([each for each in group if each.amount.cents > 0], per)
        for credit in credits:
            part = max(parts, key=_cents, default=[])
            if _cents(part) + credit.amount.cents > 0:
                part.append(credit)
            else:
                waiting.append(credit)
        supplier = group[0].supplier
        assert supplier is not None, "a bill without a supplier is held"
        transfers += [PlannedTransfer(supplier, tuple(part)) for part in parts]
    return transfers, waiting


def _parts(bills: list[PlannedBill], per: TransferPer | None) -> list[list[PlannedBill]]:
    """One transfer for all bills, or one for each; as many as their numbers need room in the purpose."""
    parts: list[list[PlannedBill]] = []
    for each in bills:
        if parts and per is not TransferPer.BILL and len(purpose_of([*parts[-1], each])) <= TEXT_LENGTH:
            parts[-1].append(each)
        else:
            parts.append([each])
    return parts


def _cents(part: Sequence[PlannedBill]) -> int:
    return sum(each.amount.cents for each in part)
