"""Up to three proposals for a line that was not settled, best first, each with its reason.

Points only rank; nothing is ever booked because of points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.deductions import is_usual_discount, looks_like_discount
from pyxl.banking.matching.evidence import named_clause, payer_clauses
from pyxl.banking.matching.listing import listed_solutions
from pyxl.banking.matching.pool import MOST_RIVALS, Pool, Reading
from pyxl.banking.matching.reasons import Reason, money
from pyxl.banking.matching.records import Candidate, Part
from pyxl.banking.matching.subsets import subset_solutions
from pyxl.banking.matching.sums import consecutive_runs
from pyxl.core.labels import Sentence

MOST_PROPOSALS = 3
_MOST_ITEMS = 200
_NAMED, _NEARLY, _TAIL, _AMOUNT, _PAYER, _LIKE, _SUBSET, _OLDEST = 60, 25, 15, 20, 25, 12, 30, 4


def proposals(reading: Reading, pool: Pool) -> tuple[Candidate, ...]:
    """The best three different choices of invoices for this line."""
    if reading.line.cents <= 0:
        return ()
    best: dict[tuple[Part, ...], Candidate] = {}
    for candidate in _all(reading, pool):
        before = best.get(candidate.parts)
        if candidate.sureness < pool.policy.propose_from:
            continue
        if candidate.parts and (before is None or candidate.points > before.points):
            best[candidate.parts] = candidate
    ranked = sorted(best.values(), key=lambda each: (-each.points, [part.number for part in each.parts]))
    return tuple(ranked[:MOST_PROPOSALS])


def _all(reading: Reading, pool: Pool) -> Iterator[Candidate]:
    named = [item for item in reading.words.strong if pool.is_open(item, reading.line)]
    if len(named) > 1:
        yield _several(reading, pool, named)
    for parts in listed_solutions(reading, pool)[:MOST_PROPOSALS]:
        numbers = tuple(part.number for part in parts)
        clauses = (why.NAMED_SEVERAL.bind(numbers=numbers), why.EXACT_SUM.bind(amount=reading.amount))
        yield Candidate(parts, Reason(clauses), 2 * _NAMED)
    for item in _single_items(reading, pool, named):
        yield from _single(reading, pool, item)
    customers = [reading.customer] if reading.payer else list(pool.payers.like(reading.line.name)[:2])
    for customer in customers:
        yield from _of_customer(reading, pool, customer)


def _single_items(reading: Reading, pool: Pool, named: Sequence[int]) -> list[int]:
    line = reading.line
    amounts = pool.with_amount(line)
    if amounts is None:
        customers = [reading.customer] if reading.payer else pool.payers.like(line.name)
        amounts = [item for customer in customers for item in pool.of_customer_with_amount(customer, line)]
    reduced = pool.with_reduced_amount(line)
    weak = [item for item in reading.words.weak_items() if pool.is_open(item, line)]
    nearly: list[int] = []
    if reading.payer and not named:
        own = pool.of_customer(reading.customer, line)[:MOST_RIVALS]
        nearly = [item for item in own if pool.numbers.is_nearly(reading.line, item)]
        reduced += [item for item in own if is_usual_discount(pool, item, line)]
    return list(dict.fromkeys([*named, *nearly, *amounts, *reduced, *weak]))


def _single(reading: Reading, pool: Pool, item: int) -> Iterator[Candidate]:
    line, entry = reading.line, pool.entries[item]
    points, clauses = _evidence(reading, pool, item)
    rest = pool.open[item] - line.cents
    part = Part(entry.number, entry.customer, min(line.cents, pool.open[item]))
    if rest == 0:
        yield Candidate((part,), Reason((*clauses, why.EXACT.bind(amount=reading.amount))), points)
        return
    open_money, missing = pool.open_money(item), money(abs(rest), line.currency)
    if rest < 0:
        text = why.TOO_MUCH.bind(numbers=entry.number, open=open_money, difference=missing)
        on_line = why.REST_ON_LINE.bind(rest=missing)
        yield Candidate((part,), Reason((*clauses, text, on_line)), points)
        return
    text = why.TOO_LITTLE.bind(numbers=entry.number, open=open_money, difference=missing)
    if looks_like_discount(pool, item, line) or rest == entry.discount:
        granted = Part(entry.number, entry.customer, line.cents, discount=rest)
        grant = why.WITH_GIVEN_DISCOUNT.bind(discount=missing)
        yield Candidate((granted,), Reason((*clauses, text, grant)), points + 1)
    stays = why.REST_STAYS_OPEN.bind(rest=missing)
    yield Candidate((part,), Reason((*clauses, text, stays)), points)


def _evidence(reading: Reading, pool: Pool, item: int) -> tuple[int, list[Sentence]]:
    words, entry = reading.words, pool.entries[item]
    points = 0
    clauses: list[Sentence] = []
    if item in words.strong:
        points += _NAMED
        clauses.append(named_clause(pool, [item]))
    elif pool.numbers.is_nearly(reading.line, item):
        points += _NEARLY
        clauses.append(why.NEARLY_NAMED.bind(numbers=entry.number))
    elif item in words.weak_items():
        points += _TAIL
        clauses.append(why.NAMED_IN_PART.bind(numbers=entry.number))
    rest = pool.open[item] - reading.line.cents
    is_reduced = (entry.discount and rest == entry.discount) or is_usual_discount(pool, item, reading.line)
    points += _AMOUNT if rest == 0 else _AMOUNT // 2 if is_reduced else 0
    if reading.customer == entry.customer:
        points += _PAYER
    elif pool.payers.is_like(reading.line.name, entry.customer):
        points += _LIKE
    clauses += payer_clauses(reading, pool, entry.customer)
    return points, clauses


def _several(reading: Reading, pool: Pool, items: Sequence[int]) -> Candidate:
    line = reading.line
    ordered = sorted(items, key=lambda item: (pool.entries[item].due_date, item))
    total = money(sum(pool.open[item] for item in ordered), line.currency)
    text = why.SUM_DIFFERS.bind(numbers=pool.numbers_of(ordered), open=total, amount=reading.amount)
    return Candidate(_allotted(reading, pool, ordered), Reason((text,)), 2 * _NAMED)


def _allotted(reading: Reading, pool: Pool, items: Iterable[int]) -> tuple[Part, ...]:
    """The payment spread over the items in their order; the last one may stay partly open."""
    left, parts = reading.line.cents, []
    for item in items:
        taken = min(left, pool.open[item])
        if taken > 0:
            parts.append(Part(pool.entries[item].number, pool.entries[item].customer, taken))
            left -= taken
    return tuple(parts)


def _of_customer(reading: Reading, pool: Pool, customer: str) -> Iterator[Candidate]:
    items = pool.of_customer(customer, reading.line)[:_MOST_ITEMS]
    if not items:
        return
    known = (reading.payer.clause(),) if reading.payer else (why.LIKE_NAME.bind(customer=customer),)
    strength = _PAYER if reading.payer else _LIKE
    named = set(pool.numbers_of(reading.words.strong))
    if len(named) < 2:
        solutions = subset_solutions(reading, pool, items)
        for parts in [each for each in solutions if named <= {part.number for part in each}]:
            numbers = tuple(part.number for part in parts)
            reason = Reason((why.ADD_UP.bind(numbers=numbers, amount=reading.amount), *known))
            yield Candidate(_for_customer(parts, customer), reason, strength + _SUBSET - len(parts))
        for run in consecutive_runs([pool.open[item] for item in items], reading.line.cents):
            chosen = [items[at] for at in run]
            text = why.NEIGHBOURS.bind(numbers=pool.numbers_of(chosen), amount=reading.amount)
            yield Candidate(_allotted(reading, pool, chosen), Reason((text, *known)), strength + _SUBSET + len(run))
    oldest = next((item for item in items if pool.open[item] > 0), None)
    if oldest is not None:
        may_be = why.MAY_BE_PART.bind(amount=reading.amount)
        yield Candidate(_allotted(reading, pool, [oldest]), Reason((*known, may_be)), strength + _OLDEST)


def _for_customer(parts: tuple[Part, ...], customer: str) -> tuple[Part, ...]:
    return tuple(Part(part.number, customer, part.cents, part.discount) for part in parts)
