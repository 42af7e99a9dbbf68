"""The layers of evidence, surest first; each settles a line or leaves it to the next one.

Every layer is a function of a reading and the pool and answers with a match or None. A tie is never booked.
"""

from __future__ import annotations

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.evidence import (
    amount_clause,
    is_contradicted,
    known_by_amount,
    known_by_reference,
    nearly_known,
    payer_clauses,
    speaks_of_others,
)
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import Reason
from pyxl.banking.matching.records import Match
from pyxl.banking.matching.spelling import TAIL


def by_reference(reading: Reading, pool: Pool) -> Match | None:
    """The one invoice named by its whole number, and the amount is exact (or less the discount that is due)."""
    line, named = reading.line, reading.words.strong
    if len(named) > 1:
        named = tuple([item for item in named if pool.has_rest(item, line)])
    if len(named) != 1:
        return None
    part = pool.fitting(named[0], line, rounding=1)
    if part is None or is_contradicted(reading, pool, named[0]) or not pool.is_first_claim(named[0], reading):
        return None
    payer = reading.payer
    known = payer if payer and payer.customer == part.customer else payer_clauses(reading, pool, part.customer)
    return Match(line.line_id, (part,), "reference", Reason(known_by_reference, line, part, known), part.customer)


def by_tail(reading: Reading, pool: Pool) -> Match | None:
    """Only the last digits are named: the amount must be exact, and nothing may speak for another invoice."""
    line, words = reading.line, reading.words
    if words.strong:
        return None
    fits = []
    for mention in words.mentions:
        for item in mention.items:
            part = pool.fitting(item, line)
            if part and _may_use_tail(reading, pool, item, mention.strength):
                fits.append((item, part))
    if len({item for item, _ in fits}) != 1:
        return None
    item, part = fits[0]
    named = why.NAMED_IN_PART.bind(numbers=pool.numbers_of([item]))
    clauses = (named, amount_clause(line, part), *payer_clauses(reading, pool, part.customer))
    return Match(line.line_id, (part,), "last-digits", Reason(clauses))


def _may_use_tail(reading: Reading, pool: Pool, item: int, strength: int) -> bool:
    customer = pool.entries[item].customer
    if reading.payer:
        return reading.customer == customer
    if pool.payers.is_like(reading.line.name, customer):
        return True
    return strength >= TAIL and pool.with_amount(reading.line) == [item]


def by_near_reference(reading: Reading, pool: Pool) -> Match | None:
    """A number with one typing error: one invoice over exactly this amount has it, and the payer is no other."""
    line = reading.line
    if not pool.is_anybodys(line.cents) or _names_another_for_sure(reading, pool):
        return None
    items = pool.of_customer_with_amount(reading.customer, line) if reading.payer else pool.with_amount(line) or []
    near = pool.numbers.nearly_named(reading.line, items)
    if len(near) != 1:
        return None
    part = pool.fitting(near[0], line)
    if part is None:
        return None
    known = payer_clauses(reading, pool, part.customer)
    return Match(line.line_id, (part,), "near-reference", Reason(nearly_known, line, part, known))


def _names_another_for_sure(reading: Reading, pool: Pool) -> bool:
    """An invoice that is named in full is no typing error if it is the payer's own, or has this very amount."""
    for item in reading.words.strong:
        entry = pool.entries[item]
        if reading.customer == entry.customer or reading.line.cents in (entry.gross, pool.open[item]):
            return True
        if not reading.payer and pool.payers.is_like(reading.line.name, entry.customer):
            return True
    return False


def by_payer(reading: Reading, pool: Pool) -> Match | None:
    """A known payer, and exactly one of the customer's invoices has this amount."""
    line = reading.line
    if not reading.payer:
        return None
    items = pool.of_customer_with_amount(reading.customer, line)
    if len(items) != 1 or speaks_of_others(reading, pool, items) or not pool.is_first_claim(items[0], reading):
        return None
    part = pool.fitting(items[0], line)
    if part is None:
        return None
    reason = Reason(known_by_amount, line, part, pool.open[items[0]], reading.payer)
    return Match(line.line_id, (part,), "payer-amount", reason)
