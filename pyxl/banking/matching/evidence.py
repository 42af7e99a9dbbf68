"""The evidence in words, and the guards: what speaks against a match that its layer found.

A typing error may stand behind a number, another invoice may be named beside the amount: then nothing is booked.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.payers import Evidence, Payer
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import money
from pyxl.banking.matching.records import Part, PaymentLine
from pyxl.banking.matching.spelling import DIGITS, TAIL
from pyxl.core.labels import Sentence
from pyxl.core.money import Money


def one_named(reading: Reading, pool: Pool) -> int | None:
    """The only item the line names: by its whole number, or by its tail when the payer is that customer."""
    strong = reading.words.strong
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
    is_only_a_name = reading.payer is not None and reading.payer.evidence is Evidence.NAME
    for mention in reading.words.mentions:
        if not set(mention.items).isdisjoint(items):
            continue
        if mention.strength >= DIGITS:
            return True
        if mention.strength >= TAIL and (
            is_only_a_name or any(pool.entries[item].customer == reading.customer for item in mention.items)
        ):
            return True
    return False


def named_clause(pool: Pool, items: Sequence[int]) -> Sentence:
    """`RE-2026-00657 is named in the purpose`."""
    text = why.NAMED if len(items) == 1 else why.NAMED_SEVERAL
    return text.bind(numbers=pool.numbers_of(items))


def amount_clause(line: PaymentLine, part: Part) -> Sentence:
    """`282.61 EUR is exact`, or the same with the discount that was due."""
    amount = money(line.cents, line.currency)
    if not part.discount:
        return why.EXACT.bind(amount=amount)
    return why.WITH_DISCOUNT.bind(amount=amount, discount=money(part.discount, line.currency), day=line.paid_on)


def payer_clauses(reading: Reading, pool: Pool, customer: str) -> tuple[Sentence, ...]:
    """What the payer adds to the evidence."""
    if reading.payer and reading.customer == customer:
        return (reading.payer.clause(),)
    if reading.payer and reading.payer.evidence is not Evidence.NAME:
        return (why.OTHER_PAYER.bind(customer=reading.customer),)
    if pool.payers.is_like(reading.line.name, customer):
        return (why.LIKE_NAME.bind(customer=customer),)
    return ()


def known_by_reference(line: PaymentLine, part: Part, known: Payer | tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The reason of the first layer, told when somebody reads it: most lines are settled so."""
    payer = (known.clause(),) if isinstance(known, Payer) else known
    return (why.NAMED.bind(numbers=(part.number,)), amount_clause(line, part), *payer)


def known_by_amount(line: PaymentLine, part: Part, rest: int, payer: Payer) -> tuple[Sentence, ...]:
    """The reason of the layer that knows the payer: only this invoice of the customer has the amount."""
    amount = money(rest, line.currency)
    only = why.ONLY_ITEM.bind(numbers=(part.number,), customer=part.customer, amount=amount)
    reduced = (amount_clause(line, part),) if part.discount else ()
    return (only, *reduced, payer.clause())


def known_by_sum(line: PaymentLine, numbers: tuple[str, ...], payer: Payer) -> tuple[Sentence, ...]:
    """The reason of a choice of invoices that alone adds up to the payment."""
    amount = money(line.cents, line.currency)
    return (why.ONLY_SUBSET.bind(numbers=numbers, customer=payer.customer, amount=amount), payer.clause())


def known_in_part(line: PaymentLine, part: Part, rest: int, payer: Payer) -> tuple[Sentence, ...]:
    """The reason of a part payment of the one invoice that is named: what was open, and what stays so."""
    left, before = money(rest - line.cents, line.currency), money(rest, line.currency)
    partial = why.PARTIAL.bind(amount=money(line.cents, line.currency), open=before, rest=left)
    return (why.NAMED.bind(numbers=(part.number,)), partial, payer.clause())


def nearly_known(line: PaymentLine, part: Part, payer: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The reason of a number with a typing error, and of whoever paid it."""
    return (why.NEARLY_NAMED.bind(numbers=(part.number,)), amount_clause(line, part), *payer)


def refund_clause(reading: Reading, amount: Money) -> Sentence:
    """Where the money would go back to: the account it came from, else whoever the bank names."""
    line = reading.line
    return why.REFUND.bind(amount=amount, iban=line.iban or line.name or why.THE_PAYER)
