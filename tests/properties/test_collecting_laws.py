"""Whatever is collected and withdrawn in whatever order: no invoice is in two standing batches, none too early."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.core.money import Money
from pyxl.core.plain import to_plain
from pyxl.core.tables import table_of
from pyxl.ledger import events as ev
from pyxl.ledger.books import Books
from pyxl.ledger.rows import OpenItem
from pyxl.masterdata.customers import Customer, MandateKind
from pyxl.receivables.collecting import collect_direct_debits
from pyxl.receivables.withdrawing import withdrawal_posting
from pyxl.reference_data.target_days import is_target_day
from pyxl.settings import Settings

from .test_dunning_laws import Recorded

FIRST = date(2026, 3, 2)
FIRM = Settings(
    company_name="Muster GmbH",
    street="Ring 1",
    city="Kassel",
    iban="DE89370400440532013000",
    creditor_id="DE98ZZZ09999999999",
)
PAYERS = tuple(
    Customer(
        customer_number=f"D{place}",
        name=f"Kunde {place}",
        iban="DE02120300000000202051",
        mandate_reference=f"M-{place}",
        mandate_date=date(2026, 1, 5),
        mandate_kind=kind,
    )
    for place, kind in enumerate((None, MandateKind.CORE, MandateKind.B2B))
)


@dataclass
class Bank:
    """Invoices that announce their collection, and what became of them."""

    rows: list[OpenItem]
    events: list[Any] = field(default_factory=list)

    @property
    def books(self) -> Books:
        return Books.from_events(self.events)

    def collect(self, as_of: date) -> None:
        """Makes all batches of the day."""
        receivables, payers = table_of(OpenItem, self.rows), table_of(Customer, PAYERS)
        for posting in collect_direct_debits(receivables, payers, FIRM, self.books, as_of).postings:
            number = f"SEPA-{len(self.events):05}" if posting.series else ""
            assert posting.key not in {event.key for event in self.events}
            self.events.append(Recorded(posting.kind, posting.key, posting.payload(number), number))

    def withdraw(self, place: int) -> None:
        """Takes one of the batches back."""
        batches = [event for event in self.events if event.kind == ev.BATCH]
        posting = withdrawal_posting(batches[place % len(batches)].payload, self.books) if batches else None
        if posting:
            self.events.append(Recorded(posting.kind, posting.key, posting.payload("")))


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    facts = draw(
        st.lists(st.tuples(st.integers(0, 2), st.integers(1, 90_000), st.integers(0, 40)), min_size=1, max_size=8)
    )
    rows = [
        OpenItem(
            invoice_number=f"R-{place}",
            invoice_date=FIRST - timedelta(14),
            customer_number=f"D{payer}",
            gross_amount=Money.from_cents(cents),
            due_date=FIRST + timedelta(days),
        )
        for place, (payer, cents, days) in enumerate(facts)
    ]
    items = tuple(
        ev.ItemFacts(
            row.invoice_number, row.customer_number, "", row.invoice_date, row.due_date, row.gross_amount, mandate="M"
        )
        for row in rows
    )
    return Bank(rows, [Recorded(ev.OPENING, "opening", to_plain(ev.ItemsOpened(items)))])


@settings(deadline=None)
@given(banks(), st.lists(st.tuples(st.booleans(), st.integers(0, 9)), min_size=1, max_size=8))
def test_no_invoice_is_in_two_batches_that_stand(bank: Bank, steps: list[tuple[bool, int]]) -> None:
    day = FIRST
    for withdraws, number in steps:
        if withdraws:
            bank.withdraw(number)
        else:
            day += timedelta(number)
            bank.collect(day)
        standing = [each.facts for each in bank.books.batches.values() if not each.is_withdrawn]
        held = Counter(item.invoice_number for batch in standing for item in batch.items)
        assert not held or max(held.values()) == 1
        due = {row.invoice_number: row.due_date for row in bank.rows}
        assert all(batch.execution_date >= due[item.invoice_number] for batch in standing for item in batch.items)
        assert all(is_target_day(batch.execution_date) for batch in standing)
