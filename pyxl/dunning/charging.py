"""What a letter charges beside what is overdue: default interest, the lump sum of § 288 (5) BGB, a fee.

Where Settings say so, each letter's charges become an open item under the letter's number. What was booked so before
is asked for as an item, and is not charged a second time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pyxl.core.money import EURO, Money, total
from pyxl.dunning.business import is_business
from pyxl.dunning.default_begin import default_begin
from pyxl.dunning.interest import BUSINESS_POINTS, CONSUMER_POINTS, InterestLine, interest_lines, principals
from pyxl.dunning.payments import PaymentHistory
from pyxl.dunning.plans import Claim, LetterPlan, Policy
from pyxl.dunning.rows import DunningLevel

LUMP_SUM = Money.of(40)
"""§ 288 (5) BGB."""


@dataclass(frozen=True, slots=True)
class Charger:
    """Works out the charges of a day's letters."""

    policy: Policy
    history: PaymentHistory
    as_of: date

    def charged(self, plan: LetterPlan, level: DunningLevel) -> LetterPlan:
        """The plan with interest, lump sums and the fee."""
        business = plan.customer is not None and is_business(plan.customer)
        claims = tuple(self._charged(claim, level, business) for claim in plan.claims)
        letters = {each.letter.number: each.letter for claim in claims for each in claim.before}.values()
        zero = Money.zero(plan.currency)
        in_default = any(claim.begin and claim.begin.first_day <= self.as_of for claim in claims)
        has_lump_sum = any(claim.lump_sum or claim.lump_sum_before for claim in claims)
        # § 288 (5) BGB: the lump sum stands for such costs. Before default begins nothing is owed for a reminder.
        fees_before = zero if has_lump_sum else total([letter.fee for letter in letters], plan.currency)
        is_charged = in_default and not has_lump_sum and plan.currency == EURO
        fee = Money.rounded(level.fee or Decimal(0)) if is_charged else zero
        return replace(
            plan,
            claims=claims,
            fee=fee,
            fees_before=fees_before,
            fees_booked=_sum([letter.fees_booked for letter in letters], zero),
        )

    def _charged(self, claim: Claim, level: DunningLevel, business: bool) -> Claim:
        row, before, zero = claim.row, claim.before, Money.zero(claim.open.currency)
        reminded = before[0].letter.issued_on if before else None
        due, terms = claim.due_date, self.policy.terms
        begin = default_begin(due, row.invoice_date, not business, reminded, terms)
        is_late = begin is not None and begin.first_day <= self.as_of
        lines: tuple[InterestLine, ...] = ()
        if begin and is_late and level.charges_interest:
            paid = self.history.settled(row.invoice_number)
            periods = principals(claim.open, paid, begin.first_day, self.as_of)
            points = BUSINESS_POINTS if business else CONSUMER_POINTS
            lines = tuple(line for line in interest_lines(periods, self.policy.rates, points) if line.amount)
        lump_before = _sum([each.item.lump_sum for each in before], zero)
        is_new = is_late and business and level.charges_lump_sum and not lump_before and zero.currency == EURO
        interest = total([line.amount for line in lines], zero.currency) if lines else zero
        booked = _sum([each.item.interest_booked for each in before], zero)
        return Claim(
            row,
            claim.open,
            claim.level,
            claim.rises,
            claim.days_overdue,
            before,
            due,
            begin,
            lines,
            interest,
            LUMP_SUM if is_new else zero,
            lump_before,
            # A letter of a level without interest takes off none of what is an open item.
            min(booked, interest) if booked else zero,
            _sum([each.item.lump_sum_booked for each in before], zero),
        )


def _sum(amounts: Iterable[Money | None], zero: Money) -> Money:
    """The sum of what letters before asked for or booked; for most invoices there is none."""
    found = [each for each in amounts if each]
    return total(found, zero.currency) if found else zero
