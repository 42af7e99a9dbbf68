"""The mistakes people make in an order sheet, one of each kind that the checks know.

A mistake says which line it suits and turns it into a bad one: either another value in the row, or a raw cell that
no typed row can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from pyxl.core.cells import NO_VALUE, CellError, RawValue
from pyxl.core.money import round_half_up
from pyxl.demo.customer_list import CUSTOMERS
from pyxl.demo.item_list import ITEMS
from pyxl.masterdata.customers import TaxTreatment, treatment_of
from pyxl.masterdata.items import Item, TaxCode
from pyxl.orders.rows import OrderLine

Lines = Sequence[OrderLine]
Spoilt = tuple[OrderLine, Mapping[str, RawValue]]
_ITEM = {item.item_number: item for item in ITEMS}


def _itself(rows: Lines, place: int) -> frozenset[str]:
    return frozenset({rows[place].line_id})


@dataclass(frozen=True)
class Mistake:
    """One kind of mistake. `rule` is the kebab name of the rule that has to find it."""

    rule: str
    suits: Callable[[Lines, int], bool]
    make: Callable[[Lines, int], Spoilt]
    touches: Callable[[Lines, int], frozenset[str]] = _itself
    """The line ids that the rule names, once the mistake is made."""


def _item(rows: Lines, place: int) -> Item:
    return _ITEM[rows[place].item_number]


def _any_line(rows: Lines, place: int) -> bool:
    return True


def _is_alone(rows: Lines, place: int) -> bool:
    """The only line of its order: a mistake of the order's head would spread to the others."""
    return sum(row.order_number == rows[place].order_number for row in rows) == 1


def _is_domestic(rows: Lines, place: int) -> bool:
    customer = next(each for each in CUSTOMERS if each.customer_number == rows[place].customer_number)
    return treatment_of(customer) is TaxTreatment.DOMESTIC


def _is_domestic_standard(rows: Lines, place: int) -> bool:
    return _is_domestic(rows, place) and _item(rows, place).tax_code is TaxCode.STANDARD


def _is_domestic_reduced(rows: Lines, place: int) -> bool:
    return _is_domestic(rows, place) and _item(rows, place).tax_code is TaxCode.REDUCED


def _is_sold_by_piece(rows: Lines, place: int) -> bool:
    return _item(rows, place).unit == "Stk"


def _is_dear(rows: Lines, place: int) -> bool:
    return (rows[place].unit_price or 0) > 20


def _has_plain_quantity(rows: Lines, place: int) -> bool:
    item = _item(rows, place)
    return not item.pack_size and not item.min_quantity


def _has_minimum_only(rows: Lines, place: int) -> bool:
    item = _item(rows, place)
    return item.min_quantity is not None and item.min_quantity >= 5 and not item.pack_size


def _has_pack_only(rows: Lines, place: int) -> bool:
    item = _item(rows, place)
    return item.pack_size is not None and not item.min_quantity


def _comes_second(rows: Lines, place: int) -> bool:
    return place > 0 and rows[place - 1].order_number == rows[place].order_number


def _ordered_before(rows: Lines, place: int) -> OrderLine | None:
    """An earlier order of the same customer that has an order number of the customer's own."""
    line = rows[place]
    return next((row for row in rows[:place] if _is_earlier_order(row, line) and row.customer_reference), None)


def _is_earlier_order(row: OrderLine, line: OrderLine) -> bool:
    return row.customer_number == line.customer_number and row.order_number != line.order_number


def _has_earlier_reference(rows: Lines, place: int) -> bool:
    return _is_alone(rows, place) and _ordered_before(rows, place) is not None


def _cell(column: str, value: RawValue) -> Callable[[Lines, int], Spoilt]:
    """Puts a raw value into one cell of the line."""
    return lambda rows, place: (rows[place], {column: value})


def _change(**values: object) -> Callable[[Lines, int], Spoilt]:
    """Puts other values into the row."""
    return lambda rows, place: (replace(rows[place], **values), {})  # type: ignore[arg-type]


def _buys_as(number: str) -> Callable[[Lines, int], Spoilt]:
    """Another customer, at the plain list price."""
    return lambda rows, place: (
        replace(rows[place], customer_number=number, unit_price=_item(rows, place).price),
        {},
    )


def _buys_item(number: str) -> Callable[[Lines, int], Spoilt]:
    item = _ITEM[number]
    return _change(item_number=number, quantity=Decimal(2), unit=item.unit, unit_price=None)


def _broken_pack(rows: Lines, place: int) -> Spoilt:
    pack = _item(rows, place).pack_size
    assert pack is not None
    return replace(rows[place], quantity=pack + 1), {}


def _reprice(rows: Lines, place: int, factor: Decimal) -> Spoilt:
    price = rows[place].unit_price
    assert price is not None
    return replace(rows[place], unit_price=round_half_up(price * factor)), {}


def _cheaper(rows: Lines, place: int) -> Spoilt:
    """The decimal point slipped by one."""
    return _reprice(rows, place, Decimal("0.1"))


def _dearer(rows: Lines, place: int) -> Spoilt:
    return _reprice(rows, place, Decimal("1.08"))


