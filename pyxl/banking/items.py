"""The Receivables tab beside the books: what is open, what differs, and the cells as they change one after another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pyxl.banking import rules
from pyxl.banking.matching.records import OpenEntry, Part
from pyxl.banking.postings import BankPosting
from pyxl.core.changes import ChangeList, Why
from pyxl.core.findings import Finding, rows_with_errors
from pyxl.core.money import Money, round_half_up, total
from pyxl.core.tables import Table
from pyxl.ledger import events as ev
from pyxl.ledger.batches.batches import Debit
from pyxl.ledger.books import Books, ItemState
from pyxl.ledger.rows import ItemStatus, OpenItem, open_amount
from pyxl.ledger.statuses import item_status
from pyxl.ledger.vat import VatShare, vat_corrections
from pyxl.masterdata.customers import Customer
from pyxl.settings import Settings

TAB = "Receivables"
FactsOf = Callable[[str], ev.ItemFacts]
"""Gives what makes the item of that number."""


@dataclass(slots=True)
class ItemCells:
    """The cells of one row that allocations change, with their values as of now."""

    gross: Money
    amount_paid: Money | None
    discount_taken: Money | None
    written_off: Money | None
    credited: Money | None
    status: ItemStatus | None
    debit: Debit | None = None
    """The SEPA batch that collects it: what is settled shows there too."""

    @classmethod
    def of_state(cls, state: ItemState) -> ItemCells:
        """What the row of that item shows, by the books."""
        gross, paid, discount = state.facts.gross_amount, state.amount_paid, state.discount_taken
        status = item_status(gross, paid, discount, state.written_off, state.credited)
        cells = (paid or None, discount or None, state.written_off or None, state.credited or None)
        return cls(gross, *cells, status, state.debit)

    def copy(self) -> ItemCells:
        """The same values, to be tried out."""
        return replace(self)

    @property
    def settled(self) -> Money:
        """What is paid, deducted and written off."""
        amounts = (self.amount_paid, self.discount_taken, self.written_off)
        return total([amount for amount in amounts if amount], self.gross.currency)

    @property
    def is_sound(self) -> bool:
        """Whether not less than nothing and not more than the whole amount is settled."""
        settled = self.settled.cents
        sign = -1 if self.gross.cents < 0 else 1
        return 0 <= sign * settled <= sign * self.gross.cents

    def settle(self, number: str, part: ev.AllocatedPart, changes: ChangeList, why: Why) -> None:
        """Adds the part's amounts; a second payment on the item goes on from the values of the first."""
        collected = self.debit.status(self.settled) if self.debit else None
        self.amount_paid = self._add(number, "amount_paid", self.amount_paid, part.amount, changes, why)
        self.discount_taken = self._add(
            number, "discount_taken", self.discount_taken, part.discount_taken, changes, why
        )
        self.written_off = self._add(number, "written_off", self.written_off, part.written_off, changes, why)
        zero = Money.zero(self.gross.currency)
        settled = (self.amount_paid, self.discount_taken, self.written_off, self.credited)
        status = item_status(self.gross, *(amount or zero for amount in settled))
        changes.set(TAB, number, "status", self.status, status, why)
        self.status = status
        if self.debit:
            self.debit = self.debit.after(part.amount) if part.is_return else self.debit
            changes.set("Batches", self.debit.item_id, "status", collected, self.debit.status(self.settled), why)

    def _add(
        self, number: str, column: str, old: Money | None, delta: Money | None, changes: ChangeList, why: Why
    ) -> Money | None:
        if not delta:
            return old
        new = (delta if old is None else old + delta) or None  # Nothing paid is an empty cell, as before any payment.
        changes.set(TAB, number, column, old, new, why)
        return new


def errors_of(table: Table[Any]) -> list[Finding]:
    """What was wrong with a tab when it was read; warnings are told where the tab is checked."""
    return [found for found in table.findings if found.is_error]


