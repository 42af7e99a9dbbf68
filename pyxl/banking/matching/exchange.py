"""An invoice in another currency, paid in ours: the bank changed the money, and the purpose names what was paid.

Without the amount in the invoice's currency nothing is settled: no rate is guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.evidence import named_clause, speaks_of_others
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import Reason, money
from pyxl.banking.matching.records import Match, Part
from pyxl.core.labels import Sentence, Text
from pyxl.core.money import EURO, Money, round_half_up
from pyxl.core.text import fold
from pyxl.ledger.exchange import Exchange

_AMOUNT = r"(\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d\d)?|\d+(?:[.,]\d\d)?)"


def by_exchange(reading: Reading, pool: Pool) -> Match | None:
    """One invoice of the known payer named, and its open amount in its own currency stands in the purpose; or the bank

    itself says so, and then it is enough that the payer has one invoice only with that amount.
    """
    line = reading.line
    item = _meant(reading, pool)
    if item is None or line.cents <= 0 or not reading.payer:
        return None
    entry, cents = pool.entries[item], pool.open[item]
    if entry.currency == line.currency or cents <= 0 or reading.customer != entry.customer:
        return None
    amount = money(cents, entry.currency)
    if line.original != amount and not names_amount(line.text, cents, entry.currency):
        return None
    text = why.EXCHANGED_BY_BANK if line.original == amount else why.EXCHANGED
    changed = exchange_clauses(text, amount, reading.amount, entry.exchange_rate)
    named = (named_clause(pool, [item]),) if reading.words.strong else (why.ONLY_ITEM_IN.bind(numbers=entry.number),)
    reason = Reason((*named, *changed, reading.payer.clause()))
    part = Part(entry.number, entry.customer, cents)
    return Match(line.line_id, (part,), "exchange", reason, currency=entry.currency)


def _meant(reading: Reading, pool: Pool) -> int | None:
    """The one item that is named; or, by what the bank says was instructed, the payer's only one with that amount."""
    strong, original = reading.words.strong, reading.line.original
    if strong or original is None:
        return strong[0] if len(strong) == 1 else None
    fitting = [
        item
        for item in pool.all_of_customer(reading.customer)
        if pool.entries[item].currency == original.currency and pool.open[item] == original.cents
    ]
    return fitting[0] if len(fitting) == 1 and not speaks_of_others(reading, pool, fitting) else None


def exchange_clauses(text: Text, settled: Money, credited: Money, rate: Decimal | None) -> tuple[Sentence, Sentence]:
    """What was changed at which rate, and what gain or loss follows from the rate in Receivables."""
    bank_rate = round_half_up(credited.amount / settled.amount, 5)
    changed = text.bind(amount=settled, credited=credited, rate=bank_rate)
    if rate is None or credited.currency != EURO:
        return changed, why.NO_BOOK_RATE.bind()
    change = Exchange(settled, credited, rate)
    gain_or_loss = why.EXCHANGE_LOSS if change.difference.cents < 0 else why.EXCHANGE_GAIN
    return changed, gain_or_loss.bind(rate=rate, value=change.book_value, difference=abs(change.difference))


def names_amount(text: str, cents: int, currency: str) -> bool:
    """Whether that amount stands beside its currency, whatever parts the thousands.

    >>> names_amount("RE-7 USD 1.234,50 KURS 1,0854", 123450, "USD"), names_amount("1,234.50 USD", 123450, "USD")
    (True, True)
    >>> names_amount("EUR 1.234,50", 123450, "USD"), names_amount("USD 1.234", 123400, "USD")
    (False, True)
    """
    folded, code = fold(text), re.escape(currency)
    found = re.findall(rf"\b{code}\s*{_AMOUNT}", folded) + re.findall(rf"{_AMOUNT}\s*{code}\b", folded)
    said = {re.sub(r"\D", "", amount) for amount in found}
    whole = {str(cents // 100)} if cents % 100 == 0 else set()
    return bool(said & ({str(cents)} | whole))