def _negative_price(rows: Lines, place: int) -> Spoilt:
    return _reprice(rows, place, Decimal(-1))


def _delivered_too_early(rows: Lines, place: int) -> Spoilt:
    day = rows[place].order_date
    assert day is not None
    return replace(rows[place], delivery_date=day - timedelta(days=7)), {}


def _typed_twice(rows: Lines, place: int) -> Spoilt:
    return replace(rows[place - 1], line_id=rows[place].line_id), {}


def _reference_again(rows: Lines, place: int) -> Spoilt:
    earlier = _ordered_before(rows, place)
    assert earlier is not None
    return replace(rows[place], customer_reference=earlier.customer_reference), {}


def _same_reference(rows: Lines, place: int) -> frozenset[str]:
    """Nobody knows which of the orders was entered twice, so all their lines are named."""
    reference = rows[place].customer_number, rows[place].customer_reference
    return frozenset(row.line_id for row in rows if (row.customer_number, row.customer_reference) == reference)


def _with_blank(rows: Lines, place: int) -> Spoilt:
    return rows[place], {"customer_number": f"{rows[place].customer_number}\u00a0"}


def _full_width(rows: Lines, place: int) -> Spoilt:
    """The item number in the wide letters of a pasted web page."""
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in rows[place].item_number)
    return rows[place], {"item_number": wide}


def _quantity_as_text(rows: Lines, place: int) -> Spoilt:
    return rows[place], {"quantity": f"{rows[place].quantity:f}".replace(".", ",")}


def _date_as_text(rows: Lines, place: int) -> Spoilt:
    return rows[place], {"delivery_date": f"{rows[place].delivery_date:%d.%m.%Y}"}


MISTAKES: tuple[Mistake, ...] = (
    Mistake("unknown-customer", _is_alone, _buys_as("10987")),
    Mistake("unknown-item", _any_line, _change(item_number="L-1009", unit="", unit_price=Decimal("24.50"))),
    Mistake("blocked-customer", _is_alone, _buys_as("10046")),
    Mistake("blocked-item", _any_line, _buys_item("T-2990")),
    Mistake("quantity-zero", _has_plain_quantity, _change(quantity=Decimal(0))),
    Mistake("quantity-negative", _has_plain_quantity, _change(quantity=Decimal(-4))),
    Mistake("not-a-number", _has_plain_quantity, _cell("quantity", "zwölf")),
    Mistake("ambiguous-number", _has_plain_quantity, _cell("quantity", "1.234")),
    Mistake("truth-value-as-number", _has_plain_quantity, _cell("quantity", True)),
    Mistake("formula-without-value", _has_plain_quantity, _cell("quantity", NO_VALUE)),
    Mistake("required-missing", _has_plain_quantity, _change(quantity=None)),
    Mistake("unit-differs", _is_sold_by_piece, _change(unit="kg")),
    Mistake("price-below-list", _is_dear, _cheaper),
    Mistake("negative-price", _is_dear, _negative_price),
    Mistake("error-value", _any_line, _cell("unit_price", CellError("#N/A"))),
    Mistake("discount-above-limit", _is_domestic_standard, _change(discount_percent=Decimal(35))),
    Mistake("unknown-currency", _is_alone, _change(currency="EURO")),
    Mistake("no-price-in-currency", _is_alone, _change(currency="USD", unit_price=None)),
    Mistake("tax-code-lowered", _is_domestic_standard, _change(tax_code=TaxCode.EXEMPT)),
    Mistake("not-a-date", _any_line, _cell("delivery_date", "Ende KW 38")),
    Mistake("ambiguous-date", _any_line, _cell("delivery_date", "09/10/2026")),
    Mistake("impossible-date", _any_line, _cell("delivery_date", "31.09.2026")),
    Mistake("delivery-before-order", _any_line, _delivered_too_early),
    # The year is a slip for 2026, so the line stays wrong on whatever day the demo is played.
    Mistake("order-date-in-future", _is_alone, _change(order_date=date(2062, 9, 14), delivery_date=date(2062, 9, 21))),
    Mistake("duplicate-line", _comes_second, _typed_twice),
)
"""The 25 errors, in the order they stand in the sheet."""

REMARKS: tuple[Mistake, ...] = (
    Mistake("below-minimum-quantity", _has_minimum_only, _change(quantity=Decimal(2))),
    Mistake("not-a-multiple-of-pack", _has_pack_only, _broken_pack),
    Mistake("price-above-list", _is_dear, _dearer),
    Mistake("tax-code-differs", _is_domestic_reduced, _change(tax_code=TaxCode.STANDARD)),
    Mistake("customer-reference-reused", _has_earlier_reference, _reference_again, _same_reference),
    Mistake("stray-characters", _any_line, _with_blank),
    Mistake("stray-characters", _any_line, _full_width),
    Mistake("number-as-text", _has_plain_quantity, _quantity_as_text),
    Mistake("date-as-text", _any_line, _date_as_text),
    # The second letter of the word is a Cyrillic one.
    Mistake("look-alike-letters", _any_line, _cell("note", "Wаre wie besprochen")),
)
"""Untidy or doubtful cells that are taken as they are, with a warning."""
