"""What a proposal and a letter are made from: the firm's policy, the claims on a customer, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pyxl.core.labels import Sentence
from pyxl.core.money import Money, total
from pyxl.dunning.base_rates import BaseRates
from pyxl.dunning.default_begin import DefaultBegin, DefaultTerms
from pyxl.dunning.instalments import InstalmentPlan
from pyxl.dunning.interest import InterestLine
from pyxl.dunning.rows import DunningLevel
from pyxl.ledger.cases.disputes import Dispute, Disputes
from pyxl.ledger.late_money.dunning import Asking
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.reference_data.working_days import NATIONWIDE, WorkingDays

NOTHING = Money.zero()
NO_DISPUTES = Disputes()


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
    place: WorkingDays = NATIONWIDE
    """Whose holidays put due dates and deadlines off (§ 193 BGB)."""
    disputes: Disputes = NO_DISPUTES
    """What customers complained about and is not settled: nobody is dunned for it."""

    def kept_plan(self, number: str, amount: Money, as_of: date) -> InstalmentPlan | None:
        """The instalment plan of that invoice, where it is kept."""
        plan = self.instalments.get((number, amount.currency))
        return plan if plan and plan.is_kept(amount, as_of, self.tolerance_days) else None

    def level(self, number: int) -> DunningLevel | None:
        """The level of that number, from 1."""
        return self.levels[number - 1] if 0 < number <= len(self.levels) else None


@dataclass(frozen=True, slots=True)
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
    due_date: date
    """Put off to a working day (§ 193 BGB)."""
    begin: DefaultBegin | None = None
    interest: tuple[InterestLine, ...] = ()
    interest_total: Money = NOTHING
    """The sum of the lines."""
    lump_sum: Money = NOTHING
    """What this letter asks for the first time."""
    lump_sum_before: Money = NOTHING
    interest_booked: Money = NOTHING
    """How much of the interest is an open item already."""
    lump_sum_booked: Money = NOTHING
    dispute: Dispute | None = None
    """What of the invoice is not asked for; `open` is without it."""


@dataclass(frozen=True, slots=True)
class OpenCharge:
    """What an earlier letter charged, as the open item it became."""

    row: OpenItem
    open: Money


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
    open_charges: tuple[OpenCharge, ...]
    stopped: tuple[tuple[str, Sentence], ...]
    fee: Money
    fees_before: Money
    """Fees of earlier letters, booked or not."""
    fees_booked: Money
    why_not: Sentence | None = None

    @property
    def rows(self) -> tuple[OpenItem, ...]:
        """The open items that are asked for."""
        return (*(each.row for each in self.claims), *(each.row for each in self.open_charges))

    @cached_property
    def overdue(self) -> Money:
        """What is overdue, less the customer's credit."""
        owed = [*(each.open for each in self.claims), *(each.open for each in self.open_charges)]
        return total(owed, self.currency) - self.credit

    @property
    def principal(self) -> Money:
        """What is overdue of invoices, less the customer's credit."""
        return total([each.open for each in self.claims], self.currency) - self.credit

    @cached_property
    def credit(self) -> Money:
        """The customer's credit."""
        return total([each.amount for each in self.credits], self.currency)

    @cached_property
    def interest(self) -> Money:
        """All default interest, less what is an open item already."""
        return total([each.interest_total - each.interest_booked for each in self.claims], self.currency)

    @cached_property
    def lump_sums(self) -> Money:
        """Lump sums that are no open item yet."""
        sums = [each.lump_sum + each.lump_sum_before - each.lump_sum_booked for each in self.claims]
        return total(sums, self.currency)

    @cached_property
    def fees(self) -> Money:
        """Fees that are no open item yet; below zero where a lump sum stands for fees that are."""
        return self.fee + self.fees_before - self.fees_booked

    @cached_property
    def charges(self) -> Money:
        """Fees and lump sums that are no open item yet, those of earlier letters too."""
        return self.lump_sums + self.fees

    @cached_property
    def booked(self) -> Money:
        """Of interest, lump sums and fees what is an open item already, or was one."""
        sums = [each.interest_booked + each.lump_sum_booked for each in self.claims]
        return total(sums, self.currency) + self.fees_booked

    @cached_property
    def asked(self) -> Money:
        """What the letter asks for."""
        return self.overdue + self.interest + self.charges
