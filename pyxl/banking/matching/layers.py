"""The layers of evidence, surest first; each settles a line or leaves it to the next one.

Every layer is a function of a reading and the pool and answers with a match or None. A tie is never booked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.deductions import looks_like_discount
from pyxl.banking.matching.listing import by_list
from pyxl.banking.matching.numbers import DIGITS, TAIL
from pyxl.banking.matching.payers import Evidence
from pyxl.banking.matching.pool import Pool, Reading
from pyxl.banking.matching.reasons import Reason, money
from pyxl.banking.matching.records import Match, Part
from pyxl.banking.matching.returns import by_return
from pyxl.banking.matching.sums import MOST_ITEMS, chance_of_sum, subsets_with_sum
from pyxl.core.labels import Sentence

LARGEST_SUBSET = 6
MOST_CHANCE = 0.002
"""A sum is booked only when chance alone would hit it less than once in 500 payments."""

Layer = Callable[[Reading, Pool], Match | None]


def by_reference(reading: Reading, pool: Pool) -> Match | None:
    """The one invoice named by its whole number, and the amount is exact (or less the discount that is due)."""
    line = reading.line
    named = [item for item in reading.words.strong_items() if pool.has_rest(item, line)]
    if len(named) != 1:
        return None
    part = pool.fitting(named[0], line, rounding=1)
    if part is None or is_contradicted(reading, pool, named[0]) or not pool.is_first_claim(named[0], line):
        return None
    clauses = (named_clause(pool, named), amount_clause(reading, part), *payer_clauses(reading, pool, part.customer))
    return Match(line.line_id, (part,), "reference", Reason(clauses), proves_customer=part.customer)


def by_tail(reading: Reading, pool: Pool) -> Match | None:
    """Only the last digits are named: the amount must be exact, and nothing may speak for another invoice."""
    line, words = reading.line, reading.words
    if words.strong_items():
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
    clauses = (named, amount_clause(reading, part), *payer_clauses(reading, pool, part.customer))
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
    if _names_another_for_sure(reading, pool):
        return None
    items = pool.of_customer_with_amount(reading.customer, line) if reading.payer else pool.with_amount(line) or []
    near = [item for item in items if pool.numbers.is_nearly(reading.words, item)]
    if len(near) != 1:
        return None
    part = pool.fitting(near[0], line)
    if part is None:
        return None
    nearly = why.NEARLY_NAMED.bind(numbers=pool.numbers_of(near))
    clauses = (nearly, amount_clause(reading, part), *payer_clauses(reading, pool, part.customer))
    return Match(line.line_id, (part,), "near-reference", Reason(clauses))


def _names_another_for_sure(reading: Reading, pool: Pool) -> bool:
    """An invoice that is named in full is no typing error if it is the payer's own, or has this very amount."""
    for item in reading.words.strong_items():
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
    if len(items) != 1 or speaks_of_others(reading, pool, items) or not pool.is_first_claim(items[0], line):
        return None
    part = pool.fitting(items[0], line)
    if part is None:
        return None
    only = why.ONLY_ITEM.bind(numbers=pool.numbers_of(items), customer=part.customer, amount=pool.open_money(items[0]))
    first = (only,) if not part.discount else (only, amount_clause(reading, part))
    return Match(line.line_id, (part,), "payer-amount", Reason((*first, reading.payer.clause())))


def by_subset(reading: Reading, pool: Pool) -> Match | None:
    """A known customer, and exactly one choice of the open invoices adds up to the payment."""
    line = reading.line
    if not reading.payer:
        return None
    items = pool.of_customer(reading.customer, line, credits_too=True)
    solutions = subset_solutions(reading, pool, items)
    if len(solutions) != 1:
        return None
    parts = solutions[0]
    chosen = [pool.position[part.number] for part in parts]
    if len(parts) < 2 or speaks_of_others(reading, pool, chosen):
        return None
    is_everything = len(parts) == len(items)
    if not is_everything and chance_of_sum([pool.open[item] for item in items], len(parts)) > MOST_CHANCE:
        return None
    only = why.ONLY_SUBSET.bind(numbers=pool.numbers_of(chosen), customer=reading.customer, amount=reading.amount)
    return Match(line.line_id, parts, "subset", Reason((only, reading.payer.clause())))


