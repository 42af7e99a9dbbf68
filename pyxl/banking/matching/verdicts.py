"""Why a line was left for a person, in words: paid twice, discount late, too much, too little, nobody knows who."""

from __future__ import annotations

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.deductions import deduction, looks_like_discount
from pyxl.banking.matching.evidence import refund_clause
from pyxl.banking.matching.payers import compact_iban
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.proposing import proposals
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import Reason, money
from pyxl.banking.matching.records import Undecided, Verdict
from pyxl.banking.matching.returns import is_money_back
from pyxl.banking.matching.subsets import subset_solutions
from pyxl.core.labels import Sentence

_Answer = tuple[Verdict, list[Sentence]]


def undecided(reading: Reading, pool: Pool) -> Undecided:
    """The verdict on a line that no layer settled, with its proposals."""
    verdict, clauses = _money_out(reading, pool) if reading.line.cents <= 0 else _money_in(reading, pool)
    candidates = () if verdict is Verdict.NO_CUSTOMER_PAYMENT else proposals(reading, pool)
    if reading.payer and verdict not in (Verdict.NO_CUSTOMER_PAYMENT, Verdict.PAID_OUT):
        clauses.append(reading.payer.clause())
    return Undecided(reading.line.line_id, verdict, Reason(tuple(clauses)), candidates)


def _money_out(reading: Reading, pool: Pool) -> _Answer:
    if is_money_back(reading):
        amount = money(-reading.line.cents, reading.line.currency)
        return Verdict.RETURN_NOT_FOUND, [why.RETURN_NOT_FOUND.bind(amount=amount)]
    if _is_own_transfer(reading, pool):
        return Verdict.NO_CUSTOMER_PAYMENT, [why.OWN_TRANSFER.bind()]
    if reading.payer:
        return Verdict.PAID_OUT, [why.PAID_OUT.bind(customer=reading.customer)]
    return Verdict.NO_CUSTOMER_PAYMENT, [why.MONEY_OUT.bind()]


def _is_own_transfer(reading: Reading, pool: Pool) -> bool:
    return compact_iban(reading.line.iban) in pool.policy.own_accounts


def _money_in(reading: Reading, pool: Pool) -> _Answer:
    if _is_own_transfer(reading, pool):
        return Verdict.NO_CUSTOMER_PAYMENT, [why.OWN_TRANSFER.bind()]
    if reading.is_own_money_back:
        return Verdict.NOTHING_FITS, [why.OWN_MONEY_BACK.bind(amount=reading.amount)]
    named = reading.words.strong
    still_open = [item for item in named if pool.is_open(item, reading.line)]
    if len(still_open) > 1:
        return _several_named(reading, pool, still_open)
    if still_open:
        return _one_named(reading, pool, still_open[0])
    for item in named:
        return _settled_named(reading, pool, item)
    return _nothing_named(reading, pool)


def _several_named(reading: Reading, pool: Pool, items: list[int]) -> _Answer:
    cents = sum(pool.open[item] for item in items)
    total = money(cents, reading.line.currency)
    text = why.SUM_DIFFERS.bind(numbers=pool.numbers_of(items), open=total, amount=reading.amount)
    return (Verdict.OVERPAID if reading.line.cents > cents else Verdict.AMOUNT_DIFFERS), [text]


def _one_named(reading: Reading, pool: Pool, item: int) -> _Answer:
    line, entry = reading.line, pool.entries[item]
    rest = pool.open[item] - line.cents
    difference = money(abs(rest), line.currency)
    if rest == 0:
        return Verdict.AMBIGUOUS, [why.SEVERAL_FIT.bind(amount=reading.amount)]
    if rest < 0:
        much = why.TOO_MUCH.bind(numbers=entry.number, open=pool.open_money(item), difference=difference)
        return Verdict.OVERPAID, [much]
    if not looks_like_discount(pool, item, line):
        little = why.TOO_LITTLE.bind(numbers=entry.number, open=pool.open_money(item), difference=difference)
        return Verdict.AMOUNT_DIFFERS, [little]
    verdict, sentence = deduction(pool, item, line)
    return verdict, [sentence]


def _settled_named(reading: Reading, pool: Pool, item: int) -> _Answer:
    entry = pool.entries[item]
    if entry.is_cancelled:
        return Verdict.CANCELLED_REFERENCE, [why.IS_CANCELLED.bind(numbers=entry.number)]
    if pool.open[item]:  # Open in another currency, or a credit: not paid twice.
        facts = {"open": pool.open_money(item), "amount": reading.amount}
        return Verdict.AMOUNT_DIFFERS, [why.OTHER_WAY.bind(numbers=entry.number, **facts)]
    return _paid_twice(reading, entry.number)


def _paid_twice(reading: Reading, number: str) -> _Answer:
    already = why.ALREADY_PAID.bind(numbers=number, amount=reading.amount)
    return Verdict.PAID_TWICE, [already, refund_clause(reading, reading.amount)]


def _nothing_named(reading: Reading, pool: Pool) -> _Answer:
    line = reading.line
    if reading.payer:
        if len(pool.of_customer_with_amount(reading.customer, line)) > 1:
            return Verdict.AMBIGUOUS, [why.SEVERAL_FIT.bind(amount=reading.amount)]
        if not pool.of_customer(reading.customer, line):
            return _settled_customer(reading, pool)
        if subset_solutions(reading, pool, pool.of_customer(reading.customer, line)):
            return Verdict.AMBIGUOUS, [why.SEVERAL_SUMS.bind(amount=reading.amount, customer=reading.customer)]
        return Verdict.AMOUNT_DIFFERS, [why.NO_SUM_FITS.bind(amount=reading.amount, customer=reading.customer)]
    if pool.with_amount(line) != []:
        return Verdict.UNKNOWN_PAYER, [why.ONLY_AMOUNT.bind(amount=reading.amount)]
    return Verdict.NOTHING_FITS, [why.NOTHING_FITS.bind()]


def _settled_customer(reading: Reading, pool: Pool) -> _Answer:
    """Nothing of the customer is open: the last settled invoice over this amount was perhaps paid twice."""
    for item in reversed(pool.all_of_customer(reading.customer)):
        entry = pool.entries[item]
        if entry.gross == reading.line.cents and not entry.is_cancelled and not pool.open[item]:
            return _paid_twice(reading, entry.number)
    return Verdict.AMOUNT_DIFFERS, [why.NOTHING_OPEN.bind(customer=reading.customer)]
