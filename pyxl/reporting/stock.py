"""Stock: what the goods are worth at today's purchase prices, and which of them nobody has taken for half a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from pyxl.core.labels import Counted, Label, Sentence, Text
from pyxl.core.money import round_half_up
from pyxl.ledger.goods.books import Place
from pyxl.ledger.goods.rows import MovementKind
from pyxl.reporting.building import Compare, sum_of
from pyxl.reporting.facts import Fact, facts_of
from pyxl.reporting.model import RowList, SectionReport
from pyxl.reporting.periods import Periods
from pyxl.reporting.sources import Sources, both

DEAD_AFTER = timedelta(180)
_OUT = frozenset({MovementKind.DELIVERY.name, MovementKind.GOODS_OUT.name})
ROWS, DEAD_ROWS = "stock", "dead_stock"
_STOCK = Label("Goods on hand, at today's purchase prices", "Bestand zu heutigen Einkaufspreisen")
_DEAD = Label("Goods of which none has gone for 180 days", "Bestand ohne Abgang seit 180 Tagen")
_NO_PRICE = Text("Without a purchase price, not counted: {items}.", "Ohne Einkaufspreis, nicht mitgezählt: {items}.")
_ITEMS = Label("item", "Artikel"), Label("items", "Artikel")


def stock_section(sources: Sources, periods: Periods) -> tuple[SectionReport, list[RowList]]:
    """On hand is the sum of the movements, so it is known for every day."""
    begin = sources.books.stock.started_on
    days = [span.last for span in (periods.now, periods.month_before, periods.year_before)]
    held = [list(_on_hand(sources, day)) for day in days]
    still = [_unmoved(sources, day) for day in days]
    sheet = sources.stock.sheet
    states = [facts_of(sheet, (fact for _, fact in each), begin) for each in held]
    dead = [
        facts_of(sheet, (fact for number, fact in each if number in numbers), begin)
        for each, numbers in zip(held, still, strict=True)
    ]
    value, unmoved = Compare.state(states, periods), Compare.state(dead, periods)
    figures = (sum_of("stock_value", value, ROWS), sum_of("dead_stock", unmoved, DEAD_ROWS))
    notes = tuple(both(note) for note in _without_price(sources))
    lists = [value.now.listed(ROWS, _STOCK), unmoved.now.listed(DEAD_ROWS, _DEAD)]
    return SectionReport(key="STOCK", figures=figures, notes=notes), lists


def _on_hand(sources: Sources, day: date) -> Iterator[tuple[str, Fact]]:
    """Each place with goods at the end of that day, with the number of the item."""
    places = dict(sources.books.stock.on_hand)
    for movement in sources.books.stock.movements.values():
        if movement.day > day:
            places[Place(movement.item_number, movement.location)] -= movement.quantity
    for place, quantity in places.items():
        item = sources.items.get(place.item_number)
        if not quantity or item is None or item.purchase_price is None:
            continue
        row = sources.stock.get(place.key)
        cents = int(round_half_up(quantity * item.purchase_price * 100, 0))
        text = f"{item.description}, {quantity.normalize():f} {item.unit}"
        name = f"{item.item_number} {item.description}"
        yield place.item_number, Fact(row.sheet_row if row else 0, place.key, None, text, name, cents)


def _unmoved(sources: Sources, day: date) -> set[str]:
    """Items that had come in long before, and of which none went out since."""
    moved: dict[str, date] = {}
    for movement in sources.books.stock.movements.values():
        known = moved.get(movement.item_number)
        if movement.day <= day and (known is None or (movement.kind in _OUT and movement.day > known)):
            moved[movement.item_number] = movement.day
    return {number for number, last in moved.items() if last <= day - DEAD_AFTER}


def _without_price(sources: Sources) -> Iterator[Sentence]:
    numbers = {place.item_number for place, quantity in sources.books.stock.on_hand.items() if quantity > Decimal(0)}
    items = (sources.items.get(number) for number in sorted(numbers))
    count = sum(item is None or item.purchase_price is None for item in items)
    if count:
        yield _NO_PRICE.bind(items=Counted(count, *_ITEMS))
