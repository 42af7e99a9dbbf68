"""Laws of the bank jobs, for any lines and items: no cent is lost, and what is taken back never happened."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.banking.allocations import allocated_amount
from pyxl.core.money import Money, total
from pyxl.formats.statements.statement import StatementLine
from pyxl.ledger.rows import BankLine, OpenItem, Proposal
from pyxl.masterdata.customers import Customer

from ..unit.office import HUBER, Office, item

AMOUNTS = st.sampled_from(["10.00", "19.90", "20.00", "29.90", "30.00", "49.90", "100.00"])
"""Few amounts, so that ties, sums and near misses happen all the time."""
ACCOUNTS = ("", HUBER, "DE75512108001245126199")


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """Two customers, some invoices, and a statement that was imported."""
    office = Office()
    office.put(
        Customer(customer_number="D1", name="Huber Metallbau KG", iban=HUBER),
        Customer(customer_number="D2", name="Meyer Optik GmbH"),
    )
    numbers = draw(st.lists(st.integers(1, 20), unique=True, max_size=7))
    for number in numbers:
        terms: dict[str, Any] = {"cash_discount_percent": Decimal(2), "cash_discount_until": date(2026, 3, 11)}
        given_terms = dict(terms) if draw(st.booleans()) else {}
        given_terms |= {"vat_rate": Decimal(19)} if draw(st.booleans()) else {}
        office.put(item(f"RE-2026-{number:05}", draw(AMOUNTS), draw(st.sampled_from(["D1", "D2"])), **given_terms))
    office.bring(*draw(st.lists(lines(), max_size=6)))
    return office


@st.composite
def lines(draw: st.DrawFn) -> StatementLine:
    """A payment or a return that names up to two numbers, for a usual amount or nearly."""
    named = draw(st.lists(st.integers(1, 20), max_size=2))
    cents = Money.of(draw(AMOUNTS)).cents - draw(st.sampled_from([0, 0, 0, 2, 20, 500, -300]))
    day = date(2026, 3, 1) + timedelta(draw(st.integers(0, 28)))
    is_back = draw(st.sampled_from([False, False, False, True]))
    return StatementLine(
        day,
        day,
        Money.from_cents(-cents if is_back else cents, "EUR"),
        counterparty_name=draw(st.sampled_from(["", "Huber", "MEYER OPTIK GMBH", "PayPal"])),
        counterparty_iban=draw(st.sampled_from(ACCOUNTS)),
        remittance_information=" ".join(f"RE-2026-{number:05}" for number in named)
        or draw(st.sampled_from(["", "D1"])),
        return_reason="AC04" if is_back else "",
    )


def without_log(office: Office) -> dict[str, Any]:
    """What the tabs say; an empty amount and none are the same."""
    return {tab: {key: _plain(row) for key, row in rows.items()} for tab, rows in office.sheets.items() if rows}


def _plain(row: Any) -> Any:
    zero = (None, Money.zero(), "")
    names = [name for name in type(row).__dataclass_fields__ if name != "sheet_row"]
    return {name: value for name in names if (value := getattr(row, name)) not in zero and _says(name, value)}


def _says(name: str, value: object) -> bool:
    """An item that was never paid has no status, one that was paid and released is open: both say the same."""
    return not (name == "status" and getattr(value, "name", "") in ("OPEN", "NEW", "REVIEW")) and name != "reason"


@given(offices())
@settings(max_examples=120, deadline=None)
def test_allocated_open_and_unassigned_are_the_bank_total(office: Office) -> None:
    before = {number: state.amount_open for number, state in office.books.items.items()}
    before |= {row.invoice_number: row.gross_amount for row in office.rows(OpenItem)}
    office.reconcile()
    books = office.books
    for row in office.rows(BankLine):
        _, event = books.allocations.get(row.line_id, ("", None))
        allocated = allocated_amount(event) if event else Money.zero()
        assert allocated == (row.amount_allocated or Money.zero())
        assert min(Money.zero(), row.amount) <= allocated <= max(Money.zero(), row.amount), "never more than came"
    settled = total(
        [amount - books.items[number].amount_open for number, amount in before.items() if number in books.items]
    )
    parts = [part for _, event in books.allocations.values() for part in event.parts]
    extras = [extra for part in parts for extra in (part.discount_taken, part.written_off) if extra]
    fees = [event.fee for _, event in books.allocations.values() if event.fee]
    used = total([allocated_amount(event) for _, event in books.allocations.values()])
    assert settled == used + total(fees) + total(extras)
    for state in books.items.values():
        assert Money.zero() <= state.amount_open <= state.facts.gross_amount


@given(offices())
@settings(max_examples=80, deadline=None)
def test_a_run_that_is_taken_back_never_happened(office: Office) -> None:
    before = deepcopy(without_log(office))
    known = len(office.events)
    outcome = office.reconcile()
    office.undo(office.events[known:], outcome.changes)
    assert without_log(office) == before
    assert not office.books.allocations
    assert not office.books.payers


@given(offices(), st.data())
@settings(max_examples=80, deadline=None)
def test_accepting_and_undoing_leaves_the_neighbours_alone(office: Office, data: st.DataObject) -> None:
    office.reconcile()
    rows = [row for row in office.rows(Proposal) if row.invoice_numbers]
    if not rows:
        return
    before = deepcopy(without_log(office))
    allocations = dict(office.books.allocations)
    chosen = data.draw(st.sampled_from(rows))
    office.tick(chosen.proposal_id)
    ticked = deepcopy(office.sheets["Review"])
    known = len(office.events)
    outcome = office.accept()
    others = {line: each for line, each in office.books.allocations.items() if line != chosen.line_id}
    assert others == {line: each for line, each in allocations.items() if line != chosen.line_id}
    office.undo(office.events[known:], outcome.changes)
    assert office.sheets["Review"] == ticked
    office.sheets["Review"][chosen.proposal_id] = chosen
    assert without_log(office) == before
    assert {line: each[1] for line, each in office.books.allocations.items()} == {
        line: each[1] for line, each in allocations.items()
    }


@given(offices())
@settings(max_examples=60, deadline=None)
def test_a_second_run_settles_and_changes_nothing(office: Office) -> None:
    office.reconcile()
    tabs = deepcopy(office.sheets)
    events = len(office.events)
    office.reconcile()
    assert len(office.events) == events
    assert office.sheets == tabs


@given(offices(), st.data())
@settings(max_examples=60, deadline=None)
def test_one_allocation_taken_back_leaves_the_others(office: Office, data: st.DataObject) -> None:
    office.reconcile()
    before = dict(office.books.allocations)
    if not before:
        return
    chosen = data.draw(st.sampled_from(sorted(before)))
    outcome = office.take_back(chosen)
    left = {line: each for line, each in before.items() if line != chosen or outcome.findings}
    assert office.books.allocations == left
    office.reconcile()
    assert chosen not in office.books.allocations or outcome.findings, "what she took back is not settled unasked"
    for row in office.rows(OpenItem):
        state = office.books.items.get(row.invoice_number)
        assert state is None or state.amount_paid == (row.amount_paid or Money.zero())


def test_a_payer_without_an_account_is_known_by_the_name_in_the_same_run() -> None:
    """As it is remembered for the next run: else a second click said something new of the same line."""
    office = Office()
    office.put(Customer(customer_number="D1", name="Huber Metallbau KG", iban=HUBER))
    office.put(*(item(f"RE-2026-{number:05}", "10.00", "D1") for number in range(1, 4)))
    day = date(2026, 3, 1)
    office.bring(
        *(
            StatementLine(day, day, Money.of(10), counterparty_name="Huber", remittance_information=text)
            for text in ("", "RE-2026-00001")
        )
    )
    office.reconcile()
    (told,) = {row.reason for row in office.rows(BankLine) if not row.amount_allocated}
    assert told.endswith("dieser Zahler hat schon für D1 gezahlt.")
    tabs = deepcopy(office.sheets)
    office.reconcile()
    assert office.sheets == tabs
