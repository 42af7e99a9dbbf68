"""What is on the firm's accounts: the last closing balance of each, and what was booked after it.

>>> books = Books()
>>> books.statement_ends["import:1"] = ("DE89370400440532013000", date(2026, 10, 5), Money.of(100))
>>> balance_of(books, "DE89 3704 0044 0532 0130 00")
BankBalance(amount=Money('100.00', 'EUR'), day=datetime.date(2026, 10, 5))
>>> balance_of(books, "DE02120300000000202051") is None
True
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from pyxl.core.money import EURO, Money, total
from pyxl.formats.statements.statement import account_key
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books


@dataclass(frozen=True, slots=True)
class BankBalance:
    """What was on an account, or on several, on a day."""

    amount: Money
    day: date
    """The last day that the bank told of."""


def balance_of(books: Books, account: str) -> BankBalance | None:
    """The balance in EUR of an account; None while no statement with a balance was imported."""
    return _balances(books).get(account_key(account))


def all_balances(books: Books, until: date = date.max) -> BankBalance | None:
    """What is on all accounts in EUR, as of the oldest of their last days; `until`: what the bank told by that day."""
    found = list(_balances(books, until).values())
    if not found:
        return None
    return BankBalance(total([each.amount for each in found]), min(each.day for each in found))


def _balances(books: Books, until: date = date.max) -> dict[str, BankBalance]:
    """By account key. Of two statements that end on one day the one imported later counts."""
    ends: dict[str, BankBalance] = {}
    for account, day, closing in books.statement_ends.values():
        key = account_key(account)
        if day <= until and closing.currency == EURO and (key not in ends or day >= ends[key].day):
            ends[key] = BankBalance(closing, day)
    later: dict[str, list[ev.ImportedLine]] = defaultdict(list)
    for line in books.bank_lines.values():
        key = account_key(line.account)
        is_later = key in ends and ends[key].day < line.booking_date <= until
        if is_later and line.amount.currency == EURO:
            later[key].append(line)
    for key, lines in later.items():
        amount = ends[key].amount + total([line.amount for line in lines])
        ends[key] = BankBalance(amount, max(line.booking_date for line in lines))
    return ends
