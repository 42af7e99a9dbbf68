"""Laws of what is given back for complaints: credits never above the invoice, goods never above what was delivered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.core.money import Money, total
from pyxl.ledger.books import Books
from tests.stories.accounts import disagreement
from tests.stories.desk import StoryDesk

DAY = date(2026, 10, 20)
CUSTOMERS = [["Customer no.", "Name", "Street", "Postcode", "City"], ["K1", "Nord AG", "Ring 1", "'34117", "Kassel"]]
ITEM = ["Item no.", "Description", "Unit", "Price", "Delivered as", "Location", "Purchase price"]
ORDER = ["Line ID", "Order no.", "Order date", "Customer no.", "Item no.", "Quantity", "Discount %", "Delivery date"]
ORDER += ["Invoice no.", "Unit price", "Requested date", "Invoice kind", "Refers to invoice"]
CASE = ["Line ID", "Case no.", "Received on", "Customer no.", "Invoice no.", "Item no.", "Quantity", "Complaint"]
CASE += ["Status", "Responsible", "Settle", "Solution", "Credit goods", "To credit", "Solved on", "Answered on"]
CASE += ["Cost", "Document"]
SOLUTIONS = ("credit an amount", "send a replacement", "take goods back")
WHEN = ("", "at once", "no credit")


@st.composite
def invoices(draw: st.DrawFn) -> tuple[int, str, str]:
    """Quantity, price and discount of the one line that is invoiced."""
    cents = draw(st.integers(1, 20_000))
    return draw(st.integers(1, 9)), f"{cents / 100:.2f}", str(draw(st.sampled_from((0, 3, 12.5))))


@st.composite
def complaints(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """Solution, quantity, when it is credited, and an amount."""
    solution = draw(st.sampled_from(SOLUTIONS))
    amount = f"{draw(st.integers(2, 30_000)) / 100:.2f}" if solution == SOLUTIONS[0] else ""
    return solution, str(draw(st.integers(1, 9))), draw(st.sampled_from(WHEN)), amount


def world(invoice: tuple[int, str, str], cases: list[tuple[str, str, str, str]]) -> StoryDesk:
    """One invoice of one line, and a ticked case for each complaint about it."""
    quantity, price, discount = invoice
    desk = StoryDesk("en")
    desk.book.give("Customers", CUSTOMERS, is_more=False)
    desk.book.give("Items", [ITEM, ["LAMP", "Lamp", "Stk", price, "stock item", "R-1", "1"]], is_more=False)
    line = ["L1", "A1", "2026-10-01", "K1", "LAMP", str(quantity), discount, "2026-10-05", "", "", "", "", ""]
    desk.book.give("Orders", [ORDER, line], is_more=False)
    desk.run("create-invoices", (), DAY)
    rows = [
        [
            *(f"C{place}", "", "2026-10-20", "K1", "RE-2026-00001", "LAMP", count, "bent"),
            *("", "", "x", solution, when if solution == SOLUTIONS[2] else "", amount, "", "", "", ""),
        ]
        for place, (solution, count, when, amount) in enumerate(cases)
    ]
    desk.book.give("Cases", [CASE, *rows], is_more=False)
    desk.run("open-cases", (), DAY)
    return desk


@settings(max_examples=40, deadline=None)
@given(invoices(), st.lists(complaints(), min_size=1, max_size=4), st.data())
def test_no_more_is_given_back_than_was_sold(
    invoice: tuple[int, str, str], cases: list[tuple[str, str, str, str]], data: st.DataObject
) -> None:
    desk = world(invoice, cases)
    desk.run("settle-case", (), DAY)
    for _ in range(2):  # Goods come in two parcels, each good or scrap as it happens.
        for number, state in desk.books.cases.returns.items():
            left = int(state.outstanding)
            good = data.draw(st.integers(0, left))
            scrap = data.draw(st.integers(0, left - good))
            desk.book.change("Returns", [["RMA no.", "Good now", "Scrap now"], [number, str(good), str(scrap)]])
        desk.run("receive-return", (), DAY)
        assert not desk.run("receive-return", (), DAY).recorded, "what came is booked once"
    held(desk, Decimal(invoice[0]))
    assert not desk.run("settle-case", (), DAY).recorded, "a case is settled once"


def held(desk: StoryDesk, sold: Decimal) -> None:
    """The laws, from the events alone."""
    books = Books.from_events(desk.events)
    item, issued = books.items["RE-2026-00001"], books.invoices["RE-2026-00001"]
    credited = total(
        [books.invoices[key].set_off or Money.zero() for key in books.invoices if books.invoices[key].credits]
    )
    assert credited == (issued.gross_credited or Money.zero())
    assert Money.zero() <= item.amount_open == item.facts.gross_amount - credited
    settled = [case.settled for case in books.cases.cases.values() if case.settled]
    back = sum((each.goods.quantity for each in settled if each.returned and each.goods), Decimal(0))
    anew = sum((each.goods.quantity for each in settled if each.replacement and each.goods), Decimal(0))
    assert back <= sold
    assert anew <= sold
    for state in books.cases.returns.values():
        assert state.outstanding >= 0
        expected, given_back = state.expected.amount or Money.zero(), state.credited or Money.zero()
        assert given_back <= expected
        if not state.outstanding:  # Not every gross amount can be reached with its VAT: a cent or two may be missing.
            assert expected - given_back <= Money.of("0.02")
    good = sum((state.good for state in books.cases.returns.values()), Decimal(0))
    assert sum(books.stock.on_hand.values(), Decimal(0)) == good
    assert disagreement(desk.events) == ""
