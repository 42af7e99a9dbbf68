"""The accounts by number: single postings of one account against one other, and the balance of every number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyxl.accounting.balances import Balance
from pyxl.accounting.chart_books import ChartBooks
from pyxl.accounting.charts import Account, AccountTax, Kind, kind_of
from pyxl.accounting.determination import tax_label
from pyxl.accounting.postings import Posting, Side
from pyxl.core.labels import Label


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount from one account to another: the first is debited, the second credited."""

    posting: Posting
    debit: Side
    credit: Side
    cents: int
    """Never below zero."""
    tax: AccountTax | None


@dataclass(frozen=True, slots=True)
class NumberedBalance:
    """What one account number was moved by."""

    number: str
    name: Label
    kind: Kind
    balance: Balance


def entries_of(posting: Posting) -> Iterator[Entry]:
    """The posting as single entries, so that their sums by account are the account's balance."""
    for counter in posting.counters:
        for contra, cents in counter.entries():
            sides = (posting.side, contra) if cents < 0 else (contra, posting.side)
            if cents:
                yield Entry(posting, *sides, abs(cents), tax_label(counter.account) or tax_label(contra.account))


def numbered_balances(books: ChartBooks, until: date = date.max) -> tuple[NumberedBalance, ...]:
    """Every account number that was posted to up to that day, in order. Debit and credit are the same in all."""
    turnover: dict[str, list[int]] = {}
    named: dict[str, tuple[Label, Account]] = {}
    for posting in books.postings:
        if posting.day > until:
            continue
        for side, cents in posting.entries():
            number = books.number(side, posting.day)
            if number not in turnover:
                turnover[number] = [0, 0]
                named[number] = books.label(side, posting.day), side.account
            turnover[number][cents < 0] += abs(cents)
    return tuple(
        NumberedBalance(number, named[number][0], kind_of(named[number][1]), Balance(*turnover[number]))
        for number in sorted(turnover)
    )
