"""Whether a SEPA mandate may be used: it is void after 36 months without use, and blocked after too many returns.

>>> expires_on(date(2023, 2, 28)), expires_on(date(2021, 2, 28))
(datetime.date(2026, 2, 28), datetime.date(2024, 2, 28))
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from pyxl.ledger.books import Books

MONTHS_UNUSED = 36
"""SEPA Core rulebook (EPC016-06), 4.1: a mandate that was not used for so long is void."""


def expires_on(last_use: date) -> date:
    """The last day on which a mandate that was last used, or else signed, on that day may be used."""
    year = min(last_use.year + MONTHS_UNUSED // 12, date.max.year)
    is_leap_day = (last_use.month, last_use.day) == (2, 29)
    return date(year, last_use.month, 28 if is_leap_day else last_use.day)


class MandateUse:
    """When each mandate was used last, and how often debits of it came back."""

    def __init__(self, books: Books) -> None:
        self.last: dict[str, date] = {}
        self.returns: Counter[str] = Counter()
        for batch in books.batches.values():
            if batch.is_withdrawn or batch.facts.is_payment:  # Transfers to suppliers use no mandate.
                continue
            for each in batch.facts.items:
                day = batch.facts.execution_date
                self.last[each.mandate] = max(day, self.last.get(each.mandate, day))
                debit = books.items[each.invoice_number].debit
                if debit and debit.batch == batch.facts.number:
                    self.returns[each.mandate] += max(debit.returns, 0)

    def last_use(self, mandate: str, signed_on: date) -> date:
        """The last collection day; the day of the signature where it was never used."""
        return max(self.last.get(mandate, signed_on), signed_on)