def subset_solutions(reading: Reading, pool: Pool, items: Sequence[int]) -> list[tuple[Part, ...]]:
    """The different choices of items that add up, at full price or all less the discount that is due."""
    line = reading.line
    found: dict[tuple[int, ...], tuple[Part, ...]] = {}
    discounts = [pool.discount_due(item, line.paid_on) for item in items]
    for taken in [[0] * len(items)] + ([discounts] if any(discounts) else []):
        values = [pool.open[item] - discount for item, discount in zip(items, taken, strict=True)]
        if items and sum(values) == line.cents:
            subsets = [tuple(range(len(items)))]
        elif len(items) <= MOST_ITEMS:
            subsets = subsets_with_sum(values, line.cents, LARGEST_SUBSET)
        else:
            subsets = []
        for chosen in subsets:
            found.setdefault(
                chosen,
                tuple(
                    Part(pool.entries[items[at]].number, reading.customer, values[at], discount=taken[at])
                    for at in chosen
                ),
            )
    return [found[chosen] for chosen in sorted(found)]


def by_small_difference(reading: Reading, pool: Pool) -> Match | None:
    """The one invoice named, and the amount is off by no more than the write-off limit."""
    line = reading.line
    item = _one_named(reading, pool)
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


def by_part_payment(reading: Reading, pool: Pool) -> Match | None:
    """The one invoice named, the payer is its customer, and less was paid: the rest stays open."""
    line = reading.line
    item = _one_named(reading, pool)
    if item is None or line.cents <= 0 or not reading.payer or reading.customer != pool.entries[item].customer:
        return None
    rest = pool.open[item] - line.cents
    if rest <= 0 or looks_like_discount(pool, item, line):
        return None
    if pool.of_customer_with_amount(reading.customer, line):
        return None
    entry = pool.entries[item]
    part = Part(entry.number, entry.customer, line.cents)
    partial = why.PARTIAL.bind(amount=reading.amount, open=pool.open_money(item), rest=money(rest, line.currency))
    clauses = (named_clause(pool, [item]), partial, reading.payer.clause())
    return Match(line.line_id, (part,), "part-payment", Reason(clauses))


def _one_named(reading: Reading, pool: Pool) -> int | None:
    """The only item the line names: by its whole number, or by its tail when the payer is that customer."""
    strong = reading.words.strong_items()
    named = strong or tuple(
        item
        for mention in reading.words.mentions
        if mention.strength >= TAIL
        for item in mention.items
        if reading.customer == pool.entries[item].customer
    )
    if len(named) != 1 or not pool.is_open(named[0], reading.line):
        return None
    return named[0]


def is_contradicted(reading: Reading, pool: Pool, item: int) -> bool:
    """Whether a typing error may stand behind the number: another invoice over this amount fits the payer better."""
    customer = pool.entries[item].customer
    if reading.payer:
        if reading.customer == customer:
            return False
        return bool(pool.of_customer_with_amount(reading.customer, reading.line))
    if pool.payers.is_like(reading.line.name, customer):
        return False
    rivals = pool.with_amount(reading.line)
    if rivals is None:
        return True
    return any(rival != item and pool.numbers.are_neighbours(item, rival) for rival in rivals)


def speaks_of_others(reading: Reading, pool: Pool, items: Sequence[int]) -> bool:
    """Whether the text names an invoice that is not among these: then amounts alone decide nothing."""
    for mention in reading.words.mentions:
        if not set(mention.items).isdisjoint(items):
            continue
        if mention.strength >= DIGITS:
            return True
        if mention.strength >= TAIL and any(pool.entries[item].customer == reading.customer for item in mention.items):
            return True
    return False


def named_clause(pool: Pool, items: Sequence[int]) -> Sentence:
    """`RE-2026-00657 is named in the purpose`."""
    text = why.NAMED if len(items) == 1 else why.NAMED_SEVERAL
    return text.bind(numbers=pool.numbers_of(items))


def amount_clause(reading: Reading, part: Part) -> Sentence:
    """`282.61 EUR is exact`, or the same with the discount that was due."""
    if not part.discount:
        return why.EXACT.bind(amount=reading.amount)
    line = reading.line
    return why.WITH_DISCOUNT.bind(amount=reading.amount, discount=money(part.discount, line.currency), day=line.paid_on)


def payer_clauses(reading: Reading, pool: Pool, customer: str) -> tuple[Sentence, ...]:
    """What the payer adds to the evidence."""
    if reading.payer and reading.customer == customer:
        return (reading.payer.clause(),)
    if reading.payer and reading.payer.evidence is not Evidence.NAME:
        return (why.OTHER_PAYER.bind(customer=reading.customer),)
    if pool.payers.is_like(reading.line.name, customer):
        return (why.LIKE_NAME.bind(customer=customer),)
    return ()


REFERENCE_LAYERS: tuple[Layer, ...] = (by_reference, by_list, by_tail)
"""These prove a payer, so they come before the layers that need to know one."""
PAYER_LAYERS: tuple[Layer, ...] = (
    by_near_reference,
    by_payer,
    by_subset,
    by_small_difference,
    by_part_payment,
    by_return,
)
