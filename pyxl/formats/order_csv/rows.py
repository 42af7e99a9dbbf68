"""The rows of one order as a record: texts tidied, figures and days read exactly, net or gross told by the totals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from pyxl.core.money import AMOUNT_LIMIT
from pyxl.core.refusal import Refused
from pyxl.formats.bank_values import COMMA, join_text, plain_amount, read_date, shorten
from pyxl.formats.csv_files.rows import CsvRow
from pyxl.formats.order_csv.layout import OrderColumn, OrderLayout
from pyxl.formats.order_records import Address, Buyer, Fault, FileOrder, OrderedLine, PriceBasis

ZERO = Decimal(0)
_PRICE_UNIT, _CENT = Decimal("0.0001"), Decimal("0.01")
"""An order line keeps this many decimals of a unit price."""
_GUARD = re.compile(r"^'(?=[\d=+@-])")
"""Shops put an apostrophe before what a spreadsheet program would take for a figure or a formula."""
_FIGURES = {
    COMMA: re.compile(r"[+-]?(?:\d{1,12}|\d{1,3}(?:\.\d{3}){1,3})(?:,\d{1,8})?", re.ASCII),
    "": re.compile(r"[+-]?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,8})?", re.ASCII),
}


@dataclass(frozen=True)
class OrderReader:
    """Reads rows by a layout and the fields in which its meanings stand."""

    layout: OrderLayout
    positions: Mapping[OrderColumn, tuple[int, ...]]

    def text(self, row: CsvRow, meaning: OrderColumn) -> str:
        """What the row says, tidied; empty where nothing does."""
        cells = (_GUARD.sub("", row.cells[position].strip()) for position in self.positions.get(meaning, ()))
        return join_text(*cells)

    def is_void(self, rows: Sequence[CsvRow]) -> bool:
        """Whether the shop itself says that the order is none."""
        for row in rows:
            if self.text(row, "cancelled_at"):
                return True
            if any(self.text(row, name).casefold() in words for name, words in self.layout.void.items()):
                return True
        return False

    def order(self, number: str, rows: Sequence[CsvRow]) -> FileOrder:
        """The order of these rows."""
        return _Order(self, number, rows).read()


class _Order:
    """Reads one order and collects the cells that cannot be read."""

    def __init__(self, reader: OrderReader, number: str, rows: Sequence[CsvRow]) -> None:
        self.reader, self.number, self.rows = reader, number, rows
        self.faults: list[Fault] = []

    def read(self) -> FileOrder:
        lines = tuple(line for row in self.rows if (line := self._line(row)))
        tax, total = self._head_figure("tax"), self._head_figure("total")
        shipping, fee = self._head_figure("shipping") or ZERO, self._head_figure("fee") or ZERO
        goods = sum(((line.quantity or ZERO) * (line.unit_price or ZERO) for line in lines), start=ZERO)
        goods -= sum((line.discount_amount or ZERO for line in lines), start=ZERO)
        return FileOrder(
            row=self.rows[0].number,
            number=self.number,
            order_date=self._day("order_date"),
            buyer=self._buyer(),
            lines=lines,
            currency=self._head("currency").upper() or self.reader.layout.currency,
            prices=self._basis(tax, total, shipping + fee),
            shipping=shipping,
            fee=fee,
            discount=self._discount(goods),
            tax=tax,
            total=total,
            requested_date=self._day("requested_date"),
            delivery=self._address("delivery_"),
            note=self._head("note"),
            faults=tuple(self.faults),
        )

    def _head(self, meaning: OrderColumn) -> str:
        """What holds for the order: the first row that says it."""
        return next((text for row in self.rows if (text := self.reader.text(row, meaning))), "")

    def _head_figure(self, meaning: OrderColumn) -> Decimal | None:
        row = next((row for row in self.rows if self.reader.text(row, meaning)), None)
        return None if row is None else self._figure(row, meaning)

    def _figure(self, row: CsvRow, meaning: OrderColumn) -> Decimal | None:
        text = self.reader.text(row, meaning)
        value = read_figure(text, self.reader.layout.decimal_marks[0]) if text else None
        if text and value is None:
            self._fault(row, meaning, text, "number")
        return value

    def _day(self, meaning: OrderColumn) -> date | None:
        row = next((row for row in self.rows if self.reader.text(row, meaning)), None)
        if row is None:
            return None
        text = self.reader.text(row, meaning)
        day = re.split(r"(?<=\d)[ T]", text, maxsplit=1)[0]
        try:
            return read_date(day, self.reader.layout.date_orders[0], "")
        except Refused:
            self._fault(row, meaning, text, "date")
            return None

    def _fault(self, row: CsvRow, meaning: OrderColumn, text: str, expected: Literal["number", "date"]) -> None:
        column = self.reader.layout.columns[meaning].partition(" | ")[0]
        self.faults.append(Fault(row.number, column, shorten(text), expected))

    def _line(self, row: CsvRow) -> OrderedLine | None:
        """The item of a row; a row that names none (of shipping, say) is no line."""
        item, description = self.reader.text(row, "item_number"), self.reader.text(row, "description")
        quantity = self._figure(row, "quantity")
        if not item and not description and not quantity:
            return None
        price, discount = self._figure(row, "unit_price"), self._figure(row, "line_discount")
        whole, discounted = self._figure(row, "line_price"), self._figure(row, "line_price_discounted")
        if whole is not None and quantity:
            price = tidy(whole / quantity)
            discount = whole - discounted if discounted is not None else None
        return OrderedLine(
            row.number, item, quantity, description, price, self._figure(row, "discount_percent"), discount or None
        )

    def _buyer(self) -> Buyer:
        address = self._address("")
        company, person = self._head("company"), self._head("person")
        return Buyer(
            number=self._head("customer_number"),
            email=self._head("email"),
            vat_id=self._head("vat_id"),
            address=address,
            contact=person if company else "",
        )

    def _address(self, before: Literal["", "delivery_"]) -> Address:
        company, person, street, postcode, city, country = (
            self._head(_ADDRESS[before + part])
            for part in ("company", "person", "street", "postcode", "city", "country")
        )
        return Address(company or person, street, postcode, city, country)

    def _discount(self, goods: Decimal) -> Decimal:
        """What is off the whole order. Where the file has a subtotal, it tells what of the discount is in no line."""
        named, subtotal = self._head_figure("order_discount"), self._head_figure("subtotal")
        if not named:
            return ZERO
        return max(goods - subtotal, ZERO) if subtotal is not None else abs(named)

    def _basis(self, tax: Decimal | None, total: Decimal | None, extra: Decimal) -> PriceBasis:
        """Net or gross: what must be added to the goods to come to the total."""
        if self.reader.layout.prices != "by totals":
            return self.reader.layout.prices
        subtotal = self._head_figure("subtotal")
        if not tax or total is None or subtotal is None:
            return "net"
        if subtotal + extra == total:
            return "gross"
        return "net" if subtotal + extra + tax == total else "unclear"


_ADDRESS: Mapping[str, OrderColumn] = {
    "company": "company",
    "person": "person",
    "street": "street",
    "postcode": "postcode",
    "city": "city",
    "country": "country",
    "delivery_company": "delivery_company",
    "delivery_person": "delivery_person",
    "delivery_street": "delivery_street",
    "delivery_postcode": "delivery_postcode",
    "delivery_city": "delivery_city",
    "delivery_country": "delivery_country",
}


def tidy(price: Decimal) -> Decimal:
    """A unit price with as many decimals as it needs: two at least, four at most.

    >>> tidy(Decimal(10) / 3), tidy(Decimal("5"))
    (Decimal('3.3333'), Decimal('5.00'))
    """
    rounded, cents = price.quantize(_PRICE_UNIT, ROUND_HALF_UP), price.quantize(_CENT, ROUND_HALF_UP)
    return cents if cents == rounded else rounded


def read_figure(text: str, decimal_mark: str) -> Decimal | None:
    """The exact figure, with up to eight decimals; None for anything else.

    >>> read_figure("1.234,50 €", COMMA), read_figure("1,234.5", "1,000.00"), read_figure("1e3", COMMA)
    (Decimal('1234.50'), Decimal('1234.5'), None)
    """
    compact = plain_amount(text)
    pattern = _FIGURES[COMMA if decimal_mark == COMMA else ""]
    if not pattern.fullmatch(compact):
        return None
    plain = compact.replace(".", "").replace(",", ".") if decimal_mark == COMMA else compact.replace(",", "")
    value = Decimal(plain)
    return value if abs(value) < AMOUNT_LIMIT else None
