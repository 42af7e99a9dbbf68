"""A payment house pays out for several customers at once, and keeps its fee.

Only what it lists is settled: which sales are behind a sum without numbers, nobody can know.
"""

from __future__ import annotations

from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.evidence import named_clause
from pyxl.banking.matching.payers import is_collector
from pyxl.banking.matching.pool import Pool
from pyxl.banking.matching.readings import Reading
from pyxl.banking.matching.reasons import Reason, money
from pyxl.banking.matching.records import Match, Part
from pyxl.banking.matching.sums import MOST_ITEMS, subsets_with_sum

_FEE_PER_MILLE = 50
_FEE_PER_SALE = 50
"""Cents. Card and wallet fees are 1 to 4 % and a fixed sum for each sale; a higher one is rather a sale left out."""


def by_payout(reading: Reading, pool: Pool) -> Match | None:
    """Every invoice the house names is open, and what is missing in the sum is a usual fee."""
    line = reading.line
    named = reading.words.strong
    if line.cents <= 0 or not named or not is_collector(line.name):
        return None
    if not all(pool.is_open(item, line) for item in named):
        return None
    amounts = [pool.open[item] for item in named]
    gross = sum(amounts)
    fee = gross - line.cents
    if not 0 < fee <= gross * _FEE_PER_MILLE // 1000 + _FEE_PER_SALE * len(named) or _leaves_one_out(amounts, fee):
        return None
    parts = [Part(pool.entries[item].number, pool.entries[item].customer, pool.open[item]) for item in named]
    kept = why.FEE_KEPT.bind(payer=line.name, fee=money(fee, line.currency), gross=money(gross, line.currency))
    reason = Reason((named_clause(pool, named), kept))
    ordered = tuple(sorted(parts, key=lambda part: part.number))
    return Match(line.line_id, ordered, "payout", reason, fee=fee)


def _leaves_one_out(amounts: list[int], fee: int) -> bool:
    """Whether what is missing is exactly some of the invoices: then they are not paid, and no fee was kept."""
    return len(amounts) > MOST_ITEMS or bool(subsets_with_sum(amounts, fee, largest=len(amounts), enough=1))
