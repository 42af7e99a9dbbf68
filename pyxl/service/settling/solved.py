"""What settles one case, and the tabs that say whether it does."""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.core.findings import Finding
from pyxl.core.money import Money
from pyxl.core.tables import Table
from pyxl.invoicing.crediting import CreditPosting
from pyxl.ledger.cases.events import ExpectedReturn, ReplacementLine, SettledGoods
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.heads import OrderHead
from pyxl.orders.rows import OrderLine
from pyxl.service.letters.named_goods import NamedGoods


@dataclass(frozen=True)
class SettlingTabs:
    """The tabs that are asked."""

    cases: Table[Case]
    customers: Table[Customer]
    items: Table[Item]
    orders: Table[OrderLine]
    heads: Table[OrderHead]
    receivables: Table[OpenItem]


@dataclass(frozen=True)
class Solved:
    """What settles one case, or why it cannot be."""

    findings: tuple[Finding, ...] = ()
    credit: CreditPosting | None = None
    """None also where it was written before a run was killed."""
    amount: Money | None = None
    """What is credited, gross."""
    net: Money | None = None
    credit_key: str = ""
    new_invoice: str = ""
    goods: SettledGoods | None = None
    """What is replaced or comes back."""
    named: NamedGoods | None = None
    """The same as the customer reads of it."""
    replacement: ReplacementLine | None = None
    returned: ExpectedReturn | None = None
    cost: Money | None = None
    """What the case costs by this."""
