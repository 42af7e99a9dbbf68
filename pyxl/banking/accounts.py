"""Whose statements are read: the firm's accounts, the one in the settings and those of the tab Bank accounts.

>>> own = OwnAccounts({account_key("DE89 3704 0044 0532 0130 00"): ()}, {}, ("DE89 3704 0044 0532 0130 00",))
>>> own.check("a.sta", Statement("37040044/532013000EUR", "EUR", ())) is None
True
>>> own.check("b.csv", Statement("PayPal", "EUR", ())).rule.code
'BNK001'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pyxl.banking import rules
from pyxl.banking.rows import BankAccount
from pyxl.core.findings import CellRef, Finding
from pyxl.core.tables import Table
from pyxl.core.text import squash
from pyxl.formats.statements.statement import Statement, account_key
from pyxl.settings import Settings

_BANK = CellRef("Bank")


@dataclass(frozen=True, slots=True)
class OwnAccounts:
    """The accounts of the firm by their key, each with its currencies; () allows every one."""

    currencies: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    """What CSV files say that name no account, and which account is meant."""
    written: tuple[str, ...]
    """The accounts as she wrote them."""

    @classmethod
    def of(cls, settings: Settings, accounts: Table[BankAccount]) -> OwnAccounts:
        """From the settings and the tab; a row for the account in the settings only says its currencies."""
        first = {account_key(settings.iban): ()} if settings.iban else {}
        rows = {account_key(row.account): _words(row.currencies.upper()) for row in accounts}
        names = {squash(name): row.account for row in accounts for name in _words(row.named)}
        written = (*([settings.iban] if settings.iban else []), *(row.account for row in accounts))
        return cls({**first, **rows}, names, tuple(dict.fromkeys(written)))

    def named(self, statement: Statement) -> Statement:
        """The statement under the number of its account, where the file has only a name for it."""
        account = self.names.get(squash(statement.account))
        return replace(statement, account=account) if account else statement

    def check(self, file: str, statement: Statement) -> Finding | None:
        """BNK001 for an account that is not hers, BNK006 for a currency that it is not kept in (SAFETY N23).

        While she has named no account at all, every one is taken for hers.
        """
        if not self.currencies:
            return None
        currencies = self.currencies.get(account_key(statement.account))
        if currencies is None:
            return rules.FOREIGN_ACCOUNT.at(_BANK, file=file, account=statement.account, own=self.written)
        if currencies and statement.currency not in currencies:
            return rules.ACCOUNT_CURRENCY.at(
                _BANK, file=file, account=statement.account, currency=statement.currency, expected=currencies
            )
        return None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in re.split(r"[,;\n]", text) if word.strip())
