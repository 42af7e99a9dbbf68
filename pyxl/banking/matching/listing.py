"""Several invoices in one payment: the payer lists them, whole or by their last digits, and the sum is exact."""

from __future__ import annotations

from itertools import product

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.forms import Mention
from pyxl.banking.matching.payers import Evidence
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import Reason
from pyxl.banking.matching.records import Match, Part
from pyxl.banking.matching.spelling import DIGITS

_MOST_WAYS = 4096
_SKIPPED = -1


def by_list(reading: Reading, pool: Pool) -> Match | None:
    """Every number that stands there whole is used; of last digits those that make the sum. One way only."""
    solutions = listed_solutions(reading, pool)
    if len(solutions) != 1:
        return None
    parts = solutions[0]
    if not _belong_together(reading, pool, parts):
        return None
    numbers = tuple(part.number for part in parts)
    clauses = [why.NAMED_SEVERAL.bind(numbers=numbers), why.EXACT_SUM.bind(amount=reading.amount)]
    customers = {part.customer for part in parts}
    if reading.payer and customers == {reading.customer}:
        clauses.append(reading.payer.clause())
    all_whole = {pool.position[number] for number in numbers} <= set(reading.words.strong)
    proven = customers.pop() if len(customers) == 1 and all_whole else ""
    return Match(reading.line.line_id, parts, "listed", Reason(tuple(clauses)), proves_customer=proven)


def listed_solutions(reading: Reading, pool: Pool) -> list[tuple[Part, ...]]:
    """The different choices of what is listed that add up, at full price or all less the discount that is due."""
    choices = _choices(reading, pool)
    if choices is None:
        return []
    solutions = {
        solution
        for ways in (_all_full, _all_reduced)
        for chosen in product(*choices)
        if (solution := ways([item for item in chosen if item != _SKIPPED], reading, pool))
    }
    return sorted(solutions, key=lambda parts: [part.number for part in parts])


def _choices(reading: Reading, pool: Pool) -> list[list[int]] | None:
    """For each mention the items it may mean; None when there are too few, too many, or a named one is settled."""
    if len(reading.words.mentions) < 2:
        return None
    choices = []
    ways = 1
    for mention in _distinct(reading.words.mentions):
        items = [item for item in mention.items if pool.has_rest(item, reading.line)]
        own = [item for item in items if pool.entries[item].customer == reading.customer]
        items = own or items
        if mention.strength >= DIGITS:
            if not items:
                return None
        else:
            items.append(_SKIPPED)
        ways *= len(items)
        choices.append(items)
    return choices if len(choices) > 1 and ways <= _MOST_WAYS else None


def _distinct(mentions: tuple[Mention, ...]) -> list[Mention]:
    """Purpose and end-to-end id often name the same invoice."""
    return list({mention.items: mention for mention in mentions}.values())


def _all_full(items: list[int], reading: Reading, pool: Pool) -> tuple[Part, ...] | None:
    return _parts(items, [0] * len(items), reading, pool)


def _all_reduced(items: list[int], reading: Reading, pool: Pool) -> tuple[Part, ...] | None:
    discounts = [pool.discount_due(item, reading.line.paid_on) for item in items]
    return _parts(items, discounts, reading, pool) if any(discounts) else None


def _parts(items: list[int], discounts: list[int], reading: Reading, pool: Pool) -> tuple[Part, ...] | None:
    amounts = [pool.open[item] - discount for item, discount in zip(items, discounts, strict=True)]
    if len(items) < 2 or len(set(items)) != len(items) or sum(amounts) != reading.line.cents:
        return None
    parts = [
        Part(pool.entries[item].number, pool.entries[item].customer, amount, discount)
        for item, amount, discount in zip(items, amounts, discounts, strict=True)
    ]
    return tuple(sorted(parts, key=lambda part: part.number))


def _belong_together(reading: Reading, pool: Pool, parts: tuple[Part, ...]) -> bool:
    """Last digits alone may be anybody's: they count for one customer, and not against a known payer.

    A payer who is known by the name only may be a namesake: a whole number in the list counts more.
    """
    strong = set(reading.words.strong)
    if all(pool.position[part.number] in strong for part in parts):
        return True
    customers = {part.customer for part in parts}
    if len(customers) != 1 or not reading.payer or customers == {reading.customer}:
        return len(customers) == 1
    is_only_a_name = reading.payer.evidence is Evidence.NAME
    return is_only_a_name and any(pool.position[part.number] in strong for part in parts)
