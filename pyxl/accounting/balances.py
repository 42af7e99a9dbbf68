"""Balances of the accounts: trial balance, and what single customers, suppliers and bank accounts stand at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyxl.accounting.charts import Account
from pyxl.accounting.postings import Posting


@dataclass(frozen=True, slots=True)
class Balance:
    """An account's turnover and balance in cents."""

    debit: int
    credit: int

    @property
    def cents(self) -> int:
        """Debit above zero."""
        return self.debit - self.credit


def trial_balance(postings: Iterable[Posting]) -> Mapping[Account, Balance]:
    """Every account that was posted to, in the order of the chart; debit and credit are the same in all."""
    turnover: dict[Account, list[int]] = defaultdict(lambda: [0, 0])
    for posting in postings:
        for side, cents in posting.entries():
            turnover[side.account][cents < 0] += abs(cents)
    return {account: Balance(*turnover[account]) for account in Account if account in turnover}


def by_party(postings: Iterable[Posting], account: Account) -> Mapping[str, int]:
    """What each customer, supplier or bank account has in that account, in cents; those at nothing are left out."""
    sums: dict[str, int] = defaultdict(int)
    for posting in postings:
        for side, cents in posting.entries():
            if side.account is account:
                sums[side.party] += cents
    return {party: cents for party, cents in sorted(sums.items()) if cents}


def balance_of(postings: Iterable[Posting], account: Account) -> int:
    """The account's balance in cents."""
    return sum(by_party(postings, account).values())
