"""Who is to be dunned on a day: one letter per customer and currency over all that is overdue.

A pure function of open items, books, levels and policy. An invoice rises one level at a time; the letter has the
level of the highest, and lists the others with theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from pyxl.core.labels import Sentence
from pyxl.core.money import EURO, Money, total
from pyxl.core.tables import Table
from pyxl.dunning import stops
from pyxl.dunning.base_rates import BaseRates
from pyxl.dunning.business import is_business
from pyxl.dunning.default_begin import DefaultBegin, DefaultTerms, default_begin, effective_due_date
from pyxl.dunning.instalments import InstalmentPlan
from pyxl.dunning.interest import BUSINESS_POINTS, CONSUMER_POINTS, InterestLine, interest_lines, principals
from pyxl.dunning.payments import PaymentHistory
from pyxl.dunning.rows import DunningLevel
from pyxl.dunning.stops import InReview
from pyxl.ledger.books import Books
from pyxl.ledger.dunning import Asking
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata import Customer

LUMP_SUM = Money.of(40)
"""§ 288 (5) BGB."""
NOTHING = Money.zero()


@dataclass(frozen=True, slots=True)
class Policy:
    """What the firm has decided about dunning."""

    levels: tuple[DunningLevel, ...]
    rates: BaseRates
    terms: DefaultTerms
    minimum: Money
    tolerance_days: int
    instalments: Mapping[tuple[str, str], InstalmentPlan] = field(default_factory=dict)
    """By invoice and currency."""

    def kept_plan(self, number: str, amount: Money, as_of: date) -> InstalmentPlan | None:
        """The instalment plan of that invoice, where it is kept."""
        plan = self.instalments.get((number, amount.currency))
        return plan if plan and plan.is_kept(amount, as_of, self.tolerance_days) else None

    def level(self, number: int) -> DunningLevel | None:
        """The level of that number, from 1."""
        return self.levels[number - 1] if 0 < number <= len(self.levels) else None


@dataclass(frozen=True)
class Claim:
    """An overdue invoice that may be dunned."""

    row: OpenItem
    open: Money
    level: int
    """The level it has with this letter."""
    rises: bool
    days_overdue: int
    before: tuple[Asking, ...]
    """The letters that asked for it before, oldest first."""
    begin: DefaultBegin | None = None
    interest: tuple[InterestLine, ...] = ()
    lump_sum: Money = NOTHING
    """What this letter asks for the first time."""
    lump_sum_before: Money = NOTHING

    @cached_property
    def interest_total(self) -> Money:
        """The sum of the lines."""
        return total([line.amount for line in self.interest], self.open.currency)


@dataclass(frozen=True, slots=True)
class Credit:
    """Money of the customer that no invoice used yet."""

    number: str
    amount: Money


@dataclass(frozen=True)
class LetterPlan:
    """One customer's overdue items in one currency."""

    customer_number: str
    customer_name: str
    customer: Customer | None
    currency: str
    level: DunningLevel | None
    """None where there is no letter today."""
    claims: tuple[Claim, ...]
    credits: tuple[Credit, ...]
    fee: Money
    fees_before: Money
    stopped: tuple[tuple[str, Sentence], ...]
    why_not: Sentence | None = None

    @cached_property
    def overdue(self) -> Money:
        """What is overdue, less the customer's credit."""
        return total([each.open for each in self.claims], self.currency) - self.credit

    @cached_property
    def credit(self) -> Money:
        """The customer's credit."""
        return total([each.amount for each in self.credits], self.currency)

    @cached_property
    def interest(self) -> Money:
        """All default interest."""
        return total([each.interest_total for each in self.claims], self.currency)

    @cached_property
    def charges(self) -> Money:
        """Fees and lump sums, those of earlier letters too."""
        zero = Money.zero(self.currency)
        lumps = [each.lump_sum + each.lump_sum_before for each in self.claims] if self.currency == EURO else []
        return total(lumps, self.currency) + (self.fee + self.fees_before if self.currency == EURO else zero)

    @cached_property
    def asked(self) -> Money:
        """What the letter asks for."""
        return self.overdue + self.interest + self.charges


