"""Laws of goods: nothing is given twice, the order of rows means nothing, and what is taken back leaves nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.app.checking.book_checks import check_goods
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table, table_of
from pyxl.deliveries.delivering import deliver
from pyxl.deliveries.picking import pick_list
from pyxl.deliveries.taking_back import goods_taken_back
from pyxl.ledger.books import Books
from pyxl.ledger.goods import events as ev
from pyxl.ledger.goods.books import StockBooks
from pyxl.ledger.goods.delivery_rows import PickRow
from pyxl.ledger.goods.rows import IncomingLine, MovementKind, MovementRow, ReservationRow, StockRow
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer, TaxTreatment
from pyxl.masterdata.items import Item, StockKeeping
from pyxl.orders.credit import Credit
from pyxl.orders.rows import OrderLine
from pyxl.orders.validating import check_orders
from pyxl.settings import AllocationOrder, Settings
from pyxl.stock.allocation import Allocation, Demand, Supply, allocate
from pyxl.stock.availability import check_availability
from pyxl.stock.booking import book_movements
from pyxl.stock.counting import book_count
from pyxl.stock.receiving import book_goods_in

TODAY = date(2026, 10, 5)
FIRM = Settings(company_name="M GmbH", street="Ring 1", postcode="34117", city="Kassel", tax_number="026/815/08154")
ITEMS = tuple(
    Item(
        item_number=number,
        description=number,
        price=Decimal(1),
        stock_keeping=StockKeeping.STOCKED,
        location=f"{number}-1",
    )
    for number in ("A", "B")
)
CUSTOMERS = tuple(
    Customer(
        customer_number=f"K{place}",
        name="Nord AG",
        street="Ring 1",
        postcode="34117",
        city="Kassel",
        priority=place or None,
    )
    for place in range(3)
)

BUYERS, GOODS, NONE_HELD = table_of(Customer, CUSTOMERS), table_of(Item, ITEMS), table_of(ReservationRow)

quantities = st.integers(1, 5).map(Decimal)
days = st.integers(-3, 9).map(lambda days: TODAY + timedelta(days=days))
item_numbers = st.sampled_from(["A", "B"])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Demand], list[Supply]]:
    """A few demands of a few orders, and supplies on hand and to come."""
    demands = [
        Demand(f"L{place}", f"O{draw(st.integers(0, 2))}", draw(item_numbers), draw(quantities), (rank, place))
        for place, rank in enumerate(draw(st.lists(st.integers(0, 3), max_size=4)))
    ]
    supplies = [
        Supply(
            draw(item_numbers), TODAY + timedelta(days=wait), draw(quantities), f"P{place}", f"E{place}" if wait else ""
        )
        for place, wait in enumerate(draw(st.lists(st.integers(0, 3), max_size=4)))
    ]
    return demands, supplies


def amounts(given_: Mapping[str, object]) -> dict[str, Decimal]:
    return {key: sum((p.quantity for p in each.parts), Decimal(0)) for key, each in given_.items()}  # type: ignore[attr-defined]


@given(worlds(), st.booleans(), st.randoms(use_true_random=False))
def test_nothing_is_given_twice_and_the_order_of_rows_means_nothing(
    world: tuple[list[Demand], list[Supply]], whole: bool, random: Random
) -> None:
    demands, supplies = world
    given_ = allocate(demands, supplies, whole_orders=whole)
    _demand_within(given_, supplies)
    assert all(each.missing >= 0 for each in given_.values())
    shuffled, mixed = list(demands), list(supplies)
    random.shuffle(shuffled)
    random.shuffle(mixed)
    assert dict(allocate(shuffled, mixed, whole_orders=whole)) == dict(given_)


def _demand_within(given_: Allocation, supplies: Sequence[Supply]) -> None:
    """From each source at most what it has; so at each day no more is given than is there by then."""
    has = {(s.item_number, s.location, s.incoming_line): s.quantity for s in supplies}
    taken: Counter[tuple[str, str, str]] = Counter()
    for each in given_.values():
        for part in each.parts:
            taken[each.demand.item_number, part.location, part.incoming_line] += part.quantity  # type: ignore[assignment]
    assert all(quantity <= has[source] for source, quantity in taken.items())
    for day in {supply.available_on for supply in supplies}:
        for item in ("A", "B"):
            there = sum(s.quantity for s in supplies if s.item_number == item and s.available_on <= day)
            parts = (p for each in given_.values() if each.demand.item_number == item for p in each.parts)
            assert sum(p.quantity for p in parts if p.available_on <= day) <= there


@settings(max_examples=40)
@given(worlds())
def test_as_much_as_the_oracle_gives_whoever_comes_first(world: tuple[list[Demand], list[Supply]]) -> None:
    """The oracle tries every way to share whole pieces and takes the one that is best for the first, then the next."""
    demands, supplies = world
    ranked = sorted(demands, key=lambda each: each.rank)
    has = {item: sum(int(s.quantity) for s in supplies if s.item_number == item) for item in ("A", "B")}
    ways = product(*(range(int(each.quantity), -1, -1) for each in ranked))
    best = next(way for way in ways if _is_possible(ranked, way, has))
    assert amounts(allocate(demands, supplies)) == {d.line_id: Decimal(n) for d, n in zip(ranked, best, strict=True)}


def _is_possible(ranked: Sequence[Demand], way: Iterable[int], has: Mapping[str, int]) -> bool:
    wanted = Counter[str]()
    for demand, pieces in zip(ranked, way, strict=True):
        wanted[demand.item_number] += pieces
    return all(wanted[item] <= has[item] for item in has)


@settings(max_examples=40)
@given(worlds())
def test_whole_orders_as_the_oracle_chooses_them(world: tuple[list[Demand], list[Supply]]) -> None:
    """The oracle tries every choice of whole orders and takes the one that is best for the first, then the next."""
    demands, supplies = world
    orders = list(dict.fromkeys(each.order_number for each in sorted(demands, key=lambda each: each.rank)))
    has = {item: sum(s.quantity for s in supplies if s.item_number == item) for item in ("A", "B")}

    def is_possible(chosen: Iterable[str]) -> bool:
        lines = [each for each in demands if each.order_number in set(chosen)]
        return all(sum(e.quantity for e in lines if e.item_number == item) <= has[item] for item in has)

    best = next(
        chosen
        for way in product((True, False), repeat=len(orders))
        if is_possible(chosen := [order for order, taken in zip(orders, way, strict=True) if taken])
    )
    given_ = allocate(demands, supplies, whole_orders=True)
    served = {each.demand.order_number for each in given_.values() if not each.missing}
    assert served == set(best)
    assert all(not each.parts for each in given_.values() if each.demand.order_number not in served)


# --- sequences of what people do


@dataclass(frozen=True)
class Kept:
    """An event as the books read it."""

    kind: str
    key: str
    number: str
    run_id: str
    payload: dict[str, object]


class Clerk:
    """Orders, stock and a journal in memory; every step is taken by the real jobs."""

    def __init__(self) -> None:
        self.orders: list[OrderLine] = []
        self.incoming: list[IncomingLine] = []
        self.movements: list[MovementRow] = []
        self.events: list[Kept] = []
        self.runs: list[list[Kept]] = []
        self.numbers = Counter[str]()
        self.policy = FIRM

    @property
    def books(self) -> Books:
        return Books.from_events(self.events)

    def keep(self, outcome: Outcome) -> None:
        self._keep(outcome.postings)

    def _keep(self, postings: Iterable[object]) -> None:
        run: list[Kept] = []
        for posting in postings:
            number = ""
            if posting.series:  # type: ignore[attr-defined]
                self.numbers[posting.kind] += 1  # type: ignore[attr-defined]
                number = f"{posting.kind}-{self.numbers[posting.kind]}"  # type: ignore[attr-defined]
            assert posting.key not in {event.key for event in self.events}, posting.key  # type: ignore[attr-defined]
            payload = dict(posting.payload(number))  # type: ignore[attr-defined]
            posting.changes(number)  # type: ignore[attr-defined]
            run.append(Kept(posting.kind, posting.key, number, "R", payload))  # type: ignore[attr-defined]
            self.events.append(run[-1])
        if run:
            self.runs.append(run)
        self.demand_sound()

    def demand_sound(self) -> None:
        stock: StockBooks = self.books.stock
        assert list(check_goods(stock)) == []
        assert all(quantity >= 0 for quantity in stock.on_hand.values())

    @property
    def sheet(self) -> Table[OrderLine]:
        return table_of(OrderLine, self.orders)

    @property
    def expected(self) -> Table[IncomingLine]:
        return table_of(IncomingLine, self.incoming)

    def check(self) -> None:
        self.keep(
            check_availability(self.sheet, BUYERS, GOODS, self.expected, NONE_HELD, self.policy, self.books, TODAY)
        )

    def pick(self) -> None:
        self.keep(pick_list(self.sheet, BUYERS, GOODS, self.expected, NONE_HELD, self.policy, self.books, TODAY))

    def deliver(self, share: int) -> None:
        picks = [
            PickRow(pick_id=p.pick_id, picked=min(p.quantity, Decimal(share)) if share else None)
            for p in self.books.stock.open_picks()
        ]
        self.keep(deliver(self.sheet, BUYERS, GOODS, table_of(PickRow, picks), self.policy, self.books, TODAY))

    def book(self, item: str, quantity: Decimal, kind: MovementKind) -> None:
        row = MovementRow(
            movement_id=f"M{len(self.movements)}", day=TODAY, kind=kind, item_number=item, quantity=quantity, reason="x"
        )
        self.movements.append(row)
        self.keep(book_movements(table_of(MovementRow, [row]), table_of(Item, ITEMS), self.policy, self.books, TODAY))

    def receive(self, place: int, quantity: Decimal) -> None:
        if self.incoming:
            row = replace(self.incoming[place % len(self.incoming)], received_now=quantity)
            items = table_of(Item, ITEMS)
            self.keep(book_goods_in(table_of(IncomingLine, [row]), items, self.policy, self.books, TODAY))

    def count(self, item: str, quantity: Decimal) -> None:
        row = StockRow(stock_key=f"{item} @ {item}-1", item_number=item, location=f"{item}-1", counted=quantity)
        self.keep(book_count(table_of(StockRow, [row]), self.books, TODAY))

    def order(self, customer: int, item: str, quantity: Decimal, wanted: date) -> None:
        number = len(self.orders) + 1
        line = OrderLine(
            line_id=f"L{number}",
            order_number=f"O{number % 3}-{customer}",
            order_date=TODAY - timedelta(days=4),
            customer_number=f"K{customer}",
            item_number=item,
            quantity=quantity,
            requested_date=max(wanted, TODAY - timedelta(days=3)) if number % 2 else None,
            delivery_date=TODAY + timedelta(days=5) if number % 4 == 1 else max(wanted, TODAY - timedelta(days=3)),
            description=f"{number}",
        )
        self.orders.append(line)

    def change(self, place: int, quantity: Decimal, cancelled: bool) -> None:
        if self.orders:
            at = place % len(self.orders)
            self.orders[at] = replace(self.orders[at], quantity=quantity, cancelled=cancelled)

    def undo_last(self) -> None:
        from pyxl.core.refusal import Refused

        if self.runs:
            run = self.runs.pop()
            try:
                self._keep(goods_taken_back("R", run, self.books, TODAY))
                del self.runs[-1:]
            except Refused:
                pass


steps = st.one_of(
    st.tuples(st.just("order"), st.integers(0, 2), item_numbers, quantities, days),
    st.tuples(st.just("change"), st.integers(0, 9), quantities, st.booleans()),
    st.tuples(
        st.just("book"), item_numbers, quantities, st.sampled_from([MovementKind.GOODS_IN, MovementKind.GOODS_OUT])
    ),
    st.tuples(st.just("receive"), st.integers(0, 9), quantities),
    st.tuples(st.just("count"), item_numbers, st.integers(0, 6).map(Decimal)),
    st.tuples(st.just("check")),
    st.tuples(st.just("pick")),
    st.tuples(st.just("deliver"), st.integers(0, 2)),
    st.tuples(st.just("undo_last")),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(steps, max_size=14), st.sampled_from([None, *AllocationOrder]), st.booleans())
def test_whatever_people_do_never_more_is_held_than_there_is(
    story: list[tuple[object, ...]], order: AllocationOrder | None, whole: bool
) -> None:
    clerk = Clerk()
    clerk.policy = replace(FIRM, allocation_order=order, whole_orders=whole)
    clerk.incoming = [
        IncomingLine(line_id=f"E{n}", item_number=item, quantity=Decimal(6), expected_on=TODAY + timedelta(days=n))
        for n, item in enumerate(("A", "B", "A"))
    ]
    for name, *facts in (("book", "A", Decimal(5), MovementKind.GOODS_IN), *story):
        getattr(clerk, str(name))(*facts)
    moved = Counter[str]()
    for movement in clerk.books.stock.movements.values():
        moved[movement.item_number] += movement.quantity  # type: ignore[assignment]
    for item, quantity in moved.items():
        on_hand = (there for place, there in clerk.books.stock.on_hand.items() if place.item_number == item)
        assert sum(on_hand) == quantity


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), item_numbers, quantities, days), min_size=1, max_size=5))
def test_to_reserve_and_to_cancel_is_nothing(lines: list[tuple[int, str, Decimal, date]]) -> None:
    clerk = Clerk()
    clerk.book("A", Decimal(7), MovementKind.GOODS_IN)
    for line in lines:
        clerk.order(*line)
    clerk.check()
    clerk.orders = [replace(line, cancelled=True) for line in clerk.orders]
    clerk.check()
    assert clerk.books.stock.reservations == {}
    assert clerk.books.stock.reserved_by_place() == {}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), item_numbers, quantities, days), min_size=1, max_size=5),
    st.sampled_from(list(AllocationOrder)),
    st.randoms(use_true_random=False),
)
def test_sorting_the_sheet_changes_no_reservation(
    lines: list[tuple[int, str, Decimal, date]], order: AllocationOrder, random: Random
) -> None:
    clerk = Clerk()
    clerk.policy = replace(FIRM, allocation_order=order)
    clerk.book("A", Decimal(7), MovementKind.GOODS_IN)
    for line in lines:
        clerk.order(*line)
    clerk.check()
    held: dict[str, ev.LineReserved] = dict(clerk.books.stock.reservations)
    random.shuffle(clerk.orders)
    before = len(clerk.events)
    clerk.check()
    assert len(clerk.events) == before
    assert clerk.books.stock.reservations == held


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9), st.integers(0, 2)), min_size=1, max_size=7),
    st.integers(0, 40),
    st.integers(0, 30),
    st.randoms(use_true_random=False),
)
def test_what_is_not_held_fits_into_the_credit_limit(
    lines: list[tuple[int, int, int]], limit: int, owed: int, random: Random
) -> None:
    """Whatever the order of the rows, and never is an order held that would have fitted beside those that pass."""
    buyer = replace(CUSTOMERS[0], credit_limit=Decimal(limit), tax_treatment=TaxTreatment.EXPORT)
    open_item = OpenItem(
        invoice_number="R1",
        invoice_date=TODAY,
        customer_number=buyer.customer_number,
        gross_amount=Money.of(owed),
        due_date=TODAY,
    )
    rows = [
        OrderLine(
            line_id=f"L{place}",
            order_number=f"O{order}",
            order_date=TODAY - timedelta(days=day),
            customer_number=buyer.customer_number,
            item_number="A",
            quantity=Decimal(quantity),
            description=f"{place}",
        )
        for place, (order, quantity, day) in enumerate(lines)
    ]

    def held(sheet: Sequence[OrderLine]) -> set[str]:
        tables = table_of(OrderLine, sheet), table_of(Customer, [buyer]), GOODS
        credit = Credit(table_of(OpenItem, [open_item]))
        return set(check_orders(*tables, FIRM, Books(), TODAY, credit=credit).holds)

    worth = Counter[str]()
    for row in rows:
        worth[row.order_number] += int(row.quantity or 0)
    waiting = held(rows)
    passing = sum(worth[order] for order in worth if order not in waiting)
    assert passing == 0 or owed + passing <= limit
    assert all(owed + passing + worth[order] > limit for order in waiting)
    random.shuffle(rows)
    assert held(rows) == waiting
