"""What can be wrong with a row of Price lists: PRC001 to PRC003."""

from __future__ import annotations

from collections.abc import Iterator

from pyxl.core.cell_rules import WARNING
from pyxl.core.findings import Finding, Rule
from pyxl.core.labels import Text
from pyxl.core.tables import Table
from pyxl.masterdata.items import Item
from pyxl.orders.price_lists import PriceLists, is_usable

PRICE_OF_UNKNOWN_ITEM = Rule(
    "PRC001",
    "price-of-unknown-item",
    WARNING,
    Text("There is no item {found}; the price is for nothing.", "Einen Artikel {found} gibt es nicht; der Preis gilt "
         "für nichts."),
    Text("Correct the item number.", "Die Artikelnummer berichtigen."),
)  # fmt: skip
TWO_PRICES = Rule(
    "PRC002",
    "two-prices-for-the-same",
    WARNING,
    Text(
        "Row {row} has another price for the same item, group, quantity and beginning; the lower one holds.",
        "Zeile {row} hat einen anderen Preis für gleichen Artikel, Gruppe, Menge und Beginn; es gilt der niedrigere.",
    ),
    Text("Take one out.", "Einen herausnehmen."),
)
PRICE_NEVER_HOLDS = Rule(
    "PRC003",
    "price-never-holds",
    WARNING,
    Text(
        "The price holds on no day: it is below 0 or ends before it begins.",
        "Der Preis gilt an keinem Tag: Er ist kleiner als 0 oder endet vor seinem Beginn.",
    ),
    Text("Correct the price or the days.", "Preis oder Tage berichtigen."),
)


def check_price_lists(lists: PriceLists, items: Table[Item]) -> Iterator[Finding]:
    """All findings of the tab."""
    table = lists.table
    yield from table.findings
    for row in table:
        if row.item_number and items.get(row.item_number) is None:
            yield PRICE_OF_UNKNOWN_ITEM.at(table.cell(row, "item_number"), found=row.item_number)
        if row.price is not None and not is_usable(row):
            yield PRICE_NEVER_HOLDS.at(table.cell(row, "price"))
        other = next(
            (each for each in lists.same(row) if each is not row and each.price != row.price),
            None,
        )
        if other and is_usable(row) and row.sheet_row > other.sheet_row:
            yield TWO_PRICES.at(table.cell(row, "price"), row=other.sheet_row)
