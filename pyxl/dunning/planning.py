"""Who is to be dunned on a day: one letter per customer and currency over all that is overdue.

A pure function of open items, books, levels and policy. An invoice rises one level at a time; the letter has the
level of the highest, and lists the others with theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pyxl.core.labels import Sentence
from pyxl.core.money import Money
from pyxl.core.tables import Table
from pyxl.dunning import stops
from pyxl.dunning.charging import Charger
from pyxl.dunning.payments import PaymentHistory
from pyxl.dunning.plans import Claim, Credit, LetterPlan, OpenCharge, Policy
from pyxl.dunning.rows import DunningLevel
from pyxl.dunning.stops import InReview
from pyxl.ledger.books import Books
from pyxl.ledger.late_money.dunning import Asking
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer


@dataclass(frozen=True)
class _Group:
    customer_number: str
    currency: str
    rows: list[tuple[OpenItem, Money]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What is overdue of a customer, as it is gone through."""

    claims: list[Claim]
    charges: list[OpenCharge]
    stopped: list[tuple[str, Sentence]]


def plan_letters(
    items: Iterable[tuple[OpenItem, Money]],
    customers: Table[Customer],
    books: Books,
    in_review: InReview,
    policy: Policy,
    as_of: date,
) -> list[LetterPlan]:
    """A plan for each customer with something overdue. `items` are rows with what is open on them, not cancelled."""
    groups: dict[tuple[str, str], list[tuple[OpenItem, Money]]] = defaultdict(list)
    for row, amount in items:
        if amount:
            groups[row.customer_number, amount.currency].append((row, amount))
    history = PaymentHistory(books)
    planner = _Planner(books, in_review, policy, as_of, history)
    plans = []
    for (number, currency), rows in groups.items():
        if any(amount.amount > 0 and row.due_date < as_of for row, amount in rows):
            plans.append(planner.plan(_Group(number, currency, rows), customers.get(number)))
    return sorted(plans, key=lambda plan: (plan.level is None, -plan.overdue.amount, plan.customer_number))


class _Planner:
    def __init__(self, books: Books, in_review: InReview, policy: Policy, as_of: date, history: PaymentHistory) -> None:
        self.books, self.in_review, self.policy, self.as_of = books, in_review, policy, as_of
        self.history, self.charger = history, Charger(policy, history, as_of)

    def plan(self, group: _Group, customer: Customer | None) -> LetterPlan:
        currency, zero = group.currency, Money.zero(group.currency)
        found = self._items(group, customer)
        credits = tuple(Credit(row.invoice_number, -amount) for row, amount in group.rows if amount.amount < 0)
        rests = self.history.rests(group.customer_number, currency)
        credits += tuple(Credit(line_id, rest) for line_id, rest in rests)
        level = self.policy.level(max((claim.level for claim in found.claims if claim.rises), default=0))
        plan = LetterPlan(
            customer_number=group.customer_number,
            customer_name=customer.name if customer else group.rows[0][0].customer_name,
            customer=customer,
            currency=currency,
            level=level,
            claims=tuple(found.claims),
            credits=credits,
            open_charges=tuple(found.charges),
            stopped=tuple(found.stopped),
            fee=zero,
            fees_before=zero,
            fees_booked=zero,
        )
        if level is None:
            return plan
        why_not = self._too_little(plan)
        if why_not:
            return replace(plan, level=None, why_not=why_not)
        return self.charger.charged(plan, level)

    def _too_little(self, plan: LetterPlan) -> Sentence | None:
        """What earlier letters charged does not make a small invoice a large one."""
        principal, minimum = plan.principal, self.policy.minimum
        if plan.credit and principal.amount <= 0:
            return stops.CREDIT_COVERS.bind(amount=plan.credit)
        if principal.amount < minimum.amount:
            return stops.BELOW_MINIMUM.bind(amount=principal, minimum=minimum)
        return None

    def _items(self, group: _Group, customer: Customer | None) -> _Found:
        """What is overdue of that customer: invoices, and charges of earlier letters, which go with them."""
        found = _Found([], [], [])
        for row, amount in sorted(group.rows, key=lambda each: (each[0].due_date, each[0].invoice_number)):
            is_charge = self.books.dunning.is_charge(row.invoice_number)
            if amount.amount < 0 or (row.due_date >= self.as_of and not is_charge):
                continue
            stop = stops.item_stop(row, customer, self.books, self.in_review, self.as_of)
            if kept := self.policy.kept_plan(row.invoice_number, amount, self.as_of):
                stop = stop or stops.IN_INSTALMENTS.bind(day=kept.following(self.as_of))
            dispute = self.policy.disputes.dispute(row.customer_number, row.invoice_number, amount)
            if dispute and dispute.amount == amount:
                stop = stop or stops.DISPUTED.bind(cases=dispute.cases)
            claim = stop or (OpenCharge(row, amount) if is_charge else self._claim(row, amount))
            if isinstance(claim, Claim):
                rest = replace(claim, open=amount - dispute.amount, dispute=dispute) if dispute else claim
                found.claims.append(rest)
            elif isinstance(claim, OpenCharge):
                found.charges.append(claim)
            else:
                found.stopped.append((row.invoice_number, claim))
        return found

    def _claim(self, row: OpenItem, amount: Money) -> Claim | Sentence:
        """The invoice with its next level, or with the one it has; a sentence where none was reached yet."""
        due = self.policy.place.first_from(row.due_date)
        letters = self.books.dunning.standing(row.invoice_number)
        before = letters[-1].item.level if letters else 0
        following = self.policy.level(before + 1)
        earliest = self._earliest(due, letters, following)
        rises = following is not None and earliest <= self.as_of
        if not rises and not before:
            is_fresh = self.as_of <= _later(due, self.policy.tolerance_days)
            if is_fresh or following is None:
                return stops.ON_ITS_WAY.bind(day=row.due_date)
            return stops.TOO_EARLY.bind(level=1, day=earliest)
        level = before + 1 if rises else before
        return Claim(row, amount, level, rises, (self.as_of - row.due_date).days, letters, due)

    def _earliest(self, due: date, letters: Sequence[Asking], following: DunningLevel | None) -> date:
        """The first day of the next level: never before the time that the last letter gave, and money's way."""
        days = (following.days or 0) if following else 0
        if not letters:
            return max(_later(due, days), _later(due, self.policy.tolerance_days + 1))
        rising = next(each.letter for each in reversed(letters) if each.item.has_risen)
        latest = letters[0] if len(letters) == 1 else max(letters, key=lambda each: each.letter.pay_by)
        given = self.policy.place.first_from(latest.letter.pay_by)
        return max(_later(rising.issued_on, max(days, 1)), _later(given, self.policy.tolerance_days + 1))


def _later(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))
