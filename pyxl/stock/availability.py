"""Check availability: what each order line gets, from stock or from what is to come, when, and what would do instead.

Goods are held for the lines they are given to. The whole is worked out anew each time; what an order no longer wants
goes back to the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.goods.books import StockBooks
from pyxl.ledger.goods.events import LineReserved
from pyxl.ledger.goods.rows import IncomingLine, ReservationRow
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.price_lists import NO_PRICES, PriceRow
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings
from pyxl.stock import rules
from pyxl.stock.allocation import Allotment
from pyxl.stock.demands import Wanted
from pyxl.stock.desk import GoodsDesk
from pyxl.stock.explaining import availability_of, is_substitute, plain, substitutes_named, substitutes_of
from pyxl.stock.plan import GoodsPlan, plan_goods
from pyxl.stock.postings import GoodsPosting
from pyxl.stock.tidying import closed_gaps

SUMMARY = Text(
    "Goods are wanted by {lines}: {ready} can go now, {later} later, {short} lack something; "
    "changed reservations: {changed}.",
    "Ware brauchen {lines}: {ready} sofort lieferbar, {later} später, {short} mit Fehlmenge; geänderte Reservierungen: "
    "{changed}.",
)
CHECKED = Label("availability as of this run", "Verfügbarkeit nach diesem Lauf")
LINES = Label("order line", "Auftragszeile"), Label("order lines", "Auftragszeilen")
DAYS = Label("day", "Tag"), Label("days", "Tage")
AGO = Label("day", "Tag"), Label("days", "Tagen")


def check_availability(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    incoming: Table[IncomingLine],
    reservations: Table[ReservationRow],
    settings: Settings,
    books: Books,
    as_of: date,
    prices: Table[PriceRow] = NO_PRICES,
) -> Outcome:
    """Says for every order line what is there, what comes when and what is missing, and reserves what can be had."""
    plan = plan_goods(orders, customers, items, incoming, settings, books, as_of, prices)
    postings = tuple(plan.reservations(GoodsDesk(books.stock), books.stock))
    findings = (*plan.findings, *_findings(plan, orders, items, books, as_of))
    counts = Counter(_standing(plan.allotment(wanted), as_of) for wanted in plan.wanted.lines)
    facts = {
        "lines": Counted(len(plan.wanted.lines), *LINES),
        "ready": counts["ready"],
        "later": counts["later"],
        "short": counts["short"],
        "changed": len(postings),
    }
    figures: dict[str, int | str] = {
        "lines": len(plan.wanted.lines),
        **{name: counts[name] for name in ("ready", "later", "short")},
        "reservations_changed": len(postings),
    }
    own = goods_cells(plan, orders, items, as_of, reservations, books.stock, postings)
    return Outcome(SUMMARY.bind(**facts), findings, postings, own, counts=figures)


def _standing(allotment: Allotment | None, as_of: date) -> str:
    if allotment is None:
        return "ready"
    day = allotment.complete_on
    return "short" if day is None else "ready" if day <= as_of else "later"


def goods_cells(
    plan: GoodsPlan,
    orders: Table[OrderLine],
    items: Table[Item],
    as_of: date,
    reservations: Table[ReservationRow],
    stock: StockBooks,
    postings: Iterable[GoodsPosting],
) -> ChangeSet:
    """What follows from no event: availability in Orders, and gaps in Reservations that are closed."""
    changed = {posting.event.line_id for posting in postings if isinstance(posting.event, LineReserved)}
    return availability_cells(plan, orders, items, as_of) + closed_gaps(reservations, stock, changed)


def availability_cells(plan: GoodsPlan, orders: Table[OrderLine], items: Table[Item], as_of: date) -> ChangeSet:
    """What Orders says of availability; a line that wants nothing any more says nothing."""
    by_id = {wanted.line_id: wanted for wanted in plan.wanted.lines}
    changes = ChangeList()
    for line in orders:
        if not line.line_id or orders.get(line.line_id) is not line:
            continue
        wanted = by_id.get(line.line_id)
        said = availability_of(wanted, plan, items) if wanted else Label("", "")
        allotment = plan.allotment(wanted) if wanted else None
        day = allotment.complete_on if allotment else as_of if wanted else None
        changes.set("Orders", line.line_id, "earliest_date", line.earliest_date, day, CHECKED)
        if line.availability not in (said.en, said.de):
            changes.set("Orders", line.line_id, "availability", line.availability, said, CHECKED)
    return changes.done()


def _findings(
    plan: GoodsPlan, orders: Table[OrderLine], items: Table[Item], books: Books, as_of: date
) -> Iterator[Finding]:
    for wanted in plan.wanted.lines:
        yield from check_promised(wanted, orders, books, as_of)
        allotment = plan.allotment(wanted)
        if allotment is None:
            continue
        if allotment.short:
            yield rules.NOT_ENOUGH.at(
                orders.cell(wanted.line, "quantity"),
                wanted=plain(wanted.quantity),
                item=wanted.item.item_number,
                order=wanted.line.order_number,
                missing=plain(allotment.short),
                substitutes=substitutes_of(wanted, allotment, plan, items),
            )
        elif allotment.complete_on and allotment.complete_on > max(wanted.wanted_on, as_of):
            late = (allotment.complete_on - wanted.wanted_on).days
            yield rules.LATER_THAN_REQUESTED.at(
                orders.cell(
                    wanted.line,
                    "requested_date" if wanted.line.requested_date else "delivery_date",
                ),
                item=wanted.item.item_number,
                order=wanted.line.order_number,
                day=allotment.complete_on,
                days=Counted(late, *DAYS),
            )
    yield from _unknown_substitutes(items)


def check_promised(wanted: Wanted, orders: Table[OrderLine], books: Books, as_of: date) -> Iterator[Finding]:
    """AVL004: the lateness list."""
    promise = books.stock.promise(wanted.line_id, wanted.line.order_number)
    if promise and promise.promised_on and promise.promised_on < as_of:
        yield rules.PROMISED_NOT_DELIVERED.at(
            orders.cell(wanted.line, "promised_date"),
            order=wanted.line.order_number,
            quantity=plain(wanted.quantity),
            item=wanted.item.item_number,
            day=promise.promised_on,
            days=Counted((as_of - promise.promised_on).days, *AGO),
        )


def _unknown_substitutes(items: Table[Item]) -> Iterator[Finding]:
    """AVL008."""
    for item in items:
        unknown = tuple(
            number
            for number in substitutes_named(item)
            if (other := items.get(number)) is None or (not is_substitute(other) and not other.blocked)
        )
        if unknown:
            yield rules.UNKNOWN_SUBSTITUTE.at(items.cell(item, "substitutes"), item=item.item_number, found=unknown)
