"""Propose purchases: items that orders lack or that are below their reorder level, with quantity, supplier and dates.

The tab is written anew each time; a row she ticked stays as she has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from pyxl.core.changes import CellValue, ChangeList, ChangeSet
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.masterdata.suppliers import Supplier
from pyxl.orders.price_lists import NO_PRICES, PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.purchasing import rules
from pyxl.purchasing.needs import ZERO, Balance, Need, need_of, on_hand_of
from pyxl.purchasing.rows import PurchaseProposal
from pyxl.settings import Settings
from pyxl.stock.plan import GoodsPlan, plan_goods
from pyxl.stock.supplies import open_quantity

SUMMARY = Text("To buy: {items}, from {suppliers}.", "Zu bestellen: {items}, bei {suppliers}.")
ITEMS = Label("item", "Artikel"), Label("items", "Artikel")
SUPPLIERS = Label("supplier", "Lieferant"), Label("suppliers", "Lieferanten")
PROPOSED = Label("proposed to buy", "Bestellvorschlag")
GONE = Label("not needed any more", "nicht mehr nötig")


def propose_purchases(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    incoming: Table[IncomingLine],
    suppliers: Table[Supplier],
    proposals: Table[PurchaseProposal],
    settings: Settings,
    books: Books,
    as_of: date,
    prices: Table[PriceRow] = NO_PRICES,
) -> Outcome:
    """Says what should be bought, and why; orders nothing."""
    plan = plan_goods(orders, customers, items, incoming, settings, books, as_of, prices)
    needs = list(_needs(plan, items, incoming, suppliers, books, as_of))
    findings = tuple(found for need in needs for found in _findings(need, items, suppliers))
    named = {need.item.supplier_number for need in needs if need.item.supplier_number}
    facts = {"items": Counted(len(needs), *ITEMS), "suppliers": Counted(len(named), *SUPPLIERS)}
    counts: dict[str, int | str] = {"items": len(needs), "suppliers": len(named)}
    return Outcome(SUMMARY.bind(**facts), findings, changes=_rows(needs, proposals), counts=counts)


def _needs(
    plan: GoodsPlan,
    items: Table[Item],
    incoming: Table[IncomingLine],
    suppliers: Table[Supplier],
    books: Books,
    as_of: date,
) -> Iterator[Need]:
    on_hand, balances = on_hand_of(books.stock), _wanted(plan)
    coming: dict[str, Decimal] = {}
    for line in incoming:
        open_ = max(open_quantity(line, books.stock), ZERO)
        coming[line.item_number] = coming.get(line.item_number, ZERO) + open_
    for item in items:
        if item.stock_keeping is not StockKeeping.STOCKED or item.blocked or items.get(item.item_number) is not item:
            continue
        number = item.item_number
        wanted, short_by = balances.get(number, (ZERO, None))
        balance = Balance(on_hand.get(number, ZERO), coming.get(number, ZERO), wanted, short_by)
        if need := need_of(item, balance, suppliers.get(item.supplier_number), as_of):
            yield need


def _wanted(plan: GoodsPlan) -> dict[str, tuple[Decimal, date | None]]:
    """By item, what orders want in all, and from when on one of them lacks it."""
    found: dict[str, tuple[Decimal, date | None]] = {}
    for wanted in plan.wanted.lines:
        allotment = plan.allotment(wanted)
        if allotment is None:
            continue
        quantity, day = found.get(wanted.item.item_number, (ZERO, None))
        if allotment.short:
            day = min(day or wanted.wanted_on, wanted.wanted_on)
        found[wanted.item.item_number] = (quantity + wanted.quantity, day)
    return found


def _findings(need: Need, items: Table[Item], suppliers: Table[Supplier]) -> Iterator[Finding]:
    """PUR001 to PUR003."""
    item = need.item
    cell = items.cell(item, "supplier_number")
    if not item.supplier_number:
        yield rules.NO_SUPPLIER.at(cell, item=item.item_number)
    elif suppliers.get(item.supplier_number) is None:
        yield rules.UNKNOWN_SUPPLIER.at(cell, found=item.supplier_number)
    if need.needed_by and need.expected_on > need.needed_by:
        place = items.cell(item, "lead_time_days")
        yield rules.COMES_TOO_LATE.at(place, item=item.item_number, day=need.needed_by, found=need.expected_on)


def _rows(needs: Sequence[Need], proposals: Table[PurchaseProposal]) -> ChangeSet:
    """By supplier, then item; what she ticked stays."""
    changes = ChangeList()
    wanted = {need.item.item_number: need for need in needs}
    for row in proposals:
        if row.item_number not in wanted and not row.order:
            changes.clear("PurchaseProposals", row.item_number, {}, GONE)
    for need in sorted(needs, key=lambda each: (each.item.supplier_number, each.item.item_number)):
        number, values = need.item.item_number, _values(need)
        standing = proposals.get(number)
        if standing is None:
            changes.append("PurchaseProposals", number, values, PROPOSED)
        elif not standing.order:
            for name, value in values.items():
                old: CellValue = getattr(standing, name)
                if not (isinstance(value, Label) and old in (value.en, value.de)):
                    changes.set("PurchaseProposals", number, name, old, value, PROPOSED)
    return changes.done()


def _values(need: Need) -> dict[str, CellValue]:
    item = need.item
    return {
        "supplier_number": item.supplier_number,
        "quantity": need.quantity,
        "purchase_price": item.purchase_price,
        "needed_by": need.needed_by,
        "expected_on": need.expected_on,
        "reason": need.reason,
    }
