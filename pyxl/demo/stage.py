"""The stage of the demo's month: its days, its files, who is there, and what a step is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyxl.core.changes import CellValue
from pyxl.core.labels import Text
from pyxl.core.schema import Row

FIRST_DAY = date(2026, 9, 1)
"""The first order of the demo comes in on this day."""
INVOICE_DATE = date(2026, 9, 30)
"""All of September is billed on its last day."""
BANK_MONTH_START = date(2026, 10, 1)
BANK_MONTH_END = date(2026, 10, 31)
"""The customers pay in October; the bank's export holds the whole month."""
GOODS_DAY = date(2026, 10, 14)
"""By this day everything has come that was on its way when October began, or was ordered then."""
LAST_ORDERS_DAY = date(2026, 10, 30)
"""By this day the last orders of October are typed in."""
SHIPMENTS = 3
"""So many of the deliveries go by carrier."""
LAST_BANK_DAY = date(2026, 10, 30)
"""31 October is a Saturday: nothing is booked."""

CAMT_FILE = "bank/2026-10.camt053.xml"
MT940_FILE = "bank/2026-10.sta"
"""The same statement in the older format, to show that importing it too adds nothing."""
FORM_FILE = "orders/FF-2026-88.xlsx"
SHOP_FILE = "orders/shopify-2026-09-30.csv"
BILLS_FOLDER = "bills"
CASES_FOLDER = "cases"
BATCH_NUMBER = "SEPA-2026-00001"
ANSWER_FILE = f"bank/{BATCH_NUMBER}.pain002.xml"
ORDERED_NOT_HERE = "4738"
"""The bill whose goods have not come."""
PAID_BILLS = ("4711", "2026-1188", "88-301", "G-88-12")
APPROVED_BILLS = ("4711", "2026-1188")
COMPLAINTS_DAY = date(2026, 10, 16)
"""By this day ten customers have complained."""
SETTLED_DAY = date(2026, 10, 20)
RETURN_DAY = date(2026, 10, 26)
"""What a customer sent back arrives."""
CLERK, DIRECTOR = "wilma", "hanne"
"""Who enters bills, and who approves them."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What she types into a column before she clicks."""

    tab: str
    column: str
    value: Callable[[int, Any], CellValue]
    """By the row's place, from 1, and the row as it is; None where she types nothing."""


@dataclass(frozen=True, slots=True)
class DemoStep:
    """One click of the demo: the action, the day it is done on, what she types and names before, and what it shows."""

    action_id: str
    as_of: date
    comment: Text
    files: tuple[str, ...] = ()
    """Paths beside the workbook: files, or a folder."""
    typed: tuple[Typed, ...] = ()
    new_rows: tuple[Row, ...] = ()
    """Rows she types below the others, of one tab."""
    user: str = ""
    """Who clicks; empty for whoever plays the demo."""
