"""How wide the columns of the table of lines are, and which lines need one line of print only.

Typst would lay out every cell once to find the width of its column and once to find the height of its row: together a
sixth of what a page costs. Both are known here, from the widths of the letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyxl.core.labels import Language
from pyxl.documents.filters import amount, percent, quantity, unit_price
from pyxl.documents.text_width import text_width

TEXT_SIZE, HEAD_SIZE = 9.6, 8.0
"""Points, as in the template."""
TABLE_WIDTH = 165 / 25.4 * 72
"""Points: A4 less margins of 25 and 20 mm."""
GAP = 5.0
"""Points of air at each side of a cell that has a neighbour there."""
UNIT_GAP = 9.0
WIDE_NUMBERS = 27 / 25.4 * 72
"""Points for item numbers that wrap."""
NAME_LEAST = 90.0
"""Points: where less would be left for the names, Typst shares the room among the columns of words."""
SLACK = 0.5
"""Points: for kerning."""
NARROWED = 0.97
"""A name counts as short up to this share of its column: for kerning and rounding."""


def column_widths(
    rows: Sequence[Mapping[str, Any]], shows: Mapping[str, bool], words: Mapping[str, str], language: Language, net: str
) -> dict[str, float]:
    """Points per column by name, 0 where Typst is to find it; `name` is what the others leave.

    `net` is the heading of the last column.
    """
    figures = {
        "position": GAP + _widest(words["position"], (row["position"] for row in rows)),
        "quantity": GAP + _widest(words["quantity"], (quantity_of(row, language) for row in rows)),
        "unit_price": 2 * GAP + _widest(words["unit_price"], (price_of(row, language) for row in rows)),
        "vat": 2 * GAP + _widest(words["vat"], (percent(row["vat_rate"], language) for row in rows)),
        "net": GAP + _widest(net, (amount(row["net"], language) for row in rows)),
    }
    if shows["discount"]:
        discounts = (percent(row["discount_percent"], language) for row in rows)
        figures["discount"] = 2 * GAP + _widest(words["discount"], discounts)
    texts = {
        "item_number": _item_numbers(rows, shows, words["item_number"]),
        "unit": UNIT_GAP + _widest("", _units(rows)),
    }
    left = TABLE_WIDTH - sum(figures.values()) - sum(texts.values())
    if left < NAME_LEAST:
        return figures | dict.fromkeys(texts, 0.0) | {"name": 0.0}
    return figures | texts | {"name": left}


def is_one_line(row: Mapping[str, Any], room: float) -> bool:
    """Whether the name fits into its column of that many points, and nothing else stands below it."""
    if row["description"] or row["details"] or row["has_long_number"] or "\n" in row["name"] or "\n" in row["unit"]:
        return False
    return _width(row["name"]) <= NARROWED * (room - 2 * GAP)


def quantity_of(row: Mapping[str, Any], language: Language) -> str:
    """The quantity with the places that are added unseen."""
    return quantity(row["quantity"], language) + str(row["quantity_padding"])


def price_of(row: Mapping[str, Any], language: Language) -> str:
    """The unit price with the places that are added unseen."""
    return unit_price(row["unit_price"], language) + str(row["price_padding"])


def _item_numbers(rows: Sequence[Mapping[str, Any]], shows: Mapping[str, bool], heading: str) -> float:
    if not shows["item_number"]:
        return 0
    return (
        WIDE_NUMBERS if shows["wide_item_number"] else 2 * GAP + _widest(heading, (row["item_number"] for row in rows))
    )


def _units(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [row["unit"] for row in rows]


def _widest(heading: str, texts: Iterable[str]) -> float:
    return SLACK + max(text_width(heading, HEAD_SIZE, is_strong=True), *map(_width, set(texts)), 0)


def _width(text: str) -> float:
    return text_width(text, TEXT_SIZE)