@dataclass(frozen=True)
class _Group:
    customer_number: str
    currency: str
    rows: list[tuple[OpenItem, Money]]


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
        self.history = history

    def plan(self, group: _Group, customer: Customer | None) -> LetterPlan:
        currency, zero = group.currency, Money.zero(group.currency)
        claims, stopped = self._claims(group, customer)
        credits = tuple(Credit(row.invoice_number, -amount) for row, amount in group.rows if amount.amount < 0)
        rests = self.history.rests(group.customer_number, currency)
        credits += tuple(Credit(line_id, rest) for line_id, rest in rests)
        level = self.policy.level(max((claim.level for claim in claims if claim.rises), default=0))
        name = customer.name if customer else group.rows[0][0].customer_name
        plan = LetterPlan(group.customer_number, name, customer, currency, level, claims, credits, zero, zero, stopped)
        if level is None:
            return plan
        why_not = self._too_little(plan)
        if why_not:
            return replace(plan, level=None, why_not=why_not)
        return self._charged(plan, level)

    def _too_little(self, plan: LetterPlan) -> Sentence | None:
        if plan.credit and plan.overdue.cents <= 0:
            return stops.CREDIT_COVERS.bind(amount=plan.credit)
        minimum = self.policy.minimum
        if plan.overdue.amount < minimum.amount:
            return stops.BELOW_MINIMUM.bind(amount=plan.overdue, minimum=minimum)
        return None

    def _claims(
        self, group: _Group, customer: Customer | None
    ) -> tuple[tuple[Claim, ...], tuple[tuple[str, Sentence], ...]]:
        claims: list[Claim] = []
        stopped: list[tuple[str, Sentence]] = []
        for row, amount in sorted(group.rows, key=lambda each: (each[0].due_date, each[0].invoice_number)):
            if amount.amount < 0 or row.due_date >= self.as_of:
                continue
            state = self.books.item(row.invoice_number)
            stop = stops.item_stop(row, customer, state, self.in_review, self.as_of)
            if kept := self.policy.kept_plan(row.invoice_number, amount, self.as_of):
                stop = stop or stops.IN_INSTALMENTS.bind(day=kept.following(self.as_of))
            claim = stop or self._claim(row, amount)
            if isinstance(claim, Claim):
                claims.append(claim)
            else:
                stopped.append((row.invoice_number, claim))
        return tuple(claims), tuple(stopped)

    def _claim(self, row: OpenItem, amount: Money) -> Claim | Sentence:
        """The invoice with its next level, or with the one it has; a sentence where none was reached yet."""
        due = effective_due_date(row.due_date)
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
        return Claim(row, amount, level, rises, (self.as_of - row.due_date).days, letters)

    def _earliest(self, due: date, letters: Sequence[Asking], following: DunningLevel | None) -> date:
        """The first day of the next level: never before the time that the last letter gave, and money's way."""
        days = (following.days or 0) if following else 0
        if not letters:
            return max(_later(due, days), _later(due, self.policy.tolerance_days + 1))
        rising = next(each.letter for each in reversed(letters) if each.item.has_risen)
        given = max(each.letter.pay_by for each in letters)
        return max(_later(rising.issued_on, max(days, 1)), _later(given, self.policy.tolerance_days + 1))

    def _charged(self, plan: LetterPlan, level: DunningLevel) -> LetterPlan:
        """The plan with interest, lump sums and the fee."""
        business = plan.customer is not None and is_business(plan.customer)
        claims = tuple(self._with_interest(claim, level, business) for claim in plan.claims)
        letters = {each.letter.number: each.letter for claim in claims for each in claim.before}
        zero = Money.zero(plan.currency)
        in_default = any(claim.begin and claim.begin.first_day <= self.as_of for claim in claims)
        has_lump_sum = any(claim.lump_sum or claim.lump_sum_before for claim in claims)
        # § 288 (5) BGB: the lump sum stands for such costs. Before default begins nothing is owed for a reminder.
        fees_before = zero if has_lump_sum else total([letter.fee for letter in letters.values()], plan.currency)
        is_charged = in_default and not has_lump_sum and plan.currency == EURO
        fee = Money.rounded(level.fee or Decimal(0)) if is_charged else zero
        return replace(plan, claims=claims, fee=fee, fees_before=fees_before)

    def _with_interest(self, claim: Claim, level: DunningLevel, business: bool) -> Claim:
        row, letters = claim.row, claim.before
        reminded = letters[0].letter.issued_on if letters else None
        begin = default_begin(row.due_date, row.invoice_date, not business, reminded, self.policy.terms)
        is_late = begin is not None and begin.first_day <= self.as_of
        lines: tuple[InterestLine, ...] = ()
        if begin and is_late and level.charges_interest:
            paid = self.history.settled(row.invoice_number)
            periods = principals(claim.open, paid, begin.first_day, self.as_of)
            points = BUSINESS_POINTS if business else CONSUMER_POINTS
            lines = tuple(line for line in interest_lines(periods, self.policy.rates, points) if line.amount)
        before = total([each.item.lump_sum for each in letters])
        is_new = is_late and business and level.charges_lump_sum and not before and claim.open.currency == EURO
        lump_sum = LUMP_SUM if is_new else NOTHING
        return Claim(
            row, claim.open, claim.level, claim.rises, claim.days_overdue, letters, begin, lines, lump_sum, before
        )


def _later(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))
