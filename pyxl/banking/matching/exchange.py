"""An invoice in another currency, paid in ours: the bank changed the money, and the purpose names what was paid.

Without the amount in the invoice's currency nothing is settled: no rate is guessed.
"""

from __future__ import annotations

import re

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.evidence import named_clause
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import Reason, money
from pyxl.banking.matching.records import Match, Part
from pyxl.core.text import fold

_AMOUNT = r"(\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d\d)?|\d+(?:[.,]\d\d)?)"


def by_exchange(reading: Reading, pool: Pool) -> Match | None:
    """One invoice of the known payer named, and its open amount in its own currency stands in the purpose."""
    line, strong = reading.line, reading.words.strong
    if len(strong) != 1 or line.cents <= 0 or not reading.payer:
        return None
    entry = pool.entries[strong[0]]
    cents = pool.open[strong[0]]
    if entry.currency == line.currency or cents <= 0 or reading.customer != entry.customer:
        return None
    if not names_amount(line.text, cents, entry.currency):
        return None
    amount = money(cents, entry.currency)
    changed = why.EXCHANGED.bind(amount=amount, credited=reading.amount, rate=f"{line.cents / cents:.5f}")
    reason = Reason((named_clause(pool, strong), changed, reading.payer.clause()))
    part = Part(entry.number, entry.customer, cents)
    return Match(line.line_id, (part,), "exchange", reason, currency=entry.currency)


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
