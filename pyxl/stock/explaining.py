"""What is said of a line's goods, in one sentence: what is there, what comes when, what is missing, what would do."""

from __future__ import annotations

from decimal import Decimal

from pyxl.core.labels import Label, Text
from pyxl.core.tables import Table
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.stock.allocation import Allotment
from pyxl.stock.demands import Wanted
from pyxl.stock.plan import GoodsPlan

FROM_STOCK = Text("{quantity} from stock ({location})", "{quantity} ab Lager ({location})")
FROM_INCOMING = Text("{quantity} on {day}", "{quantity} am {day}")
MISSING = Text("{quantity} missing", "{quantity} fehlen")
WAITS = Text("waits for the whole order: missing {lacking}", "wartet auf den ganzen Auftrag: es fehlen {lacking}")
INSTEAD = Text("; instead: {items}", "; stattdessen: {items}")
ONE_INSTEAD = Text("{item} ({free} free)", "{item} ({free} frei)")
WITHOUT_STOCK = Label("no stock is kept", "ohne Bestand")


def availability_of(wanted: Wanted, plan: GoodsPlan, items: Table[Item]) -> Label:
    """The cell in Orders."""
    allotment = plan.allotment(wanted)
    if allotment is None:
        return WITHOUT_STOCK
    instead = substitutes_of(wanted, allotment, plan, items)
    return Label(_said(allotment, "en") + instead.en, _said(allotment, "de") + instead.de)


def _said(allotment: Allotment, language: str) -> str:
    parts = []
    for part in allotment.parts:
        text = FROM_STOCK if part.is_on_hand else FROM_INCOMING
        facts = {"quantity": plain(part.quantity), "location": part.location, "day": part.available_on}
        parts.append(text.bind(**facts).text("de" if language == "de" else "en"))
    if allotment.blocked_by:
        lacking = tuple(f"{plain(quantity):f} {item}" for item, quantity in allotment.blocked_by)
        parts.append(WAITS.bind(lacking=lacking).text("de" if language == "de" else "en"))
    elif allotment.missing:
        parts.append(MISSING.bind(quantity=plain(allotment.missing)).text("de" if language == "de" else "en"))
    return ", ".join(parts)


def substitutes_of(wanted: Wanted, allotment: Allotment, plan: GoodsPlan, items: Table[Item]) -> Label:
    """The substitutes with enough free stock for what is missing, in the order in which the item names them."""
    if not allotment.short:
        return Label("", "")
    named = (items.get(number) for number in substitutes_named(wanted.item))
    fitting = [(each, plan.given.left(each.item_number)) for each in named if each and is_substitute(each)]
    said = [
        ONE_INSTEAD.bind(item=each.item_number, free=plain(free)) for each, free in fitting if free >= allotment.short
    ]
    if not said:
        return Label("", "")
    sentence = INSTEAD.bind(items=tuple(said))
    return Label(sentence.text("en"), sentence.text("de"))


def substitutes_named(item: Item) -> list[str]:
    """The numbers in the item's cell."""
    return [number for each in item.substitutes.replace(";", ",").split(",") if (number := each.strip())]


def is_substitute(item: Item | None) -> bool:
    """Whether an item can stand for another."""
    return item is not None and item.stock_keeping is StockKeeping.STOCKED and not item.blocked


def plain(quantity: Decimal) -> Decimal:
    """A quantity without idle places: 2.500 is 2.5, 10 stays 10.

    >>> plain(Decimal("2.500")), plain(Decimal("10"))
    (Decimal('2.5'), Decimal('10'))
    """
    return quantity.quantize(Decimal(1)) if quantity == quantity.to_integral_value() else quantity.normalize()
