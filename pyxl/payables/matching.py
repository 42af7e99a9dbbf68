"""The three-way match: what a bill asks for, what was ordered from the supplier, and what arrived.

Compared are lines that name an item: by the firm's number, by the supplier's, or by the line of the order. A bill that
names neither an order nor a delivery note says nothing that could be compared.

>>> _is_dearer(Money.of("102.01"), Money.of("100.00"), Decimal(2)), _is_dearer(Money.of(102), Money.of(100), Decimal(2))
(True, False)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Label
from pyxl.core.money import Money, total
from pyxl.core.tables import Table
from pyxl.core.text import squash
from pyxl.invoicing.units import unit_code
from pyxl.ledger.books import Books
from pyxl.ledger.goods.rows import IncomingLine, MovementKind
from pyxl.ledger.payables.events import BilledLine, BillFacts
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.payables import match_rules as rules
from pyxl.reference_data.units import PIECES
from pyxl.settings import Settings

ZERO = Decimal(0)
TOLD_MAX = 10
"""So many differences of a bill are told; all of them would not fit into a cell."""
_PIECES = frozenset({*PIECES, ""})
"""How programs write "one of them"."""
_RECEIPTS = frozenset({MovementKind.GOODS_IN.name, MovementKind.TAKEN_BACK.name})
_CENT = Money.from_cents(1)
_NONE = Label("none", "keine")
Lines = tuple[BilledLine, ...]
Agreed = tuple[Decimal, Decimal | None]
"""Quantity, and price per unit where one is known."""


@dataclass(frozen=True, slots=True)
class BillAsked:
    """A bill with the lines it came with."""

    facts: BillFacts
    lines: Lines


class OrderMatch:
    """Orders and receipts, to compare bills with; it reads everything once."""

    def __init__(self, incoming: Table[IncomingLine], items: Table[Item], settings: Settings, books: Books) -> None:
        self._items, self._settings, self._books = items, settings, books
        self._by_supplier_number = {
            (item.supplier_number, squash(item.supplier_item_number)): item
            for item in items
            if item.supplier_item_number
        }
        self._ordered: dict[tuple[str, str], dict[str, Agreed]] = defaultdict(dict)
        self._order_lines: dict[tuple[str, str], str] = {}
        """The item of a line of an order, by order and place."""
        self._add_purchases()
        self._add_incoming(incoming)
        self._received: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for movement in books.stock.movements.values():
            if movement.reference and movement.kind in _RECEIPTS:
                self._received[squash(movement.reference), movement.item_number] += movement.quantity
        self._billed: dict[tuple[str, str], list[BillAsked]] = defaultdict(list)
        self._lines: dict[str, dict[str, list[BilledLine]]] = {}
        """By bill and item."""
        self._to_set_off: dict[tuple[str, str, str], Decimal] = {}
        for bill in books.payables.bills.values():
            if not bill.is_cancelled:
                self.add(BillAsked(bill.facts, bill.lines))

    def _add_purchases(self) -> None:
        """What pyxl ordered, with the prices of that day."""
        for number, purchase in self._books.stock.purchases.items():
            if purchase.is_cancelled:
                continue
            supplier, order = purchase.ordered.supplier_number, squash(number)
            for place, line in enumerate(purchase.ordered.lines, 1):
                quantity, _ = self._ordered[supplier, order].get(line.item_number, (ZERO, None))
                self._ordered[supplier, order][line.item_number] = quantity + line.quantity, line.price
                self._order_lines[order, str(place)] = line.item_number

    def _add_incoming(self, incoming: Table[IncomingLine]) -> None:
        """What stands in Incoming is hers and goes before: orders of hers, and quantities agreed since."""
        found: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
        for row in incoming:
            if row.purchase_number and row.quantity:
                quantities = found[row.supplier_number, squash(row.purchase_number)]
                quantities[row.item_number] = quantities.get(row.item_number, ZERO) + row.quantity
        for place, quantities in found.items():
            for item, quantity in quantities.items():
                _, price = self._ordered[place].get(item, (ZERO, None))
                self._ordered[place][item] = quantity, price

    def add(self, bill: BillAsked) -> None:
        """One more bill that counts towards what is billed of an order."""
        for reference in _references(bill.facts):
            self._billed[bill.facts.supplier_number, reference].append(bill)

    def take_unbilled(self, row: IncomingLine) -> Decimal:
        """How much of the line is still to be billed; what is billed counts for the first lines of its item."""
        order, quantity = squash(row.purchase_number), row.quantity or ZERO
        if not order:
            return quantity
        place = (row.supplier_number, order, row.item_number)
        if place not in self._to_set_off:
            bills = self._billed.get(place[:2], [])
            self._to_set_off[place] = sum((self._quantity(each, row.item_number) for each in bills), ZERO)
        used = min(max(self._to_set_off[place], ZERO), quantity)
        self._to_set_off[place] -= used
        return quantity - used

    def price_of(self, row: IncomingLine, item: Item) -> Decimal | None:
        """Per unit: as it was ordered, else as the item has it."""
        agreed = self._ordered.get((row.supplier_number, squash(row.purchase_number)), {}).get(row.item_number)
        return _price(agreed[1] if agreed else None, item)

    def check(self, bill: BillAsked, cell: CellRef) -> Iterator[Finding]:
        """BIL016 to BIL022, the first ten, of a bill that was added; a credit note takes back and is not asked."""
        return islice(self._differences(bill, cell), TOLD_MAX)

    def _differences(self, bill: BillAsked, cell: CellRef) -> Iterator[Finding]:
        facts = bill.facts
        if facts.gross_amount.cents <= 0 or not _references(facts):
            return
        order = (facts.supplier_number, squash(facts.purchase_order))
        is_known = bool(facts.purchase_order) and order in self._ordered
        if facts.purchase_order and self._ordered and not is_known:
            number, supplier = facts.bill_number, facts.supplier_number
            yield rules.ORDER_UNKNOWN.at(cell, number=number, order=facts.purchase_order, supplier=supplier)
        if is_known and not bill.lines:
            yield from self._check_typed(facts, order, cell)
        told = set[str]()
        for line in bill.lines:
            item = self._item_of(line, facts)
            is_ordered = item is not None and item.item_number in self._ordered.get(order, {})
            is_asked = bool(line.item_number) and (line.net_amount is None or line.net_amount.cents > 0)
            if is_known and is_asked and not is_ordered:
                yield self._not_ordered(line, item, facts, cell)
            elif item is not None and item.item_number not in told:
                told.add(item.item_number)
                yield from self._compare(line, item, bill, cell)

    def _check_typed(self, facts: BillFacts, order: tuple[str, str], cell: CellRef) -> Iterator[Finding]:
        """BIL021 and BIL022: a bill from paper has no lines, so its sum is compared with that of the order."""
        ordered, number = self._ordered[order], facts.purchase_order
        items = {item: self._items.get(item) for item in ordered}
        stocked = [item for item, row in items.items() if _is_stocked(row)]
        if stocked and not any(self._received[order[1], item] > 0 for item in stocked):
            yield rules.NOTHING_RECEIVED.at(cell, number=facts.bill_number, order=number)
        prices = [_price(price, items[item]) for item, (_, price) in ordered.items()]
        bills = {each.facts.bill_id: each.facts for each in self._billed[order]} | {facts.bill_id: facts}
        nets = [each.gross_amount - each.vat_amount for each in bills.values() if each.vat_amount is not None]
        if None in prices or len(nets) < len(bills) or facts.gross_amount.currency != "EUR":
            return
        values = [quantity * (price or ZERO) for (quantity, _), price in zip(ordered.values(), prices, strict=True)]
        expected, percent = Money.rounded(sum(values, ZERO), "EUR"), self._tolerance
        if _is_dearer(total(nets), expected, percent):
            yield rules.ABOVE_ORDER.at(
                cell, number=facts.bill_number, order=number, found=total(nets), expected=expected, percent=percent
            )

    @property
    def _tolerance(self) -> Decimal:
        """In percent; less than none is none."""
        return max(self._settings.bill_price_tolerance_percent or ZERO, ZERO)

    def _not_ordered(self, line: BilledLine, item: Item | None, facts: BillFacts, cell: CellRef) -> Finding:
        number = item.item_number if item else line.item_number
        return rules.NOT_ORDERED.at(
            cell, number=facts.bill_number, item=number, name=line.name, order=facts.purchase_order
        )

    def _item_of(self, line: BilledLine, facts: BillFacts) -> Item | None:
        """By the firm's number, the supplier's own, or the line of the order."""
        found = self._items.get(line.item_number) if line.item_number else None
        found = found or self._by_supplier_number.get((facts.supplier_number, squash(line.item_number)))
        if found is None and line.order_line:
            place = line.order_line.rpartition("/")[2].lstrip("0")
            found = self._items.get(self._order_lines.get((squash(facts.purchase_order), place), ""))
        return found

    def _compare(self, line: BilledLine, item: Item, bill: BillAsked, cell: CellRef) -> Iterator[Finding]:
        facts = bill.facts
        order = (facts.supplier_number, squash(facts.purchase_order))
        ordered, price = self._ordered.get(order, {}).get(item.item_number, (None, None))
        if not _is_same_unit(line, item):
            found, kept = line.unit, item.unit
            yield rules.UNIT_DIFFERS.at(
                cell, number=facts.bill_number, item=item.item_number, found=found, expected=kept
            )
            return
        yield from self._check_quantity(item, bill, ordered, cell)
        agreed = _price(price, item)
        if agreed is not None:
            yield from self._check_price(item, bill, agreed, cell)

    def _check_quantity(self, item: Item, bill: BillAsked, ordered: Decimal | None, cell: CellRef) -> Iterator[Finding]:
        """BIL018, over all bills of the order."""
        number, supplier = item.item_number, bill.facts.supplier_number
        references = _references(bill.facts)
        bills = {each.facts.bill_id: each for one in references for each in self._billed[supplier, one]}
        bills.setdefault(bill.facts.bill_id, bill)
        billed = sum((self._quantity(each, number) for each in bills.values()), ZERO)
        received = sum((self._received[one, number] for one in references), ZERO) if _is_stocked(item) else billed
        if billed > received or (ordered is not None and billed > ordered):
            yield rules.MORE_THAN_RECEIVED.at(
                cell,
                number=bill.facts.bill_number,
                item=number,
                billed=billed,
                received=received,
                ordered=ordered if ordered is not None else _NONE,
            )

    def _quantity(self, bill: BillAsked, item_number: str) -> Decimal:
        """How much of the item it bills; a credit note takes back."""
        lines = self._lines_of(bill, item_number)
        sign = -1 if bill.facts.gross_amount.cents < 0 else 1
        return sum((sign * abs(each.quantity or ZERO) for each in lines), ZERO)

    def _lines_of(self, bill: BillAsked, item_number: str) -> list[BilledLine]:
        """Found once for all items: a bill may have a thousand lines."""
        found = self._lines.get(bill.facts.bill_id)
        if found is None:
            found = defaultdict(list)
            for line in bill.lines:
                if item := self._item_of(line, bill.facts):
                    found[item.item_number].append(line)
            self._lines[bill.facts.bill_id] = found
        return found.get(item_number, [])

    def _check_price(self, item: Item, bill: BillAsked, agreed: Decimal, cell: CellRef) -> Iterator[Finding]:
        """BIL019: what the item costs in this bill, allowances included; cheaper is no harm."""
        percent = self._tolerance
        lines = self._lines_of(bill, item.item_number)
        nets = [each.net_amount for each in lines if each.net_amount]
        quantity = sum((each.quantity or ZERO for each in lines), ZERO)
        currency = bill.facts.gross_amount.currency
        if not nets or quantity <= 0 or currency != "EUR":
            return
        found, expected = sum(nets, start=Money.zero(currency)), Money.rounded(quantity * agreed, currency)
        if _is_dearer(found, expected, percent):
            yield rules.PRICE_ABOVE_ORDER.at(
                cell,
                number=bill.facts.bill_number,
                item=item.item_number,
                found=found,
                quantity=quantity,
                expected=expected,
                percent=percent,
            )


def _price(agreed: Decimal | None, item: Item | None) -> Decimal | None:
    """As it was ordered, else as the item has it."""
    return agreed if agreed is not None else item.purchase_price if item else None


def _is_stocked(item: Item | None) -> bool:
    """Only what is kept in stock is booked in."""
    return item is not None and item.stock_keeping is StockKeeping.STOCKED


def _references(facts: BillFacts) -> tuple[str, ...]:
    """Order and delivery note, as movements may name them."""
    given = (squash(facts.purchase_order), squash(facts.delivery_note))
    return tuple(dict.fromkeys(each for each in given if each))


def _is_same_unit(line: BilledLine, item: Item) -> bool:
    ours = unit_code(item.unit)
    return line.unit == ours or (line.unit in _PIECES and ours in _PIECES)


def _is_dearer(found: Money, expected: Money, percent: Decimal) -> bool:
    """Above the tolerance by a cent or more."""
    return found - Money.rounded(expected.amount * (100 + percent) / 100, expected.currency) >= _CENT
