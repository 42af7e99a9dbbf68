"""Orders as files bring them: an order form that somebody filled in, or the export of a web shop.

Nothing is judged here. A figure or a date that cannot be read is a `Fault` with its place; the job says it in words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from pyxl.core.labels import Sentence
from pyxl.core.table_file import FileCell
from pyxl.formats.csv_files.unknown import UnknownCsv

PriceBasis = Literal["net", "gross", "unclear"]
"""Whether prices are with VAT; `unclear` where the totals of the file fit neither."""


@dataclass(frozen=True, slots=True)
class Address:
    """A name and where it is; `country` as the file has it."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who orders, as far as the file says."""

    number: str = ""
    """The firm's own number of the customer."""
    email: str = ""
    vat_id: str = ""
    address: Address = Address()
    contact: str = ""

    @property
    def is_told(self) -> bool:
        """Whether anything is there by which a customer can be recognised."""
        return bool(self.number or self.email or self.vat_id or self.address.name)


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """One line as it was ordered; `unit_price` is before discount."""

    row: int
    """Where it stands in the file, from 1."""
    item_number: str
    quantity: Decimal | None
    description: str = ""
    unit_price: Decimal | None = None
    discount_percent: Decimal | None = None
    discount_amount: Decimal | None = None
    """Off the whole line."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read: its row, the column's name in the file, what stands there, and what was expected."""

    row: int
    column: str
    found: str
    expected: Literal["number", "date"]


@dataclass(frozen=True, slots=True)
class FileOrder:
    """One order of a file."""

    row: int
    number: str
    """The shop's or the customer's own number."""
    order_date: date | None
    buyer: Buyer
    lines: tuple[OrderedLine, ...]
    currency: str = ""
    prices: PriceBasis = "net"
    shipping: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)
    """Off the whole order, not in the lines."""
    tax: Decimal | None = None
    total: Decimal | None = None
    """What the buyer pays, as the file says."""
    requested_date: date | None = None
    delivery: Address = Address()
    note: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetFault:
    """A cell of a form that shows an error (`#N/A`), or a formula whose result is not in the file (empty text)."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class FormSheet:
    """The cells of an order form as they stand, row by row from A1 on."""

    sheet: str
    rows: tuple[tuple[FileCell, ...], ...]
    faults: tuple[SheetFault, ...] = ()
    has_macros: bool = False


@dataclass(frozen=True, slots=True)
class OrderFileContent:
    """What a file says: the sheet of a form, the orders of a known export, or a table that somebody has to explain."""

    source: str
    """Whose numbers the orders have: the name of the layout; empty for a form."""
    orders: tuple[FileOrder, ...] = ()
    left_out: int = 0
    """Orders that the shop itself calls cancelled, failed or refunded."""
    form: FormSheet | None = None
    unknown: UnknownCsv | None = None
    notes: tuple[Sentence, ...] = field(default=())
