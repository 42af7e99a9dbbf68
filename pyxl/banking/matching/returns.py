"""Payments that came back: a returned debit, a recalled transfer. The invoice they settled is open again."""

from __future__ import annotations

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.comebacks import traces_of
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import Reason, money
from pyxl.banking.matching.records import Match, Part, PaymentLine, Settlement

HIGHEST_FEE = 2000
"""Cents a bank may keep back for a returned debit; more is another payment."""


def is_money_back(reading: Reading) -> bool:
    """Money went out and the bank says it is a return, or an own invoice is named."""
    return may_take_back(reading.line, reading.words.strong)


def may_take_back(line: PaymentLine, named: tuple[int, ...]) -> bool:
    """The same of a line before it is looked at any closer; `named`: by their whole number."""
    return line.cents < 0 and (line.is_return or bool(named))


def by_return(reading: Reading, pool: Pool) -> Match | None:
    """The one settled payment that this line takes back, with all its parts, discount and write-off too."""
    if not is_money_back(reading):
        return None
    originals = _originals(reading, pool)
    if len(originals) != 1:
        return None
    original = originals[0]
    line = reading.line
    parts = tuple(
        Part(part.number, part.customer, -part.cents, -part.discount, -part.written_off, is_return=True)
        for part in original.parts
    )
    numbers = tuple(part.number for part in parts)
    amount = money(original.cents, line.currency)
    clauses = [why.RETURNED.bind(amount=amount, day=original.booking_date, numbers=numbers)]
    # Of a payout the house kept its fee: what went back is less than what the invoices were settled by.
    fee = sum(part.cents for part in parts) - line.cents
    if fee:
        text = why.RETURN_FEE if fee > 0 else why.FEE_CAME_BACK
        clauses.append(text.bind(fee=money(abs(fee), line.currency)))
    return Match(line.line_id, parts, "return", Reason(tuple(clauses)), returns_line=original.line_id, fee=fee)


def _originals(reading: Reading, pool: Pool) -> list[Settlement]:
    """Payments that this may take back, by reference or IBAN: of the same amount, else with a fee on top."""
    line = reading.line
    named = pool.numbers_of(reading.words.strong)
    back = -line.cents
    fitting = [
        each
        for each in pool.comebacks.found_by(traces_of(line, named))
        if each.line_id not in pool.returned and each.booking_date <= line.booking_date
        if max(back - HIGHEST_FEE, 1) <= each.cents <= back
        if set(named) <= {part.number for part in each.parts}
    ]
    exact = [each for each in fitting if each.cents == back]
    return exact or (fitting if line.is_return else [])
