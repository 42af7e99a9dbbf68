"""Postings with the numbers that their accounts have: in the firm's chart, or as she numbers them herself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from pyxl.accounting.charts import Account, Chart
from pyxl.accounting.determination import NOTHING_OWN, OwnAccounts, account_label, account_number, takes_vat_out
from pyxl.accounting.postings import Counter, Posting, Side
from pyxl.core.labels import Label

PERSONAL: Final = MappingProxyType({Account.RECEIVABLES: range(10000, 70000), Account.PAYABLES: range(70000, 100000)})
"""Debitoren and Kreditoren of a chart with four digits (DATEV)."""


@dataclass(frozen=True, slots=True)
class ChartBooks:
    """Postings in a chart."""

    postings: Sequence[Posting]
    chart: Chart
    banks: Mapping[str, int]
    """Bank accounts by their place: the first has the chart's number, the next ten more."""
    own: OwnAccounts = NOTHING_OWN

    @classmethod
    def of(cls, postings: Iterable[Posting], chart: Chart, own: OwnAccounts = NOTHING_OWN) -> ChartBooks:
        """Bank accounts stand in the order in which they came into the books."""
        kept = tuple(postings)
        parties = dict.fromkeys(each.side.party for each in kept if each.side.account is Account.BANK)
        banks = {party: place for place, party in enumerate(parties)}
        return cls(tuple(_together(each, own) for each in kept), chart, banks, own)

    def number(self, side: Side, day: date) -> str:
        """The account's number on that day; for a bank account its own."""
        place = self.banks.get(side.party, 0) if side.account is Account.BANK else 0
        return account_number(side.place, self.chart, day, self.own, place)

    def label(self, side: Side, day: date) -> Label:
        """What the account is called: as she calls it, else as the chart does."""
        return account_label(side.place, day, self.own)

    def is_automatic(self, side: Side, day: date) -> bool:
        """Whether DATEV takes the VAT out of what is posted there."""
        return takes_vat_out(side.place, day, self.own)

    def personal_number(self, side: Side, day: date) -> str:
        """The customer's or supplier's own account where the number is one of DATEV's range, else the general one."""
        return personal_account(side.account, side.party) or self.number(side, day)


def _together(posting: Posting, own: OwnAccounts) -> Posting:
    """With one counter for what goes to one account, though it is of several groups of items."""
    if not any(counter.item_group for counter in posting.counters):
        return posting
    sums: dict[tuple[str, Counter], Counter] = {}
    for counter in posting.counters:
        row = own.find(counter.place, posting.day)
        key = row.rule_id if row else "", replace(counter, net=0, tax=0, item_group="")
        there = sums.get(key)
        net, tax = (there.net, there.tax) if there else (0, 0)
        sums[key] = replace(counter, net=net + counter.net, tax=tax + counter.tax)
    return replace(posting, counters=tuple(sums.values()))


def personal_account(account: Account, party: str) -> str:
    """Debitor or Kreditor by the number of customer or supplier; "" where it is none of DATEV's range.

    >>> personal_account(Account.RECEIVABLES, "D10058"), personal_account(Account.PAYABLES, "L1")
    ('10058', '')
    """
    digits = "".join(character for character in party if character.isdecimal())
    if account in PERSONAL and digits and int(digits) in PERSONAL[account]:
        return str(int(digits))
    return ""
