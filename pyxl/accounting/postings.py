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
from typing import Final
from uuid import UUID, uuid5

from pyxl.accounting.charts import Account
from pyxl.accounting.determination import Place
from pyxl.core.labels import Sentence

_VOUCHERS: Final = UUID("6a4c2f0e-51d3-5c8b-9a77-0b3f6d1e2c94")
"""The namespace of the identifiers of vouchers."""


@dataclass(frozen=True, slots=True)
class Side:
    """An account, with the customer, supplier or bank account whose own part of it is meant."""

    account: Account
    party: str = ""
    country: str = ""
    item_group: str = ""

    @property
    def place(self) -> Place:
        """All that its number may depend on."""
        return Place(self.account, self.country, self.item_group)


@dataclass(frozen=True, slots=True)
class Counter:
    """What stands against the first account, in cents: debit above zero, credit below, with the tax in it apart."""

    account: Account
    net: int
    tax: int = 0
    tax_account: Account | None = None
    party: str = ""
    owed_account: Account | None = None
    """Where the same tax is owed to the tax office, when the buyer owes it himself: then nobody is paid it."""
    country: str = ""
    item_group: str = ""

    @property
    def gross(self) -> int:
        """What the first account is moved by, in cents."""
        return self.net if self.owed_account else self.net + self.tax

    @property
    def place(self) -> Place:
        """All that its number may depend on."""
        return Place(self.account, self.country, self.item_group)

    def entries(self) -> Iterator[tuple[Side, int]]:
        """The account and those of its taxes, in cents; together they are the gross amount."""
        yield Side(self.account, self.party, self.country, self.item_group), self.net
        if self.tax_account and self.tax:
            yield Side(self.tax_account, country=self.country), self.tax
        if self.owed_account and self.tax:
            yield Side(self.owed_account, country=self.country), -self.tax

    @property
    def reversed(self) -> Counter:
        """The same on the other side."""
        return replace(self, net=-self.net, tax=-self.tax)


@dataclass(frozen=True, slots=True)
class Voucher:
    """The file that a posting was made from."""

    path: str
    """Below the folder of the journal, with forward slashes: `documents/2026/RE-1.pdf`, `attached/<hash>`."""
    name: str
    """What it is called when it is handed to others."""
    is_incoming: bool = False

    @property
    def guid(self) -> str:
        """An identifier of its own, the same each time (RFC 9562, version 5)."""
        return str(uuid5(_VOUCHERS, self.path))


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
    dated: date | None = None
    """The document's own day, where the books of that day were locked already."""
    voucher: Voucher | None = None
    vat_id: str = ""
    """The customer's, for what is to be told by VAT ID."""

    @property
    def cents(self) -> int:
        """What the first account is debited with; below zero it is credited."""
        return -sum(counter.gross for counter in self.counters)

    def entries(self) -> Iterator[tuple[Side, int]]:
        """All accounts with their cents, taxes on their own; together they are nothing."""
        yield self.side, self.cents
        for counter in self.counters:
            yield from counter.entries()

    def taken_back(self, day: date | None = None) -> Posting:
        """The posting that makes this one undone, on the same day where none is given."""
        counters = tuple(counter.reversed for counter in self.counters)
        return replace(self, day=day or self.day, counters=counters, is_reversal=not self.is_reversal)


@dataclass(frozen=True, slots=True)
class Unposted:
    """What could not be brought into the accounts, and why."""

    document: str
    reason: Sentence
