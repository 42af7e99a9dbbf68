"""The tabs of the demo workbook with their rows, ready for whoever builds the file.

    >>> {tab: len(rows) for tab, rows in demo_tables().items()}
    {'Customers': 60, 'Items': 80, 'Orders': 300, 'Prices': 18, 'Incoming': 4, 'Movements': 69, 'Suppliers': 5,
    'Contracts': 4, 'Receivables': 90, 'RecurringCosts': 10, 'Accounts': 1, 'Cases': 6}

The cells that no typed row can hold are in `pyxl.demo.orders.raw_overrides` and are put in afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyxl.accounting.account_rows import AccountRow
from pyxl.accounting.charts import AccountTax, AccountUse
from pyxl.core.labels import Language
from pyxl.core.schema import Row, schema_of
from pyxl.demo.complaints import demo_cases
from pyxl.demo.contracts import demo_contracts
from pyxl.demo.costs import demo_recurring
from pyxl.demo.goods import demo_incoming, demo_movements, demo_suppliers
from pyxl.demo.item_list import GROUPS
from pyxl.demo.masterdata import demo_customers, demo_items
from pyxl.demo.orders import demo_orders
from pyxl.demo.price_lists import demo_prices
from pyxl.demo.receivables import demo_open_items
from pyxl.demo.words import rows_in_language
from pyxl.forecasting.rows import RecurringCost
from pyxl.invoicing.contract_rows import Contract
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.goods.rows import IncomingLine, MovementRow
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.orders.price_lists import PriceRow
from pyxl.orders.rows import OrderLine

OWN_ACCOUNTS = (
    AccountRow(
        rule_id="KO-0001",
        use=AccountUse.REVENUE,
        tax=AccountTax.STANDARD,
        item_group=GROUPS["K"],
        number="8410",
        name="Erlöse Kerzen 19 % USt",
    ),
)
"""The tax adviser wants to see candles apart."""


def demo_tables(language: Language = "de") -> Mapping[str, Sequence[Row]]:
    """The rows of each tab that is not empty, by the tab's English name, for a workbook in that language."""
    tables: tuple[tuple[type[Row], Sequence[Row]], ...] = (
        (Customer, demo_customers()),
        (Item, demo_items()),
        (OrderLine, tuple(order.row for order in demo_orders())),
        (PriceRow, demo_prices()),
        (IncomingLine, demo_incoming()),
        (MovementRow, demo_movements()),
        (Supplier, demo_suppliers()),
        (Contract, demo_contracts()),
        (OpenItem, demo_open_items()),
        (RecurringCost, demo_recurring()),
        (AccountRow, OWN_ACCOUNTS),
        (Case, demo_cases()),
    )
    by_tab = {schema_of(row_class).tab: rows for row_class, rows in tables}
    return {tab: rows_in_language(tab, rows, language) for tab, rows in by_tab.items()}
