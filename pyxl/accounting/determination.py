"""Account determination: from what is posted to the number it is posted to. The chart says it, unless she says it.

>>> row = AccountRow(rule_id="KO1", use=AccountUse.REVENUE, tax=AccountTax.STANDARD, country="AT", number="8401")
>>> own = OwnAccounts.of([row])
>>> sold = Place(Account.REVENUE_19, country="AT"), Place(Account.REVENUE_19, country="FR")
>>> [account_number(place, Chart.SKR03, date(2026, 3, 2), own) for place in sold]
['8401', '8400']
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from pyxl.accounting.account_rows import AccountRow, DatevVat
from pyxl.accounting.charts import Account, AccountTax, AccountUse, Chart, is_automatic, label_of, number_of, use_of
from pyxl.core.labels import Label
from pyxl.core.text import fold

NUMBER: Final = re.compile(r"[0-9]{4}")
"""Accounts of the chart have four digits; those of customers and suppliers have five."""
COUNTRY_MATTERS: Final = frozenset({AccountUse.REVENUE, AccountUse.VAT, AccountUse.PURCHASES, AccountUse.INPUT_VAT})
GROUP_MATTERS: Final = frozenset({AccountUse.REVENUE})


class Place(NamedTuple):
    """What is posted: all that an account may depend on."""

    account: Account
    country: str = ""
    item_group: str = ""


@dataclass(frozen=True)
class OwnAccounts:
    """Her rows, by the account of the chart that they stand for; those that say most first, of those the latest."""

    by_account: Mapping[Account, tuple[AccountRow, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[AccountRow]) -> OwnAccounts:
        """Rows that cannot hold are left out; the checks tell of them."""
        found: dict[Account, list[AccountRow]] = defaultdict(list)
        for row in sorted(filter(is_usable, rows), key=_rank, reverse=True):
            for account in accounts_meant(row):
                found[account].append(row)
        return cls({account: tuple(kept) for account, kept in found.items()})

    def find(self, place: Place, day: date) -> AccountRow | None:
        """The row that holds, or None where the chart does."""
        rows = self.by_account.get(place.account, ())
        return next((row for row in rows if _holds(row, place, day)), None)


NOTHING_OWN: Final = OwnAccounts()


def is_usable(row: AccountRow) -> bool:
    """Whether the row can ever hold."""
    return row.use is not None and NUMBER.fullmatch(row.number) is not None


def accounts_meant(row: AccountRow) -> tuple[Account, ...]:
    """The accounts of the chart that the row stands for, whatever the country and the group."""
    uses = ((account, *use_of(account)) for account in Account)
    return tuple(account for account, use, tax in uses if use is row.use and row.tax in (None, tax))


def account_number(place: Place, chart: Chart, day: date, own: OwnAccounts = NOTHING_OWN, nth: int = 0) -> str:
    """The number to post to; the chart's stand ten apart where there are several, such as bank accounts."""
    row = own.find(place, day)
    return str(int(row.number) + 10 * nth).zfill(4) if row else number_of(place.account, chart, nth)


def account_label(place: Place, day: date, own: OwnAccounts = NOTHING_OWN) -> Label:
    """What the account is called: as she calls it, else as the chart does."""
    row = own.find(place, day)
    return Label(row.name, row.name) if row and row.name else label_of(place.account)


def takes_vat_out(place: Place, day: date, own: OwnAccounts = NOTHING_OWN) -> bool:
    """Whether DATEV takes the VAT out of what is posted there (Automatikkonto)."""
    row = own.find(place, day)
    if row and row.datev_vat:
        return row.datev_vat is DatevVat.AUTOMATIC
    return is_automatic(place.account)


def tax_label(account: Account) -> AccountTax | None:
    """The tax code of what is posted there."""
    return use_of(account)[1]


def _rank(row: AccountRow) -> tuple[bool, bool, bool, date]:
    return bool(row.item_group), bool(row.country), row.tax is not None, row.valid_from or date.min


def _holds(row: AccountRow, place: Place, day: date) -> bool:
    if row.item_group and fold(row.item_group) != fold(place.item_group):
        return False
    if row.country and row.country.strip().upper() != place.country:
        return False
    return (row.valid_from or date.min) <= day
