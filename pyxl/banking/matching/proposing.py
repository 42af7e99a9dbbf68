"""Up to three proposals for a line that was not settled, best first, each with its reason.

Points only rank; nothing is ever booked because of points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.deductions import is_usual_discount, looks_like_discount
from pyxl.banking.matching.evidence import named_clause, payer_clauses
from pyxl.banking.matching.listing import listed_solutions
from pyxl.banking.matching.pool import MOST_RIVALS, Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import Reason, money
from pyxl.banking.matching.records import Candidate, Part
from pyxl.banking.matching.subsets import subset_solutions
from pyxl.banking.matching.sums import consecutive_runs
from pyxl.core.labels import Sentence, Text

MOST_PROPOSALS = 3
_MOST_ITEMS = 200
_NAMED, _NEARLY, _TAIL, _AMOUNT, _PAYER, _LIKE, _SUBSET, _OLDEST = 60, 25, 15, 20, 25, 12, 30, 4


class _Draft(NamedTuple):
    """A proposal before it is known to be among the best: only then its reason is told."""

    points: int
    parts: tuple[Part, ...]
    tell: Callable[..., tuple[Sentence, ...]]
    facts: tuple[object, ...]


def proposals(reading: Reading, pool: Pool) -> tuple[Candidate, ...]:
    """The best three different choices of invoices for this line."""
    if reading.line.cents <= 0:
        return ()
    best: dict[tuple[Part, ...], _Draft] = {}
    for draft in _all(reading, pool):
        before = best.get(draft.parts)
        if draft.parts and (before is None or draft.points > before.points):
            best[draft.parts] = draft
    ranked = sorted(best.values(), key=lambda each: (-each.points, [part.number for part in each.parts]))
    found = [Candidate(each.parts, Reason(each.tell(*each.facts)), each.points) for each in ranked[:MOST_PROPOSALS]]
    return tuple([candidate for candidate in found if candidate.sureness >= pool.policy.propose_from])


def _all(reading: Reading, pool: Pool) -> Iterator[_Draft]:
    named = [item for item in reading.words.strong if pool.is_open(item, reading.line)]
    if len(named) > 1:
        yield _several(reading, pool, named)
    for parts in listed_solutions(reading, pool)[:MOST_PROPOSALS]:
        yield _Draft(2 * _NAMED, parts, _tell_list, (reading, parts))
    items = _single_items(reading, pool, named)
    nearly = set(pool.numbers.nearly_named(reading.line, items))
    for item in items:
        yield from _single(reading, pool, item, item in nearly)
    customers = [reading.customer] if reading.payer else list(pool.payers.like(reading.line.name)[:2])
    for customer in customers:
        yield from _of_customer(reading, pool, customer)


def _tell_list(reading: Reading, parts: Sequence[Part]) -> tuple[Sentence, ...]:
    numbers = tuple(part.number for part in parts)
    return why.NAMED_SEVERAL.bind(numbers=numbers), why.EXACT_SUM.bind(amount=reading.amount)


def _single_items(reading: Reading, pool: Pool, named: Sequence[int]) -> list[int]:
    line = reading.line
    amounts, reduced = pool.with_full_or_reduced_amount(line)
    if amounts is None:
        customers = [reading.customer] if reading.payer else pool.payers.like(line.name)
        amounts = [item for customer in customers for item in pool.of_customer_with_amount(customer, line)]
    weak = [item for item in reading.words.weak_items() if pool.is_open(item, line)]
    nearly: list[int] = []
    if reading.payer and not named:
        own = pool.of_customer(reading.customer, line)[:MOST_RIVALS]
        nearly = pool.numbers.nearly_named(line, own)
        reduced += [item for item in own if is_usual_discount(pool, item, line)]
    return list(dict.fromkeys([*named, *nearly, *amounts, *reduced, *weak]))


def _single(reading: Reading, pool: Pool, item: int, is_nearly: bool) -> Iterator[_Draft]:
    line, entry = reading.line, pool.entries[item]
    points = _points(reading, pool, item, is_nearly)
    rest = pool.open[item] - line.cents
    part = Part(entry.number, entry.customer, min(line.cents, pool.open[item]))
    facts = (reading, pool, item, is_nearly)
    if rest == 0:
        yield _Draft(points, (part,), _tell_exact, facts)
    elif rest < 0:
        yield _Draft(points, (part,), _tell_too_much, facts)
    else:
        if looks_like_discount(pool, item, line) or rest == entry.discount:
            granted = Part(entry.number, entry.customer, line.cents, discount=rest)
            yield _Draft(points + 1, (granted,), _tell_too_little, (*facts, why.WITH_GIVEN_DISCOUNT, "discount"))
        yield _Draft(points, (part,), _tell_too_little, (*facts, why.REST_STAYS_OPEN, "rest"))


def _points(reading: Reading, pool: Pool, item: int, is_nearly: bool) -> int:
    words, entry = reading.words, pool.entries[item]
    points = _NAMED if item in words.strong else _NEARLY if is_nearly else _TAIL if item in words.weak_items() else 0
    rest = pool.open[item] - reading.line.cents
    if rest == 0:
        points += _AMOUNT
    elif (entry.discount and rest == entry.discount) or is_usual_discount(pool, item, reading.line):
        points += _AMOUNT // 2
    if reading.customer == entry.customer:
        points += _PAYER
    elif pool.payers.is_like(reading.line.name, entry.customer):
        points += _LIKE
    return points


def _tell_who(reading: Reading, pool: Pool, item: int, is_nearly: bool) -> tuple[Sentence, ...]:
    """What the text says of the item, and the payer."""
    words, number = reading.words, pool.entries[item].number
    named: tuple[Sentence, ...] = ()
    if item in words.strong:
        named = (named_clause(pool, [item]),)
    elif is_nearly:
        named = (why.NEARLY_NAMED.bind(numbers=number),)
    elif item in words.weak_items():
        named = (why.NAMED_IN_PART.bind(numbers=number),)
    return *named, *payer_clauses(reading, pool, pool.entries[item].customer)


def _tell_exact(reading: Reading, pool: Pool, item: int, is_nearly: bool) -> tuple[Sentence, ...]:
    return *_tell_who(reading, pool, item, is_nearly), why.EXACT.bind(amount=reading.amount)


def _tell_too_much(reading: Reading, pool: Pool, item: int, is_nearly: bool) -> tuple[Sentence, ...]:
    much = money(reading.line.cents - pool.open[item], reading.line.currency)
    text = why.TOO_MUCH.bind(numbers=pool.entries[item].number, open=pool.open_money(item), difference=much)
    return *_tell_who(reading, pool, item, is_nearly), text, why.REST_ON_LINE.bind(rest=much)


def _tell_too_little(
    reading: Reading, pool: Pool, item: int, is_nearly: bool, then: Text, fact: str
) -> tuple[Sentence, ...]:
    missing = money(pool.open[item] - reading.line.cents, reading.line.currency)
    text = why.TOO_LITTLE.bind(numbers=pool.entries[item].number, open=pool.open_money(item), difference=missing)
    return *_tell_who(reading, pool, item, is_nearly), text, then.bind(**{fact: missing})


def _several(reading: Reading, pool: Pool, items: Sequence[int]) -> _Draft:
    ordered = sorted(items, key=lambda item: (pool.entries[item].due_date, item))
    return _Draft(2 * _NAMED, _allotted(reading, pool, ordered), _tell_several, (reading, pool, ordered))


def _tell_several(reading: Reading, pool: Pool, items: Sequence[int]) -> tuple[Sentence, ...]:
    total = money(sum(pool.open[item] for item in items), reading.line.currency)
    return (why.SUM_DIFFERS.bind(numbers=pool.numbers_of(items), open=total, amount=reading.amount),)


def _allotted(reading: Reading, pool: Pool, items: Iterable[int]) -> tuple[Part, ...]:
    """The payment spread over the items in their order; the last one may stay partly open."""
    left, parts = reading.line.cents, []
    for item in items:
        taken = min(left, pool.open[item])
        if taken > 0:
            parts.append(Part(pool.entries[item].number, pool.entries[item].customer, taken))
            left -= taken
    return tuple(parts)


def _of_customer(reading: Reading, pool: Pool, customer: str) -> Iterator[_Draft]:
    items = pool.of_customer(customer, reading.line)[:_MOST_ITEMS]
    if not items:
        return
    strength = _PAYER if reading.payer else _LIKE
    named = set(pool.numbers_of(reading.words.strong))
    if len(named) < 2:
        solutions = subset_solutions(reading, pool, items)
        for parts in [each for each in solutions if named <= {part.number for part in each}]:
            whole = tuple(Part(part.number, customer, part.cents, part.discount) for part in parts)
            numbers = tuple(part.number for part in parts)
            yield _Draft(strength + _SUBSET - len(parts), whole, _tell_sum, (reading, customer, why.ADD_UP, numbers))
        for run in consecutive_runs([pool.open[item] for item in items], reading.line.cents):
            chosen = [items[at] for at in run]
            facts = (reading, customer, why.NEIGHBOURS, pool.numbers_of(chosen))
            yield _Draft(strength + _SUBSET + len(run), _allotted(reading, pool, chosen), _tell_sum, facts)
    oldest = next((item for item in items if pool.open[item] > 0), None)
    if oldest is not None:
        yield _Draft(strength + _OLDEST, _allotted(reading, pool, [oldest]), _tell_oldest, (reading, customer))


def _tell_sum(reading: Reading, customer: str, text: Text, numbers: tuple[str, ...]) -> tuple[Sentence, ...]:
    return text.bind(numbers=numbers, amount=reading.amount), _known(reading, customer)


def _tell_oldest(reading: Reading, customer: str) -> tuple[Sentence, ...]:
    return _known(reading, customer), why.MAY_BE_PART.bind(amount=reading.amount)


def _known(reading: Reading, customer: str) -> Sentence:
    return reading.payer.clause() if reading.payer else why.LIKE_NAME.bind(customer=customer)
