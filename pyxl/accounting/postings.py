"""A posting: one account on one side, the accounts against it on the other. What is posted balances by its making.

>>> from pyxl.accounting.charts import Account
>>> sold = Counter(Account.REVENUE_19, -10000, -1900, Account.VAT_19)
>>> posting = Posting(date(2026, 3, 2), "RE-1", "Huber KG", Side(Account.RECEIVABLES, "10058"), (sold,))
>>> posting.cents, sum(cents for _, cents in posting.entries())
(11900, 0)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pyxl.accounting.charts import Account
from pyxl.core.labels import Sentence


@dataclass(frozen=True, slots=True)
class Side:
    """An account, with the customer, supplier or bank account whose own part of it is meant."""

    account: Account
    party: str = ""


@dataclass(frozen=True, slots=True)
class Counter:
    """What stands against the first account, in cents: debit above zero, credit below, with the tax in it apart."""

    account: Account
    net: int
    tax: int = 0
    tax_account: Account | None = None
    party: str = ""

    @property
    def gross(self) -> int:
        """Both together, in cents."""
        return self.net + self.tax

    @property
    def reversed(self) -> Counter:
        """The same on the other side."""
        return replace(self, net=-self.net, tax=-self.tax)


@dataclass(frozen=True, slots=True)
class Posting:
    """One voucher in the accounts, in euro cents."""

    day: date
    document: str
    """Its number: invoice, bill, bank line."""
    text: str
    side: Side
    counters: tuple[Counter, ...]
    due: date | None = None
    is_reversal: bool = False
    """Takes back a posting (Generalumkehr)."""

    @property
    def cents(self) -> int:
        """What the first account is debited with; below zero it is credited."""
        return -sum(counter.gross for counter in self.counters)

    def entries(self) -> Iterator[tuple[Side, int]]:
        """All accounts with their cents, taxes on their own; together they are nothing."""
        yield self.side, self.cents
        for counter in self.counters:
            yield Side(counter.account, counter.party), counter.net
            if counter.tax_account and counter.tax:
                yield Side(counter.tax_account), counter.tax

    def taken_back(self, day: date | None = None) -> Posting:
        """The posting that makes this one undone, on the same day where none is given."""
        counters = tuple(counter.reversed for counter in self.counters)
        return replace(self, day=day or self.day, counters=counters, is_reversal=not self.is_reversal)


@dataclass(frozen=True, slots=True)
class Unposted:
    """What could not be brought into the accounts, and why."""

    document: str
    reason: Sentence
