"""One invoice is named, and another amount was paid: too little, too much, less a discount that is not due.

The money belongs to that invoice whatever becomes of the difference, so it is booked there. What is missing stays open
and what is too much stays on the bank line, until she decides.
"""

from __future__ import annotations

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.deductions import deduction, looks_like_discount
from pyxl.banking.matching.evidence import (
    known_in_part,
    named_clause,
    one_named,
    payer_clauses,
    refund_clause,
    speaks_of_others,
)
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import Reason, money
from pyxl.banking.matching.records import Candidate, Match, Part, PaymentLine, Undecided, Verdict
from pyxl.banking.matching.subsets import subset_solutions
from pyxl.core.labels import Sentence

_DECISION_POINTS = 100
"""That the invoice is meant is sure; what becomes of the difference is hers to say."""


def by_small_difference(reading: Reading, pool: Pool) -> Match | None:
    """The one invoice named, and the amount is off by no more than the write-off limit."""
    line = reading.line
    item = one_named(reading, pool)
    if item is None or (reading.payer and reading.customer != pool.entries[item].customer):
        return None
    entry, limit = pool.entries[item], pool.policy.limit_in(line.currency)
    sign = 1 if line.cents > 0 else -1
    for discount in {0, pool.discount_due(item, line.paid_on)}:
        short = pool.open[item] - discount - line.cents
        if 0 < abs(short) <= limit:
            part = Part(entry.number, entry.customer, line.cents, discount, short)
            text = why.SHORT_BY_LITTLE if short * sign > 0 else why.OVER_BY_LITTLE
            difference = text.bind(difference=money(abs(short), line.currency), limit=money(limit, line.currency))
            clauses = (named_clause(pool, [item]), difference, *payer_clauses(reading, pool, entry.customer))
            return Match(line.line_id, (part,), "write-off", Reason(clauses))
    return None


def by_other_amount(reading: Reading, pool: Pool) -> Match | None:
    """The one invoice named, the payer is its customer, and no other invoice of the customer explains the amount."""
    line = reading.line
    item = one_named(reading, pool)
    if item is None or line.cents <= 0 or not reading.payer or reading.customer != pool.entries[item].customer:
        return None
    if pool.of_customer_with_amount(reading.customer, line) or not pool.open[item] - line.cents:
        return None
    if any(_explains(pool, other, line) for other in pool.of_customer(reading.customer, line) if other != item):
        return None
    if line.cents > pool.open[item]:
        return _overpayment(reading, pool, item, named_clause(pool, [item]), reading.payer.clause())
    if looks_like_discount(pool, item, line):
        return _deducted(reading, pool, item, named_clause(pool, [item]), reading.payer.clause())
    part = Part(pool.entries[item].number, reading.customer, line.cents)
    reason = Reason(known_in_part, line, part, pool.open[item], reading.payer)
    return Match(line.line_id, (part,), "part-payment", reason)


def _explains(pool: Pool, other: int, line: PaymentLine) -> bool:
    """Whether another invoice is nearly this amount: then a typing error may have named the wrong one."""
    entry, missing = pool.entries[other], pool.open[other] - line.cents
    is_nearly_exact = abs(missing) <= pool.policy.limit_in(line.currency)
    return is_nearly_exact or (entry.discount > 0 and abs(missing - entry.discount) <= 1)


def _overpayment(reading: Reading, pool: Pool, item: int, named: Sentence, known: Sentence) -> Match | None:
    """Up to twice what is open; more is rather a payment of something else that only mentions the invoice."""
    line, entry = reading.line, pool.entries[item]
    surplus = line.cents - pool.open[item]
    if surplus > pool.open[item] or subset_solutions(reading, pool, pool.of_customer(reading.customer, line)):
        return None
    difference = money(surplus, line.currency)
    much = why.TOO_MUCH.bind(numbers=entry.number, open=pool.open_money(item), difference=difference)
    on_line = why.REST_ON_LINE.bind(rest=difference)
    part = Part(entry.number, entry.customer, pool.open[item])
    refund = refund_clause(reading, difference)
    as_credit = Candidate((part,), Reason((on_line,)), _DECISION_POINTS)
    question = Undecided(line.line_id, Verdict.OVERPAID, Reason((much, known, refund)), (as_credit,))
    return Match(line.line_id, (part,), "overpaid", Reason((named, much, on_line, known)), question=question)


def _deducted(reading: Reading, pool: Pool, item: int, named: Sentence, known: Sentence) -> Match:
    """The payment is booked, the discount is not: granting it is one tick in Review, refusing it is none."""
    line, entry = reading.line, pool.entries[item]
    verdict, deducted = deduction(pool, item, line)
    rest = money(pool.open[item] - line.cents, line.currency)
    granted = Part(entry.number, entry.customer, line.cents, discount=pool.open[item] - line.cents)
    grant = Candidate((granted,), Reason((why.WITH_GIVEN_DISCOUNT.bind(discount=rest),)), _DECISION_POINTS)
    part = Part(entry.number, entry.customer, line.cents)
    stays = why.REST_STAYS_OPEN.bind(rest=rest)
    refuse = Candidate((part,), Reason((stays,)), _DECISION_POINTS)
    question = Undecided(line.line_id, verdict, Reason((deducted, known)), (grant, refuse))
    return Match(line.line_id, (part,), "part-payment", Reason((named, deducted, stays, known)), question=question)


def by_late_discount(reading: Reading, pool: Pool) -> Match | None:
    """No number, a known payer, and one invoice only fits: less its discount by terms, which is due no more."""
    line = reading.line
    if not reading.payer or line.cents <= 0 or pool.of_customer_with_amount(reading.customer, line):
        return None
    reduced = [
        item
        for item in pool.of_customer(reading.customer, line)
        if pool.entries[item].discount and pool.open[item] - pool.entries[item].discount == line.cents
    ]
    if len(reduced) != 1 or speaks_of_others(reading, pool, reduced):
        return None
    if subset_solutions(reading, pool, pool.of_customer(reading.customer, line)):
        return None
    known = reading.payer.clause()
    number = pool.entries[reduced[0]].number
    only = why.ONLY_ITEM.bind(numbers=number, customer=reading.customer, amount=pool.open_money(reduced[0]))
    return _deducted(reading, pool, reduced[0], only, known)
