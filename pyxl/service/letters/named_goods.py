"""Goods as a customer reads of them: in the reader's language, with quantity and unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pyxl.core.labels import Language
from pyxl.documents.filters import quantity
from pyxl.invoicing.units import unit_label
from pyxl.masterdata.items import Item


@dataclass(frozen=True, slots=True)
class NamedGoods:
    """Goods as the customer reads of them."""

    item_number: str
    name: str
    quantity: str
    unit: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.quantity} {self.unit} {self.name} ({self.item_number})"


def named_quantity(amount: Decimal, item: Item, language: Language) -> NamedGoods:
    """So many of the item in the reader's language."""
    name = (item.description_en if language == "en" else "") or item.description
    return NamedGoods(item.item_number, name, quantity(amount, language), unit_label(item.unit, language))