class ReceivablesDesk:
    """All usable open items of the tab, with entries for the matcher and cells to write."""

    def __init__(
        self, receivables: Table[OpenItem], customers: Table[Customer], settings: Settings, books: Books
    ) -> None:
        self._customers, self._settings, self._books = customers, settings, books
        self.cells: dict[str, ItemCells] = {}
        self.entries: dict[str, OpenEntry] = {}
        self.findings: list[Finding] = errors_of(receivables)
        """A row with an error is left out, and named."""
        self._facts: dict[str, ev.ItemFacts] = {}
        self._unknown: dict[str, ev.ItemFacts] = {}
        broken = rows_with_errors(receivables.findings, TAB)
        for row in receivables:
            if row.invoice_number and row.sheet_row not in broken and row.invoice_number not in self.entries:
                self._take(receivables, row)
        self._add_settled_without_row(receivables)

    def _take(self, receivables: Table[OpenItem], row: OpenItem) -> None:
        state = self._books.item(row.invoice_number)
        if state is None:
            facts = _with_rates(self._opening_facts(row), row)
            self._unknown[facts.invoice_number] = facts
            zero = Money.zero(row.gross_amount.currency)
            state = ItemState(facts, facts.settled_before or zero, zero, zero, zero)
        elif row.gross_amount != state.facts.gross_amount or open_amount(row) != state.amount_open:
            self.findings.append(
                rules.AMOUNTS_CHANGED.at(
                    receivables.cell(row, "gross_amount"),
                    number=row.invoice_number,
                    expected=state.facts.gross_amount,
                    expected_open=state.amount_open,
                    found=row.gross_amount,
                    found_open=open_amount(row),
                )
            )
            return
        self._facts[row.invoice_number] = facts = _with_rates(state.facts, row)
        self.cells[row.invoice_number] = ItemCells(
            row.gross_amount,
            row.amount_paid,
            row.discount_taken,
            row.written_off,
            row.credited,
            row.status,
            state.debit,
        )
        entry = entry_of(state, is_cancelled=self._is_cancelled(state))
        is_hers = entry.exchange_rate != facts.exchange_rate
        self.entries[row.invoice_number] = replace(entry, exchange_rate=facts.exchange_rate) if is_hers else entry

    def _is_cancelled(self, state: ItemState) -> bool:
        issued = self._books.invoices.get(state.facts.invoice_number)
        return issued is not None and issued.is_cancelled

    def _add_settled_without_row(self, receivables: Table[OpenItem]) -> None:
        """She may have deleted the rows of paid invoices; a payment that comes twice is seen all the same."""
        for number, state in self._books.items.items():
            if number not in self.entries and receivables.get(number) is None and not state.amount_open:
                self.entries[number] = entry_of(state, is_cancelled=self._is_cancelled(state))

    def _opening_facts(self, row: OpenItem) -> ev.ItemFacts:
        settled = row.gross_amount - open_amount(row)
        return ev.ItemFacts(
            invoice_number=row.invoice_number,
            customer_number=row.customer_number,
            customer_name=row.customer_name or self._customer_name(row.customer_number),
            invoice_date=row.invoice_date,
            due_date=row.due_date,
            gross_amount=row.gross_amount,
            cash_discount_percent=row.cash_discount_percent,
            cash_discount_until=row.cash_discount_until or self._discount_until(row),
            settled_before=settled or None,
        )

    def _customer_name(self, number: str) -> str:
        customer = self._customers.get(number)
        return customer.name if customer else ""

    def _discount_until(self, row: OpenItem) -> date | None:
        """A rate without a day: the customer's days count, else the firm's."""
        if not row.cash_discount_percent:
            return None
        customer = self._customers.get(row.customer_number)
        days = (customer.cash_discount_days if customer else None) or self._settings.cash_discount_days
        if not days or days < 0:
            return None
        return row.invoice_date + timedelta(min(days, (date.max - row.invoice_date).days))

    def facts(self, number: str) -> ev.ItemFacts:
        """What the row says of the item; what the books have where there is no row."""
        return self._facts.get(number) or self._books.items[number].facts

    def opening(self) -> tuple[BankPosting, ...]:
        """One event for the items the books do not know yet: opening balances, as they stand in the tab."""
        if not self._unknown:
            return ()
        facts = tuple(sorted(self._unknown.values(), key=lambda each: each.invoice_number))
        content = "|".join(each.invoice_number for each in facts)
        key = "opening:" + hashlib.sha256(content.encode()).hexdigest()
        return (BankPosting(ev.OPENING, key, ev.ItemsOpened(facts)),)

    def settle(self, parts: tuple[ev.AllocatedPart, ...], changes: ChangeList, why: Why) -> None:
        """Notes the cells that the parts change."""
        for part in parts:
            if part.invoice_number in self.cells:
                self.cells[part.invoice_number].settle(part.invoice_number, part, changes, why)


def _with_rates(facts: ev.ItemFacts, row: OpenItem) -> ev.ItemFacts:
    """The rates in her row count where the books have none: she may add them when they are needed."""
    rate = facts.exchange_rate or row.exchange_rate
    vat = facts.vat or _opening_vat(row)
    if (rate, vat) == (facts.exchange_rate, facts.vat):
        return facts
    return replace(facts, exchange_rate=rate if rate and rate > 0 else None, vat=vat)


def _opening_vat(row: OpenItem) -> tuple[VatShare, ...]:
    """One rate over the whole item, as she typed it."""
    rate = row.vat_rate
    if rate is None or not 0 < rate < 100 or row.gross_amount.cents < 0:
        return ()
    return (VatShare("S", rate, row.gross_amount),)


def entry_of(state: ItemState, *, is_cancelled: bool = False) -> OpenEntry:
    """An item of the books as the matcher takes it. Its discount is of the open amount, if nothing was paid yet."""
    facts = state.facts
    amount_open = state.amount_open.cents
    is_untouched = not (state.amount_paid or state.discount_taken or state.written_off)
    percent = facts.cash_discount_percent if is_untouched else None
    return OpenEntry(
        number=facts.invoice_number,
        customer=facts.customer_number,
        customer_name=facts.customer_name,
        invoice_date=facts.invoice_date,
        due_date=facts.due_date,
        gross=facts.gross_amount.cents,
        open=amount_open,
        currency=facts.gross_amount.currency,
        discount=_discount(amount_open, percent),
        discount_until=facts.cash_discount_until,
        is_cancelled=is_cancelled,
        exchange_rate=facts.exchange_rate,
    )


def _discount(cents: int, percent: Decimal | None) -> int:
    return int(round_half_up(cents * percent / 100, 0)) if percent and 0 < percent < 100 and cents > 0 else 0


def allocated_parts(parts: tuple[Part, ...], currency: str, facts: FactsOf) -> tuple[ev.AllocatedPart, ...]:
    """The matcher's parts as the journal keeps them, with the VAT in discounts and write-offs."""
    return tuple(_allocated(part, currency, facts(part.number).vat) for part in parts)


def _allocated(part: Part, currency: str, shares: tuple[VatShare, ...]) -> ev.AllocatedPart:
    paid, discount, written_off = (
        Money.from_cents(cents, currency) for cents in (part.cents, part.discount, part.written_off)
    )
    return ev.AllocatedPart(
        part.number,
        part.customer,
        paid,
        discount or None,
        written_off or None,
        part.is_return,
        vat_corrections(shares, discount),
        vat_corrections(shares, written_off),
    )
