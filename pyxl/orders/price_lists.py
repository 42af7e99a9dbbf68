"""Price lists: what an item costs a group of customers, from which quantity, and in which time.

Few firms need them, so they stand in a tab of their own; the price in Items holds where no row does.

>>> rows = table_of(PriceRow, [PriceRow(price_id="P1", item_number="I1", price=Decimal(9), from_quantity=Decimal(10))])
>>> lists = PriceLists(rows)
>>> [lists.price("I1", "", Decimal(pieces), date(2026, 3, 2)) for pieces in (9, 10)]
[None, Decimal('9')]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from pyxl.core.labels import Label
from pyxl.core.schema import Row, column, table
from pyxl.core.tables import Table, table_of
from pyxl.core.text import fold
from pyxl.masterdata.items import PRICE

ZERO = Decimal(0)


@table(
    tab="Prices",
    key="price_id",
    label=Label("Price lists", "Preislisten"),
    purpose=(
        "Only for other prices than in Items: by price group, quantity and time.",
        "Nur für andere Preise als in Artikel: nach Preisgruppe, Menge und Zeit.",
    ),
    is_input=True,
    surrogate_key="P",
    may_be_missing=True,
)
class PriceRow(Row):
    """One price. What is empty does not matter: no group means all customers, no days always."""

    price_id: str = column(
        "Line ID",
        "Zeilen-ID",
        width=15,
        default="",
        help=("Given by pyxl. Leave it as it is.", "Vergibt pyxl. Bitte nicht ändern."),
    )
    item_number: str = column(
        "Item no.",
        "Artikelnr.",
        aliases=("Artikel", "Item"),
        required=True,
        refers_to="Items",
        width=12,
    )
    price_group: str = column(
        "Price group",
        "Preisgruppe",
        width=16,
        default="",
        help=(
            "As in Customers. Empty means all customers.",
            "Wie in Kunden. Leer heißt alle Kunden.",
        ),
    )
    from_quantity: Decimal | None = column(
        "From quantity",
        "Ab Menge",
        width=12,
        default=None,
        help=(
            "Quantity of an order line from which it holds.",
            "Menge einer Auftragszeile, ab der er gilt.",
        ),
    )
    price: Decimal | None = column(
        "Price",
        "Preis",
        required=True,
        number_format=PRICE,
        width=12,
        default=None,
        help=(
            "Net in EUR, for as many units as the item's price.",
            "Netto in EUR, für ebenso viele Einheiten wie der Preis des Artikels.",
        ),
    )
    valid_from: date | None = column(
        "Valid from",
        "Gültig ab",
        width=13,
        default=None,
        help=("The order date counts.", "Es zählt das Auftragsdatum."),
    )
    valid_until: date | None = column(
        "Valid until",
        "Gültig bis",
        width=13,
        default=None,
        help=("With this day.", "Mit diesem Tag."),
    )
    note: str = column("Note", "Notiz", width=44, default="")
    check: str = column("Check", "Prüfung", width=44, default="")


NO_PRICES: Table[PriceRow] = table_of(PriceRow)
"""For firms without price lists."""


@dataclass(frozen=True)
class PriceLists:
    """All rows of the tab, found by item."""

    table: Table[PriceRow] = NO_PRICES

    @cached_property
    def _by_item(self) -> dict[str, list[PriceRow]]:
        found: dict[str, list[PriceRow]] = defaultdict(list)
        for row in self.table:
            if is_usable(row):
                found[row.item_number].append(row)
        return dict(found)

    def price(self, item_number: str, group: str, quantity: Decimal, day: date) -> Decimal | None:
        """The list price of so many, for customers of that group, when ordered on that day; None where none is listed.

        A price of the group goes before one for all, a larger quantity before a smaller one, a later beginning
        before an earlier one; where all of that is the same, the lower price holds (and `PRC002` tells of it).
        """
        rows = [row for row in self._by_item.get(item_number, ()) if _holds(row, group, quantity, day)]
        return min(rows, key=_nearest).price if rows else None

    def same(self, row: PriceRow) -> Sequence[PriceRow]:
        """The usable rows for the same item, group and quantity that begin on the same day, itself among them."""
        return [each for each in self._by_item.get(row.item_number, ()) if _is_same(row, each)]


NO_LISTS = PriceLists()
"""Of a firm without price lists."""


def is_usable(row: PriceRow) -> bool:
    """Whether the row can ever hold."""
    begins, ends = row.valid_from, row.valid_until
    return row.price is not None and row.price >= 0 and not (begins and ends and ends < begins)


def _holds(row: PriceRow, group: str, quantity: Decimal, day: date) -> bool:
    if row.price_group and fold(row.price_group) != fold(group):
        return False
    if quantity < (row.from_quantity or ZERO):
        return False
    return (row.valid_from or date.min) <= day <= (row.valid_until or date.max)


def _nearest(row: PriceRow) -> tuple[bool, Decimal, int, Decimal]:
    begins = (row.valid_from or date.min).toordinal()
    return not row.price_group, -(row.from_quantity or ZERO), -begins, row.price or ZERO


def _is_same(one: PriceRow, other: PriceRow) -> bool:
    """A price that begins later takes an earlier one's place; two that begin on one day are in each other's way."""
    return (fold(one.price_group), one.from_quantity or ZERO, one.valid_from) == (
        fold(other.price_group),
        other.from_quantity or ZERO,
        other.valid_from,
    )
