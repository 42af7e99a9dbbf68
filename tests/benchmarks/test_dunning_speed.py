"""Dunning at size: 50,000 open items of 5,000 customers proposed, at the first level and at the second."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from time import process_time
from typing import Any

import pytest

from pyxl.core.collecting import collect_seldom
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome
from pyxl.core.plain import PlainData, to_plain
from pyxl.core.tables import table_of
from pyxl.demo.firm import demo_settings
from pyxl.dunning.instalments import Instalment
from pyxl.dunning.proposing import propose_dunning
from pyxl.dunning.rows import BaseRate, DunningLevel, DunningProposal
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books
from pyxl.ledger.cases.rows import Case
from pyxl.ledger.late_money.dunning import DUNNING, DunnedItem, DunningIssued
from pyxl.ledger.rows import BankLine, OpenItem, Proposal
from pyxl.masterdata.customers import Customer

from .figures import tell

pytestmark = pytest.mark.benchmark
ITEMS, CUSTOMERS = 50_000, 5_000
REMINDED_ON, PROPOSED_ON = date(2026, 5, 15), date(2026, 10, 31)
BANK_LINE = ev.ImportedLine("B-1", "f", "DE00", PROPOSED_ON, None, Money.of("-9.90"))
GATE = 3.0


@pytest.fixture(autouse=True)
def _as_on_the_command_line() -> Iterator[None]:
    """pyxl's own process looks for rings of objects seldom."""
    usual = gc.get_threshold()
    collect_seldom()
    yield
    gc.set_threshold(*usual)


@dataclass(frozen=True)
class Recorded:
    """An event as the books read it."""

    kind: str
    key: str
    payload: Any
    number: str = ""
    run_id: str = "R-1"


def customers() -> list[Customer]:
    """Every other one is a firm."""
    return [
        Customer(
            customer_number=f"{10_000 + number}",
            name=f"Kunde {number}" + (" GmbH" if number % 2 else ""),
            street="Weg 1",
            postcode="34117",
            city="Kassel",
        )
        for number in range(CUSTOMERS)
    ]


def items() -> list[OpenItem]:
    """Ten of each customer, due on sixty days of spring."""
    first = date(2026, 3, 1)
    return [
        OpenItem(
            invoice_number=f"RE-2026-{number:05d}",
            invoice_date=first + timedelta(number % 60 - 14),
            customer_number=f"{10_000 + number % CUSTOMERS}",
            gross_amount=Money.from_cents(2_000 + number * 7919 % 900_000),
            due_date=first + timedelta(number % 60),
            sheet_row=number + 2,
        )
        for number in range(ITEMS)
    ]


def books(rows: list[OpenItem], *, are_reminded: bool) -> Books:
    """Everything opened, the bank read to the day; and, where they are reminded, a letter to each customer."""
    facts = [
        ev.ItemFacts(row.invoice_number, row.customer_number, "", row.invoice_date, row.due_date, row.gross_amount)
        for row in rows
    ]
    imported = ev.StatementImported("x", "", "camt", "DE00", "1", None, None, (BANK_LINE,))
    events = [
        Recorded(ev.OPENING, "opening", to_plain(ev.ItemsOpened(tuple(facts)))),
        Recorded(ev.IMPORT, "import", to_plain(imported)),
    ]
    return Books.from_events([*events, *(letters(rows) if are_reminded else [])])


def letters(rows: list[OpenItem]) -> list[Recorded]:
    """A reminder to each customer over all that he owes."""
    zero, found = Money.zero(), []
    for place in range(CUSTOMERS):
        number, owed = f"MA-{place:05d}", rows[place::CUSTOMERS]
        dunned = tuple(DunnedItem(row.invoice_number, 1, True, row.gross_amount, zero, zero) for row in owed)
        amount = sum((row.gross_amount for row in owed), start=zero)
        letter = DunningIssued(
            number=number,
            customer_number=owed[0].customer_number,
            customer_name="",
            issued_on=REMINDED_ON,
            pay_by=REMINDED_ON + timedelta(10),
            level=1,
            title="Zahlungserinnerung",
            items=dunned,
            fee=zero,
            amount_open=amount,
            charges=zero,
            amount_asked=amount,
            document_path="",
            content=PlainData({}),
        )
        found.append(Recorded(DUNNING, number, to_plain(letter), number))
    return found


def proposed(rows: list[OpenItem], known: Books) -> tuple[Outcome, float]:
    """The outcome, and CPU seconds."""
    receivables, people = table_of(OpenItem, rows), table_of(Customer, customers())
    started = process_time()
    outcome = propose_dunning(
        receivables,
        people,
        table_of(BankLine),
        table_of(Proposal),
        table_of(DunningLevel),
        table_of(BaseRate),
        table_of(Instalment),
        table_of(Case),
        table_of(DunningProposal),
        demo_settings("de"),
        known,
        PROPOSED_ON,
    )
    return outcome, process_time() - started


@pytest.mark.parametrize("are_reminded", [False, True], ids=["first-level", "second-level-with-interest"])
def test_fifty_thousand_open_items_are_proposed(are_reminded: bool) -> None:
    rows = items()
    outcome, seconds = proposed(rows, books(rows, are_reminded=are_reminded))
    level = 2 if are_reminded else 1
    tell(f"dunning proposal over {ITEMS:,} open items, level {level}", f"{seconds:.2f} s CPU", f"{GATE} s")
    assert outcome.counts["letters"] == CUSTOMERS
    assert {each["level"] for each in outcome.proposals} == {level}
    assert seconds < GATE
